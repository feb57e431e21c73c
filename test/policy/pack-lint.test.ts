// A pack that loads can still be wrong: each kind of gap, overlap, dead row and falling limit is found, at its place, alone, and in two languages.
import { describe, expect, it } from 'vitest';
import { ALL_STARTER_PACKS } from '../../shared/packs/starter.ts';
import { readPack } from '../../shared/policy/check.ts';
import { LINT_WORDS } from '../../shared/policy/lint-words.ts';
import { checkPack } from '../../shared/policy/pack-lint.ts';
import { packOf, withPlace } from './policies.ts';

type Place = (string | number)[];
type Case = [code: keyof typeof LINT_WORDS, place: Place, value: unknown, path: string, found: unknown];

const { matrix, decisions } = packOf('nordlicht');
const at = (id: string): number => matrix.findIndex((row) => row.id === id);
const leads = { tier: 3, team: 'tl-abrechnung' };
const why = { de: 'Zum Versuch.', en: 'For a trial.' };
/** The matrix with rows of our own before the row named. */
const before = (id: string, ...rows: { when: unknown; to?: unknown; id?: string }[]): unknown =>
  matrix.toSpliced(
    at(id),
    0,
    ...(rows.map((row, index) => ({ id: `x${index}`, to: { tier: 4, team: 'leitung' }, why, ...row })) as never[]),
  );
const capsOf = (index: number, ...more: unknown[]): unknown => [...decisions[index]!.customer, ...more];
const year = { months: 12 };

const errors: Case[] = [
  ['decision-no-tier', ['decisions', 6, 'limits'], {}, 'decisions[6].limits', 'fee-waiver'],
  ['decision-no-tier', ['decisions', 6, 'limits'], { 1: { amount: 0 }, 4: { amount: 0 } }, 'decisions[6].limits', 'fee-waiver'],
  ['limit-falls', ['decisions', 0, 'limits', '3', 'amount'], 2_000, 'decisions[0].limits.3.amount', 2_000],
  ['limit-falls', ['decisions', 0, 'limits', '4', 'percentOfBill'], 40, 'decisions[0].limits.4.percentOfBill', 40],
  ['limit-falls', ['decisions', 10, 'limits', '1', 'amount'], null, 'decisions[10].limits.2.amount', 1],
  ['limit-falls', ['decisions', 9, 'limits', '3', 'terms', 'instalments'], 2, 'decisions[9].limits.3.terms.instalments', 2],
  ['limit-falls', ['decisions', 7, 'limits', '4', 'terms', 'percent'], 10, 'decisions[7].limits.4.terms.percent', 10],
  ['limit-falls', ['decisions', 7, 'limits', '3', 'terms', 'months'], 2, 'decisions[7].limits.3.terms.months', 2],
  ['cap-falls', ['decisions', 0, 'customer', 1, 'amount'], 4_000, 'decisions[0].customer[1].amount', 4_000],
  [
    'cap-falls',
    ['decisions', 6, 'perCase'],
    [
      { tiers: [1], count: 2 },
      { tiers: [3], count: 1 },
    ],
    'decisions[6].perCase[1].count',
    1,
  ],
  [
    'cap-twice',
    ['decisions', 0, 'customer'],
    capsOf(0, { tiers: [2, 3], window: year, amount: 20_000 }),
    'decisions[0].customer[3].amount',
    20_000,
  ],
  ['cap-twice', ['decisions', 5, 'agentDay'], [{ count: 3 }, { tiers: [2], count: 4 }], 'decisions[5].agentDay[1].count', 4],
  [
    'cap-twice',
    ['authority', 'budgets'],
    [
      { scope: 'team', amount: 10_000 },
      { scope: 'team', amount: 20_000 },
    ],
    'authority.budgets[1]',
    20_000,
  ],
  [
    'formula-twice',
    ['decisions', 1, 'formula', 'cases', 1, 'reasons'],
    ['missed-appointment', 'delay'],
    'decisions[1].formula.cases[1].reasons[1]',
    'delay',
  ],
  [
    'formula-order',
    ['decisions', 1, 'formula', 'cases', 0, 'perDay', 1, 'fromDay'],
    3,
    'decisions[1].formula.cases[0].perDay[1].fromDay',
    3,
  ],
  ['staleness-order', ['authority', 'staleness', 1, 'hours'], 24, 'authority.staleness[1]', { hours: 24, share: 50 }],
  ['staleness-order', ['authority', 'staleness', 1, 'share'], 100, 'authority.staleness[1]', { hours: 48, share: 100 }],
  ['lease-none', ['authority', 'leases'], { reserve: 100 }, 'authority.leases.reserve', 100],
  ['term-not-asked', ['decisions', 1, 'terms'], [], 'decisions[1].formula.cases[0].perDay', 'days'],
  ['term-not-asked', ['decisions', 6, 'limits', '2', 'terms'], { months: 2 }, 'decisions[6].limits.2.terms.months', 2],
  [
    'row-unreachable',
    ['matrix'],
    before('r-privacy', { when: { reason: ['data-protection'] } }),
    `matrix[${at('r-privacy') + 1}]`,
    'r-privacy',
  ],
  [
    'row-unreachable',
    ['matrix'],
    before(
      'r-privacy',
      { when: { reason: ['data-protection'], fromTier: [1] } },
      { when: { reason: ['data-protection'], fromTier: [2, 3] } },
    ),
    `matrix[${at('r-privacy') + 2}]`,
    'r-privacy',
  ],
  [
    'row-never',
    ['matrix'],
    before('r-privacy', { when: { fromTier: [4] }, to: { tier: 2, team: 'technik' } }),
    `matrix[${at('r-privacy')}]`,
    'x0',
  ],
  [
    'row-overlap',
    ['matrix'],
    before('r-outage-p1', { when: { reason: ['data-protection'], fromTier: [1, 2, 3] }, to: leads }),
    `matrix[${at('r-outage-p1')}]`,
    'x0',
  ],
  [
    'row-overlap',
    ['matrix'],
    before('r-outage-p1', { when: { reason: ['data-protection', 'other'], fromTier: [1, 2] }, to: leads }),
    `matrix[${at('r-outage-p1')}]`,
    'x0',
  ],
];

