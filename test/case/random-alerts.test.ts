// Nobody is told twice of the same, nobody is forgotten: alerts counted along random lives, minute by minute, by a judge of its own.
import { describe, expect, it, vi } from 'vitest';
import { alertsOf, nextAlertPlaces, type Alert } from '../../shared/case/alerts.ts';
import { clocksOf } from '../../shared/case/clocks.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { after, command, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { judge, sent, type Lived } from './random-lives.ts';
import { opened, promised } from './story.ts';

vi.setConfig({ testTimeout: 60_000 });

const SHARES = [0.75, 0.9, 1, 2];

/** Some states of a life, each with the time at which it was reached. */
const states = ({ moments }: Lived, every: number): readonly (readonly [CaseState, number])[] =>
  moments.filter((_, index) => index % every === 0).map(({ after, event }) => [after, event.at] as const);

/** From one moment on to two days later, in uneven steps. */
const later = (at: number): readonly number[] => [0, 7, 31, 59, 118, 240, 480, 901, 1_440, 2_880].map((minutes) => at + minutes * MINUTE);

const see = (state: CaseState, { alert, to }: Alert, at: number): CaseState => {
  const result = sent(state, command('acknowledge-alert', { alert }, { id: `seen-${alert}-${to}` }), to, at, []);
  if (!result.ok) throw new Error(`an alert could not be acknowledged: ${result.refusal.code}`);
  return result.value.reduce<CaseState>(evolve, state);
};

describe('pain 21: alerts', () => {
  it('end with the case, also where another system closed it over an open promise', () => {
    const open = after(opened(), promised('p-1', NOON - HOUR));
    expect(alertsOf(open, TELECOM, NOON).map(({ clock }) => clock)).toContain('promise');
    const closed: CaseState = { ...open, phase: 'closed', closedAt: NOON };
    expect(alertsOf(closed, TELECOM, NOON)).toEqual([]);
    expect(nextAlertPlaces(closed, TELECOM).next.size).toBe(0);
  });

  it('are one for each case, clock, threshold and person, all of clocks that run, none of a closed case', () => {
    let counted = 0;
    const clocks = new Set<string>();
    judge((lived) => {
      for (const [state, at] of states(lived, 5))
        for (const now of later(at)) {
          const alerts = alertsOf(state, TELECOM, now);
          const keys = alerts.map(({ alert, to }) => `${alert} ${to}`);
          expect(new Set(keys).size).toBe(keys.length);
          expect(state.phase === 'closed' ? alerts : []).toEqual([]);
          for (const { alert, to, share, at: reached, dueAt, clock } of alerts) {
            counted += 1;
            clocks.add(clock);
            expect(SHARES).toContain(share);
            expect(alert.endsWith(`:${share}`)).toBe(true);
            expect(TELECOM.people.has(to)).toBe(true);
            expect(reached).toBeLessThanOrEqual(now);
            expect([share < 1, reached < dueAt || share >= 1]).toEqual([share < 1, true]);
            // Of one clock nobody is told of two thresholds at once.
            const instance = alert.slice(0, alert.lastIndexOf(':'));
            expect(alerts.filter((row) => row.to === to && row.alert.startsWith(`${instance}:`))).toHaveLength(1);
          }
          const paused = clocksOf(state, TELECOM, now).filter((row) => row.state === 'paused' && row.dueAt > state.wait!.from);
          for (const { clock, startedAt } of paused)
            expect(alerts.filter((row) => row.clock === clock && row.alert.includes(`:${startedAt}:`))).toEqual([]);
        }
    }, 8);
    expect(counted).toBeGreaterThan(1_000);
    for (const clock of ['accept', 'resolution', 'interim', 'consult', 'after-call']) expect(clocks).toContain(clock);
  });

  it('once seen are seen by that person alone, until the next threshold', () => {
    let again = 0;
    judge((lived) => {
      for (const [state, at] of states(lived, 40))
        for (const now of later(at)) {
          const [first] = alertsOf(state, TELECOM, now);
          if (first === undefined) continue;
          const seen = see(state, first, now);
          const same = (row: Alert): boolean => row.alert === first.alert && row.to === first.to;
          expect(alertsOf(seen, TELECOM, now)).toEqual(alertsOf(state, TELECOM, now).filter((row) => !same(row)));
          for (const time of later(now)) {
            const rows = alertsOf(seen, TELECOM, time);
            expect(rows.some(same)).toBe(false);
            again += rows.filter((row) => row.to === first.to && row.clock === first.clock && row.share > first.share).length;
          }
        }
    }, 10);
    expect(again).toBeGreaterThan(20);
  });

  it('stand in the list of everybody they are for, from the very minute on', () => {
    judge((lived) => {
      for (const [state, at] of states(lived, 12)) {
        const { next } = nextAlertPlaces(state, TELECOM);
        for (const now of later(at)) {
          const told = new Set(alertsOf(state, TELECOM, now).map(({ to }) => to));
          for (const person of told) expect(next.get(person) ?? Infinity).toBeLessThanOrEqual(now);
          for (const [person, from] of [...next].filter((row) => row[1] <= now && row[1] >= at))
            expect(alertsOf(state, TELECOM, from).map(({ to }) => to)).toContain(person);
        }
      }
    }, 15);
  });

  it('begin with the holder and his lead, and reach the tiers above only when it is due and an hour late', () => {
    const roles = new Map<string, Set<number>>();
    judge((lived) => {
      for (const [state, at] of states(lived, 6))
        for (const now of later(at))
          for (const { as, share, clock, to } of alertsOf(state, TELECOM, now)) {
            roles.set(as, (roles.get(as) ?? new Set()).add(share));
            if (clock !== 'resolution' || state.holder.waiting) continue;
            const first = { holder: state.holder.person, lead: TELECOM.teams.get(state.holder.team)!.lead, 'next-tier': to, above: to };
            expect([as, to]).toEqual([as, first[as]]);
          }
    }, 25);
    expect([...roles.keys()].sort()).toEqual(['above', 'holder', 'lead', 'next-tier']);
    expect(roles.get('next-tier')).toEqual(new Set([1, 2]));
    expect([...roles.get('above')!]).toEqual([2]);
    expect(roles.get('holder')!.size).toBe(4);
  });
});
