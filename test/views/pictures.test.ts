// Small decisions for one customer become one picture: what counts, which cap is closest, and when there is a picture at all.
import { describe, expect, it } from 'vitest';
import type { Grant } from '../../shared/policy/authority-types.ts';
import type { DecisionType } from '../../shared/policy/pack-schema.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { pictureOf, repeatedCustomers, type PictureParts } from '../../shared/views/pictures.ts';
import { NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';

const DAY = 24 * 3_600_000;
let made = 0;

const grant = (changes: Partial<Grant> = {}): Grant => {
  made += 1;
  return {
    decision: `d-${made}`,
    decisionType: 'goodwill-credit',
    ledger: 'goodwill',
    unit: 'money',
    amount: 500,
    currency: 'EUR',
    customer: 'K-1',
    contract: null,
    caseId: `case-${made}`,
    actor: 'lena',
    team: 'abrechnung',
    tier: 1,
    at: NOON - DAY,
    month: '2026-06',
    open: true,
    ...changes,
  };
};

const picture = (grants: readonly Grant[], changes: Partial<PictureParts> = {}) =>
  pictureOf({ policy: TELECOM, customer: 'K-1', name: 'Karin', grants, now: NOON, numberOf: (id) => `N-${id}`, ...changes });

/** The pack with other customer caps for the goodwill credit. */
const withCaps = (customer: DecisionType['customer']): Policy => {
  const type = TELECOM.decisions.get('goodwill-credit')!;
  return { ...TELECOM, decisions: new Map([...TELECOM.decisions, [type.id, { ...type, customer }]]) };
};

describe('[V17] a picture', () => {
  it('counts from the same wall time so many days back, exclusive, to now, inclusive', () => {
    // In March it was winter time: noon in Berlin was an hour later than now.
    const march = Date.UTC(2026, 2, 5, 11, 0);
    expect(NOON - march).toBe(90 * DAY - 3_600_000);
    expect(picture([grant({ at: march })])).toBeNull();
    expect(picture([grant({ at: march + 1 })])).toMatchObject({ count: 1 });
    expect(picture([grant({ at: NOON })])).toMatchObject({ count: 1 });
    expect(picture([grant({ at: NOON + 1 })])).toBeNull();
  });

  it('sums each ledger for itself and only the money of the pack, and stands newest first', () => {
    const shown = picture([
      grant({ amount: 700, at: NOON - 3 * DAY }),
      grant({ amount: 400, currency: 'CHF', at: NOON - 2 * DAY }),
      grant({ decisionType: 'compensation', ledger: 'entitlement', amount: 1_000, at: NOON - DAY }),
      grant({ decisionType: 'callback-promise', ledger: 'promise', unit: 'count', amount: 1, at: NOON - 4 * DAY }),
    ]);
    expect(shown?.decisions.map(({ amount }) => amount)).toEqual([1_000, 400, 700, 1]);
    expect(shown?.sums).toEqual([
      { ledger: 'entitlement', amount: 1_000, count: 1 },
      { ledger: 'goodwill', amount: 700, count: 2 },
      { ledger: 'promise', amount: 0, count: 1 },
    ]);
  });

  it('leaves out the cases its reader may not read, and is none when nothing is left', () => {
    const [mine, other] = [grant(), grant()];
    const numberOf = (id: string) => (id === mine.caseId ? 'N' : null);
    expect(picture([mine, other], { numberOf })).toMatchObject({ count: 1, decisions: [{ caseId: mine.caseId }] });
    expect(picture([other], { numberOf })).toBeNull();
  });
});

describe('[V18] the closest cap', () => {
  const window = { months: 12 };

  it('is the one used up furthest, over its own window, which may be longer than the picture', () => {
    const policy = withCaps([
      { tiers: [1], per: 'customer', window, amount: 5_000, open: false },
      { tiers: [1], per: 'customer', window: { days: 30 }, count: 4, open: false },
    ]);
    const shown = picture([grant({ amount: 3_000, at: NOON - 200 * DAY }), grant({ amount: 1_500 })], { policy });
    expect(shown).toMatchObject({ count: 1 });
    expect(shown?.closest).toEqual({
      decisionType: 'goodwill-credit',
      share: 90,
      cap: { rule: 'customer-window', unit: 'money', limit: 5_000, used: 4_500, remaining: 500, ok: true, detail: null, window },
    });
    expect(picture([grant(), grant(), grant()], { policy })?.closest).toMatchObject({
      share: 75,
      cap: { rule: 'customer-count', used: 3 },
    });
  });

  it('counts a contract for itself, and only what is open, where the pack says so', () => {
    const perContract = withCaps([{ tiers: [1], per: 'contract', window, count: 4, open: false }]);
    const grants = [grant({ contract: 'A' }), grant({ contract: 'A' }), grant({ contract: 'B' })];
    expect(picture(grants, { policy: perContract })?.closest).toMatchObject({ share: 50, cap: { used: 2, detail: 'contract' } });
    const onlyOpen = withCaps([{ tiers: [1], per: 'customer', window, count: 4, open: true }]);
    expect(picture([grant({ open: false }), grant()], { policy: onlyOpen })?.closest).toMatchObject({ cap: { used: 1 } });
    expect(picture([grant({ open: false })], { policy: onlyOpen })?.closest).toBeNull();
  });

  it('is full at its limit, and beyond it shows what was used', () => {
    const policy = withCaps([{ tiers: [1], per: 'customer', window, amount: 1_000, open: false }]);
    const over = picture([grant({ amount: 900 }), grant({ amount: 700 })], { policy })?.closest;
    expect(over).toMatchObject({ share: 160, cap: { used: 1_600, remaining: 0, ok: false } });
  });
});

describe('[V19] customers that make a picture', () => {
  const anybody = () => true;

  it('were granted something by tiers 1 and 2 as often as the pack counts', () => {
    expect(TELECOM.pack.authority.splitting.count).toBe(2);
    const twice = [grant(), grant({ tier: 2 })];
    expect(repeatedCustomers(TELECOM, [...twice, grant({ customer: 'K-2' })], anybody)).toEqual(['K-1']);
    expect(repeatedCustomers(TELECOM, [grant(), grant({ tier: 3 }), grant({ tier: 4 })], anybody)).toEqual([]);
  });

  it('concern a lead as soon as one of these decisions does', () => {
    const grants = [grant({ team: 'abrechnung' }), grant({ team: 'stoerung' })];
    expect(repeatedCustomers(TELECOM, grants, ({ team }) => team === 'stoerung')).toEqual(['K-1']);
    expect(repeatedCustomers(TELECOM, grants, ({ team }) => team === 'technik')).toEqual([]);
  });
});
