// What a real hub knows of a workstation by itself: who had proved himself there when he told a customer something, and when its line was dead.
import { expect, it } from 'vitest';
import { DAY, MINUTE } from '../../shared/kernel/time.ts';
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

it('[U35] somebody who has left tells nothing new from a workstation that is in touch, whatever its clock says; nor in another name', async () => {
  const wire = await openWire();
  const { clock } = wire;
  const seat = await wire.seat('platz', ['lena', 'tim']);
  expect(await pushes(seat, opens(wire, 'fall', 'lena'))).toBe(200);
  const began = clock.now;
  const stays = async (minutes: number): Promise<void> => {
    for (let minute = 0; minute < minutes; minute += 5) {
      clock.now += 5 * MINUTE;
      await seat.ask('people', {});
    }
  };
  await stays(30);
  await wire.list([{ lane: LANE, person: 'tim' }]);
  await pushes(seat, decides('here', clock.now), decides('put-back', began + 15 * MINUTE));
  expect(await flags(wire)).toEqual([]);
  // Months later, out of a silence: somebody was bound there since, so it would have been told then.
  clock.now += 5 * DAY;
  await seat.signIn('tim');
  clock.now += 100 * DAY;
  await pushes(seat, decides('months', began + DAY));
  expect(await flags(wire)).toEqual([]);
  await wire.end();
});

it('[U35] who never proved himself there stands beside nobody, whoever is believed', async () => {
  const wire = await openWire();
  const seat = await wire.seat('platz', ['lena']);
  const beside = decides('beside', wire.clock.now);
  expect(await pushes(seat, opens(wire, 'fall', 'lena'), { ...beside, text: beside.text.replace('{', '{"beside":"murat",') })).toBe(200);
  expect(await flags(wire)).toEqual([]);
  await wire.end();
});
