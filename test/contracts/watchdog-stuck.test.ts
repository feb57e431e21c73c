// Cases that cannot be moved on: however many they are and whatever is wrong with them, every other case still has its turn.
import { afterEach, describe, expect, it } from 'vitest';
import { refuse } from '../../shared/kernel/result.ts';
import { createWatchdog, type WatchdogParts } from '../../shared/desk-watchdog.ts';
import { begin, closeScenes, HOUR, MORNING, type Scene } from './turned-time.ts';
import { openBilling, settled, typedForm } from './api-people.ts';

afterEach(closeScenes);

type Broken = 'throws' | 'refused';

/** Some cases sent up, and a desk at which only the last of them can be moved on. */
const scene = async (broken: number, how: Broken): Promise<Scene & { readonly last: string; readonly parts: WatchdogParts }> => {
  const first = await begin();
  const { time, bench, lena } = first;
  const form = typedForm(time.clock() + 6 * HOUR, 'lena');
  const cases: string[] = [];
  for (let count = 0; count <= broken; count += 1) {
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    await lena.send('escalate', caseId, { reason: 'authority-exceeded', demanded: false, customerWaiting: false, form, promises: [] });
    cases.push(caseId);
    time.turn(time.clock() + 1);
  }
  await settled(lena);
  const last = cases.at(-1)!;
  const submit: WatchdogParts['engine']['submit'] = (order) => {
    if (order.caseId === last) return bench.engine.submit(order);
    if (how === 'refused') return refuse('form-broken');
    throw new Error('state unreadable');
  };
  const { clock, schedule } = time;
  return { ...first, last, parts: { engine: { ...bench.engine, submit }, store: bench.store, clock, schedule, present: () => [] } };
};

describe('[Q51] a case that cannot be moved on', () => {
  it('does not keep the others from moving, is named, and is tried again', async () => {
    const { time, bench, last, parts } = await scene(1, 'throws');
    time.turn(MORNING + 2 * HOUR);
    const dog = createWatchdog(parts);
    expect(bench.store.currentState(last)?.flight).toMatchObject({ step: 1 });
    expect(dog.trouble('nordlicht')).toBe('watchdog-stuck: state unreadable');
    dog.stop();
  });
  it('lets those behind it have their turn, however many of its kind stand before them', async () => {
    const { time, bench, last, parts } = await scene(100, 'refused');
    time.turn(MORNING + 2 * HOUR);
    const dog = createWatchdog(parts);
    time.turn(time.clock() + 5_000);
    time.turn(time.clock() + 5_000);
    expect(bench.store.currentState(last)?.flight).toMatchObject({ step: 1 });
    dog.stop();
  });
});
