// Runs one simulated world from one seed: people work, things go wrong, everything heals, and then the rules must hold.
import { createSeeded } from '../../shared/kernel/seeded.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import { createAgenda } from './agenda.ts';
import { CRASH, deviceOf, type Desk } from './desks.ts';
import type { Fault } from './faults.ts';
import { inMemory, type Kept } from './ledgers.ts';
import { createMischief, type Mischief } from './mischief.ts';
import { workOf } from './people.ts';
import { askBeside, oversee, sendPaid, serve, settleBudgets } from './spending.ts';
import { checkWorld } from './rules.ts';
import type { Safeguard } from './safeguards.ts';
import type { Broken } from './witness.ts';
import { createWorld, digest, LANE, type World } from './world.ts';

export type Setting = {
  readonly seed: number;
  /** Whether workstations share budgets; without it as the seed says. */
  readonly money?: boolean;
  readonly off?: Safeguard;
  /** Where the hub keeps its ledger; memory without it. */
  readonly ledger?: () => Promise<Kept>;
  /** What is told of every step; the trace is a hash of all of it. */
  readonly onStep?: (line: string) => void;
  /** Shown the world at rest, for whoever looks for a cause. */
  readonly onRest?: (world: World) => void;
};

export type Trial = {
  readonly seed: number;
  readonly broken: readonly Broken[];
  readonly steps: number;
  readonly trace: string;
  readonly commands: number;
};

const NOON = Date.UTC(2026, 5, 3, 10, 0);
/** In the principal's zone, Berlin. */
const MONTH_END = Date.UTC(2026, 5, 30, 22);
/** Every so many worlds workstations share budgets. */
const SHARED = 3;
/** Another stream than the world's own. */
const FORK = 0x5eed_ca5e;
const ACTIONS = 70;
/** Writing every word down costs much and seldom shows anything: so every so many worlds. */
const WRITTEN = 4;
const LOOK_EVERY = 5;
/** After everything has healed: longer than any wait between two tries, several times over; who is at rest before that need not wait. */
const REST = 20 * MINUTE;
/** Longer than any message is under way, and than the time between two regular looks. */
const LULL = 2 * MINUTE;

export const hasMoney = (seed: number): boolean => seed % SHARED === 0;

export const runTrial = async ({ seed, money = hasMoney(seed), off = 'none', ledger, onStep, onRest }: Setting): Promise<Trial> => {
  const seeded = createSeeded(seed);
  const kept = ledger === undefined ? inMemory() : await ledger();
  const trace: string[] = [];
  const spending = money ? createSeeded(seed ^ FORK) : null;
  // In some of those worlds a month ends.
  const start = spending !== null && spending.unit() < 0.4 ? MONTH_END - spending.whole(1, 10) * MINUTE : NOON;
  const agenda = createAgenda(start);
  const note = (what: string): void => {
    const line = `${agenda.now() - start} ${what}`;
    trace.push(line);
    onStep?.(line);
  };
  // A failure nobody waits for ends a real process.
  const fallen: string[] = [];
  const fall = (error: unknown): void => {
    // A process that died has nobody to be told.
    if (!(error instanceof Error) || error.message !== CRASH)
      fallen.push(error instanceof Error ? (error.stack ?? error.message) : String(error));
  };
  process.on('unhandledRejection', fall);
  try {
    const world = await createWorld({ agenda, seeded, note, off, kept, money: spending, isWritten: seed % WRITTEN === 0 });
    await live(world);
    await heal(world);
    onRest?.(world);
    const broken = [...fallen.map((what) => ({ rule: 'I0', what })), ...(await checkWorld(world))];
    for (const { rule, what } of broken) note(`${rule} ${what.split('\n')[0]}`);
    const log = await kept.store().events(LANE, 0, 1_000_000);
    trace.push(JSON.stringify(log.map(({ event, position, version, recordedAt, flag }) => [event, position, version, recordedAt, flag])));
    const commands = world.desks.all().reduce((sum, { tracked }) => sum + tracked.length, 0);
    return { seed, broken, steps: agenda.steps(), trace: digest(trace.join('\n')), commands };
  } finally {
    await new Promise((resolve) => void setImmediate(resolve));
    process.off('unhandledRejection', fall);
    await kept.close();
  }
};

/** What a screen pays for as it is sent. */
const PAID: ReadonlySet<string> = new Set(['decide', 'approve', 'ask-approval']);

