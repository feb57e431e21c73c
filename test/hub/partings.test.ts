// How often one workstation may make a hub begin a new epoch, and who hears of it where it wants more.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { HOUR } from '../../shared/kernel/time.ts';
import type { Greeting } from '../../shared/sync/protocol.ts';
import { NOWHERE, opens } from '../sync/writers.ts';
import { faultOf, LANE, openWire, type Seat, type WireHub } from './at-the-wire.ts';

let wire: WireHub;
beforeAll(async () => {
  wire = await openWire();
});
afterAll(() => wire.end());

/** By a place it made up: 0 is where nobody has anything in common any more. */
const parts = async (seat: Seat, n: number): Promise<string | undefined> => {
  const hello = await seat.ask('hello', { lane: LANE, device: seat.device, gen: 0, cursor: NOWHERE });
  const { epoch, scope } = hello.body['greeting'] as Greeting;
  return faultOf(await seat.ask('part', { lane: LANE, cursor: { epoch, scope, position: 2, anchor: `made-up-${n}` }, common: 0 }));
};

it('[Y97] three an hour in a lane, whoever else does what; what is more is refused, counted and logged, and the log goes on', async () => {
  const [liar, calm] = [await wire.seat('y97-l', ['lena']), await wire.seat('y97-c', ['lena'])];
  await calm.ask('push', calm.journal(opens(wire, 'y97-1', 'lena'), opens(wire, 'y97-2', 'lena')));
  const begun = async (): Promise<number> => (await wire.store.epochs(LANE)).length;
  const before = await begun();
  const failed = async (): Promise<number> =>
    Number(/stafette_hub_failures_total\{what="part"\} (\d+)/.exec(await (await fetch(`${wire.hub.url}/metrics`)).text())?.[1] ?? 0);
  const codes: (string | undefined)[] = [];
  for (let n = 0; n < 5; n += 1) {
    codes.push(await parts(liar, n));
    wire.clock.now += HOUR / 10;
  }
  expect([codes, (await begun()) - before]).toEqual([[undefined, undefined, undefined, 'too-many', 'too-many'], 3]);
  expect(await failed()).toBe(2);
  const lines = wire.log.filter((line) => line.includes('"device":"y97-l"') && line.includes('wants another epoch'));
  expect(lines.map((line) => (JSON.parse(line) as { level: number; lane: string }).lane)).toEqual([LANE, LANE]);
  // Another workstation that really has something to part for is not kept from it, and after an hour neither is this one.
  expect([await parts(calm, 7), (await begun()) - before]).toEqual([undefined, 4]);
  wire.clock.now += HOUR;
  expect([await parts(liar, 8), (await begun()) - before]).toEqual([undefined, 5]);
});
