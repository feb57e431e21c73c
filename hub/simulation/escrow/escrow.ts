// Runs small worlds in which a budget is lent to workstations, on as many cores as it is given, and sums up what was overspent and used.
import { Worker } from 'node:worker_threads';
import { LIMIT } from './papers.ts';
import { tryEscrow, type EscrowTrial } from './trial.ts';
import { VARIANTS, type Variant } from './variants.ts';

export const ESCROW_VARIANTS = Object.keys(VARIANTS) as readonly Variant[];
export type EscrowVariant = Variant;

export type EscrowFailure = { readonly seed: number; readonly rule: string; readonly what: string };

export type Escrowed = {
  readonly seeds: number;
  readonly passed: number;
  /** In the order of their seeds. */
  readonly failures: readonly EscrowFailure[];
  readonly ms: number;
  /** Worlds in which customers were told more than the limit, how much more at worst, and how much beyond what managers gave up. */
  readonly overspent: number;
  readonly over: number;
  readonly beyond: number;
  /** Means over all worlds, as shares of the limit: what the accounts covered, and what customers were told. */
  readonly used: number;
  readonly told: number;
  readonly writtenOff: number;
};

/** So many seeds go to a thread at once: a world takes a few milliseconds. */
export const SHARE = 100;
export type Shared = { readonly from: number; readonly seeds: number; readonly variant: Variant };

export const tryShare = ({ from, seeds, variant }: Shared): readonly EscrowTrial[] =>
  Array.from({ length: seeds }, (_, index) => tryEscrow(from + index, variant));

type Simulation = Shared & { readonly jobs?: number; readonly onTrials?: (trials: readonly EscrowTrial[], done: number) => void };

/** Runs the seeds `from` … `from + seeds - 1` under one variant. */
export const simulateEscrow = async ({ from, seeds, variant, jobs = 1, onTrials }: Simulation): Promise<Escrowed> => {
  const began = performance.now();
  const sum = createSum(seeds);
  let done = 0;
  const take = (trials: readonly EscrowTrial[]): void => {
    done += trials.length;
    trials.forEach(sum.add);
    onTrials?.(trials, done);
  };
  const shares = Array.from({ length: Math.ceil(seeds / SHARE) }, (_, index) => {
    const first = index * SHARE;
    return { from: from + first, seeds: Math.min(SHARE, seeds - first), variant };
  });
  if (jobs > 1 && shares.length > 1) await inThreads(shares, Math.min(jobs, shares.length), take);
  else for (const share of shares) take(tryShare(share));
  return sum.total(Math.round(performance.now() - began));
};

/** Rejects where a thread itself falls. */
const inThreads = async (shares: readonly Shared[], jobs: number, take: (trials: readonly EscrowTrial[]) => void): Promise<void> => {
  let next = 0;
  const thread = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const worker = new Worker(new URL('./thread.ts', import.meta.url));
      const give = (): void => worker.postMessage(shares[next++] ?? null);
      worker.on('message', (trials: readonly EscrowTrial[]) => {
        take(trials);
        give();
      });
      worker.once('error', reject);
      worker.once('exit', () => resolve());
      give();
    });
  await Promise.all(Array.from({ length: jobs }, thread));
};

type Sum = { readonly add: (trial: EscrowTrial) => void; readonly total: (ms: number) => Escrowed };

const createSum = (seeds: number): Sum => {
  const failures: EscrowFailure[] = [];
  const sums = { passed: 0, overspent: 0, over: 0, beyond: 0, spent: 0, told: 0, writtenOff: 0 };
  const share = (amount: number): number => Math.round((amount / seeds / LIMIT) * 10_000) / 10_000;
  return {
    add: (trial) => {
      const rules = new Map(trial.broken.map(({ rule, what }) => [rule, what]));
      for (const [rule, what] of rules) failures.push({ seed: trial.seed, rule, what });
      sums.passed += rules.size === 0 ? 1 : 0;
      sums.overspent += trial.over > 0 ? 1 : 0;
      sums.over = Math.max(sums.over, trial.over);
      sums.beyond = Math.max(sums.beyond, trial.beyond);
      sums.spent += trial.spent;
      sums.told += trial.told;
      sums.writtenOff += trial.writtenOff;
    },
    total: (ms) => {
      const { passed, overspent, over, beyond, writtenOff } = sums;
      failures.sort((a, b) => a.seed - b.seed || (a.rule < b.rule ? -1 : 1));
      return { seeds, passed, failures, ms, overspent, over, beyond, used: share(sums.spent), told: share(sums.told), writtenOff };
    },
  };
};
