// However several cases live side by side: one named holder each, no handover hangs, no customer's clock moves by passing on, no waiting is lost.
import { describe, expect, it, vi } from 'vitest';
import { clocksOf } from '../../shared/case/clocks.ts';
import { timeOf } from '../../shared/case/clock-time.ts';
import type { ClockState } from '../../shared/case/clock-state.ts';
import type { EventType, Holder } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import telecom from '../../shared/packs/telecom.json' with { type: 'json' };
import type { Absence } from '../../shared/policy/absence.ts';
import { calendarOf } from '../../shared/policy/targets.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import { command } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { judge, leavesAt, sent, type Lived, type Moment } from './random-lives.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Who holds a case, told from its events alone: the last one that names a holder. */
const toldHolder = (moments: readonly Moment[]): Holder | null =>
  moments.reduce<Holder | null>((holder, { event: { data } }) => ('holder' in data && data.holder !== null ? data.holder : holder), null);

const byCase = ({ moments }: Lived): readonly (readonly Moment[])[] =>
  [...new Set(moments.map(({ event }) => event.caseId))].map((id) => moments.filter(({ event }) => event.caseId === id));

describe('[C1] at every moment', () => {
  it('exactly one named person holds each case, and it changes hands by no event but those that say so', () => {
    const changed = new Set<EventType>();
    judge((lived) => {
      for (const history of byCase(lived))
        for (const [index, { event, before, after }] of history.entries()) {
          expect(after.holder).toEqual(toldHolder(history.slice(0, index + 1)));
          const person = TELECOM.people.get(after.holder.person);
          expect(['agent', 'specialist', 'lead', 'manager']).toContain(person?.role);
          if (before !== null && before.holder.person !== after.holder.person) changed.add(event.type);
          expect(after.flight?.from ?? after.holder).toEqual(after.holder);
        }
    });
    // A rule over lives in which nothing moves would prove nothing.
    expect([...changed].sort()).toEqual(
      ['case-flagged', 'case-moved', 'case-taken', 'check-out-overridden', 'escalation-answered', 'handover-accepted'].filter(
        (type) => type !== 'case-flagged' || TELECOM.pack.alerts.unresolved?.forward === true,
      ),
    );
  });
});

/** How long somebody of this team has to accept, in minutes of open time, read from the pack's own table. */
const acceptMinutes = (state: CaseState): number | null => {
  const { to, row } = state.flight!;
  const rule = telecom.matrix.find(({ id }) => id === row);
  const contact = to.tier === 'A' ? telecom.contacts.find(({ id }) => id === rule?.to.contact) : undefined;
  const clock = contact?.clock ?? (to.tier === 'A' ? 'principal-answer' : 'accept');
  const found = telecom.clocks.find(
    ({ id, tiers }) => id === clock && (tiers === undefined || (tiers as readonly unknown[]).includes(to.tier)),
  );
  const target = found?.targets[state.priority];
  return target !== null && target !== undefined && 'minutes' in target ? target.minutes : null;
};

const openMinutes = (state: CaseState, from: number, until: number): number => {
  const { to, row } = state.flight!;
  const rule = telecom.matrix.find(({ id }) => id === row);
  const contact = to.tier === 'A' ? telecom.contacts.find(({ id }) => id === rule?.to.contact) : undefined;
  const calendar = contact?.calendar ?? telecom.teams.find(({ id }) => id === to.team)!.calendar;
  return calendarOf(TELECOM, calendar).openTime(from, until) / MINUTE;
};

/** Nobody does anything but the watchdog, at each instant at which time to accept is over. */
const leftAlone = (flying: CaseState, absences: readonly Absence[]): readonly CaseState[] => {
  const path: CaseState[] = [flying];
  for (let step = (flying.flight?.step ?? 0) + 1; step <= 6; step += 1) {
    const state = path.at(-1)!;
    if (state.flight === null) break;
    const { handover, acceptBy } = state.flight;
    const pass = command('pass-handover', { handover, step }, { id: `pass:${handover}:${step}` });
    const early = sent(state, pass, 'watchdog', acceptBy - 1, absences);
    expect(early.ok ? 'passed' : early.refusal.code).toBe('handover-not-due');
    const due = sent(state, pass, 'watchdog', acceptBy, absences);
    if (!due.ok) throw new Error(`the watchdog was refused: ${due.refusal.code}`);
    const next = due.value.reduce<CaseState>(evolve, state);
    // A restart sends it again: nothing happens twice.
    const again = sent(next, pass, 'watchdog', acceptBy, absences);
    expect(again.ok ? 'twice' : again.refusal.code).toMatch(/^handover-(step-)?over$/);
    path.push(next);
  }
  return path;
};

/** As everybody is; and, where somebody was asked by name, as if he had left a moment later. */
const settings = (state: CaseState, { absences }: Lived): readonly (readonly Absence[])[] => {
  const { to, sentAt } = state.flight!;
  if (to.person === null || (state.flight?.step ?? 0) > 0) return [absences];
  return [absences, [leavesAt(to.person, to.person === 'ayse' ? 'piotr' : 'ayse', sentAt + 1), ...absences]];
};

type Seen = { readonly lengths: Set<number>; readonly asked: Set<string> };

