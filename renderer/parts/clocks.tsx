// The clocks of a case: which, until when, met or not; on request the events that moved each of them.
import { useState } from 'react';
import type { ClockView } from '../../shared/views/shapes.ts';
import { announce } from './announce.tsx';
import { LevelText } from './due-mark.tsx';
import { useNow } from './now.ts';
import { Section } from './section.tsx';
import { dueWords, momentSaid, momentWords, type Level } from './time-words.ts';
import { useCase } from './use-case.ts';
import { useDesk, type Desk } from './use-pack.ts';
import { useEffect, useRef } from 'react';

/** Marked from half of the time gone on; the lists use the pack's own warning time. */
const warnAt = ({ startedAt, dueAt }: ClockView): number => startedAt + (dueAt - startedAt) * 0.75;

const told = (
  clock: ClockView,
  now: number,
  { t, telling }: Desk,
): { readonly level: Level; readonly short: string; readonly long: string } => {
  if (clock.state === 'met') return { level: 'done', short: t('clock.met'), long: t('clock.met') };
  if (clock.state === 'paused') return { level: 'calm', short: t('clock.paused'), long: t('clock.paused') };
  if (clock.state === 'breached' && clock.stoppedAt !== null) return { level: 'late', short: t('clock.missed'), long: t('clock.missed') };
  return dueWords({ at: clock.dueAt, warnAt: warnAt(clock), calendar: clock.calendar }, now, telling);
};

export const Clocks = () => {
  const { t } = useDesk();
  const { clocks } = useCase();
  const [why, setWhy] = useState(false);
  return (
    <Section title={t('clock.title')}>
      {clocks.length === 0 ? <p className="text-small text-ink-2">{t('clock.none')}</p> : null}
      <ul className="flex flex-col gap-0.5">
        {clocks.map((clock) => (
          <One
            key={`${clock.clock} ${clock.promise ?? ''} ${clock.handover ?? ''} ${clock.approval ?? ''} ${clock.startedAt}`}
            clock={clock}
            why={why}
          />
        ))}
      </ul>
      {clocks.length === 0 ? null : (
        <button
          type="button"
          aria-expanded={why}
          onClick={() => setWhy(!why)}
          className="self-start text-small text-accent underline underline-offset-2"
        >
          {t(why ? 'clock.hideWhy' : 'clock.why')}
        </button>
      )}
    </Section>
  );
};

const One = ({ clock, why }: { readonly clock: ClockView; readonly why: boolean }) => {
  const desk = useDesk();
  const { t, telling, word } = desk;
  const { timeline } = useCase();
  const now = useNow(10_000);
  const { level, short, long } = told(clock, now, desk);
  const before = useRef(level);
  // Thresholds are heard once, seconds never.
  useEffect(() => {
    if (before.current !== level && (level === 'soon' || level === 'late')) announce(`${t(`clock.${clock.clock}`)}: ${long}`);
    before.current = level;
  }, [level, long, clock.clock, t]);
  const eventOf = (id: string): string => {
    const item = timeline.find((event) => event.id === id);
    return item === undefined ? '' : t([`event.${item.type}`, 'event.unknown'], { type: item.type });
  };
  return (
    <li>
      <div className="flex items-baseline justify-between gap-3">
        <span className="text-ink-2">{t(`clock.${clock.clock}`)}</span>
        <LevelText level={level} title={long}>
          {short}
        </LevelText>
      </div>
      {why ? (
        <ul className="border-l border-line pb-1 pl-2 text-small text-ink-2">
          <li>
            {t('clock.dueIn', {
              moment: momentSaid(clock.dueAt, now, telling),
              calendar: word('calendars', clock.calendar),
            })}
          </li>
          {clock.events.map((event) => (
            <li
              key={`${event.id} ${event.effect}`}
            >{`${momentWords(event.at, now, telling)} · ${t(`clock.effect-${event.effect}`)}: ${eventOf(event.id)}`}</li>
          ))}
        </ul>
      ) : null}
    </li>
  );
};
