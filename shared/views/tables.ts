// Knows what the read tables say about one case: its row, and every list it stands in.
import type { Ms } from '../kernel/time.ts';
import { nextDue } from '../case/clocks.ts';
import { grantsOf } from '../case/grants.ts';
import type { CaseState } from '../case/state.ts';
import type { Grant } from '../policy/authority-types.ts';
import type { Policy } from '../policy/policy.ts';
import { listKey } from './lists.ts';
import type { CaseRow } from './shapes.ts';

/** Places of a case in lists: one row per list it stands in, found by index, ordered by `due` then case. */
export type ListRow = { readonly list: string; readonly due: Ms; readonly caseId: string };

/** Everything the read tables say about one case; rewritten whole when the case moves. `lists` are keys of lists.ts. */
export type CaseTables = {
  readonly row: CaseRow;
  readonly lane: string;
  readonly customer: string | null;
  readonly lists: readonly ListRow[];
  /** What the case granted, for the windows of authority. */
  readonly grants: readonly Grant[];
};

/** The words of a case that its lists show: its title, and the beginning of what was said last. */
export type CaseWords = { readonly title: string; readonly hint: string | null };

/** A case without a running clock comes last. */
const NO_DUE = Number.MAX_SAFE_INTEGER;

/**
 * The read tables of one case, null before its first event. They follow from state, pack and words alone, so a rebuild gives
 * the same. `row.customer` is the customer's id; a closed case has a row and stands only where somebody else still owes something
 * about it: an emergency decision to look at, a request left open when another system closed it.
 */
export const tablesOf = (state: CaseState, policy: Policy, words: CaseWords, pending: boolean): CaseTables | null => {
  if (state.phase === 'new') return null;
  const due = state.phase === 'closed' ? null : nextDue(state, policy);
  const row: CaseRow = {
    caseId: state.id,
    number: state.number,
    ref: state.source?.ref ?? null,
    title: words.title,
    customer: state.customer,
    category: state.category,
    priority: state.priority,
    phase: state.phase,
    holder: state.holder,
    arrived: state.arrived,
    due,
    flight: state.flight === null ? null : { team: state.flight.to.team, acceptBy: state.flight.acceptBy },
    wait: state.wait === null ? null : { reason: state.wait.reason, until: state.wait.until },
    contacts: state.contacts,
    hops: state.hops,
    openedAt: state.openedAt,
    pending,
    hint: words.hint,
  };
  const places = state.phase === 'closed' ? owedPlaces(state) : placesOf(state, due?.at ?? NO_DUE);
  return {
    row,
    lane: state.lane,
    customer: state.customer,
    lists: earliest(places, state.id),
    grants: grantsOf(state, policy.pack.principal.zone),
  };
};

type Place = readonly [list: string, due: Ms];

const placesOf = (state: CaseState, due: Ms): readonly Place[] => [
  ...holderPlaces(state, due),
  ...followers(state).map((person): Place => [listKey.followed(person), due]),
  ...state.promises.filter(({ outcome }) => outcome === 'open').map((promise): Place => [listKey.promises(promise.by), promise.due]),
  ...owedPlaces(state),
];

/** What others owe about a case, whether it is closed or not. */
const owedPlaces = (state: CaseState): readonly Place[] => [
  ...state.approvals
    .filter(({ outcome }) => outcome === 'open')
    .flatMap((approval): readonly Place[] => [
      [listKey.approvals(approval.to.team), approval.decideBy],
      ...(approval.to.person === null ? [] : ([[listKey.deputy(approval.to.person), approval.decideBy]] as const)),
      [listKey.watched, Math.min(approval.decideBy, approval.expiresAt)],
    ]),
  ...state.decisions.flatMap(({ review }): readonly Place[] =>
    review === null || review.outcome !== null ? [] : [[listKey.reviews(review.team), review.by]],
  ),
];

/** Where the case itself lies: with its holder, in a queue, or between two people. */
const holderPlaces = (state: CaseState, due: Ms): readonly Place[] => {
  const { flight, holder } = state;
  if (flight !== null) {
    const asked = flight.queries.some(({ answered }) => !answered);
    const ways: Place[] = [
      [listKey.sent(flight.from.person), due],
      [listKey.inbox(flight.to.team), flight.acceptBy],
    ];
    return asked ? [[listKey.back(flight.from.person), due], ...ways] : ways;
  }
  // Resolved elsewhere and imported without an assignee: nobody has to take it up; a reopening brings it back into the queue.
  if (holder.waiting) return state.phase === 'resolved' ? [] : [[listKey.team(holder.team), due]];
  const cameBack = state.arrived === 'returned' || state.arrived === 'answered';
  return [[cameBack ? listKey.back(holder.person) : listKey.mine(holder.person), due]];
};

/** Who passed the case on and is told the outcome; whoever holds it now needs no telling. */
const followers = (state: CaseState): readonly string[] =>
  [...new Set(state.senders)].filter((person) => person !== state.holder.person && person !== state.flight?.from.person);

/** Two promises of one person are one place in that person's list, at the earlier time. */
const earliest = (places: readonly Place[], caseId: string): readonly ListRow[] => {
  const first = new Map<string, Ms>();
  for (const [list, due] of places) first.set(list, Math.min(due, first.get(list) ?? NO_DUE));
  return [...first].map(([list, due]) => ({ list, due, caseId }));
};
