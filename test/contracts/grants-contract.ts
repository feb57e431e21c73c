// Says what every store promises of earlier decisions and of absences, desk and ledger alike.
import { fc } from '../seeded.ts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Absence } from '../../shared/policy/absence.ts';
import type { Facts, Grant } from '../../shared/policy/authority-types.ts';
import type { BudgetTotal, FactsQuery } from '../../shared/store/desk-store.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { sumUp, walkGrants } from '../../shared/store/grant-facts.ts';
import { absence, grant, LANE, stateOf } from '../store/samples.ts';

/** A store as this contract sees it; `save` writes all grants of one case. */
export type GrantStore = {
  readonly save: (lane: string, caseId: string, grants: readonly Grant[]) => Promise<void>;
  readonly facts: (query: FactsQuery) => Promise<Facts>;
  readonly ofCase: (lane: string, caseId: string) => Promise<readonly Grant[]>;
  readonly cases: (lane: string, after: string | null, limit: number) => Promise<readonly string[]>;
  readonly totals: (lane: string) => Promise<readonly BudgetTotal[]>;
  readonly putAbsences: (absences: readonly Absence[]) => Promise<void>;
  readonly absences: (lane: string) => Promise<readonly Absence[]>;
  readonly cleanUp: () => void | Promise<void>;
};

/** A ledger as the contract asks it; it opens both lanes the contract speaks of. */
export const grantsOfLedger = async (store: LedgerStore, cleanUp: GrantStore['cleanUp']): Promise<GrantStore> => {
  for (const lane of [LANE, 'hotel']) await store.openLane(lane, 'e');
  return {
    save: async (lane, caseId, grants) =>
      void (await store.append({ lane, expected: 0, events: [], states: [stateOf(caseId, lane)], grants, settled: [], bodies: [] })),
    facts: store.facts,
    ofCase: store.grantsOfCase,
    cases: store.grantedCases,
    totals: store.budgetTotals,
    putAbsences: store.putAbsences,
    absences: store.absences,
    cleanUp,
  };
};

const query = (over: Partial<FactsQuery> = {}): FactsQuery => ({
  lane: LANE,
  customer: 'k9',
  contract: null,
  caseId: 'c9',
  since: 0,
  actor: 'nobody',
  dayStart: 0,
  month: '2026-06',
  teams: [],
  currency: 'EUR',
  ...over,
});

const idsOf = ({ grants }: Facts): readonly string[] => grants.map(({ decision }) => decision).toSorted();

/** Few values each, so that random questions meet random decisions. */
const anyGrant = fc.record({
  customer: fc.constantFrom('k1', 'k2'),
  contract: fc.constantFrom(null, 'v1', 'v2'),
  actor: fc.constantFrom('lena', 'tim'),
  team: fc.constantFrom(null, 'abrechnung', 'technik'),
  tier: fc.constantFrom('A' as const, 1 as const, 4 as const),
  unit: fc.constantFrom('money' as const, 'count' as const),
  ledger: fc.constantFrom('goodwill' as const, 'offer' as const),
  decisionType: fc.constantFrom('goodwill-credit', 'replacement'),
  currency: fc.constantFrom('EUR', 'CHF'),
  month: fc.constantFrom('2026-05', '2026-06'),
  amount: fc.integer({ min: 0, max: 5000 }),
  at: fc.integer({ min: 0, max: 20 }),
  open: fc.boolean(),
});
const anySave = fc.record({
  lane: fc.constantFrom(LANE, 'hotel'),
  place: fc.constantFrom('a', 'b', 'c'),
  grants: fc.array(anyGrant, { maxLength: 4 }),
});
const anyQuery = fc.record({
  customer: fc.constantFrom('k1', 'k2'),
  contract: fc.constantFrom(null, 'v1'),
  since: fc.integer({ min: 0, max: 20 }),
  actor: fc.constantFrom('lena', 'tim'),
  dayStart: fc.integer({ min: 0, max: 20 }),
  month: fc.constantFrom('2026-05', '2026-06'),
  teams: fc.constantFrom([], ['abrechnung'], ['abrechnung', 'technik']),
  currency: fc.constantFrom('EUR', 'CHF'),
  openTypes: fc.constantFrom(null, [], ['replacement']),
});

