// A broken pack is refused with place, value and cure; a sound one comes out whole.
import { describe, expect, it } from 'vitest';
import { readPack } from '../../shared/policy/check.ts';
import { FAULT_WORDS } from '../../shared/policy/fault-words.ts';
import type { FaultCode } from '../../shared/policy/pack-fault.ts';
import { faultsOf, packOf, withPlace } from './policies.ts';

type Case = [code: FaultCode, place: (string | number)[], value: unknown, path: string, found: unknown];
const own = {
  id: 'meter',
  number: 101,
  label: { de: 'Zähler', en: 'Meter' },
  kind: 'line',
  stage: 'send',
  requirement: { Fu: 'R', Hi: 'o', Co: 'o', Au: 'o' },
  personal: false,
};
const clocks = packOf('nordlicht').clocks;
const matrix = packOf('nordlicht').matrix;
const only = (id: string, change: unknown): unknown => matrix.map((row) => (row.id === id ? { ...row, ...(change as object) } : row));
const rows = (...without: string[]): unknown => matrix.filter(({ id }) => !without.includes(id));

const shapes: Case[] = [
  ['missing', ['principal', 'name'], undefined, 'principal.name', null],
  ['missing', ['priorities', 'high', 'low'], undefined, 'priorities.high.low', null],
  ['missing', ['priorities', 'low'], undefined, 'priorities.low', null],
  ['missing', ['reasons', 0, 'label', 'en'], undefined, 'reasons[0].label.en', null],
  ['missing', ['teams', 0, 'tier'], undefined, 'teams[0].tier', null],
  ['missing', ['clocks', 1, 'targets', 'P2'], undefined, 'clocks[1].targets.P2', null],
  ['missing', ['handover', 'fields'], [{ ...own, personal: undefined }], 'handover.fields[0].personal', null],
  ['wrong-type', ['principal', 'zone'], 3, 'principal.zone', 3],
  ['wrong-type', ['roster'], 'Lena', 'roster', 'Lena'],
  ['wrong-type', ['decisions', 0, 'limits', '1', 'amount'], 15.5, 'decisions[0].limits.1.amount', 15.5],
  ['wrong-type', ['clocks', 1, 'targets', 'P1'], { hours: 3 }, 'clocks[1].targets.P1', { hours: 3 }],
  ['wrong-form', ['principal', 'prefix'], 'nt', 'principal.prefix', 'nt'],
  ['wrong-form', ['calendars', 'service', 'holidays', 0], '2026-02-30', 'calendars.service.holidays[0]', '2026-02-30'],
  [
    'wrong-form',
    ['calendars', 'service', 'holidays'],
    { country: 'DE', open: ['2026-02-30'] },
    'calendars.service.holidays.open[0]',
    '2026-02-30',
  ],
  ['wrong-type', ['calendars', 'service', 'holidays'], 'DE', 'calendars.service.holidays', 'DE'],
  ['missing', ['calendars', 'service', 'holidays'], { state: 'BY' }, 'calendars.service.holidays.country', null],
  ['unknown-key', ['calendars', 'service', 'holidays'], { country: 'DE', land: 'BY' }, 'calendars.service.holidays.land', 'BY'],
  ['wrong-form', ['calendars', 'service', 'week', 'mon', 0, 1], '25:00', 'calendars.service.week.mon[0][1]', '25:00'],
  ['wrong-form', ['calendars', 'Büro'], packOf('nordlicht').calendars['service'], 'calendars.Büro', 'Büro'],
  ['wrong-form', ['principal', 'accent', 'light'], 'red', 'principal.accent.light', 'red'],
  ['wrong-form', ['principal', 'currency'], 'Euro', 'principal.currency', 'Euro'],
  ['wrong-form', ['decisions', 5, 'agentDay', 0], {}, 'decisions[5].agentDay[0]', {}],
  ['wrong-form', ['handover', 'fields'], [{ ...own, id: 'Meter!' }], 'handover.fields[0].id', 'Meter!'],
  ['wrong-type', ['handover', 'fields'], [{ ...own, personal: 3 }], 'handover.fields[0].personal', 3],
  ['wrong-type', ['handover', 'fields'], ['meter'], 'handover.fields[0]', 'meter'],
  ['wrong-type', ['decisions', 0, 'customer', 0, 'window'], { weeks: 2 }, 'decisions[0].customer[0].window', { weeks: 2 }],
  ['wrong-type', ['decisions', 1, 'formula', 'cases'], ['delay'], 'decisions[1].formula.cases[0]', 'delay'],
  ['wrong-type', ['authority', 'staleness'], [24], 'authority.staleness[0]', 24],
  ['not-one-of', ['format'], 'stafette-pack/9', 'format', 'stafette-pack/9'],
  ['not-one-of', ['teams', 0, 'tier'], 7, 'teams[0].tier', 7],
  ['not-one-of', ['priorities', 'high', 'high'], 'P9', 'priorities.high.high', 'P9'],
  ['not-one-of', ['clocks', 0, 'id'], 'nap', 'clocks[0].id', 'nap'],
  ['too-small', ['reasons'], [], 'reasons', []],
  ['too-small', ['clocks', 1, 'targets', 'P1'], { minutes: 0 }, 'clocks[1].targets.P1.minutes', 0],
  ['too-big', ['decisions', 0, 'limits', '1', 'percentOfBill'], 120, 'decisions[0].limits.1.percentOfBill', 120],
  ['unknown-key', ['teams', 0, 'label'], 'Billing', 'teams[0].label', 'Billing'],
  ['unknown-key', ['teams', 0, 'leed'], 'murat', 'teams[0].leed', 'murat'],
  ['unknown-key', ['decisions', 0, 'limits', '5'], { amount: 1 }, 'decisions[0].limits.5', { amount: 1 }],
];

