// Runs many simulated worlds, one seed after the other, each with a ledger of its own, and says which broke which rule.
import { randomUUID } from 'node:crypto';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { openEmbeddedLedger } from '../embedded.ts';
import { openPostgres, openPostgresLedger } from '../postgres.ts';
import { startPostgres } from './own-postgres.ts';
import type { Safeguard } from './safeguards.ts';
import { runTrial, type Setting, type Trial } from './trial.ts';

export const HUBS = ['memory', 'sqlite', 'postgres'] as const;
export type HubKind = (typeof HUBS)[number];

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

type Ledgers = { readonly open: () => Promise<{ store: LedgerStore; close: () => Promise<void> }>; readonly end: () => Promise<void> };

/** Runs the seeds `from` … `from + seeds - 1`. A world is fresh for every seed, whatever keeps its ledger. */
export const simulate = async ({ from, seeds, hub, off = 'none', onTrial }: Simulation): Promise<Simulated> => {
  const began = performance.now();
  const ledgers = await ledgersOf(hub);
  const failures: Failure[] = [];
  let failed = 0;
  try {
    for (let seed = from; seed < from + seeds; seed += 1) {
      const trial = await tried({ seed, off, ...(ledgers === null ? {} : { ledger: ledgers.open }) });
      if (trial.broken.length > 0) failed += 1;
      const rules = new Set(trial.broken.map(({ rule }) => rule));
      for (const rule of rules) failures.push({ seed, rule, step: trial.steps, what: trial.broken.find((row) => row.rule === rule)!.what });
      onTrial?.(trial, seed - from + 1);
    }
  } finally {
    await ledgers?.end();
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

/** Null: in memory, which the trial makes itself. */
const ledgersOf = async (hub: HubKind): Promise<Ledgers | null> => {
  if (hub === 'memory') return null;
  if (hub === 'sqlite') return { open: async () => embedded(), end: () => Promise.resolve() };
  const server = await startPostgres();
  return { open: () => inSchema(server.url), end: server.stop };
};

const embedded = (): { store: LedgerStore; close: () => Promise<void> } => {
  const opened = openEmbeddedLedger(':memory:', { backup: () => undefined });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  return { store: opened.value.store, close: opened.value.store.close };
};

/** Connections that nobody uses break when the server goes; whoever asks next is told. */
const lost = (): void => undefined;

/** A ledger of its own in a running server: a schema that is dropped when it is closed. */
export const inSchema = async (url: string): Promise<{ store: LedgerStore; schema: string; close: () => Promise<void> }> => {
  const schema = `t_${randomUUID().replaceAll('-', '')}`;
  const opened = await openPostgresLedger({ url, schema, connections: 4 }, lost);
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  return {
    store: opened.value,
    schema,
    close: async () => {
      await opened.value.close();
      const handle = openPostgres({ url, connections: 1 }, lost);
      await handle.run(`DROP SCHEMA ${schema} CASCADE`);
      await handle.close();
    },
  };
};
