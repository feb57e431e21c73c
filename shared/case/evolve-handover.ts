// Folds the flight of a handover: while it is in flight nothing but `flight` changes, the sender stays responsible.
import type { SealedForm } from '../handover/form.ts';
import type { EventType } from './events.ts';
import { withItem, type Fold } from './fold.ts';
import type { CaseState, Errand, Flight, Owed } from './state.ts';

type InFlight = Extract<
  EventType,
  | 'handover-offered'
  | 'handover-amended'
  | 'handover-withdrawn'
  | 'handover-accepted'
  | 'handover-returned'
  | 'handover-passed'
  | 'handover-fell-back'
  | 'card-given'
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

/** What is owed of a form that goes nowhere any more is owed by nobody. */
const unowed = (state: CaseState, handover: string): Pick<CaseState, 'owed'> =>
  owedAfter((state.owed ?? []).filter((row) => row.handover !== handover));

const owedAfter = (owed: readonly Owed[]): Pick<CaseState, 'owed'> => (owed.length === 0 ? {} : { owed });

const without = ({ owed: _owed, ...state }: CaseState): CaseState => state;

/** Nobody has it any more; it lies where it lay. */
const landed = (state: CaseState, handover: string): CaseState => ({ ...without(state), ...unowed(state, handover), flight: null });

/** A closed case has nobody left who would read what its forms still owe. */
export const owedWhileOpen = (state: CaseState): CaseState =>
  state.phase === 'closed' && state.owed !== undefined ? without(state) : state;

/** What the form owed when it was sent, or still owes after an addition; nothing owed is nothing stored. */
const owing = (state: CaseState, row: Owed): CaseState => {
  const others = (state.owed ?? []).filter(({ handover }) => handover !== row.handover);
  return { ...without(state), ...owedAfter(row.fields.length === 0 ? others : [...others, row]) };
};

const amended = (state: CaseState, handover: string, later: readonly string[] | undefined): CaseState => {
  const row = state.owed?.find((one) => one.handover === handover);
  return row === undefined || later === undefined ? state : owing(state, { ...row, fields: later });
};

export const FLIGHT_FOLDS: { readonly [T in InFlight]: Fold<T> } = {
  'handover-offered': (state, { data, at, by }) => ({
    ...(data.later ? owing(state, { handover: data.handover, by: by.person, due: data.later.by, fields: data.later.fields }) : state),
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
      // What few handovers have is absent otherwise, as in every flight that was stored before there was such a thing.
      ...(data.contact ? { contact: data.contact } : {}),
      ...(data.shift ? { shift: data.shift } : {}),
    },
  }),
  'handover-amended': (state, { data, at }) => ({
    ...amended(state, data.handover, data.later),
    ...complained(state, data.form, at),
  }),
  'handover-withdrawn': (state, { data }) => landed(state, data.handover),
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
  'handover-returned': (state, { data }) => ({ ...landed(state, data.handover), holder: data.holder, arrived: 'returned' }),
  'handover-passed': (state, { data, at }) =>
    flying(state, (flight) => ({
      ...flight,
      to: data.to,
      meant: flight.meant ?? flight.to,
      asked: [...(flight.asked ?? []), ...(flight.to.person === null ? [] : [flight.to.person])],
      why: data.why,
      contact: data.contact,
      step: data.step,
      since: at,
      acceptBy: data.acceptBy,
    })),
  'handover-fell-back': (state, { data }) => ({ ...landed(state, data.handover), holder: data.holder, arrived: 'returned' }),
  'card-given': (state) => state,
  'query-asked': (state, { data }) =>
    flying(state, (flight) => ({ ...flight, queries: [...flight.queries, { query: data.query, answered: false }] })),
  'query-answered': (state, { data }) =>
    flying(state, (flight) => ({
      ...flight,
      queries: flight.queries.map((row) => (row.query === data.query ? { ...row, answered: true } : row)),
    })),
  'escalation-answered': (state, { data, at }) => ({
    ...state,
    // The principal answered before anybody there had accepted.
    flight: state.flight?.handover === data.handover ? null : state.flight,
    errands: state.errands.filter(({ handover }) => handover !== data.handover),
    holder: data.holder,
    heldSince: at,
    arrived: 'answered',
  }),
};
