// What comes down from a hub besides cases, when a desk asks, and what it says of how far it is.
import { describe, expect, it } from 'vitest';
import type { Absence } from '../../shared/policy/absence.ts';
import type { Transport } from '../../shared/sync/protocol.ts';
import { transportTrouble } from '../../shared/sync/trouble.ts';
import type { Customer } from '../../shared/views/shapes.ts';
import { LANE, notes, opens } from './desks.ts';
import { wellBeside } from './forged.ts';
import { casesOf, createHubDesk, createOffice, settleDown, trouble } from './hub-desks.ts';
import { TEAMS } from './writers.ts';

const MINUTE = 60_000;

const visitor = (n: number): Customer => ({
  id: `K-${String(n).padStart(4, '0')}`,
  name: `Kundin ${n}`,
  numbers: [],
  contracts: [],
  lastBill: null,
  staff: null,
  relatives: [],
  since: null,
  segment: null,
});

describe('papers', () => {
  it('[Y60] customers come down after their mark, page by page, and again where the hub counts from an older one', async () => {
    const office = await createOffice();
    const front = createHubDesk(office, ['lena']);
    await office.ledger.putCustomers(
      LANE,
      Array.from({ length: 620 }, (_, n) => visitor(n)),
    );
    await front.engine.sync();
    expect([trouble(front), front.store.customerCount(LANE)]).toEqual([null, 620]);
    const asked = (): number => front.asked.filter((name) => name === 'customers').length;
    const before = asked();
    await front.engine.sync(LANE);
    expect(asked()).toBe(before);
    await office.ledger.putCustomers(LANE, [{ ...visitor(3), name: 'Neuer Name' }]);
    await front.engine.sync(LANE);
    expect([asked(), front.store.customer(LANE, 'K-0003')?.name]).toEqual([before + 1, 'Neuer Name']);
    front.store.transact(() => front.store.saveSetting(`customers-mark:${LANE}`, '99999'));
    await front.engine.sync(LANE);
    expect(front.store.setting(`customers-mark:${LANE}`)).toBe('621');
  });

  it('[Y60] a pack that is published at the hub reaches the desk with its next look; from the desk none can be published', async () => {
    const office = await createOffice();
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    office.clock.now += 1_000;
    expect((await office.ledger.publishPack({ ...TEAMS.pack, version: 'zwei' })).ok).toBe(true);
    await front.engine.sync(LANE);
    expect(front.engine.policy(LANE)?.version).toBe('zwei');
    await expect(front.engine.publishPack({ ...TEAMS.pack, version: 'drei' } as never)).rejects.toMatchObject({ trouble: 'not-possible' });
    await expect(front.engine.putCustomers(LANE, [visitor(1)])).rejects.toMatchObject({ trouble: 'not-possible' });
    expect(front.store.customerCount(LANE)).toBe(0);
  });

  it('[Y60] an absence the hub takes from nobody here keeps the lane from nothing', async () => {
    const office = await createOffice();
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    const absence: Absence = {
      id: 'a-1',
      lane: LANE,
      person: 'jonas',
      deputy: 'lena',
      from: 1,
      until: 2,
      scope: null,
      setBy: 'carla',
      setAt: 1,
      endedAt: null,
      endedBy: null,
    };
    front.store.transact(() => front.store.putAbsences([absence]));
    const again = createHubDesk(office, ['lena'], { store: front.store, device: front.device, wire: refusing('not-signed-in-here') });
    await again.engine.sync(LANE);
    expect(trouble(again)).toBe(null);
    const broken = createHubDesk(office, ['lena'], { store: front.store, device: front.device, wire: refusing('broken') });
    await broken.engine.sync(LANE);
    expect(trouble(broken)).toBe('broken');
  });
});

const refusing =
  (code: string) =>
  (transport: Transport): Transport => ({ ...transport, putAbsences: () => Promise.reject(transportTrouble(code, '')) });

