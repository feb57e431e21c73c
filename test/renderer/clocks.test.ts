// Clocks in words: the law's by their own name, half of the time as a quiet mark, how long a clock was paused, and what moved it.
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { ClockView, ConsultView, TimelineItem } from '../../shared/views/shapes.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import { clockKey, clockName, isHalfGone, pausedSpan, tellClock, whyLines } from '../../renderer/parts/clock-words.ts';
import { packWords } from '../../renderer/parts/pack-words.ts';
import type { Desk } from '../../renderer/parts/use-pack.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

beforeAll(startTexts);

/** Tuesday 24 November 2026, 13:50 in Berlin. */
const NOW = Date.UTC(2026, 10, 24, 12, 50);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

const desk = (): Desk => {
  const t = i18next.getFixedT('de');
  const me = { lane: 'nordlicht', person: 'lena', name: 'Lena Brandt', role: 'agent' as const, tier: 1 as const, teams: ['abrechnung'] };
  const view = packViewOf(TELECOM, 1);
  const statutory = [{ id: 'tkg-58', label: { de: '§ 58 TKG: Entstörung', en: '§ 58 TKG: repair' } }];
  return { ...packWords({ ...view, statutory }, 'de'), me, t, language: 'de', telling: { t, language: 'de', zone: 'Europe/Berlin' } };
};

const clock = (more: Partial<ClockView> = {}): ClockView => ({
  clock: 'resolution',
  family: 'customer',
  state: 'running',
  startedAt: NOW - HOUR,
  dueAt: NOW + HOUR,
  stoppedAt: null,
  calendar: 'real',
  promise: null,
  handover: null,
  approval: null,
  rule: null,
  warnings: [0.5, 0.75, 0.9, 1].map((share) => ({ share, at: NOW - HOUR + share * 2 * HOUR })),
  events: [],
  ...more,
});

describe('a clock in words', () => {
  it('[W7] of the law bears the name of its rule, and two of them are two', () => {
    const law = clock({ clock: 'statutory', rule: 'tkg-58' });
    expect(clockName(law, desk())).toBe('§ 58 TKG: Entstörung');
    expect(clockKey(law)).not.toBe(clockKey({ ...law, rule: 'other' }));
    expect(whyLines(law, [], NOW, desk())).toContain('kann nicht angehalten werden');
    expect(whyLines(clock(), [], NOW, desk())).not.toContain('kann nicht angehalten werden');
  });

  it('[W7] of a question says whom it was put to', () => {
    const asked = (consult: string, person: string | null): ConsultView =>
      ({ consult, to: { team: 'technik', person } }) as Partial<ConsultView> as ConsultView;
    const consults = [asked('q1', 'tim'), asked('q2', null)];
    const names = ['q1', 'q2'].map((consult) => clockName(clock({ clock: 'consult', consult }), desk(), consults));
    expect(names).toEqual(['Fachfrage an Tim Vogel', `Fachfrage an ${desk().team('technik')}`]);
    expect(clockName(clock({ clock: 'consult', consult: 'q3' }), desk(), consults)).toBe('Fachfrage');
    expect(clockName(clock(), desk(), consults)).toBe('Lösung (Kunde)');
  });

  it.each([
    [-1, false],
    [0, true],
    [29, true],
    [30, false],
  ])('[W7] marks half of the time %d minutes after it, until it warns: %s', (minutes, half) =>
    expect(isHalfGone(clock(), NOW + minutes * MINUTE)).toBe(half),
  );

  it('[W7] marks nothing on a clock that is paused or over', () => {
    expect([clock({ state: 'paused' }), clock({ state: 'met', stoppedAt: NOW })].map((each) => isHalfGone(each, NOW))).toEqual([
      false,
      false,
    ]);
  });

  it('[W7] warns by its own working time, not by a share of plain time', () => {
    const night = clock({ dueAt: NOW + 20 * HOUR, warnings: [{ share: 0.75, at: NOW - MINUTE }] });
    expect(tellClock(night, NOW, desk()).level).toBe('soon');
  });
});

const at = (minutes: number, effect: ClockView['events'][number]['effect'], id = `e${minutes}`) => ({
  id,
  at: NOW + minutes * MINUTE,
  effect,
});

describe('a pause', () => {
  it.each([
    [[at(-50, 'start')], 0],
    [[at(-50, 'start'), at(-40, 'pause'), at(-30, 'resume')], 10],
    [[at(-50, 'start'), at(-40, 'pause'), at(-30, 'resume'), at(-5, 'pause')], 15],
    [[at(-40, 'pause'), at(-35, 'pause'), at(-30, 'resume')], 10],
    [[at(-50, 'start'), at(-30, 'resume')], 0],
  ])('[W7] of %j is %d minutes long in all', (events, minutes) =>
    expect(pausedSpan({ events, stoppedAt: null }, NOW)).toBe(minutes * MINUTE),
  );

  it('[W7] that runs is told with its beginning', () => {
    const paused = clock({ state: 'paused', events: [at(-40, 'pause')] });
    expect(tellClock(paused, NOW, desk())).toEqual({ level: 'calm', short: 'angehalten', long: 'angehalten seit heute 13:10' });
    expect(whyLines(paused, [], NOW, desk())).toContain('zusammen 40 min angehalten');
  });
});

describe('why', () => {
  const item = (id: string, type: string, data: object): TimelineItem => ({
    id,
    type,
    at: NOW,
    recordedAt: NOW,
    by: { person: 'lena', role: 'agent', tier: 1, team: 'abrechnung' },
    data: data as TimelineItem['data'],
    body: null,
    pending: false,
    flag: null,
    refusal: null,
  });

  it('[W7] is the list of events that moved it, each in words with its time', () => {
    const waits = item('e-40', 'wait-started', { reason: 'customer', until: NOW + HOUR, stops: ['resolution'] });
    const lines = whyLines(clock({ events: [at(-40, 'pause', 'e-40'), at(-30, 'resume', 'gone')] }), [waits], NOW, desk());
    expect(lines).toEqual([
      'fällig heute 14:50, gezählt in Uhrzeit'.replace('Uhrzeit', desk().word('calendars', 'real')),
      'halbe Zeit um: 13:50 · 75 % der Zeit: 14:20 · fast abgelaufen: 14:38',
      'zusammen 10 min angehalten',
      expect.stringMatching(/^13:10 · angehalten durch: Wartet · .+ · bis heute 14:50$/) as string,
      '13:20 · läuft weiter durch: Ereignis',
    ]);
  });
});
