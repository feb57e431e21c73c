// Decides whom an event gives news to, and whose news is over because he acted on the case himself.
import { mergedInto } from './decider.ts';
import type { CaseEvent, EventOf, EventType, Holder } from './events.ts';
import type { CaseState, NewsKind, NewsState } from './state.ts';

/** A case tells nobody more than this at once: whoever reads none of it is not helped by more. */
const NEWEST = 50;

type Told = { readonly kind: NewsKind; readonly to: readonly (string | undefined)[]; readonly about: string | null };
type Teller<T extends EventType> = (before: CaseState, event: EventOf<T>, after: CaseState) => readonly Told[];

/** Whoever sees an alert or reads one piece of news has not acted on the case: what else came back to him stays. */
const MERELY_SEEN: ReadonlySet<EventType> = new Set([
  'alert-acknowledged',
  'alert-snoozed',
  'news-acknowledged',
  'handover-rated',
  'coaching-given',
]);

const byHand = ({ person, waiting }: Holder): readonly string[] => (waiting ? [] : [person]);

const askerOf =
  (kind: NewsKind): Teller<'approval-given' | 'approval-declined' | 'approval-expired'> =>
  ({ approvals, holder }, { data: { approval } }) => [
    { kind, to: [approvals.find((row) => row.approval === approval)?.askedBy, ...byHand(holder)], about: approval },
  ];

/** Whoever is said to have declined on the telephone hears that it was entered so. */
const namedIn = ({ data: { approval, phone } }: EventOf<'approval-declined'> | EventOf<'approval-withdrawn'>): readonly Told[] =>
  phone === undefined ? [] : [{ kind: 'phone-declined', to: [phone.lead], about: approval }];

const openOwners = ({ promises }: CaseState): readonly string[] => promises.filter(({ outcome }) => outcome === 'open').map(({ by }) => by);

/** Whoever passed the case on is told how it ended, once for each result; its holder is told of one that ended with its master, and whoever
 * still has a promise to keep in it that another system closed it over that: no clock of a closed case will tell him. */
const ended: Teller<'case-resolved' | 'case-closed' | 'row-imported'> = (before, { data }, after) => {
  const isNew = after.phase !== 'open' && (before.phase === 'open' || before.result !== after.result);
  const master = 'master' in data ? data.master : undefined;
  return [
    ...(isNew ? [{ kind: 'closed-above', to: before.senders, about: null } as const] : []),
    ...(isNew && after.phase === 'closed' ? [{ kind: 'promise-ended', to: openOwners(after), about: null } as const] : []),
    ...(master === undefined ? [] : [{ kind: 'part-closed', to: byHand(before.holder), about: master } as const]),
  ];
};

