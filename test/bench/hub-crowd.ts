// Measures a hub with many workstations that listen at once: how late news reaches them, and what it costs the hub's processor.
import { createHttpTransport } from '../../electron/hub/http-transport.ts';
import { createHubClient } from '../../electron/hub/hub-client.ts';
import { createWakeSocket } from '../../electron/hub/wake-socket.ts';
import type { Cursor } from '../../shared/store/desk-store.ts';
import { isTransportTrouble } from '../../shared/sync/trouble.ts';
import { startHubAway, until, type HubAway } from './hub-away.ts';
import { createDevice, LANE, notesOn, openings } from './hub-work.ts';
import { median, percentile, round } from './measure.ts';

export type HubCrowdReport = {
  readonly desks: number;
  readonly seconds: number;
  readonly eventsPerSecond: number;
  readonly pullsPerSecond: number;
  /** From the moment before a note is sent until another workstation holds it, over all notes and workstations. */
  readonly lagMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** Within this time the hub answers nearly every pull, from its first byte on; the upper end of the figure's bucket. */
  readonly hubPullP99Ms: number;
  /** Of one processor: the hub's, and that of all workstations, which run in one process beside it. */
  readonly hubCpuShare: number;
  readonly desksCpuShare: number;
  readonly hubCpuMsPerPull: number;
  readonly hubRssMb: number;
  readonly missed: number;
  /** Pulls that had to be asked again. */
  readonly failed: number;
};

/** Every workstation writes a note each `every` milliseconds, spread evenly, and pulls whenever it is woken. */
export const benchHubCrowd = async (
  desks: number,
  seconds: number,
  every: number,
  say: (what: string) => void,
): Promise<HubCrowdReport> => {
  const hub = await startHubAway();
  try {
    say(`${desks} workstations for ${seconds} s`);
    const sent = new Map<string, number>();
    const lags: number[] = [];
    const crowd = await enter(hub, desks, (command) => {
      const at = sent.get(command);
      if (at !== undefined) lags.push(performance.now() - at);
    });
    try {
      const before = await hub.ask({ ask: 'usage' });
      const answeredBefore = await pullsAnswered(hub.url);
      const ownBefore = process.cpuUsage();
      const pulledBefore = crowd.reduce((sum, { pulls }) => sum + pulls(), 0);
      const began = performance.now();
      const pause = every / desks;
      const notes = Math.floor((seconds * 1_000) / pause);
      const saying: Promise<void>[] = [];
      for (let n = 0; n < notes; n += 1) {
        const due = began + n * pause;
        if (due > performance.now()) await new Promise((resolve) => setTimeout(resolve, due - performance.now()));
        saying.push(crowd[n % desks]!.say(sent));
      }
      await Promise.all(saying);
      const expected = notes * (desks - 1);
      const lastSeen = performance.now();
      await until('everybody has heard', () => lags.length >= expected || performance.now() - lastSeen > 20_000);
      const took = performance.now() - began;
      const own = process.cpuUsage(ownBefore);
      const after = await hub.ask({ ask: 'usage' });
      const answered = await pullsAnswered(hub.url);
      const pulls = crowd.reduce((sum, desk) => sum + desk.pulls(), 0) - pulledBefore;
      return {
        desks,
        seconds: round(took / 1_000, 1),
        eventsPerSecond: round((notes * 1_000) / took, 1),
        pullsPerSecond: round((pulls * 1_000) / took, 0),
        lagMs: { p50: round(median(lags), 1), p99: round(percentile(lags, 0.99), 1), max: round(Math.max(...lags), 1) },
        hubPullP99Ms: boundOf(answeredBefore, answered, 0.99),
        desksCpuShare: round((own.user + own.system) / 1_000 / took, 2),
        hubCpuShare: round((after.cpuMs - before.cpuMs) / took, 2),
        hubCpuMsPerPull: round((after.cpuMs - before.cpuMs) / Math.max(1, pulls), 2),
        hubRssMb: round(after.rssMb, 0),
        missed: expected - lags.length,
        failed: crowd.reduce((sum, desk) => sum + desk.failed(), 0),
      };
    } finally {
      for (const { leave } of crowd) leave();
    }
  } finally {
    await hub.end();
  }
};

