// Derives who must be told that time is running out: one alert for each case, clock, threshold and person, never stored.
import { HOUR, type Ms } from '../kernel/time.ts';
import type { Policy } from '../policy/policy.ts';
import { teamsUpFrom } from '../policy/team-above.ts';
import type { ClockFamily, ClockName, ClockState } from './clock-state.ts';
import { endOf, moved, movesWithPauses, pausesOf } from './clock-time.ts';
import { clocksOf } from './clocks.ts';
import type { AlertSeen, CaseState } from './state.ts';

/** Why somebody is told: it is his to do, he leads those whose it is, or he stands one tier, or two, above them. */
export type AlertRole = 'holder' | 'lead' | 'next-tier' | 'above';

/** `share`: 0.75, 0.9, 1, or 2 = an hour after it was due; `at`: when that was reached. */
export type Alert = {
  readonly to: string;
  readonly alert: string;
  readonly clock: ClockName;
  readonly family: ClockFamily;
  readonly share: number;
  readonly at: Ms;
  readonly dueAt: Ms;
  readonly as: AlertRole;
};

/** One place of a case in the list of one person: from then on he has something to see; put off ones apart. */
export type AlertPlaces = {
  readonly next: ReadonlyMap<string, Ms>;
  readonly snoozed: ReadonlyMap<string, Ms>;
};

/** Half of the time is a mark on the screen and nobody's alert. Source: domain.md §6 "Warnings". */
const FIRST = 0.75;
const DUE = 1;
/** The last threshold: so long after the due time, in plain time that no pause of the clock covers. */
const LATE = 2;
const LATE_AFTER = HOUR;

/** A promise with a new time is a new one, although it keeps its id and its beginning. */
const instanceOf = (clock: ClockState): string => {
  const about = clock.promise ?? clock.handover ?? clock.approval ?? clock.consult ?? clock.rule ?? '-';
  return `${clock.clock}:${about}:${clock.promise === null ? clock.startedAt : clock.dueAt}`;
};

/** The name of an alert, the same on every desk and after every rebuild: clock, what it is about, its beginning, the threshold. */
export const alertKey = (clock: ClockState, share: number): string => `${instanceOf(clock)}:${share}`;

type Told = { readonly person: string; readonly from: number; readonly as: AlertRole };

const told = (as: AlertRole, from: number, person: string | null | undefined): readonly Told[] =>
  person === null || person === undefined ? [] : [{ person, from, as }];

/** The lead of a team, and with the due time those above him. */
const ladder = (policy: Policy, id: string | null): readonly Told[] => {
  const team = id === null ? undefined : policy.teams.get(id);
  if (team === undefined) return [];
  const kept = ladders.get(policy) ?? new Map<string, readonly Told[]>();
  ladders.set(policy, kept);
  const known = kept.get(team.id);
  if (known !== undefined) return known;
  // Whoever leads several of them is told once.
  const [lead, next, above] = new Set(teamsUpFrom(policy, team.id).flatMap((up) => policy.teams.get(up)?.lead ?? []));
  const made = [...told('lead', FIRST, lead), ...told('next-tier', DUE, next), ...told('above', LATE, above)];
  kept.set(team.id, made);
  return made;
};
// Follows from the pack alone and is asked for every clock of every action: nothing that is answered depends on what is kept.
const ladders = new WeakMap<Policy, Map<string, readonly Told[]>>();

/** Where somebody works on this case: with its holder, else in his own first team; of whoever has left, with its holder. */
const teamOf = ({ people }: Policy, { holder }: CaseState, person: string): string => {
  const teams = people.get(person)?.teams ?? [];
  return teams.includes(holder.team) ? holder.team : (teams[0] ?? holder.team);
};

/**
 * Who is told of a clock, from which threshold on. Whoever has to act and the lead of the team it lies with come first, at the due
 * time the tiers above. A question concerns those asked, and its asker when it is late; what a form owes its sender and his lead.
 */
