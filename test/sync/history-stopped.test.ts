// A desk that is closed while a piece of an earlier history is on its way: the piece changes nothing any more, and nothing is asked for again.
import { describe, expect, it } from 'vitest';
import { LANE, opens } from './desks.ts';
import { createHubDesk, createOffice, DESK_STORES } from './hub-desks.ts';

describe.each(DESK_STORES)('in %s', (name, newStore) => {
  it('[Y50] leaves a piece that comes after the desk was closed to its next start', async () => {
    const office = await createOffice({ newStore });
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    opens(front);
    await front.engine.sync(LANE);
    let asked = (): void => undefined;
    let release = (): void => undefined;
    const isAsked = new Promise<void>((resolve) => (asked = resolve));
    const isClosed = new Promise<void>((resolve) => (release = resolve));
    const beside = createHubDesk(office, ['murat'], {
      wire: (transport) => ({
        ...transport,
        histories: async (...args) => {
          const told = await transport.histories(...args);
          asked();
          await isClosed;
          return told;
        },
      }),
    });
    await beside.engine.sync();
    const heard: string[] = [];
    beside.engine.subscribe(({ type }) => void heard.push(type));
    for (const { work } of beside.timers.due.splice(0)) work();
    await isAsked;
    await beside.engine.stop();
    beside.timers.due.splice(0);
    heard.splice(0);
    const left = beside.store.unfilledCount(LANE);
    if (name === 'SQLite') beside.store.close();
    const lost: unknown[] = [];
    const listen = (error: unknown): void => void lost.push(error);
    process.on('unhandledRejection', listen);
    release();
    await new Promise((resolve) => setTimeout(resolve, 20));
    process.off('unhandledRejection', listen);
    expect([lost, heard, beside.timers.due.length]).toEqual([[], [], 0]);
    expect(name === 'SQLite' ? left : beside.store.unfilledCount(LANE)).toBe(1);
  });
});
