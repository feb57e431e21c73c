// Who is told that time is running out, from which threshold on, and for how long somebody who has seen it is left in peace.
import { describe, expect, it } from 'vitest';
import { alertKey, alertsOf, nextAlertPlaces, nextMoment, snoozedAlerts, type Alert } from '../../shared/case/alerts.ts';
import type { ClockState } from '../../shared/case/clock-state.ts';
import { clocksOf } from '../../shared/case/clocks.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import telecom from '../../shared/packs/telecom.json' with { type: 'json' };
import { after, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { accepted, asked, closed, offered, opened, promised, QUEUE, resolved } from './story.ts';

const DAY = 24 * HOUR;
/** P1 has four open hours: opened at 10, due at 14 in Berlin. */
const OPENED = NOON - 2 * HOUR;
const DUE = OPENED + 4 * HOUR;
const URGENT = opened({ priority: 'P1' });
/** The contact that stopped the interim clock for long. */
const TALKED = happened('contact-logged', { channel: 'phone', direction: 'out', reached: true, informed: false, call: null }, { at: DUE });
const CALM = (state: CaseState): CaseState => ({ ...state, lastContactAt: DUE + 10 * DAY });

const clockOf = (state: CaseState, id: ClockState['clock']): ClockState =>
  clocksOf(state, TELECOM, NOON).find(({ clock }) => clock === id)!;
const told = (rows: readonly Alert[], clock: Alert['clock']): readonly string[] =>
  rows.filter((row) => row.clock === clock).map(({ to, as, share }) => `${to} ${as} ${share}`);
const of = (state: CaseState, clock: Alert['clock'], now: number): readonly string[] => told(alertsOf(state, TELECOM, now), clock);
const seen = (alert: string, by: string, at = NOON): CaseEvent => happened('alert-acknowledged', { alert }, { by, at });
const snoozed = (alert: string, by: string, until: number, at = NOON): CaseEvent =>
  happened('alert-snoozed', { alert, until, reason: 'with-customer' }, { by, at });

describe('thresholds and who is told', () => {
  const state = CALM(after(URGENT));
  it('[N1] of one clock only the highest threshold stands, once for each person', () => {
    expect(of(state, 'resolution', OPENED + 2 * HOUR)).toEqual([]);
    expect(of(state, 'resolution', OPENED + 3 * HOUR - 1)).toEqual([]);
    expect(of(state, 'resolution', OPENED + 3 * HOUR)).toEqual(['lena holder 0.75', 'murat lead 0.75']);
    expect(of(state, 'resolution', DUE - 15 * MINUTE)).toEqual(['lena holder 0.9', 'murat lead 0.9']);
  });
  it('[N2] at the due time the next tier is told as well, an hour later the one above it', () => {
    expect(of(state, 'resolution', DUE)).toEqual(['lena holder 1', 'murat lead 1', 'carla next-tier 1']);
    expect(of(state, 'resolution', DUE + HOUR)).toEqual(['lena holder 2', 'murat lead 2', 'carla next-tier 2', 'helga above 2']);
    expect(alertsOf(state, TELECOM, DUE + HOUR)[0]).toMatchObject({ at: DUE + HOUR, dueAt: DUE, family: 'customer' });
  });
  it('[N2] a pack may name the team above; one who leads both is told once, and the one above him in his place', () => {
    const above = telecomWith({
      teams: telecom.teams.map((team) => (team.id === 'abrechnung' ? { ...team, above: 'tl-abrechnung' } : team)),
    });
    expect(told(alertsOf(state, above, DUE), 'resolution')).toEqual(['lena holder 1', 'murat lead 1', 'helga next-tier 1']);
  });
  it('[N2] of a case in the queue its lead is told once', () => {
    expect(of(CALM(after(opened({ priority: 'P1', holder: QUEUE }))), 'resolution', DUE)).toEqual(['murat lead 1', 'carla next-tier 1']);
  });
  it('[N3] a handover concerns its sender, who is asked, and the lead of that team', () => {
    const to = { tier: 2 as const, team: 'technik', person: 'ayse' };
    const flight = CALM(after(opened(), offered({ to })));
    const { dueAt } = clockOf(flight, 'accept');
    expect(of(flight, 'accept', dueAt)).toEqual(['ayse holder 1', 'lena holder 1', 'carla lead 1', 'murat next-tier 1']);
    const principal = { tier: 'A' as const, team: 'auftraggeber', person: null };
    const outside = CALM(after(opened(), offered({ to: principal })));
    expect(of(outside, 'principal-answer', clockOf(outside, 'principal-answer').dueAt)).toEqual([
      'lena holder 1',
      'murat lead 1',
      'carla next-tier 1',
    ]);
  });
  it('[N3] a request concerns its asker, who is asked, and the lead of that team', () => {
    expect(of(after(opened(), asked()), 'decision', NOON + MINUTE)).toEqual(['lena holder 1', 'murat lead 1', 'helga next-tier 1']);
  });
  it('[N3] a question concerns those asked, and its asker when it is late; nobody above', () => {
    const question = (person: string | null): CaseState =>
      after(
        opened(),
        happened(
          'consult-asked',
          { consult: 'q-1', to: { team: 'technik', person }, customerWaiting: false, answerBy: NOON + 4 * HOUR },
          { at: NOON },
        ),
      );
    expect(of(question('ayse'), 'consult', NOON + 3 * HOUR)).toEqual(['ayse holder 0.75', 'carla lead 0.75']);
    expect(of(question(null), 'consult', NOON + 4 * HOUR)).toEqual(['carla lead 1', 'lena holder 1']);
    expect(of(question(null), 'consult', NOON + 5 * HOUR)).toEqual(['carla lead 2', 'lena holder 2']);
    const answered = { ...question(null).consults![0]!, outcome: 'answered' as const };
    expect(of({ ...question(null), consults: [answered] }, 'consult', NOON + 5 * HOUR)).toEqual([]);
  });
  it('[N3] what a form owes concerns its sender and his lead alone, whoever holds the case', () => {
    const owing = after(opened(), offered({ later: { fields: ['tried'], by: NOON } }), accepted());
    expect(of(owing, 'after-call', NOON)).toEqual(['lena holder 1', 'murat lead 1']);
    expect(of(owing, 'after-call', NOON + DAY)).toEqual(['lena holder 2', 'murat lead 2']);
  });
  it('[N3] a promise concerns whoever keeps it and his lead, not the holder', () => {
    const kept = happened('promise-made', { promise: 'p-1', due: NOON + HOUR, by: 'ayse', callback: false }, { at: NOON });
    expect(of(after(opened(), kept), 'promise', NOON + HOUR)).toEqual(['ayse holder 1', 'carla lead 1', 'murat next-tier 1']);
  });
});

describe('no alert where there is nothing to do', () => {
  const waiting = (stops: readonly string[], from: number, until: number): CaseEvent =>
    happened('wait-started', { reason: 'evidence', until, stops }, { at: from });
  it('[N4] a clock that stands still alerts nobody, and the end of the wait does', () => {
    const begun = CALM(after(URGENT, waiting(['resolution'], OPENED + 3.5 * HOUR, OPENED + 6 * HOUR)));
    expect(of(begun, 'resolution', OPENED + 4 * HOUR)).toEqual([]);
    expect(of(begun, 'wait', OPENED + 6 * HOUR)).toEqual(['lena holder 1', 'murat lead 1', 'carla next-tier 1']);
    expect(of(begun, 'resolution', OPENED + 6 * HOUR)).toEqual(['lena holder 0.75', 'murat lead 0.75']);
    expect(nextAlertPlaces(begun, TELECOM).next.get('murat')).toBe(OPENED + 3.5 * HOUR + 0.75 * 2.5 * HOUR);
  });
  it('[N4] what is late already is not silenced by a wait, but goes no further in it', () => {
    const late = CALM(after(URGENT, waiting(['resolution'], DUE + 30 * MINUTE, DUE + 3 * HOUR)));
    expect(of(late, 'resolution', DUE + 2 * HOUR)).toEqual(['lena holder 1', 'murat lead 1', 'carla next-tier 1']);
    expect(of(late, 'resolution', DUE + 3.5 * HOUR)).toContain('helga above 2');
  });
  it('[N4] a closed case alerts nobody, nor does one resolved elsewhere that nobody had taken up', () => {
    expect(alertsOf(after(URGENT, closed(NOON)), TELECOM, NOON + 10 * DAY)).toEqual([]);
    const elsewhere = after(opened({ holder: QUEUE }), resolved());
    expect([alertsOf(elsewhere, TELECOM, NOON + 10 * DAY), [...nextAlertPlaces(elsewhere, TELECOM).next]]).toEqual([[], []]);
    const promisedThere = after(opened({ holder: QUEUE }), promised(), resolved());
    expect(alertsOf(promisedThere, TELECOM, NOON + 10 * DAY).every(({ clock }) => clock === 'promise')).toBe(true);
  });
});

describe('what somebody has seen', () => {
  const state = CALM(after(URGENT));
  const key = (share: number): string => alertKey(clockOf(state, 'resolution'), share);
  it('[N5] does not come again at this threshold, for him alone', () => {
    const read = CALM(after(URGENT, seen(key(0.75), 'murat')));
    expect(of(read, 'resolution', OPENED + 3.5 * HOUR)).toEqual(['lena holder 0.75']);
    expect(of(read, 'resolution', DUE)).toEqual(['lena holder 1', 'murat lead 1', 'carla next-tier 1']);
  });
  it('[N5] nor at a lower one, should the thresholds move', () => {
    const read = CALM(after(URGENT, seen(key(0.9), 'murat'), happened('case-classified', { priority: 'P3' })));
    const { warnings } = clockOf(read, 'resolution');
    expect(of(read, 'resolution', warnings.find(({ share }) => share === 0.75)!.at)).toEqual(['lena holder 0.75']);
    expect(of(read, 'resolution', warnings.find(({ share }) => share === 0.9)!.at)).toEqual(['lena holder 0.9']);
  });
  it('[N5] what was put off comes again at its time, or with the next threshold', () => {
    const off = CALM(after(URGENT, snoozed(key(0.75), 'murat', OPENED + 3.5 * HOUR, OPENED + 3 * HOUR)));
    expect(of(off, 'resolution', OPENED + 3.25 * HOUR)).toEqual(['lena holder 0.75']);
    expect(snoozedAlerts(off, TELECOM, 'murat', OPENED + 3.25 * HOUR).map(({ share }) => share)).toEqual([0.75]);
    expect(of(off, 'resolution', OPENED + 3.5 * HOUR)).toEqual(['lena holder 0.75', 'murat lead 0.75']);
    expect(snoozedAlerts(off, TELECOM, 'murat', OPENED + 3.5 * HOUR)).toEqual([]);
    const long = CALM(after(URGENT, snoozed(key(0.75), 'murat', DUE + HOUR, OPENED + 3 * HOUR)));
    expect(of(long, 'resolution', DUE)).toContain('murat lead 1');
  });
  it('[N5] a promise with a new time is told anew', () => {
    const made = after(opened(), promised('p-1', NOON + HOUR));
    const read = seen(alertKey(clockOf(made, 'promise'), 1), 'lena', NOON + HOUR);
    const again = happened('promise-settled', { promise: 'p-1', outcome: 're-agreed', newDue: NOON + 3 * HOUR }, { at: NOON + HOUR });
    const later = after(opened(), promised('p-1', NOON + HOUR), read, again);
    expect(of(later, 'promise', NOON + 1.5 * HOUR)).toEqual([]);
    expect(of(later, 'promise', NOON + 3 * HOUR)).toContain('lena holder 1');
  });
  it('[N5] a handover passed on is told anew', () => {
    const to = { tier: 2 as const, team: 'technik', person: 'ayse' };
    const flown = after(opened(), offered({ to }));
    const read = seen(alertKey(clockOf(flown, 'accept'), 1), 'lena');
    const passed = happened(
      'handover-passed',
      { handover: 'h-1', step: 1, from: to, to: { ...to, person: 'carla' }, contact: null, acceptBy: NOON + HOUR, why: 'lead' },
      { by: 'watchdog', at: NOON },
    );
    const next = after(opened(), offered({ to }), read, passed);
    expect(clockOf(next, 'accept').startedAt).toBe(NOON);
    expect(of(next, 'accept', NOON)).toEqual([]);
    expect(of(next, 'accept', clockOf(next, 'accept').dueAt)).toEqual(['carla holder 1', 'lena holder 1', 'murat next-tier 1']);
  });
});

describe('the place in the read tables', () => {
  const state = CALM(after(URGENT));
  const place = (person: string, from: CaseState = state): number | undefined => nextAlertPlaces(from, TELECOM).next.get(person);
  it('[N6] is when somebody first has something to see, also in the past', () => {
    expect([place('lena'), place('murat'), place('carla'), place('helga'), place('tim')]).toEqual([
      OPENED + 3 * HOUR,
      OPENED + 3 * HOUR,
      DUE,
      DUE + HOUR,
      undefined,
    ]);
  });
  it('[N6] follows what he has seen and put off', () => {
    const key = (share: number): string => alertKey(clockOf(state, 'resolution'), share);
    const read = CALM(after(URGENT, seen(key(0.75), 'lena')));
    expect([place('lena', read), place('murat', read)]).toEqual([DUE - 15 * MINUTE, OPENED + 3 * HOUR]);
    const off = CALM(after(URGENT, snoozed(key(0.75), 'lena', OPENED + 3.5 * HOUR)));
    expect([place('lena', off), nextAlertPlaces(off, TELECOM).snoozed.get('lena')]).toEqual([OPENED + 3.5 * HOUR, OPENED + 3.5 * HOUR]);
    const all = [0.75, 0.9, 1, 2].map((share) => seen(key(share), 'lena'));
    const rest = nextAlertPlaces({ ...CALM(after(URGENT, ...all)), lastContactAt: DUE + 10 * DAY }, TELECOM).next.get('lena');
    expect(rest).toBeGreaterThan(DUE + 10 * DAY);
  });
  it('[N6] the next moment is the next threshold, whatever stands there already', () => {
    expect(nextMoment(state, TELECOM, 'lena', OPENED + 3 * HOUR)).toBe(DUE - 15 * MINUTE);
    expect(nextMoment(state, TELECOM, 'tim', OPENED)).toBeNull();
    expect(nextMoment(after(URGENT, TALKED, closed(NOON)), TELECOM, 'lena', NOON)).toBeNull();
  });
});
