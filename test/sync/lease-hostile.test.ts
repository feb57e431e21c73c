// A workstation that was tampered with writes its own frames: whatever it says of draws, no money leaves a budget unseen.
import { expect, it } from 'vitest';
import type { Json } from '../../shared/kernel/result.ts';
import { accountId } from '../../shared/case/budget-account.ts';
import type { CommandType } from '../../shared/case/commands.ts';
import { LANE, opens } from './desks.ts';
import type { Office } from './hub-desks.ts';
import {
  ACCOUNT,
  addsUp,
  BUDGET,
  hubAccount,
  leaseDesk,
  leaseHere,
  LEAST,
  LIMIT,
  MONTH,
  sharedOffice,
  talk,
  type LeaseDesk,
} from './lease-desks.ts';

const credit = (amount: number, more: object = {}): Json => ({
  decisionType: 'goodwill-credit',
  amount,
  reason: null,
  evidence: [],
  ...more,
});

const send = (desk: LeaseDesk, type: CommandType, caseId: string, data: Json, command: string, actor = 'lena'): void => {
  const done = desk.engine.submitAll([{ lane: LANE, caseId, actor, type, data, body: null, command }]);
  if (!done.ok) throw new Error(`${type}: ${JSON.stringify(done.refusal)}`);
};

const spends = (
  desk: LeaseDesk,
  decision: string,
  caseId: string,
  lease: string | null,
  amount: number,
  more: object = {},
  actor = 'lena',
) =>
  send(
    desk,
    'spend-budget',
    ACCOUNT,
    { ...BUDGET, ledgers: [...BUDGET.ledgers], month: MONTH, lease, decision, case: caseId, amount, ...more },
    `spend-${decision}`,
    actor,
  );

/** Flags of the decisions of a case, null where one stands unflagged. */
const flags = async (office: Office, caseId: string): Promise<readonly (string | null)[]> =>
  (await office.ledgerStore.eventsOf(caseId)).flatMap(({ event, flag }) => (event.type === 'decision-made' ? [flag] : []));

const begun = async (people: readonly string[] = ['lena']) => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, people);
  await talk(desk);
  const caseId = opens(desk, 'Gutschrift', people[0]!);
  await talk(desk);
  return { office, desk, caseId, lease: leaseHere(desk)?.lease ?? null };
};

it('[U16] a decision that names less than it grants, or another budget, is flagged', async () => {
  const { office, desk, caseId, lease } = await begun();
  spends(desk, 'd1', caseId, lease, 1);
  send(desk, 'decide', caseId, credit(700, { draws: [{ account: ACCOUNT, lease, amount: 1 }] }), 'd1');
  await talk(desk);
  expect(await flags(office, caseId)).toEqual(['draw-unpaid']);
  expect(addsUp(await hubAccount(office))).toBe(true);
});

it('[U16] what is spent for one case pays no decision of another, and comes back from none that stands', async () => {
  const { office, desk, caseId, lease } = await begun();
  const other = opens(desk);
  spends(desk, 'd1', other, lease, 700);
  send(desk, 'decide', caseId, credit(700, { draws: [{ account: ACCOUNT, lease, amount: 700 }] }), 'd1');
  await talk(desk);
  const key = { ...BUDGET, ledgers: [...BUDGET.ledgers], month: MONTH };
  send(desk, 'give-back-budget', ACCOUNT, { ...key, lease, decision: 'd1', amount: 700, beyond: 0 }, 'back-d1');
  await talk(desk);
  expect(await flags(office, caseId)).toEqual(['draw-unpaid']);
  expect(await hubAccount(office)).toMatchObject({ spent: 700 });
});

it('[U16] nobody whom a budget binds pays in the name of a lead, or out of a lease he did not spend', async () => {
  const { office, desk, caseId, lease } = await begun();
  spends(desk, 'd1', caseId, null, 700, { lead: 'murat' });
  send(desk, 'decide', caseId, credit(700, { draws: [{ account: ACCOUNT, lease: null, amount: 700 }] }), 'd1');
  spends(desk, 'd2', caseId, null, 800, { lead: 'murat' });
  send(desk, 'decide', caseId, credit(800, { draws: [{ account: ACCOUNT, lease, amount: 800 }] }), 'd2');
  await talk(desk);
  expect(await flags(office, caseId)).toEqual(['budget-without-lease', 'draw-unpaid']);
});

const until = Date.UTC(2026, 5, 5);
const proposal = (amount: number, draws: readonly object[], away: Json): Json =>
  credit(amount, { customerWaiting: false, recommendation: 'grant', proposed: { until }, away, draws }) as Json;

it('[U18] a proposal that pays a cent of what it wants goes up', async () => {
  const { office, desk, caseId } = await begun();
  spends(desk, 'd1', caseId, null, 1, { proposed: true });
  send(desk, 'ask-approval', caseId, proposal(700, [{ account: ACCOUNT, lease: null, amount: 1 }], { lastSync: null }), 'd1');
  await talk(desk);
  expect([await flags(office, caseId), desk.store.outcome('d1')?.verdict]).toEqual([[], 'accepted']);
  expect(await hubAccount(office)).toMatchObject({ spent: 0, exceeded: 0 });
});

