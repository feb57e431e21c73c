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
/** What a form still owes is due so long after it went out. Source: domain.md §3. */
const AFTER_CALL = 10 * MINUTE;

type About = Partial<Pick<ClockState, 'promise' | 'handover' | 'approval' | 'consult' | 'rule'>>;
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
  { handover, tier, team, row, sentAt, contact }: Pick<Flight, 'handover' | 'row' | 'sentAt' | 'contact'> & Pick<Where, 'tier' | 'team'>,
  customerWaiting: boolean,
): readonly Running[] => {
  const target = acceptTargetOf(policy, { tier, team, row, priority: state.priority, contact: contact ?? null }, customerWaiting);
  const found = target === null ? null : dueOf(state, policy, target.clock, target, sentAt);
  return target === null || found === null ? [] : [{ clock: target.clock, family: 'holder', start: sentAt, ...found, about: { handover } }];
};

/** Whoever it is passed on to has the whole time again, and nobody is on the line any more. */
const flightClock = (state: CaseState, policy: Policy, flight: Flight): readonly Running[] => {
  const { to, customerWaiting, acceptBy, handover, since } = flight;
  const start = since ?? flight.sentAt;
  const found = arriving(state, policy, { ...flight, ...to, sentAt: start }, customerWaiting && since === undefined);
  // A pack without such a clock: what the sender was told when he sent it is all there is.
  return found.length > 0 ? found : [{ clock: 'accept', family: 'holder', start, due: acceptBy, calendar: REAL, about: { handover } }];
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
    ...(state.consults ?? [])
      .filter(({ outcome }) => outcome === 'open')
      .map(({ consult, askedAt, answerBy }): Running => ({
        clock: 'consult',
        family: 'holder',
        start: askedAt,
        due: answerBy,
        calendar: REAL,
        about: { consult },
      })),
    ...(state.owed ?? []).map(({ handover, due }): Running => ({
      clock: 'after-call',
      family: 'holder',
      start: due - AFTER_CALL,
      due,
      calendar: REAL,
      about: { handover },
    })),
    ...(state.wait === null
      ? []
      : [{ clock: 'wait', family: 'holder', start: state.wait.from, due: state.wait.until, calendar: REAL } as const]),
  ];
};

/** Since when the customer waits: an older case that was merged into this one counts along. */
const waitingSince = (state: CaseState): Ms => state.waitingSince ?? state.openedAt;

const customerClocks = (state: CaseState, policy: Policy): readonly Running[] => {
  const where = { tier: state.holder.tier, team: state.holder.team, priority: state.priority };
  // What was over when the case was resolved stays over, or resolving and opening it again would make it good.
  const graced = (running: Running): Running =>
    state.reopenedAt === null || running.due < (state.resolvedBefore ?? 0)
      ? running
      : { ...running, due: Math.max(running.due, state.reopenedAt + REOPEN_GRACE) };
  const resolution = counted(state, policy, {
    clock: 'resolution',
    family: 'customer',
    where,
    start: waitingSince(state),
    ...(state.closedAt === null ? {} : { stopped: state.closedAt }),
  });
  const interim =
    state.phase === 'open'
      ? counted(state, policy, { clock: 'interim', family: 'customer', where, start: state.lastContactAt ?? waitingSince(state) })
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

/** Calendar time from the opening (of an older case merged into this one: from its) or the complaint to the closing; no pause, no grace. */
const statutoryClock = (state: CaseState, policy: Policy, row: StatutoryRow): readonly Running[] => {
  if (row.categories?.includes(state.category) === false) return [];
  const start = row.starts === 'open' ? waitingSince(state) : complainedAt(state, policy);
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
  // A promise's due time is its own, that of a request or a question was told to both sides: none is moved by our waiting.
  const { promise, approval, consult } = running.about ?? {};
  const fixed = (promise ?? approval ?? consult) !== undefined;
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
    consult: running.about?.consult ?? null,
    rule: running.about?.rule ?? null,
    warnings: warnings(running),
  }));

/** A time of its own is plain time, and so are its warnings. */
const warnings = ({ start, due, target }: Running): readonly ClockWarning[] =>
  warningsOf(target?.counting ?? { start, calendar: null, pauses: [] }, target?.unpaused ?? due, due);

/**
 * The clock that comes next of a case's clocks, with the time of its warning (75 % of its time, counted in the same calendar); null when
 * none runs. What a sender still owes of a form is his alone and moves the case in nobody's list. Source: domain.md §6.
 */
export const nextOf = (
  clocks: readonly ClockState[],
): { readonly clock: ClockState['clock']; readonly at: Ms; readonly warnAt: Ms } | null => {
  const first = clocks
    .filter(({ clock, stoppedAt }) => stoppedAt === null && clock !== 'after-call')
    .reduce<ClockState | null>((earliest, next) => (earliest === null || next.dueAt < earliest.dueAt ? next : earliest), null);
  if (first === null) return null;
  const warning = first.warnings.find(({ share }) => share === WARN_SHARE);
  return { clock: first.clock, at: first.dueAt, warnAt: warning?.at ?? first.dueAt };
};

/** The clock of a case that comes next; when it is does not depend on the time of asking. */
export const nextDue = (state: CaseState, policy: Policy): ReturnType<typeof nextOf> => nextOf(clocksOf(state, policy, state.openedAt));

/** The clocks of `clocksOf`, each with the events that moved it, oldest first. `events` is the whole history of the case. */
export const explainClocks = (state: CaseState, events: readonly CaseEvent[], policy: Policy, now: Ms): readonly ClockStory[] =>
  clocksOf(state, policy, now).map((clock) => ({ ...clock, events: storyOf(clock, events) }));
