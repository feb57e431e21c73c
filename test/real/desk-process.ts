// A workstation as a process of its own: works by chance, says on standard output what was acknowledged, and does what its standard input asks.
import { writeSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { openWorkplace } from '../../electron/workplace.ts';
import { createWorker, LANE } from '../crash/actions.ts';
import type { DeskOrder } from './desk-orders.ts';

const [dir = ''] = process.argv.slice(2);
// Written at once and whole: what stands on the pipe was acknowledged, whatever happens to this process next.
const say = (line: object): void => void writeSync(1, `${JSON.stringify(line)}\n`);

const opened = await openWorkplace({ dir });
if (!opened.ok) throw new Error(`cannot open: ${JSON.stringify(opened.refusal)}`);
const place = opened.value;
const { engine, store } = place;
say({ open: true, rescues: place.rescues.map(({ file, why }) => `${file}: ${why}`) });

let isWorking = false;
let working: Promise<void> = Promise.resolve();

/** Now and then it looks at what others have opened, so that several work on the same cases. */
const work = async (seed: number, pace: number): Promise<void> => {
  isWorking = true;
  while (isWorking && engine.policy(LANE) === null) {
    await engine.sync();
    await sleep(50);
  }
  let worker = createWorker(place, seed, store.caseIds(LANE, null, 1000));
  for (let n = 1; isWorking; n += 1) {
    if (n % 8 === 0) worker = createWorker(place, seed + n, store.caseIds(LANE, null, 1000));
    say(worker.act());
    engine.kick(LANE);
    await sleep(pace);
  }
};

const settle = async (): Promise<void> => {
  await engine.sync(LANE);
  const { trouble, waiting, position } = engine.status(LANE);
  if (trouble === null && waiting === 0) await engine.fillHistories(LANE).catch(() => undefined);
  say({ settled: { trouble, waiting, position, unfilled: store.unfilledCount(LANE) } });
};

const close = async (): Promise<void> => {
  await place.close();
  say({ closed: true });
};

const follow = async (order: DeskOrder): Promise<void> => {
  if (order.do === 'work') working = work(order.seed, order.pace);
  if (order.do === 'rest' || order.do === 'close') isWorking = false;
  await (order.do === 'work' ? undefined : working);
  if (order.do === 'rest') say({ rests: true });
  if (order.do === 'settle') await settle();
  if (order.do === 'examine') {
    const { findings, integrity } = await place.examine();
    say({ examined: [...findings.map((finding) => JSON.stringify(finding)), ...integrity] });
  }
  if (order.do === 'close') await close();
};

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as DeskOrder;
  await follow(order);
  if (order.do === 'close') break;
}
process.stdin.destroy();
