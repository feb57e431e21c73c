// The driver's appointments: soon after a failure, regularly after success, never none.
import { describe, expect, it } from 'vitest';
import { createDriver } from '../../shared/sync/driver.ts';
import { createTimers } from './desks.ts';

const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 30; turn += 1) await Promise.resolve();
};

const bench = () => {
  const timers = createTimers();
  const answers: (string | null | Error)[] = [];
  let talks = 0;
  const driver = createDriver({
    schedule: timers.schedule,
    jitter: () => 0.5,
    talk: async () => {
      talks += 1;
      const answer = answers.shift() ?? null;
      if (answer instanceof Error) throw answer;
      return { trouble: answer };
    },
  });
  const keep = async (): Promise<number> => {
    const [appointment] = timers.due.splice(0, 1);
    if (appointment === undefined) throw new Error('no appointment: the driver stands still');
    appointment.work();
    await settle();
    return appointment.delay;
  };
  return { driver, timers, answers, keep, talks: () => talks };
};

describe('the driver', () => {
  it('[Y12] comes back later and later after failures, and at most a minute later, whatever the failure was', async () => {
    const { driver, answers, keep } = bench();
    answers.push(new Error('down'), 'journal-forked', new Error('down'), ...Array.from({ length: 6 }, () => new Error('down')));
    driver.kick('a');
    const delays = [];
    for (let n = 0; n < 10; n += 1) delays.push(await keep());
    expect(delays).toEqual([0, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000]);
    expect([driver.trouble('a'), await keep()]).toEqual([null, 60_000]);
  });
  it('[Y12] starts anew after a success', async () => {
    const { driver, answers, keep } = bench();
    answers.push(new Error('down'), new Error('down'), null, new Error('down'));
    driver.kick('a');
    expect([await keep(), await keep(), await keep(), await keep(), await keep()]).toEqual([0, 1000, 2000, 60_000, 1000]);
  });
  it('makes one conversation of several kicks, and keeps lanes apart', async () => {
    const { driver, timers, keep, talks } = bench();
    driver.kick('a');
    driver.kick('a');
    driver.kick('b');
    expect(timers.due).toHaveLength(2);
    await keep();
    await keep();
    expect([talks(), timers.due.length]).toEqual([2, 2]);
  });
  it('[Y62] makes one more conversation of whatever it is told during one, however often', async () => {
    const timers = createTimers();
    const ends: (() => void)[] = [];
    const driver = createDriver({
      schedule: timers.schedule,
      jitter: () => 0.5,
      talk: () => new Promise((resolve) => void ends.push(() => resolve({ trouble: null }))),
    });
    const appointed = (): readonly number[] => timers.due.splice(0).map(({ delay, work }) => (work(), delay));
    driver.kick('a');
    expect(appointed()).toEqual([0]);
    for (let n = 0; n < 20; n += 1) {
      driver.kick('a');
      appointed();
      await settle();
    }
    ends[0]!();
    await settle();
    expect(appointed()).toEqual([0]);
    await settle();
    ends[1]!();
    await settle();
    expect([ends.length, timers.due.map(({ delay }) => delay)]).toEqual([2, [60_000]]);
  });
  it('makes no appointment after it was stopped, and waits for the conversation under way', async () => {
    const { driver, timers } = bench();
    driver.kick('a');
    timers.due.splice(0, 1)[0]!.work();
    await driver.stop();
    driver.kick('a');
    expect(timers.due).toEqual([]);
  });
});
