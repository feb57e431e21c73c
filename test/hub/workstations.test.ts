// Who sits where: told to those who answer for others alone, and to oneself where one's day is still open elsewhere.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { MINUTE } from '../../shared/kernel/time.ts';
import { faultOf, HOTEL, LANE, openWire, type Answer, type Seat, type WireHub } from './at-the-wire.ts';

let wire: WireHub;
let [desk, lead] = [null as unknown as Seat, null as unknown as Seat];
beforeAll(async () => {
  wire = await openWire();
  desk = await wire.seat('w-desk', ['lena']);
  lead = await wire.seat('w-lead', ['murat']);
});
afterAll(() => wire.end());

const elsewhere = ({ body }: Answer): unknown => (body as { readonly value: { readonly elsewhere?: unknown } }).value.elsewhere;

it('[W20] a lead is told the workstations of his principal by name, who signed in there and when each was last heard of; nobody else is', async () => {
  const { body } = await lead.ask('workstations', { lane: LANE });
  const at = wire.clock.now;
  expect(body['workstations']).toMatchObject([
    { device: 'w-desk', name: 'Platz w-desk', revoked: false, seenAt: expect.any(Number) as number, people: [{ person: 'lena', at }] },
    { device: 'w-lead', name: 'Platz w-lead', people: [{ person: 'murat', at }] },
  ]);
  // One that may serve every principal is nobody's business where nobody of that principal ever came in.
  await wire.seat('w-other');
  expect((await lead.ask('workstations', { lane: LANE })).body['workstations']).toEqual(body['workstations']);
  expect(faultOf(await desk.ask('workstations', { lane: LANE }))).toBe('no-rights');
  expect(faultOf(await lead.ask('workstations', { lane: HOTEL }))).toBe('no-rights');
});

it('[W21] whoever decides within a day’s caps is told where else his day is open, until that workstation was heard of; a lead is not', async () => {
  const signedInAt = wire.clock.now;
  wire.clock.now += MINUTE;
  expect(elsewhere(await lead.signIn('lena'))).toEqual({ name: 'Platz w-desk', at: signedInAt, seenAt: expect.any(Number) as number });
  wire.clock.now += MINUTE;
  expect(elsewhere(await lead.signIn('lena'))).toMatchObject({ name: 'Platz w-desk' });
  wire.clock.now += 2 * MINUTE;
  await desk.ask('people', {});
  expect(elsewhere(await lead.signIn('lena'))).toBeUndefined();
  expect(elsewhere(await desk.signIn('murat'))).toBeUndefined();
  // Back at the first one: now it is the second where the day is open.
  expect(elsewhere(await desk.signIn('lena'))).toMatchObject({ name: 'Platz w-lead' });
  await wire.register.revoke('w-lead', wire.clock.now);
  wire.clock.now += MINUTE;
  expect(elsewhere(await desk.signIn('lena'))).toBeUndefined();
});
