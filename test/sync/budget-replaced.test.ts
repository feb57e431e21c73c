// A budget whose ledgers or team the pack changes in mid-month is no second budget: what is out of the old one counts against the new one.
import { expect, it } from 'vitest';
import { accountId, leasedOf } from '../../shared/case/budget-account.ts';
import { budgetRow, replacedBudgets, successionOf } from '../../shared/policy/budgets.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { telecomWith } from '../pack.ts';
import { LANE, opens } from './desks.ts';
import { createOffice, type Office } from './hub-desks.ts';
import { ACCOUNT, grants, hubAccount, leaseDesk, leaseHere, LEAST, LIMIT, MONTH, SHARED, talk } from './lease-desks.ts';

type Row = Policy['pack']['authority']['budgets'][number];
const packWith = (version: number, row: Partial<Row>): Policy =>
  telecomWith({
    version: `neu-${version}`,
    decisions: SHARED.pack.decisions,
    authority: {
      ...SHARED.pack.authority,
      budgets: [{ ...SHARED.pack.authority.budgets[0]!, ...row }],
    },
  });
const BOTH = packWith(1, { ledgers: ['goodwill', 'offer'] });
const NEW = accountId(LANE, { scope: 'team', owner: 'abrechnung', ledgers: ['goodwill', 'offer'], month: MONTH });

const publishes = async (office: Office, policy: Policy): Promise<void> => {
  office.clock.now += 1;
  const done = await office.ledger.publishPack(policy.pack);
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
};
const out = async (office: Office, id: string): Promise<number> => {
  const account = await hubAccount(office, id);
  return account.spent + account.exceeded + leasedOf(account);
};

it('[U31] an account with other ledgers opens with what the one before it has left', async () => {
  const office = await createOffice({ policy: SHARED });
  const [near, far] = [leaseDesk(office, ['lena']), leaseDesk(office, ['tim'])];
  await talk(near, far);
  expect(grants(near, 'lena', 1_000)).toBeNull();
  await talk(near);
  // Out at a workstation that hears nothing of it.
  far.line.isDead = true;
  await publishes(office, BOTH);
  await talk(near);
  expect(leaseHere(near)).toBeNull();
  expect(leaseHere(near, NEW)?.granted).toBeGreaterThan(0);
  const account = await hubAccount(office, NEW);
  expect(account.limit).toBe(LIMIT - (await out(office, ACCOUNT)));
  expect(account.limit + (await out(office, ACCOUNT))).toBe(LIMIT);
  // What comes late of the old one was held for it, and adds nothing.
  expect(grants(far, 'tim', 1_000)).toBeNull();
  far.line.isDead = false;
  await talk(far, near);
  expect((await out(office, ACCOUNT)) + account.limit).toBeLessThanOrEqual(LIMIT);
  expect((await hubAccount(office)).exceeded).toBe(0);
});

it('[U31] nothing is paid any more from what was free of the old one, and what comes back of it is the new one’s', async () => {
  const office = await createOffice({ policy: SHARED });
  const [near, far] = [leaseDesk(office, ['lena']), leaseDesk(office, ['murat'])];
  await talk(near, far);
  const caseId = opens(far, 'Gutschrift', 'murat');
  await talk(far);
  far.line.isDead = true;
  await publishes(office, BOTH);
  await talk(near);
  const before = await hubAccount(office, NEW);
  // Tier 3, by the pack of before: by name, and counted once over both.
  const key = { scope: 'team', owner: 'abrechnung', ledgers: ['goodwill'], month: MONTH } as const;
  const done = far.engine.submitAll([
    {
      lane: LANE,
      caseId: ACCOUNT,
      actor: 'murat',
      type: 'spend-budget',
      body: null,
      data: { ...key, ledgers: ['goodwill'], lease: null, decision: 'late', case: caseId, amount: 900 },
    },
    {
      lane: LANE,
      caseId,
      actor: 'murat',
      type: 'decide',
      body: null,
      command: 'late',
      data: {
        decisionType: 'goodwill-credit',
        amount: 900,
        reason: null,
        evidence: [],
        draws: [{ account: ACCOUNT, lease: null, amount: 900 }],
      },
    },
  ]);
  expect(done.ok).toBe(true);
  far.line.isDead = false;
  await talk(far);
  expect(await hubAccount(office)).toMatchObject({ free: 0, exceeded: 900 });
  // The next question over the new one finds it.
  expect(grants(near, 'lena', 900, opens(near, 'Gutschrift', 'lena'), NEW, ['goodwill', 'offer'])).toBeNull();
  await talk(near);
  const after = await hubAccount(office, NEW);
  expect(after.limit).toBe(before.limit - 900);
  expect(after.limit + (await out(office, ACCOUNT))).toBe(LIMIT);
});

