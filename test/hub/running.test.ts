// A hub at work: packed answers, wake-ups, signs of life, figures and lines without people in them, and an end that drops nothing.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { createMemoryRegister } from '../../hub/register/memory.ts';
import { NOWHERE, notes, opens } from '../sync/writers.ts';
import { faultOf, LANE, listenAt, openWire, SECRET, until, type Answer, type WireHub } from './at-the-wire.ts';

const verdictsOf = ({ body }: Answer): unknown =>
  (body as { value: { verdicts: { verdict: string }[] } }).value.verdicts.map(({ verdict }) => verdict);

describe('[HS9] what travels', () => {
  let wire: WireHub;
  beforeAll(async () => {
    wire = await openWire();
  });
  afterAll(() => wire.end());

  it('is packed where that pays, and read packed', async () => {
    const seat = await wire.seat('h9', ['lena']);
    const frame = JSON.stringify(seat.journal(opens(wire, 'h9-case', 'lena')));
    const pushed = await seat.ask('push', null, { raw: gzipSync(frame), headers: { 'content-encoding': 'gzip' } });
    expect(verdictsOf(pushed)).toEqual(['accepted']);
    const packs = await seat.ask('packs', { lane: LANE });
    expect(packs.headers.get('content-encoding')).toBe('gzip');
    const plain = await seat.ask('packs', { lane: LANE }, { headers: { 'accept-encoding': 'identity' } });
    expect([plain.headers.get('content-encoding'), plain.body]).toEqual([null, packs.body]);
    const small = await seat.ask('lanes', {});
    expect([
      small.headers.get('content-encoding'),
      small.headers.get('cache-control'),
      small.headers.get('x-content-type-options'),
    ]).toEqual([null, 'no-store', 'nosniff']);
  });
});

describe('[HS10] a wake-up', () => {
  it('comes with every change, joined where many come at once', async () => {
    // Long enough that ten pushes fall into few of them on a slow machine, too.
    const wire = await openWire({ limits: { wakeEvery: 1_500 } });
    const seat = await wire.seat('h10', ['lena']);
    const ear = await listenAt(wire.hub.url, seat.key);
    await seat.ask('push', seat.journal(opens(wire, 'h10', 'lena')));
    await until(() => ear.heard.length === 1);
    expect(ear.heard).toEqual([{ lane: LANE, position: 1 }]);
    for (let n = 0; n < 10; n += 1) await seat.ask('push', seat.journal(notes(wire, `h10-${n}`, 'h10', 'lena')));
    await until(() => ear.heard.at(-1)?.position === 11);
    expect(ear.heard.length).toBeLessThan(11);
    // Papers wake as well: what is published beside the hub is found by its next look.
    const heard = ear.heard.length;
    await wire.store.putCustomers(LANE, [{ id: 'K-1', name: 'Neu', numbers: [], contracts: [] }] as never);
    await wire.hub.reload();
    await until(() => ear.heard.length > heard);
    // A pack too, and whoever is woken for it hears of it in the very answer, though the hub has only just read its packs for him.
    const greeting = { lane: LANE, device: 'h10', gen: 0, cursor: NOWHERE };
    const packs = async (): Promise<number> =>
      ((await seat.ask('hello', greeting)).body as { greeting: { packs: unknown[] } }).greeting.packs.length;
    const before = await packs();
    const [stored] = await wire.store.packs();
    await wire.store.savePack({ ...stored!, version: 'neu', document: { ...stored!.document, version: 'neu' } });
    await wire.hub.reload();
    expect(await packs()).toBe(before + 1);
    ear.socket.terminate();
    await wire.end();
  });

  it('socket that says anything, says nothing any more, or is one too many is closed', async () => {
    const wire = await openWire({ limits: { sweepEvery: 60, socketsOfDevice: 2 } });
    const seat = await wire.seat('h10', ['lena']);
    const talker = await listenAt(wire.hub.url, seat.key);
    talker.socket.send('{"lane":"nordlicht"}');
    expect(await talker.closed).toBe(1003);
    const flood = await listenAt(wire.hub.url, seat.key);
    flood.socket.send('x'.repeat(2000));
    expect([1006, 1009]).toContain(await flood.closed);
    const ears = [await listenAt(wire.hub.url, seat.key), await listenAt(wire.hub.url, seat.key), await listenAt(wire.hub.url, seat.key)];
    expect(await ears[0]!.closed).toBe(4429);
    // A machine that sleeps answers no ping.
    ears[1]!.socket.pause();
    await until(async () => (await (await fetch(`${wire.hub.url}/metrics`)).text()).includes('stafette_hub_wake_sockets 1'));
    ears[1]!.socket.terminate();
    expect(ears[2]!.socket.readyState).toBe(1);
    ears[2]!.socket.terminate();
    await wire.end();
  });
});

