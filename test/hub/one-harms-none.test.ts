// What one workstation gone wrong may do to all others: nothing that they could not read, undo or work beside.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../shared/sync/wire.ts';
import { NOWHERE, says } from '../sync/writers.ts';
import { LANE, openWire, type Seat, type WireHub } from './at-the-wire.ts';

let wire: WireHub;
beforeAll(async () => {
  wire = await openWire();
});
afterAll(() => wire.end());

/** Where the lane stands, as this workstation is greeted. */
const cursorOf = async (seat: Seat): Promise<{ epoch: string; scope: string }> => {
  const input = { lane: LANE, device: seat.device, gen: 0, cursor: NOWHERE };
  return ((await seat.ask('hello', input)).body as { greeting: { epoch: string; scope: string } }).greeting;
};

describe('[HS21] what one workstation says', () => {
  it('is told in events every other one can read, however long its names are', async () => {
    const [loud, calm] = [await wire.seat('h21', ['lena']), await wire.seat('h21-b', ['lena'])];
    const title = { title: 'Titel' };
    const data = {
      number: 'NT-1',
      customer: null,
      category: 'billing',
      channel: 'phone',
      urgency: 'medium',
      impact: 'low',
      reason: null,
      call: null,
    };
    for (const length of [60, 96, 100, 118, 120]) {
      const [id, caseId] = ['x'.repeat(length), `h21-${length}`];
      await loud.ask('push', loud.journal(says(wire, id, 'open-case', caseId, 'lena', data, title)));
    }
    const { epoch, scope } = await cursorOf(calm);
    const page = await calm.ask('pull', { lane: LANE, cursor: { ...NOWHERE, epoch, scope } });
    const read = routes.pull.output.safeParse(page.body);
    expect([page.status, read.error?.issues[0]?.path ?? null]).toEqual([200, null]);
    // And may be named as the place where a desk stands.
    const { position, anchor } = page.body as { position: number; anchor: string };
    expect(position).toBeGreaterThan(0);
    expect((await calm.ask('pull', { lane: LANE, cursor: { epoch, scope, position, anchor } })).status).toBe(200);
  });
});
