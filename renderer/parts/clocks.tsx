// The clocks of a case: which, until when, met or not; on request the events that moved each of them. Thresholds are heard as alerts.
import { useState } from 'react';
import type { ClockView } from '../../shared/views/shapes.ts';
import { clockKey, clockName, isHalfGone, tellClock, whyLines } from './clock-words.ts';
import { LevelText } from './due-mark.tsx';
import { useNow } from './now.ts';
import { Section } from './section.tsx';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';

/** `promised`: promises stand beside them with their own time, which is then not told twice. */
export const Clocks = ({ promised = false }: { readonly promised?: boolean }) => {
  const { t } = useDesk();
  const { clocks: all } = useCase();
  const [why, setWhy] = useState(false);
  const clocks = all.filter(({ promise }) => !promised || promise === null);
  if (clocks.length === 0 && all.length > 0) return null;
  return (
    <Section title={t('clock.title')}>
      {clocks.length === 0 ? <p className="text-small text-ink-2">{t('clock.none')}</p> : null}
      <ul className="flex flex-col gap-0.5">
        {clocks.map((clock) => (
          <One key={clockKey(clock)} clock={clock} why={why} />
        ))}
      </ul>
      {clocks.length === 0 ? null : (
        <button
          type="button"
          aria-expanded={why}
          onClick={() => setWhy(!why)}
          className="aim self-start text-small text-accent underline underline-offset-2"
        >
          {t(why ? 'clock.hideWhy' : 'clock.why')}
        </button>
      )}
    </Section>
  );
};

/** A half-filled circle: half of the time is gone. */
const Half = ({ title }: { readonly title: string }) => (
  <svg role="img" aria-label={title} viewBox="0 0 8 8" className="size-2 shrink-0 fill-none stroke-current text-ink-2">
    <title>{title}</title>
    <circle cx="4" cy="4" r="3" />
    <path d="M4 1a3 3 0 0 1 0 6Z" className="fill-current" />
  </svg>
);

const One = ({ clock, why }: { readonly clock: ClockView; readonly why: boolean }) => {
  const desk = useDesk();
  const { timeline, consults } = useCase();
  const now = useNow(10_000);
  const { level, short, long } = tellClock(clock, now, desk);
  const name = clockName(clock, desk, consults);
  return (
    <li>
      <div className="flex items-baseline justify-between gap-3">
        <span className="min-w-0 truncate text-ink-2" title={name}>
          {name}
        </span>
        <span className="inline-flex shrink-0 items-center gap-1">
          {isHalfGone(clock, now) ? <Half title={desk.t('clock.half')} /> : null}
          <LevelText level={level} title={long}>
            {short}
          </LevelText>
        </span>
      </div>
      {clock.clock === 'statutory' && !why ? <p className="text-small text-ink-2">{desk.t('clock.hard')}</p> : null}
      {why ? (
        <ul className="border-l border-line pb-1 pl-2 text-small text-ink-2">
          {whyLines(clock, timeline, now, desk).map((line, index) => (
            <li key={`${index} ${line}`}>{line}</li>
          ))}
        </ul>
      ) : null}
    </li>
  );
};
