// Runs one simulated world from one seed: people work, things go wrong, everything heals, and then the rules must hold.
import { createHash } from 'node:crypto';
import { createNewId } from '../../shared/kernel/ids.ts';
import { createSeeded, type Seeded } from '../../shared/kernel/seeded.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import { ALL_STARTER_PACKS } from '../../shared/packs/starter.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { createLedger } from '../../shared/sync/ledger.ts';
import { entryHash } from '../../shared/sync/protocol.ts';
import { createAgenda, type Agenda } from './agenda.ts';
import { createDesks, type Desk, type Desks } from './desks.ts';
import { CALM, drawWeather, type Fault, type Weather } from './faults.ts';
import { startHub, type Hub } from './hubs.ts';
import { workOf } from './people.ts';
import { checkWorld, type Broken } from './rules.ts';
import type { Safeguard } from './safeguards.ts';
import { createWire } from './wire.ts';
import type { UndoImage } from '../../shared/store/undo.ts';

export type Setting = {
  readonly seed: number;
  readonly off?: Safeguard;
  /** Where the hub keeps its ledger; memory without it. */
  readonly ledger?: () => Promise<{ readonly store: LedgerStore; readonly close: () => Promise<void> }>;
  /** What is told of every step; the trace is a hash of all of it. */
  readonly onStep?: (line: string) => void;
};

export type Trial = {
  readonly seed: number;
  readonly broken: readonly Broken[];
  readonly steps: number;
  readonly trace: string;
  readonly commands: number;
};

const NOON = Date.UTC(2026, 5, 3, 10, 0);
const PEOPLE = [['lena', 'tim'], ['murat'], ['sofia', 'lena'], ['carla', 'helga'], ['ruediger', 'tim']] as const;
const ACTIONS = 70;
/** After everything has healed: longer than any wait between two tries, several times over; who is at rest before that need not wait. */
const REST = 20 * MINUTE;
/** Longer than any message is under way, and than the time between two regular looks. */
const LULL = 2 * MINUTE;
const LANE = 'nordlicht';

const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export const runTrial = async ({ seed, off = 'none', ledger, onStep }: Setting): Promise<Trial> => {
  const seeded = createSeeded(seed);
  const kept = await (ledger?.() ?? Promise.resolve({ store: createMemoryLedgerStore(), close: () => Promise.resolve() }));
  const trace: string[] = [];
  const agenda = createAgenda(NOON);
  const note = (what: string): void => {
    const line = `${agenda.now() - NOON} ${what}`;
    trace.push(line);
    onStep?.(line);
  };
  try {
    const world = await createWorld({ agenda, seeded, note, off, store: kept.store });
    await world.live();
    await world.heal();
    const broken = await checkWorld({ lane: LANE, desks: world.desks.all(), ledger: kept.store, digest, now: agenda.now() });
    for (const { rule, what } of broken) note(`${rule} ${what}`);
    const log = await kept.store.events(LANE, 0, 1_000_000);
    trace.push(JSON.stringify(log.map(({ event, position, version, recordedAt, flag }) => [event, position, version, recordedAt, flag])));
    const commands = world.desks.all().reduce((sum, { tracked }) => sum + tracked.length, 0);
    return { seed, broken, steps: agenda.steps(), trace: digest(trace.join('\n')), commands };
  } finally {
    await kept.close();
  }
};

type Parts = {
  readonly agenda: Agenda;
  readonly seeded: Seeded;
  readonly note: (what: string) => void;
  readonly off: Safeguard;
  readonly store: LedgerStore;
};

type Scene = { readonly desks: Desks; readonly live: () => Promise<void>; readonly heal: () => Promise<void> };

