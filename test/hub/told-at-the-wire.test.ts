// What a real hub knows of a workstation by itself: who had proved himself there when he told a customer something, and when its line was dead.
import { expect, it } from 'vitest';
import { openWire, LANE, type Seat, type WireHub } from './at-the-wire.ts';
import { TELECOM } from '../pack.ts';
import { opens } from '../sync/writers.ts';

const decides = (id: string, at: number, more: object = {}) => ({
  text: JSON.stringify({
    id,
    lane: LANE,
    caseId: 'fall',
    type: 'decide',
    actor: 'lena',
    at,
    quality: 'synced',
    pack: TELECOM.version,
    seen: 0,
    body: null,
    data: { decisionType: 'goodwill-credit', amount: 500, reason: null, evidence: [], ...more },
  }),
  bodies: [],
});
const flags = async ({ store }: WireHub) =>
  (await store.eventsOf('fall')).flatMap(({ event, flag }) => (event.type === 'decision-made' ? [[event.command, flag] as const] : []));
const pushes = async (seat: Seat, ...said: readonly ReturnType<typeof opens>[]) => (await seat.ask('push', seat.journal(...said))).status;

it('[U35] [U37] it keeps what was told before its author left, and flags what hides a dead line', async () => {
  const wire = await openWire();
  const seat = await wire.seat('platz', ['lena']);
  expect(await pushes(seat, opens(wire, 'fall', 'lena'))).toBe(200);
  const left = wire.clock.now;
  wire.clock.now += 5 * 3_600_000;
  expect(await pushes(seat, decides('hidden', left + 3_600_000), decides('said', left + 7_200_000, { away: { lastSync: left } }))).toBe(
    200,
  );
  expect(await flags(wire)).toEqual([
    ['hidden', 'away-hidden'],
    ['said', null],
  ]);
  await wire.list([{ lane: LANE, person: 'tim' }]);
  const stranger = await wire.seat('anderer', ['tim']);
  expect(await pushes(seat, decides('left', wire.clock.now, { amount: 400 }))).toBe(200);
  expect(await pushes(stranger, decides('forged', wire.clock.now))).toBe(200);
  expect((await flags(wire)).slice(2)).toEqual([['left', 'authority-withdrawn']]);
  await wire.register.revoke('platz', wire.clock.now);
  expect(await pushes(seat, decides('stolen', wire.clock.now))).toBe(200);
  expect((await flags(wire)).length).toBe(3);
  await wire.end();
});
