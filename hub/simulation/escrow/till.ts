// Counts what customers were really told, beside every account, and holds what the hub's accounts say against it.
import type { Commit } from './bank.ts';
import type { Desk, Told } from './desk.ts';
import { LIMIT } from './papers.ts';

export type Broken = { readonly rule: string; readonly what: string };

export interface Till {
  tell(desk: Desk, told: Told): void;
  commit(commit: Commit, fault: string | null): void;
  /** A manager gave so much up, by name. */
  giveUp(account: string, amount: number): void;
  /** These commands are gone with a disk: the hub may or may not have them. */
  forget(commands: readonly string[]): void;
  all(): readonly Told[];
  isForgotten(decision: string): boolean;
  toldOf(account: string): number;
  writtenOff(): number;
  /** How far customers were told more than the limit at worst, and how far beyond what managers gave up. */
  over(): number;
  beyond(): number;
  broken(): readonly Broken[];
}

export const createTill = (): Till => {
  const told: Told[] = [];
  const sums = new Map<string, number>();
  const given = new Map<string, number>();
  const forgotten = new Set<string>();
  const broken: Broken[] = [];
  let over = 0;
  let beyond = 0;
  const sumOf = (account: string): number => sums.get(account) ?? 0;
  const givenOf = (account: string): number => given.get(account) ?? 0;
  return {
    tell: (_desk, said) => {
      told.push(said);
      const sum = sumOf(said.account) + said.amount;
      sums.set(said.account, sum);
      over = Math.max(over, sum - LIMIT);
      beyond = Math.max(beyond, sum - LIMIT - givenOf(said.account));
    },
    commit: (_commit, fault) => {
      if (fault !== null) broken.push({ rule: 'I6', what: fault });
    },
    giveUp: (account, amount) => void given.set(account, givenOf(account) + amount),
    forget: (commands) => commands.forEach((command) => forgotten.add(command)),
    all: () => told,
    isForgotten: (decision) => forgotten.has(decision),
    toldOf: sumOf,
    writtenOff: () => [...given.values()].reduce((sum, amount) => sum + amount, 0),
    over: () => over,
    beyond: () => beyond,
    broken: () => broken,
  };
};