const judgePath = (path: readonly CaseState[], { lengths, asked }: Seen): void => {
  const [first, last] = [path[0]!, path.at(-1)!];
  expect(last.flight).toBeNull();
  expect(last.holder.person).toBe(first.flight!.from.person);
  expect(last.arrived).toBe('returned');
  const passes = path.slice(0, -1);
  lengths.add(passes.length);
  expect(passes.length).toBeLessThanOrEqual(3);
  const people = passes.map(({ flight }) => `${flight!.to.person} ${flight!.contact ?? ''}`);
  expect(new Set(people).size).toBe(people.length);
  for (const [index, state] of passes.entries()) {
    const { to, from, acceptBy } = state.flight!;
    expect(state.holder).toEqual(from);
    if (index === 0) continue;
    if (to.tier !== 'A') expect(to.person).not.toBe(from.person);
    const minutes = acceptMinutes(state);
    if (minutes !== null) expect(openMinutes(state, passes[index - 1]!.flight!.acceptBy, acceptBy)).toBe(minutes);
    asked.add(to.tier === 'A' ? 'contact' : (to.person ?? 'nobody'));
  }
};

describe('pain 11: a handover nobody accepts', () => {
  it('asks nobody twice, never its sender, and lies with a named person again after at most three times to accept', () => {
    const lengths = new Set<number>();
    const asked = new Set<string>();
    judge((lived) => {
      for (const { event, after } of lived.moments) {
        if (event.type !== 'handover-offered' && event.type !== 'handover-passed') continue;
        if (after.flight === null) continue;
        for (const absences of settings(after, lived)) judgePath(leftAlone(after, absences), { lengths, asked });
      }
    }, 80);
    expect(lengths).toEqual(new Set([1, 2, 3]));
    expect(asked.has('nobody')).toBe(false);
    expect(asked.size).toBeGreaterThan(3);
  });
});

const named = ({ clock, promise, rule }: ClockState): string => `${clock} ${promise ?? rule ?? ''}`;
const customers = (state: CaseState, at: number) =>
  Object.fromEntries(
    clocksOf(state, TELECOM, at)
      .filter(({ family }) => family === 'customer')
      .map((row) => [named(row), [row.startedAt, row.dueAt, row.state]]),
  );

/** What passes a case to and fro; none of it is anything to the customer. */
const PASSING: readonly EventType[] = [
  'handover-returned',
  'handover-withdrawn',
  'handover-passed',
  'handover-fell-back',
  'handover-accepted',
  'escalation-answered',
  'query-asked',
  'query-answered',
  'card-given',
  'case-taken',
  'case-moved',
  'case-checked-out',
  'case-checked-in',
  'check-out-overridden',
  'case-flagged',
  'consult-asked',
  'consult-answered',
  'consult-withdrawn',
  'promise-offered',
  'promise-left',
  'promise-moved',
  'case-linked',
  'case-unlinked',
  'parts-told',
  'alert-acknowledged',
  'alert-snoozed',
  'news-acknowledged',
];

describe('pains 1 and 2: the customer’s clocks', () => {
  it('[L16] are moved by no return, no handover and no question, whoever holds the case', () => {
    const seen = new Set<EventType>();
    judge(({ moments }) => {
      for (const { event, before, after } of moments) {
        if (before === null || !PASSING.includes(event.type)) continue;
        seen.add(event.type);
        expect([event.type, customers(after, event.at)]).toEqual([event.type, customers(before, event.at)]);
      }
    });
    const never = TELECOM.pack.alerts.unresolved === undefined ? ['case-flagged'] : [];
    expect([...seen, ...never].sort()).toEqual([...PASSING].sort());
  });

  it('pain 3: keep every waited minute through a new priority, tier, policy and merge', () => {
    const seen = new Set<EventType>();
    const slower = telecomWith({
      clocks: telecom.clocks.map((row) => (row.id === 'resolution' ? { ...row, targets: { ...row.targets, P3: { days: 9 } } } : row)),
    });
    judge((lived) => {
      for (const history of byCase(lived))
        for (const [index, { event, after }] of history.entries()) {
          const so = history.slice(0, index + 1);
          const begun = Math.min(...so.flatMap(openings));
          for (const policy of [TELECOM, slower])
            for (const clock of clocksOf(after, policy, event.at).filter((row) => row.clock === 'resolution')) {
              expect(clock.startedAt).toBe(begun);
              const until = clock.stoppedAt ?? event.at;
              const waited = waitsOf(so).reduce((sum, [from, to]) => sum + service.openTime(from, Math.max(from, Math.min(to, until))), 0);
              expect(timeOf(after, policy, clock, event.at).paused).toBe(waited);
              if (waited > 0) seen.add(event.type);
            }
        }
    }, 60);
    for (const type of ['case-classified', 'handover-accepted', 'case-absorbed', 'case-merged', 'case-reopened'] as const)
      expect(seen).toContain(type);
  });
});

const service = calendarOf(TELECOM, 'service');

/** From when the customer waits: his case was opened, or an older one was merged into it. */
const openings = ({ event }: Moment): readonly number[] =>
  event.type === 'case-opened' || event.type === 'case-absorbed' ? [event.data.openedAt] : [];

const endOf = (history: readonly Moment[], from: number, type: EventType, otherwise: number): number =>
  history.slice(from + 1).find(({ event }) => event.type === type)?.event.at ?? otherwise;

/**
 * The spans in which the customer's clock stood still, told from the events alone: a wait to its end, at the latest to its expiry; and
 * the time in which the case was closed.
 */
const waitsOf = (history: readonly Moment[]): readonly (readonly [number, number])[] =>
  history.flatMap(({ event }, index) => {
    if (event.type === 'case-closed') {
      const back = endOf(history, index, 'case-reopened', event.at);
      return [[event.at, back] as const];
    }
    if (event.type !== 'wait-started' || !event.data.stops.includes('resolution')) return [];
    return [[event.at, Math.min(endOf(history, index, 'wait-ended', event.data.until), event.data.until)] as const];
  });