// Where a row leads to a team of the own tier, the same conditions behind it still catch that team; nobody would read it so.
errors.push([
  'row-overlap',
  ['matrix'],
  before('r-grave', { when: matrix[at('r-grave')]!.when, to: leads }),
  `matrix[${at('r-grave') + 1}]`,
  'r-grave',
]);

const warnings: Case[] = [
  ['cap-without-say', ['decisions', 7, 'customer', 0, 'tiers'], [1, 2, 3], 'decisions[7].customer[0].tiers[1]', 2],
  ['quick-too-high', ['decisions', 6, 'quick', 2], 15_001, 'decisions[6].quick[2]', 15_001],
  ['paper-never', ['decisions', 6, 'papers'], [{ id: 'note', label: why, above: 15_000 }], 'decisions[6].papers[0].above', 15_000],
  ['four-eyes-below', ['decisions', 0, 'fourEyesAbove'], 20_000, 'decisions[0].fourEyesAbove', 20_000],
  ['ceiling-below', ['decisions', 6, 'ceiling'], 10_000, 'decisions[6].ceiling', 10_000],
  ['currency-digits', ['principal', 'currency'], 'JPY', 'principal.currency', 'JPY'],
  ['lease-late', ['authority', 'leases'], { askAt: 0 }, 'authority.leases.askAt', 0],
  ['lease-always', ['authority', 'leases'], { askAt: 100 }, 'authority.leases.askAt', 100],
  ['lease-large', ['authority', 'budgets'], [{ scope: 'principal', amount: 6_000 }], 'authority.leases.least', 5_000],
  ['blind-above', ['decisions', 0, 'offline'], { allowed: true, perCustomer: 1_000, blind: 1_001 }, 'decisions[0].offline.blind', 1_001],
  ['lead-outside', ['teams', 0, 'lead'], 'carla', 'teams[0].lead', 'carla'],
];

