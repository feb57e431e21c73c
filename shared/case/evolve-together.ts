// Folds what people do together about a case: questions, links, moves, promises that change hands, and what each was told of.
import type { EventType } from './events.ts';
import type { Fold } from './fold.ts';
import type { CaseState, LinkState, PromiseState } from './state.ts';

export type Together = Extract<
  EventType,
  | 'handover-passed'
  | 'handover-fell-back'
  | 'card-given'
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
>;

const consulted = (state: CaseState, consult: string, change: Partial<NonNullable<CaseState['consults']>[number]>): CaseState => ({
  ...state,
  consults: (state.consults ?? []).map((row) => (row.consult === consult ? { ...row, ...change } : row)),
});

const promised = (state: CaseState, promise: string, change: (row: PromiseState) => PromiseState): CaseState => ({
  ...state,
  promises: state.promises.map((row) => (row.promise === promise ? change(row) : row)),
});

const unoffered = ({ offered: _offered, ...row }: PromiseState): PromiseState => row;

const linked = (state: CaseState, link: LinkState): CaseState => ({
  ...state,
  links: [...(state.links ?? []).filter(({ other }) => other !== link.other), link],
});

const seen = (state: CaseState, alert: string, person: string, at: number, until: number | null): CaseState => ({
  ...state,
  seen: [...(state.seen ?? []).filter((row) => row.alert !== alert || row.person !== person), { alert, person, at, until }],
});

export const TOGETHER_FOLDS: { readonly [T in Together]: Fold<T> } = {
  'handover-passed': (state, { data, at }) =>
    state.flight === null
      ? state
      : {
          ...state,
          flight: {
            ...state.flight,
            to: data.to,
            meant: state.flight.meant ?? state.flight.to,
            contact: data.contact,
            step: data.step,
            since: at,
            acceptBy: data.acceptBy,
          },
        },
  'handover-fell-back': (state, { data }) => ({ ...state, flight: null, holder: data.holder, arrived: 'returned' }),
  'card-given': (state) => state,
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
    result: 'merged',
    errands: [],
  }),
  'case-absorbed': (state, { data, at }) => ({
    ...linked(state, { other: data.from, relation: 'absorbed', at }),
    waitingSince: Math.min(state.waitingSince ?? state.openedAt, data.openedAt),
  }),
  'parts-told': (state) => state,
  'part-told': (state, { data, at }) => (data.informed ? { ...state, informedAt: at, lastContactAt: at } : state),
  'alert-acknowledged': (state, { data, at, by }) => seen(state, data.alert, by.person, at, null),
  'alert-snoozed': (state, { data, at, by }) => seen(state, data.alert, by.person, at, data.until),
  'news-acknowledged': (state, { data }) => ({ ...state, news: (state.news ?? []).filter(({ news }) => !data.news.includes(news)) }),
};
