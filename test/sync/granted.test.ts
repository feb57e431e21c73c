// Decisions see what was granted before them: in other cases, at other desks, earlier in the same push.
import { describe, expect, it } from 'vitest';
import telecom from '../../shared/packs/telecom.json' with { type: 'json' };
import type { Command } from '../../shared/case/commands.ts';
import type { PackInput } from '../../shared/policy/pack-schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { DESK_APPLICATION, DESK_MIGRATIONS, LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { rebuildDerived } from '../../shared/sync/rebuild.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { createDeskBench, createWorld, LANE, notes, says, type DeskBench, type World } from './desks.ts';
import { forged, healthy, noteOn } from './forged.ts';

const goodwill = (amount: number) => ({ decisionType: 'goodwill-credit', amount, reason: null, evidence: [] });

const opensFor = (desk: DeskBench, customer: string | null, actor = 'lena'): string =>
  says(
    desk,
    'open-case',
    null,
    {
      number: desk.engine.nextCaseNumber(LANE),
      customer,
      category: 'billing',
      channel: 'phone',
      urgency: 'medium',
      impact: 'low',
      reason: null,
      call: null,
    },
    { title: 'Rechnung doppelt' },
    actor,
  ).caseId;

const tries = (desk: DeskBench, caseId: string, amount: number, actor = 'lena') =>
  desk.engine.submit({ lane: LANE, caseId, actor, type: 'decide', data: goodwill(amount), body: null });

const twoDesks = async (): Promise<{ world: World; one: DeskBench; two: DeskBench }> => {
  const world = createWorld(createSqliteLedgerStore(openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS).handle));
  const store = () => createSqliteDeskStore(openSqlite('memory', DESK_APPLICATION, DESK_MIGRATIONS).handle);
  const one = await createDeskBench(world, { store: store() });
  const two = await createDeskBench(world, { store: store(), packs: false });
  await one.engine.sync(LANE);
  await two.engine.sync();
  return { world, one, two };
};

const flagsOf = async (world: World, caseId: string): Promise<readonly unknown[]> =>
  (await world.ledgerStore.eventsOf(caseId)).flatMap(({ event, flag }) =>
    event.type === 'decision-made' ? [[event.data.amount, flag, event.data.why.binding.rule, event.data.why.binding.used]] : [],
  );