it('[U31] a budget that goes to another team keeps what it is by its id', async () => {
  const named = packWith(1, { id: 'kulanz' });
  const moved = packWith(2, { id: 'kulanz', team: 'stoerung' });
  const unnamed = packWith(3, { team: 'stoerung' });
  const theirs = accountId(LANE, { scope: 'team', owner: 'stoerung', ledgers: ['goodwill'], month: MONTH });
  const limits: number[] = [];
  for (const next of [moved, unnamed]) {
    const office = await createOffice({ policy: named });
    const desk = leaseDesk(office, ['lena']);
    await talk(desk);
    expect(grants(desk, 'lena', 1_000)).toBeNull();
    await talk(desk);
    await publishes(office, next);
    const other = leaseDesk(office, ['jonas']);
    await talk(other);
    limits.push((await hubAccount(office, theirs)).limit);
  }
  expect(limits).toEqual([LIMIT - LEAST, LIMIT]);
});

it('[U31] a budget that comes back is the one it was, less what the one between has out', async () => {
  const office = await createOffice({ policy: SHARED });
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  await publishes(office, BOTH);
  await talk(desk);
  expect(grants(desk, 'lena', 1_000, opens(desk, 'Gutschrift', 'lena'), NEW, ['goodwill', 'offer'])).toBeNull();
  await talk(desk);
  await publishes(office, packWith(2, { amount: LIMIT }));
  await talk(desk);
  expect((await hubAccount(office)).limit).toBe(LIMIT - 1_000);
  expect(leaseHere(desk)?.granted).toBeGreaterThan(0);
});

const rows = (version: number, ...budgets: readonly Partial<Row>[]): Policy =>
  telecomWith({
    version: `neu-${version}`,
    decisions: SHARED.pack.decisions,
    authority: { ...SHARED.pack.authority, budgets: budgets.map((row) => ({ ...SHARED.pack.authority.budgets[0]!, ...row })) },
  });
const BOTHS = { scope: 'team', owner: 'abrechnung', ledgers: ['goodwill', 'offer'] } as const;
const ONES = { ...BOTHS, ledgers: ['goodwill'] } as const;

it('[U31] what is out of one account counts once, under however many ids or rows packs had it', () => {
  const now = rows(9, { ledgers: ['goodwill', 'offer'] });
  const everybodys = { team: undefined };
  const earlier = [rows(1, { id: 'kulanz' }), rows(2, { id: 'gute-worte' }), rows(3, {}, everybodys), rows(4, { ledgers: ['offer'] })];
  const offers = { ...BOTHS, ledgers: ['offer'] };
  expect(successionOf(now, replacedBudgets(now, earlier), BOTHS)).toEqual({ isReplaced: false, before: [ONES, offers] });
});

it('[U31] a budget that stood beside another one is not continued by it: what was spent has counted in both', () => {
  const both = rows(1, { ledgers: ['goodwill', 'offer'] }, { team: undefined, amount: 30_000 });
  const now = rows(2, { ledgers: ['goodwill', 'offer'] });
  expect(budgetRow(both, ONES)).not.toBeNull();
  const replaced = replacedBudgets(now, [both]);
  expect(successionOf(now, replaced, BOTHS)).toEqual({ isReplaced: false, before: [] });
  expect(successionOf(now, replaced, ONES).isReplaced).toBe(false);
});

it('[U31] a budget that went to another team by its id stays the same one when a later pack leaves the id out', () => {
  const [named, moved, unnamed] = [rows(1, { id: 'kulanz' }), rows(2, { id: 'kulanz', team: 'stoerung' }), rows(3, { team: 'stoerung' })];
  const replaced = replacedBudgets(unnamed, [named, moved]);
  expect(successionOf(unnamed, replaced, { ...ONES, owner: 'stoerung' })).toEqual({ isReplaced: false, before: [ONES] });
  expect(successionOf(unnamed, replaced, ONES).isReplaced).toBe(true);
});
