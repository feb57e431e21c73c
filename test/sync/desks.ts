// Puts desks and a ledger together in one process, with a clock, timers and a wire that the test holds in its hands.
import { createHash } from 'node:crypto';
import { createSeeded } from '../../shared/kernel/seeded.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import type { CommandType } from '../../shared/case/commands.ts';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { createNewId } from '../../shared/kernel/ids.ts';
import { createEngine, type Engine } from '../../shared/sync/engine.ts';
import type { Schedule } from '../../shared/sync/inside.ts';
import { createLedger, type Ledger } from '../../shared/sync/ledger.ts';
import { createLoopback } from '../../shared/sync/loopback.ts';
import type { Transport } from '../../shared/sync/protocol.ts';

export const LANE = 'nordlicht';
export const NOON = Date.UTC(2026, 5, 3, 10, 0);
export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Appointments are kept when the test says so. */
export const createTimers = () => {
  const due: { readonly delay: number; readonly work: () => void }[] = [];
  const schedule: Schedule = (delay, work) => {
    const entry = { delay, work };
    due.push(entry);
    return () => {
      const index = due.indexOf(entry);
      if (index !== -1) due.splice(index, 1);
    };
  };
  return { schedule, due };
};

export type World = {
  readonly clock: { now: number };
  readonly random: (count: number) => Uint8Array;
  readonly ledgerStore: LedgerStore;
  readonly ledger: Ledger;
};

export const createWorld = (ledgerStore: LedgerStore = createMemoryLedgerStore(), seed = 7): World => {
  const clock = { now: NOON };
  const seeded = createSeeded(seed);
  const random = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => seeded.whole(0, 255));
  const newEpoch = createNewId(() => clock.now, random);
  return { clock, random, ledgerStore, ledger: createLedger({ store: ledgerStore, clock: () => clock.now, digest, newEpoch }) };
};

export type DeskBench = { readonly engine: Engine; readonly store: DeskStore; readonly timers: ReturnType<typeof createTimers> };

type Setup = { readonly store?: DeskStore; readonly wire?: (transport: Transport) => Transport; readonly packs?: boolean };

export const createDeskBench = async (
  world: World,
  { store = createMemoryDeskStore(), wire = (same) => same, packs = true }: Setup = {},
): Promise<DeskBench> => {
  const timers = createTimers();
  const clock = (): number => world.clock.now;
  const engine = createEngine({
    store,
    transport: wire(createLoopback(world.ledger)),
    clock,
    newId: createNewId(clock, world.random),
    digest,
    random: world.random,
    schedule: timers.schedule,
  });
  if (packs) for (const document of STARTER_PACKS) await engine.publishPack(document);
  return { engine, store, timers };
};

/** Says one thing at a desk; throws when it is refused, because the test meant it to go. */
export const says = (
  { engine }: DeskBench,
  type: CommandType,
  caseId: string | null,
  data: Json = {},
  body: Json = {},
  actor = 'lena',
): { readonly command: string; readonly caseId: string } => {
  const done = engine.submit({ lane: LANE, caseId, actor, type, data, body });
  if (!done.ok) throw new Error(`${type}: ${JSON.stringify(done.refusal)}`);
  return done.value;
};

export const opens = (desk: DeskBench, title = 'Router blinkt rot', actor = 'lena'): string =>
  says(
    desk,
    'open-case',
    null,
    {
      number: desk.engine.nextCaseNumber(LANE),
      customer: null,
      category: desk.engine.policy(LANE)!.pack.categories[0]!.id,
      channel: 'phone',
      urgency: 'medium',
      impact: 'low',
      reason: null,
      call: null,
    },
    { title, text: 'Seit heute früh kein Netz' },
    actor,
  ).caseId;

export const notes = (desk: DeskBench, caseId: string, text: string, actor = 'lena'): string =>
  says(desk, 'add-note', caseId, {}, { text }, actor).command;
