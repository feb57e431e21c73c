// The meter: while an amount is typed it shows what the authority says, by word, shape, colour and bar, and grants or asks with one key.
import { useRef, useState } from 'react';
import { X } from 'lucide-react';
import { showPanel } from '../state/view.ts';
import { useApprovalWords } from './approval-panel.tsx';
import { AmountEntry } from './amount-entry.tsx';
import { BreakGlass } from './break-glass.tsx';
import { Button } from './button.tsx';
import { DecisionApprover } from './decision-approver.tsx';
import { DecisionCaps } from './decision-caps.tsx';
import { emptyDraft } from './decision-draft.ts';
import { DecisionMore, hasMore } from './decision-more.tsx';
import { DecisionPapers } from './decision-papers.tsx';
import { DecisionTermsEntry } from './decision-terms.tsx';
import { DecisionStanding } from './decision-standing.tsx';
import { BudgetWarning, RuleChip, VerdictBar, VerdictSentence, VerdictWord } from './decision-verdict.tsx';
import { DecisionFormula, DecisionQuick, upToWords } from './decision-quick.tsx';
import { Fold } from './fold.tsx';
import { useKey } from './keys.ts';
import { deskNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { Section } from './section.tsx';
import { useDesk } from './use-pack.ts';
import { useRefusing } from './use-send.ts';
import { useWeighing } from './use-weighing.ts';

export const DecisionMeter = () => {
  const desk = useDesk();
  const { t, options } = desk;
  const weighing = useWeighing();
  const { draft, change, clear, spec, answer, refusal, before, standing, until } = weighing;
  const block = useRef<HTMLDivElement>(null);
  const entry = useRef<HTMLInputElement>(null);
  const asks = useRef<HTMLButtonElement>(null);
  const [shown, show] = useState<'caps' | 'more' | null>(null);
  const unit = spec?.unit ?? 'money';
  const verdict = answer?.reason.verdict;
  const isHere = (): boolean => block.current?.contains(document.activeElement) === true && draft.amount !== null;
  // In touch with the hub what needs approval is an ordinary request: the meter says all of it as ever.
  const isTold = standing !== null && standing.standing !== 'request' && (standing.away || standing.standing === 'committed');
  const pick = (amount: number): void => {
    change({ amount });
    // So that Enter or the key decides at once.
    entry.current?.focus();
  };
  const enter = (): void => (verdict === 'needs-approval' && asks.current !== null ? asks.current.focus() : weighing.grant());

  // What is not one's to decide may still be weighed: the key says so and leads to the field.
  const refuseDeciding = useRefusing('decide');
  useKey('decide', () => {
    if (isHere()) return enter();
    entry.current?.focus();
    refuseDeciding();
  });
  const refuseAsking = useRefusing('ask-approval');
  const hasWords = useApprovalWords();
  const ask = (): void => (draft.amount === null || hasWords ? showPanel('approval') : weighing.ask());
  useKey('approval', () => (weighing.mayAsk ? ask() : refuseAsking()));

  return (
    <Section title={t('decide.title')}>
      <div ref={block} className="flex flex-col gap-1.5">
        <select
          className="entry"
          aria-label={t('decide.type')}
          value={draft.type}
          onChange={(event) => change({ ...emptyDraft(event.target.value), contract: draft.contract })}
        >
          {options('decisions').map(({ id, label }) => (
            <option key={id} value={id}>
              {label}
            </option>
          ))}
        </select>
        {spec === undefined ? null : <DecisionTermsEntry spec={spec} draft={draft} change={change} />}
        <div className="grid grid-cols-[8rem_1fr] items-start gap-x-2 gap-y-1">
          <AmountEntry
            key={draft.type}
            big
            spread
            ref={entry}
            label={t('decide.amount')}
            unit={unit}
            minor={draft.amount}
            onChange={(amount) => change({ amount })}
            onEnter={() => (draft.amount === null ? undefined : enter())}
          />
          {answer === null ? (
            <DecisionQuick spec={spec} before={before} mayAsk={weighing.mayAsk} onPick={pick} />
          ) : (
            <VerdictWord answer={answer} standing={standing} />
          )}
        </div>
        {spec === undefined ? null : <DecisionFormula spec={spec} draft={draft} view={answer ?? before} onPick={pick} />}
        {refusal === null ? null : <p className="text-small text-bad">{refusalWords(refusal, desk, deskNow())}</p>}
        {answer === null ? null : (
          <>
            <VerdictBar answer={answer} amount={draft.amount ?? 0} unit={unit} />
            {isTold ? <DecisionStanding standing={standing} answer={answer} /> : <VerdictSentence answer={answer} />}
            {isTold && answer.reason.budgetWarning !== null ? <BudgetWarning share={answer.reason.budgetWarning} /> : null}
            {spec === undefined ? null : <DecisionPapers answer={answer} spec={spec} draft={draft} change={change} />}
            {answer.approver === null || until !== null ? null : (
              <DecisionApprover approver={answer.approver} askedAt={answer.reason.seen.at} />
            )}
            <div className="flex flex-wrap gap-1.5">
              {verdict === 'within' ? (
                <Button small kind="primary" keyId="decide" onPress={weighing.grant} blocked={weighing.noGrant}>
                  {t('decide.grant')}
                </Button>
              ) : null}
              {verdict === 'needs-approval' ? (
                <>
                  <Button ref={asks} small kind="primary" keyId="approval" onPress={ask} blocked={weighing.noAsk}>
                    {t(until === null ? 'decide.ask' : 'standing.propose')}
                  </Button>
                  <Button small onPress={() => showPanel('approval')}>
                    {t('decide.withWords')}
                  </Button>
                </>
              ) : null}
              {verdict === 'never' ? (
                <Button small onPress={() => showPanel('handover')}>
                  {t('way.handover')}
                </Button>
              ) : null}
              <Button
                small
                kind="quiet"
                label={t('decide.clear')}
                onPress={() => {
                  clear();
                  entry.current?.focus();
                }}
              >
                <X aria-hidden className="size-3.5" />
              </Button>
            </div>
            {weighing.missing === null && weighing.asked === null ? null : (
              <p className="text-small text-warn">{weighing.missing ?? weighing.asked}</p>
            )}
          </>
        )}
        <div className="flex items-center gap-2">
          {answer === null ? (
            <span className="text-small text-ink-2">{upToWords(before, spec, desk)}</span>
          ) : (
            <RuleChip cap={answer.reason.binding} />
          )}
          <span className="grow" />
          {answer === null ? null : (
            <Fold open={shown === 'caps'} onPress={() => show(shown === 'caps' ? null : 'caps')}>
              {t('limits.title')}
            </Fold>
          )}
          <Fold open={shown === 'more' || hasMore(draft)} onPress={() => show(shown === 'more' ? null : 'more')}>
            {t('decide.more')}
          </Fold>
        </div>
        {answer !== null && shown === 'caps' ? <DecisionCaps caps={answer.reason.caps} binding={answer.reason.binding} /> : null}
        {spec !== undefined && (shown === 'more' || hasMore(draft)) ? <DecisionMore spec={spec} draft={draft} change={change} /> : null}
        {answer?.breakGlass === true ? (
          <BreakGlass approver={answer.approver} blocked={weighing.noGrant} onDecide={weighing.breakGlass} />
        ) : null}
      </div>
    </Section>
  );
};
