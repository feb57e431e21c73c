// Measures the first sync of a new workstation: when its lists are usable, when all is there, and what somebody notices who works meanwhile.
import { join } from 'node:path';
import type { Workplace } from '../../electron/workplace.ts';
import { comesIn } from '../hub/real-hub.ts';
import { opensCase } from '../hosts/hub-work.ts';
import { startHubAway } from './hub-away.ts';
import { startLine } from './hub-line.ts';
import { LANE } from './hub-work.ts';
import { percentile, round, withFolder } from './measure.ts';

/** Somebody who works fast does something so often. */
const ACTION_EVERY_MS = 100;
/** More than he opens himself before the first page has come. */
const SOME = 60;

export type HubFirstReport = {
  readonly cases: number;
  readonly events: number;
  /** From the sign-in on: a list can be worked with, every list is whole, every earlier event is here. */
  readonly usableMs: number;
  /** What of it this process really worked: other programs do not count. */
  readonly usableCpuMs: number;
  readonly listsMs: number;
  readonly completeMs: number;
  readonly completeCpuMs: number;
  readonly downMb: number;
  /** Of the event loop while it runs; `Cpu`: what of it this thread really worked, in which other programs do not count. */
  readonly longestBlockMs: number;
  readonly longestBlockCpuMs: number;
  /** From the moment somebody acts until it is durable, with the wait for his turn. */
  readonly actions: number;
  readonly actionP99Ms: number;
  readonly slowestActionMs: number;
  readonly slowestActionCpuMs: number;
  /** Of a process that only is a hub: as it starts, and when all of it was told. */
  readonly hubIdleRssMb: number;
  readonly hubRssMb: number;
  readonly hubCpuMs: number;
  readonly seedMs: number;
};

export const benchHubFirst = (cases: number, each: number, say: (what: string) => void): Promise<HubFirstReport> =>
  withFolder(async (dir) => {
    const hub = await startHubAway();
    const line = await startLine(hub.url, 0);
    let desk: Workplace | null = null;
    try {
      say(`${cases} cases of ${1 + each} events for the hub`);
      const idle = await hub.ask({ ask: 'usage' });
      const seeded = performance.now();
      const position = await hub.ask({ ask: 'work', device: 'seed', cases, open: true, each });
      const seedMs = performance.now() - seeded;
      say('a new workstation');
      desk = await hub.desk(join(dir, 'desk'), line.url);
      const { engine } = desk;
      const before = { down: line.bytes().down, ...(await hub.ask({ ask: 'usage' })) };
      const watch = watchLoop();
      const began = performance.now();
      const cpuBefore = process.cpuUsage();
      const worked = (): number => {
        const { user, system } = process.cpuUsage(cpuBefore);
        return (user + system) / 1_000;
      };
      const session = await comesIn(desk.desk, 'lena');
      const worker = workMeanwhile(desk);
      let [usableMs, usableCpuMs, listsMs] = [0, 0, 0];
      for (;;) {
        if (usableMs === 0) {
          const list = await desk.desk.call('queue.list', session, { limit: 50 });
          if (list.some(({ total }) => total > SOME)) [usableMs, usableCpuMs] = [performance.now() - began, worked()];
        }
        const { arriving, position: at } = engine.status(LANE);
        if (listsMs === 0 && at >= position && arriving?.what !== 'list') listsMs = performance.now() - began;
        // Between the lists and the histories nothing is on its way for a moment.
        if (listsMs > 0 && arriving === undefined && desk.store.unfilledCount(LANE) === 0) break;
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
      const [completeMs, completeCpuMs] = [performance.now() - began, worked()];
      const actions = worker.end();
      const block = watch.end();
      const after = await hub.ask({ ask: 'usage' });
      return {
        cases,
        events: position,
        usableMs: round(usableMs, 0),
        usableCpuMs: round(usableCpuMs, 0),
        listsMs: round(listsMs, 0),
        completeMs: round(completeMs, 0),
        completeCpuMs: round(completeCpuMs, 0),
        downMb: round((line.bytes().down - before.down) / 1e6, 1),
        longestBlockMs: round(block.wall, 1),
        longestBlockCpuMs: round(block.cpu, 1),
        actions: actions.wall.length,
        actionP99Ms: round(percentile(actions.wall, 0.99), 1),
        slowestActionMs: round(Math.max(...actions.wall), 1),
        slowestActionCpuMs: round(Math.max(...actions.cpu), 1),
        hubIdleRssMb: round(idle.rssMb, 0),
        hubRssMb: round(after.rssMb, 0),
        hubCpuMs: round(after.cpuMs - before.cpuMs, 0),
        seedMs: round(seedMs, 0),
      };
    } finally {
      await desk?.close();
      await line.close();
      await hub.end();
    }
  });

const threadMs = (): number => {
  const { user, system } = process.threadCpuUsage();
  return (user + system) / 1_000;
};

/** The longest time between two turns of the loop. */
const watchLoop = () => {
  let [wall, cpu] = [0, 0];
  let [lastWall, lastCpu] = [performance.now(), threadMs()];
  let timer: NodeJS.Timeout;
  const turn = (): void => {
    const [now, used] = [performance.now(), threadMs()];
    wall = Math.max(wall, now - lastWall);
    cpu = Math.max(cpu, used - lastCpu);
    [lastWall, lastCpu] = [now, used];
    timer = setTimeout(turn, 1);
  };
  timer = setTimeout(turn, 1);
  return {
    end: () => {
      clearTimeout(timer);
      return { wall, cpu };
    },
  };
};

/** Opens a case every so often; what counts is when he wanted to, not when he was let. */
const workMeanwhile = (desk: Workplace) => {
  const [wall, cpu]: [number[], number[]] = [[], []];
  let n = 0;
  let due = performance.now() + ACTION_EVERY_MS;
  let usedBefore = threadMs();
  const act = (): void => {
    n += 1;
    opensCase(desk, `Nebenbei ${n}`);
    wall.push(performance.now() - due);
    cpu.push(threadMs() - usedBefore);
    due = performance.now() + ACTION_EVERY_MS;
    wait();
  };
  // The processor's time counts from the last turn of the loop before the action was due.
  let timer: NodeJS.Timeout;
  const wait = (): void => {
    usedBefore = threadMs();
    timer = performance.now() + 1 >= due ? setTimeout(act, 1) : setTimeout(wait, Math.min(1, due - performance.now()));
  };
  wait();
  return {
    end: () => {
      clearTimeout(timer);
      return { wall, cpu };
    },
  };
};
