// Approvals somebody waits for right now: seconds count, one key answers (yes, no, another amount).
import { useEffect, useRef, useState } from 'react';
import type { ApprovalRow } from '../../shared/views/shapes.ts';
import { showToast } from '../state/toasts.ts';
import { AmountEntry } from './amount-entry.tsx';
import { Button } from './button.tsx';
import { useKey } from './keys.ts';
import { focusList } from './list-focus.ts';
import { amountWords } from './money-words.ts';
import { deskNow, useNow } from './now.ts';
import { refusalWords } from './refusal-words.ts';
import { stopwatch } from './time-words.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';

type Props = { readonly approvals: readonly ApprovalRow[]; readonly onSelect: (caseId: string) => void };

export const ApprovalStrip = ({ approvals, onSelect }: Props) => {
  const { t } = useDesk();
  const sorted = approvals
    .filter(({ outcome }) => outcome === 'open')
    .toSorted((a, b) => Number(b.customerWaiting) - Number(a.customerWaiting) || a.decideBy - b.decideBy);
  if (sorted.length === 0) return null;
  return (
    <section
      aria-label={t('lead.approvals')}
      data-list="live"
      className="grid max-h-56 shrink-0 grid-cols-[repeat(auto-fit,minmax(34rem,1fr))] gap-2 overflow-auto border-b border-line p-3"
    >
      {sorted.map((approval) => (
        <One key={approval.approval} approval={approval} onSelect={() => onSelect(approval.caseId)} />
      ))}
    </section>
  );
};

const One = ({ approval, onSelect }: { readonly approval: ApprovalRow; readonly onSelect: () => void }) => {
  const desk = useDesk();
  const { t, word, person, language } = desk;
  const send = useSend();
  const now = useNow(1000);
  const [amount, setAmount] = useState<number | null | undefined>(undefined);
  const card = useRef<HTMLElement>(null);
  const row = useRef<HTMLButtonElement>(null);
  const entry = useRef<HTMLInputElement>(null);
  const isOther = amount !== undefined;
  const blocked = approval.mayAnswer === null ? null : refusalWords(approval.mayAnswer, desk, deskNow());
  const what = `${word('decisions', approval.decisionType)} ${amountWords(approval.amount, approval.unit, approval.currency, language)}`;
  const isLate = now > approval.decideBy;
  const isUrgent = approval.customerWaiting;

  // The answered card disappears; whoever answered it by key stands on the next one, not nowhere.
  const goOn = (): void => {
    if (card.current?.contains(document.activeElement) !== true) return;
    const next = card.current.nextElementSibling ?? card.current.previousElementSibling;
    const there = next?.querySelector<HTMLElement>('[data-key]');
    if (there === null || there === undefined) focusList(false);
    else there.focus();
  };

  const approve = async (sum: number | null | undefined): Promise<void> => {
    if (blocked !== null || sum === null || sum === undefined) return;
    const sent = await send('approve', approval.caseId, { approval: approval.approval, amount: sum });
    if (!sent.ok) return;
    goOn();
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
    if (!sent.ok) return;
    goOn();
    showToast('done', t('lead.declined', { what, name: person(approval.askedBy) }));
  };
  const closeAmount = (): void => {
    setAmount(undefined);
    row.current?.focus();
  };
  useKey('yes', () => void approve(approval.amount), !isOther, 1, card);
  useKey('no', () => void decline(), !isOther, 1, card);
  useKey('amount', () => setAmount(approval.amount), true, 1, card);
  useKey('back', closeAmount, isOther, 2, card);
  useKey('send', () => void approve(amount), isOther, 2, card);
  useEffect(() => {
    if (isOther) entry.current?.focus();
  }, [isOther]);

  return (
    <article
      ref={card}
      data-letters
      aria-label={`${what} · ${person(approval.askedBy)}`}
      className={`flex items-center gap-3 rounded-lg border px-3 py-2 ${isUrgent ? 'border-warn-line bg-warn-soft' : 'border-edge'}`}
    >
      <span role="timer" className={`w-14 shrink-0 text-large font-semibold ${isLate ? 'text-bad' : isUrgent ? 'text-warn' : 'text-ink'}`}>
        {stopwatch(now - approval.askedAt)}
      </span>
      {!isOther ? (
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
              ref={entry}
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
      <button ref={row} type="button" data-key={approval.approval} className="flex min-w-0 grow flex-col text-left" onClick={onSelect}>
        <span className="block truncate">
          <span className="font-semibold">{what}</span>
          {` · ${person(approval.askedBy)}${isUrgent ? ` · ${t('lead.customerWaiting')}` : ''}`}
        </span>
        <span className="block truncate text-small text-ink-2">
          {[
            approval.title,
            approval.customer,
            approval.recommendation === null ? '' : t('lead.recommends', { verdict: t(`verdict.${approval.recommendation}`) }),
            approval.text,
          ]
            .filter(Boolean)
            .join(' · ')}
        </span>
        {blocked === null ? null : <span className="block text-small text-bad">{blocked}</span>}
      </button>
    </article>
  );
};
