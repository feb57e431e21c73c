// Decisions paid out of shared budgets, and what is decided or proposed away from the hub, as the core judges it.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../shared/case/commands.ts';
import type { Context } from '../../shared/case/context.ts';
import { decide } from '../../shared/case/decide.ts';
import type { CaseEvent, EventOf } from '../../shared/case/events.ts';
import type { LeaseFact } from '../../shared/policy/authority-types.ts';
import { DAY, HOUR } from '../../shared/kernel/time.ts';
import { after, command, contextOf, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { ACCOUNT, atHub, budgeted, POLICY, rule, sending, KEY, held, figures, LIMIT } from './budgets.ts';
import { opened } from './story.ts';
import { wish } from './wishes.ts';

const lease = (changes: Partial<LeaseFact> = {}): LeaseFact => ({
  scope: 'team',
  id: 'abrechnung',
  ledgers: ['goodwill'],
  month: '2026-06',
  limit: LIMIT,
  spent: 40_00,
  free: 30_00,
  granted: 20_00,
  used: 15_00,
  ...changes,
});
const connected: Context['connection'] = { online: true, lastSync: null };
const gone: Context['connection'] = { online: false, lastSync: NOON - HOUR };
const at = (more: Partial<Context> = {}, policy = POLICY): Context => ({
  ...contextOf('lena', { policy }),
  connection: connected,
  ...more,
});
const facts = (...leases: readonly LeaseFact[]) => ({ grants: [], budgets: [], leases });
const grants = (amount: number, context: Context, more: object = {}): string => {
  const decided = decide({ ...command('decide', { ...wish(amount), ...more }), actor: 'lena' }, after(opened()), context);
  if (decided.ok) return 'ok';
  const { rule, remaining } = decided.refusal.data as { readonly rule?: string; readonly remaining?: number };
  return `${decided.refusal.code} ${rule} ${remaining}`;
};
const madeBy = (sent: Command, context: Context): EventOf<'decision-made'> | undefined => {
  const decided = decide(sent, after(opened()), context);
  return decided.ok ? decided.value.find((event): event is EventOf<'decision-made'> => event.type === 'decision-made') : undefined;
};

describe('[U13] a decision that is paid', () => {
  const draws = [{ account: ACCOUNT, lease: 'l1', amount: 15_00 }];
  const empty = facts(lease({ free: 0, used: 20_00 }));
  it('is held against no budget again, and keeps what it drew', () => {
    expect(grants(15_00, at({ facts: empty }))).toBe('above-authority budget 0');
    expect(grants(15_00, at({ facts: empty }), { draws })).toBe('ok');
    const made = madeBy({ ...command('decide', { ...wish(15_00), draws }), actor: 'lena' }, at({ facts: empty }));
    expect([made?.data.draws, after(opened(), made as CaseEvent).decisions[0]?.draws]).toEqual([draws, draws]);
  });
  it('is not paid by another budget, by too little, or without a lease', () => {
    const wrong = [{ account: `${ACCOUNT}x` }, { amount: 14_99 }, { lease: null }];
    for (const each of wrong)
      expect(grants(15_00, at({ facts: empty }), { draws: [{ ...draws[0]!, ...each }] })).toBe('above-authority budget 0');
  });
});

describe('[U14] a budget at a workstation of a hub', () => {
  it('lets through what is held here, and in touch with the hub what is free there besides; it warns by the whole', () => {
    const context = at({ facts: facts(lease()) });
    const made = madeBy({ ...command('decide', wish(10_00)), actor: 'lena' }, context);
    expect(made?.data.why.caps.find(({ rule }) => rule === 'budget')).toMatchObject({ limit: LIMIT, remaining: 35_00, ok: true });
    expect(made?.data.why.budgetWarning).toBeNull();
    expect(grants(10_00, at({ facts: facts(lease({ free: 0 })) }))).toBe('above-authority budget 500');
    const warned = madeBy({ ...command('decide', wish(10_00)), actor: 'lena' }, at({ facts: facts(lease({ spent: 81_00 })) }));
    expect(warned?.data.why.budgetWarning).toBe(90);
  });
  it('away from the hub lets through what is held here alone', () => {
    const away = (...leases: readonly LeaseFact[]) => at({ facts: facts(...leases), connection: gone });
    expect(grants(5_00, away(lease()))).toBe('ok');
    expect(grants(5_01, away(lease()))).toBe('above-authority budget 500');
    expect(grants(1, away())).toBe('above-authority budget 0');
    const cap = madeBy({ ...command('decide', wish(5_00)), actor: 'lena' }, away(lease()))?.data.why.caps.find(
      ({ rule }) => rule === 'budget',
    );
    expect(cap).toEqual(expect.objectContaining({ limit: 20_00, used: 15_00, remaining: 5_00, held: true, detail: 'team' }));
  });
});

describe('[U15] away from the hub', () => {
  const open = telecomWith({
    decisions: TELECOM.pack.decisions.map((type) => ({ ...type, offline: { allowed: true, perCustomer: 12_00, blind: 4_00 } })),
  });
  const never = telecomWith({ decisions: TELECOM.pack.decisions.map((type) => ({ ...type, offline: { allowed: false } })) });
  it('every limit shrinks as the pack says, until nothing is left; some decisions are never possible', () => {
    const since = (hours: number, policy = TELECOM) => at({ connection: { online: false, lastSync: NOON - hours * HOUR } }, policy);
    expect([grants(15_00, since(24)), grants(15_00, since(25)), grants(7_50, since(48)), grants(1, since(49))]).toEqual([
      'ok',
      'above-authority per-decision 750',
      'ok',
      'above-authority stale 0',
    ]);
    expect(grants(1, since(1, never))).toBe('above-authority condition 0');
  });
  it('a customer of whom nothing is known here has a limit of his own', () => {
    expect(grants(12_00, at({ connection: gone }, open))).toBe('ok');
    expect(grants(4_01, at({ connection: gone, blind: true }, open))).toBe('above-authority customer-window 400');
    expect([grants(4_00, at({ connection: gone, blind: true }, open)), grants(12_00, at({ blind: true }, open))]).toEqual(['ok', 'ok']);
  });
});

describe('[U18] a proposal', () => {
  const until = NOON + 2 * DAY;
  const draws = [{ account: ACCOUNT, lease: null, amount: 15_00 }];
  const proposing = (amount: number, more: object = {}): Command => ({
    ...command('ask-approval', { ...wish(amount), customerWaiting: false, recommendation: 'grant', proposed: { until }, ...more }),
    actor: 'lena',
  });
  const hub = (drawn: boolean): Context => ({ ...atHub('lena', { hub: { drawn } }), connection: { online: false, lastSync: null } });
  const typesOf = (sent: Command, context: Context): readonly string[] => {
    const decided = decide(sent, after(opened()), context);
    return decided.ok ? decided.value.map(({ type }) => type) : [decided.refusal.code];
  };
  it('is a request at the desk, which says until when; at the hub granted at once in its author’s name, if it is covered and paid', () => {
    const asked = decide(proposing(15_00), after(opened()), at({ connection: gone, facts: facts() }));
    expect(asked.ok && asked.value[0]?.data).toMatchObject({ proposed: { until } });
    const made = madeBy(proposing(15_00, { draws }), hub(true));
    expect([made?.by.person, made?.data.asProposed, made?.data.draws]).toEqual(['lena', { until }, draws]);
    const state = after(opened(), made as CaseEvent);
    expect([state.decisions[0]?.asProposed, state.news]).toMatchObject([{ until }, [{ kind: 'proposal-granted', to: 'lena' }]]);
  });
  it('goes up like any request where it is not covered, or nothing was free', () => {
    expect([typesOf(proposing(15_00, { draws }), hub(false)), typesOf(proposing(20_00, { draws }), hub(true))]).toEqual([
      ['approval-asked'],
      ['approval-asked'],
    ]);
    const late = decide(proposing(20_00, { proposed: { until: NOON + 1 } }), after(opened()), hub(false));
    expect(late.ok && late.value[0]?.data).toMatchObject({ decideBy: NOON + 1, proposed: { until: NOON + 1 } });
  });
  it('takes only what is free, and nothing at a desk', () => {
    const spend = (amount: number): Command =>
      sending('spend-budget', 'lena', { ...KEY, lease: null, decision: 'x1', case: 'k1', amount, proposed: true });
    const ruled = rule(held(), spend(80_00), atHub('lena'));
    expect([ruled.flag, figures(ruled.state)]).toEqual([
      null,
      expect.objectContaining({ spent: 80_00, leased: 20_00, free: 0, exceeded: 0 }),
    ]);
    expect(rule(held(), spend(80_01), atHub('lena'))).toMatchObject({ refusal: 'budget-exhausted', flag: null });
    expect(rule(held(), spend(1), atHub('lena', { hub: null })).events).toEqual([]);
  });
  it('is nobody’s to make of what he may decide himself', () => {
    expect(typesOf(proposing(10_00), at({ facts: facts(lease()) }, budgeted()))).toEqual(['within-authority']);
  });
});
