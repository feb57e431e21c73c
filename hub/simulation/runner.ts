// Runs worlds one after the other over one kind of ledger, each with an empty one of its own; a world that falls over is an answer, too.
import { openLedgers, type Kind } from './ledgers.ts';
import type { Safeguard } from './safeguards.ts';
import { runTrial, type Setting, type Trial } from './trial.ts';

export interface Runner {
  run(seed: number): Promise<Trial>;
  end(): Promise<void>;
}

export const openRunner = async (hub: Kind, off: Safeguard): Promise<Runner> => {
  const ledgers = await openLedgers(hub);
  return { run: (seed) => tryWorld({ seed, off, ledger: ledgers.open }), end: () => ledgers.end() };
};

/** A world that falls over has broken a rule of its own. */
export const tryWorld = async (setting: Setting): Promise<Trial> => {
  try {
    return await runTrial(setting);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { seed: setting.seed, broken: [{ rule: 'I0', what }], steps: 0, trace: '', commands: 0 };
  }
};
