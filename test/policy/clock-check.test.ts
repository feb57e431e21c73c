// A pack whose clocks never end, or who would ask in circles, is refused with the place and the cure.
import { describe, expect, it } from 'vitest';
import { readPack } from '../../shared/policy/check.ts';
import { CLOCK_WORDS } from '../../shared/policy/clock-fault-words.ts';
import telecom from '../../shared/packs/telecom.json' with { type: 'json' };

const faultsOf = (changes: object) => {
  const read = readPack({ ...telecom, ...changes });
  return read.ok ? [] : read.refusal.data.faults;
};
const clocks = telecom.clocks;
const at = (id: string, n = 0): number => clocks.flatMap((row, index) => (row.id === id ? [index] : []))[n]!;
const clockWith = (index: number, changes: object) => clocks.map((row, n) => (n === index ? { ...row, ...changes } : row));
const targets = (target: object) => ({ targets: { P1: target, P2: target, P3: target, P4: target } });
const team = (id: string, changes: object) => telecom.teams.map((row) => (row.id === id ? { ...row, ...changes } : row));
const teamIndex = (id: string): number => telecom.teams.findIndex((row) => row.id === id);
const CONTACTS = [
  { id: 'a', name: 'A', function: { de: 'Leitung', en: 'Head' }, calendar: 'service', clock: 'principal-answer', deputy: 'b' },
  { id: 'b', name: 'B', function: { de: 'Leitung', en: 'Head' }, calendar: 'service', deputy: 'c' },
  { id: 'c', name: 'C', function: { de: 'Leitung', en: 'Head' }, calendar: 'service' },
];
const contacts = (...changes: readonly object[]) => ({
  contacts: CONTACTS.map((row, n) => ({ ...row, ...changes[n] })),
  matrix: telecom.matrix.map(({ to, ...row }) => ({ ...row, to: { tier: to.tier, team: to.team } })),
});
/** Open on the 29th of February alone would be such a thing; one hour a week is enough for a hundred hours, not for two hundred. */
const rare = { ...telecom.calendars.service, week: { mon: [['08:00', '09:00']] }, holidays: [] };

type Case = readonly [code: keyof typeof CLOCK_WORDS, changes: object, path: string, value: unknown];

const cases: readonly Case[] = [
  ['never-ends', { clocks: clockWith(at('resolution'), targets({ days: 900 })) }, `clocks[${at('resolution')}].targets.P1`, { days: 900 }],
  [
    'never-ends',
    { clocks: clockWith(at('interim'), targets({ minutes: 60 * 24 * 800 })) },
    `clocks[${at('interim')}].targets.P1`,
    { minutes: 60 * 24 * 800 },
  ],
  [
    'never-ends',
    { clocks: clockWith(at('accept-live'), targets({ seconds: 86_400 * 732 })) },
    `clocks[${at('accept-live')}].targets.P1`,
    { seconds: 86_400 * 732 },
  ],
  [
    'never-ends',
    { calendars: { ...telecom.calendars, rare }, clocks: clockWith(at('resolution'), { calendar: 'rare', ...targets({ days: 110 }) }) },
    `clocks[${at('resolution')}].targets.P1`,
    { days: 110 },
  ],
  [
    'never-ends',
    {
      calendars: { ...telecom.calendars, rare },
      teams: team('technik', { calendar: 'rare' }),
      clocks: clockWith(at('answer'), targets({ minutes: 6_600 })),
    },
    `clocks[${at('answer')}].targets.P1`,
    { minutes: 6_600 },
  ],
  [
    'never-ends',
    { alerts: { unresolved: { after: { days: 900 }, calendar: 'service', forward: false } } },
    'alerts.unresolved.after',
    { days: 900 },
  ],
  [
    'never-ends',
    { matrix: telecom.matrix.map((row, n) => (n === 0 ? { ...row, acceptBy: { days: 900 } } : row)) },
    'matrix[0].acceptBy',
    { days: 900 },
  ],
  [
    'above-circle',
    { teams: team('technik', { above: 'leitung' }).map((row) => (row.id === 'leitung' ? { ...row, above: 'technik' } : row)) },
    `teams[${teamIndex('leitung')}].above`,
    'technik',
  ],
  ['above-outside', { teams: team('leitung', { above: 'auftraggeber' }) }, `teams[${teamIndex('leitung')}].above`, 'auftraggeber'],
  ['contact-circle', contacts({}, {}, { deputy: 'a' }), 'contacts[0].deputy', 'b'],
  ['contact-circle', contacts({}, { deputy: 'a' }), 'contacts[1].deputy', 'a'],
  [
    'contact-clock',
    { ...contacts({ clock: 'accept-live' }), clocks: clockWith(at('accept-live'), { tiers: [1, 2, 3, 4] }) },
    'contacts[0].clock',
    'accept-live',
  ],
];

