// What a hub is sent by machines gone wrong or worse: garbage, bombs, halves, and far too much of everything.
import { request } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBuckets } from '../../hub/server/buckets.ts';
import { standardLimits } from '../../hub/server/limits.ts';
import { NOWHERE, opens } from '../sync/writers.ts';
import { faultOf, LANE, openWire, until, type WireHub } from './at-the-wire.ts';

let wire: WireHub;
beforeAll(async () => {
  wire = await openWire();
});
afterAll(() => wire.end());

describe('[HS7] what no workstation sends', () => {
  it('is refused with its place, and records nothing', async () => {
    const seat = await wire.seat('h7', ['lena']);
    const frame = seat.journal(opens(wire, 'h7-case', 'lena'));
    const bad = async (route: string, input: unknown, raw?: string): Promise<readonly unknown[]> => {
      const answer = await seat.ask(route, input, raw === undefined ? {} : { raw });
      return [answer.status, faultOf(answer), (answer.body['fault'] as { data: { path?: string } } | undefined)?.data.path];
    };
    expect(await bad('lanes', null, '{')).toEqual([400, 'bad-request', '']);
    expect(await bad('lanes', null, '')).toEqual([400, 'bad-request', '']);
    expect(await bad('lanes', null, '{"__proto__":{"isAdmin":true}}')).toEqual([400, 'bad-request', '']);
    expect(await bad('lanes', null, '{"constructor":{"prototype":{}}}')).toEqual([400, 'bad-request', '']);
    expect(await bad('lanes', { more: 1 })).toEqual([400, 'bad-request', '']);
    expect(await bad('pull', { lane: 7, cursor: NOWHERE })).toEqual([400, 'bad-request', 'lane']);
    expect(await bad('pull', { lane: LANE, cursor: { ...NOWHERE, position: -1 } })).toEqual([400, 'bad-request', 'cursor.position']);
    expect(await bad('pull', { lane: LANE, cursor: { ...NOWHERE, position: 1e99 } })).toEqual([400, 'bad-request', 'cursor.position']);
    expect(await bad('snapshots', { lane: LANE, cases: Array.from({ length: 201 }, () => 'x') })).toEqual([400, 'bad-request', 'cases']);
    expect(await bad('push', { ...frame, entries: [] })).toEqual([400, 'bad-request', 'entries']);
    expect(await bad('push', { ...frame, device: 'x'.repeat(121) })).toEqual([400, 'bad-request', 'device']);
    const form = await seat.ask('lanes', {}, { headers: { 'content-type': 'application/x-www-form-urlencoded' }, raw: 'a=1' });
    expect([form.status, faultOf(form)]).toEqual([400, 'bad-request']);
    const text = await seat.ask('lanes', {}, { headers: { 'content-type': 'text/plain' }, raw: '{}' });
    expect([text.status, faultOf(text)]).toEqual([400, 'bad-request']);
    expect(await wire.store.journal({ lane: LANE, device: 'h7', gen: 0 })).toBeNull();
    expect((await seat.ask('push', frame)).body).toMatchObject({ ok: true, value: { verdicts: [{ verdict: 'accepted' }] } });
  });

  it('too large, or packed to burst, is refused before it is whole', async () => {
    const seat = await wire.seat('h7-large', ['lena']);
    const large = await seat.ask('lanes', null, { raw: `{"a":"${'x'.repeat(standardLimits.body)}"}` });
    expect([large.status, faultOf(large)]).toEqual([413, 'too-large']);
    const bomb = gzipSync(`{"a":"${'x'.repeat(64 << 20)}"}`);
    expect(bomb.length).toBeLessThan(standardLimits.body);
    for (const route of ['lanes', 'push']) {
      const burst = await seat.ask(route, null, { raw: bomb, headers: { 'content-encoding': 'gzip' } });
      expect([route, burst.status, faultOf(burst)]).toEqual([route, 413, 'too-large']);
    }
    const enrol = await wire.ask('enrol', { code: 'x'.repeat(standardLimits.smallBody), device: 'd', name: 'n' });
    expect([enrol.status, faultOf(enrol)]).toEqual([413, 'too-large']);
    for (const headers of [{ 'content-encoding': 'gzip' }, { 'content-encoding': 'br' }, { 'content-encoding': 'nonsense' }]) {
      const broken = await seat.ask('lanes', null, { raw: '{}', headers });
      expect([headers, broken.status, faultOf(broken)]).toEqual([headers, 400, 'bad-request']);
    }
    expect((await seat.ask('lanes', {})).status).toBe(200);
  });

  it('broken off in the middle leaves no room taken', async () => {
    const hub = await openWire({ limits: { underway: 4 << 20 } });
    const seat = await hub.seat('h7-cut', ['lena']);
    const cut = (): Promise<void> =>
      new Promise((resolve) => {
        const headers = { 'content-type': 'application/json', 'content-length': 3 << 20, 'stafette-protocol': '1' };
        const sent = request(`${hub.hub.url}/v1/push`, { method: 'POST', headers: { ...headers, authorization: `Bearer ${seat.key}` } });
        sent.on('error', () => resolve());
        sent.write('{"lane":', () => void setTimeout(() => sent.destroy(), 20));
      });
    for (let n = 0; n < 4; n += 1) await cut();
    await until(async () => (await seat.ask('lanes', {})).status === 200);
    const figures = await (await fetch(`${hub.hub.url}/metrics`)).text();
    expect(figures).toContain('stafette_hub_requests_underway 1');
    await hub.end();
  });
});

