// What a hub's log says of a shared budget: since when its epoch runs, what a decision that does not stand had drawn, and whether one drew at all.
import { expect, it } from 'vitest';
import type { Command } from '../../shared/case/commands.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import type { Outcome } from '../../shared/store/desk-store.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { epochSince, drawnFor, paidFor } from '../../shared/sync/hub-money.ts';
import { after, happened, NOON } from '../given.ts';
import { ACCOUNT } from '../case/budgets.ts';
import { opened, WHY } from '../case/story.ts';

const LANE = 'nordlicht';
const spent = (decision: string): CaseEvent => ({
  ...happened('budget-spent', { lease: 'l1', decision, case: 'case-1', amount: 15_00, beyond: 5_00 }),
  caseId: ACCOUNT,
});
const back = (decision: string): CaseEvent => ({
  ...happened('budget-given-back', { lease: 'l1', decision, amount: 15_00, beyond: 5_00 }),
  caseId: ACCOUNT,
});
const wentUp = (approval: string): CaseEvent =>
  happened('approval-asked', {
    approval,
    decisionType: 'goodwill-credit',
    unit: 'money',
    amount: 15_00,
    currency: 'EUR',
    reason: null,
    evidence: [],
    customerWaiting: false,
    recommendation: 'grant',
    to: { tier: 3, team: 'tl-abrechnung', person: null, for: null },
    passedOver: [],
    why: WHY,
    decideBy: NOON,
    expiresAt: NOON,
  });
const granted = (decision: string): CaseEvent =>
  happened('decision-made', {
    decision,
    decisionType: 'goodwill-credit',
    ledger: 'goodwill',
    unit: 'money',
    amount: 15_00,
    currency: 'EUR',
    customer: null,
    reason: null,
    evidence: [],
    approval: null,
    standing: 'committed',
    why: WHY,
  });
const outcome = (verdict: Outcome['verdict']): Outcome => ({ lane: LANE, command: 'x1', dseq: 2, at: NOON, verdict, refusal: null });

it('[U3] an epoch that is not the first began before the first thing recorded in it, or just now', async () => {
  const store = createMemoryLedgerStore();
  await store.openLane(LANE, 'e1');
  expect(await epochSince(store, LANE, NOON)).toBeNull();
  await store.renewEpoch(LANE, 'e1', { epoch: 'e2', from: 0 });
  expect(await epochSince(store, LANE, NOON)).toBe(NOON);
  const event = { event: opened(), position: 1, version: 1, recordedAt: NOON - 5, flag: null };
  await store.append({ lane: LANE, expected: 0, events: [event], states: [after(opened())], grants: [], settled: [], bodies: [] });
  expect(await epochSince(store, LANE, NOON)).toBe(NOON - 5);
});

it('[U5] only what a decision drew that was ruled on and does not stand is there to be given back, once', async () => {
  const store = createMemoryLedgerStore();
  await store.openLane(LANE, 'e1');
  const paid = async (events: readonly CaseEvent[], verdict: Outcome['verdict'] | null, decided: readonly CaseEvent[] = []) => {
    const earlier = new Map(verdict === null ? [] : [['x1', outcome(verdict)]]);
    const stateOf = async () => after(opened(), ...decided);
    const command = { lane: LANE, caseId: ACCOUNT, data: { decision: 'x1' } } as unknown as Command;
    return (await paidFor(store, command, { earlier, events, stateOf }))('x1');
  };
  const drawn = { lease: 'l1', amount: 15_00, beyond: 5_00 };
  expect(await paid([spent('x1')], 'refused')).toEqual(drawn);
  // A proposal that went up decides nothing yet.
  expect(await paid([spent('x1')], 'accepted', [wentUp('x1')])).toEqual(drawn);
  // It stands in another case than it was spent for.
  expect(await paid([spent('x1')], 'accepted')).toBeNull();
  expect(await paid([spent('x1')], 'accepted', [granted('x1')])).toBeNull();
  expect(await paid([spent('x1')], null)).toBeNull();
  expect(await paid([spent('x1'), back('x1')], 'refused')).toBeNull();
  expect(await paid([spent('x2')], 'refused')).toBeNull();
});

it('[U16] a decision drew what its account says of it, in full', async () => {
  const store = createMemoryLedgerStore();
  await store.openLane(LANE, 'e1');
  const drew = async (amount: number, events: readonly CaseEvent[], id = 'x1', caseId = 'case-1', lease: string | null = 'l1') =>
    (await drawnFor(
      store,
      { id, caseId, data: { draws: [{ account: ACCOUNT, lease, amount }] } } as unknown as Command,
      events.map((event) => ({ event, flag: null })),
    )) !== null;
  const one = [spent('x1')];
  expect(await Promise.all([drew(15_00, one, 'x1', 'case-2'), drew(15_00, one, 'x1', 'case-1', null)])).toEqual([false, false]);
  expect(
    await Promise.all([drew(15_00, [spent('x1')]), drew(15_01, [spent('x1')]), drew(15_00, [spent('x1')], 'x2'), drew(1, [])]),
  ).toEqual([true, false, false, false]);
});