const article = { id: 'router', title: { de: 'Router', en: 'Router' }, body: { de: 'Neu starten.', en: 'Restart.' } };

const names: Case[] = [
  ['unknown-reference', ['teams', 0, 'lead'], 'nobody', 'teams[0].lead', 'nobody'],
  ['unknown-reference', ['teams', 0, 'calendar'], 'nacht', 'teams[0].calendar', 'nacht'],
  ['unknown-reference', ['roster', 0, 'teams'], ['abrechnnug'], 'roster[0].teams[0]', 'abrechnnug'],
  ['unknown-reference', ['reasons', 0, 'notSolvable'], 'mood', 'reasons[0].notSolvable', 'mood'],
  ['unknown-reference', ['matrix', 0, 'when', 'reason'], ['whim'], 'matrix[0].when.reason[0]', 'whim'],
  ['unknown-reference', ['matrix', 0, 'when', 'category'], ['weather'], 'matrix[0].when.category[0]', 'weather'],
  ['unknown-reference', ['matrix', 0, 'when', 'fromTeam'], ['garden'], 'matrix[0].when.fromTeam[0]', 'garden'],
  ['unknown-reference', ['matrix', 0, 'to', 'team'], 'garden', 'matrix[0].to.team', 'garden'],
  ['unknown-reference', ['matrix', 0, 'to', 'person'], 'nobody', 'matrix[0].to.person', 'nobody'],
  ['unknown-reference', ['guidance', 'steps', 0, 'categories'], ['weather'], 'guidance.steps[0].categories[0]', 'weather'],
  ['unknown-reference', ['guidance', 'steps', 0, 'article'], 'router', 'guidance.steps[0].article', 'router'],
  [
    'unknown-reference',
    ['guidance', 'articles'],
    [{ ...article, categories: ['weather'] }],
    'guidance.articles[0].categories[0]',
    'weather',
  ],
  ['duplicate-id', ['guidance', 'articles'], [article, article], 'guidance.articles[1].id', 'router'],
  ['unknown-reference', ['waits', 0, 'stops'], ['coffee'], 'waits[0].stops[0]', 'coffee'],
  ['unknown-reference', ['clocks', 0, 'calendar'], 'nacht', 'clocks[0].calendar', 'nacht'],
  ['unknown-reference', ['contacts', 0, 'calendar'], 'nacht', 'contacts[0].calendar', 'nacht'],
  ['unknown-reference', ['contacts', 0, 'clock'], 'coffee', 'contacts[0].clock', 'coffee'],
  ['unknown-reference', ['tiers'], packOf('nordlicht').tiers.filter(({ tier }) => tier !== 2), 'teams[2].tier', 2],
  ['unknown-reference', ['decisions', 8, 'limits', '1', 'only', 'reasons'], ['whim'], 'decisions[8].limits.1.only.reasons[0]', 'whim'],
  ['unknown-reference', ['decisions', 1, 'formula', 'cases', 0, 'reasons'], ['whim'], 'decisions[1].formula.cases[0].reasons[0]', 'whim'],
  ['unknown-reference', ['authority', 'breakGlass', 'types'], ['gift'], 'authority.breakGlass.types[0]', 'gift'],
  ['unknown-reference', ['authority', 'budgets'], [{ scope: 'team', team: 'garden', amount: 100 }], 'authority.budgets[0].team', 'garden'],
  [
    'unknown-reference',
    ['authority', 'staleness'],
    [{ workingDays: 4, calendar: 'nacht', share: 100 }],
    'authority.staleness[0].calendar',
    'nacht',
  ],
  [
    'budget-of-principal',
    ['authority', 'budgets'],
    [{ scope: 'principal', team: 'technik', amount: 100 }],
    'authority.budgets[0].team',
    'technik',
  ],
  ['duplicate-id', ['decisions', 0, 'papers', 1, 'id'], 'written-reason', 'decisions[0].papers[1].id', 'written-reason'],
  ['duplicate-id', ['teams', 1, 'id'], 'abrechnung', 'teams[1].id', 'abrechnung'],
  ['duplicate-id', ['roster', 1, 'id'], 'lena', 'roster[1].id', 'lena'],
  ['duplicate-id', ['tiers', 1, 'tier'], 1, 'tiers[1].tier', 1],
  ['duplicate-id', ['guidance', 'steps', 1, 'id'], 'restart-router', 'guidance.steps[1].id', 'restart-router'],
  ['duplicate-id', ['handover', 'fields'], [own, { ...own, number: 102 }], 'handover.fields[1].id', 'meter'],
  ['route-tier', ['matrix', 0, 'to', 'tier'], 4, 'matrix[0].to.tier', 4],
  ['unknown-reference', ['matrix', 0, 'to', 'contact'], 'nobody', 'matrix[0].to.contact', 'nobody'],
  ['unknown-reference', ['matrix', 0, 'when', 'hours'], { calendar: 'nacht', is: 'open' }, 'matrix[0].when.hours.calendar', 'nacht'],
  ['unknown-reference', ['teams', 0, 'above'], 'nobody', 'teams[0].above', 'nobody'],
  ['unknown-reference', ['contacts', 0, 'deputy'], 'nobody', 'contacts[0].deputy', 'nobody'],
  [
    'unknown-reference',
    ['alerts'],
    { unresolved: { after: { days: 2 }, calendar: 'nacht', forward: false } },
    'alerts.unresolved.calendar',
    'nacht',
  ],
  ['points-to-itself', ['teams', 0, 'above'], 'abrechnung', 'teams[0].above', 'abrechnung'],
  ['points-to-itself', ['contacts', 0, 'deputy'], 'nt-betrieb', 'contacts[0].deputy', 'nt-betrieb'],
  ['contact-inside', ['matrix', 0, 'to', 'contact'], 'nt-netz', 'matrix[0].to.contact', 'nt-netz'],
  ['person-not-in-team', ['matrix', 0, 'to', 'person'], 'lena', 'matrix[0].to.person', 'lena'],
  ['unknown-currency', ['principal', 'currency'], 'EUX', 'principal.currency', 'EUX'],
  ['limit-unknown-tier', ['tiers'], packOf('nordlicht').tiers.filter(({ tier }) => tier !== 2), 'decisions[0].limits.2', { amount: 3000 }],
  ['percent-of-count', ['decisions', 10, 'limits', '1', 'percentOfBill'], 50, 'decisions[10].limits.1.percentOfBill', 50],
  ['four-eyes-gap', ['decisions', 0, 'fourEyesAbove'], 50_000, 'decisions[0].fourEyesAbove', 50_000],
];

