// Many workstations of one lane are woken a few at a time: each hears of everything, nobody hears the same twice, and nobody is forgotten.
import { expect, it } from 'vitest';
import { notes, opens } from '../sync/writers.ts';
import { LANE, listenAt, openWire, until } from './at-the-wire.ts';

it('[HS10] news go round in ripples: everybody hears them once, and what comes meanwhile is told along with them', async () => {
  const wire = await openWire({ limits: { wakeAtOnce: 1, wakeEvery: 40 } });
  const seats = [];
  for (const name of ['r1', 'r2', 'r3', 'r4']) seats.push(await wire.seat(name, ['lena']));
  const ears = await Promise.all(seats.map(({ key }) => listenAt(wire.hub.url, key)));
  const [writer] = seats;
  await writer!.ask('push', writer!.journal(opens(wire, 'r-case', 'lena')));
  // Within the first ripple: whoever has not been woken yet is told of both at once.
  await writer!.ask('push', writer!.journal(notes(wire, 'r-note', 'r-case', 'lena')));
  await until(() => ears.every(({ heard }) => heard.at(-1)?.position === 2));
  await new Promise((resolve) => setTimeout(resolve, 250));
  const counts = ears.map(({ heard }) => heard.length);
  expect(Math.max(...counts)).toBeLessThanOrEqual(2);
  expect(counts.reduce((sum, count) => sum + count, 0)).toBeLessThan(2 * ears.length);
  expect(ears.flatMap(({ heard }) => heard.map(({ lane }) => lane)).every((lane) => lane === LANE)).toBe(true);
  for (const { socket } of ears) socket.terminate();
  await wire.end();
});
