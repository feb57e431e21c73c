// Puts a simulated world together: people at desks, hub processes over one database, and the lines between them.
import { createHash } from 'node:crypto';
import { createNewId } from '../../shared/kernel/ids.ts';
import { createSeeded, type Seeded } from '../../shared/kernel/seeded.ts';
import { MINUTE, type Ms } from '../../shared/kernel/time.ts';
import { isBoundByBudget } from '../../shared/policy/budgets.ts';
import { createLedger } from '../../shared/sync/ledger.ts';
import { compareWithRecord, type IncarnationRecord } from '../server/record.ts';
import type { Agenda } from './agenda.ts';
import { clockOf, createDesks, deviceOf, type Desk, type Desks } from './desks.ts';
import { CALM, drawWeather, type Weather } from './faults.ts';
import { startHub, type Hub } from './hubs.ts';
import type { Kept } from './ledgers.ts';
import { createOffice, type Office } from './office.ts';
import { packOf, type Visibility } from './papers.ts';
import type { Safeguard } from './safeguards.ts';
import { createTill, type Till } from './till.ts';
import { createWire } from './wire.ts';
import { createWitness, type Witness } from './witness.ts';

export const LANE = 'nordlicht';
const STAFF = [
  ['lena', 'tim'],
  ['murat', 'lena'],
  ['jonas', 'ayse'],
  ['carla', 'helga'],
  ['piotr', 'tim'],
] as const;

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

export type LaneRecord = IncarnationRecord['lanes'][string];

export type WorldParts = {
  readonly agenda: Agenda;
  readonly seeded: Seeded;
  readonly note: (what: string) => void;
  readonly off: Safeguard;
  readonly kept: Kept;
  /** Where workstations share budgets, the chance by which they spend them: it shifts nothing else. */
  readonly money: Seeded | null;
  /** As of a wire, see there. */
  readonly isWritten: boolean;
};

export type World = WorldParts & {
  readonly desks: Desks;
  readonly office: Office;
  readonly witness: Witness;
  readonly hubs: Hub[];
  /** What was published last, as whoever runs the hub has it at hand. */
  readonly papers: { version: number; moved: readonly string[] };
  /** What is written beside the database. */
  readonly beside: { record: LaneRecord | null };
  readonly weather: () => Weather;
  /** What was told of shared budgets; null where there are none. */
  readonly till: Till | null;
  /** Ids for whoever pays. */
  readonly newId: () => string;
  /** By which this desk lives. */
  readonly clockOf: (desk: Desk) => () => Ms;
  /** The process ends here and now; true. */
  readonly fells: (desk: Desk) => true;
  readonly isDivided: boolean;
  calm(): void;
  /** The process begins now, with what stands beside the database. */
  startHub(): Promise<void>;
  restartSoon(desk: Desk): void;
  /** A pack is published beside the running hub. */
  publish(moved: readonly string[]): Promise<void>;
  /** The people of this desk prove themselves to the hub. */
  signIn(desk: Desk): void;
};