describe('[HS8] how often', () => {
  it('a workstation is told when again, and nobody else pays for it', async () => {
    const hub = await openWire({ limits: { device: { burst: 12, perSecond: 2 } } });
    const [busy, calm] = [await hub.seat('h8', ['lena']), await hub.seat('h8-b', ['jonas'])];
    const codes: number[] = [];
    for (let n = 0; n < 15; n += 1) codes.push((await busy.ask('lanes', {})).status);
    expect(codes.filter((status) => status === 429).length).toBeGreaterThan(2);
    const answer = await busy.ask('lanes', {});
    expect([answer.body, answer.headers.get('retry-after')]).toEqual([{ fault: { code: 'too-many', data: { after: 500 } } }, '1']);
    expect((await calm.ask('lanes', {})).status).toBe(200);
    hub.clock.now += 600;
    expect((await busy.ask('lanes', {})).status).toBe(200);
    await hub.end();
  });

  it('a stranger is told so, while workstations behind the same address go on', async () => {
    const hub = await openWire({ limits: { stranger: { burst: 5, perSecond: 1 } } });
    const seat = await hub.seat('h8', ['lena']);
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 8; n += 1) codes.push(faultOf(await hub.ask('lanes', {})));
    expect(codes).toEqual([...Array<string>(5).fill('not-enrolled'), ...Array<string>(3).fill('too-many')]);
    expect((await seat.ask('lanes', {})).status).toBe(200);
    await hub.end();
  });

  it('enrolments and sign-ins of one address are counted by themselves', async () => {
    const hub = await openWire({ limits: { enrolments: 3, signIns: 2 } });
    const seat = await hub.seat('h8');
    const tried = async (): Promise<string | undefined> => faultOf(await hub.ask('enrol', { code: 'x', device: 'd', name: 'n' }));
    expect([await tried(), await tried(), await tried()]).toEqual([undefined, undefined, 'too-many']);
    const signs = [await seat.signIn('lena'), await seat.signIn('lena'), await seat.signIn('lena')];
    expect(signs.map(faultOf)).toEqual([undefined, undefined, 'too-many']);
    expect((await seat.ask('lanes', {})).status).toBe(200);
    await hub.end();
  });

  it('buckets fill again with time, and made-up names do not fill the memory', () => {
    const clock = { now: 0 };
    const buckets = createBuckets(() => clock.now, { burst: 2, perSecond: 1 });
    expect([buckets.take('a'), buckets.take('a'), buckets.take('a'), buckets.take('b')]).toEqual([0, 0, 1000, 0]);
    clock.now = 1000;
    expect([buckets.look('a'), buckets.take('a'), buckets.take('a')]).toEqual([0, 0, 1000]);
    // A clock set back fills nothing and locks nobody out for ever.
    clock.now = 0;
    expect(buckets.take('a')).toBe(1000);
    for (let n = 0; n < 30_000; n += 1) buckets.take(`made-up-${n}`);
    expect(buckets.count()).toBeLessThanOrEqual(10_000);
  });
});
