// Shows in the case which approvals are asked or answered, so that the agent sees the answer where he looks.
import { Button } from './button.tsx';
import { LevelText } from './due-mark.tsx';
import { amountWords } from './money-words.ts';
import { useNow } from './now.ts';
import { stopwatch } from './time-words.ts';
import { useCase } from './use-case.ts';
import { useDesk } from './use-pack.ts';
import { useSend } from './use-send.ts';
import type { ApprovalRow } from '../../shared/views/shapes.ts';

export const ApprovalState = () => {
  const { t } = useDesk();
  const { approvals } = useCase();
  const shown = approvals.filter(({ outcome }) => outcome !== 'withdrawn');
  if (shown.length === 0) return null;
  return (
    <section aria-label={t('approval.all')} className="flex flex-col rounded-lg border border-line">
      {shown.map((approval) => (
        <One key={approval.approval} approval={approval} />
      ))}
    </section>
  );
};

const LEVEL = { open: 'soon', given: 'done', declined: 'late', withdrawn: 'calm' } as const;

const One = ({ approval }: { readonly approval: ApprovalRow }) => {
  const { t, me, word, language } = useDesk();
  const { row, decisions } = useCase();
  const send = useSend();
  const now = useNow(1000);
  const isOpen = approval.outcome === 'open';
  const granted = decisions.find(({ approvedBy, decisionType }) => approvedBy !== null && decisionType === approval.decisionType);
  const amount = approval.outcome === 'given' && granted !== undefined ? granted.amount : approval.amount;
  return (
    <div className="flex items-center gap-3 border-line px-3 py-2 not-first:border-t">
      <LevelText level={LEVEL[approval.outcome]}>{t(`approval.${approval.outcome}`)}</LevelText>
      <span className="grow">{`${word('decisions', approval.decisionType)} · ${amountWords(amount, approval.unit, approval.currency, language)}`}</span>
      {isOpen ? <span className="text-ink-2">{stopwatch(now - approval.askedAt)}</span> : null}
      {isOpen && approval.askedBy === me.person ? (
        <Button small kind="quiet" onPress={() => void send('withdraw-approval', row.caseId, { approval: approval.approval })}>
          {t('approval.withdraw')}
        </Button>
      ) : null}
    </div>
  );
};
