// Computes every clock of a case from its state alone: the customer's, which run through all tiers, and the holder's, new per tier.
import { MINUTE, type Ms } from '../kernel/time.ts';
import type { Policy } from '../policy/policy.ts';
import { calendarOf, targetOf, type ClockId, type Where } from '../policy/targets.ts';
import type { ClockFamily, ClockState, ClockStory } from './clock-state.ts';
import { storyOf } from './clock-story.ts';
import type { CaseEvent } from './events.ts';
import type { CaseState, Errand, Flight, Pause } from './state.ts';

const REAL = 'real';
/** A reopened case gets this long before its old clock alarms. Source: domain.md §6. */
const REOPEN_GRACE = 30 * MINUTE;
/** The share of a target at which holder and lead are warned. Source: domain.md §6. */
const WARN_SHARE = 0.75;

type About = Partial<Pick<ClockState, 'promise' | 'handover' | 'approval'>>;
type Running = {
  readonly clock: ClockState['clock'];
  readonly family: ClockFamily;
  readonly start: Ms;
  readonly due: Ms;
  readonly calendar: string;
  readonly stopped?: Ms;
  readonly about?: About;
};

/** A pause lasts until it was ended, at the latest until its expiry: a forgotten pause stops no clock. */
const endOf = ({ endedAt, until }: Pause): Ms => Math.min(endedAt ?? until, until);

const pausesOf = (state: CaseState, clock: string): readonly Pause[] => {
  const all = state.wait === null ? state.pauses : [...state.pauses, state.wait];
  return all.filter(({ stops }) => stops.includes(clock));
};

/** A due time as this pack's clock counts it, moved by the paused open time; null where the pack has no target. Source: domain.md §6. */
const dueOf = (
  state: CaseState,
  policy: Policy,
  clock: ClockId,
  where: Where,
  start: Ms,
): { readonly due: Ms; readonly calendar: string } | null => {
  const found = targetOf(policy, clock, where);
  if (found === null) return null;
  const calendar = calendarOf(policy, found.calendar);
  const inRealTime = 'seconds' in found.target;
  const moved = pausesOf(state, clock).reduce(
    (due, pause) => {
      const [from, to] = [Math.max(pause.from, start), endOf(pause)];
      if (from >= due || to <= from) return due;
      const lost = inRealTime ? to - from : calendar.openTime(from, to);
      if (lost <= 0) return due;
      return inRealTime ? due + lost : calendar.due(due, { minutes: Math.ceil(lost / MINUTE) });
    },
    calendar.due(start, found.target),
  );
  return { due: moved, calendar: inRealTime ? REAL : found.calendar };
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
  const found = dueOf(state, policy, starts.clock, where, starts.start);
  return found === null ? [] : [{ ...starts, ...found }];
};

const flightClock = (state: CaseState, policy: Policy, { to, sentAt, customerWaiting, acceptBy, handover }: Flight): readonly Running[] => {
  const where = { tier: to.tier, team: to.team, priority: state.priority };
  const about = { handover };
  const common = { family: 'holder', where, start: sentAt, about } as const;
  const live = customerWaiting ? counted(state, policy, { ...common, clock: 'accept-live' }) : [];
  const found = live.length > 0 ? live : counted(state, policy, { ...common, clock: to.tier === 'A' ? 'principal-answer' : 'accept' });
  // A pack without such a clock: what the sender was told when he sent it is all there is.
  return found.length > 0 ? found : [{ clock: 'accept', family: 'holder', start: sentAt, due: acceptBy, calendar: REAL, about }];
};

const errandClock = (state: CaseState, policy: Policy, errand: Errand): readonly Running[] => {
  if (errand.tier === 'A') {
    const where = { tier: errand.tier, team: state.holder.team, priority: state.priority };
    return counted(state, policy, {
      clock: 'principal-answer',
      family: 'holder',
      where,
      start: errand.sentAt,
      about: { handover: errand.handover },
    });
  }
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
      .map(({ promise, due, madeAt, callback }): Running => ({
        clock: callback ? 'callback' : 'promise',
        family: 'customer',
        start: madeAt,
        due,
        calendar: REAL,
        about: { promise },
      })),
    ...[...interim, ...resolution].map(graced),
  ];
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
  }));

const warningOf = (policy: Policy, { calendar, start, due }: Running): Ms => {
  if (calendar === REAL || due <= start) return start + Math.round((due - start) * WARN_SHARE);
  const open = calendarOf(policy, calendar);
  const minutes = Math.floor((open.openTime(start, due) * WARN_SHARE) / MINUTE);
  return minutes < 1 ? start : Math.min(open.due(start, { minutes }), due);
};

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
  return first === null ? null : { clock: first.clock, at: first.due, warnAt: warningOf(policy, first) };
};

/** The clocks of `clocksOf`, each with the events that moved it, oldest first. `events` is the whole history of the case. */
export const explainClocks = (state: CaseState, events: readonly CaseEvent[], policy: Policy, now: Ms): readonly ClockStory[] =>
  clocksOf(state, policy, now).map((clock) => ({ ...clock, events: storyOf(clock, events) }));