const createWorld = async ({ agenda, seeded, note, off, store }: Parts): Promise<Scene> => {
  let weather: Weather = drawWeather(seeded);
  const hubSeeds = createSeeded(seeded.whole(1, 2 ** 31));
  const random = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => hubSeeds.whole(0, 255));
  const newEpoch = createNewId(agenda.now, random);
  const inSteps = seeded.unit() < 0.5 || off === 'fencing';
  const hubs: Hub[] = [];
  const start = (): void => void hubs.push(startHub({ agenda, seeded, digest, newEpoch, store, inSteps, off }));
  await createLedger({ store, clock: agenda.now, digest, newEpoch }).publishPack(ALL_STARTER_PACKS['telecom']);
  start();
  if (weather['two-hubs'] > 0) start();

  const desks = createDesks({
    agenda,
    seeded,
    digest,
    off,
    lane: LANE,
    onDeath: (desk) => {
      note(`${desk.name} died in writing`);
      restartSoon(desk);
    },
    wireOf: (desk, isHere, isCut) =>
      createWire(
        { agenda, seeded, weather: () => weather, hub: () => (hubs.length === 0 ? null : seeded.pick(hubs)), note },
        desk,
        isHere,
        isCut,
      ),
  });
  PEOPLE.forEach((people, index) => desks.add(`desk-${index + 1}`, people));
  const backups = new Map<Desk, { readonly image: UndoImage; readonly tracked: number }>();
  let clones = 0;

  const up = (): readonly Desk[] => desks.all().filter(({ isUp }) => isUp);
  const restartSoon = (desk: Desk): void => {
    agenda.after(seeded.whole(1_000, 2 * MINUTE), () => {
      if (desk.isUp || desk.isLost) return;
      note(`${desk.name} starts again`);
      desks.start(desk);
    });
  };

  const act = (desk: Desk): void => {
    try {
      const order = workOf(desk, LANE, seeded);
      if (order === null) return;
      const done = desk.engine.submit(order);
      note(`${desk.name} ${order.actor} ${order.type} ${done.ok ? done.value.command : done.refusal.code}`);
      if (!done.ok) return;
      desk.tracked.push({ command: done.value.command, actor: order.actor, at: agenda.now() });
      desk.engine.kick(LANE);
    } catch (error) {
      // Only a process that died may fail here; then nobody was told that anything was done.
      if (desk.isUp) throw error;
    }
  };

  const mischief: Readonly<Partial<Record<Fault, (desk: Desk) => void>>> = {
    partition: (desk) => {
      note(`${desk.name} is cut off`);
      desk.isCut = true;
      agenda.after(seeded.whole(MINUTE, 10 * MINUTE), () => void (desk.isCut = false));
    },
    'desk-crash': (desk) => {
      if (seeded.unit() < 0.5) return desks.dieInWriting(desk, seeded.whole(0, 12));
      note(`${desk.name} dies`);
      desks.stop(desk);
      restartSoon(desk);
    },
    'hub-crash': () => {
      if (hubs.length === 0) return;
      const place = seeded.whole(0, hubs.length - 1);
      note(`hub ${place} dies`);
      hubs[place]!.kill();
      hubs.splice(place, 1);
      agenda.after(seeded.whole(500, 90_000), start);
    },
    'desk-restore': (desk) => {
      const backup = backups.get(desk);
      if (backup === undefined || seeded.unit() < 0.4)
        return void backups.set(desk, { image: desk.store.image(), tracked: desk.tracked.length });
      note(`${desk.name} is set back to an older copy`);
      restore(desk, backup);
    },
    clone: (desk) => {
      if (clones >= 2) return;
      clones += 1;
      note(`${desk.name} is copied`);
      desks.add(`${desk.name}-copy-${clones}`, desk.people, desk.store.image());
    },
    'clock-jump': (desk) => {
      desk.skew = seeded.pick([0, 60 * MINUTE, -60 * MINUTE, -3 * 365 * 24 * 60 * MINUTE, 2 * 365 * 24 * 60 * MINUTE]);
      note(`${desk.name} is wrong by ${desk.skew}`);
    },
    poison: () => void hubs[0]?.ledger.push(poison(seeded)),
    lost: (desk) => {
      if (desks.all().filter(({ isLost }) => !isLost).length <= 3) return;
      note(`${desk.name} is never seen again`);
      desk.isLost = true;
      desks.stop(desk);
    },
  };

  /** What this disk had and nobody else has got is gone with it; what the hub has stays owed. */
  const restore = (desk: Desk, { image, tracked }: { readonly image: UndoImage; readonly tracked: number }): void => {
    const gone = desk.tracked.splice(tracked);
    desks.stop(desk);
    const fresh = desks.add(desk.name, desk.people, image);
    fresh.tracked.push(...desk.tracked);
    desks.remove(desk);
    agenda.after(0, async () => {
      const settled = await store.settledCommands(
        LANE,
        gone.map(({ command }) => command),
      );
      fresh.tracked.push(...gone.filter(({ command }) => settled.has(command)));
    });
  };

  /** Until nothing has waited anywhere for a while. */
  const rest = async (): Promise<void> => {
    const end = agenda.now() + REST;
    for (let lulls = 0; lulls < 2 && agenda.now() < end; ) {
      await agenda.run(agenda.now() + LULL);
      const head = (await store.head(LANE))?.position ?? 0;
      const isQuiet = up().every(({ engine, store: disk }) => {
        const { waiting, trouble } = engine.status(LANE);
        return waiting === 0 && trouble === null && disk.head(LANE).position === head;
      });
      lulls = isQuiet ? lulls + 1 : 0;
    }
  };

  return {
    desks,
    live: async () => {
      for (let action = 0; action < ACTIONS; action += 1) {
        // Mostly one after the other, sometimes several hands in the same moment.
        await agenda.run(agenda.now() + (seeded.unit() < 0.5 ? seeded.whole(10, 300) : seeded.whole(500, 20_000)));
        const desk = seeded.pick(up().length === 0 ? desks.all() : up());
        if (desk.isUp) act(desk);
        for (const [fault, happen] of Object.entries(mischief) as [Fault, (desk: Desk) => void][])
          if (weather[fault] > 0 && seeded.unit() < weather[fault]) happen(seeded.pick(desks.all().filter(({ isLost }) => !isLost)));
      }
    },
    heal: async () => {
      weather = CALM;
      if (hubs.length === 0) start();
      desks.spareAll();
      for (const desk of desks.all()) {
        desk.isCut = false;
        desk.skew = 0;
        if (!desk.isUp && !desk.isLost) desks.start(desk);
      }
      await rest();
      // A person has been told of the second history and lets his desk go on.
      for (let round = 0; round < 3; round += 1)
        for (const desk of up()) {
          const { trouble } = desk.engine.status(LANE);
          if (trouble !== 'journal-forked' && trouble !== 'journal-frozen') continue;
          note(`${desk.name} goes on after a fork`);
          void desk.engine.renewJournal(LANE);
          await rest();
        }
      await rest();
      note('at rest');
    },
  };
};

