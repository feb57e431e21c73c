// Knows what a desk of the small world keeps: its journals, its place in the log, and beside the database the record of how far it went.
import type { BudgetAccount, Lease } from '../../../shared/case/budget-account.ts';
import type { Command } from '../../../shared/case/commands.ts';
import type { CaseState } from '../../../shared/case/state.ts';
import { refold } from '../../../shared/sync/forecast.ts';
import { accountIn, type Branch, type Entry } from './bank.ts';
import { contextOf } from './papers.ts';
import type { Rules } from './variants.ts';

/** The database. */
export type Disk = {
  gen: number;
  readonly journals: Map<number, Entry[]>;
  /** Up to here the entries of the present incarnation have a verdict. */
  answered: number;
  branch: Branch;
  position: number;
  /** The hub was set back and has not been told everything again. */
  owes: boolean;
  /** How many decisions it ever paid. */
  paid: number;
};

/** What stands outside the database; `ended`: where incarnations ended that were put back. */
export type Outside = { gen: number; dseq: number; paid: number; readonly ended: Map<number, number> };

export const emptyDisk = (branch: Branch): Disk => ({
  gen: 0,
  journals: new Map(),
  answered: 0,
  branch,
  position: 0,
  owes: false,
  paid: 0,
});

export const diskCopy = (disk: Disk): Disk => ({
  ...disk,
  journals: new Map([...disk.journals].map(([gen, entries]) => [gen, [...entries]])),
});

export const outsideCopy = (outside: Outside | null): Outside | null =>
  outside === null ? null : { ...outside, ended: new Map(outside.ended) };

export const journalOf = ({ journals }: Disk, gen: number): Entry[] => {
  const known = journals.get(gen) ?? [];
  journals.set(gen, known);
  return known;
};

export const outboxOf = (disk: Disk): readonly Entry[] => journalOf(disk, disk.gen).slice(disk.answered);

/** Two 32-bit mixes are more than enough for worlds of some hundred entries. */
const chained = (prev: number, id: string): number => {
  let mixed = prev ^ 0x9e3779b9;
  for (let place = 0; place < id.length; place += 1) mixed = Math.imul(mixed ^ id.charCodeAt(place), 0x01000193);
  return mixed >>> 0;
};

export const append = (disk: Disk, command: Command): void => {
  const journal = journalOf(disk, disk.gen);
  const prev = journal.at(-1)?.hash ?? 0;
  journal.push({ dseq: journal.length + 1, prev, hash: chained(prev, command.id), command });
  if (command.type === 'spend-budget') disk.paid += 1;
};

/** A new incarnation: what waits is numbered anew, what was answered stays with the old one. */
export const raise = (disk: Disk, gen: number): void => {
  const waiting = journalOf(disk, disk.gen).splice(disk.answered);
  disk.gen = gen;
  disk.answered = 0;
  const { paid } = disk;
  waiting.forEach(({ command }) => append(disk, command));
  disk.paid = paid;
};

/** After every step of leases, before anything is told to anybody. */
export const noted = ({ gen, journals, paid }: Disk, outside: Outside | null): Outside => ({
  gen,
  dseq: journals.get(gen)?.length ?? 0,
  paid,
  ended: outside?.ended ?? new Map(),
});

/**
 * At the start of the process: a database behind its record was put back, and goes on under a new incarnation. Answers the record as it is
 * from now on.
 */
export const compared = (disk: Disk, outside: Outside | null, rules: Rules): Outside => {
  if (rules.record === 'none') return noted(disk, outside);
  if (outside === null) {
    // A journal that ever asked for a lease may have spent it under a disk that is gone, though this one knows of no lease.
    if (journalOf(disk, disk.gen).length > 0) raise(disk, disk.gen + 1);
    return noted(disk, null);
  }
  if (rules.record === 'spends') {
    if (outside.paid !== disk.paid) raise(disk, Math.max(disk.gen, outside.gen) + 1);
    return noted(disk, outside);
  }
  const isBehind = outside.gen > disk.gen || (outside.gen === disk.gen && outside.dseq > journalOf(disk, disk.gen).length);
  if (!isBehind) return noted(disk, outside);
  outside.ended.set(outside.gen, outside.dseq);
  raise(disk, outside.gen + 1);
  return noted(disk, outside);
};

/** What a desk believes of an account: what it has heard, and its own commands that wait, decided again. */
export const believed = (disk: Disk, account: string): CaseState | null => {
  const confirmed = accountIn(disk.branch, account, disk.position);
  const waiting = outboxOf(disk).filter(({ command }) => command.caseId === account);
  return waiting.length === 0 ? confirmed : refold(confirmed, waiting, ({ actor, at }) => contextOf(actor, at)).state;
};

/** Leases of older incarnations of this device that are neither spent nor given up. */
export const olderLeases = ({ leases }: BudgetAccount, device: string, gen: number): readonly Lease[] =>
  leases.filter((lease) => lease.device === device && lease.gen !== gen && lease.standing !== 'written-off');
