// Computes every clock of a case from its state alone: the customer's, which run through all tiers, and the holder's, new per tier.
import { MINUTE, type Ms } from '../kernel/time.ts';
import type { StatutoryRow } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { acceptTargetOf } from '../policy/accept-by.ts';
import { calendarOf, endOfDay, statutoryDue, targetOf, type ClockId, type Where } from '../policy/targets.ts';
import { callbackEnd } from './callbacks.ts';
import type { ClockFamily, ClockState, ClockStory, ClockWarning } from './clock-state.ts';
import { storyOf } from './clock-story.ts';
import { endOf, moved, pausesOf, REAL, warningsOf, type Counting } from './clock-time.ts';
import type { CaseEvent } from './events.ts';
import type { CaseState, Errand, Flight } from './state.ts';

/** A reopened case gets this long before its old clock alarms. Source: domain.md §6. */
const REOPEN_GRACE = 30 * MINUTE;
/** The share of a target at which holder and lead are warned: the lists show no other. Source: domain.md §6. */
const WARN_SHARE = 0.75;

type About = Partial<Pick<ClockState, 'promise' | 'handover' | 'approval' | 'rule'>>;
type Running = {
  readonly clock: ClockState['clock'];
  readonly family: ClockFamily;
  readonly start: Ms;
  readonly due: Ms;
  readonly calendar: string;
  readonly stopped?: Ms;
  readonly about?: About;
  /** Where it would be due without pauses, and what it is counted by; absent where it has a time of its own. */
  readonly target?: { readonly unpaused: Ms; readonly counting: Counting };
};

/** A due time as this pack's clock counts it, moved by the paused open time; null where the pack has no target. Source: domain.md §6. */
const dueOf = (
  state: CaseState,
  policy: Policy,
  clock: ClockId,
  found: ReturnType<typeof targetOf>,
  start: Ms,
): Pick<Running, 'due' | 'calendar' | 'target'> | null => {
  if (found === null) return null;
  const calendar = calendarOf(policy, found.calendar);
  const inRealTime = 'seconds' in found.target;
  const counting = { start, calendar: inRealTime ? null : calendar, pauses: pausesOf(state, clock) };
  const unpaused = calendar.due(start, found.target);
  return { due: moved(counting, unpaused), calendar: inRealTime ? REAL : found.calendar, target: { unpaused, counting } };
};

type Starts = {
  readonly clock: ClockId;
  readonly family: ClockFamily;
  readonly where: Where;
  readonly start: Ms;
  readonly stopped?: Ms;
  readonly about?: About;
};

const counted = (state: CaseState, policy: Policy, { where, ...starts }: Starts): readonly Running[] => {
  const found = dueOf(state, policy, starts.clock, targetOf(policy, starts.clock, where), starts.start);
  return found === null ? [] : [{ ...starts, ...found }];
};

/** The clock of acceptance as the row sets it that sent the case. */
const arriving = (
  state: CaseState,
  policy: Policy,
  { handover, tier, team, row, sentAt }: Pick<Flight, 'handover' | 'row' | 'sentAt'> & Pick<Where, 'tier' | 'team'>,
  customerWaiting: boolean,
): readonly Running[] => {
  const target = acceptTargetOf(policy, { tier, team, row, priority: state.priority }, customerWaiting);
  const found = target === null ? null : dueOf(state, policy, target.clock, target, sentAt);
  return target === null || found === null ? [] : [{ clock: target.clock, family: 'holder', start: sentAt, ...found, about: { handover } }];
};

const flightClock = (state: CaseState, policy: Policy, flight: Flight): readonly Running[] => {
  const { to, sentAt, customerWaiting, acceptBy, handover } = flight;
  const found = arriving(state, policy, { ...flight, ...to }, customerWaiting);
  // A pack without such a clock: what the sender was told when he sent it is all there is.
  return found.length > 0
    ? found
    : [{ clock: 'accept', family: 'holder', start: sentAt, due: acceptBy, calendar: REAL, about: { handover } }];
};

const errandClock = (state: CaseState, policy: Policy, errand: Errand): readonly Running[] => {
  if (errand.tier === 'A') return arriving(state, policy, { ...errand, team: state.holder.team }, false);
  if (errand.decided) return [];
  const where = { tier: state.holder.tier, team: state.holder.team, priority: state.priority };
  const clock = errand.kind === 'functional' ? 'answer' : 'decision';
  return counted(state, policy, { clock, family: 'holder', where, start: errand.acceptedAt, about: { handover: errand.handover } });
};

const holderClocks = (state: CaseState, policy: Policy): readonly Running[] => {
  const errand = state.errands.at(-1);
  return [
    ...(state.flight === null ? [] : flightClock(state, policy, state.flight)),
    ...(errand === undefined ? [] : errandClock(state, policy, errand)),
    ...state.approvals
      .filter(({ outcome }) => outcome === 'open')
      .map(({ approval, since, decideBy }): Running => ({
        clock: 'decision',
        family: 'holder',
        start: since,
        due: decideBy,
        calendar: REAL,
        about: { approval },
      })),
    ...(state.wait === null
      ? []
      : [{ clock: 'wait', family: 'holder', start: state.wait.from, due: state.wait.until, calendar: REAL } as const]),
  ];
};