const TELLERS: { readonly [T in EventType]?: Teller<T> } = {
  'handover-fell-back': (_before, { data }) => [{ kind: 'fell-back', to: [data.holder.person], about: data.handover }],
  'handover-offered': (_before, { data }) => (data.pingPong ? [{ kind: 'ping-pong', to: data.leads ?? [], about: data.handover }] : []),
  // It was proposed where nobody could say whether it would be granted: now it lies with somebody, and the customer still waits.
  'approval-asked': (_before, { data: { approval, wentUp }, by }) =>
    wentUp === undefined ? [] : [{ kind: 'proposal-went-up', to: [by.person], about: approval }],
  'approval-given': askerOf('approval-given'),
  'approval-declined': (before, event, after) => [...askerOf('approval-declined')(before, event, after), ...namedIn(event)],
  'approval-withdrawn': (_before, event) => namedIn(event),
  // Nobody answered: whoever asked must tell the customer, and the leads must know that it went past them.
  'approval-expired': (before, event, after) =>
    askerOf('approval-expired')(before, event, after).map((row) => ({ ...row, to: [...row.to, ...(event.data.leads ?? [])] })),
  // Whoever is said to have agreed on the telephone hears that the hub knows nothing of it.
  'decision-made': (_before, { data: { phone, decision, asProposed }, by }) => [
    ...(phone?.confirmed === false ? [{ kind: 'phone-unconfirmed', to: [phone.lead], about: decision } as const] : []),
    // It was only proposed when he spoke: the hub has granted it in his name.
    ...(asProposed === undefined ? [] : [{ kind: 'proposal-granted', to: [by.person], about: decision } as const]),
  ],
  'consult-answered': ({ consults = [], holder }, { data: { consult } }) => [
    { kind: 'consult-answered', to: [consults.find((row) => row.consult === consult)?.askedBy, ...byHand(holder)], about: consult },
  ],
  'case-resolved': ended,
  'case-closed': ended,
  'row-imported': ended,
  'case-moved': (_before, { data }) => [{ kind: 'moved', to: [data.from.person, data.holder.person], about: null }],
  'case-flagged': (_before, { data }) => [
    { kind: 'flagged', to: [data.lead], about: null },
    ...(data.holder === null ? [] : [{ kind: 'moved', to: byHand(data.from), about: null } as const]),
  ],
  'check-out-overridden': (_before, { data }) => [{ kind: 'check-out-overridden', to: [data.from.person], about: null }],
  'case-classified': ({ holder }, { data, by }) =>
    data.unseen === undefined ? [] : [{ kind: 'both-changed', to: [...byHand(holder), by.person], about: null }],
  'promise-moved': (_before, { data }) => [{ kind: 'promise-moved', to: [data.from, data.to], about: data.promise }],
  'promise-left': ({ promises }, { data: { promise } }) => [
    { kind: 'promise-left', to: [promises.find((row) => row.promise === promise)?.by], about: promise },
  ],
  'case-merged': (before, { data }) => [
    { kind: 'merged', to: [...byHand(before.holder), ...openOwners(before), ...before.senders], about: data.into },
  ],
  'case-absorbed': ({ holder }, { data }) => [{ kind: 'merged', to: byHand(holder), about: data.from }],
  'part-told': ({ holder }, { data }) => [{ kind: 'part-told', to: byHand(holder), about: data.master }],
  'gap-reported': (_before, { data }) => [{ kind: 'gap-reported', to: data.lead === null ? [] : [data.lead], about: data.article }],
  'coaching-given': (_before, { data }) => [{ kind: 'coached', to: [data.to], about: data.handover }],
  'contact-logged': (before, { data }) => {
    const into = mergedInto(before);
    return into !== null && data.direction === 'in' ? [{ kind: 'contact-merged', to: [before.holder.person], about: into }] : [];
  },
};

/** Whoever replaced what he had not seen learns it from this alone. */
const ALSO_ONESELF: ReadonlySet<NewsKind> = new Set(['both-changed', 'proposal-granted', 'proposal-went-up']);

const told = <T extends EventType>(before: CaseState, event: EventOf<T>, after: CaseState): readonly NewsState[] => {
  // A newer version's event may be called like something every object has.
  const teller: Teller<T> | undefined = Object.hasOwn(TELLERS, event.type) ? TELLERS[event.type] : undefined;
  const rows = teller === undefined ? [] : teller(before, event, after);
  return rows.flatMap(({ kind, to, about }) =>
    [...new Set(to)]
      .filter((person) => person !== undefined && (person !== event.by.person || ALSO_ONESELF.has(kind)))
      .map((person): NewsState => ({ news: event.id, kind, to: person!, at: event.at, about })),
  );
};

/** What he did before he could hear of it does not end it: the customer still waits to be told, or for somebody's answer. */
const outlasts = ({ kind }: NewsState, event: CaseEvent): boolean =>
  kind === 'proposal-went-up' || (kind === 'proposal-granted' && !(event.type === 'contact-logged' && event.data.informed));

/** Where a proposal lies is no news once it was answered, withdrawn or expired. */
const isPast = ({ kind, about }: NewsState, { approvals }: CaseState): boolean =>
  kind === 'proposal-went-up' && approvals.find(({ approval }) => approval === about)?.outcome !== 'open';

const saysTheSame = (older: NewsState, newer: NewsState): boolean =>
  older.kind === newer.kind && older.to === newer.to && older.about === newer.about;

/**
 * The state with the news of this event: never for whoever caused it, whose own older news is over by it (that a proposal was granted
 * is over when he has told the customer, or read it); a later one of the same kind
 * about the same thing replaces the earlier. Source: domain.md §2 "is told the outcome", pains.md 11.
 */
export const newsAfter = (before: CaseState, after: CaseState, event: CaseEvent): CaseState => {
  const fresh = told(before, event, after);
  const old = after.news ?? [];
  const isKept = (row: NewsState): boolean =>
    !isPast(row, after) && (MERELY_SEEN.has(event.type) || row.to !== event.by.person || outlasts(row, event));
  const kept = old.filter(isKept);
  if (fresh.length === 0 && kept.length === old.length) return after;
  const rest = kept.filter((row) => !fresh.some((newer) => saysTheSame(row, newer)));
  return { ...after, news: [...rest, ...fresh].slice(-NEWEST) };
};
