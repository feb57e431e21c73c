// The team lead's screen: live approvals on top, what waits by time left, the card beside it, one bar below.
import { useState } from 'react';
import { ApprovalStrip } from '../parts/approval-strip.tsx';
import { InboxTable, type InboxEntry } from '../parts/inbox-table.tsx';
import { LeadDetail } from '../parts/lead-detail.tsx';
import { Empty } from '../parts/empty.tsx';
import { useDesk } from '../parts/use-pack.ts';
import { useLive } from '../state/live.ts';
import type { CaseRow } from '../../shared/views/shapes.ts';

const LIMIT = 200;

/** What this person accepted and still holds stands below what waits; the same table, the same keys. */
const heldRows = (
  groups: readonly { readonly group: string; readonly rows: readonly CaseRow[] }[],
  waiting: ReadonlySet<string>,
): readonly CaseRow[] =>
  groups
    .filter(({ group }) => group === 'mine' || group === 'back')
    .flatMap(({ rows }) => rows.filter(({ caseId }) => !waiting.has(caseId)));

export const LeadScreen = () => {
  const { t } = useDesk();
  const { value } = useLive('lead.inbox', { limit: LIMIT });
  const { value: queue } = useLive('queue.list', { limit: LIMIT });
  const [selected, setSelected] = useState<string | null>(null);
  const handovers = value?.handovers ?? [];
  const waiting: readonly InboxEntry[] = handovers.map((row) => ({ kind: 'waiting', row: row.row, card: row.card }));
  const held = heldRows(queue ?? [], new Set(handovers.map(({ row }) => row.caseId)));
  const entries: readonly InboxEntry[] = [...waiting, ...held.map((row): InboxEntry => ({ kind: 'held', row, card: null }))];
  const caseId = selected ?? entries[0]?.row.caseId ?? null;
  const entry = entries.find(({ row }) => row.caseId === caseId) ?? null;
  return (
    <div className="flex min-h-0 grow flex-col">
      <ApprovalStrip approvals={value?.approvals ?? []} onSelect={setSelected} />
      {value !== undefined && entries.length === 0 && caseId === null ? (
        <main className="min-h-0 grow">
          <Empty title={t('lead.emptyTitle')} text={t('lead.emptyText')} />
        </main>
      ) : (
        <LeadDetail
          caseId={caseId}
          entry={entry}
          waiting={(value?.total ?? 0) - (value?.approvals.length ?? 0)}
          approvals={value?.approvals.length ?? 0}
        >
          <InboxTable entries={entries} selected={caseId} onSelect={setSelected} />
        </LeadDetail>
      )}
    </div>
  );
};
