// One step over a share of a budget: says plainly what it does before it is done, and asks for words where the rules want them.
import { useEffect, useRef, useState } from 'react';
import type { CallInput } from '../../shared/api.ts';
import type { LeaseRow } from '../../shared/views/budget-shapes.ts';
import { call } from '../api/api.ts';
import { wake } from '../state/live.ts';
import { showToast } from '../state/toasts.ts';
import { announce } from './announce.tsx';
import { Button } from './button.tsx';
import { Pick, Text } from './fields/inputs.tsx';
import { leasePeople } from './budget-words.ts';
import { focusHome } from './focus-home.ts';
import { deskNow, useNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { momentSaid, spanWords } from './time-words.ts';
import { useDesk } from './use-pack.ts';
import { LONGEST } from '../../shared/kernel/limits.ts';
import { faultSaid } from './too-long.tsx';

/** What is heard of a workstation that is in touch is never older. */
const HEARD = 600_000;

/** Whose share it is, and since when it is silent: whoever gives it up must know what he gives up. */
const WhoseShare = ({ row }: { readonly row: LeaseRow }) => {
  const desk = useDesk();
  const { t, telling } = desk;
  const now = useNow(60_000);
  const people = leasePeople(row, desk, now);
  const heardAt = row.seenAt ?? row.lastAt;
  const span = now - heardAt;
  return (
    <p className={span > HEARD ? 'text-ink-2' : 'font-medium text-warn'}>
      {[
        people === '' ? '' : `${people}.`,
        span > HEARD
          ? t('budget.silentFor', { moment: momentSaid(heardAt, now, telling), span: spanWords(span, t, true) })
          : t('budget.stillThere', { moment: momentSaid(heardAt, now, telling) }),
      ]
        .filter(Boolean)
        .join(' ')}
    </p>
  );
};

type Verb = CallInput<'budget.act'>['verb'];
type Reason = NonNullable<CallInput<'budget.act'>['reason']>;

/** `who`: the workstation or the budget it is about; `left`: what is at stake, minor units. */
export type BudgetStep = {
  readonly account: string;
  readonly verb: Verb;
  readonly lease: string | null;
  readonly who: string;
  readonly left: number;
  /** Whose share it is, where it is about one. */
  readonly row?: LeaseRow;
};

const REASONS: readonly Reason[] = ['lost', 'stolen', 'broken', 'other'];
const NEEDS_WORDS: ReadonlySet<Verb> = new Set<Verb>(['write-off-lease', 'release-budget']);

type Props = { readonly step: BudgetStep; readonly money: (minor: number) => string; readonly onDone: () => void };

export const BudgetAct = ({ step, money, onDone }: Props) => {
  const desk = useDesk();
  const { t } = desk;
  const [text, setText] = useState('');
  const [reason, setReason] = useState<Reason | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [asking, setAsking] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const { account, verb, lease, who, left } = step;
  const isWritingOff = verb === 'write-off-lease';
  useEffect(() => {
    form.current?.scrollIntoView({ block: 'nearest' });
    form.current?.querySelector<HTMLElement>('input, button')?.focus({ preventScroll: true });
  }, []);
  const blocked =
    isWritingOff && reason === null
      ? t('budget.needsReason')
      : NEEDS_WORDS.has(verb) && text.trim() === ''
        ? t('refusal.budget-needs-words')
        : asking
          ? t('enrol.asking')
          : null;
  const act = async (): Promise<void> => {
    if (blocked !== null) return;
    setAsking(true);
    const answer = await call('budget.act', { account, verb, lease, reason, text: text.trim() });
    setAsking(false);
    if (!answer.ok) return setSaid(faultSaid(answer.fault, t));
    if (!answer.value.ok) return setSaid(refusalWords(answer.value.refusal, desk, deskNow()));
    const done = t(`budget.done-${verb}`, { who });
    showToast('done', done);
    announce(done);
    wake([], ['sync']);
    focusHome();
    onDone();
  };
  return (
    <form
      ref={form}
      aria-label={t('budget.actOn', { act: t(`budget.do-${verb}`), who })}
      className={`flex flex-col gap-2 rounded-lg border p-3 ${isWritingOff ? 'border-bad' : 'border-edge'}`}
      onSubmit={(event) => {
        event.preventDefault();
        void act();
      }}
    >
      <h4 className="font-semibold">{t('budget.actOn', { act: t(`budget.do-${verb}`), who })}</h4>
      {isWritingOff && step.row !== undefined ? <WhoseShare row={step.row} /> : null}
      <p>{t(`budget.does-${verb}`, { left: money(left) })}</p>
      {isWritingOff ? (
        <Pick
          label={t('budget.reason')}
          value={reason ?? ''}
          options={REASONS.map((id) => ({ id, label: t(`budget.reason-${id}`) }))}
          onChange={(id) => setReason(REASONS.find((known) => known === id) ?? null)}
        />
      ) : null}
      <Text most={LONGEST.aside} label={t(NEEDS_WORDS.has(verb) ? 'budget.why' : 'budget.whyFree')} value={text} onChange={setText} />
      <p role="alert" className="text-bad empty:hidden">
        {said ?? ''}
      </p>
      <div className="flex gap-2">
        <Button submit kind={isWritingOff ? 'danger' : 'primary'} blocked={blocked} onPress={() => undefined}>
          {t(`budget.do-${verb}`)}
        </Button>
        <Button kind="quiet" onPress={onDone}>
          {t('bar.back')}
        </Button>
      </div>
    </form>
  );
};
