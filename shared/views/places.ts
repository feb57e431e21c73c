// Knows every list a case stands in and when: with whom it lies, who is asked, who owes something, who is told, what moves on by itself.
import type { Ms } from '../kernel/time.ts';
import { nextAlertPlaces } from '../case/alerts.ts';
import type { ClockState } from '../case/clock-state.ts';
import { movesOnAt } from '../case/moves-on.ts';
import type { CaseState } from '../case/state.ts';
import type { Policy } from '../policy/policy.ts';
import { listKey, type ListRow } from './lists.ts';

/** A case without a running clock comes last. */
const NO_DUE = Number.MAX_SAFE_INTEGER;

type Place = readonly [list: string, due: Ms];

/** The lists of a case, each with its time. `due`: when its next clock is due, null where none runs; `clocks`: those of `clocksOf`. */
export const placesOf = (state: CaseState, policy: Policy, due: Ms | null, clocks: readonly ClockState[]): readonly ListRow[] =>
  earliest(
    [
      ...(state.phase === 'closed' ? [] : workPlaces(state, due ?? NO_DUE)),
      ...pressPlaces(state, policy, due),
      ...newsPlaces(state, due),
      ...askedPlaces(state),
      ...addressedPlaces(state, policy),
      ...movingPlaces(state, policy),
      ...alertPlaces(state, policy, clocks),
    ],
    state.id,
  );

const workPlaces = (state: CaseState, due: Ms): readonly Place[] => [
  ...holderPlaces(state, due),
  ...followers(state).map((person): Place => [listKey.followed(person), due]),
  ...state.promises
    .filter(({ outcome }) => outcome === 'open')
    .flatMap(({ by, due: promised, offered }): readonly Place[] => [
      [listKey.promises(by), promised],
      ...(offered === undefined ? [] : [[listKey.shift(offered.to), promised] as const]),
    ]),
  ...(state.owed ?? []).map((owed): Place => [listKey.owed(owed.by), owed.due]),
];

/**
 * An overdue promise presses on the way to somebody as it did before, and once it is accepted. What lies with the principal presses
 * on whoever sent it there; resolved and taken by nobody, or without a clock, it presses on nobody.
 */
const pressPlaces = ({ phase, flight, holder }: CaseState, { pack }: Policy, due: Ms | null): readonly Place[] => {
  if (phase === 'closed' || due === null || (flight === null && holder.waiting && phase === 'resolved')) return [];
  const isHouse = (team: string): boolean => pack.teams.some(({ id, tier }) => id === team && tier !== 'A');
  const team = flight !== null && isHouse(flight.to.team) ? flight.to.team : holder.team;
  return [[listKey.presses(team), Math.min(due, flight?.acceptBy ?? due)]];
};

/** What is new comes back to whoever is told, also about a closed case, where it stands by the time it happened. */
const newsPlaces = ({ news = [] }: CaseState, due: Ms | null): readonly Place[] =>
  news.map(({ to, at }): Place => [listKey.back(to), due ?? at]);

/** A deputy of another team is asked by name: he finds the handover although the inbox of that team is not his. */
const addressedPlaces = ({ flight, phase }: CaseState, { people }: Policy): readonly Place[] => {
  const person = phase === 'closed' ? null : (flight?.to.person ?? null);
  if (flight === null || person === null || people.get(person)?.teams.includes(flight.to.team) === true) return [];
  return [[listKey.addressed(person), flight.acceptBy]];
};

/** What others are asked about a case, whether it is closed or not. */
const askedPlaces = ({ approvals, decisions, consults = [] }: CaseState): readonly Place[] => [
  ...approvals
    .filter(({ outcome }) => outcome === 'open')
    .flatMap((approval): readonly Place[] => [
      [listKey.approvals(approval.to.team), approval.decideBy],
      ...(approval.to.person === null ? [] : ([[listKey.deputy(approval.to.person), approval.decideBy]] as const)),
    ]),
  ...consults
    .filter(({ outcome }) => outcome === 'open')
    .map(({ to, answerBy }): Place => [to.person === null ? listKey.consults(to.team) : listKey.consulted(to.person), answerBy]),
  ...decisions.flatMap(({ review }): readonly Place[] =>
    review === null || review.outcome !== null ? [] : [[listKey.reviews(review.team), review.by]],
  ),
];

const movingPlaces = (state: CaseState, policy: Policy): readonly Place[] => {
  const at = movesOnAt(state, policy);
  return at === null ? [] : [[listKey.watched, at]];
};

const alertPlaces = (state: CaseState, policy: Policy, clocks: readonly ClockState[]): readonly Place[] => {
  const { next, snoozed } = nextAlertPlaces(state, policy, clocks);
  return [
    ...[...next].map(([person, at]): Place => [listKey.alerts(person), at]),
    ...[...snoozed].map(([person, until]): Place => [listKey.snoozed(person), until]),
  ];
};

/** Where the case itself lies: with its holder, in a queue, or between two people. */
const holderPlaces = (state: CaseState, due: Ms): readonly Place[] => {
  const { flight, holder } = state;
  if (flight !== null) {
    const { from, to, acceptBy, shift, since = flight.sentAt } = flight;
    const asked = flight.queries.some(({ answered }) => !answered);
    return [
      ...(asked ? [[listKey.back(from.person), due] as const] : []),
      [listKey.sent(from.person), due],
      [listKey.inbox(to.team), acceptBy],
      [listKey.waits(to.team), since],
      ...((shift ?? null) === null || to.person === null ? [] : [[listKey.shift(to.person), acceptBy] as const]),
    ];
  }
  // Resolved elsewhere and imported without an assignee: nobody has to take it up; a reopening brings it back into the queue.
  if (holder.waiting) {
    const isDone = state.phase === 'resolved';
    return isDone
      ? []
      : [
          [listKey.team(holder.team), due],
          [listKey.waits(holder.team), state.heldSince],
        ];
  }
  const cameBack = state.arrived === 'returned' || state.arrived === 'answered';
  if (!cameBack && state.news?.some(({ to }) => to === holder.person) === true) return [];
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