/** `runs`: how many random histories; a server's database needs longer for each. */
export const grantsContract = (name: string, open: () => Promise<GrantStore>, runs = 60): void => {
  describe(`what was granted, on ${name}`, () => {
    let store: GrantStore;
    beforeEach(async () => {
      store = await open();
    });
    afterEach(() => store.cleanUp());

    it('[S27] a customer’s decisions count after an instant, exclusive, from all his cases, whoever decided', async () => {
      await store.save(LANE, 'c1', [grant(1), grant(2), grant(3, { actor: 'tim' })]);
      await store.save(LANE, 'c2', [grant(4, { caseId: 'c2' }), grant(5, { caseId: 'c2', customer: 'k2' })]);
      await store.save('hotel', 'h1', [grant(6, { caseId: 'h1' })]);
      expect(idsOf(await store.facts(query({ customer: 'k1', since: 2000 })))).toEqual(['d003', 'd004']);
      expect(idsOf(await store.facts(query({ customer: 'k1', since: 1999 })))).toEqual(['d002', 'd003', 'd004']);
    });
    it('[S27] a contract’s, a case’s, a person’s of his day and what is still open of him: each decision once', async () => {
      const [shared, old, shut] = [
        grant(1, { customer: 'k2', contract: 'v1', at: 50 }),
        grant(2, { caseId: 'c2', at: 5, customer: 'k3' }),
        grant(3, { caseId: 'c3', at: 6, customer: 'k3', open: false, decisionType: 'callback-promise' }),
      ];
      await store.save(LANE, 'c1', [shared]);
      await store.save(LANE, 'c2', [old]);
      await store.save(LANE, 'c3', [shut]);
      const ask = async (over: Partial<FactsQuery>): Promise<readonly string[]> =>
        idsOf(await store.facts(query({ dayStart: 99, ...over })));
      expect([
        await ask({ contract: 'v1', since: 49 }),
        await ask({ contract: 'v1', since: 50 }),
        await ask({ caseId: 'c2', since: 99 }),
        await ask({ actor: 'lena', dayStart: 6, openTypes: [] }),
        await ask({ actor: 'lena', dayStart: 7, openTypes: [] }),
        await ask({ actor: 'lena' }),
        await ask({ actor: 'lena', openTypes: ['callback-promise'] }),
        await ask({ customer: 'k2', contract: 'v1', caseId: 'c1', actor: 'lena', dayStart: 50, since: 0 }),
      ]).toEqual([['d001'], [], ['d002'], ['d001', 'd003'], ['d001'], ['d001', 'd002'], [], ['d001', 'd002']]);
      expect(await store.ofCase(LANE, 'c1')).toEqual([shared]);
    });
    it('[S28] a month’s sums stand per principal, team, ledger and currency; a count is none', async () => {
      await store.save(LANE, 'c1', [
        grant(1, { amount: 500 }),
        grant(2, { amount: 300, team: 'technik' }),
        grant(3, { amount: 70, team: null }),
        grant(4, { amount: 9, unit: 'count' }),
        grant(5, { amount: 40, ledger: 'offer' }),
        grant(6, { amount: 1, currency: 'CHF' }),
        grant(7, { amount: 2, month: '2026-05' }),
      ]);
      const asked = await store.facts(query({ teams: ['abrechnung'] }));
      expect(asked.grants).toEqual([]);
      expect(new Set(asked.budgets)).toEqual(
        new Set([
          { scope: 'principal', id: LANE, month: '2026-06', ledger: 'goodwill', used: 870 },
          { scope: 'principal', id: LANE, month: '2026-06', ledger: 'offer', used: 40 },
          { scope: 'team', id: 'abrechnung', month: '2026-06', ledger: 'goodwill', used: 500 },
          { scope: 'team', id: 'abrechnung', month: '2026-06', ledger: 'offer', used: 40 },
        ]),
      );
      expect((await store.facts(query({ currency: 'CHF', month: '2026-06' }))).budgets).toEqual([
        { scope: 'principal', id: LANE, month: '2026-06', ledger: 'goodwill', used: 1 },
      ]);
    });
    it('[S28] a decision that changes or goes takes its sum along', async () => {
      await store.save(LANE, 'c1', [grant(1, { amount: 500 }), grant(2, { amount: 300 })]);
      await store.save(LANE, 'c1', [grant(1, { amount: 500, open: false }), grant(2, { amount: 250, team: 'technik', open: false })]);
      const used = async (): Promise<unknown> =>
        Object.fromEntries((await store.facts(query({ teams: ['abrechnung', 'technik'] }))).budgets.map((sum) => [sum.id, sum.used]));
      expect(await used()).toEqual({ abrechnung: 500, [LANE]: 750, technik: 250 });
      await store.save(LANE, 'c1', []);
      expect([await used(), await store.totals(LANE), await store.cases(LANE, null, 9), await store.ofCase(LANE, 'c1')]).toEqual([
        {},
        [],
        [],
        [],
      ]);
    });
    it('[S27] [S28] every question gets the answer of whoever walks through all decisions, after any changes', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(anySave, { minLength: 1, maxLength: 12 }),
          fc.array(anyQuery, { minLength: 1, maxLength: 4 }),
          async (saves, queries) => {
            const fresh = await open();
            try {
              const book = new Map<string, readonly Grant[]>();
              for (const { lane, place, grants } of saves) {
                const caseId = `${lane}-${place}`;
                const rows = grants.map((over, n) => grant(n, { ...over, caseId, decision: `${caseId}-${n}` }));
                await fresh.save(lane, caseId, rows);
                book.set(caseId, rows);
              }
              const walked = walkGrants((lane) => [...book].flatMap(([caseId, rows]) => (caseId.startsWith(`${lane}-`) ? rows : [])));
              for (const lane of [LANE, 'hotel']) {
                for (const asked of queries) {
                  const question = query({ ...asked, lane, caseId: `${lane}-a` });
                  const [found, expected] = [await fresh.facts(question), walked.facts(question)];
                  expect(idsOf(found)).toEqual(idsOf(expected));
                  expect(new Set(found.grants)).toEqual(new Set(expected.grants));
                  expect(new Set(found.budgets)).toEqual(new Set(expected.budgets));
                }
                expect(sumUp(await fresh.totals(lane))).toEqual(walked.budgetTotals(lane));
                expect(await fresh.cases(lane, null, 9)).toEqual(walked.grantedCases(lane, null, 9));
              }
            } finally {
              await fresh.cleanUp();
            }
          },
        ),
        { numRuns: runs },
      );
    });
    it('[S30] an absence saved again replaces itself; each principal has his own', async () => {
      await store.putAbsences([absence('b'), absence('a'), absence('c', { lane: 'hotel' })]);
      await store.putAbsences([absence('b', { endedAt: 5000, endedBy: 'murat' })]);
      expect([await store.absences(LANE), await store.absences('hotel'), await store.absences('nobody')]).toEqual([
        [absence('a'), absence('b', { endedAt: 5000, endedBy: 'murat' })],
        [absence('c', { lane: 'hotel' })],
        [],
      ]);
    });
  });
};
