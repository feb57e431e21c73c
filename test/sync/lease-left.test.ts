// What simulated worlds found out about accounts: who may see one no more has it no more, and questions nobody asks any more stop no journal.
import { expect, it } from 'vitest';
import { accountId } from '../../shared/case/budget-account.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { chainFrom } from '../../shared/sync/push.ts';
import { renewNumbers } from '../../shared/sync/tell-again.ts';
import type { Inside } from '../../shared/sync/inside.ts';
import { digest, LANE, opens } from './desks.ts';
import { DESK_STORES } from './hub-desks.ts';
import { ACCOUNT, BUDGET, hubAccount, leaseDesk, sharedOffice, talk } from './lease-desks.ts';

it.each(DESK_STORES)(
  '[HL34] a desk where nobody may see a budget any more keeps nothing of its account, over %s',
  async (_name, newStore) => {
    const office = await sharedOffice(newStore);
    const desk = leaseDesk(office, ['lena']);
    await talk(desk);
    expect(desk.store.versions(LANE, null, 9).map(({ caseId }) => caseId)).toContain(ACCOUNT);
    office.bound.set(desk.device, []);
    await talk(desk);
    expect([desk.store.confirmedState(ACCOUNT), desk.store.eventsOf(ACCOUNT), desk.store.versions(LANE, null, 9)]).toEqual([null, [], []]);
  },
);

it('[HL35] a question that was dropped with its incarnation leaves a hole behind it, and the journal is told up to there', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await desk.engine.sync(LANE);
  desk.line.isDead = true;
  const first = desk.store.journalHead(LANE).dseq + 1;
  opens(desk);
  const ask = { ...BUDGET, ledgers: [...BUDGET.ledgers], month: '2026-07', ...desk.engine.holder(LANE)!, want: 1, need: 0 } as Json;
  const july = accountId(LANE, { ...BUDGET, month: '2026-07' });
  desk.engine.submit({ lane: LANE, caseId: july, actor: 'watchdog', type: 'ask-lease', data: ask, body: null });
  const { store } = desk;
  const beliefs = { of: () => ({ confirmed: null, current: null }), keep: () => undefined, clear: () => undefined };
  const inside = { store, digest, device: desk.device, beliefs, clock: () => office.clock.now } as unknown as Inside;
  renewNumbers(inside, LANE, { newestGen: 0, journal: null });
  const old = store.journal(LANE, 0, first - 1, 9).map(({ dseq }) => dseq);
  expect(old).toContain(first + 1);
  expect(old).not.toContain(first);
  expect(chainFrom({ store }, LANE, { gen: 0, dseq: first })).toEqual([]);
  expect(chainFrom({ store }, LANE, { gen: 1, dseq: 1 }).map(({ dseq }) => dseq)).toEqual([1]);
});

it('[HL36] what a lead proposed by a clock of another month names what was spent for it', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['murat']);
  await talk(desk);
  const caseId = opens(desk, 'Gutschrift', 'murat');
  const july = accountId(LANE, { ...BUDGET, month: '2026-07' });
  const draws = [{ account: july, lease: null, amount: 700 }];
  const spend = { ...BUDGET, ledgers: [...BUDGET.ledgers], month: '2026-07', lease: null, decision: 'd1', case: caseId, amount: 700 };
  const wish = { decisionType: 'goodwill-credit', amount: 700, reason: null, evidence: [], customerWaiting: false, recommendation: null };
  const ask = { ...wish, draws, away: { lastSync: null }, proposed: { until: Date.UTC(2026, 6, 2) } };
  const one = { lane: LANE, actor: 'murat', body: null } as const;
  const done = desk.engine.submitAll([
    { ...one, caseId: july, type: 'spend-budget', data: { ...spend, proposed: true } as Json },
    { ...one, caseId, type: 'ask-approval', data: ask as Json, command: 'd1' },
  ]);
  expect(done.ok).toBe(true);
  await talk(desk);
  const made = (await office.ledgerStore.eventsOf(caseId)).flatMap(({ event }) =>
    event.type === 'decision-made' ? [event.data.draws] : [],
  );
  expect(made).toEqual([draws]);
  expect(await hubAccount(office, july)).toMatchObject({ spent: 700 });
});