describe('[HS11] the end', () => {
  it('answers what is under way, takes nothing new and closes every socket', async () => {
    const store = createMemoryLedgerStore();
    const gate = Promise.withResolvers<undefined>();
    const slow = { ...store, append: async (change: Parameters<typeof store.append>[0]) => (await gate.promise, store.append(change)) };
    const wire = await openWire({ keep: { store: slow, register: createMemoryRegister() } });
    const seat = await wire.seat('h11', ['lena']);
    const ear = await listenAt(wire.hub.url, seat.key);
    const pushed = seat.ask('push', seat.journal(opens(wire, 'h11', 'lena')));
    await until(async () => (await (await fetch(`${wire.hub.url}/metrics`)).text()).includes('stafette_hub_pushes_waiting 1'));
    const began = Date.now();
    const ended = wire.hub.close();
    expect(await ear.closed).toBe(1001);
    const late = await seat.ask('lanes', {}).then(
      (answer) => faultOf(answer),
      () => 'no connection',
    );
    expect(['not-ready', 'no connection']).toContain(late);
    gate.resolve(undefined);
    expect(verdictsOf(await pushed)).toEqual(['accepted']);
    await ended;
    expect(Date.now() - began).toBeLessThan(5_000);
    await expect(fetch(`${wire.hub.url}/healthz`)).rejects.toThrow('fetch failed');
    await wire.end();
  });

  it('does not wait for ever for somebody who never gets his answer', async () => {
    const store = createMemoryLedgerStore();
    const stuck = { ...store, append: () => new Promise<boolean>(() => undefined) };
    const wire = await openWire({ keep: { store: stuck, register: createMemoryRegister() }, limits: { closeWithin: 300 } });
    const seat = await wire.seat('h11', ['lena']);
    const pushed = seat.ask('push', seat.journal(opens(wire, 'h11', 'lena'))).then(
      () => 'answered',
      () => 'cut off',
    );
    await until(async () => (await (await fetch(`${wire.hub.url}/metrics`)).text()).includes('stafette_hub_pushes_waiting 1'));
    const began = Date.now();
    await wire.hub.close();
    expect(Date.now() - began).toBeLessThan(3_000);
    expect(await pushed).toBe('cut off');
    await wire.end();
  });
});

describe('[HS15] lines and figures', () => {
  it('name no person, no case, no word, no secret, no address', async () => {
    const wire = await openWire();
    const seat = await wire.seat('h15', ['lena']);
    await seat.ask('sign-in', { lane: LANE, person: 'piotr', secret: 'daneben-getippt' });
    await wire.ask('enrol', { code: 'falscher-code', device: 'fremd', name: 'Fremder Platz' });
    await seat.ask('push', seat.journal(opens(wire, 'h15-fall', 'lena'), notes(wire, 'h15-note', 'h15-fall', 'jonas')));
    await seat.ask('pull', { lane: LANE, cursor: { epoch: 'h15-fall', position: 'x' } });
    await seat.ask('snapshots', { lane: LANE, cases: ['h15-fall'] });
    await seat.ask('h15-fall?person=lena', {});
    const figures = await (await fetch(`${wire.hub.url}/metrics`)).text();
    await wire.end();
    const all = [...wire.log, figures].join('\n');
    expect(wire.log.length).toBeGreaterThan(8);
    for (const secret of [
      'lena',
      'piotr',
      'jonas',
      'h15-fall',
      'h15-note',
      'Titel',
      'Notiz',
      'daneben',
      'falscher',
      'Fremder',
      SECRET,
      seat.key,
      'Lena Brandt',
    ])
      expect([secret, all.includes(secret)]).toEqual([secret, false]);
    for (const line of wire.log)
      expect(JSON.parse(line)).toMatchObject({ name: 'stafette-hub', level: expect.any(Number), time: expect.any(String) });
    expect(all).not.toContain('remote');
  });

  it('count what is done: pushes, commands by verdict, events, how far behind, lanes, failures', async () => {
    const wire = await openWire();
    const seat = await wire.seat('h15', ['lena']);
    await seat.ask('push', seat.journal(opens(wire, 'h15-b', 'lena'), notes(wire, 'h15-c', 'h15-b', 'jonas')));
    const { greeting } = (
      await seat.ask('hello', { lane: LANE, device: 'h15', gen: 0, cursor: { epoch: null, position: 0, anchor: '', scope: null } })
    ).body as { greeting: { epoch: string; scope: string } };
    await seat.ask('pull', { lane: LANE, cursor: { epoch: greeting.epoch, position: 0, anchor: '', scope: greeting.scope } });
    await wire.ask('lanes', {});
    const figures = await (await fetch(`${wire.hub.url}/metrics`)).text();
    for (const line of [
      `stafette_hub_pushes_total{lane="${LANE}"} 1`,
      `stafette_hub_commands_total{lane="${LANE}",verdict="accepted"} 1`,
      `stafette_hub_commands_total{lane="${LANE}",verdict="quarantined"} 1`,
      `stafette_hub_pulled_events_total{lane="${LANE}"} 1`,
      `stafette_hub_pull_behind_sum{lane="${LANE}"} 1`,
      `stafette_hub_lane_position{lane="${LANE}"} 1`,
      `stafette_hub_lane_held{lane="${LANE}"} 1`,
      'stafette_hub_failures_total{what="auth"} 1',
      'stafette_hub_requests_total{route="/v1/push",status="200"} 1',
    ])
      expect(figures).toContain(line);
    await wire.end();
  });

  it('are given to this machine, and elsewhere to whoever shows the token in the hub\u2019s folder', async () => {
    const wire = await openWire({ behindProxy: true });
    const elsewhere = (token?: string): Promise<Response> =>
      fetch(`${wire.hub.url}/metrics`, {
        headers: { 'x-forwarded-for': '203.0.113.5', ...(token === undefined ? {} : { authorization: `Bearer ${token}` }) },
      });
    expect((await elsewhere('geheim-genug')).status).toBe(404);
    writeFileSync(join(wire.dir, 'metrics.token'), 'geheim-genug\n');
    expect([(await elsewhere()).status, (await elsewhere('geraten')).status, (await elsewhere('geheim-genug')).status]).toEqual([
      404, 404, 200,
    ]);
    await wire.end();
  });
});

