// Knows what the read tables say about one case: its row, and every list it stands in.
import { clocksOf, nextOf } from '../case/clocks.ts';
import { grantsOf } from '../case/grants.ts';
import type { CaseState } from '../case/state.ts';
import type { Grant } from '../policy/authority-types.ts';
import type { Policy } from '../policy/policy.ts';
import type { ListRow } from './lists.ts';
import { placesOf } from './places.ts';
import type { CaseRow } from './shapes.ts';

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

/**
 * The read tables of one case, null before its first event. They follow from state, pack and words alone, so a rebuild gives
 * the same. `row.customer` is the customer's id; a closed case has a row and stands only where somebody still has something to
 * do about it: news to read, an emergency decision to look at, a request left open when another system closed it.
 */
export const tablesOf = (state: CaseState, policy: Policy, words: CaseWords, pending: boolean): CaseTables | null => {
  if (state.phase === 'new') return null;
  const clocks = state.phase === 'closed' ? [] : clocksOf(state, policy, state.openedAt);
  const due = nextOf(clocks);
  const proposed = state.approvals.flatMap((row) => (row.outcome === 'open' && row.proposed !== undefined ? row.proposed.until : []));
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
    ...(state.checkedOut === undefined ? {} : { checkedOut: { by: state.checkedOut.person, until: state.checkedOut.until } }),
    ...(proposed.length === 0 ? {} : { proposed: Math.min(...proposed) }),
  };
  return {
    row,
    lane: state.lane,
    customer: state.customer,
    lists: placesOf(state, policy, due?.at ?? null, clocks),
    grants: grantsOf(state, policy.pack.principal.zone),
  };
};
