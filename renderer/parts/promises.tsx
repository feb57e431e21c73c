// The ledger of what the customer was told: by when, by whom, kept or not; calls to reach him counted, a new promise in one line.
import { useState } from 'react';
import type { PromiseView } from '../../shared/views/shapes.ts';
import { Button } from './button.tsx';
import { DueMark, LevelText } from './due-mark.tsx';
import { Moment } from './fields/inputs.tsx';
import { useKey } from './keys.ts';
import { useNow } from './now.ts';
import { NewPromise } from './promise-new.tsx';
import { showToast } from '../state/toasts.ts';
import { Section } from './section.tsx';
import { momentWords, toLocalInput, windowWords } from './time-words.ts';
import { useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useRefusing, useSend } from './use-send.ts';

const HOUR = 3_600_000;
/** A promise is marked from a quarter of an hour before. */
const WARN = 900_000;
/** So many calls, over two days, before nobody need call again. Source: domain.md §6 "callback". */
const ATTEMPTS = 3;

export const Promises = () => {
  const { t } = useDesk();
  const { promises } = useCase();
  const blocked = useBlocked('make-promise');
  const [adding, setAdding] = useState(false);
  const refuse = useRefusing('make-promise');
  useKey('promise', () => (blocked === null ? setAdding(true) : refuse()));
  const open = promises.filter(({ outcome }) => outcome === 'open').toSorted((a, b) => a.due - b.due);
  const over = promises.filter(({ outcome }) => outcome !== 'open');
  const add = (
    <Button small kind="quiet" keyId="promise" blocked={blocked} pressed={adding} onPress={() => setAdding(!adding)}>
      {t('promise.add')}
    </Button>
  );
  return (
    <Section title={t('promise.title')} aside={add}>
      {adding ? <NewPromise onDone={() => setAdding(false)} /> : null}
      {promises.length === 0 && !adding ? <p className="text-small text-ink-2">{t('promise.none')}</p> : null}
      <ul className="flex flex-col gap-2.5">
        {[...open, ...over].map((promise) => (
          <One key={promise.promise} promise={promise} />
        ))}
      </ul>
    </Section>
  );
};

/** One promise with the ways to settle it; also stands in the closing panel. */
export const One = ({ promise }: { readonly promise: PromiseView }) => {
  const { t, person, telling } = useDesk();
  const now = useNow(60_000);
  const isOpen = promise.outcome === 'open';
  const reach = [promise.who, promise.phone].filter((part) => part !== null && part !== '');
  const callback = promise.callback
    ? [
        [t('promise.callback'), ...reach].join(' '),
        promise.window === null ? '' : t('promise.window', { span: windowWords(promise.window, now, telling) }),
      ]
    : [];
  return (
    <li className="flex flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <span className="min-w-0 break-words">{promise.what}</span>
        {isOpen ? (
          <DueMark due={{ at: promise.due, warnAt: promise.due - WARN }} />
        ) : (
          <LevelText level={promise.outcome === 'broken' ? 'late' : 'done'}>{t(`outcome.${promise.outcome}`)}</LevelText>
        )}
      </div>
      <span className="text-small text-ink-2">
        {[t('promise.byWhom', { name: person(promise.by), moment: momentWords(promise.due, now, telling) }), ...callback]
          .filter((part) => part !== '')
          .join(' · ')}
      </span>
      {isOpen ? (
        <>
          {promise.callback ? <Calls promise={promise} /> : null}
          {promise.offered === null ? null : <Offered promise={promise} />}
          <Settle promise={promise} />
        </>
      ) : null}
    </li>
  );
};

