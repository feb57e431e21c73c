// Plays the manager of the small world: gives up leases of workstations that stay silent, and releases budgets after the hub was set back.
import { leftOf, type BudgetAccount } from '../../../shared/case/budget-account.ts';
import type { Command, CommandType } from '../../../shared/case/commands.ts';
import { ACCOUNTS, LANE, POLICY, type Actor } from './papers.ts';
import type { Seeded } from '../../../shared/kernel/seeded.ts';
import type { Bank } from './bank.ts';
import type { Desk } from './desk.ts';
import type { Till } from './till.ts';
import type { Rules } from './variants.ts';

/** So long a workstation may be silent, or a lease frozen, before somebody begins to doubt it. */
const SILENT = 50;
const LOOKS = 5;

export type World = {
  readonly rules: Rules;
  readonly seeded: Seeded;
  readonly bank: Bank;
  readonly desks: readonly Desk[];
  readonly till: Till;
  readonly tick: () => number;
  readonly now: () => number;
  /** When the hub last heard from each device. */
  readonly heardAt: ReadonlyMap<string, number>;
  readonly nextId: () => string;
};

export interface Manager {
  look(isCalm: boolean): void;
  /** The hub forgot: what was done there since is done again. */
  setBack(): void;
  command(actor: Actor, type: CommandType, account: string, data: object): Command;
}

export const createManager = (world: World): Manager => {
  const { rules, bank, seeded, till, desks, heardAt } = world;
  const frozenAt = new Map<string, number>();

  const command: Manager['command'] = (actor, type, account, data) =>
    ({
      id: world.nextId(),
      lane: LANE,
      caseId: account,
      type,
      actor,
      at: world.now(),
      quality: 'synced',
      pack: POLICY.version,
      seen: 0,
      data,
      body: 'w',
    }) as unknown as Command;

  const doubts = (budget: BudgetAccount, isCalm: boolean): readonly string[] =>
    budget.leases.flatMap(({ lease, device, standing }) => {
      if (standing === 'written-off') return [];
      const since = standing === 'frozen' ? (frozenAt.get(lease) ?? world.tick()) : (heardAt.get(device) ?? 0);
      if (standing === 'frozen') frozenAt.set(lease, since);
      const isLate = world.tick() - since > SILENT;
      return isLate && (isCalm || seeded.unit() < 0.3) ? [lease] : [];
    });

  const writeOff = (account: string, budget: BudgetAccount, isCalm: boolean): void => {
    for (const lease of doubts(budget, isCalm)) {
      const amount = leftOf(budget.leases.find((row) => row.lease === lease)!);
      // What is given up counts before anybody else can be handed it.
      till.giveUp(account, amount);
      bank.own(command('helga', 'write-off-lease', account, { lease, reason: 'lost' }));
    }
  };

  /** Whoever is still there has told the hub everything it had forgotten. */
  const isWhole = (): boolean => desks.every(({ isLost, disk }) => isLost || (disk.branch === bank.branch() && !disk.owes));

  /**
   * What was told and nobody has any more: the hub was set back behind it, and its desk is lost or was put back, too. It stays covered as
   * far as its lease is still reserved; for the rest whoever releases the budget answers.
   */
  const risk = (account: string, { leases }: BudgetAccount): number => {
    const known = new Set(bank.branch().events.flatMap(({ type, data }) => (type === 'budget-spent' ? [data.decision] : [])));
    for (const { isLost, disk } of desks)
      if (!isLost) for (const journal of disk.journals.values()) for (const { command } of journal) known.add(command.id);
    const gone = new Map<string, number>();
    for (const told of till.all())
      if (told.account === account && !known.has(told.decision)) gone.set(told.lease, (gone.get(told.lease) ?? 0) + told.amount);
    const reserved = new Map(leases.flatMap((row) => (row.standing === 'written-off' ? [] : [[row.lease, leftOf(row)] as const])));
    return [...gone].reduce((sum, [lease, amount]) => sum + Math.max(0, amount - (reserved.get(lease) ?? 0)), 0);
  };

  const release = (account: string, budget: BudgetAccount): void => {
    if (budget.epoch === bank.branch().epoch || !isWhole()) return;
    till.giveUp(account, risk(account, budget));
    bank.own(command('helga', 'release-budget', account, {}));
  };

  return {
    command,
    setBack: () => frozenAt.clear(),
    look: (isCalm) => {
      if (world.tick() % LOOKS > 0) return;
      for (const account of ACCOUNTS) {
        const budget = bank.account(account);
        if (budget === null) continue;
        if (rules.hubRestores) release(account, budget);
        if (rules.writeOffs) writeOff(account, budget, isCalm);
      }
    },
  };
};
