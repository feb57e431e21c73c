// Makes things go wrong in a simulated world: machines die, disks and databases are set back or copied, people come, go and are shut out.
import type { Ms } from '../../shared/kernel/time.ts';
import { DAY, HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { entryHash } from '../../shared/sync/protocol.ts';
import type { UndoImage } from '../../shared/store/undo.ts';
import { deviceOf, type Desk, type Tracked } from './desks.ts';
import type { Fault } from './faults.ts';
import type { Remembered } from './office.ts';
import { MOVERS } from './papers.ts';
import { digest, LANE, type LaneRecord, type World } from './world.ts';

export type Mischief = Readonly<Partial<{ [Name in Fault]: (desk: Desk) => void | Promise<void> }>>;

/** Who may turn up at another desk, leave, or be hired again. */
const STAND_INS = ['lena', 'tim', 'jonas', 'ayse', 'piotr', 'murat', 'carla', 'ruediger'];
const MOST_CLONES = 2;
const FEWEST = 3;
/** Longer than anything takes to start again. */
const DUSK = 3 * MINUTE;

/** `tracked`: by name, for what is owed does not stay in its order, nor as much, where the database is set back meanwhile. */
type DiskCopy = { readonly image: UndoImage; readonly tracked: ReadonlySet<string>; readonly people: readonly string[] };
type HubCopy = { readonly goBack: () => Promise<void>; readonly remembered: Remembered; readonly record: LaneRecord | null };

export const createMischief = (world: World): Mischief => {
  const { agenda, seeded, note, desks, office, hubs, kept, witness, beside, money, till } = world;
  const disks = new Map<Desk, DiskCopy>();
  let database: HubCopy | null = null;
  let clones = 0;

  const live = (): readonly Desk[] => desks.all().filter((desk) => !desk.isLost && !office.isRevoked(deviceOf(desk)));
  const startHubSoon = (delay: Ms): void => void agenda.after(delay, world.startHub);
  /** Signing in asks the hub. */
  const isOnline = (desk: Desk): boolean => desk.isUp && !desk.isCut && hubs.length > 0 && !office.isRevoked(deviceOf(desk));

  /** What this disk had and nobody else has got is gone with it; what the hub has stays owed. */
  const setDiskBack = async (desk: Desk, { image, tracked }: DiskCopy): Promise<void> => {
    const gone = desk.tracked.filter(({ command }) => !tracked.has(command));
    desks.stop(desk);
    // With the machine goes what stood on it outside the database.
    const isOtherMachine = (money?.unit() ?? 1) < 0.2;
    if (isOtherMachine) note(`${desk.name} begins on another machine`);
    const fresh = desks.add(desk.name, desk.people, { image, desk, outside: isOtherMachine ? { text: null } : desk.outside });
    fresh.isCut = desk.isCut;
    fresh.tracked.push(...desk.tracked.filter(({ command }) => tracked.has(command)));
    desks.remove(desk);
    fresh.tracked.push(...(await keptOf(gone)));
  };

  const keptOf = async (tracked: readonly Tracked[]): Promise<readonly Tracked[]> => {
    const ids = tracked.map(({ command }) => command);
    const settled = await kept.store().settledCommands(LANE, ids);
    const forked = (await kept.store().forks(LANE)).map(({ text }) => text);
    return tracked.filter(({ command }) => settled.has(command) || forked.some((text) => text.includes(command)));
  };

  const setHubBack = async ({ goBack, remembered, record }: HubCopy, isAnnounced: boolean): Promise<void> => {
    hubs.splice(0).forEach((hub) => hub.kill());
    await goBack();
    office.setBack(remembered);
    if (!isAnnounced) beside.record = record;
    witness.setBack();
    till?.setBack();
    // What only the database had, because the disk it came from was set back before, is gone with it.
    for (const desk of desks.all()) {
      const here = desk.tracked.filter(({ command }) => desk.store.knowsCommand(command));
      const elsewhere = await keptOf(desk.tracked.filter(({ command }) => !desk.store.knowsCommand(command)));
      desk.tracked.splice(0, desk.tracked.length, ...here, ...elsewhere);
    }
    startHubSoon(seeded.whole(500, 60_000));
    if (world.isDivided) startHubSoon(seeded.whole(500, 60_000));
  };

  const changes: readonly ((desk: Desk) => void | Promise<void>)[] = [
    (desk) => {
      const person = seeded.pick(STAND_INS);
      if (!isOnline(desk) || office.policy().people.get(person)?.signIn !== true) return;
      desk.people = [...new Set([...desk.people, person])];
      office.signIn(deviceOf(desk), person);
      note(`${person} works at ${desk.name}`);
    },
    (desk) => {
      if (desk.people.length < 2) return;
      const person = seeded.pick(desk.people);
      desk.people = desk.people.filter((other) => other !== person);
      note(`${person} leaves ${desk.name}`);
    },
    () => {
      const person = seeded.pick(STAND_INS);
      office.dismiss(person);
      note(`${person} is dismissed`);
    },
    () => {
      const person = seeded.pick(STAND_INS);
      office.hire(person);
      note(`${person} is hired`);
    },
    () => world.publish(MOVERS.filter(() => seeded.unit() < 0.5)),
  ];

  return {
    partition: (desk) => {
      note(`${desk.name} is cut off`);
      desk.isCut = true;
      agenda.after(seeded.whole(MINUTE, 10 * MINUTE), () => void (desk.isCut = false));
    },
    'desk-crash': (desk) => {
      if (seeded.unit() < 0.5) return desks.dieInWriting(desk, seeded.whole(0, 12));
      note(`${desk.name} dies`);
      desks.stop(desk);
      world.restartSoon(desk);
    },
    'hub-crash': () => {
      if (hubs.length === 0) return;
      const place = seeded.whole(0, hubs.length - 1);
      const [hub] = hubs.splice(place, 1);
      note(`${hub!.name} dies`);
      hub!.kill();
      startHubSoon(seeded.whole(500, 90_000));
    },
    'hub-freeze': () => {
      if (hubs.length === 0) return;
      const hub = seeded.pick(hubs);
      const span = seeded.whole(500, 15_000);
      note(`${hub.name} stands still for ${span}`);
      hub.freeze(span);
    },
    'hub-restore': async () => {
      if (database === null || seeded.unit() < 0.4) {
        database = { goBack: await kept.backup(), remembered: office.remembered(), record: beside.record };
        return note('the database is copied');
      }
      const isAnnounced = seeded.unit() < 0.5;
      note(`the database is set back${isAnnounced ? '' : ' unnoticed'}`);
      await setHubBack(database, isAnnounced);
    },
    'desk-restore': async (desk) => {
      const copy = disks.get(desk);
      if (copy === undefined || seeded.unit() < 0.4)
        return void disks.set(desk, {
          image: desk.store.image(),
          tracked: new Set(desk.tracked.map(({ command }) => command)),
          people: desk.people,
        });
      note(`${desk.name} is set back to an older copy`);
      disks.delete(desk);
      await setDiskBack(desk, copy);
    },
    clone: (desk) => {
      if (clones >= MOST_CLONES) return;
      clones += 1;
      note(`${desk.name} is copied`);
      const outside = { text: (money?.unit() ?? 1) < 0.5 ? desk.outside.text : null };
      till?.copied(desk);
      desks.add(`${desk.name}-copy-${clones}`, desk.people, { image: desk.store.image(), desk, outside });
    },
    'clock-jump': (desk) => {
      desk.skew = seeded.pick([0, HOUR, -HOUR, -3 * 365 * DAY, 2 * 365 * DAY]);
      note(`${desk.name} is wrong by ${desk.skew}`);
    },
    poison: () => {
      const device = `stranger-${seeded.whole(1, 1_000_000)}`;
      const caller = { device, rights: () => office.rights(deviceOf(live()[0]!)), admits: () => null };
      // Nobody listens to the answer.
      void hubs[0]
        ?.session(caller)
        .push(poison(device, seeded.whole(1, 999)))
        .catch(() => undefined);
    },
    lost: (desk) => {
      if (live().length <= FEWEST) return;
      note(`${desk.name} is never seen again`);
      desk.isLost = true;
      desks.stop(desk);
    },
    revoked: (desk) => {
      if (live().length <= FEWEST) return;
      note(`${desk.name} is shut out`);
      office.revoke(deviceOf(desk));
    },
    rights: (desk) => seeded.pick(changes)(desk),
    night: async () => {
      const span = seeded.pick([10 * HOUR, 14 * HOUR, 3 * DAY, 31 * DAY, 40 * DAY]);
      note(`everything is switched off for ${span}`);
      const switchOff = (): void => {
        hubs.splice(0).forEach((hub) => hub.kill());
        desks.all().forEach(desks.stop);
      };
      switchOff();
      // Whoever was about to start again does so once more, and is switched off, too.
      await agenda.run(agenda.now() + DUSK);
      switchOff();
      await agenda.run(agenda.now() + span);
      await world.startHub();
      if (world.isDivided) await world.startHub();
      for (const desk of desks.all()) {
        if (!desk.isLost && !desk.isUp) desks.start(desk);
        if (isOnline(desk) && seeded.unit() < 0.7) world.signIn(desk);
      }
    },
  };
};

/** Commands of a device that obeys nobody, well numbered and chained: no JSON, no command, somebody else's lane, sums that are none. */
const poison = (device: string, number: number): unknown => {
  const command = {
    id: `p-${number}`,
    lane: LANE,
    caseId: 'c',
    type: 'decide',
    actor: 'lena',
    at: 1,
    quality: 'synced',
    pack: 'unknown',
    seen: 0,
  };
  const texts = [
    'no json at all',
    '{}',
    JSON.stringify({ ...command, id: 'p', lane: 'seeblick', type: 'add-note', pack: 'x', data: {}, body: null }),
    JSON.stringify({ ...command, data: { decisionType: 'x', amount: -1, reason: null, evidence: [] }, body: null }),
    '{"__proto__":{"lane":"nordlicht"}}',
  ];
  let prev = '';
  const entries = texts.map((text, index) => {
    const hash = entryHash(digest, { device, gen: 0 }, index + 1, prev, text);
    prev = hash;
    return { dseq: index + 1, hash, text };
  });
  return { lane: LANE, device, gen: 0, prev: '', entries, bodies: [] };
};