const act = (world: World, desk: Desk): void => {
  const { seeded, note, agenda, money } = world;
  try {
    if (money !== null && money.unit() < 0.12 && oversee(world, desk)) return;
    if (money !== null && money.unit() < 0.4) return void serve(world, desk);
    const order = workOf(desk, LANE, seeded);
    if (order === null) return;
    if (money !== null && order.caseId !== null && PAID.has(order.type))
      return void sendPaid(world, desk, { ...order, caseId: order.caseId });
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

/** Where money is shared, what hurts it comes more often: a desk that pays away from the hub and is set back to before it did. */
const strain = async (world: World, mischief: Mischief): Promise<void> => {
  const { money, desks, weather } = world;
  if (world.off === 'return-in-order') askBeside(world);
  const desk = money!.pick(desks.all().filter(({ isLost }) => !isLost));
  if (weather()['desk-restore'] === 0 || money!.unit() > 0.08) return;
  await mischief.partition?.(desk);
  await mischief['desk-restore']?.(desk);
};

const live = async (world: World): Promise<void> => {
  const { agenda, seeded, desks, witness, weather } = world;
  const createdMischief = createMischief(world);
  const mischief = Object.entries(createdMischief) as [Fault, (desk: Desk) => void | Promise<void>][];
  for (let action = 0; action < ACTIONS; action += 1) {
    // Mostly one after the other, sometimes several hands in the same moment.
    await agenda.run(agenda.now() + (seeded.unit() < 0.5 ? seeded.whole(10, 300) : seeded.whole(500, 20_000)));
    const up = desks.all().filter(({ isUp }) => isUp);
    const desk = seeded.pick(up.length === 0 ? desks.all() : up);
    if (desk.isUp) act(world, desk);
    for (const [fault, happen] of mischief)
      if (weather()[fault] > 0 && seeded.unit() < weather()[fault]) await happen(seeded.pick(desks.all().filter(({ isLost }) => !isLost)));
    if (world.money !== null) await strain(world, createdMischief);
    if (action % LOOK_EVERY > 0) continue;
    await witness.look();
    world.till?.look();
    visit(world, desk);
  }
};

/** A process may die while it is asked, too. */
const visit = ({ witness }: World, desk: Desk): void => {
  try {
    if (desk.isUp) witness.visit(desk);
  } catch (error) {
    if (desk.isUp) throw error;
  }
};

/** Whether nothing waits anywhere; who may see nothing has nothing to catch up with. */
const isQuiet = async ({ desks, office, kept }: World): Promise<boolean> => {
  const head = (await kept.store().head(LANE))?.position ?? 0;
  return desks.all().every((desk) => {
    if (!desk.isUp) return true;
    const { waiting, trouble } = desk.engine.status(LANE);
    const sees = office.rights(deviceOf(desk)) !== null;
    return (
      waiting === 0 && (!sees || (trouble === null && desk.store.head(LANE).position === head && desk.store.unfilledCount(LANE) === 0))
    );
  });
};

/** Until nothing has waited anywhere for a while. */
const rest = async (world: World): Promise<void> => {
  const { agenda } = world;
  const end = agenda.now() + REST;
  for (let lulls = 0; lulls < 2 && agenda.now() < end;) {
    await agenda.run(agenda.now() + LULL);
    lulls = (await isQuiet(world)) ? lulls + 1 : 0;
  }
};

/** A person has been told of the second history and lets his desk go on. */
const goOn = async (world: World): Promise<void> => {
  const { desks, office, note } = world;
  for (let round = 0; round < 3; round += 1)
    for (const desk of desks.all()) {
      const trouble = desk.isUp ? desk.engine.status(LANE).trouble : null;
      if ((trouble !== 'journal-forked' && trouble !== 'journal-frozen') || office.rights(deviceOf(desk)) === null) continue;
      note(`${desk.name} goes on after a fork`);
      // Where nobody answers he tries again.
      desk.engine.renewJournal(LANE).catch(() => note(`${desk.name} could not go on`));
      await rest(world);
    }
};

const heal = async (world: World): Promise<void> => {
  const { desks, hubs, office, seeded, note, witness, papers } = world;
  world.calm();
  if (hubs.length === 0) await world.startHub();
  for (const desk of desks.all()) {
    desk.isCut = false;
    desk.skew = 0;
    if (!desk.isUp && !desk.isLost) desks.start(desk);
    // Who finds that he is not known here proves himself once more; not everybody does.
    if (!desk.isLost && seeded.unit() < 0.8) world.signIn(desk);
  }
  // Whoever set the hub back publishes what was published since.
  if (office.policy().version !== `v${papers.version}`) await world.publish(papers.moved);
  await rest(world);
  await goOn(world);
  await rest(world);
  if (world.till !== null) {
    settleBudgets(world);
    await rest(world);
    // Workstations say things about their leases by themselves, so a second history may show only now.
    await goOn(world);
  }
  await witness.look();
  world.till?.look();
  for (const desk of desks.all()) visit(world, desk);
  note('at rest');
};
