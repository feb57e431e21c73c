// Folds what people do together about a case: questions, links, moves, promises that change hands, and what each was told of.
import type { EventType } from './events.ts';
import { unoffered, type Fold } from './fold.ts';
import { spoken } from './last-contact.ts';
import type { CaseState, LinkState, PromiseState } from './state.ts';

export type Together = Extract<
  EventType,
  | 'promise-offered'
  | 'promise-left'
  | 'promise-moved'
  | 'case-moved'
  | 'case-flagged'
  | 'consult-asked'
  | 'consult-answered'
  | 'consult-withdrawn'
  | 'case-linked'
  | 'case-unlinked'
  | 'case-merged'
  | 'case-absorbed'
  | 'parts-told'
  | 'part-told'
  | 'alert-acknowledged'
  | 'alert-snoozed'
  | 'news-acknowledged'
  | 'case-checked-out'
  | 'case-checked-in'
  | 'check-out-overridden'
>;

const consulted = (state: CaseState, consult: string, change: Partial<NonNullable<CaseState['consults']>[number]>): CaseState => ({
  ...state,
  consults: (state.consults ?? []).map((row) => (row.consult === consult ? { ...row, ...change } : row)),
});

const promised = (state: CaseState, promise: string, change: (row: PromiseState) => PromiseState): CaseState => ({
  ...state,
  promises: state.promises.map((row) => (row.promise === promise ? change(row) : row)),
});

const linked = (state: CaseState, link: LinkState): CaseState => ({
  ...state,
  links: [...(state.links ?? []).filter(({ other }) => other !== link.other), link],
});

/** Whoever reads alerts for months must not make the case heavy; what is that old is met, breached or read again. */
const NEWEST_SEEN = 200;

const seen = (state: CaseState, alert: string, person: string, at: number, until: number | null): CaseState => ({
  ...state,
  seen: [...(state.seen ?? []).filter((row) => row.alert !== alert || row.person !== person), { alert, person, at, until }].slice(
    -NEWEST_SEEN,
  ),
});

/** A complaint counts from its first record, in whichever of the two cases that was. */
const firstComplaint = ({ complaint }: CaseState, other: NonNullable<CaseState['complaint']> | null): Pick<CaseState, 'complaint'> => {
  const first = [complaint, other].filter((row) => row !== null && row !== undefined).toSorted((a, b) => a.at - b.at)[0];
  return first === undefined ? {} : { complaint: first };
};

export const TOGETHER_FOLDS: { readonly [T in Together]: Fold<T> } = {
  'promise-offered': (state, { data, at }) =>
    promised(state, data.promise, (row) => ({ ...row, offered: { to: data.to, shift: data.shift, at } })),
  'promise-left': (state, { data }) => promised(state, data.promise, unoffered),
  'promise-moved': (state, { data }) => promised(state, data.promise, (row) => ({ ...unoffered(row), by: data.to })),
  'case-moved': (state, { data, at }) => ({ ...state, holder: data.holder, heldSince: at, arrived: 'taken' }),
  'case-flagged': (state, { data, at }) => ({
    ...state,
    flagged: { step: data.step, at },
    ...(data.holder === null ? {} : { holder: data.holder, heldSince: at, arrived: 'taken' as const }),
  }),
  'case-checked-out': ({ overridden: _overridden, ...state }, { data, at, by, body }) => ({
    ...state,
    checkedOut: { person: by.person, at, until: data.until, body },
  }),
  'case-checked-in': ({ checkedOut: _checkedOut, ...state }) => state,
  'check-out-overridden': ({ checkedOut: _checkedOut, ...state }, { data, at, by }) => ({
    ...state,
    holder: data.holder,
    heldSince: at,
    arrived: 'taken',
    overridden: { person: data.from.person, by: by.person, at, until: data.until },
  }),
  'consult-asked': (state, { data, at, by }) => ({
    ...state,
    consults: [...(state.consults ?? []), { ...data, askedBy: by.person, askedAt: at, outcome: 'open' }],
  }),
  'consult-answered': (state, { data, at, by }) =>
    consulted(state, data.consult, { outcome: 'answered', answeredBy: by.person, answeredAt: at }),
  'consult-withdrawn': (state, { data }) => consulted(state, data.consult, { outcome: 'withdrawn' }),
  'case-linked': (state, { data, at }) => linked(state, { ...data, at }),
  'case-unlinked': (state, { data }) => ({ ...state, links: (state.links ?? []).filter(({ other }) => other !== data.other) }),
  'case-merged': (state, { data, at }) => ({
    ...linked(state, { other: data.into, relation: 'merged-into', at }),
    phase: 'closed',
    resolvedAt: state.resolvedAt ?? at,
    closedAt: at,
    // How it ended is told by the other case; the link says where.
    result: null,
    errands: [],
    // The other case keeps them, and its clocks tick for them: twice would be once too often.
    promises: state.promises.map((row) => (row.outcome === 'open' ? { ...unoffered(row), outcome: 'moved' } : row)),
  }),
  'case-absorbed': (state, { data, at }) => ({
    ...linked(spoken(state, data.lastContactAt ?? null), { other: data.from, relation: 'absorbed', at }),
    waitingSince: Math.min(state.waitingSince ?? state.openedAt, data.openedAt),
    contacts: state.contacts + (data.contacts ?? 0),
    markers: (data.markers ?? []).reduce<CaseState['markers']>(
      (markers, marker) => (markers.includes(marker) ? markers : [...markers, marker]),
      state.markers,
    ),
    ...firstComplaint(state, data.complaint ?? null),
  }),
  'parts-told': (state) => state,
  'part-told': (state, { data, at }) => (data.informed ? { ...spoken(state, at), informedAt: at } : state),
  'alert-acknowledged': (state, { data, at, by }) => seen(state, data.alert, by.person, at, null),
  'alert-snoozed': (state, { data, at, by }) => seen(state, data.alert, by.person, at, data.until),
  // One event may tell several people: each reads his own.
  'news-acknowledged': (state, { data, by }) => ({
    ...state,
    news: (state.news ?? []).filter(({ news, to }) => to !== by.person || !data.news.includes(news)),
  }),
};
