// Folds the flight of a handover: while it is in flight nothing but `flight` changes, the sender stays responsible.
import type { SealedForm } from '../handover/form.ts';
import type { EventType } from './events.ts';
import { withItem, type Fold } from './fold.ts';
import type { CaseState, Errand, Flight } from './state.ts';

type InFlight = Extract<
  EventType,
  | 'handover-offered'
  | 'handover-amended'
  | 'handover-withdrawn'
  | 'handover-accepted'
  | 'handover-returned'
  | 'query-asked'
  | 'query-answered'
  | 'escalation-answered'
>;

const flying = (state: CaseState, change: (flight: Flight) => Flight): CaseState =>
  state.flight === null ? state : { ...state, flight: change(state.flight) };

/** Going up opens an errand that wants its answer; going sideways hands on the open one, whose time for the new holder begins anew. */
const errandsAfter = ({ flight, errands }: CaseState, at: number): readonly Errand[] => {
  if (flight === null) return errands;
  if (flight.lateral) return errands.map((errand, index) => (index === errands.length - 1 ? { ...errand, acceptedAt: at } : errand));
  const { handover, kind, from, sentAt, to, row } = flight;
  return [...errands, { handover, kind, from, sentAt, acceptedAt: at, tier: to.tier, row, decided: false }];
};

/** A complaint counts from its first record: telling it again gives nobody more time. */
const complained = ({ complaint }: CaseState, { open }: SealedForm, at: number): Pick<CaseState, 'complaint'> =>
  complaint !== undefined || open.complaint?.is !== true ? {} : { complaint: { on: open.complaint.receivedOn, at } };

export const FLIGHT_FOLDS: { readonly [T in InFlight]: Fold<T> } = {
  'handover-offered': (state, { data, at }) => ({
    ...state,
    ...complained(state, data.form, at),
    flight: {
      handover: data.handover,
      kind: data.kind,
      reason: data.reason,
      from: data.from,
      to: data.to,
      row: data.row,
      lateral: data.lateral,
      sentAt: at,
      acceptBy: data.acceptBy,
      customerWaiting: data.customerWaiting,
      deadline: data.deadline,
      queries: [],
    },
  }),
  'handover-amended': (state, { data, at }) => ({ ...state, ...complained(state, data.form, at) }),
  'handover-withdrawn': (state) => ({ ...state, flight: null }),
  'handover-accepted': (state, { data, at }) => ({
    ...state,
    flight: null,
    errands: errandsAfter(state, at),
    holder: data.holder,
    heldSince: at,
    senders: state.flight === null ? state.senders : withItem(state.senders, state.flight.from.person),
    teams: withItem(state.teams, data.holder.team),
    hops: state.hops + (data.holder.team === state.holder.team ? 0 : 1),
    arrived: 'handed-over',
  }),
  'handover-returned': (state, { data }) => ({ ...state, flight: null, holder: data.holder, arrived: 'returned' }),
  'query-asked': (state, { data }) =>
    flying(state, (flight) => ({ ...flight, queries: [...flight.queries, { query: data.query, answered: false }] })),
  'query-answered': (state, { data }) =>
    flying(state, (flight) => ({
      ...flight,
      queries: flight.queries.map((row) => (row.query === data.query ? { ...row, answered: true } : row)),
    })),
  'escalation-answered': (state, { data, at }) => ({
    ...state,
    errands: state.errands.filter(({ handover }) => handover !== data.handover),
    holder: data.holder,
    heldSince: at,
    arrived: 'answered',
  }),
};