const audience = (state: CaseState, policy: Policy, { clock, promise, approval, consult, handover }: ClockState): readonly Told[] => {
  const { holder, flight } = state;
  if (clock === 'after-call') {
    const owed = state.owed?.find((row) => row.handover === handover);
    if (owed === undefined) return [];
    const lead = policy.teams.get(teamOf(policy, state, owed.by))?.lead;
    return [...told('holder', FIRST, owed.by), ...told('lead', FIRST, lead)];
  }
  if (promise !== null) {
    const by = state.promises.find((row) => row.promise === promise)?.by ?? holder.person;
    return [...told('holder', FIRST, by), ...ladder(policy, teamOf(policy, state, by))];
  }
  const asked = (consult ?? null) === null ? undefined : state.consults?.find((row) => row.consult === consult);
  if (asked !== undefined)
    return [
      ...told('holder', FIRST, asked.to.person),
      ...told('lead', FIRST, policy.teams.get(asked.to.team)?.lead),
      ...told('holder', DUE, asked.askedBy),
    ];
  const request = approval === null ? undefined : state.approvals.find((row) => row.approval === approval);
  // The principal leads nobody in the house: there the case is watched where it stands.
  const to = request?.to ?? (flight !== null && flight.handover === handover && flight.to.tier !== 'A' ? flight.to : null);
  return [
    ...told('holder', FIRST, to?.person),
    ...told(holder.waiting ? 'lead' : 'holder', FIRST, holder.person),
    ...ladder(policy, to?.team ?? holder.team),
  ];
};

/** Everybody once, with the earliest of what he is told for. */
const eachOnce = (all: readonly Told[]): readonly Told[] =>
  all.filter(({ person, from }, index) => {
    const first = all.findIndex((other) => other.person === person && other.from <= from);
    return first === index && !all.some((other) => other.person === person && other.from < from);
  });

type Threshold = { readonly share: number; readonly at: Ms };

/** When the thresholds of a clock are reached, oldest first; a pause after the due time puts the last one off. */
const thresholdsOf = (state: CaseState, clock: ClockState): readonly Threshold[] => {
  const pauses = movesWithPauses(clock) ? pausesOf(state, clock.clock) : [];
  const late = moved({ start: clock.dueAt, calendar: null, pauses }, clock.dueAt + LATE_AFTER);
  return [...clock.warnings.filter(({ share }) => share >= FIRST), { share: LATE, at: late }];
};

/** Up to when a clock stands still that a wait stops before it is due; null where it runs. What is late already is not silenced. */
const stillUntil = ({ wait }: CaseState, clock: ClockState): Ms | null =>
  wait !== null && wait.stops.includes(clock.clock) && movesWithPauses(clock) && clock.dueAt > wait.from ? endOf(wait) : null;

/** The highest threshold of a clock that a person has seen; lower ones are over with it. */
type Seen = { readonly share: number; readonly until: Ms | null };

const seenOf = (rows: readonly AlertSeen[], clock: ClockState, person: string): Seen | null => {
  if (rows.length === 0) return null;
  const begin = `${instanceOf(clock)}:`;
  return rows.reduce<Seen | null>((highest, row) => {
    if (row.person !== person || !row.alert.startsWith(begin)) return highest;
    const share = Number(row.alert.slice(begin.length));
    return Number.isNaN(share) || share <= (highest?.share ?? 0) ? highest : { share, until: row.until };
  }, null);
};

/** Clocks that can alert somebody. Resolved in another system while nobody had taken it up: only who promised something is told. */
const running = ({ phase, holder, flight }: CaseState, clocks: readonly ClockState[]): readonly ClockState[] => {
  const forNobody = phase === 'resolved' && holder.waiting && flight === null;
  return clocks.filter(({ stoppedAt, promise }) => stoppedAt === null && (!forNobody || promise !== null));
};

type Standing = Alert & { readonly snoozed: boolean };