describe('what a desk says of itself', () => {
  it('[Y61] heard means that the sign of life moved', async () => {
    const office = await createOffice();
    const front = createHubDesk(office, ['lena']);
    const heard = (): number | null => front.engine.status(LANE).lastHeard;
    await front.engine.sync();
    expect(heard()).toBe(null);
    const first = office.clock.now;
    await office.ledgerStore.beat(LANE, first);
    await front.engine.sync(LANE);
    expect(heard()).toBe(first);
    office.clock.now += 5 * MINUTE;
    await front.engine.sync(LANE);
    expect([heard(), trouble(front)]).toEqual([first, null]);
    await office.ledgerStore.beat(LANE, office.clock.now);
    office.clock.now += 1_000;
    await front.engine.sync(LANE);
    expect(heard()).toBe(office.clock.now);
  });

  it('[Y61] a first sign that may be old says nothing until the next one', async () => {
    const office = await createOffice();
    await office.ledgerStore.beat(LANE, office.clock.now);
    office.clock.now += 60 * MINUTE;
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    expect(front.engine.status(LANE).lastHeard).toBe(null);
    await office.ledgerStore.beat(LANE, office.clock.now);
    await front.engine.sync(LANE);
    expect(front.engine.status(LANE).lastHeard).toBe(office.clock.now);
  });

  it('[Y50] [Y63] counts what is still coming while it comes', async () => {
    const office = await createOffice();
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    for (let n = 0; n < 150; n += 1) opens(front);
    await front.engine.sync(LANE);
    const seen: unknown[] = [];
    const beside = createHubDesk(office, ['murat'], {
      wire: (transport) => ({
        ...transport,
        snapshots: async (...asked) => {
          seen.push(beside.engine.status(LANE).arriving);
          return transport.snapshots(...asked);
        },
      }),
    });
    await beside.engine.sync();
    expect(seen).toEqual([
      { what: 'list', done: 0, total: 150 },
      { what: 'list', done: 0, total: 150 },
      { what: 'list', done: 40, total: 150 },
      { what: 'list', done: 80, total: 150 },
    ]);
    expect(beside.engine.status(LANE).arriving).toEqual({ what: 'history', done: 0, total: 150 });
    await settleDown(beside);
    expect(beside.engine.status(LANE)).not.toHaveProperty('arriving');
  });
});

describe('when a desk asks', () => {
  it('[Y62] at once when it is woken, also in the moment a conversation ends', async () => {
    const office = await createOffice();
    const [front, lead] = [createHubDesk(office, ['lena']), createHubDesk(office, ['murat'])];
    for (const desk of [front, lead]) await desk.engine.sync();
    const caseId = opens(front);
    await front.engine.sync(LANE);
    lead.wake();
    await settleDown(lead);
    expect(casesOf(lead)).toEqual([caseId]);
    const late = createHubDesk(office, ['murat'], {
      store: lead.store,
      device: lead.device,
      wire: (transport) => ({
        ...transport,
        pull: async (...asked) => {
          const page = await transport.pull(...asked);
          late.wake();
          return page;
        },
      }),
    });
    await late.engine.sync(LANE);
    expect(late.timers.due.map(({ delay }) => delay)).toContain(0);
    await late.engine.stop();
    expect(late.timers.due.filter(({ delay }) => delay === 0)).toEqual([]);
  });

  it('[Y62] again and again where it knows no lane yet, and for the lane that comes with a sign-in', async () => {
    const office = await createOffice();
    const front = createHubDesk(office, []);
    front.line.isDead = true;
    await front.engine.sync();
    front.line.isDead = false;
    const [retry] = front.timers.due.splice(0, 1);
    expect([retry!.delay > 500, retry!.delay < 1_500, front.engine.lanes()]).toEqual([true, true, []]);
    office.bound.set(front.device, ['lena']);
    retry!.work();
    await settleDown(front);
    expect([front.engine.lanes(), trouble(front)]).toEqual([[LANE], null]);
    expect(front.timers.due.filter(({ delay }) => delay > 40_000)).toHaveLength(2);
  });

  it('[Y64] in halves where the way takes no such frame', async () => {
    const office = await createOffice();
    const sizes: number[] = [];
    const front = createHubDesk(office, ['lena'], {
      wire: (transport) => ({
        ...transport,
        push: (frame) => {
          sizes.push(frame.entries.length);
          return frame.entries.length > 3 ? Promise.reject(transportTrouble('too-large', '')) : transport.push(frame);
        },
      }),
    });
    await front.engine.sync();
    const caseId = opens(front);
    for (let n = 0; n < 6; n += 1) notes(front, caseId, `Notiz ${n}`);
    await front.engine.sync(LANE);
    expect([sizes, front.store.outboxCount(LANE), trouble(front)]).toEqual([[7, 4, 2, 5, 3, 2], 0, null]);
    await wellBeside(office, front);
  });
});