const HOLIDAYS = ['calendars', 'service', 'holidays'];
const EVE = '2026-12-24';
const times: Case[] = [
  ['unknown-zone', ['principal', 'zone'], 'Europe/Nordlicht', 'principal.zone', 'Europe/Nordlicht'],
  ['unknown-zone', ['calendars', 'service', 'zone'], '+01:00', 'calendars.service.zone', '+01:00'],
  ['interval-order', ['calendars', 'service', 'week', 'mon'], [['12:00', '08:00']], 'calendars.service.week.mon[0]', ['12:00', '08:00']],
  [
    'interval-order',
    ['calendars', 'service', 'week', 'mon'],
    [
      ['08:00', '12:00'],
      ['11:00', '15:00'],
    ],
    'calendars.service.week.mon[1]',
    ['11:00', '15:00'],
  ],
  ['never-open', ['calendars', 'service', 'week'], {}, 'calendars.service.week', {}],
  ['unknown-country', HOLIDAYS, { country: 'XX' }, 'calendars.service.holidays.country', 'XX'],
  ['unknown-state', HOLIDAYS, { country: 'DE', state: 'XX' }, 'calendars.service.holidays.state', 'XX'],
  ['unknown-state', HOLIDAYS, { country: 'DE', state: 'BY', region: 'XX' }, 'calendars.service.holidays.region', 'XX'],
  ['no-states', HOLIDAYS, { country: 'DE', region: 'A' }, 'calendars.service.holidays.region', 'A'],
  ['no-states', HOLIDAYS, { country: 'PL', state: 'MZ' }, 'calendars.service.holidays.state', 'MZ'],
  ['closed-and-open', HOLIDAYS, { country: 'DE', closed: [EVE], open: ['2026-05-01', EVE] }, 'calendars.service.holidays.open[1]', EVE],
  ['reserved-id', ['calendars', 'team'], packOf('nordlicht').calendars['service'], 'calendars.team', 'team'],
  ['clock-twice', ['clocks', 2, 'tiers'], [2], 'clocks[2].id', 'accept'],
  ['clock-missing', ['clocks', 2, 'tiers'], [3, 4], 'clocks', 'accept'],
  ['clock-missing', ['clocks'], clocks.filter(({ id }) => id !== 'principal-answer'), 'clocks', 'principal-answer'],
  ['target-missing', ['clocks', 8, 'targets', 'P4'], null, 'clocks[8].targets.P4', null],
  ['wait-too-long', ['waits', 0, 'expiry'], { days: 9 }, 'waits[0].expiry', { days: 9 }],
];

