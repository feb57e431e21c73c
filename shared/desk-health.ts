// Answers how the queues of teams stand, by counting in the lists alone: no case is folded, however many there are.
import type { Ms } from './kernel/time.ts';
import type { Policy } from './policy/policy.ts';
import { mayCount } from './views/figures.ts';
import type { QueueHealth } from './views/floor-shapes.ts';
import { healthOf, membersOf, teamsOf, type Counting } from './views/health.ts';
import { listKey } from './views/lists.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import type { Seat } from './desk-session.ts';

/** Requests of one team whose customer waits are looked for among so many; more at once no team can answer. */
const LOOKED_AT = 50;

type Looking = Pick<DeskInside, 'store' | 'sessions'>;

export const healthCalls = (inside: DeskInside): Pick<Handlers, 'lead.health'> => ({
  'lead.health': (seat) => {
    const now = inside.clock();
    const tells = (people: readonly string[]): boolean => mayCount(seat.policy, seat.person, people);
    const ids = teamsOf(seat.policy, seat.person).map(({ id }) => id);
    return { at: now, teams: healthOfTeams(inside, seat, ids, now, tells) };
  },
});

/** `tells`: whether a figure about this group may be shown to whoever asks. */
export const healthOfTeams = (
  { store, sessions }: Looking,
  { lane, policy }: Pick<Seat, 'lane' | 'policy'>,
  teams: readonly string[],
  now: Ms,
  tells: (people: readonly string[]) => boolean,
): QueueHealth[] => {
  const here = sessions.present(lane).map(({ person }) => person.id);
  const count: Counting = {
    size: (list) => store.listCount(lane, list),
    due: (list, until) => store.dueCount(lane, list, until),
    first: (list) => store.places(lane, list, 1)[0]?.due ?? null,
  };
  return teams.map((team) =>
    healthOf(policy, team, { count, live: liveOf(store, lane, team), here, tellsHeld: tells(membersOf(policy, team)), now }),
  );
};

/** Open requests of the team with somebody on the line. */
const liveOf = (store: Looking['store'], lane: string, team: string): number =>
  store
    .places(lane, listKey.approvals(team), LOOKED_AT)
    .flatMap(({ caseId }) => (store.currentState(caseId) ?? store.confirmedState(caseId))?.approvals ?? [])
    .filter(({ outcome, customerWaiting, to }) => outcome === 'open' && customerWaiting && to.team === team).length;

/** The largest group a figure is told of to everybody, whoever stands before the wall. */
export const isLargeGroup = ({ pack }: Policy, people: readonly string[]): boolean =>
  people.length === 0 || new Set(people).size >= pack.figures.smallestGroup;
