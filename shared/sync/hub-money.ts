// Finds what only the hub's own log says of a shared budget: since when its epoch runs, and what a refused decision had drawn.
import type { Command } from '../case/commands.ts';
import type { Context } from '../case/context.ts';
import type { CaseEvent, EventOf } from '../case/events.ts';
import type { Ms } from '../kernel/time.ts';
import type { Outcome } from '../store/desk-store.ts';
import type { LedgerStore } from '../store/ledger-store.ts';

type Hub = NonNullable<Context['hub']>;

/** What was ruled on in this group and is not written yet. */
export type Unwritten = {
  readonly earlier: ReadonlyMap<string, Outcome>;
  readonly events: readonly CaseEvent[];
};

/**
 * When the newest epoch began, null where it is the first. A hub was set back before the first thing it recorded afterwards; one that
 * has recorded nothing since was set back just now.
 */
export const epochSince = async (store: LedgerStore, lane: string, now: Ms): Promise<Ms | null> => {
  const epochs = await store.epochs(lane);
  const newest = epochs.at(-1);
  if (newest === undefined || epochs.length === 1) return null;
  return (await store.events(lane, newest.from, 1))[0]?.recordedAt ?? now;
};

const isOf =
  <T extends 'budget-spent' | 'budget-given-back'>(type: T, decision: string) =>
  (event: CaseEvent): event is Extract<CaseEvent, EventOf<T>> =>
    event.type === type && 'decision' in event.data && event.data.decision === decision;

/** What a decision drew that was refused; every spend is given back once. */
export const paidFor = async (
  store: LedgerStore,
  { lane, caseId, data }: Pick<Command, 'lane' | 'caseId' | 'data'>,
  { earlier, events }: Unwritten,
): Promise<NonNullable<Hub['paid']>> => {
  const decision = 'decision' in data ? data.decision : '';
  const outcome = earlier.get(decision) ?? (await store.settledCommands(lane, [decision])).get(decision)?.outcome;
  if (outcome?.verdict !== 'refused' && outcome?.verdict !== 'quarantined') return () => null;
  const all = [...(await store.eventsOf(caseId)).map(({ event }) => event), ...events.filter((event) => event.caseId === caseId)];
  const paid = all.filter(isOf('budget-spent', decision))[all.filter(isOf('budget-given-back', decision)).length];
  return (asked) =>
    paid === undefined || asked !== decision ? null : { lease: paid.data.lease, amount: paid.data.amount, beyond: paid.data.beyond };
};
