// Alerts in words: how tight, since when, why one is told; which are new; and what came of one action over many cases.
import i18next from 'i18next';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AlertRow } from '../../shared/views/shapes.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import { alertHeard, alertId, alertLevel, freshAlerts, thresholdWords, toldAs } from '../../renderer/parts/alert-words.ts';
import { snoozeSpans } from '../../renderer/parts/alert-snooze.tsx';
import { failureLines } from '../../renderer/parts/use-bulk.ts';
import { packWords } from '../../renderer/parts/pack-words.ts';
import type { Desk } from '../../renderer/parts/use-pack.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

beforeAll(startTexts);

/** Tuesday 24 November 2026, 13:50 in Berlin. */
const NOW = Date.UTC(2026, 10, 24, 12, 50);
const MINUTE = 60_000;

const deskIn = (language: 'de' | 'en'): Desk => {
  const t = i18next.getFixedT(language);
  const me = { lane: 'nordlicht', person: 'murat', name: 'Murat Aydin', role: 'lead' as const, tier: 3 as const, teams: ['abrechnung'] };
  return { ...packWords(packViewOf(TELECOM, 3), language), me, t, language, telling: { t, language, zone: 'Europe/Berlin' } };
};

const alert = (more: Partial<AlertRow> = {}): AlertRow => ({
  alert: 'resolution:-:1:0.75',
  caseId: 'case-1',
  number: 'NT-1',
  title: 'Router',
  holder: { person: 'lena', team: 'abrechnung', tier: 1, waiting: false },
  clock: 'resolution',
  family: 'customer',
  share: 0.75,
  at: NOW,
  dueAt: NOW + 10 * MINUTE,
  as: 'holder',
  deputy: null,
  ...more,
});

describe('an alert in words', () => {
  it.each([
    [0.75, 10, 'soon', '75 % der Zeit', '75% of the time'],
    [0.9, 10, 'soon', 'fast abgelaufen', 'nearly over'],
    [1, -20, 'late', 'überfällig seit heute 13:30', 'overdue since today 13:30'],
    [2, -80, 'late', 'überfällig seit heute 12:30, länger als 1 h', 'overdue since today 12:30, longer than 1 h'],
  ] as const)('[W2] at %d of its time says how tight it is', (share, minutes, level, german, english) => {
    const row = alert({ share, dueAt: NOW + minutes * MINUTE });
    expect(alertLevel(row)).toBe(level);
    expect([thresholdWords(row, deskIn('de'), NOW), thresholdWords(row, deskIn('en'), NOW)]).toEqual([german, english]);
  });

  it.each([
    ['holder', 'liegt bei Ihnen'],
    ['lead', 'als Leitung, bei Lena Brandt'],
    ['next-tier', 'als nächste Ebene, bei Lena Brandt'],
    ['above', 'als Leitung darüber, bei Lena Brandt'],
  ] as const)('[W2] says why one is told as %s', (as, words) => expect(toldAs(alert({ as }), deskIn('de'))).toBe(words));

  it('[W2] is heard with its clock, its threshold and its case', () =>
    expect(alertHeard(alert(), deskIn('de'), NOW)).toBe('Warnung: Lösung (Kunde), 75 % der Zeit. NT-1, Router'));
});

describe('what is new', () => {
  const rows = [alert(), alert({ caseId: 'case-2' }), alert({ caseId: 'case-2', alert: 'accept:h:1:1' })];

  it('[W1] is only a number at the start, whatever stood there before', () =>
    expect(freshAlerts(null, rows, 12)).toEqual({ each: [], digest: 12 }));
  it('[W1] is told one by one, each once, also where two cases have clocks of one name', () => {
    expect(freshAlerts(new Set([alertId(rows[0]!)]), rows, 2)).toEqual({ each: rows.slice(1), digest: 0 });
    expect(freshAlerts(new Set(rows.map(alertId)), rows, 2)).toEqual({ each: [], digest: 0 });
  });
  it('[W1] the next threshold of the same clock is new', () => {
    const next = alert({ alert: 'resolution:-:1:1', share: 1 });
    expect(freshAlerts(new Set(rows.map(alertId)), [next], 1).each).toEqual([next]);
  });
  it('[W1] more than three at once are told as the number of their cases', () => {
    const many = [...rows, alert({ caseId: 'case-3' }), alert({ caseId: 'case-4' })];
    expect(freshAlerts(new Set(), many, 40)).toEqual({ each: [], digest: 4 });
  });
});

describe('putting off', () => {
  it.each([
    [60, [10, 15, 30, 60]],
    [10, [10]],
    [5, [5]],
    [1440, [60, 120, 240, 1440]],
  ])('[W3] offers usual times, the longest of %d minutes last', (most, spans) => expect(snoozeSpans(most)).toEqual(spans));
});

describe('one action over many cases', () => {
  it('[W6] names every case that failed and why', () => {
    const refusal = { code: 'not-in-that-team', data: { person: 'tim', team: 'technik' } };
    expect(failureLines({ done: 3, failed: [{ caseId: 'case-9', number: 'NT-9', refusal }] }, deskIn('de'), NOW)).toEqual([
      'NT-9: Tim Vogel gehört nicht zu Technik.',
    ]);
  });
});
