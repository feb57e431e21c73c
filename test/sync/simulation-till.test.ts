// What the simulation's till holds to be told beyond a lease, and what a hub took from what is free by name instead.
import { expect, it } from 'vitest';
import { createTill } from '../../hub/simulation/till.ts';
import { accountId } from '../../shared/case/budget-account.ts';
import type { CaseEvent, Confirmed } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { LANE, noted } from '../store/samples.ts';

const KEY = { scope: 'team', owner: 'abrechnung', ledgers: ['goodwill'], month: '2026-06' } as const;
const ACCOUNT = accountId(LANE, KEY);

type Happened = readonly [type: CaseEvent['type'], data: object, flag?: string];

const spent = (decision: string, amount: number): object => ({ lease: 'l-1', decision, case: 'c', amount, beyond: 0 });

/** 800 of a lease of 1000 after 400 that were refused: told again in one breath to a hub that was set back, they are ruled on before the 400 are back. */
const TOLD_AGAIN: readonly Happened[] = [
  ['budget-opened', { ...KEY, limit: 5_000, epoch: 'e1' }],
  ['lease-granted', { lease: 'l-1', device: 'd-1', gen: 0, added: 1_000 }],
  ['budget-spent', spent('refused', 400)],
  ['budget-spent', spent('stands', 800), 'lease-short'],
  ['budget-given-back', { lease: 'l-1', decision: 'refused', amount: 400, beyond: 0 }],
  ['lease-returned', { lease: 'l-1', amount: 400, closed: true }],
];

const seen = async (happened: readonly Happened[], wasSetBack: boolean) => {
  let state: CaseState | null = null;
  const log = happened.map(([type, data, flag = null], index): Confirmed => {
    const event = { ...noted(ACCOUNT, index), type, data } as CaseEvent;
    state = evolve(state, event);
    return { event, position: index + 1, version: index + 1, recordedAt: index, flag };
  });
  const till = createTill({ log: () => log, state: () => state, wasSetBack: () => wasSetBack }, () => true);
  const store = till.watched(createMemoryLedgerStore());
  await store.openLane(LANE, 'e1');
  await store.append({ lane: LANE, expected: 0, events: log, states: [state!], grants: [], settled: [], bodies: [] });
  till.tell({ decision: 'stands', account: ACCOUNT, lease: 'l-1', amount: 800, teller: 'desk-1' });
  till.look();
  return till.broken().map(({ what }) => what.slice(ACCOUNT.length + 2));
};

const BEYOND = '800 told out of l-1, of which 600 is handed out';

it('what a lease was too small for, because what came back to it comes later, is taken from what is free after a set-back only, and by name', async () => {
  expect(await seen(TOLD_AGAIN, true)).toEqual([]);
  expect(await seen(TOLD_AGAIN, false)).toEqual([BEYOND]);
  expect(
    await seen(
      TOLD_AGAIN.map(([type, data]) => [type, data] as const),
      true,
    ),
  ).toEqual([BEYOND]);
});