/** Commands of a device that obeys nobody, well numbered and chained: no JSON, no command, somebody else's lane, sums that are none. */
const poison = (seeded: Seeded): unknown => {
  const texts = [
    'no json at all',
    '{}',
    JSON.stringify({
      id: 'p',
      lane: 'seeblick',
      caseId: 'c',
      type: 'add-note',
      actor: 'lena',
      at: 1,
      quality: 'synced',
      pack: 'x',
      seen: 0,
      data: {},
      body: null,
    }),
    JSON.stringify({
      id: `p-${seeded.whole(1, 999)}`,
      lane: LANE,
      caseId: 'c',
      type: 'decide',
      actor: 'lena',
      at: 1,
      quality: 'synced',
      pack: 'unknown',
      seen: 0,
      data: { decisionType: 'x', amount: -1, reason: null, evidence: [] },
      body: null,
    }),
    '{"__proto__":{"lane":"nordlicht"}}',
  ];
  const device = `stranger-${seeded.whole(1, 1_000_000)}`;
  let prev = '';
  const entries = texts.map((text, index) => {
    const hash = entryHash(digest, { device, gen: 0 }, index + 1, prev, text);
    prev = hash;
    return { dseq: index + 1, hash, text };
  });
  return { lane: LANE, device, gen: 0, prev: '', entries, bodies: [] };
};
