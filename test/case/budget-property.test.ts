// Whatever workstations, people and hubs do to a shared budget in whatever order, its sums agree and nobody overspends it unnamed.
import { describe, expect, it } from 'vitest';
import { leasedOf, type BudgetAccount } from '../../shared/case/budget-account.ts';
import type { Command, CommandData } from '../../shared/case/commands.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { fc } from '../seeded.ts';
import { atHub, budgeted, KEY, rule, sending, WATCH } from './budgets.ts';

type Step = { readonly verb: number; readonly who: number; readonly n: number; readonly m: number };
const DEVICES = ['d1', 'd2', 'd3'];
const PACKS = [budgeted(100_00), budgeted(100_00), budgeted(160_00), budgeted(20_00)];
const NAMED = new Set(['lease-short', 'lease-written-off', 'lease-unknown', 'budget-without-lease']);

type Paid = { readonly lease: string | null; readonly amount: number; readonly beyond: number };
type World = { state: CaseState | null; gens: number[]; readonly paid: Map<string, Paid>; count: number; readonly kinds: Set<string> };

const some = <T>(list: readonly T[], n: number): T | undefined => list[n % Math.max(1, list.length)];

const commandOf = ({ verb, n, m }: Step, desk: number, world: World): Command => {
  const [device, gen] = [DEVICES[desk]!, world.gens[desk]!];
  const leases = world.state?.budget?.leases ?? [];
  const own = leases.filter((row) => row.device === device);
  const any = some(verb % 3 === 0 ? leases : own, n);
  const lease = any?.lease ?? 'l?';
  const back = own.find(({ standing }) => standing === 'open') ?? any;
  const rest = back === undefined ? 0 : back.granted - back.used;
  const isLast = m % 3 === 0 || own.some(({ standing }) => standing === 'frozen');
  const gone = own.find((row) => row.cause === 'incarnation' && row.gen < gen);
  const amount = 1 + ((n * 37 + m * 101) % 30_00);
  const left = any === undefined ? 0 : any.granted - any.used;
  const words = { body: 'w' };
  world.count += 1;
  const decision = some([...world.paid.keys()], m) ?? 'x?';
  const known = world.paid.get(decision);
  const all: readonly (() => Command)[] = [
    () => sending('ask-lease', WATCH, { ...KEY, device, gen, want: amount * 3, need: m % 4 === 0 ? amount : 0 }),
    () => sending('ask-lease', WATCH, { ...KEY, device, gen: m % 9 === 0 ? gen - 1 : gen, want: amount, need: 0 }),
    () => sending('spend-budget', 'lena', { ...KEY, lease, decision: `x${world.count}`, case: 'k', amount }),
    () =>
      sending('spend-budget', 'lena', {
        ...KEY,
        lease,
        decision: `x${world.count}`,
        case: 'k',
        amount: Math.max(1, m % 2 === 0 ? left : left - 1),
      }),
    () => sending('spend-budget', m % 3 === 0 ? 'lena' : 'murat', { ...KEY, lease: null, decision: `x${world.count}`, case: 'k', amount }),
    () =>
      sending('give-back-budget', WATCH, {
        ...KEY,
        lease: m % 5 === 0 ? null : (known?.lease ?? null),
        decision,
        amount: m % 7 === 0 ? 90_00 : (known?.amount ?? 5),
        beyond: known?.beyond ?? 0,
      }),
    () =>
      sending('return-lease', WATCH, {
        lease: back?.lease ?? 'l?',
        device,
        gen,
        amount: isLast ? rest : Math.max(1, rest - (n % 5)),
        used: back?.used ?? 0,
        close: isLast,
      }),
    () => sending('recall-lease', 'murat', { lease }),
    () => sending('freeze-lease', 'murat', { lease }),
    () =>
      sending('thaw-lease', WATCH, {
        lease: gone?.lease ?? lease,
        device,
        gen,
        was: (gone ?? any)?.gen ?? 0,
        dseq: m % 10,
      } satisfies CommandData<'thaw-lease'>),
    () => sending('write-off-lease', 'helga', { lease, reason: 'lost' }, words),
    () => sending('release-budget', 'helga', {}, words),
  ];
  return all[verb % all.length]!();
};