describe('pack check', () => {
  const found = (place: Place, value: unknown): unknown =>
    checkPack(withPlace(place, value)).findings.map((finding) => [finding.severity, finding.code, finding.path, finding.value]);

  it.each(errors)('[P7] %s at %j is found alone, and is an error', (code, place, value, path, wrong) =>
    expect(found(place, value)).toEqual([['error', code, path, wrong]]),
  );
  it.each(warnings)('[P7] %s at %j is found alone, and is a warning', (code, place, value, path, wrong) =>
    expect(found(place, value)).toEqual([['warning', code, path, wrong]]),
  );

  it('[P7] every kind of finding has a case here, and its words are filled in both languages', () => {
    const cases = [...errors, ...warnings];
    expect(Object.keys(LINT_WORDS).filter((code) => !cases.some(([known]) => known === code))).toEqual([]);
    const words = cases.flatMap(([, place, value]) =>
      checkPack(withPlace(place, value)).findings.flatMap(({ message, cure }) => [message.de, message.en, cure.de, cure.en]),
    );
    expect(words.filter((text) => /\{[a-z]+\}|undefined|Infinity|\[object|""/.test(text))).toEqual([]);
    expect(new Set(words).size).toBeGreaterThan(cases.length * 2);
  });

  it.each(Object.entries(ALL_STARTER_PACKS))('[P7] finds nothing in the starter pack %s, not even a warning', (_, document) =>
    expect(checkPack(document)).toEqual({ sound: true, errors: 0, warnings: 0, findings: [] }),
  );

  it('[P7] compares limits only within one unit: a share follows an amount, tiers without a say are skipped', () => {
    expect(found(['decisions', 7, 'limits', '4'], { amount: 10_000, terms: { percent: 30, months: 12 } })).toEqual([]);
    expect(found(['decisions', 3, 'limits', '2'], undefined)).toEqual([]);
    expect(found(['decisions', 0, 'limits', '2'], { amount: 3_000, percentOfBill: 60 })).toEqual([]);
  });

  it('[P7] lets an exception stand before its rule, and a rule share its target', () => {
    expect(found(['matrix'], before('r-privacy', { when: { reason: ['data-protection'], fromTier: [1] }, to: leads }))).toEqual([]);
    expect(found(['matrix'], before('r-outage-p1', { when: { reason: ['data-protection', 'other'], fromTier: [1, 2] } }))).toEqual([]);
  });

  it('[P7] says which rows catch every case of one, and where two overlap', () => {
    const caught = withPlace(
      ['matrix'],
      before(
        'r-privacy',
        { when: { reason: ['data-protection'], fromTier: [1] } },
        { when: { reason: ['data-protection'], fromTier: [2, 3] } },
      ),
    );
    expect(checkPack(caught).findings[0]?.message.en).toBe(
      `matrix[${at('r-privacy') + 2}] ("r-privacy") never applies: before it, ["x0","x1"] catch every one of its cases.`,
    );
    const both = withPlace(
      ['matrix'],
      before('r-outage-p1', { when: { reason: ['data-protection', 'other'], fromTier: [1, 2] }, to: leads }),
    );
    expect(checkPack(both).findings[0]?.message.de).toContain(
      'mit der Zeile „r-privacy“: dieselben Fälle (reason data-protection, fromTier 1)',
    );
  });

  it('[P7] no tier below the highest is left without a way up', () => {
    const document = withPlace(
      ['matrix'],
      matrix.filter(({ id }) => id !== 'd-lead-up'),
    );
    expect(readPack(document).ok).toBe(true);
    const { sound, findings } = checkPack(document);
    expect([sound, [...new Set(findings.map(({ code }) => code))]]).toEqual([false, ['no-route']]);
    expect(findings[0]).toMatchObject({ data: { team: 'tl-abrechnung' }, value: 'technical-depth' });
  });

  it('[P7] tells what is wrong in one go, whatever comes first; a row that names something unknown is told once', () => {
    const document = structuredClone(withPlace(['decisions', 0, 'limits', '3', 'amount'], 2_000)) as ReturnType<typeof packOf>;
    document.reasons[0]!.notSolvable = 'mood';
    document.waits[0]!.expiry = { days: 9 };
    document.matrix[at('r-privacy')]!.when.reason = ['whim'];
    document.decisions[6]!.limits = {};
    expect(checkPack(document).findings.map(({ code, path }) => [code, path])).toEqual([
      ['unknown-reference', 'reasons[0].notSolvable'],
      ['unknown-reference', `matrix[${at('r-privacy')}].when.reason[0]`],
      ['wait-too-long', 'waits[0].expiry'],
      ['limit-falls', 'decisions[0].limits.3.amount'],
      ['decision-no-tier', 'decisions[6].limits'],
    ]);
  });

  it('[P7] of a document out of shape tells the shape alone', () => {
    const { sound, errors: count, findings } = checkPack(withPlace(['teams', 0, 'tier'], 7));
    expect([sound, count, findings.map(({ code }) => code)]).toEqual([false, 1, ['not-one-of']]);
    expect(checkPack(null).sound).toBe(false);
  });
});
