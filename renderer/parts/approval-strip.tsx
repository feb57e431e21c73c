// Approvals somebody waits for right now: seconds count, one key answers (yes, no, another amount).
import { useRef, useState } from 'react';
import type { ApprovalRow } from '../../shared/views/shapes.ts';
import { showToast } from '../state/toasts.ts';
import { AmountEntry } from './amount-entry.tsx';
import { Button } from './button.tsx';
import { useKey } from './keys.ts';
import { amountWords } from './money-words.ts';
import { deskNow, useNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { stopwatch } from './time-words.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

export const ApprovalStrip = ({ approvals }: { readonly approvals: readonly ApprovalRow[] }) => {
  const { t } = useDesk();
  const sorted = approvals
    .filter(({ outcome }) => outcome === 'open')
    .toSorted((a, b) => Number(b.customerWaiting) - Number(a.customerWaiting) || a.decideBy - b.decideBy);
  if (sorted.length === 0) return null;
  return (
    <section
      aria-label={t('lead.approvals')}
      className="grid max-h-56 shrink-0 grid-cols-[repeat(auto-fill,minmax(34rem,1fr))] gap-2 overflow-auto border-b border-line p-3"
    >
      {sorted.map((approval) => (
        <One key={approval.approval} approval={approval} />
      ))}
    </section>
  );
};

const One = ({ approval }: { readonly approval: ApprovalRow }) => {
  const desk = useDesk();
  const { t, word, person, language } = desk;
  const send = useSend();
  const now = useNow(1000);
  const [focused, setFocused] = useState(false);
  const [amount, setAmount] = useState<number | null | undefined>(undefined);
  const card = useRef<HTMLElement>(null);
  const blocked = approval.mayAnswer === null ? null : refusalWords(approval.mayAnswer, desk, deskNow());
  const what = `${word('decisions', approval.decisionType)} ${amountWords(approval.amount, approval.unit, approval.currency, language)}`;
  const isLate = now > approval.decideBy;
  const isUrgent = approval.customerWaiting;

  const approve = async (sum: number | null | undefined): Promise<void> => {
    if (blocked !== null || sum === null || sum === undefined) return;
    const sent = await send('approve', approval.caseId, { approval: approval.approval, amount: sum });
    if (sent.ok)
      showToast(
        'done',
        t('lead.approved', {
          what: word('decisions', approval.decisionType),
          amount: amountWords(sum, approval.unit, approval.currency, language),
          name: person(approval.askedBy),
        }),
      );
  };
  const decline = async (): Promise<void> => {
    if (blocked !== null) return;
    const sent = await send('decline', approval.caseId, { approval: approval.approval });
    if (sent.ok) showToast('done', t('lead.declined', { what, name: person(approval.askedBy) }));
  };
  useKey('yes', () => void approve(approval.amount), focused, 1);
  useKey('no', () => void decline(), focused, 1);
  useKey('amount', () => setAmount(approval.amount), focused, 1);
  useKey('back', () => closeAmount(), amount !== undefined, 2);
  const closeAmount = (): void => {
    setAmount(undefined);
    card.current?.focus();
  };

  return (
    <article
      ref={card}
      tabIndex={0}
      data-letters
      aria-label={`${what} · ${person(approval.askedBy)}`}
      onFocus={() => setFocused(true)}
      onBlur={(event) => (event.currentTarget.contains(event.relatedTarget) ? undefined : setFocused(false))}
      className={`flex items-center gap-3 rounded-lg border px-3 py-2 ${isUrgent ? 'border-warn-line bg-warn-soft' : 'border-edge'}`}
    >
      <span role="timer" className={`w-14 shrink-0 text-large font-semibold ${isLate ? 'text-bad' : isUrgent ? 'text-warn' : 'text-ink'}`}>
        {stopwatch(now - approval.askedAt)}
      </span>
      {amount === undefined ? (
        <div className="flex shrink-0 gap-1.5">
          <Button small keyId="yes" blocked={blocked} onPress={() => void approve(approval.amount)}>
            {t('lead.yes')}
          </Button>
          <Button small keyId="amount" blocked={blocked} onPress={() => setAmount(approval.amount)}>
            {t('lead.amount')}
          </Button>
          <Button small keyId="no" blocked={blocked} onPress={() => void decline()}>
            {t('lead.no')}
          </Button>
        </div>
      ) : (
        <div className="flex shrink-0 items-center gap-1.5">
          <div className="w-28">
            <AmountEntry
              ref={(entry) => entry?.focus()}
              label={t('lead.otherAmount')}
              unit={approval.unit}
              minor={amount}
              onChange={setAmount}
              onEnter={() => void approve(amount)}
            />
          </div>
          <Button small kind="primary" blocked={amount === null ? t('approval.needsAmount') : blocked} onPress={() => void approve(amount)}>
            {t('lead.grantAmount')}
          </Button>
          <Button small kind="quiet" keyId="back" onPress={closeAmount}>
            {t('bar.back')}
          </Button>
        </div>
      )}
      <div className="min-w-0">
        <p className="truncate">
          <span className="font-semibold">{what}</span>
          {` · ${person(approval.askedBy)}${isUrgent ? ` · ${t('lead.customerWaiting')}` : ''}`}
        </p>
        <p className="truncate text-small text-ink-2">
          {[
            approval.title,
            approval.customer,
            approval.recommendation === null ? '' : t('lead.recommends', { verdict: t(`verdict.${approval.recommendation}`) }),
            approval.text,
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {blocked === null ? null : <p className="text-small text-bad">{blocked}</p>}
      </div>
    </article>
  );
};