/** Every alert that is reached and that its reader has not seen for good; put off ones marked. */
const standingAlerts = (state: CaseState, policy: Policy, now: Ms): readonly Standing[] => {
  if (state.phase === 'new' || state.phase === 'closed') return [];
  const rows = state.seen ?? [];
  return running(state, clocksOf(state, policy, now)).flatMap((clock) => {
    const still = stillUntil(state, clock);
    if (still !== null && now < still) return [];
    const reached = thresholdsOf(state, clock).findLast(({ at }) => at <= now);
    if (reached === undefined) return [];
    return eachOnce(audience(state, policy, clock)).flatMap(({ person, from, as }): readonly Standing[] => {
      if (reached.share < from) return [];
      const seen = seenOf(rows, clock, person);
      if (seen !== null && (reached.share < seen.share || (reached.share === seen.share && seen.until === null))) return [];
      const snoozed = seen?.share === reached.share && seen.until !== null && now < seen.until;
      const { family, dueAt } = clock;
      return [{ to: person, alert: alertKey(clock, reached.share), clock: clock.clock, family, ...reached, dueAt, as, snoozed }];
    });
  });
};

const shown = ({ snoozed: _snoozed, ...alert }: Standing): Alert => alert;

/**
 * Who is alerted to what now: of one clock only the highest threshold reached, nothing in a pause, nothing of a closed case, nothing
 * its reader has seen. Source: domain.md §6 "Warnings".
 */
export const alertsOf = (state: CaseState, policy: Policy, now: Ms): readonly Alert[] =>
  standingAlerts(state, policy, now)
    .filter(({ snoozed }) => !snoozed)
    .map(shown);

/** An alert of a clock that runs, whose threshold is still to come: nobody has seen it yet. */
export const isToCome = (state: CaseState, policy: Policy, alert: string, now: Ms): boolean =>
  clocksOf(state, policy, now).some((clock) =>
    thresholdsOf(state, clock).some(({ share, at }) => at > now && alertKey(clock, share) === alert),
  );

/** What this person has put off and is to see again. */
export const snoozedAlerts = (state: CaseState, policy: Policy, person: string, now: Ms): readonly Alert[] =>
  standingAlerts(state, policy, now)
    .filter(({ to, snoozed }) => snoozed && to === person)
    .map(shown);

/** When this person has something (else) to see of a clock, each time a later threshold; what he has seen does not come again. */
const momentsOf = (state: CaseState, clock: ClockState, { person, from }: Told, thresholds: readonly Threshold[]): readonly Ms[] => {
  const still = stillUntil(state, clock) ?? 0;
  const seen = seenOf(state.seen ?? [], clock, person);
  return thresholds.flatMap(({ share, at }) => {
    if (share < from || share < (seen?.share ?? 0)) return [];
    if (share !== seen?.share) return [Math.max(at, still)];
    return seen.until === null ? [] : [Math.max(at, seen.until, still)];
  });
};

/**
 * For the read tables: of each person the earliest instant at which `alertsOf` has something for him that he has not seen, in the past where
 * it is; follows from state and pack alone. `clocks`: those of the case, where they are at hand.
 */
export const nextAlertPlaces = (state: CaseState, policy: Policy, clocks?: readonly ClockState[]): AlertPlaces => {
  const next = new Map<string, Ms>();
  const snoozed = new Map<string, Ms>();
  if (state.phase === 'new' || state.phase === 'closed') return { next, snoozed };
  for (const clock of running(state, clocks ?? clocksOf(state, policy, state.openedAt))) {
    const thresholds = thresholdsOf(state, clock);
    for (const reader of eachOnce(audience(state, policy, clock))) {
      const { person } = reader;
      const first = Math.min(...momentsOf(state, clock, reader, thresholds));
      if (first < (next.get(person) ?? Infinity)) next.set(person, first);
      const until = seenOf(state.seen ?? [], clock, person)?.until ?? null;
      if (until !== null) snoozed.set(person, Math.max(until, snoozed.get(person) ?? 0));
    }
  }
  return { next, snoozed };
};

/** When this person is next told something else of this case after `now`; null = never. */
export const nextMoment = (state: CaseState, policy: Policy, person: string, now: Ms): Ms | null => {
  if (state.phase === 'new' || state.phase === 'closed') return null;
  const moments = running(state, clocksOf(state, policy, now)).flatMap((clock) =>
    eachOnce(audience(state, policy, clock))
      .filter((reader) => reader.person === person)
      .flatMap((reader) => momentsOf(state, clock, reader, thresholdsOf(state, clock))),
  );
  const coming = moments.filter((at) => at > now);
  return coming.length === 0 ? null : Math.min(...coming);
};
