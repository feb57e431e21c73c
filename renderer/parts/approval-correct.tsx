// Corrects a request where it stands: amount and words change, its place and its time stay.
import { useEffect, useRef, useState } from 'react';
import type { Json } from '../../shared/kernel/result.ts';
import type { ApprovalRow, TimelineItem } from '../../shared/views/shapes.ts';
import { showToast } from '../state/toasts.ts';
import { AmountEntry } from './amount-entry.tsx';
import { Button } from './button.tsx';
import { useKey } from './keys.ts';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import { useTooLong } from './too-long.tsx';
import { LONGEST } from '../../shared/kernel/limits.ts';

type Fields = { readonly [name: string]: Json };
const fieldsOf = (value: Json): Fields => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {});

const KEPT = ['contract', 'otherAccount', 'toldAt'] as const;

/** What the row does not show but the request holds: it must not be lost because somebody corrects the amount. */
export const keptOf = (approval: string, timeline: readonly TimelineItem[]): Fields => {
  const newest = timeline
    .filter(({ type, refusal }) => refusal === null && (type === 'approval-asked' || type === 'approval-corrected'))
    .map(({ data, at }) => ({ at, data: fieldsOf(data) }))
    .filter(({ data }) => data['approval'] === approval)
    .reduce<{ readonly at: number; readonly data: Fields } | null>(
      (best, next) => (best === null || next.at >= best.at ? next : best),
      null,
    );
  return Object.fromEntries(KEPT.flatMap((name) => (newest?.data[name] === undefined ? [] : [[name, newest.data[name]]])));
};

export const ApprovalCorrect = ({ approval, onDone }: { readonly approval: ApprovalRow; readonly onDone: () => void }) => {
  const { t } = useDesk();
  const { row, timeline } = useCase();
  const send = useSend();
  const form = useRef<HTMLFormElement>(null);
  const entry = useRef<HTMLInputElement>(null);
  const [amount, setAmount] = useState<number | null>(approval.amount);
  const [text, setText] = useState(approval.text ?? '');
  useEffect(() => entry.current?.select(), []);
  const same = amount === approval.amount && text.trim() === (approval.text ?? '');
  const blocked = amount === null ? t('approval.needsAmount') : same ? t('approval.sameAsBefore') : null;
  const over = useTooLong(text, LONGEST.text);
  const correct = async (): Promise<void> => {
    if (blocked !== null) return;
    const { decisionType, reason, evidence, terms, recommendation } = approval;
    const data = { approval: approval.approval, decisionType, amount, reason, evidence, terms, recommendation };
    const words = { text: text.trim() === '' ? undefined : text.trim() };
    const sent = await send('correct-approval', row.caseId, { ...keptOf(approval.approval, timeline), ...data }, words);
    if (!sent.ok) return;
    showToast('done', t('approval.correctedDone'));
    onDone();
  };
  useKey('back', onDone, true, 1, form);
  useKey('send', () => void correct(), true, 1, form);
  return (
    <form
      ref={form}
      aria-label={t('approval.correct')}
      className="grid grid-cols-[8rem_1fr_auto] items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        void correct();
      }}
    >
      <AmountEntry ref={entry} label={t('decide.amount')} unit={approval.unit} minor={amount} onChange={setAmount} />
      <input
        className="entry"
        aria-label={t('approval.text')}
        placeholder={t('approval.text')}
        {...over.props}
        value={text}
        onChange={(event) => setText(event.target.value)}
      />
      <Button small submit kind="primary" blocked={blocked} onPress={() => undefined}>
        {t('approval.correctSend')}
      </Button>
      {over.mark === null ? null : <div className="col-span-full">{over.mark}</div>}
    </form>
  );
};