describe('[P21] a pack whose clocks or ways up lead nowhere', () => {
  it.each(cases)('%s', (code, changes, path, value) => {
    const fault = faultsOf(changes).find((row) => row.code === code && row.path === path);
    expect([fault?.value, fault?.severity]).toEqual([value, 'error']);
    const words = [fault!.message.de, fault!.cure.de, fault!.message.en, fault!.cure.en];
    expect(words.join(' ')).not.toMatch(/\{[a-z]+\}|undefined|\[object/i);
    expect(new Set(words).size).toBe(4);
    expect(fault!.message.de.startsWith(path)).toBe(true);
  });
  it('tells every kind of fault', () => {
    const seen = new Set(cases.map(([code]) => code));
    expect(Object.keys(CLOCK_WORDS).filter((code) => !seen.has(code as Case[0]))).toEqual(['tier-without-team']);
  });
  it('names a tier of a clock that no team has', () => {
    const teams = telecom.teams.filter(({ tier }) => tier !== 'A');
    const matrix = telecom.matrix.filter(({ to }) => to.tier !== 'A');
    const roster = telecom.roster.map((person) => ({ ...person, teams: person.teams.filter((id) => id !== 'auftraggeber') }));
    const faults = faultsOf({ teams, matrix, roster });
    expect(faults.map(({ code, value }) => [code, value])).toContainEqual(['tier-without-team', 'A']);
  });
  it('names an unknown team above with the nearest names, before anything else of the clocks', () => {
    const [fault] = faultsOf({ teams: team('technik', { above: 'leitunk' }) });
    expect(fault).toMatchObject({ code: 'unknown-reference', path: `teams[${teamIndex('technik')}].above` });
    expect(fault?.cure.en).toContain('"leitung"');
  });
  it('names an unknown clock, calendar or deputy of a contact, and a clock no wait can stop', () => {
    const paths = (changes: object) => faultsOf(changes).map(({ code, path }) => `${code} ${path}`);
    expect(paths(contacts({ clock: 'coffee' }, { calendar: 'nacht' }, { deputy: 'x' }))).toEqual([
      'unknown-reference contacts[0].clock',
      'unknown-reference contacts[1].calendar',
      'unknown-reference contacts[2].deputy',
    ]);
    expect(paths({ waits: telecom.waits.map((row, n) => (n === 0 ? { ...row, stops: ['nap'] } : row)) })).toEqual([
      'unknown-reference waits[0].stops[0]',
    ]);
  });
  it('counts the minutes of a wait as well, which must end within its days', () => {
    const waits = (expiry: object, maxDays: number) => ({
      waits: telecom.waits.map((row, n) => (n === 0 ? { ...row, expiry, maxDays } : row)),
    });
    expect(faultsOf(waits({ minutes: 3 * 24 * 60 + 1 }, 3)).map(({ code, path }) => [code, path])).toEqual([
      ['wait-too-long', 'waits[0].expiry'],
    ]);
    expect(faultsOf(waits({ seconds: 4 * 86_400 }, 3)).map(({ code }) => code)).toEqual(['wait-too-long']);
    expect(faultsOf(waits({ minutes: 3 * 24 * 60 }, 3))).toEqual([]);
  });
  it('lets long clocks pass that end', () => {
    expect(faultsOf({ clocks: clockWith(at('resolution'), targets({ days: 300 })) })).toEqual([]);
    expect(faultsOf({ teams: team('technik', { above: 'leitung' }) })).toEqual([]);
    expect(faultsOf(contacts())).toEqual([]);
  });
});

describe('[P3] a calendar that opens in theory only', () => {
  const friday = (closed: readonly string[]) => ({
    calendars: { ...telecom.calendars, service: { ...telecom.calendars.service, week: { fri: [['08:00', '12:00']] }, holidays: closed } },
  });
  it('is refused where every open day of the pack’s first year is an exception', () => {
    const from = telecom.validFrom;
    const all = Array.from({ length: 54 }, (_, n) => {
      const day = new Date(Date.parse(from) + n * 7 * 86_400_000);
      return new Date(day.getTime() + ((5 - day.getUTCDay() + 7) % 7) * 86_400_000).toISOString().slice(0, 10);
    });
    const faults = faultsOf(friday(all));
    expect(faults.map(({ code, path }) => [code, path])).toContainEqual(['never-open', 'calendars.service.week']);
    expect(faultsOf(friday(all.slice(1))).filter(({ code }) => code === 'never-open')).toEqual([]);
  });
});