const routes: Case[] = [
  ['no-route', ['matrix'], only('d-commercial', { needsPresence: true }), 'reasons[9].id', 'authority-exceeded'],
  [
    'no-route',
    ['matrix'],
    only('d-commercial', { when: { fromTier: [1, 2], amount: { from: 0 } } }),
    'reasons[9].id',
    'authority-exceeded',
  ],
  [
    'no-route',
    ['matrix'],
    only('d-commercial', { when: { fromTier: [1, 2], hours: { calendar: 'service', is: 'open' } } }),
    'reasons[9].id',
    'authority-exceeded',
  ],
  ['marker-no-route', ['matrix', 2, 'needsPresence'], true, 'matrix', 'law'],
  ['marker-no-route', ['matrix', 2, 'when', 'hours'], { calendar: 'service', is: 'open' }, 'matrix', 'law'],
  ['no-route', ['matrix'], rows('d-commercial'), 'reasons[9].id', 'authority-exceeded'],
  ['no-route', ['matrix', 18, 'when', 'fromTier'], [2], 'reasons[9].id', 'authority-exceeded'],
  ['marker-no-route', ['matrix'], rows('m-press'), 'matrix', 'press'],
  ['marker-no-route', ['matrix', 2, 'when', 'category'], ['billing'], 'matrix', 'law'],
];