export const createWorld = async (parts: WorldParts): Promise<World> => {
  const { agenda, seeded, note, off, kept, isWritten, money } = parts;
  let weather: Weather = drawWeather(seeded);
  const hubSeeds = createSeeded(seeded.whole(1, 2 ** 31));
  const random = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => hubSeeds.whole(0, 255));
  const newEpoch = createNewId(agenda.now, random);
  const inSteps = seeded.unit() < 0.5 || off === 'fencing';
  const visibility: Visibility = seeded.unit() < 0.6 ? 'teams' : 'principal';
  const office = createOffice(LANE, agenda.now, digest);
  const witness = createWitness({ lane: LANE, store: kept.store, office });
  const isDivided = weather['two-hubs'] > 0;
  const hubs: Hub[] = [];
  const papers: World['papers'] = { version: 0, moved: [] };
  const beside: World['beside'] = { record: null };
  let started = 0;
  let isWriting = false;

  /** At most once a second, and only as long as somebody lives to write it. */
  const writeRecord = (): void => {
    if (isWriting) return;
    isWriting = true;
    agenda.after(1_000, async () => {
      isWriting = false;
      const head = hubs.some((hub) => hub.isAlive()) ? await kept.store().head(LANE) : null;
      if (head !== null) beside.record = head;
    });
  };

  const wake = (desk: Desk): void => {
    if (!desk.isUp || desk.isCut || seeded.unit() < 0.1) return;
    agenda.after(seeded.whole(1, 400), () => desk.ears.forEach((listener) => listener(LANE)));
  };

  const publish = async (moved: readonly string[]): Promise<void> => {
    Object.assign(papers, { version: papers.version + 1, moved });
    const document = packOf(visibility, moved, `v${papers.version}`, money !== null);
    const published = await createLedger({ store: kept.store(), clock: agenda.now, digest, newEpoch }).publishPack(document);
    if (!published.ok) throw new Error(JSON.stringify(published.refusal));
    office.publish({ lane: LANE, version: document.version, document, at: agenda.now() });
    note(`pack ${document.version}: ${moved.join(' ')} moved`);
  };

  const start = async (): Promise<void> => {
    const store = till === null ? kept.store() : till.watched(kept.store());
    const compared = await compareWithRecord(
      store,
      { hub: 'hub', lanes: beside.record === null ? {} : { [LANE]: beside.record } },
      newEpoch,
    );
    if (!compared.ok) throw new Error(JSON.stringify(compared.refusal));
    for (const { had, has } of compared.value) note(`the database ends at ${has} and had ${had}`);
    started += 1;
    const hub = startHub({
      name: `hub-${started}`,
      lane: LANE,
      agenda,
      seeded,
      digest,
      newEpoch,
      store,
      inSteps,
      divided: isDivided,
      note,
      off,
      fellows: () => hubs,
      onAppend: () => {
        writeRecord();
        if (weather.deaf === 0) desks.all().forEach(wake);
      },
    });
    hubs.push(hub);
  };

  const restartSoon = (desk: Desk): void => {
    agenda.after(seeded.whole(1_000, 2 * MINUTE), () => {
      // Where its disk was set back meanwhile another one stands in its place; both together would be a copied disk nobody knows of.
      if (desk.isUp || desk.isLost || !desks.all().includes(desk)) return;
      note(`${desk.name} starts again`);
      desks.start(desk);
    });
  };

  const desks = createDesks({
    agenda,
    seeded,
    digest,
    off,
    lane: LANE,
    holdsLeases: money !== null,
    onDeath: (desk) => {
      note(`${desk.name} died in writing`);
      restartSoon(desk);
    },
    wireOf: (end) =>
      createWire(
        {
          agenda,
          seeded,
          office,
          note,
          isWritten,
          weather: () => weather,
          onAnswer: witness.answer,
          hub: () => (hubs.length === 0 ? null : seeded.pick(hubs)),
        },
        end,
      ),
  });

  const till =
    money === null
      ? null
      : createTill(witness, (person) => {
          const tier = office.policy().people.get(person)?.tier;
          return tier === undefined || isBoundByBudget(tier);
        });
  const ids = money === null ? null : createNewId(agenda.now, (count) => Uint8Array.from({ length: count }, () => money.whole(0, 255)));
  const signIn = (desk: Desk): void => desk.people.forEach((person) => office.signIn(deviceOf(desk), person));

  await publish([]);
  await start();
  if (isDivided) await start();
  STAFF.forEach((people, index) => signIn(desks.add(`desk-${index + 1}`, [...people])));
  return {
    ...parts,
    desks,
    till,
    newId: () => ids!(),
    clockOf: (desk) => clockOf(parts, desk),
    fells: (desk) => {
      note(`${desk.name} dies in paying`);
      desks.stop(desk);
      restartSoon(desk);
      return true;
    },
    office,
    witness,
    hubs,
    papers,
    beside,
    isDivided,
    restartSoon,
    publish,
    signIn,
    weather: () => weather,
    calm: () => {
      weather = CALM;
      desks.spareAll();
    },
    startHub: start,
  };
};
