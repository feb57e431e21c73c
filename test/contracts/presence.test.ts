// What one desk tells of its people: load and time only to whoever leads them, and when somebody counts as gone.
import { expect, it } from 'vitest';
import telecom from '../../shared/packs/telecom.json' with { type: 'json' };
import type { PackInput } from '../../shared/policy/pack-schema.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { NOON } from '../given.ts';
import { memoryStores, sqliteStores, workbench, type Stores } from './api-desk.ts';
import { CUSTOMERS, openBilling, settled, signIn } from './api-people.ts';

const ALLOWED = { ...telecom, figures: { person: true, smallestGroup: 4 } } as unknown as PackInput;

const house = async (stores: () => Stores = memoryStores) => {
  const time = { now: NOON };
  const bench = await workbench(stores(), { clock: () => time.now, packs: [ALLOWED] });
  await bench.engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
  return { time, bench, comes: (person: string) => signIn(bench.desk, 'nordlicht', person) };
};

it.each([
  ['in memory', memoryStores],
  ['over SQLite', sqliteStores],
])(
  '[PR5] where the pack allows it, a lead sees since when and with how much his people are there; colleagues see what they are doing (%s)',
  async (_name, stores) => {
    const { time, bench, comes } = await house(stores);
    const lena = await comes('lena');
    time.now += MINUTE;
    const murat = await comes('murat');
    await lena.call('presence.set', { state: 'call' });
    await lena.send('open-case', null, openBilling.data, openBilling.body);
    await settled(lena);
    const seen = async (reader: typeof lena, person: string) =>
      (await reader.call('people.present', {})).find((row) => row.person === person);
    expect(await seen(murat, 'lena')).toMatchObject({ state: 'call', since: NOON, load: { open: 1, due: 0 } });
    time.now += 30 * 24 * HOUR;
    await lena.call('draft.save', { key: 'note:x', value: 'x' });
    await murat.call('draft.save', { key: 'note:x', value: 'x' });
    expect(await seen(murat, 'lena')).toMatchObject({ since: time.now, load: { open: 1, due: 1 } });
    // Carla leads other teams, and nobody is told his own figures or those of a colleague.
    const carla = await comes('carla');
    for (const [reader, about] of [
      [carla, 'lena'],
      [lena, 'murat'],
      [lena, 'lena'],
      [murat, 'murat'],
    ] as const)
      expect(Object.keys((await seen(reader, about))!)).not.toContain('load');
    await lena.call('presence.set', { state: 'break' });
    expect(await seen(carla, 'lena')).toMatchObject({ state: 'break' });
    await bench.close();
  },
);

it('[PR4] whoever is away comes back free; a call keeps him there for an hour, a message of his window by itself never does', async () => {
  const { time, bench, comes } = await house();
  const [lena, murat] = [await comes('lena'), await comes('murat')];
  const there = async (): Promise<readonly string[]> => (await murat.call('people.present', {})).map(({ person }) => person);
  const hand = (): Promise<unknown> => lena.call('draft.save', { key: 'note:x', value: 'x' });
  await lena.call('presence.set', { state: 'break' });
  time.now += 16 * MINUTE;
  expect(await there()).not.toContain('lena');
  await lena.call('presence.set', { state: 'after-call' });
  expect(await there()).not.toContain('lena');
  await hand();
  expect(await there()).toContain('lena');
  expect(await lena.call('presence.view', {})).toMatchObject({ state: 'free' });
  await lena.call('presence.set', { state: 'call' });
  time.now += 59 * MINUTE;
  expect(await there()).toContain('lena');
  time.now += 2 * MINUTE;
  expect(await there()).not.toContain('lena');
  await bench.close();
});