describe('a customer’s caps', () => {
  it('[Y28] hold over all his cases at a desk, at once', async () => {
    const { one, two, world } = await twoDesks();
    const cases = [opensFor(one, 'K-1'), opensFor(one, 'K-1'), opensFor(one, 'K-1'), opensFor(one, 'K-2')];
    expect([tries(one, cases[0]!, 1500).ok, tries(one, cases[1]!, 1000).ok]).toEqual([true, true]);
    expect(tries(one, cases[2]!, 500)).toMatchObject({ ok: false, refusal: { code: 'above-authority', data: { rule: 'customer-count' } } });
    expect(tries(one, cases[3]!, 500).ok).toBe(true);
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    expect(tries(two, cases[2]!, 500)).toMatchObject({ ok: false, refusal: { code: 'above-authority' } });
    await healthy(world, one, two);
  });

  it('[Y29] spent at two desks that do not see each other: the later one stands and is flagged, with the cap it passed', async () => {
    const { world, one, two } = await twoDesks();
    const [first, second] = [opensFor(one, 'K-1'), opensFor(one, 'K-1')];
    const third = opensFor(one, 'K-1');
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    expect([tries(one, first, 1500).ok, tries(one, second, 1500).ok, tries(two, third, 1000).ok]).toEqual([true, true, true]);
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    await one.engine.sync(LANE);
    expect([await flagsOf(world, first), await flagsOf(world, second), await flagsOf(world, third)]).toEqual([
      [[1500, null, 'per-decision', 0]],
      [[1500, null, 'per-decision', 0]],
      [[1000, 'above-authority', 'customer-count', 2]],
    ]);
    expect(two.store.refused(LANE, null)).toEqual([]);
    expect(one.store.currentState(third)).toEqual(two.store.currentState(third));
    await healthy(world, one, two);
  });

  it('[Y28] hold within one push: each command sees what those before it granted', async () => {
    const { world, one } = await twoDesks();
    const cases = [opensFor(one, 'K-1'), opensFor(one, 'K-1'), opensFor(one, 'K-1')];
    await one.engine.sync(LANE);
    const decides = cases.map((caseId, n) =>
      noteOn(world, one, caseId, { id: `d-${n}`, type: 'decide', data: goodwill(1000) } satisfies Partial<Command>),
    );
    const answer = await world.ledger.push(forged(decides));
    expect(answer.ok && answer.value.verdicts.map(({ verdict }) => verdict)).toEqual(['accepted', 'accepted', 'accepted-with-exception']);
    expect(await flagsOf(world, cases[2]!)).toEqual([[1000, 'above-authority', 'customer-count', 2]]);
    await one.engine.sync(LANE);
    await healthy(world, one);
  });

  it('[Y28] follow a case to the customer it turns out to be about', async () => {
    const { world, one } = await twoDesks();
    const [nameless, known] = [opensFor(one, null), opensFor(one, 'K-1')];
    for (const amount of [700, 800]) expect(tries(one, nameless, amount).ok).toBe(true);
    expect(tries(one, known, 500).ok).toBe(true);
    const fresh = opensFor(one, 'K-1');
    says(one, 'classify', nameless, { customer: 'K-1' });
    expect(tries(one, fresh, 500)).toMatchObject({ ok: false, refusal: { data: { rule: 'customer-count' } } });
    await one.engine.sync(LANE);
    await healthy(world, one);
  });

  it('[Y28] are asked over a year back: what is older by a moment no longer counts', async () => {
    const { world, one } = await twoDesks();
    const caseId = opensFor(one, 'K-1');
    for (const amount of [1500, 1500]) expect(tries(one, caseId, amount).ok).toBe(true);
    await one.engine.sync(LANE);
    // 90 days later the two no longer count; the sum of twelve months still does.
    world.clock.now += 91 * 86_400_000;
    const later = opensFor(one, 'K-1');
    expect([tries(one, later, 1500).ok, tries(one, later, 100).ok]).toEqual([true, false]);
    world.clock.now += 275 * 86_400_000;
    expect(tries(one, opensFor(one, 'K-1'), 1500).ok).toBe(true);
    await one.engine.sync(LANE);
    await healthy(world, one);
  });
});

describe('what waits at a desk', () => {
  it('[Y30] is decided again when others granted before it, and only what was granted before it counts', async () => {
    const { world, one, two } = await twoDesks();
    const [a, b, c] = [opensFor(one, 'K-1'), opensFor(one, 'K-1'), opensFor(one, 'K-1')];
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    expect(tries(two, a, 1000).ok).toBe(true);
    world.clock.now += 1000;
    // Two waits with one decision, one spends the whole cap meanwhile.
    expect([tries(one, b, 1000).ok, tries(one, c, 1000).ok]).toEqual([true, true]);
    await one.engine.sync(LANE);
    expect(two.store.currentState(a)?.decisions.length).toBe(1);
    let pulled = 0;
    const { pull } = world.ledger;
    // The desk learns of the others' decisions and loses the line before it can send its own.
    const cut = await createDeskBench(world, {
      store: two.store,
      packs: false,
      wire: (transport) => ({
        ...transport,
        pull: async (lane, after) => {
          pulled += 1;
          return pull(lane, after);
        },
        push: () => Promise.reject(new Error('cut')),
      }),
    });
    await cut.engine.sync(LANE);
    expect([pulled > 0, cut.store.outboxCount(LANE), cut.store.currentState(a)?.decisions]).toEqual([true, 1, []]);
    await healthy(world, one, cut);
  });

  it('[Y24] [Y30] is the same after a rebuild, in whichever order the cases come', async () => {
    const { world, one, two } = await twoDesks();
    const [a, b, c] = [opensFor(one, 'K-1'), opensFor(one, 'K-1'), opensFor(one, 'K-1')];
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    expect(tries(two, a, 1000).ok).toBe(true);
    expect([tries(one, b, 1000).ok, tries(one, c, 1000).ok]).toEqual([true, true]);
    await one.engine.sync(LANE);
    const cut = await createDeskBench(world, {
      store: two.store,
      packs: false,
      wire: (transport) => ({ ...transport, push: () => Promise.reject(new Error('cut')) }),
    });
    await cut.engine.sync(LANE);
    const seen = (): unknown => [a, b, c].map((caseId) => [cut.store.tables(caseId), cut.store.outboxOf(caseId)]);
    const before = seen();
    rebuildDerived({ store: cut.store, clock: () => world.clock.now });
    expect(seen()).toEqual(before);
    expect(cut.store.currentState(a)?.decisions).toEqual([]);
    await healthy(world, one, cut);
  });

  it('[Y30] counts nothing that waits behind it when its own case moves', async () => {
    const { world, one, two } = await twoDesks();
    const [a, b] = [opensFor(one, 'K-1'), opensFor(one, 'K-1', 'murat')];
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    // All in the same millisecond, so that time alone tells nothing; the lead's would leave the agent nothing.
    expect([tries(two, a, 1000).ok, tries(two, b, 7000, 'murat').ok]).toEqual([true, true]);
    notes(one, a, 'Rückfrage der Kundin');
    await one.engine.sync(LANE);
    const cut = await createDeskBench(world, {
      store: two.store,
      packs: false,
      wire: (transport) => ({ ...transport, push: () => Promise.reject(new Error('cut')) }),
    });
    await cut.engine.sync(LANE);
    expect(cut.store.outboxOf(a)[0]?.forecast).toMatchObject([{ type: 'decision-made', data: { why: { verdict: 'within' } } }]);
    expect(cut.store.outboxOf(b).length).toBe(1);
    await healthy(world, one, cut);
  });
});

