// The lead's side of an approval by telephone: types what the office reads out, compares aloud what is asked, agrees, and reads the code back.
import { useEffect, useRef, useState } from 'react';
import { readChallenge } from '../../shared/case/telephone-code.ts';
import type { CallInput, CallOutput } from '../../shared/api.ts';
import { call } from '../api/api.ts';
import { useLive, wake } from '../state/live.ts';
import { showToast } from '../state/toasts.ts';
import { showOverlay, useView } from '../state/view.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';
import { LevelText } from './due-mark.tsx';
import { amountWords } from './money-words.ts';
import { deskNow, useNow } from './now.ts';
import { PhoneSaid } from './phone-said.tsx';
import { faultWords, refusalWords } from './refusal-words.ts';
import { CodeEntry, SpokenCode } from './spoken-code.tsx';
import { clockTime, momentSaid, type Level } from './time-words.ts';
import { useDesk, type Desk } from './use-pack.ts';

type Looked = Extract<CallOutput<'telephone.look'>, { readonly ok: true }>['value'];
type Said = CallInput<'telephone.look'>['said'];
type Given = { readonly code: string; readonly until: number };
type PhoneCall = CallOutput<'telephone.list'>[number];

export const PhoneDialog = () => {
  const { t } = useDesk();
  const open = useView((view) => view.overlay === 'phone');
  const entry = useRef<HTMLInputElement>(null);
  return (
    <Dialog open={open} onClose={() => showOverlay(null)} title={t('phone.title')} first={entry}>
      {open ? <Inside entry={entry} /> : null}
    </Dialog>
  );
};

const Inside = ({ entry }: { readonly entry: React.RefObject<HTMLInputElement | null> }) => {
  const desk = useDesk();
  const { t } = desk;
  const [challenge, setChallenge] = useState('');
  const [looked, setLooked] = useState<Looked | null>(null);
  const [told, setTold] = useState<Said>(null);
  const [given, setGiven] = useState<Given | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const read = (typed: string) => readChallenge(typed, deskNow());
  const begin = (text: string): void => {
    setChallenge(text);
    setLooked(null);
    setTold(null);
    setGiven(null);
    setSaid(null);
  };
  const look = async (words: Said): Promise<void> => {
    setAsking(true);
    const answer = await call('telephone.look', { challenge, said: words });
    setAsking(false);
    if (!answer.ok) return setSaid(faultWords(answer.fault, t));
    if (!answer.value.ok) return setSaid(refusalWords(answer.value.refusal, desk, deskNow()));
    setSaid(null);
    setTold(words);
    setLooked(answer.value.value);
    return announce(t(answer.value.value.asked === null ? 'phone.unknownHere' : 'phone.shown'));
  };
  const approve = async (): Promise<void> => {
    setAsking(true);
    const answer = await call('telephone.approve', { challenge, said: told });
    setAsking(false);
    if (!answer.ok) return setSaid(faultWords(answer.fault, t));
    if (!answer.value.ok) return setSaid(refusalWords(answer.value.refusal, desk, deskNow()));
    setSaid(null);
    setGiven(answer.value.value);
    wake([], ['sync']);
    return announce(t('phone.given'));
  };
  const decline = (): void => {
    showToast('note', t('phone.declined'));
    announce(t('phone.declined'));
    begin('');
    entry.current?.focus();
  };
  const blocked = !read(challenge).ok ? t('phone.needsChallenge') : asking ? t('enrol.asking') : null;
  const isUnknown = looked !== null && looked.asked === null;
  return (
    <div className="flex flex-col gap-3 overflow-auto px-4 py-3">
      <p className="text-ink-2">{t('phone.explain')}</p>
      <form
        className="flex items-start gap-2"
        onSubmit={(event) => {
          event.preventDefault();
          if (blocked === null) void look(null);
        }}
      >
        <CodeEntry
          ref={entry}
          label={t('phone.challengeEntry')}
          value={challenge}
          said={looked === null ? said : null}
          read={read}
          onChange={begin}
        />
        <div className="pt-1.5">
          <Button submit kind={looked === null ? 'primary' : 'plain'} blocked={blocked} onPress={() => undefined}>
            {t('phone.look')}
          </Button>
        </div>
      </form>
      {isUnknown ? <PhoneSaid people={looked.people} asking={asking} said={said} onSaid={(words) => void look(words)} /> : null}
      {looked === null || looked.asked === null ? null : given === null ? (
        <Asked looked={looked} said={said} asking={asking} onApprove={() => void approve()} onDecline={decline} />
      ) : (
        <GivenCode given={given} />
      )}
      <Calls />
    </div>
  );
};