const agrees = (account: BudgetAccount, wasFree: number): void => {
  const { limit, spent, free, exceeded, writtenOff, leases } = account;
  expect(spent + leasedOf(account) + free).toBe(limit);
  expect(spent + exceeded).toBeLessThanOrEqual(limit + exceeded + Math.max(0, -free));
  for (const { used, granted } of leases) expect(used >= 0 && used <= granted).toBe(true);
  expect(Math.min(spent, exceeded, writtenOff)).toBeGreaterThanOrEqual(0);
  // Only a lower limit ever takes what is free below nothing.
  if (free < 0) expect(free).toBeGreaterThanOrEqual(Math.min(0, wasFree));
};

const moneyOf = (paid: ReadonlyMap<string, Paid>): readonly [number, number] =>
  [...paid.values()].reduce<readonly [number, number]>(([sum, over], { amount, beyond }) => [sum + amount, over + beyond], [0, 0]);

const lived = (steps: readonly Step[], fold: (state: CaseState | null, event: CaseEvent) => CaseState, world: World): void => {
  let epoch = 'e0';
  let pack = PACKS[0]!;
  for (const step of steps) {
    const desk = step.who % DEVICES.length;
    if (step.m % 11 === 0) world.gens[desk]! += 1;
    if (step.m % 41 === 0) epoch = `e${step.n % 3}`;
    if (step.n % 29 === 0) pack = PACKS[step.m % PACKS.length]!;
    const command = commandOf(step, desk, world);
    const device = step.m % 13 === 0 ? 'd9' : DEVICES[desk]!;
    const paid = (decision: string): Paid | null => world.paid.get(decision) ?? null;
    const ruled = rule(
      world.state,
      command,
      atHub(command.actor, { device, policy: pack, hub: { epoch, paid, settled: () => step.n % 12 } }),
    );
    const before = world.state;
    const exceeded = before?.budget?.exceeded ?? 0;
    for (const event of ruled.events) {
      const wasFree = world.state?.budget?.free ?? 0;
      world.state = fold(world.state, event);
      world.kinds.add(event.type);
      if (event.type === 'budget-spent') world.paid.set(event.data.decision, event.data);
      if (event.type === 'budget-given-back') world.paid.delete(event.data.decision);
      if (event.type === 'budget-opened') continue;
      agrees(world.state.budget!, event.type === 'budget-limit-set' ? -Infinity : wasFree);
    }
    const account = world.state?.budget;
    if (account === undefined) continue;
    // What customers were promised is what the account says, to the cent; what came free may have paid some of what lay beyond.
    const [promised, beyond] = moneyOf(world.paid);
    expect(account.spent + account.exceeded).toBe(promised);
    expect(account.exceeded).toBeLessThanOrEqual(beyond);
    if (account.exceeded > exceeded) expect(command.actor === 'murat' || NAMED.has(ruled.flag ?? '')).toBe(true);
    // The same command again is the same answer on the same account.
    expect(
      rule(
        before,
        command,
        atHub(command.actor, { device, policy: pack, hub: { epoch, paid: () => null, settled: () => step.n % 12 } }),
      ).events.map(({ id }) => id),
    ).toEqual(command.type === 'give-back-budget' ? [] : ruled.events.map(({ id }) => id));
  }
};

const run = (fold: (state: CaseState | null, event: CaseEvent) => CaseState): ReadonlySet<string> => {
  const kinds = new Set<string>();
  const number = fc.nat(9_999);
  const step = fc.record({ verb: number, who: number, n: number, m: number });
  fc.assert(
    fc.property(fc.array(step, { minLength: 20, maxLength: 60, size: 'max' }), (steps) =>
      lived([{ verb: 0, who: 0, n: 1, m: 1 }, ...steps], fold, { state: null, gens: [1, 1, 1], paid: new Map(), count: 0, kinds }),
    ),
    { numRuns: 120 },
  );
  return kinds;
};

describe('[U1] a shared budget', () => {
  it('is at every event what was spent, what is leased and what is free; beyond it only what is named', () => {
    const kinds = run(evolve);
    expect([...kinds].sort()).toEqual(
      [
        'budget-opened',
        'budget-limit-set',
        'budget-released',
        'lease-granted',
        'budget-spent',
        'budget-given-back',
        'lease-recalled',
        'lease-returned',
        'lease-frozen',
        'lease-thawed',
        'lease-written-off',
      ].sort(),
    );
  });
  it('notices a fold that frees what a closed lease had spent', () => {
    const wrong = (state: CaseState | null, event: CaseEvent): CaseState =>
      evolve(state, event.type === 'lease-returned' ? { ...event, data: { ...event.data, amount: event.data.amount + 1 } } : event);
    expect(() => run(wrong)).toThrow('Property failed');
  });
});