describe('[HS18] a sign of life', () => {
  it('goes through the store of each lane, and its age is a figure', async () => {
    const wire = await openWire({ limits: { beatEvery: 30 } });
    await until(async () => (await wire.store.canary(LANE)) === wire.clock.now);
    wire.clock.now += 42_000;
    await until(async () => (await wire.store.canary(LANE)) === wire.clock.now);
    await wire.end();
    const still = await openWire();
    await still.store.beat(LANE, still.clock.now - 200_000);
    expect(await (await fetch(`${still.hub.url}/metrics`)).text()).toContain(`stafette_hub_lane_canary_age_seconds{lane="${LANE}"} 200`);
    await still.end();
  });

  it('is told apart from being ready', async () => {
    const store = createMemoryLedgerStore();
    let broken = false;
    const wire = await openWire({
      keep: {
        store: { ...store, lanes: () => (broken ? Promise.reject(new Error('gone')) : store.lanes()) },
        register: createMemoryRegister(),
      },
    });
    const looks = async (): Promise<readonly unknown[]> => {
      const [health, ready] = await Promise.all([fetch(`${wire.hub.url}/healthz`), fetch(`${wire.hub.url}/readyz`)]);
      return [health.status, await health.json(), ready.status, await ready.json()];
    };
    expect(await looks()).toEqual([200, { ok: true }, 200, { ready: true }]);
    broken = true;
    expect(await looks()).toEqual([200, { ok: true }, 503, { ready: false, why: 'database' }]);
    const seat = await wire.seat('h18', ['lena']);
    expect(faultOf(await seat.ask('lanes', {}))).toBe('broken');
    broken = false;
    expect((await seat.ask('lanes', {})).body).toEqual({ lanes: [LANE] });
    await wire.end();
  });

  it('a database that is away is asked for again, a bug is not', async () => {
    const store = createMemoryLedgerStore();
    let fault: Error | null = null;
    const append: typeof store.append = (change) => (fault === null ? store.append(change) : Promise.reject(fault));
    const wire = await openWire({ keep: { store: { ...store, append }, register: createMemoryRegister() } });
    const seat = await wire.seat('h18-d', ['lena']);
    const frame = seat.journal(opens(wire, 'h18', 'lena'));
    const faults: (string | undefined)[] = [];
    for (const code of ['57P01', 'ECONNREFUSED', 'SQLITE_FULL', 'XX000']) {
      fault = Object.assign(new Error('Lena Brandt'), { code });
      faults.push(faultOf(await seat.ask('push', frame)));
    }
    expect(faults).toEqual(['not-ready', 'not-ready', 'not-ready', 'broken']);
    fault = null;
    expect(verdictsOf(await seat.ask('push', frame))).toEqual(['accepted']);
    expect(wire.log.filter((line) => line.includes('Lena Brandt'))).toEqual([]);
    await wire.end();
  });
});
