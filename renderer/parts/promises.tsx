// The promises of a case: what was said, by when, kept or not; a new one in one line.
import { useState } from 'react';
import type { PromiseView } from '../../shared/views/shapes.ts';
import { Button } from './button.tsx';
import { DueMark, LevelText } from './due-mark.tsx';
import { deskNow, useNow } from './now.ts';
import { Section } from './section.tsx';
import { fromLocalInput, momentWords, toLocalInput } from './time-words.ts';
import { useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

const HOUR = 3_600_000;
/** A promise is marked from a quarter of an hour before. */
const WARN = 900_000;

export const Promises = () => {
  const { t } = useDesk();
  const { promises } = useCase();
  const blocked = useBlocked('make-promise');
  const [adding, setAdding] = useState(false);
  const add = (
    <Button small kind="quiet" blocked={blocked} pressed={adding} onPress={() => setAdding(!adding)}>
      {t('promise.add')}
    </Button>
  );
  return (
    <Section title={t('promise.title')} aside={add}>
      {adding ? <NewPromise onDone={() => setAdding(false)} /> : null}
      {promises.length === 0 && !adding ? <p className="text-small text-ink-2">{t('promise.none')}</p> : null}
      <ul className="flex flex-col gap-1.5">
        {promises.map((promise) => (
          <One key={promise.promise} promise={promise} />
        ))}
      </ul>
    </Section>
  );
};

/** One promise with the ways to settle it; also stands in the closing panel. */
export const One = ({ promise }: { readonly promise: PromiseView }) => {
  const { t, person, telling } = useDesk();
  const { row } = useCase();
  const send = useSend();
  const now = useNow(60_000);
  const [moving, setMoving] = useState<string | null>(null);
  const settle = (outcome: 'kept' | 're-agreed' | 'broken', newDue: number | null = null): void =>
    void send('settle-promise', row.caseId, { promise: promise.promise, outcome, newDue });
  const isOpen = promise.outcome === 'open';
  const due = moving === null ? null : fromLocalInput(moving, telling.zone);
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <span>{promise.what}</span>
        {isOpen ? (
          <DueMark due={{ at: promise.due, warnAt: promise.due - WARN }} />
        ) : (
          <LevelText level={promise.outcome === 'broken' ? 'late' : 'done'}>{t(`outcome.${promise.outcome}`)}</LevelText>
        )}
      </div>
      <span className="text-small text-ink-2">
        {t('promise.byWhom', { name: person(promise.by), moment: momentWords(promise.due, now, telling) })}
      </span>
      {isOpen ? (
        <div className="flex flex-wrap gap-1.5">
          <Button small onPress={() => settle('kept')}>
            {t('promise.kept')}
          </Button>
          <Button
            small
            pressed={moving !== null}
            onPress={() => setMoving(moving === null ? toLocalInput(promise.due + HOUR, telling.zone) : null)}
          >
            {t('promise.move')}
          </Button>
          <Button small onPress={() => settle('broken')}>
            {t('promise.broken')}
          </Button>
        </div>
      ) : null}
      {moving === null || !isOpen ? null : (
        <div className="flex gap-1.5">
          <input
            type="datetime-local"
            className="entry"
            aria-label={t('promise.newDue')}
            value={moving}
            onChange={(event) => setMoving(event.target.value)}
          />
          <Button small blocked={due === null ? t('promise.needsDue') : null} onPress={() => settle('re-agreed', due)}>
            {t('promise.agree')}
          </Button>
        </div>
      )}
    </li>
  );
};

const NewPromise = ({ onDone }: { readonly onDone: () => void }) => {
  const { t, me, telling } = useDesk();
  const { row } = useCase();
  const send = useSend();
  const [what, setWhat] = useState('');
  const [due, setDue] = useState(() => toLocalInput(Math.ceil((deskNow() + HOUR) / WARN) * WARN, telling.zone));
  const [callback, setCallback] = useState(true);
  const at = fromLocalInput(due, telling.zone);
  const blocked = what.trim() === '' ? t('promise.needsWhat') : at === null ? t('promise.needsDue') : null;
  const make = async (): Promise<void> => {
    if (blocked !== null) return;
    const sent = await send('make-promise', row.caseId, { due: at, by: me.person, callback }, { what: what.trim() });
    if (sent.ok) onDone();
  };
  return (
    <form
      className="flex flex-col gap-1.5 rounded-md bg-panel p-2"
      onSubmit={(event) => {
        event.preventDefault();
        void make();
      }}
    >
      <input
        className="entry"
        aria-label={t('promise.what')}
        placeholder={t('promise.what')}
        value={what}
        onChange={(event) => setWhat(event.target.value)}
      />
      <input
        type="datetime-local"
        className="entry"
        aria-label={t('promise.due')}
        value={due}
        onChange={(event) => setDue(event.target.value)}
      />
      <div className="flex items-center justify-between">
        <label className="flex items-center gap-1.5 text-small">
          <input type="checkbox" checked={callback} onChange={(event) => setCallback(event.target.checked)} />
          {t('promise.callback')}
        </label>
        <Button small kind="primary" submit blocked={blocked} onPress={() => undefined}>
          {t('promise.make')}
        </Button>
      </div>
    </form>
  );
};
