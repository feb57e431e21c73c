// `pack check` knows what rows ask besides the case itself: amounts, presence, and the hours a year really brings.
import { describe, expect, it } from 'vitest';
import { checkPack } from '../../shared/policy/pack-lint.ts';
import { hoursOfAYear } from '../../shared/policy/route-hours.ts';
import { packOf, withPlace } from './policies.ts';

const pack = packOf('nordlicht');
const why = { de: 'Zum Versuch.', en: 'For a trial.' };
const leads = { tier: 3, team: 'tl-abrechnung' };
const leitung = { tier: 4, team: 'leitung' };
const open = { calendar: 'service', is: 'open' };
const closed = { calendar: 'service', is: 'closed' };
type Row = { readonly when: object; readonly to: object; readonly [key: string]: unknown };
/** What is found when these rows stand before the row for data protection, which leads from tiers 1 to 3 to management. */
const found = (...rows: readonly Row[]): readonly unknown[] => {
  const at = pack.matrix.findIndex(({ id }) => id === 'r-privacy');
  const own = rows.map((row, index) => ({ id: `x${index}`, why, ...row }));
  return checkPack(withPlace(['matrix'], pack.matrix.toSpliced(at, 0, ...(own as never[])))).findings.map(({ code, value }) => [
    code,
    value,
  ]);
};
const privacy = { reason: ['data-protection'], fromTier: [1, 2, 3] };
const caught = [['row-unreachable', 'r-privacy']];

describe('a row for which others leave nothing', () => {
  it.each<[string, readonly Row[], readonly unknown[]]>([
    ['an amount leaves the other amounts', [{ when: { ...privacy, amount: { from: 100 } }, to: leads }], []],
    ['all amounts leave cases without one', [{ when: { ...privacy, amount: { from: 0 } }, to: leads }], []],
    [
      'a band inside a band before it',
      [
        { when: { ...privacy, amount: { from: 100, to: 900 } }, to: leitung },
        { when: { ...privacy, amount: { from: 200, to: 300 } }, to: leitung },
      ],
      [['row-unreachable', 'x1']],
    ],
    [
      'two bands that meet in one amount',
      [
        { when: { ...privacy, amount: { from: 100, to: 200 } }, to: leitung },
        { when: { ...privacy, amount: { from: 200, to: 300 } }, to: leads },
      ],
      [['row-overlap', 'x1']],
    ],
    [
      'two bands side by side',
      [
        { when: { ...privacy, amount: { from: 100, to: 200 } }, to: leitung },
        { when: { ...privacy, amount: { from: 201 } }, to: leads },
      ],
      [],
    ],
    ['open hours leave the closed ones', [{ when: { ...privacy, hours: open }, to: leitung }], []],
    [
      'open and closed leave nothing',
      [
        { when: { ...privacy, hours: open }, to: leitung },
        { when: { ...privacy, hours: closed }, to: leitung },
      ],
      caught,
    ],
    ['a row that needs somebody leaves the empty house', [{ when: privacy, to: leitung, needsPresence: true }], []],
    [
      'a second row that needs the same people',
      [
        { when: privacy, to: leitung, needsPresence: true },
        { when: privacy, to: leitung, needsPresence: true },
      ],
      [['row-unreachable', 'x1']],
    ],
    [
      'people who may have stayed on, though those asked before them keep longer hours',
      [
        { when: { ...privacy, fromTier: [1] }, to: { tier: 3, team: 'tl-technik' }, needsPresence: true },
        { when: { ...privacy, fromTier: [1] }, to: leitung, needsPresence: true },
      ],
      [],
    ],
    ['the same without the need', [{ when: privacy, to: leitung }], caught],
  ])('[R12] %s', (_, rows, expected) => expect(found(...rows)).toEqual(expected));
});

describe('a way at every hour', () => {
  const last = (...rows: readonly Row[]): readonly string[] => {
    const own = rows.map((row, index) => ({ id: `x${index}`, why, ...row }));
    const matrix = pack.matrix.flatMap((row) => (row.id === 'd-lead-up' ? own : [row]));
    return [...new Set(checkPack(withPlace(['matrix'], matrix)).findings.map(({ code }) => code))];
  };
  const from3 = { fromTier: [3] };

  it('[R12] is missing where a row for open hours stands alone', () =>
    expect(last({ when: { ...from3, hours: open }, to: leitung })).toEqual(['no-route']));

  it('[R12] is there where hours stand in for each other', () => {
    expect(last({ when: { ...from3, hours: open }, to: leitung }, { when: { ...from3, hours: closed }, to: leitung })).toEqual([]);
    // The team leads work only while the service is open, so the second row is never asked for more than the first left.
    const night = { calendar: 'teamleitung', is: 'closed' };
    expect(last({ when: { ...from3, hours: open }, to: leitung }, { when: { ...from3, hours: night }, to: leitung })).toEqual([]);
  });

  it('[R12] is missing where everybody may have gone home', () =>
    expect(last({ when: from3, to: leitung, needsPresence: true })).toEqual(['no-route']));

  it('[R12] is asked with the hours of a year, not with every thinkable one', () => {
    const rows = [open, { calendar: 'teamleitung', is: 'open' }].map((hours, index) => ({
      id: `x${index}`,
      when: { hours: hours as typeof open & { is: 'open' } },
      to: { tier: 4 as const, team: 'leitung' },
      why,
    }));
    const told = hoursOfAYear({ ...pack, matrix: rows }).map((isOpen) => `${isOpen('service')} ${isOpen('teamleitung')}`);
    // Never the team leads without the service.
    expect(told.toSorted((a, b) => a.localeCompare(b))).toEqual(['false false', 'true false', 'true true']);
    expect(hoursOfAYear({ ...pack, matrix: [] }).map((isOpen) => isOpen('service'))).toEqual([null]);
  });

  it('[R12] of a pack whose hours are broken tells the hours, not their consequences', () => {
    const document = withPlace(['calendars', 'service', 'zone'], 'Europe/Nordlicht') as { matrix: Row[] };
    document.matrix.unshift({ id: 'x', why, when: { reason: ['other'], hours: open }, to: leitung });
    expect(checkPack(document).findings.map(({ code }) => code)).toContain('unknown-zone');
  });
});
