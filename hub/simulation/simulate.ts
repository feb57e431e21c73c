// Runs many simulated worlds, each with a ledger of its own, on as many cores as it is given, and says which broke which rule.
import { KINDS, type Kind } from './ledgers.ts';
import type { Safeguard } from './safeguards.ts';
import { openRunner } from './runner.ts';
import { runInThreads } from './threads.ts';
import type { Trial } from './trial.ts';

/** What a hub may keep its ledger in. */
export const HUBS = KINDS;
export type HubKind = Kind;

export type Simulation = {
  readonly from: number;
  readonly seeds: number;
  readonly hub: HubKind;
  readonly off?: Safeguard;
  /** So many worlds run at the same time, each on a thread of its own; 1 without it. */
  readonly jobs?: number;
  /** After every seed; with several jobs in the order in which they end. */
  readonly onTrial?: (trial: Trial, done: number) => void;
};

export type Failure = { readonly seed: number; readonly rule: string; readonly step: number; readonly what: string };
/** `failures` in the order of their seeds, however many jobs there were. */
export type Simulated = { readonly seeds: number; readonly passed: number; readonly failures: readonly Failure[]; readonly ms: number };

/** Runs the seeds `from` … `from + seeds - 1`. A world is fresh for every seed, whatever keeps its ledger. */
export const simulate = async ({ from, seeds, hub, off = 'none', jobs = 1, onTrial }: Simulation): Promise<Simulated> => {
  const began = performance.now();
  const failures: Failure[] = [];
  let failed = 0;
  let done = 0;
  const take = (trial: Trial): void => {
    done += 1;
    const { seed, broken, steps } = trial;
    if (broken.length > 0) failed += 1;
    for (const [rule, { what }] of new Map(broken.toReversed().map((row) => [row.rule, row])))
      failures.push({ seed, rule, step: steps, what });
    onTrial?.(trial, done);
  };
  if (jobs > 1) await runInThreads({ from, seeds, hub, off, jobs, take });
  else await runHere({ from, seeds, hub, off, take });
  failures.sort((a, b) => a.seed - b.seed || (a.rule < b.rule ? -1 : 1));
  return { seeds, passed: seeds - failed, failures, ms: Math.round(performance.now() - began) };
};

type Here = Required<Pick<Simulation, 'from' | 'seeds' | 'hub' | 'off'>> & { readonly take: (trial: Trial) => void };

const runHere = async ({ from, seeds, hub, off, take }: Here): Promise<void> => {
  const runner = await openRunner(hub, off);
  try {
    for (let seed = from; seed < from + seeds; seed += 1) take(await runner.run(seed));
  } finally {
    await runner.end();
  }
};
