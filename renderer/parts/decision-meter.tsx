// Shows while an amount is typed whether it may be granted: by word, shape, colour and bar, with the sentence to say aloud.
import { useRef } from 'react';
import { useAsked } from '../state/asked.ts';
import { useDraft } from '../state/drafts.ts';
import { showPanel } from '../state/view.ts';
import type { AuthorityView } from '../../shared/views/shapes.ts';
import { AmountEntry } from './amount-entry.tsx';
import { Button } from './button.tsx';
import { LevelText } from './due-mark.tsx';
import { useKey } from './keys.ts';
import { amountWords, shortAmountWords } from './money-words.ts';
import { refusalWords } from './refusal-words.ts';
import { deskNow } from './now.ts';
import { Section } from './section.tsx';
import { showToast } from '../state/toasts.ts';
import { draftKey, useBlocked, useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

export type DecisionDraft = { readonly type: string; readonly amount: number | null; readonly evidence: boolean };

/** The decision being weighed; the approval panel and the handover start from the same one. */
export const useDecisionDraft = (): readonly [DecisionDraft, (next: Partial<DecisionDraft>) => void, () => void] => {
  const { pack } = useDesk();
  const { row } = useCase();
  const [value, set] = useDraft(draftKey('decision', row.caseId));
  const first = pack.decisions.find((decision) => decision.own !== undefined && decision.own !== 0) ?? pack.decisions[0];
  const kept = typeof value === 'object' && value !== null && 'type' in value ? (value as unknown as DecisionDraft) : null;
  const draft: DecisionDraft = kept ?? { type: first?.id ?? '', amount: null, evidence: false };
  return [draft, (next) => set({ ...draft, ...next }), () => set(null)];
};

const LEVELS = { within: 'done', 'needs-approval': 'soon', never: 'late' } as const;
const SOFT = { within: 'bg-ok-soft', 'needs-approval': 'bg-warn-soft', never: 'bg-bad-soft' } as const;
const FILL = { within: 'bg-ok', 'needs-approval': 'bg-warn', never: 'bg-bad' } as const;

export const DecisionMeter = () => {
  const desk = useDesk();
  const { t, pack, language, options, decision, say } = desk;
  const { row } = useCase();
  const send = useSend();
  const blocked = useBlocked('decide');
  const [draft, change, clear] = useDecisionDraft();
  const entry = useRef<HTMLInputElement>(null);
  const spec = decision(draft.type);
  const asking =
    draft.amount === null || draft.type === ''
      ? null
      : { caseId: row.caseId, decisionType: draft.type, amount: draft.amount, evidence: draft.evidence };
  const { value, fresh } = useAsked('authority.ask', asking, 90, row);
  const answer = value?.ok === true ? value.value : null;
  const refusal = value?.ok === false ? value.refusal : null;

  const decide = async (): Promise<void> => {
    if (draft.amount === null || blocked !== null) return;
    const sent = await send('decide', row.caseId, {
      decisionType: draft.type,
      amount: draft.amount,
      reason: null,
      evidence: draft.evidence,
    });
    if (!sent.ok || spec === undefined) return;
    showToast('done', t('decide.done', { what: say(spec.label), amount: amountWords(draft.amount, spec.unit, pack.currency, language) }));
    clear();
  };
  useKey('decide', () => {
    const isThere = document.activeElement === entry.current;
    if (isThere && answer?.reason.verdict === 'within' && fresh) void decide();
    else if (isThere && answer?.reason.verdict === 'needs-approval') showPanel('approval');
    else entry.current?.focus();
  });

  return (
    <Section title={t('decide.title')}>
      <select
        className="entry"
        aria-label={t('decide.type')}
        value={draft.type}
        onChange={(event) => change({ type: event.target.value, amount: null })}
      >
        {options('decisions').map(({ id, label }) => (
          <option key={id} value={id}>
            {label}
          </option>
        ))}
      </select>
      <div className="grid grid-cols-[8.5rem_1fr] items-start gap-3">
        <AmountEntry
          big
          ref={entry}
          label={t('decide.amount')}
          unit={spec?.unit ?? 'money'}
          minor={draft.amount}
          onChange={(amount) => change({ amount })}
          onEnter={() => (answer?.reason.verdict === 'within' ? void decide() : undefined)}
        />
        {answer === null ? (
          <Quick quick={spec?.quick ?? []} unit={spec?.unit ?? 'money'} onPick={(amount) => change({ amount })} />
        ) : (
          <Verdict answer={answer} unit={spec?.unit ?? 'money'} />
        )}
      </div>
      <label className="flex items-center gap-1.5 text-small text-ink-2">
        <input type="checkbox" checked={draft.evidence} onChange={(event) => change({ evidence: event.target.checked })} />
        {t('decide.evidence')}
      </label>
      {refusal === null ? null : <p className="text-small text-bad">{refusalWords(refusal, desk, deskNow())}</p>}
      {answer === null ? null : (
        <>
          <Bar answer={answer} amount={draft.amount ?? 0} />
          <p aria-live="polite" className={`rounded-md px-3 py-2 ${SOFT[answer.reason.verdict]}`}>
            {say(answer.sentence)}
          </p>
          <div className="flex flex-wrap gap-2">
            {answer.reason.verdict === 'within' ? (
              <Button small kind="primary" keyId="decide" onPress={() => void decide()} blocked={blocked}>
                {t('decide.grant')}
              </Button>
            ) : null}
            {answer.reason.verdict === 'needs-approval' ? (
              <Button small kind="primary" keyId="approval" onPress={() => showPanel('approval')}>
                {answer.approver === null ? t('bar.approval') : t('decide.askTeam', { team: desk.team(answer.approver.team) })}
              </Button>
            ) : null}
            <Button small kind="quiet" onPress={clear}>
              {t('decide.clear')}
            </Button>
          </div>
        </>
      )}
    </Section>
  );
};

const Quick = ({
  quick,
  unit,
  onPick,
}: {
  readonly quick: readonly number[];
  readonly unit: 'money' | 'count';
  readonly onPick: (amount: number) => void;
}) => {
  const { t, pack, language } = useDesk();
  if (quick.length === 0) return <p className="text-small text-ink-2">{t('decide.hint')}</p>;
  return (
    <div role="group" aria-label={t('decide.quick')} className="flex flex-wrap gap-1.5">
      {quick.map((amount) => (
        <Button key={amount} small onPress={() => onPick(amount)}>
          {shortAmountWords(amount, unit, pack.currency, language)}
        </Button>
      ))}
    </div>
  );
};

const Verdict = ({ answer, unit }: { readonly answer: AuthorityView; readonly unit: 'money' | 'count' }) => {
  const { t, pack, language, team, person } = useDesk();
  const { verdict, binding } = answer.reason;
  const remaining =
    binding.remaining === null
      ? t('decide.noLimit')
      : t('decide.remaining', { amount: amountWords(Math.max(0, binding.remaining), unit, pack.currency, language) });
  const more =
    verdict === 'within'
      ? remaining
      : answer.approver === null
        ? t('decide.nobody')
        : t('decide.approver', { team: team(answer.approver.team), lead: person(answer.approver.lead) });
  return (
    <div className="flex min-w-0 flex-col">
      <LevelText level={LEVELS[verdict]} wraps>
        {t(`decide.${verdict}`)}
      </LevelText>
      <span className="text-small text-ink-2">{more}</span>
    </div>
  );
};

const Bar = ({ answer, amount }: { readonly answer: AuthorityView; readonly amount: number }) => {
  const { verdict, binding } = answer.reason;
  if (binding.limit === null) return null;
  const whole = Math.max(binding.limit, binding.used + amount, 1);
  const share = (part: number): string => `${Math.min(100, (part / whole) * 100)}%`;
  return (
    <div aria-hidden className="relative h-2 overflow-hidden rounded-full bg-line">
      <div className="absolute inset-y-0 left-0 bg-bar" style={{ width: share(binding.used) }} />
      <div className={`absolute inset-y-0 ${FILL[verdict]}`} style={{ left: share(binding.used), width: share(amount) }} />
      <div className="absolute inset-y-0 w-0.5 bg-ink" style={{ left: share(binding.limit) }} />
    </div>
  );
};