describe('a broken pack', () => {
  /** What the one fault of this code at this place tells: the value, its place first, every figure filled in, and a cure. */
  const told = ([code, place, value, path]: Case): unknown => {
    const fault = faultsOf(withPlace(place, value)).find((row) => row.code === code && row.path === path);
    if (fault === undefined) return faultsOf(withPlace(place, value));
    const words = [fault.message.de, fault.cure.de, fault.message.en, fault.cure.en];
    return {
      value: fault.value,
      placed: fault.message.de.startsWith(path) && fault.message.en.startsWith(path),
      filled: !/\{[a-z]+\}|undefined|\[object/i.test(words.join(' ')),
      cured: fault.cure.de.length > 8 && fault.cure.de !== fault.cure.en,
      german: fault.message.de !== fault.message.en && !/ such as | or /.test(fault.cure.de),
    };
  };
  const sound = (value: unknown) => ({ value, placed: true, filled: true, cured: true, german: true });

  it.each(shapes)('[P1] %s at %j', (...row) => expect(told(row)).toEqual(sound(row[4])));
  it.each(names)('[P2] %s at %j', (...row) => expect(told(row)).toEqual(sound(row[4])));
  it.each(times)('[P3] %s at %j', (...row) => expect(told(row)).toEqual(sound(row[4])));
  it.each(routes)('[P4] %s at %j', (...row) => expect(told(row)).toEqual(sound(row[4])));

  it('[P5] every kind of fault has a case here', () => {
    const seen = new Set([...shapes, ...names, ...times, ...routes].map(([code]) => code));
    expect(Object.keys(FAULT_WORDS).filter((code) => !seen.has(code as FaultCode))).toEqual([]);
  });

  it('[P4] tells a reason that leads nowhere, and from where', () => {
    // Without the last rows a commercial reason has no way up; data protection has a row of its own and keeps it.
    const faults = faultsOf(withPlace(['matrix'], rows('d-commercial')));
    expect(faults.map(({ code, value }) => [code, value])).toContainEqual(['no-route', 'authority-exceeded']);
    expect(faults.map(({ value }) => value)).not.toContain('data-protection');
    expect(faults[0]).toMatchObject({ data: { team: 'abrechnung' } });
  });

  it('[P5] is not loaded at all, and all its faults of one kind are told at once', () => {
    const read = readPack(withPlace(['teams', 0], { id: 'X', name: 'Billing', tier: 7, lead: 'murat', calendar: 'service' }));
    expect(read.ok).toBe(false);
    expect(Object.keys(read)).not.toContain('value');
    expect(!read.ok && read.refusal.data.faults.map(({ path }) => path)).toEqual(['teams[0].id', 'teams[0].name', 'teams[0].tier']);
  });

  it.each([[null], [undefined], [42], ['pack'], [[]], [{}]])('[P5] %j is refused, not thrown at', (document) =>
    expect(faultsOf(document).length).toBeGreaterThan(0),
  );

  it('[P2] proposes the nearest names first', () =>
    expect(faultsOf(withPlace(['teams', 0, 'calendar'], 'servise'))[0]).toMatchObject({
      data: { known: expect.arrayContaining(['service']) },
      cure: { de: expect.stringMatching(/^Nehmen Sie einen von \["service"/), en: expect.stringMatching(/^Use one of \["service"/) },
    }));

  it('[P5] is refused as plain data, which can be stored and translated', () => {
    const faults = faultsOf(withPlace(['teams', 0, 'lead'], 'nobody'));
    expect(JSON.parse(JSON.stringify(faults))).toEqual(faults);
  });
});

describe('a sound pack', () => {
  it('[P2] may change words and requirements of a standard field and add its own', () =>
    expect(faultsOf(withPlace(['handover', 'fields'], [{ id: 'summary', softMax: 120 }, own]))).toEqual([]));
  it('[P3] may count a clock in the hours of the team', () => expect(packOf('nordlicht').clocks[1]?.calendar).toBe('team'));
});