it('[U18] what a tier above budgets proposed is counted beyond an empty one, by name', async () => {
  const { office, desk, caseId } = await begun(['murat']);
  const drained = { ...BUDGET, ledgers: [...BUDGET.ledgers], month: MONTH, lease: null, decision: 'x', case: 'x', amount: LIMIT };
  send(desk, 'spend-budget', ACCOUNT, drained, 'drain', 'murat');
  await talk(desk);
  spends(desk, 'd1', caseId, null, 700, { proposed: true }, 'murat');
  send(desk, 'ask-approval', caseId, proposal(700, [{ account: ACCOUNT, lease: null, amount: 700 }], { lastSync: null }), 'd1', 'murat');
  await talk(desk);
  expect(await flags(office, caseId)).toEqual([null]);
  expect(await hubAccount(office)).toMatchObject({ spent: LIMIT, exceeded: 700 });
});

it.each(['withdraw-approval', 'correct-approval'] as const)(
  '[HL26] a proposal that its author took back before the hub saw it is not granted: %s',
  async (type) => {
    const { office, desk, caseId } = await begun();
    spends(desk, 'd1', caseId, null, 1_500, { proposed: true });
    send(desk, 'ask-approval', caseId, proposal(1_500, [{ account: ACCOUNT, lease: null, amount: 1_500 }], { lastSync: null }), 'd1');
    const corrected = { ...(credit(1_600) as object), recommendation: 'grant' };
    send(desk, type, caseId, (type === 'withdraw-approval' ? { approval: 'd1' } : { approval: 'd1', ...corrected }) as Json, 'd2');
    await talk(desk);
    expect([await flags(office, caseId), desk.store.outcome('d2')?.verdict]).toEqual([[], 'accepted']);
    expect(await hubAccount(office)).toMatchObject({ spent: 0, exceeded: 0 });
  },
);

it('[U16] no lease of a month that is over, whatever the clock of a workstation says', async () => {
  const { office, desk } = await begun();
  office.clock.now = Date.UTC(2026, 6, 5, 10, 0);
  const june = accountId(LANE, { ...BUDGET, month: '2026-06' });
  const holder = desk.engine.holder(LANE)!;
  const ask = { ...BUDGET, ledgers: [...BUDGET.ledgers], month: '2026-06', ...holder, want: LEAST, need: 0 };
  desk.engine.submit({
    lane: LANE,
    caseId: june,
    actor: 'watchdog',
    type: 'ask-lease',
    data: ask as Json,
    body: null,
    command: 'late',
    at: Date.UTC(2026, 5, 3),
  });
  await talk(desk);
  const granted = (await office.ledgerStore.eventsOf(june)).filter(({ event }) => event.type === 'lease-granted');
  expect(granted.length).toBe(1);
});

it('[HL16] what a call drew goes back where the request was answered meanwhile', async () => {
  const { office, desk, caseId } = await begun();
  const lead = leaseDesk(office, ['murat']);
  const asking = credit(6_000, { customerWaiting: false, recommendation: 'grant' });
  send(desk, 'ask-approval', caseId, asking, 'a1');
  await talk(desk, lead);
  const challenge = '0000-0000-0000';
  const draws = [{ account: ACCOUNT, lease: null, amount: 6_000 }];
  spends(desk, 'd1', caseId, null, 6_000, { lead: 'murat' });
  send(desk, 'redeem-approval', caseId, { approval: 'a1', challenge, lead: 'murat', corrected: 0, draws }, 'd1');
  spends(lead, 'd2', caseId, null, 6_000, {}, 'murat');
  send(lead, 'approve', caseId, { approval: 'a1', amount: 6_000, draws }, 'd2', 'murat');
  await talk(lead, desk);
  expect([desk.store.outcome('d1')?.verdict, lead.store.outcome('d2')?.verdict]).toEqual(['refused', 'accepted']);
  expect(await hubAccount(office)).toMatchObject({ spent: 6_000, exceeded: 0 });
});

it('[U16] what a call granted and nobody drew is flagged', async () => {
  const { office, desk, caseId } = await begun();
  const lead = leaseDesk(office, ['murat']);
  const asking = credit(6_000, { customerWaiting: false, recommendation: 'grant' });
  send(desk, 'ask-approval', caseId, asking, 'a1');
  await talk(desk, lead);
  const number = desk.store.currentState(caseId)!.number;
  const call = { challenge: '0000-0000-0000', device: desk.device, number, decisionType: 'goodwill-credit', amount: 6_000, asker: 'lena' };
  const said = { ...call, askedAt: office.clock.now };
  const file = `phone:${LANE}:${call.challenge}`;
  send(lead, 'approve-by-phone', file, said, 'p1', 'murat');
  await talk(lead);
  send(desk, 'use-phone-approval', file, { ...said, lead: 'murat', approval: 'a1', case: caseId }, 'p2');
  send(desk, 'redeem-approval', caseId, { approval: 'a1', challenge: call.challenge, lead: 'murat', corrected: 0 }, 'd1');
  await talk(desk);
  expect(await flags(office, caseId)).toEqual(['budget-without-lease']);
});
