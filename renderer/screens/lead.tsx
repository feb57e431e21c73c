// The team lead's screen: live approvals on top, what waits by time left, below it what is to be reviewed, the chosen row beside it.
import { useState } from 'react';
import { ApprovalStrip } from '../parts/approval-strip.tsx';
import { Empty } from '../parts/empty.tsx';
import { InboxTable, type InboxEntry } from '../parts/inbox-table.tsx';
import { LeadDetail } from '../parts/lead-detail.tsx';
import { LeadPictures, PictureDetail } from '../parts/lead-pictures.tsx';
import { LeadReviews, ReviewDetail } from '../parts/lead-reviews.tsx';
import { ReceiveHint } from '../parts/receive-dialog.tsx';
import { useDesk } from '../parts/use-pack.ts';
import { INBOX } from '../parts/use-signals.ts';
import { useLive } from '../state/live.ts';
import type { CaseRow } from '../../shared/views/shapes.ts';

type Chosen = { readonly kind: 'case' | 'review' | 'picture'; readonly id: string };

/** What this person holds, accepted or has with the principal stands below what waits; the same table, the same keys. */
const heldRows = (
  groups: readonly { readonly group: string; readonly rows: readonly CaseRow[] }[],
  waiting: ReadonlySet<string>,
  outside: ReadonlySet<string>,
): readonly CaseRow[] =>
  groups
    .filter(({ group }) => group === 'mine' || group === 'back' || group === 'sent')
    .flatMap(({ group, rows }) =>
      rows.filter(({ caseId, flight }) => !waiting.has(caseId) && (group !== 'sent' || (flight !== null && outside.has(flight.team)))),
    )
    .filter(({ caseId }, index, all) => all.findIndex((row) => row.caseId === caseId) === index);

export const LeadScreen = () => {
  const { t, pack } = useDesk();
  const outside = new Set(pack.teams.filter(({ tier }) => tier === 'A').map(({ id }) => id));
  const { value } = useLive('lead.inbox', INBOX);
  const { value: queue } = useLive('queue.list', INBOX);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const handovers = value?.handovers ?? [];
  const waiting: readonly InboxEntry[] = handovers.map((row) => ({ kind: 'waiting', row: row.row, card: row.card }));
  const held = heldRows(queue ?? [], new Set(handovers.map(({ row }) => row.caseId)), outside);
  const entries: readonly InboxEntry[] = [...waiting, ...held.map((row): InboxEntry => ({ kind: 'held', row, card: null }))];
  const choose = (kind: Chosen['kind']) => (id: string) => setChosen({ kind, id });
  const idOf = (kind: Chosen['kind']): string | null => (chosen?.kind === kind ? chosen.id : null);

  const review = value?.reviews.find(({ decision }) => decision.decision === idOf('review')) ?? null;
  const picture = value?.pictures.find(({ customer }) => customer === idOf('picture')) ?? null;
  // Whatever was chosen and is done leaves the first row behind.
  const caseId = review?.caseId ?? (picture === null ? (idOf('case') ?? entries[0]?.row.caseId ?? null) : null);
  const isCase = review === null && picture === null;
  const entry = isCase ? (entries.find(({ row }) => row.caseId === caseId) ?? null) : null;
  const above =
    review !== null ? (
      <ReviewDetail key={review.decision.decision} row={review} onDone={() => setChosen(null)} />
    ) : picture === null ? null : (
      <PictureDetail picture={picture} />
    );
  return (
    <div className="flex min-h-0 grow flex-col">
      <ApprovalStrip approvals={value?.approvals ?? []} onSelect={choose('case')} />
      <LeadDetail caseId={caseId} entry={entry} above={above} waiting={handovers.length} approvals={value?.approvals.length ?? 0}>
        <ReceiveHint groups={queue ?? []} />
        {value !== undefined && entries.length === 0 ? (
          <div className="min-h-0 grow">
            <Empty title={t('lead.emptyTitle')} text={t('lead.emptyText')} inList={caseId !== null || above !== null} />
          </div>
        ) : (
          <InboxTable entries={entries} selected={isCase ? caseId : null} onSelect={choose('case')} />
        )}
        <div className="grid max-h-[42%] shrink-0 grid-cols-2 border-t border-line">
          <LeadReviews reviews={value?.reviews ?? []} selected={idOf('review')} onSelect={choose('review')} />
          <LeadPictures pictures={value?.pictures ?? []} selected={idOf('picture')} onSelect={choose('picture')} />
        </div>
      </LeadDetail>
    </div>
  );
};