/** How many pulls were answered within which time (s), by the hub's own figures. */
const pullsAnswered = async (url: string): Promise<ReadonlyMap<number, number>> => {
  const figures = await (await fetch(`${url}/metrics`)).text();
  const rows = figures.matchAll(/^\w*request_seconds_bucket\{(?=[^}]*route="\/v1\/pull")[^}]*le="([\d.]+|\+Inf)"[^}]*\} (\d+)$/gm);
  return new Map([...rows].map(([, le, count]) => [Number(le!.replace('+Inf', 'Infinity')), Number(count)]));
};

/** In milliseconds: the smallest of the hub's bounds that so many of the answers between two looks lie within. */
const boundOf = (before: ReadonlyMap<number, number>, after: ReadonlyMap<number, number>, share: number): number => {
  const counts = [...after].map(([le, count]) => [le, count - (before.get(le) ?? 0)] as const).toSorted(([a], [b]) => a - b);
  const all = counts.at(-1)?.[1] ?? 0;
  return 1_000 * (counts.find(([, count]) => count >= all * share)?.[0] ?? Number.NaN);
};

type Member = {
  readonly listen: () => void;
  readonly say: (sent: Map<string, number>) => Promise<void>;
  readonly pulls: () => number;
  readonly failed: () => number;
  readonly leave: () => void;
};

/** Each with its own key, connection and wake-ups; it keeps nothing but its place in the lane. */
const enter = async (hub: HubAway, count: number, hear: (command: string) => void): Promise<readonly Member[]> => {
  const keys = await hub.ask({ ask: 'crowd', count });
  const members: Member[] = [];
  for (const { device, key } of keys) {
    const client = createHubClient({ url: () => hub.url, key: () => key });
    const wake = createWakeSocket({ url: () => hub.url, key: () => key, lanes: () => [LANE], jitter: Math.random });
    const transport = createHttpTransport(client, wake);
    const writer = createDevice(device, Date.now());
    const [opening] = writer.inFrames(openings(device, 1));
    const opened = await transport.push(opening!);
    if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
    const { epoch, position, anchor, scope } = await transport.inventory(LANE, null);
    let cursor: Cursor = { epoch, position, anchor, scope };
    let [pulls, failed] = [0, 0];
    let [busy, again, gone] = [false, false, false];
    const pull = async (): Promise<void> => {
      if (busy) return void (again = true);
      busy = true;
      do {
        again = false;
        pulls += 1;
        const page = await transport.pull(LANE, cursor).catch((error: unknown) => {
          if (!isTransportTrouble(error)) throw error;
          return null;
        });
        if (page === null) {
          failed += 1;
          again = true;
          continue;
        }
        if (page.again) throw new Error('the cursor does not fit');
        for (const { event } of page.events) if (!event.command.startsWith(device)) hear(event.command);
        cursor = { ...cursor, position: page.position, anchor: page.anchor };
        if (page.more) again = true;
      } while (again && !gone);
      busy = false;
    };
    members.push({
      listen: () => void transport.onWake!(() => void pull()),
      say: async (sent) => {
        const [frame] = writer.inFrames(notesOn(device, 1, 1));
        sent.set((JSON.parse(frame!.entries[0]!.text) as { id: string }).id, performance.now());
        const answer = await transport.push(frame!);
        if (!answer.ok || answer.value.verdicts[0]?.verdict !== 'accepted') throw new Error(JSON.stringify(answer));
      },
      pulls: () => pulls,
      failed: () => failed,
      leave: () => {
        gone = true;
        wake.close();
        client.close();
      },
    });
  }
  // Only when all have opened their cases: else each opening would wake all who came before. A socket that stands wakes its desk once.
  for (const { listen } of members) listen();
  await until('everybody listens', () => members.every(({ pulls }) => pulls() > 0));
  await new Promise((resolve) => setTimeout(resolve, 500));
  return members;
};
