// How the account of a shared budget is named, which limit holds for it, and which month a decision draws on.
import { describe, expect, it } from 'vitest';
import { accountId } from '../../shared/case/budget-account.ts';
import type { Command } from '../../shared/case/commands.ts';
import { DAY } from '../../shared/kernel/time.ts';
import { budgetsFor } from '../../shared/policy/budgets.ts';
import { NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { ACCOUNT, asking, budgeted, figures, held, KEY, LIMIT, POLICY, returning, ruleOf, sending, spending, WATCH } from './budgets.ts';

describe('[U9] the name of an account', () => {
  it('stays short and readable, and no two budgets share one', () => {
    expect(ACCOUNT).toBe(`budget:${TELECOM.lane}:team:abrechnung:goodwill:2026-06`);
    const long = 'x'.repeat(80);
    const names = [
      accountId(long, { ...KEY, owner: long }),
      accountId(long, { ...KEY, owner: `${long.slice(1)}y` }),
      accountId('a:team', { ...KEY, owner: 'x' }),
      accountId('a', { ...KEY, owner: 'team:x' }),
      accountId(long, { ...KEY, owner: long, ledgers: ['goodwill', 'offer'] }),
    ];
    expect(new Set(names).size).toBe(names.length);
    expect(names.every((name) => name.startsWith('budget:') && name.length <= 80)).toBe(true);
    expect(accountId('a', { ...KEY, ledgers: ['offer', 'goodwill', 'offer'] })).toBe(
      accountId('a', { ...KEY, ledgers: ['goodwill', 'offer'] }),
    );
  });
  it('is no name for a case, and an account takes no verb of one', () => {
    expect(ruleOf(null, { ...asking(), type: 'add-note', actor: 'lena', data: {} } as unknown as Command).refusal).toBe('case-unknown');
    expect(ruleOf(null, { ...asking(), caseId: 'case-1' }).refusal).toBe('case-unknown');
  });
});

describe('[U10] the limit', () => {
  it('follows the newest pack of the hub, below what is out too: then nothing is handed out until enough came back', () => {
    const lower = budgeted(10_00);
    const lowered = ruleOf(held(), spending('l1', 5_00), { hub: { policy: lower } });
    expect(figures(lowered.state)).toEqual({ limit: 10_00, spent: 5_00, leased: 15_00, free: -10_00, exceeded: 0, writtenOff: 0 });
    expect(ruleOf(lowered.state, asking({ need: 1 }), { policy: lower }).refusal).toBe('budget-exhausted');
    expect(figures(ruleOf(lowered.state, spending(null, 5_00, {}, 'murat'), { policy: lower }).state)).toMatchObject({
      spent: 5_00,
      exceeded: 5_00,
    });
    expect(figures(ruleOf(lowered.state, returning('l1', 15_00, 5_00), { policy: lower }).state).free).toBe(5_00);
  });
  it('stands as it is once the pack has the budget no more: what is out is spent, nothing new is handed out, no older pack changes it', () => {
    const none = telecomWith({});
    expect(ruleOf(held(), asking(), { policy: none }).refusal).toBe('no-such-budget');
    const late = ruleOf(held(), spending('l1', 5_00), { policy: budgeted(999_00), hub: { policy: none } });
    expect(figures(late.state)).toMatchObject({ limit: LIMIT, spent: 5_00 });
  });
  it('is the lower one where a team has its own row beside that of every team', () => {
    const rows = [
      { scope: 'team', amount: 900_00 },
      { scope: 'team', team: 'abrechnung', amount: LIMIT },
    ];
    const both = budgeted(LIMIT, { budgets: rows });
    const type = both.decisions.get('goodwill-credit')!;
    expect(budgetsFor(both, type, 'abrechnung').map(({ row, of }) => [of.owner, row.amount])).toEqual([['abrechnung', LIMIT]]);
    expect(figures(ruleOf(null, asking(), { policy: both }).state).limit).toBe(LIMIT);
  });
});

describe('[U11] the month', () => {
  it('is that of the decision: late spends find their own account, a lease of another month is flagged, none is asked for later', () => {
    const july = NOON + 30 * DAY;
    expect(ruleOf(held(), spending('l1', 5_00)).flag).toBeNull();
    expect(ruleOf(held(), spending('l1', 5_00, {}, 'lena', july), { at: july }).flag).toBe('budget-other-month');
    const late = sending('ask-lease', WATCH, { ...KEY, device: 'd1', gen: 1, want: 1, need: 0 }, { at: july });
    expect(ruleOf(held(), late, { at: july, policy: POLICY }).refusal).toBe('budget-other-month');
    const far = { ...KEY, month: '2027-01' };
    const early = sending('ask-lease', WATCH, { ...far, device: 'd1', gen: 1, want: 1, need: 0 }, { caseId: accountId(TELECOM.lane, far) });
    expect(ruleOf(null, early).refusal).toBe('budget-other-month');
  });
});