type AskedProps = {
  readonly looked: Looked;
  readonly said: string | null;
  readonly asking: boolean;
  readonly onApprove: () => void;
  readonly onDecline: () => void;
};

const Asked = ({ looked, said, asking, onApprove, onDecline }: AskedProps) => {
  const desk = useDesk();
  const { t, word, language, telling } = desk;
  const first = useRef<HTMLDivElement>(null);
  useEffect(() => first.current?.querySelector<HTMLElement>('button')?.focus(), []);
  const { asked, may } = looked;
  if (asked === null) return null;
  const blocked = may === null ? null : refusalWords(may, desk, deskNow());
  return (
    <section aria-label={t('phone.asked')} className="flex flex-col gap-2 rounded-lg border border-warn-line bg-warn-soft p-3">
      <p className="font-medium">{t('phone.compare')}</p>
      <p className="flex flex-wrap items-baseline gap-x-6">
        <span className="text-huge font-semibold">{amountWords(asked.amount, asked.unit, asked.currency, language)}</span>
        <span className="text-large font-semibold">{word('decisions', asked.decisionType)}</span>
        <span className="text-large font-semibold">{asked.number}</span>
      </p>
      <p>{[t('phone.askedBy', { name: asked.asker.name }), asked.customer, asked.title].filter(Boolean).join(' · ')}</p>
      <p className="text-small text-ink-2">
        {[
          t('phone.desk', { desk: looked.desk }),
          looked.people.length === 0 ? '' : t('phone.home', { names: looked.people.map(({ name }) => name).join(', ') }),
          t('phone.until', { moment: clockTime(looked.until, telling) }),
        ]
          .filter(Boolean)
          .join(' · ')}
      </p>
      <p>
        <LevelText level={blocked === null ? 'done' : 'late'} wraps>
          {blocked ?? t('phone.may')}
        </LevelText>
      </p>
      <p role="alert" className="text-bad empty:hidden">
        {said ?? ''}
      </p>
      <div ref={first} className="flex gap-2">
        <Button kind="primary" blocked={blocked ?? (asking ? t('enrol.asking') : null)} onPress={onApprove}>
          {t('phone.approve')}
        </Button>
        <Button onPress={onDecline}>{t('phone.decline')}</Button>
      </div>
    </section>
  );
};

const GivenCode = ({ given }: { readonly given: Given }) => {
  const { t, telling } = useDesk();
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section ref={box} tabIndex={-1} aria-label={t('phone.given')} className="flex flex-col gap-2 rounded-lg border border-edge p-3">
      <p className="font-medium">{t('phone.given')}</p>
      <SpokenCode code={given.code} label={t('phone.code')} />
      <p className="text-small text-ink-2">{t('phone.givenUntil', { moment: clockTime(given.until, telling) })}</p>
    </section>
  );
};

const STANDING: Readonly<Record<PhoneCall['standing'], Level>> = {
  waiting: 'soon',
  lapsed: 'calm',
  confirmed: 'done',
  unconfirmed: 'late',
  unlike: 'late',
};

const callWords = (row: PhoneCall, { t, word, language }: Desk): string =>
  [
    `${word('decisions', row.decisionType)} ${amountWords(row.amount, row.unit, row.currency, language)}`,
    row.number,
    t('phone.between', { lead: row.lead.name, name: row.asker.name }),
  ].join(' · ');

/** What became of earlier calls at this desk. */
const Calls = () => {
  const desk = useDesk();
  const { t, telling } = desk;
  const now = useNow(60_000);
  const { value } = useLive('telephone.list', {});
  if (value === undefined || value.length === 0) return null;
  return (
    <section aria-label={t('phone.calls')} className="flex flex-col gap-1">
      <h3 className="heading">{t('phone.calls')}</h3>
      <ul>
        {value.map((row) => (
          <li key={row.challenge} className="flex items-baseline justify-between gap-3 border-t border-line py-1">
            <span>
              {callWords(row, desk)}
              <span className="text-small whitespace-nowrap text-ink-2">{` · ${momentSaid(row.usedAt ?? row.givenAt ?? now, now, telling)}`}</span>
            </span>
            <LevelText level={STANDING[row.standing]}>{t(`phone.standing-${row.standing}`)}</LevelText>
          </li>
        ))}
      </ul>
    </section>
  );
};
