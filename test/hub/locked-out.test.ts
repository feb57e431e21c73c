// A workstation that is locked out at a running hub: what it held of a shared budget is stopped, and a manager finds it.
import { expect, it } from 'vitest';
import { ACCOUNT, BUDGET, MONTH, SHARED } from '../sync/lease-desks.ts';
import { LANE, openWire } from './at-the-wire.ts';

it('[U33] at a running hub the leases of whoever is locked out are stopped within its next look', async () => {
  const wire = await openWire({ limits: { revokedEvery: 20 } });
  wire.clock.now += 1;
  expect((await wire.hub.ledger.publishPack({ ...SHARED.pack, version: 'mit-budget' })).ok).toBe(true);
  await wire.hub.reload();
  const seat = await wire.seat('geld', ['lena']);
  const ask = {
    id: 'ask-1',
    lane: LANE,
    caseId: ACCOUNT,
    type: 'ask-lease',
    actor: 'watchdog',
    at: wire.clock.now,
    quality: 'synced',
    pack: 'mit-budget',
    seen: 0,
    body: null,
    data: { ...BUDGET, month: MONTH, device: seat.device, gen: 0, want: 3_000, need: 0 },
  };
  expect((await seat.ask('push', seat.journal({ text: JSON.stringify(ask), bodies: [] }))).status).toBe(200);
  const leases = async () =>
    (await wire.store.states([ACCOUNT])).get(ACCOUNT)?.budget?.leases.map(({ standing, cause }) => [standing, cause ?? null]);
  expect(await leases()).toEqual([['open', null]]);
  await wire.register.revoke(seat.device, wire.clock.now);
  await expect.poll(leases, { timeout: 5_000 }).toEqual([['frozen', 'revoked']]);
  await wire.end();
});
