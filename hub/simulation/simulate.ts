// Runs many simulated worlds, one seed after the other, each with a ledger of its own, and says which broke which rule.
import { KINDS, openLedgers, type Kind } from './ledgers.ts';
import type { Safeguard } from './safeguards.ts';
import { runTrial, type Setting, type Trial } from './trial.ts';

/** What a hub may keep its ledger in. */
export const HUBS = KINDS;
export type HubKind = Kind;

export type Simulation = {
  readonly from: number;
  readonly seeds: number;
  readonly hub: HubKind;
  readonly off?: Safeguard;
  /** After every seed. */
  readonly onTrial?: (trial: Trial, done: number) => void;
};

export type Failure = { readonly seed: number; readonly rule: string; readonly step: number; readonly what: string };
export type Simulated = { readonly seeds: number; readonly passed: number; readonly failures: readonly Failure[]; readonly ms: number };

/** Runs the seeds `from` … `from + seeds - 1`. A world is fresh for every seed, whatever keeps its ledger. */
export const simulate = async ({ from, seeds, hub, off = 'none', onTrial }: Simulation): Promise<Simulated> => {
  const began = performance.now();
  const ledgers = await openLedgers(hub);
  const failures: Failure[] = [];
  let failed = 0;
  try {
    for (let seed = from; seed < from + seeds; seed += 1) {
      const trial = await tried({ seed, off, ledger: ledgers.open });
      if (trial.broken.length > 0) failed += 1;
      const rules = new Set(trial.broken.map(({ rule }) => rule));
      for (const rule of rules) failures.push({ seed, rule, step: trial.steps, what: trial.broken.find((row) => row.rule === rule)!.what });
      onTrial?.(trial, seed - from + 1);
    }
  } finally {
    await ledgers.end();
  }
  return { seeds, passed: seeds - failed, failures, ms: Math.round(performance.now() - began) };
};

/** A world that falls over has broken a rule of its own. */
const tried = async (setting: Setting): Promise<Trial> => {
  try {
    return await runTrial(setting);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { seed: setting.seed, broken: [{ rule: 'I0', what }], steps: 0, trace: '', commands: 0 };
  }
};
