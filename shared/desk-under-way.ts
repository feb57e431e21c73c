// Keeps the cards of handovers under way as long as nothing is written of their cases: a lead's inbox shows many, and few of them change.
import type { CaseState } from './case/state.ts';
import type { Policy } from './policy/policy.ts';
import type { DeskStore } from './store/desk-store.ts';
import { shownCard } from './views/shown-card.ts';
import type { HandoverCard } from './views/shapes.ts';
import { logOf } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

/** As many as the inboxes of a few leads at one desk show. */
const MOST = 1_024;

type Kept = { readonly revision: number; readonly policy: Policy; readonly card: HandoverCard | null };

const shelves = new WeakMap<DeskStore, Map<string, Kept>>();

const shelfOf = (store: DeskStore): Map<string, Kept> => {
  const shelf = shelves.get(store) ?? new Map<string, Kept>();
  shelves.set(store, shelf);
  return shelf;
};

/**
 * The card of the handover in flight; null where the case never had it. It follows from the case, its words and the pack alone, not from the
 * time nor from who reads: whoever may read the case was looked at before, and is looked at each time.
 */
export const cardUnderWay = (store: DeskStore, { policy }: Seat, state: CaseState): HandoverCard | null => {
  if (state.flight === null) return null;
  const { handover } = state.flight;
  const shelf = shelfOf(store);
  const key = `${state.id} ${handover}`;
  const revision = store.revisionOf(state.id);
  const before = shelf.get(key);
  const isNew = before === undefined || before.revision !== revision || before.policy !== policy;
  const kept = isNew ? { revision, policy, card: shownCard(state, logOf(store, state.id).history, handover, policy) } : before;
  shelf.delete(key);
  shelf.set(key, kept);
  if (shelf.size > MOST) shelf.delete(shelf.keys().next().value!);
  return kept.card;
};
