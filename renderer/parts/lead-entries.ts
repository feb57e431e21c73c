// Puts the lead's list together: what waits first, then what is in his hand or came back to him, each part by the time that presses first.
import type { CaseRow, HandoverCard, InboxRow } from '../../shared/views/shapes.ts';

export type InboxEntry = { readonly kind: 'waiting' | 'held'; readonly row: CaseRow; readonly card: HandoverCard | null };

type Groups = readonly { readonly group: string; readonly rows: readonly CaseRow[] }[];
type Due = { readonly clock: string; readonly at: number; readonly warnAt: number };

/** Of a handover that waits the time to accept, unless another duty of the case is over since before. */
export const entryDue = ({ row, card }: Pick<InboxEntry, 'row' | 'card'>, now: number): Due | null => {
  if (card === null) return row.due;
  if (row.due !== null && row.due.at <= now && row.due.at < card.acceptBy) return row.due;
  return { clock: 'accept', at: card.acceptBy, warnAt: card.sentAt + (card.acceptBy - card.sentAt) / 2 };
};

/** What somebody else holds may come back to him as news; it is not in his hand. */
export const isInHand = ({ holder, flight, phase }: CaseRow, me: string): boolean =>
  holder.person === me && !holder.waiting && flight === null && phase !== 'closed';

const held = (groups: Groups, waiting: ReadonlySet<string>, outside: ReadonlySet<string>): readonly CaseRow[] =>
  groups
    .filter(({ group }) => group === 'mine' || group === 'back' || group === 'sent')
    .flatMap(({ group, rows }) =>
      rows.filter(({ caseId, flight }) => !waiting.has(caseId) && (group !== 'sent' || (flight !== null && outside.has(flight.team)))),
    )
    .filter(({ caseId }, index, all) => all.findIndex((row) => row.caseId === caseId) === index);

/** `outside`: the teams of the principal; what lies with him is followed here by whoever sent it. */
export const leadEntries = (groups: Groups, handovers: readonly InboxRow[], outside: ReadonlySet<string>, now: number): InboxEntry[] => {
  const waiting = handovers.map(({ row, card }): InboxEntry => ({ kind: 'waiting', row, card }));
  const rows = held(groups, new Set(handovers.map(({ row }) => row.caseId)), outside);
  const byTime = (a: InboxEntry, b: InboxEntry): number => timeOf(a, now) - timeOf(b, now);
  return [...waiting.toSorted(byTime), ...rows.map((row): InboxEntry => ({ kind: 'held', row, card: null })).toSorted(byTime)];
};

const timeOf = (entry: InboxEntry, now: number): number => entryDue(entry, now)?.at ?? Number.MAX_SAFE_INTEGER;
