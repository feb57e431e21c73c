// The account of a shared budget, verb by verb: who gets how much of it, what is paid from where, and what stops a workstation.
import { describe, expect, it } from 'vitest';
import { accountId, leaseOfDesk, type BudgetKey } from '../../shared/case/budget-account.ts';
import { COMMANDS, type Command, type CommandData } from '../../shared/case/commands.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { DAY } from '../../shared/kernel/time.ts';
import { NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { asking, budgeted, budgetOf, figures, held, KEY, LIMIT, returning, ruleOf, sending, spending, WATCH, type Ask } from './budgets.ts';

describe('[U2] money handed out', () => {
  it('takes a stock from what is free above the reserve, shared with those who hold a lease already', () => {
    expect(figures(held())).toEqual({ limit: LIMIT, spent: 0, leased: 20_00, free: 80_00, exceeded: 0, writtenOff: 0 });
    const second = ruleOf(held(), asking({ device: 'd2', want: 90_00 }), { device: 'd2' });
    // 80.00 free less 25.00 of reserve, halved.
    expect(leaseOfDesk(budgetOf(second.state), 'd2', 1)?.granted).toBe(27_50);
  });
  it('tops up the lease there is, and takes the request to give way off it', () => {
    const recalled = ruleOf(held(), sending('recall-lease', 'murat', { lease: 'l1' })).state;
    const more = ruleOf(recalled, asking({ want: 5_00 }));
    expect(budgetOf(more.state).leases).toEqual([expect.objectContaining({ lease: 'l1', granted: 25_00, recalled: false })]);
  });
  it('gives a decision that waits all that is free, and asks the others to give way where that is not enough', () => {
    expect(figures(ruleOf(held(), asking({ want: 1, need: 80_00 })).state).free).toBe(0);
    const short = ruleOf(held(), asking({ device: 'd2', want: 90_00, need: 90_00 }), { device: 'd2' });
    expect(short.events.map(({ type }) => type)).toEqual(['lease-granted', 'lease-recalled']);
    const empty = ruleOf(ruleOf(held(), asking({ want: 1, need: 80_00 })).state, asking());
    expect(empty.refusal).toBe('budget-exhausted');
  });
  it('is the hub’s alone: at a desk nothing moves, and only the workstation itself asks', () => {
    const guess = ruleOf(held(), asking(), { hub: null });
    expect([guess.events.map(({ type }) => type), figures(guess.state)]).toEqual([['lease-asked'], figures(held())]);
    expect(ruleOf(null, asking(), { device: 'd2' }).refusal).toBe('not-this-device');
  });
  it('asks for budgets of the pack only, each by its own name', () => {
    const strange: readonly Ask[] = [
      { owner: 'stoerung' },
      { owner: 'nobody' },
      { scope: 'principal', owner: TELECOM.lane },
      { ledgers: ['offer'] },
    ];
    const own = (ask: Ask) =>
      sending(
        'ask-lease',
        WATCH,
        { ...KEY, device: 'd1', gen: 1, want: 1, need: 0, ...ask },
        { caseId: accountId(TELECOM.lane, { ...KEY, ...ask } as BudgetKey) },
      );
    expect([...strange.map(own), asking({ month: '2026-07' })].map((command) => ruleOf(null, command).refusal)).toEqual(
      Array(5).fill('no-such-budget'),
    );
    const both = budgeted(LIMIT, { budgets: [{ scope: 'team', ledgers: ['goodwill', 'offer'], amount: LIMIT }] });
    expect(ruleOf(null, own({ ledgers: ['goodwill', 'goodwill'] }), { policy: both }).refusal).toBe('no-such-budget');
    expect(
      COMMANDS['ask-lease'].data.safeParse({ ...KEY, ledgers: ['goodwill', 'goodwill'], device: 'd1', gen: 1, want: 1, need: 0 }).success,
    ).toBe(false);
  });
});

describe('[U3] a hub that was set back', () => {
  const elsewhere = { epoch: 'e2' };
  it('hands nothing out until a manager has said in words that it may', () => {
    expect(ruleOf(held(), asking(), { hub: elsewhere }).refusal).toBe('budget-doubted');
    expect(ruleOf(held(), sending('release-budget', 'helga', {}), { hub: elsewhere }).refusal).toBe('budget-needs-words');
    const released = ruleOf(held(), sending('release-budget', 'helga', {}, { body: 'w' }), { hub: elsewhere });
    expect(ruleOf(released.state, asking({ want: 1_00 }), { hub: elsewhere }).refusal).toBeNull();
    expect(ruleOf(held(), sending('release-budget', 'helga', {}, { body: 'w' })).refusal).toBe('budget-not-doubted');
  });
  it('grants nothing from it of what was proposed by somebody whom budgets bind, and opens no account for it', () => {
    const proposed = (actor: string): Command =>
      sending('spend-budget', actor, { ...KEY, lease: null, decision: 'x1', case: 'k1', amount: 10_00, proposed: true });
    expect(ruleOf(held(), proposed('lena'), { hub: elsewhere })).toMatchObject({ refusal: 'budget-doubted', events: [] });
    expect(ruleOf(null, proposed('lena'), { hub: { ...elsewhere, since: NOON - DAY } })).toMatchObject({
      refusal: 'budget-doubted',
      events: [],
    });
    expect(ruleOf(held(), proposed('murat'), { hub: elsewhere })).toMatchObject({ refusal: null, flag: null });
    const released = ruleOf(held(), sending('release-budget', 'helga', {}, { body: 'w' }), { hub: elsewhere });
    expect(ruleOf(released.state, proposed('lena'), { hub: elsewhere })).toMatchObject({ refusal: null, flag: null });
  });
  it('opens an account it may have had before in doubt, and one of a month nobody could have asked for without', () => {
    const hub = { ...elsewhere, since: NOON - DAY };
    const doubted = ruleOf(null, asking(), { hub });
    expect([doubted.events.map(({ type }) => type), ruleOf(doubted.state, asking(), { hub }).refusal]).toEqual([
      ['budget-opened'],
      'budget-doubted',
    ]);
    expect(ruleOf(null, asking(), { hub: { ...elsewhere, since: NOON - 70 * DAY } }).events).toHaveLength(2);
  });
  it('counts what is spent from a lease it lost, flagged, from what is free', () => {
    const lost = ruleOf(null, spending('l9', 30_00));
    expect([lost.flag, figures(lost.state)]).toEqual([
      'lease-unknown',
      expect.objectContaining({ spent: 30_00, free: 70_00, exceeded: 0 }),
    ]);
    expect(figures(ruleOf(lost.state, spending('l9', 80_00)).state)).toMatchObject({ spent: LIMIT, free: 0, exceeded: 10_00 });
  });
  it('pays what came in as beyond from what comes free, before anybody else is handed that', () => {
    const early = ruleOf(held(), spending('l9', 85_00)).state;
    expect(figures(early)).toMatchObject({ spent: 80_00, leased: 20_00, free: 0, exceeded: 5_00 });
    const back = ruleOf(early, returning('l1', 20_00, 0, { close: true })).state;
    expect(figures(back)).toEqual({ limit: LIMIT, spent: 85_00, leased: 0, free: 15_00, exceeded: 0, writtenOff: 0 });
    const paid = () => ({ lease: 'l9', amount: 85_00, beyond: 5_00 });
    const giving = sending('give-back-budget', WATCH, { ...KEY, lease: 'l9', decision: 'x1', amount: 85_00, beyond: 5_00 });
    expect(figures(ruleOf(back, giving, { hub: { paid } }).state)).toMatchObject({ spent: 0, free: LIMIT, exceeded: 0 });
  });
});

describe('[U4] a spend', () => {
  it('is paid from the lease as far as that goes; at a desk no further, at the hub from what is free, then beyond, and flagged', () => {
    expect(figures(ruleOf(held(), spending('l1', 20_00)).state)).toMatchObject({ spent: 20_00, leased: 0, free: 80_00 });
    expect(ruleOf(held(), spending('l1', 20_01), { hub: null })).toMatchObject({ flag: 'lease-short' });
    const over = ruleOf(held(), spending('l1', 25_00));
    expect([over.flag, figures(over.state)]).toEqual([
      'lease-short',
      { limit: LIMIT, spent: 25_00, leased: 0, free: 75_00, exceeded: 0, writtenOff: 0 },
    ]);
    const beyond = ruleOf(held(), spending('l1', 110_00));
    expect([beyond.flag, figures(beyond.state)]).toEqual([
      'lease-short',
      { limit: LIMIT, spent: 100_00, leased: 0, free: 0, exceeded: 10_00, writtenOff: 0 },
    ]);
  });
  it('of another workstation’s lease is paid from what is free: its holder can still return his', () => {
    const stolen = ruleOf(held(), spending('l1', 10_00), { device: 'd2' });
    expect([stolen.flag, figures(stolen.state)]).toEqual([
      'lease-unknown',
      expect.objectContaining({ spent: 10_00, leased: 20_00, free: 70_00 }),
    ]);
    expect(ruleOf(stolen.state, returning('l1', 20_00, 0, { close: true })).refusal).toBeNull();
  });
  it('without a lease is for tiers above the budget: from what is free, and by name beyond it', () => {
    expect(ruleOf(held(), spending(null, 10_00)).flag).toBe('budget-without-lease');
    const high = ruleOf(held(), spending(null, 90_00, {}, 'murat'));
    expect([high.flag, figures(high.state)]).toEqual([
      null,
      expect.objectContaining({ spent: 80_00, leased: 20_00, free: 0, exceeded: 10_00 }),
    ]);
  });
});

describe('[U5] what a refused decision drew', () => {
  const giving = (more: Partial<CommandData<'give-back-budget'>> = {}): Command =>
    sending('give-back-budget', WATCH, { ...KEY, lease: 'l1', decision: 'x1', amount: 15_00, beyond: 0, ...more });
  const spent = (): CaseState => ruleOf(held(), spending('l1', 15_00)).state!;
  const paid = () => ({ lease: 'l1', amount: 15_00, beyond: 0 });
  it('goes back to its lease, or to what is free where that has ended', () => {
    expect(figures(ruleOf(spent(), giving(), { hub: { paid } }).state)).toEqual(figures(held()));
    const closed = ruleOf(spent(), returning('l1', 5_00, 15_00, { close: true })).state;
    expect(figures(ruleOf(closed, giving(), { hub: { paid } }).state)).toMatchObject({ spent: 0, leased: 0, free: LIMIT });
    const over = ruleOf(held(), spending('l1', 110_00)).state;
    expect(figures(ruleOf(over, giving(), { hub: { paid: () => ({ lease: 'l1', amount: 110_00, beyond: 10_00 }) } }).state)).toEqual(
      figures(held()),
    );
  });
  it('is what the hub knows, never what a workstation says', () => {
    const bold = giving({ lease: null, amount: 15_00 });
    expect(ruleOf(spent(), bold).refusal).toBe('give-back-too-much');
    expect(ruleOf(spent(), bold, { hub: { paid: () => null } }).refusal).toBe('give-back-too-much');
    expect(figures(ruleOf(spent(), bold, { hub: { paid } }).state)).toEqual(figures(held()));
    expect(ruleOf(spent(), giving({ amount: 15_01 }), { hub: null }).refusal).toBe('give-back-too-much');
    expect(ruleOf(spent(), giving({ month: '2026-05' }), { hub: { paid } }).refusal).toBe('no-such-budget');
  });
});

describe('[U6] a return', () => {
  it('counts when the hub knows all that was used, and is the end of a closed lease', () => {
    const spent = ruleOf(held(), spending('l1', 5_00)).state;
    expect(ruleOf(spent, returning('l1', 15_00, 0)).refusal).toBe('lease-not-whole');
    expect(ruleOf(spent, returning('l1', 15_01, 5_00)).refusal).toBe('lease-not-whole');
    expect(ruleOf(spent, returning('l1', 10_00, 5_00, { close: true })).refusal).toBe('lease-not-whole');
    expect(ruleOf(spent, returning('l1', 0, 5_00)).refusal).toBe('lease-not-whole');
    const part = ruleOf(spent, returning('l1', 10_00, 5_00)).state;
    expect(figures(part)).toMatchObject({ spent: 5_00, leased: 5_00, free: 90_00 });
    const whole = ruleOf(part, returning('l1', 5_00, 5_00, { close: true }));
    expect([figures(whole.state), budgetOf(whole.state).leases, budgetOf(whole.state).closed]).toEqual([
      { limit: LIMIT, spent: 5_00, leased: 0, free: 95_00, exceeded: 0, writtenOff: 0 },
      [],
      1,
    ]);
  });
  it('is the holder’s own, in the incarnation that holds it', () => {
    expect(ruleOf(held(), returning('l1', 1_00, 0, { gen: 2 })).refusal).toBe('not-this-device');
    expect(ruleOf(held(), returning('l1', 1_00, 0, { device: 'd2' }), { device: 'd2' }).refusal).toBe('not-this-device');
    expect(ruleOf(held(), returning('l1', 1_00, 0), { device: 'd2' }).refusal).toBe('not-this-device');
    expect(ruleOf(held(), returning('l2', 1_00, 0)).refusal).toBe('lease-unknown');
  });
});

describe('[U7] a frozen lease', () => {
  const next = (): CaseState => ruleOf(held(), asking({ gen: 2 }, 'l2')).state!;
  const thawing = (more: Partial<CommandData<'thaw-lease'>> = {}): Command =>
    sending('thaw-lease', WATCH, { lease: 'l1', device: 'd1', gen: 2, was: 1, dseq: 7, ...more });
  it('is one of an incarnation that was replaced; nothing older than the newest gets anything', () => {
    expect(budgetOf(next()).leases.map(({ lease, standing, cause }) => [lease, standing, cause])).toEqual([
      ['l1', 'frozen', 'incarnation'],
      ['l2', 'open', undefined],
    ]);
    expect(ruleOf(next(), asking({ gen: 1 })).refusal).toBe('not-this-device');
    expect(figures(ruleOf(next(), spending('l1', 5_00)).state)).toMatchObject({ spent: 5_00, exceeded: 0 });
  });
  it('goes on, or comes back, once the hub has all the old journal ever held', () => {
    expect(ruleOf(next(), thawing(), { hub: { settled: () => 6 } }).refusal).toBe('lease-not-whole');
    expect(figures(ruleOf(next(), thawing(), { hub: { settled: () => 7 } }).state).leased).toBe(20_00);
    const alone = ruleOf(ruleOf(next(), returning('l2', 20_00, 0, { gen: 2, close: true })).state, thawing(), {
      hub: { settled: () => 7 },
    });
    expect(budgetOf(alone.state).leases).toEqual([expect.objectContaining({ lease: 'l1', gen: 2, standing: 'open' })]);
    expect(ruleOf(next(), thawing({ was: 2, gen: 2 })).refusal).toBe('not-this-device');
    expect(ruleOf(next(), thawing({ lease: 'l2' })).refusal).toBe('lease-stands-otherwise');
    expect(ruleOf(next(), thawing(), { hub: null }).events).toEqual([]);
  });
  it('that a lead stopped no proof opens again, and its workstation gets no other', () => {
    const stopped = ruleOf(held(), sending('freeze-lease', 'murat', { lease: 'l1' })).state;
    expect(ruleOf(stopped, thawing(), { hub: { settled: () => 99 } }).refusal).toBe('lease-stands-otherwise');
    expect(ruleOf(stopped, asking({ gen: 2 })).refusal).toBe('lease-stands-otherwise');
    expect(ruleOf(stopped, sending('freeze-lease', 'murat', { lease: 'l1' })).refusal).toBe('nothing-changed');
    expect(figures(ruleOf(stopped, returning('l1', 20_00, 0, { close: true })).state).free).toBe(LIMIT);
    expect(ruleOf(next(), sending('freeze-lease', 'murat', { lease: 'l1' })).refusal).toBeNull();
  });
  it('of a team is stopped and recalled by its own lead', () => {
    expect(ruleOf(held(), sending('freeze-lease', 'carla', { lease: 'l1' })).refusal).toBe('not-lead');
    expect(ruleOf(held(), sending('recall-lease', 'carla', { lease: 'l1' })).refusal).toBe('not-lead');
    const recalled = ruleOf(held(), sending('recall-lease', 'helga', { lease: 'l1' })).state;
    expect(ruleOf(recalled, sending('recall-lease', 'murat', { lease: 'l1' })).refusal).toBe('nothing-changed');
    expect(ruleOf(next(), sending('recall-lease', 'murat', { lease: 'l1' })).refusal).toBe('lease-stands-otherwise');
  });
});

describe('[U8] a lease given up', () => {
  const giveUp = (lease = 'l1', body: string | null = 'w'): Command =>
    sending('write-off-lease', 'helga', { lease, reason: 'lost' }, { body });
  it('frees what was reserved, by a manager’s name and words; what its workstation spent after all is flagged, and lies beyond the budget as far as nothing is free', () => {
    expect(ruleOf(held(), giveUp('l1', null)).refusal).toBe('budget-needs-words');
    expect(ruleOf(held(), giveUp('l2')).refusal).toBe('lease-unknown');
    const gone = ruleOf(ruleOf(held(), spending('l1', 5_00)).state, giveUp()).state;
    expect(figures(gone)).toEqual({ limit: LIMIT, spent: 5_00, leased: 0, free: 95_00, exceeded: 0, writtenOff: 15_00 });
    const late = ruleOf(gone, spending('l1', 15_00));
    expect([late.flag, figures(late.state)]).toEqual([
      'lease-written-off',
      expect.objectContaining({ spent: 20_00, free: 80_00, exceeded: 0 }),
    ]);
    const taken = ruleOf(gone, spending(null, 90_00, {}, 'murat')).state;
    expect(figures(ruleOf(taken, spending('l1', 15_00)).state)).toMatchObject({ spent: LIMIT, free: 0, exceeded: 10_00 });
    expect(ruleOf(gone, giveUp()).refusal).toBe('lease-stands-otherwise');
    expect(ruleOf(gone, returning('l1', 15_00, 5_00, { close: true })).refusal).toBe('lease-written-off');
  });
});
