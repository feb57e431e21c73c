// One trial of a house: workstations work, the network and the power do what they do, and at the end nothing acknowledged may be missing.
import { setTimeout as sleep } from 'node:timers/promises';
import { createSeeded, type Seeded } from '../../shared/kernel/seeded.ts';
import { until } from '../hub/at-the-wire.ts';
import { compare } from './compare.ts';
import { TROUBLES, type FaultyProxy, type Trouble } from './faulty-proxy.ts';
import { openHouse, LANE, type House } from './house.ts';

export type TrialOptions = {
  readonly seed: number;
  readonly desks?: number;
  readonly hubs?: number;
  readonly database?: string | null;
  readonly storm: boolean;
  /** Who is killed, in turn. */
  readonly kills: readonly ('desk' | 'hub')[];
  /** At least so long. */
  readonly seconds: number;
};

export type TrialReport = {
  readonly problems: readonly string[];
  readonly acknowledged: number;
  readonly verdicts: number;
  readonly refused: number;
  readonly kills: number;
  readonly met: Readonly<Record<string, number>>;
  /** From the calm until everybody had everything. */
  readonly calmMs: number;
  /** From killing a hub until the log went on. */
  readonly goneOnAfter: readonly number[];
};

/** Everybody has everything, so long after the last trouble at the latest. */
const CALM = 60_000;
const PACE = 100;
const LOOK = 200;

export const trial = async ({ seed, desks = 3, hubs = 1, database = null, storm, kills, seconds }: TrialOptions): Promise<TrialReport> => {
  const house = await openHouse({ desks, hubs, database });
  const seeded = createSeeded(seed);
  const goneOnAfter: number[] = [];
  try {
    await Promise.all(house.desks.map((desk) => desk.start()));
    let life = seed * 1_000;
    const work = (which: number): void => house.desks[which]!.ask({ do: 'work', seed: (life += 100), pace: PACE });
    house.desks.forEach((_, which) => work(which));
    if (storm) house.proxy.weather = badWeather(seeded);
    balance(house);
    const end = Date.now() + seconds * 1_000;
    for (let n = 0; n < kills.length || Date.now() < end; n += 1) {
      await sleep(seeded.whole(200, 900));
      if (storm && seeded.unit() < 0.3) house.proxy.pull();
      if (kills[n] === 'desk') {
        const which = seeded.whole(0, desks - 1);
        await house.desks[which]!.kill();
        // In between the others have worked on.
        await sleep(seeded.whole(0, 300));
        await house.desks[which]!.start();
        work(which);
      }
      if (kills[n] === 'hub') goneOnAfter.push(await killHub(house, seeded));
    }
    await Promise.all(house.desks.map((desk) => desk.hear({ do: 'rest' }, 'rests')));
    house.proxy.weather = () => 'pass';
    balance(house);
    const calm = Date.now();
    const problems = [...(await comeToRest(house, calm + CALM))];
    const calmMs = Date.now() - calm;
    for (const desk of house.desks) problems.push(...(await desk.hear({ do: 'examine' }, 'examined')), ...desk.rescues);
    for (const desk of house.desks) await desk.close();
    const kept = await house.kept();
    const compared = await compare(kept.store, house.desks);
    await kept.close();
    return {
      problems: [...problems, ...compared.problems],
      acknowledged: house.desks.flatMap(({ acknowledged }) => acknowledged).length,
      verdicts: compared.verdicts,
      refused: compared.refused,
      kills: kills.length,
      met: Object.fromEntries(house.proxy.met),
      calmMs,
      goneOnAfter,
    };
  } finally {
    await house.end();
  }
};

/** Every trouble once, in any order, and then as it comes: most of what is asked gets through, and what is silent is rare. */
const badWeather = (seeded: Seeded): FaultyProxy['weather'] => {
  const first = TROUBLES.map((trouble) => [seeded.unit(), trouble] as const)
    .toSorted(([one], [other]) => one - other)
    .map(([, trouble]) => trouble);
  const often: readonly (readonly [Trouble, number])[] = [
    ['pass', 40],
    ['late', 6],
    ['twice', 6],
    ['refuse', 4],
    ['lose-answer', 4],
    ['cut-answer', 4],
    ['unavailable', 4],
    ['portal', 2],
    ['lose-request', 1],
    ['half-open', 1],
  ];
  // What passes between shows that work goes on in between.
  let count = 0;
  return () => {
    count += 1;
    return (count % 6 === 0 ? first.pop() : undefined) ?? seeded.weighted(often);
  };
};

/** In front of several hubs stands somebody who asks one after the other, and none that is known to be dead. */
const balance = ({ hubs, proxy }: House): void => {
  const { weather } = proxy;
  let turn = 0;
  proxy.weather = (path) => {
    const alive = hubs.filter((hub) => !hub.isGone());
    turn += 1;
    if (alive.length > 0) proxy.target = alive[turn % alive.length]!.url;
    return weather(path);
  };
};

/** Answers how long the log stood still. With one hub somebody starts it again; with several nobody does until another has taken over. */
const killHub = async (house: House, seeded: Seeded): Promise<number> => {
  const which = seeded.whole(0, house.hubs.length - 1);
  const kept = await house.kept();
  try {
    const position = async (): Promise<number> => (await kept.store.head(LANE))!.position;
    await house.hubs[which]!.kill();
    const [began, before] = [performance.now(), await position()];
    if (house.hubs.length === 1) await house.restartHub(which);
    await until(async () => (await position()) > before, CALM);
    const took = Math.round(performance.now() - began);
    if (house.hubs.length > 1) await house.restartHub(which);
    return took;
  } finally {
    await kept.close();
  }
};

/** What keeps somebody when the time is over. */
const comeToRest = async (house: House, end: number): Promise<readonly string[]> => {
  const kept = await house.kept();
  try {
    for (;;) {
      const places = await Promise.all(house.desks.map((desk) => desk.hear({ do: 'settle' }, 'settled')));
      const head = (await kept.store.head(LANE))!.position;
      const late = places.filter(
        ({ trouble, waiting, position, unfilled }) => trouble !== null || waiting + unfilled > 0 || position !== head,
      );
      if (late.length === 0) return [];
      if (Date.now() > end) return [`still not at rest at ${head}: ${JSON.stringify(late)}`];
      // Whoever asks without a pause is turned away for that alone.
      await sleep(LOOK);
    }
  } finally {
    await kept.close();
  }
};