const customerClocks = (state: CaseState, policy: Policy): readonly Running[] => {
  const where = { tier: state.holder.tier, team: state.holder.team, priority: state.priority };
  const graced = (running: Running): Running =>
    state.reopenedAt === null ? running : { ...running, due: Math.max(running.due, state.reopenedAt + REOPEN_GRACE) };
  const resolution = counted(state, policy, {
    clock: 'resolution',
    family: 'customer',
    where,
    start: state.openedAt,
    ...(state.closedAt === null ? {} : { stopped: state.closedAt }),
  });
  const interim =
    state.phase === 'open'
      ? counted(state, policy, { clock: 'interim', family: 'customer', where, start: state.lastContactAt ?? state.openedAt })
      : [];
  return [
    ...state.promises
      .filter(({ outcome }) => outcome === 'open')
      .map(({ promise, due, madeAt, callback, ...calls }): Running => {
        const end = callback ? callbackEnd(calls, policy.pack.principal.zone) : null;
        return {
          clock: callback ? 'callback' : 'promise',
          family: 'customer',
          start: madeAt,
          due,
          calendar: REAL,
          ...(end === null ? {} : { stopped: end }),
          about: { promise },
        };
      }),
    ...[...interim, ...resolution].map(graced),
    ...policy.pack.statutory.flatMap((row) => statutoryClock(state, policy, row)),
  ];
};

/** Calendar time from the opening or the complaint to the closing; it knows no pause and no grace. */
const statutoryClock = (state: CaseState, policy: Policy, row: StatutoryRow): readonly Running[] => {
  if (row.categories?.includes(state.category) === false) return [];
  const start = row.starts === 'open' ? state.openedAt : complainedAt(state, policy);
  if (start === null) return [];
  const stopped = state.closedAt === null ? {} : { stopped: state.closedAt };
  const due = statutoryDue(policy, row, start);
  return [{ clock: 'statutory', family: 'customer', start, due, calendar: REAL, ...stopped, about: { rule: row.id } }];
};

/** The time runs from the end of the day on which a complaint came in; of one of today from when it was written down. */
const complainedAt = ({ complaint }: CaseState, policy: Policy): Ms | null => {
  if (complaint === undefined) return null;
  return complaint.on === null ? complaint.at : Math.min(complaint.at, endOfDay(policy, complaint.on));
};

const runningOf = (state: CaseState, policy: Policy): readonly Running[] =>
  state.phase === 'new' ? [] : [...holderClocks(state, policy), ...customerClocks(state, policy)];

const standing = (state: CaseState, running: Running, now: Ms): ClockState['state'] => {
  if ((running.stopped ?? now) > running.due) return 'breached';
  if (running.stopped !== undefined) return 'met';
  // A promise's due time is its own, a request's was told to both sides: neither is moved by our waiting.
  const fixed = running.about?.promise !== undefined || running.about?.approval !== undefined;
  const paused = !fixed && state.wait !== null && now < endOf(state.wait) && state.wait.stops.includes(running.clock);
  return paused ? 'paused' : 'running';
};

/**
 * Every clock of a case as it stands at `now`, from the state and the pack alone: what is due to the customer runs through all
 * tiers, what is due from the holder starts anew with each handover. A running pause counts as lasting until its expiry.
 * Source: domain.md §6.
 */
export const clocksOf = (state: CaseState, policy: Policy, now: Ms): readonly ClockState[] =>
  runningOf(state, policy).map((running) => ({
    clock: running.clock,
    family: running.family,
    state: standing(state, running, now),
    startedAt: running.start,
    dueAt: running.due,
    stoppedAt: running.stopped ?? null,
    calendar: running.calendar,
    promise: running.about?.promise ?? null,
    handover: running.about?.handover ?? null,
    approval: running.about?.approval ?? null,
    rule: running.about?.rule ?? null,
    warnings: warnings(running),
  }));

/** A time of its own is plain time, and so are its warnings. */
const warnings = ({ start, due, target }: Running): readonly ClockWarning[] =>
  warningsOf(target?.counting ?? { start, calendar: null, pauses: [] }, target?.unpaused ?? due, due);

/**
 * The clock that comes next, with the time of its warning (75 % of its time, counted in the same calendar); null when none
 * runs. Called with every action, so it looks at the calendar of the winner only. Source: domain.md §6.
 */
export const nextDue = (
  state: CaseState,
  policy: Policy,
): { readonly clock: ClockState['clock']; readonly at: Ms; readonly warnAt: Ms } | null => {
  const open = runningOf(state, policy).filter(({ stopped }) => stopped === undefined);
  const first = open.reduce<Running | null>((earliest, next) => (earliest === null || next.due < earliest.due ? next : earliest), null);
  if (first === null) return null;
  const warning = warnings(first).find(({ share }) => share === WARN_SHARE);
  return { clock: first.clock, at: first.due, warnAt: warning?.at ?? first.due };
};

/** The clocks of `clocksOf`, each with the events that moved it, oldest first. `events` is the whole history of the case. */
export const explainClocks = (state: CaseState, events: readonly CaseEvent[], policy: Policy, now: Ms): readonly ClockStory[] =>
  clocksOf(state, policy, now).map((clock) => ({ ...clock, events: storyOf(clock, events) }));
