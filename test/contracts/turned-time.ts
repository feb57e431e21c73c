// A desk whose clock and appointments are turned by hand, for whatever moves on by itself.
import type { PackInput } from '../../shared/policy/pack-schema.ts';
import { memoryStores, workbench, type Stores, type Workbench } from './api-desk.ts';
import { CUSTOMERS, openBilling, signIn, type Person } from './api-people.ts';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
/** Wednesday 3 June 2026, 09:00 in Berlin: leads and management are both at work. */
export const MORNING = Date.UTC(2026, 5, 3, 7, 0);

/** Appointments made with the desk; `turn` moves the clock and keeps those that fall due on the way. */
export const createTime = () => {
  let now = MORNING;
  let appointments: { readonly at: number; readonly work: () => void }[] = [];
  const schedule = (delay: number, work: () => void): (() => void) => {
    const made = { at: now + delay, work };
    appointments.push(made);
    return () => void (appointments = appointments.filter((other) => other !== made));
  };
  const turn = (to: number): void => {
    for (;;) {
      const next = appointments.toSorted((a, b) => a.at - b.at).find(({ at }) => at <= to);
      if (next === undefined) break;
      appointments = appointments.filter((other) => other !== next);
      now = Math.max(now, next.at);
      next.work();
    }
    now = to;
  };
  return { clock: () => now, schedule, turn, count: () => appointments.length, next: () => Math.min(...appointments.map(({ at }) => at)) };
};

export type Time = ReturnType<typeof createTime>;
export type Scene = {
  readonly time: Time;
  readonly bench: Workbench;
  readonly lena: Person;
  readonly murat: Person;
  readonly caseId: string;
};

let open: Workbench[] = [];

/** Closed with all others after the test. */
export const kept = (bench: Workbench): Workbench => {
  open.push(bench);
  return bench;
};

export const closeScenes = async (): Promise<void> => {
  for (const bench of open) await bench.close();
  open = [];
};

const desk = async (time: Time, stores: Stores, packs?: readonly PackInput[]): Promise<Workbench> => {
  const bench = kept(await workbench(stores, { clock: time.clock, ...(packs === undefined ? {} : { packs }) }));
  await bench.engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
  return bench;
};

export const begin = async ({ packs }: { readonly packs?: readonly PackInput[] } = {}): Promise<Scene> => {
  const time = createTime();
  const bench = await desk(time, memoryStores(), packs);
  const [lena, murat] = [await signIn(bench.desk, 'nordlicht', 'lena'), await signIn(bench.desk, 'nordlicht', 'murat')];
  const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
  return { time, bench, lena, murat, caseId };
};