/** Of a promised call: how often it was tried, and one press for each further try. */
const Calls = ({ promise }: { readonly promise: PromiseView }) => {
  const { t, telling } = useDesk();
  const { row } = useCase();
  const send = useSend();
  const now = useNow(60_000);
  const blocked = useBlocked('log-contact');
  const tried = promise.attempts.length;
  const days = new Set(promise.attempts.map((at) => toLocalInput(at, telling.zone).slice(0, 10))).size;
  const log = async (reached: boolean): Promise<void> => {
    // That he was reached is a fact; what he was told is said with the call or the closing.
    const data = { channel: 'phone', direction: 'out', reached, informed: false, call: null };
    const sent = await send('log-contact', row.caseId, data, { who: promise.who ?? undefined, phone: promise.phone ?? undefined });
    if (sent.ok) showToast('done', t(reached ? 'promise.loggedReached' : 'promise.loggedMissed'));
  };
  return (
    <div className="flex flex-col gap-1">
      <span className="text-small text-ink-2">
        {promise.reachedAt !== null
          ? t('promise.reachedAt', { moment: momentWords(promise.reachedAt, now, telling) })
          : tried === 0
            ? t('promise.notTried')
            : `${t('promise.attempts', { tried, most: Math.max(ATTEMPTS, tried) })}, ${t('promise.onDays', { count: days })}`}
      </span>
      {promise.reachedAt === null ? (
        <div className="flex flex-wrap gap-1.5">
          <Button small blocked={blocked} label={t('promise.logReached', { what: promise.what })} onPress={() => void log(true)}>
            {t('promise.reached')}
          </Button>
          <Button small blocked={blocked} label={t('promise.logMissed', { what: promise.what })} onPress={() => void log(false)}>
            {t('call.notReached')}
          </Button>
        </div>
      ) : null}
    </div>
  );
};

/** At the end of a shift it was offered to somebody: he takes it or leaves it, or the owner takes the offer back. */
const Offered = ({ promise }: { readonly promise: PromiseView }) => {
  const { t, me, person } = useDesk();
  const { row } = useCase();
  const send = useSend();
  if (promise.offered === null) return null;
  const isMine = promise.offered.to === me.person;
  const leave = (): void => void send('leave-promise', row.caseId, { promise: promise.promise });
  return (
    <div className="flex flex-wrap items-center gap-1.5">
      <span className="grow text-small text-warn">
        {isMine ? t('promise.offeredYou', { name: person(promise.by) }) : t('promise.offeredTo', { name: person(promise.offered.to) })}
      </span>
      {isMine ? (
        <Button small kind="primary" onPress={() => void send('take-promise', row.caseId, { promise: promise.promise })}>
          {t('case.take')}
        </Button>
      ) : null}
      {isMine || promise.by === me.person ? (
        <Button small onPress={leave}>
          {t(isMine ? 'promise.leave' : 'promise.takeBack')}
        </Button>
      ) : null}
    </div>
  );
};

const Settle = ({ promise }: { readonly promise: PromiseView }) => {
  const { t } = useDesk();
  const { row } = useCase();
  const send = useSend();
  const [moving, setMoving] = useState(false);
  const [due, setDue] = useState<number | null>(null);
  const settle = async (outcome: 'kept' | 're-agreed' | 'broken', newDue: number | null = null): Promise<void> => {
    const sent = await send('settle-promise', row.caseId, { promise: promise.promise, outcome, newDue });
    if (sent.ok) setMoving(false);
  };
  const named = (word: string): string => `${t(word)}: ${promise.what}`;
  return (
    <>
      <div className="flex flex-wrap gap-1.5">
        <Button small label={named('promise.kept')} onPress={() => void settle('kept')}>
          {t('promise.kept')}
        </Button>
        <Button
          small
          label={named('promise.move')}
          kind="quiet"
          pressed={moving}
          onPress={() => {
            setDue(promise.due + HOUR);
            setMoving(!moving);
          }}
        >
          {t('promise.move')}
        </Button>
        <Button small kind="quiet" label={named('promise.broken')} onPress={() => void settle('broken')}>
          {t('promise.broken')}
        </Button>
      </div>
      {!moving ? null : (
        <div className="flex flex-wrap items-start gap-1.5">
          <Moment label={t('promise.newDue')} value={due ?? undefined} onChange={(at) => setDue(at ?? null)} />
          <Button small blocked={due === null ? t('promise.needsDue') : null} onPress={() => void settle('re-agreed', due)}>
            {t('promise.agree')}
          </Button>
        </div>
      )}
    </>
  );
};
