// Lets several cases of a few people live at random, some of those people away, and keeps what happened for a judge of its own.
import { fc } from '../seeded.ts';
import { expect } from 'vitest';
import type { Command } from '../../shared/case/commands.ts';
import { decide } from '../../shared/case/decide.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import type { Absence } from '../../shared/policy/absence.ts';
import { contextOf, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { actorOf } from './random-actors.ts';
import type { Step } from './random-picks.ts';
import { commandOf } from './random-story.ts';
import { away } from './story.ts';

export type LifeStep = Step & { readonly of: number };
export type Life = { readonly steps: readonly LifeStep[]; readonly absences: readonly Absence[] };

/** One event with the state before and after it, and the command that made it. */
export type Moment = {
  readonly command: Command;
  readonly event: CaseEvent;
  readonly before: CaseState | null;
  readonly after: CaseState;
};
export type Lived = {
  readonly absences: readonly Absence[];
  readonly moments: readonly Moment[];
  readonly states: ReadonlyMap<string, CaseState>;
  readonly refused: ReadonlySet<string>;
  readonly end: number;
};

const CASES = 3;
const MOVES: readonly Step['verb'][] = [
  'escalate',
  'escalate',
  'escalate',
  'offer-handover',
  'offer-handover',
  'accept-handover',
  'accept-handover',
  'return-handover',
  'return-handover',
  'withdraw-handover',
  'amend-handover',
  'pass-handover',
  'pass-handover',
  'pass-handover',
  'answer-escalation',
  'ask-query',
  'answer-query',
  'take-case',
  'give-card',
];
const TOGETHER: readonly Step['verb'][] = [
  'ask-consult',
  'ask-consult',
  'answer-consult',
  'answer-consult',
  'withdraw-consult',
  'make-promise',
  'make-promise',
  'settle-promise',
  'offer-promise',
  'offer-promise',
  'take-promise',
  'leave-promise',
  'move-promise',
  'move-case',
  'move-case',
  'flag-unresolved',
  'link-case',
  'unlink-case',
  'absorb-case',
  'tell-parts',
  'tell-part',
];
const REST: readonly Step['verb'][] = [
  'classify',
  'classify',
  'start-wait',
  'start-wait',
  'end-wait',
  'add-note',
  'log-contact',
  'ask-approval',
  'ask-approval',
  'approve',
  'decline',
  'decline',
  'resolve',
  'close',
  'close-part',
  'reopen',
  'merge-case',
  'acknowledge-news',
  'acknowledge-alert',
  'snooze-alert',
  'check-out',
  'check-out',
];

const LONG = { from: NOON - 48 * HOUR, until: NOON + 60 * 24 * HOUR };
/** Whoever was there when he was asked is away when his time is over. */
export const leavesAt = (person: string, deputy: string, from: number): Absence => away(person, deputy, { from, until: LONG.until });
const AWAY: readonly (readonly Absence[])[] = [
  [],
  [],
  [away('murat', 'carla', LONG)],
  [away('carla', 'ayse', LONG), away('helga', 'ruediger', LONG)],
  [away('murat', 'carla', LONG), away('carla', 'murat', LONG)],
  [away('ayse', 'piotr', LONG), away('lena', 'tim', LONG), away('murat', 'lena', LONG)],
];

export const lives: fc.Arbitrary<Life> = fc.record({
  steps: fc.array(
    fc.record({
      of: fc.nat(CASES - 1),
      verb: fc.constantFrom(...MOVES, ...MOVES, ...TOGETHER, ...REST),
      who: fc.nat(99),
      n: fc.nat(999),
      m: fc.nat(999),
      minutes: fc.integer({ min: 0, max: 240 }),
    }),
    { minLength: 60, maxLength: 150, size: 'max' },
  ),
  absences: fc.constantFrom(...AWAY),
});

/** Two from calls, and one of another system that lies with the management and can only go up to the principal. */
const OPENING: readonly LifeStep[] = [
  { of: 0, verb: 'open-case', who: 0, n: 1, m: 0, minutes: 0 },
  { of: 1, verb: 'open-case', who: 0, n: 1, m: 1, minutes: 7 },
  { of: 2, verb: 'import-row', who: 0, n: 19, m: 31, minutes: 2 },
];

const OPEN: readonly Step['verb'][] = [...MOVES, ...TOGETHER, ...REST];
const FLYING: readonly Step['verb'][] = [
  'accept-handover',
  'accept-handover',
  'accept-handover',
  'return-handover',
  'pass-handover',
  'pass-handover',
  'withdraw-handover',
  'ask-query',
  'answer-query',
  'give-card',
  'amend-handover',
];
const OVER: readonly Step['verb'][] = ['reopen', 'reopen', 'reopen', 'close', 'log-contact', 'acknowledge-news'];

/** Two of three steps are such as the case waits for; the third is whatever comes. */
const fitting = (state: CaseState | null, step: LifeStep): LifeStep => {
  if (state === null || step.who % 3 === 0) return step;
  if (state.checkedOut !== undefined && step.n % 3 === 0) return { ...step, verb: step.m % 2 === 0 ? 'override-check-out' : 'check-in' };
  const verbs = state.flight !== null ? FLYING : state.phase === 'open' ? OPEN : OVER;
  return { ...step, verb: verbs[(step.n * 7 + step.m + step.who) % verbs.length]! };
};

const peopleOf = (team: string): readonly string[] =>
  [...TELECOM.people.values()].filter(({ teams }) => teams.includes(team)).map(({ id }) => id);
const one = (people: readonly string[], who: number): string => people[who % Math.max(1, people.length)] ?? 'helga';

type Entitled = (state: CaseState, step: LifeStep) => string | null | undefined;

const openPromises = (state: CaseState) => state.promises.filter(({ outcome }) => outcome === 'open');
const openConsult = (state: CaseState) => state.consults?.find(({ outcome }) => outcome === 'open');
const leadOf: Entitled = ({ holder }) => TELECOM.teams.get(holder.team)?.lead;
const addressed: Entitled = ({ flight }, { who }) => (flight === null ? null : (flight.to.person ?? one(peopleOf(flight.to.team), who)));
const sender: Entitled = ({ flight, errands }) => (flight ?? errands.at(-1))?.from.person;
const approver: Entitled = ({ approvals }) => {
  const asked = approvals.find(({ outcome }) => outcome === 'open')?.to;
  return asked === undefined ? null : (asked.person ?? TELECOM.teams.get(asked.team)?.lead);
};
const receiver: Entitled = (state) => openPromises(state).find((row) => row.offered !== undefined)?.offered?.to;
const watchdog: Entitled = () => 'watchdog';
const anybody: Entitled = () => null;

/** Who may do such a thing, told from the case; for all other verbs its holder. */
const ENTITLED: { readonly [T in Step['verb']]?: Entitled } = {
  'accept-handover': addressed,
  'return-handover': addressed,
  'ask-query': addressed,
  'withdraw-handover': sender,
  'answer-query': sender,
  'give-card': sender,
  'amend-handover': sender,
  'pass-handover': watchdog,
  'flag-unresolved': watchdog,
  approve: approver,
  decline: approver,
  'answer-consult': (state, { who }) => {
    const asked = openConsult(state)?.to;
    return asked === undefined ? null : (asked.person ?? one(peopleOf(asked.team), who));
  },
  'withdraw-consult': (state) => openConsult(state)?.askedBy,
  'offer-promise': (state, { n }) => openPromises(state).at(n % Math.max(1, openPromises(state).length))?.by,
  'take-promise': receiver,
  'leave-promise': receiver,
  'move-case': leadOf,
  'move-promise': leadOf,
  'override-check-out': leadOf,
  'merge-case': leadOf,
  'absorb-case': leadOf,
  'tell-parts': leadOf,
  'tell-part': () => 'carla',
  'close-part': () => 'carla',
  'acknowledge-news': (state, { n }) => state.news?.at(n % 3)?.to,
  'acknowledge-alert': anybody,
  'snooze-alert': anybody,
  'add-note': anybody,
  'log-contact': anybody,
};

const entitled: Entitled = (state, step) => (ENTITLED[step.verb] ?? (({ holder }) => holder.person))(state, step);

const actorFor = (state: CaseState, step: LifeStep): string => (step.who % 5 === 4 ? null : entitled(state, step)) ?? actorOf(state, step);

const OF_PARTS: readonly string[] = ['tell-part', 'close-part'];

/**
 * Every other handover sideways goes to a colleague by name, some of them at the end of a shift; whoever sends it back to a former team
 * says why, as a rule. A part hears of its own master.
 */
const refined = (command: Command, state: CaseState | null, { n, m, who }: LifeStep): Command => {
  if (state === null) return command;
  const master = state.links?.find(({ relation }) => relation === 'part-of')?.other;
  if (OF_PARTS.includes(command.type) && master !== undefined) return { ...command, data: { ...command.data, master } } as Command;
  if (command.type !== 'offer-handover' && command.type !== 'escalate') return command;
  const again = m % 4 === 0 ? null : TELECOM.pack.formerTeam[n % TELECOM.pack.formerTeam.length]!.id;
  if (command.type === 'escalate') return { ...command, data: { ...command.data, again } };
  const former = state.teams.filter((team) => team !== state.holder.team);
  if (n % 4 === 0 && former.length > 0)
    return { ...command, data: { ...command.data, again, to: { team: one(former, who), person: null } } };
  const colleagues = [...TELECOM.people.values()].filter(
    ({ id, teams }) => teams.includes(state.holder.team) && id !== state.holder.person,
  );
  const person = colleagues[who % Math.max(1, colleagues.length)]?.id ?? null;
  if (n % 2 === 0 || person === null) return { ...command, data: { ...command.data, again } };
  const shift = m % 3 === 0 ? `shift-${m % 4}` : null;
  return { ...command, data: { ...command.data, again, shift, to: { team: state.holder.team, person } } };
};

/** Plays a life; every event is kept with the state around it. */
export const live = ({ steps, absences }: Life, fold: typeof evolve = evolve): Lived => {
  const states = new Map<string, CaseState>();
  const moments: Moment[] = [];
  const refused = new Set<string>();
  let now = NOON;
  for (const [index, raw] of [...OPENING, ...steps].entries()) {
    now += raw.minutes * MINUTE;
    const caseId = `case-${raw.of}`;
    const before = states.get(caseId) ?? null;
    const step = fitting(before, raw);
    const actor = before === null ? (step.verb === 'open-case' ? 'lena' : 'import') : actorFor(before, step);
    const made: Command = { ...commandOf(before, step, `c${index}`, now), caseId, actor };
    const command = refined(made, before, step);
    const result = decide(command, before, contextOf(actor, { at: now, absences }));
    if (!result.ok) refused.add(result.refusal.code);
    else now = play(result.value, { states, moments, fold, command, now });
  }
  return { absences, moments, states, refused, end: now };
};

type Stage = {
  readonly states: Map<string, CaseState>;
  readonly moments: Moment[];
  readonly fold: typeof evolve;
  readonly command: Command;
  readonly now: number;
};

const play = (events: readonly CaseEvent[], { states, moments, fold, command, now }: Stage): number => {
  for (const event of events) {
    const before = states.get(event.caseId) ?? null;
    const after = fold(before, event);
    moments.push({ command, event, before, after });
    states.set(event.caseId, after);
  }
  return now;
};

/** Sends one command to a state, as the watchdog or a person would. */
export const sent = (state: CaseState, command: Command, actor: string, at: number, absences: readonly Absence[]) =>
  decide({ ...command, caseId: state.id, actor, at }, state, contextOf(actor, { at, absences }));

export const judge = (judging: (lived: Lived) => void, numRuns = 90): void =>
  fc.assert(
    fc.property(lives, (life) => {
      const lived = live(life);
      expect(lived.moments.length).toBeGreaterThan(0);
      judging(lived);
    }),
    // A long life says more by its last step than by an hour of shortening it.
    { numRuns, endOnFailure: true },
  );