describe('a month’s budget', () => {
  const withBudget = (amount: number): PackInput => {
    const document = structuredClone(telecom) as unknown as PackInput;
    return {
      ...document,
      version: `${document.version}-budget`,
      authority: {
        ...document.authority,
        budgets: [
          { scope: 'team', amount },
          { scope: 'principal', amount: amount * 10 },
        ],
      },
    };
  };

  it('[Y28] is spent by everybody of a team, at the desk and within a push, and routes to tier 3', async () => {
    const { world, one, two } = await twoDesks();
    expect((await one.engine.publishPack(withBudget(2500))).ok).toBe(true);
    const cases = [opensFor(one, 'K-1'), opensFor(one, 'K-2'), opensFor(one, 'K-3')];
    expect([tries(one, cases[0]!, 1500).ok, tries(one, cases[1]!, 1000).ok]).toEqual([true, true]);
    expect(tries(one, cases[2]!, 100)).toMatchObject({
      ok: false,
      refusal: { code: 'above-authority', data: { rule: 'budget', approverTier: 3 } },
    });
    await one.engine.sync(LANE);
    const team = one.engine.policy(LANE)!.people.get('lena')!.teams[0]!;
    const sums = (await world.ledgerStore.budgetTotals(LANE)).map(({ scope, id, used }) => [`${scope} ${id}`, used]);
    expect(Object.fromEntries(sums)).toEqual({ [`principal ${LANE}`]: 2500, [`team ${team}`]: 2500 });
    // The next month begins with nothing spent. Decided again because its case moved, a waiting decision does not find itself spent already.
    const waiting = opensFor(one, 'K-4');
    world.clock.now += 31 * 86_400_000;
    await one.engine.sync(LANE);
    const late = await createDeskBench(world, { store: two.store, packs: false });
    await late.engine.sync(LANE);
    expect(tries(late, waiting, 1500).ok).toBe(true);
    notes(one, waiting, 'Rückfrage der Kundin');
    await one.engine.sync(LANE);
    const cut = await createDeskBench(world, {
      store: two.store,
      packs: false,
      wire: (transport) => ({ ...transport, push: () => Promise.reject(new Error('cut')) }),
    });
    await cut.engine.sync(LANE);
    expect(cut.store.currentState(waiting)?.decisions).toMatchObject([{ amount: 1500 }]);
    expect(tries(one, cases[2]!, 100).ok).toBe(true);
    await one.engine.sync(LANE);
    await healthy(world, one);
  });
});

describe('what a screen is told', () => {
  it('[Y28] is everything that was granted, whatever it asks', async () => {
    const { one } = await twoDesks();
    const [a, b] = [opensFor(one, 'K-1'), opensFor(one, 'K-1')];
    expect(tries(one, a, 1000).ok).toBe(true);
    const lena = one.engine.policy(LANE)!.people.get('lena')!;
    const context = one.engine.context(LANE, one.store.currentState(b), lena);
    expect(context.facts.grants).toMatchObject([{ amount: 1000, caseId: a, customer: 'K-1', actor: 'lena', open: true }]);
  });
});
