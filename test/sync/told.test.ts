// Two desks work on one case without seeing each other: what a customer was told stands and is flagged, what was never covered does not.
import { describe, expect, it } from 'vitest';
import { createDeskBench, createWorld, LANE, opens, says, type DeskBench, type World } from './desks.ts';
import { customer } from '../store/samples.ts';
import { forged, healthy, noteOn } from './forged.ts';

const goodwill = (amount: number) => ({ decisionType: 'goodwill-credit', amount, reason: null, evidence: [] });

type Place = { readonly world: World; readonly one: DeskBench; readonly two: DeskBench; readonly caseId: string };

/** Lena holds the case; both desks know it. */
const shared = async (): Promise<Place> => {
  const world = createWorld();
  const [one, two] = [await createDeskBench(world), await createDeskBench(world, { packs: false })];
  const caseId = opens(one);
  await one.engine.sync(LANE);
  await two.engine.sync();
  return { world, one, two, caseId };
};

const meet = async ({ one, two }: Place): Promise<void> => {
  for (const desk of [one, two, one]) await desk.engine.sync(LANE);
};

describe('a decision that was told to the customer', () => {
  const moved: readonly (readonly [string, string, (place: Place) => void])[] = [
    ['not-holder', 'the lead took the case over', ({ one, caseId }) => void says(one, 'take-case', caseId, {}, {}, 'murat')],
    ['not-open', 'the case was resolved', ({ one, caseId }) => void says(one, 'resolve', caseId, { result: 'solved' })],
  ];
  it.each(moved)('[Y26] stands and is flagged %s: %s meanwhile', async (flag, _, move) => {
    const place = await shared();
    const { world, one, two, caseId } = place;
    move(place);
    const { command } = says(two, 'decide', caseId, goodwill(1000), { text: 'zugesagt' });
    await meet(place);
    const events = await world.ledgerStore.eventsOf(caseId);
    expect(events.filter((entry) => entry.flag !== null).map((entry) => [entry.event.type, entry.event.by.person, entry.flag])).toEqual([
      ['decision-made', 'lena', flag],
    ]);
    expect(two.store.outcome(command)?.verdict).toBe('accepted-with-exception');
    expect(two.store.refused(LANE, 'lena')).toEqual([]);
    for (const desk of [one, two]) expect(desk.store.currentState(caseId)?.decisions).toMatchObject([{ amount: 1000, by: 'lena' }]);
    expect(one.store.currentState(caseId)).toEqual(two.store.currentState(caseId));
    await healthy(world, one, two);
  });

  it('[Y26] stands and is flagged when the centre knows a lower bill by now', async () => {
    const place = await shared();
    const { world, one, two, caseId } = place;
    const bill = (minor: number) => [customer('K-1', { lastBill: { minor, currency: 'EUR' } })];
    await two.engine.putCustomers(LANE, bill(4000));
    says(two, 'classify', caseId, { customer: 'K-1' });
    await two.engine.sync(LANE);
    await one.engine.putCustomers(LANE, bill(1000));
    says(two, 'decide', caseId, goodwill(1500), { text: 'zugesagt' });
    await meet(place);
    const made = (await world.ledgerStore.eventsOf(caseId)).at(-1)!;
    expect([made.flag, made.event.type === 'decision-made' && made.event.data.why.binding]).toEqual([
      'above-authority',
      { rule: 'percent', unit: 'money', limit: 500, used: 0, remaining: 500, ok: false, detail: null, window: null },
    ]);
    await healthy(world, one, two);
  });
});

describe('a decision that was never covered', () => {
  const never: readonly (readonly [string, object, string])[] = [
    ['is above the tier', { data: goodwill(1501) }, 'not-holder'],
    ['gives an unknown reason', { data: { ...goodwill(100), reason: 'weil' } }, 'not-holder'],
    ['comes from a role that decides nothing', { data: goodwill(100), actor: 'nora' }, 'role-forbids'],
    ['is about a case nobody knows', { data: goodwill(100), caseId: 'fremd' }, 'case-unknown'],
  ];
  it.each(never)('[Y26] is refused by the ledger: it %s', async (_, over, code) => {
    const place = await shared();
    const { world, one, caseId } = place;
    says(one, 'take-case', caseId, {}, {}, 'murat');
    await one.engine.sync(LANE);
    const answer = await world.ledger.push(forged([noteOn(world, one, caseId, { type: 'decide', ...over })]));
    expect(answer.ok && answer.value.verdicts[0]).toMatchObject({ verdict: 'refused', refusal: { code } });
    expect((await world.ledgerStore.states([caseId])).get(caseId)?.decisions).toEqual([]);
  });

  it('[U17] beyond a cap that two offices used at once stands, and a lead finds who used it where and when', async () => {
    const world = createWorld();
    const [one, two] = [await createDeskBench(world), await createDeskBench(world, { packs: false })];
    await one.engine.putCustomers(LANE, [customer('K-1', { lastBill: { minor: 9000, currency: 'EUR' } })]);
    const [first, second] = [opens(one), opens(one)];
    for (const caseId of [first, second]) says(one, 'classify', caseId, { customer: 'K-1' });
    await one.engine.sync(LANE);
    await two.engine.sync();
    for (let times = 0; times < 2; times += 1) says(one, 'decide', first, goodwill(1500));
    says(two, 'decide', second, goodwill(1500));
    await meet({ world, one, two, caseId: first });
    const { decisions } = (await world.ledgerStore.states([second])).get(second)!;
    expect(decisions).toMatchObject([
      {
        amount: 1500,
        review: {
          cause: 'above-authority',
          rule: 'customer-count',
          outcome: null,
          others: Array(2).fill({ caseId: first, by: 'lena', amount: 1500 }),
        },
      },
    ]);
    await healthy(world, one, two);
  });

  it('[U18] is granted by the hub in its author’s name when it was only proposed away from it, and its author hears of it', async () => {
    const place = await shared();
    const { world, one, two, caseId } = place;
    const until = world.clock.now + 86_400_000;
    const proposal = { customerWaiting: false, recommendation: 'grant', away: { lastSync: null }, proposed: { until } };
    const { command } = says(one, 'ask-approval', caseId, { ...goodwill(1000), ...proposal });
    expect(one.store.currentState(caseId)).toMatchObject({ decisions: [], approvals: [{ outcome: 'open', proposed: { until } }] });
    const { command: above } = says(one, 'ask-approval', caseId, { ...goodwill(2000), ...proposal });
    expect(one.store.currentState(caseId)?.news ?? []).toEqual([]);
    await meet(place);
    for (const desk of [one, two])
      expect(desk.store.currentState(caseId)).toMatchObject({
        decisions: [{ decision: command, amount: 1000, by: 'lena', asProposed: { until } }],
        approvals: [{ amount: 2000, outcome: 'open', proposed: { until } }],
        news: [
          { kind: 'proposal-granted', to: 'lena', about: command },
          { kind: 'proposal-went-up', to: 'lena', about: above },
        ],
      });
    // It is news until somebody has answered it, or its author takes it back.
    says(one, 'withdraw-approval', caseId, { approval: above });
    await meet(place);
    expect(two.store.currentState(caseId)?.news).toMatchObject([{ kind: 'proposal-granted' }]);
    await healthy(world, one, two);
  });

  it('[Y26] is refused at the desk as ever: nobody is told what he cannot grant', async () => {
    const { one, caseId } = await shared();
    const sent = { lane: LANE, caseId, actor: 'tim', type: 'decide' as const, data: goodwill(100), body: null };
    expect(one.engine.submit(sent)).toMatchObject({ ok: false, refusal: { code: 'not-holder' } });
  });
});
