// The team lead's screen: live approvals on top, what waits by time left, below it what is to be reviewed, the chosen row beside it.
import { useState } from 'react';
import { ApprovalStrip } from '../parts/approval-strip.tsx';
import { Empty } from '../parts/empty.tsx';
import { InboxTable } from '../parts/inbox-table.tsx';
import { leadEntries } from '../parts/lead-entries.ts';
import { LeadDetail } from '../parts/lead-detail.tsx';
import { LeadPeople } from '../parts/lead-people.tsx';
import { LeadPictures, PictureDetail } from '../parts/lead-pictures.tsx';
import { LeadReviews, ReviewDetail } from '../parts/lead-reviews.tsx';
import { useNow } from '../parts/now.ts';
import { QueueHealthTable } from '../parts/queue-health.tsx';
import { ReceiveHint } from '../parts/receive-dialog.tsx';
import { TeamTrouble } from '../parts/team-trouble.tsx';
import { useDesk } from '../parts/use-pack.ts';
import { INBOX } from '../parts/use-signals.ts';
import { useLive } from '../state/live.ts';

type Chosen = { readonly kind: 'case' | 'review' | 'picture'; readonly id: string };

export const LeadScreen = () => {
  const { t, pack } = useDesk();
  const outside = new Set(pack.teams.filter(({ tier }) => tier === 'A').map(({ id }) => id));
  const { value } = useLive('lead.inbox', INBOX);
  const { value: queue } = useLive('queue.list', INBOX);
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const handovers = value?.handovers ?? [];
  // Somebody reads this: what turns late by time alone moves up with the next look at the clock.
  const now = useNow(60_000);
  // One list of both: what came first alone would be led to, and stand below the rest a moment later.
  const isThere = value !== undefined && queue !== undefined;
  const entries = isThere ? leadEntries(queue, handovers, outside, now) : [];
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
      <LeadDetail
        caseId={caseId}
        entry={entry}
        above={above}
        waiting={handovers.length}
        approvals={value?.approvals.length ?? 0}
        onGone={() => setChosen(null)}
      >
        <QueueHealthTable />
        <ReceiveHint groups={queue ?? []} />
        {isThere && entries.length === 0 ? (
          <div className="min-h-0 grow">
            <Empty title={t('lead.emptyTitle')} text={t('lead.emptyText')} inList={caseId !== null || above !== null} />
          </div>
        ) : (
          <InboxTable entries={entries} selected={isCase ? caseId : null} onSelect={choose('case')} />
        )}
        <div className="max-h-[34%] shrink-0 overflow-auto border-t border-line">
          {/* The gaps show the line between two of them, as high as the higher one. */}
          <div className="grid grid-cols-2 gap-px bg-line *:bg-bg min-[120rem]:grid-cols-4">
            <LeadReviews reviews={value?.reviews ?? []} selected={idOf('review')} onSelect={choose('review')} />
            <LeadPictures pictures={value?.pictures ?? []} selected={idOf('picture')} onSelect={choose('picture')} />
            <LeadPeople />
            <TeamTrouble />
          </div>
        </div>
      </LeadDetail>
    </div>
  );
};
