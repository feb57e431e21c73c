// The door of a hub: who comes in by a code, who by a secret, and what counts of it with the next request.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DAY, MINUTE } from '../../shared/kernel/time.ts';
import { codeHash, hashSecret, isSecret, newCode, readSecretHash } from '../../hub/server/secrets.ts';
import { openDirectory, readDirectoryFile } from '../../hub/server/directory.ts';
import { telecomWith } from '../pack.ts';
import { faultOf, HOTEL, LANE, openWire, seatOf, SECRET, type WireHub } from './at-the-wire.ts';

let wire: WireHub;
beforeAll(async () => {
  wire = await openWire();
});
afterAll(() => wire.end());

const lanesOf = async (seat: { ask: WireHub['ask'] }): Promise<unknown> => (await seat.ask('lanes', {})).body['lanes'];
const refusalOf = ({ body }: { readonly body: object }): unknown => ('refusal' in body ? body.refusal : null);

describe('[HS1] before anything is read', () => {
  it('the protocol is settled, then the key', async () => {
    const seat = await wire.seat('h1');
    const spoken = async (protocol: string | null): Promise<readonly unknown[]> => {
      const answer = await fetch(`${wire.hub.url}/v1/lanes`, {
        method: 'POST',
        // No JSON at all: whoever is turned away before is not read.
        body: '{',
        headers: { 'content-type': 'application/json', ...(protocol === null ? {} : { 'stafette-protocol': protocol }) },
      });
      return [answer.status, ((await answer.json()) as { fault: { code: string } }).fault.code];
    };
    expect(await spoken(null)).toEqual([400, 'bad-request']);
    expect(await spoken('0')).toEqual([426, 'protocol-too-old']);
    expect(await spoken('2')).toEqual([426, 'protocol-too-new']);
    expect(await spoken('1')).toEqual([401, 'not-enrolled']);
    const newer = await seat.ask('lanes', {}, { headers: { 'stafette-protocol': '9' } });
    expect(newer.body['fault']).toEqual({ code: 'protocol-too-new', data: { spoken: 9, oldest: 1, newest: 1 } });
  });

  it('every route but the enrolment asks for a key, and a wrong one is none', async () => {
    for (const route of [
      'people',
      'sign-in',
      'lanes',
      'hello',
      'part',
      'push',
      'pull',
      'inventory',
      'snapshots',
      'histories',
      'bodies',
      'packs',
      'customers',
      'absences',
      'put-absences',
    ])
      expect([route, faultOf(await wire.ask(route, {}))]).toEqual([route, 'not-enrolled']);
    const forged = await wire.ask('lanes', {}, { headers: { authorization: `Bearer stafette_${'A'.repeat(43)}` } });
    expect([forged.status, faultOf(forged)]).toEqual([401, 'not-enrolled']);
    const basic = await wire.ask('lanes', {}, { headers: { authorization: 'Basic bGVuYTpnZWhlaW0=' } });
    expect(faultOf(basic)).toBe('not-enrolled');
  });

  it('an unknown route is one, and so is another method', async () => {
    const seat = await wire.seat('h1-routes');
    expect([(await seat.ask('nonsense', {})).status, faultOf(await seat.ask('nonsense', {}))]).toEqual([404, 'unknown-route']);
    const got = await fetch(`${wire.hub.url}/v1/lanes`, { headers: { authorization: `Bearer ${seat.key}`, 'stafette-protocol': '1' } });
    expect([got.status, await got.json()]).toEqual([404, { fault: { code: 'unknown-route', data: {} } }]);
    expect((await fetch(`${wire.hub.url}/`)).status).toBe(404);
  });
});

describe('[HS2] a code', () => {
  it('enrols one workstation, and its key is kept as a hash only', async () => {
    const code = await wire.code();
    const typed = ` ${code.toLowerCase().replaceAll('-', ' ')} `.replaceAll('0', 'o');
    const first = await wire.ask('enrol', { code: typed, device: 'd-1', name: 'Empfang' });
    const { key, hub, lanes } = (first.body as { value: { key: string; hub: string; lanes: string[] } }).value;
    expect([hub, lanes]).toEqual([wire.hub.hub, [LANE, HOTEL].toSorted()]);
    expect(JSON.stringify([await wire.register.devices(), await wire.register.codes()])).not.toContain(key);
    expect(JSON.stringify(await wire.register.codes())).not.toContain(code);
    expect(await lanesOf(seatOf(wire.hub.url, 'd-1', key))).toEqual([]);
    expect(refusalOf(await wire.ask('enrol', { code, device: 'd-2', name: 'Zweiter' }))).toEqual({ code: 'code-used', data: {} });
    expect(await wire.register.device('d-2')).toBeNull();
  });

  it('that is wrong or too old enrols nobody', async () => {
    expect(refusalOf(await wire.ask('enrol', { code: 'AAAA-AAAA-AAAA-AAAA', device: 'd-3', name: 'x' }))).toEqual({
      code: 'wrong-code',
      data: {},
    });
    const code = await wire.code();
    wire.clock.now += 60_001;
    expect(refusalOf(await wire.ask('enrol', { code, device: 'd-3', name: 'x' }))).toEqual({ code: 'code-expired', data: {} });
    expect(await wire.register.device('d-3')).toBeNull();
  });

  it('may be used again by the workstation whose answer was lost: the lost key is worth nothing then', async () => {
    const code = await wire.code();
    const keyOf = async (): Promise<string> =>
      ((await wire.ask('enrol', { code, device: 'd-4', name: 'x' })).body as { value: { key: string } }).value.key;
    const [lost, second] = [await keyOf(), await keyOf()];
    expect(await lanesOf(seatOf(wire.hub.url, 'd-4', second))).toEqual([]);
    expect(faultOf(await seatOf(wire.hub.url, 'd-4', lost).ask('lanes', {}))).toBe('not-enrolled');
  });

  it('does not give anybody the place of another workstation', async () => {
    const seat = await wire.seat('d-5', ['lena']);
    const thief = await wire.ask('enrol', { code: await wire.code(), device: 'd-5', name: 'Dieb' });
    expect(refusalOf(thief)).toEqual({ code: 'device-taken', data: {} });
    expect(await lanesOf(seat)).toEqual([LANE]);
    // Nor whoever found the code by which it came.
    const found = await wire.code();
    const { key } = ((await wire.ask('enrol', { code: found, device: 'd-5-found', name: 'x' })).body as { value: { key: string } }).value;
    await seatOf(wire.hub.url, 'd-5-found', key).signIn('lena');
    expect(refusalOf(await wire.ask('enrol', { code: found, device: 'd-5-found', name: 'Dieb' }))).toEqual({ code: 'code-used', data: {} });
    expect(await lanesOf(seatOf(wire.hub.url, 'd-5-found', key))).toEqual([LANE]);
    // Once its keeper has revoked it, it may come anew, and nobody is here then.
    await wire.register.revoke('d-5', wire.clock.now);
    const anew = await wire.ask('enrol', { code: await wire.code(), device: 'd-5', name: 'Neu' });
    expect(await lanesOf(seatOf(wire.hub.url, 'd-5', (anew.body as { value: { key: string } }).value.key))).toEqual([]);
  });

  it('for one principal lets nobody into another', async () => {
    const code = await wire.code([HOTEL]);
    const { key } = ((await wire.ask('enrol', { code, device: 'd-6', name: 'x' })).body as { value: { key: string } }).value;
    const seat = seatOf(wire.hub.url, 'd-6', key);
    expect(faultOf(await seat.signIn('lena'))).toBe('no-rights');
    const people = (await seat.ask('people', {})).body['people'] as { lane: string }[];
    expect([...new Set(people.map(({ lane }) => lane))]).toEqual([HOTEL]);
  });

  it('is read out and typed without letters that look alike', () => {
    const codes = Array.from({ length: 200 }, () => newCode((count) => crypto.getRandomValues(new Uint8Array(count))));
    expect(codes.filter((code) => !/^(?:[0-9A-HJKMNP-TV-Z]{4}-){3}[0-9A-HJKMNP-TV-Z]{4}$/.test(code))).toEqual([]);
    expect(new Set(codes).size).toBe(200);
    expect(codeHash('o0I1-l')).toBe(codeHash('00111'));
  });
});

describe('[HS3] a secret', () => {
  it('lets in who is listed, and says how many tries are left', async () => {
    const seat = await wire.seat('h3');
    const wrong = await seat.ask('sign-in', { lane: LANE, person: 'jonas', secret: 'falsch' });
    expect(refusalOf(wrong)).toEqual({ code: 'wrong-secret', data: { left: 4 } });
    expect(await lanesOf(seat)).toEqual([]);
    expect((await seat.signIn('jonas')).body).toEqual({ ok: true, value: { lane: LANE, person: 'jonas' } });
    expect(await lanesOf(seat)).toEqual([LANE]);
  });

  it('locks a name after five wrong ones, also for the right one and at every workstation, until the time is over', async () => {
    const [seat, other] = [await wire.seat('h3-a'), await wire.seat('h3-b')];
    // All at once: none of them may count as the first.
    const tries = await Promise.all(
      Array.from({ length: 8 }, (_, n) => seat.ask('sign-in', { lane: LANE, person: 'tim', secret: `falsch ${n}` })),
    );
    const codes = tries.map((answer) => (refusalOf(answer) as { code: string }).code);
    expect(codes.filter((code) => code === 'wrong-secret')).toHaveLength(5);
    expect(codes.filter((code) => code === 'sign-in-locked')).toHaveLength(3);
    expect(refusalOf(await other.signIn('tim'))).toEqual({ code: 'sign-in-locked', data: { until: wire.clock.now + 15 * MINUTE } });
    expect((await other.signIn('jonas')).body['ok']).toBe(true);
    wire.clock.now += 15 * MINUTE + 1;
    expect((await other.signIn('tim')).body['ok']).toBe(true);
  });

  it('of nobody takes as long as one of somebody', async () => {
    const stored = readSecretHash(await hashSecret('geheim', (count) => new Uint8Array(count)))!;
    const timed = async (known: typeof stored | null): Promise<number> => {
      const began = performance.now();
      expect(await isSecret('falsch', known)).toBe(false);
      return performance.now() - began;
    };
    const best = async (known: typeof stored | null): Promise<number> =>
      Math.min(await timed(known), await timed(known), await timed(known));
    const [somebody, nobody] = [await best(stored), await best(null)];
    expect(nobody / somebody).toBeGreaterThan(0.4);
    expect(nobody / somebody).toBeLessThan(2.5);
    const seat = await wire.seat('h3-c');
    expect(refusalOf(await seat.ask('sign-in', { lane: LANE, person: 'gibt-es-nicht', secret: SECRET }))).toEqual({
      code: 'wrong-secret',
      data: { left: 4 },
    });
  });

  it('is the same however the keyboard made its letters', async () => {
    const stored = readSecretHash(await hashSecret('Schl\u00fcssel', (count) => new Uint8Array(count)))!;
    expect([await isSecret('Schlu\u0308ssel', stored), await isSecret('Schlussel', stored)]).toEqual([true, false]);
  });

  it('is refused in a form too weak or too dear', () => {
    const good = `$${'A'.repeat(22)}$${'A'.repeat(43)}`;
    expect(readSecretHash(`scrypt$32768$8$1${good}`)).not.toBeNull();
    for (const figures of ['1024$8$1', '32767$8$1', '1048576$8$1', '32768$1$1', '32768$8$9'])
      expect([figures, readSecretHash(`scrypt$${figures}${good}`)]).toEqual([figures, null]);
    for (const text of ['', 'geheim', 'argon2id$1$2', `scrypt$32768$8$1$kurz$${'A'.repeat(43)}`]) expect(readSecretHash(text)).toBeNull();
  });
});

describe('[HS6] rights are those of now', () => {
  it('who is disabled or taken off the directory counts for nothing with the next request', async () => {
    const hub = await openWire();
    const seat = await hub.seat('h6', ['lena', 'jonas']);
    expect(await lanesOf(seat)).toEqual([LANE]);
    await hub.list([
      { lane: LANE, person: 'lena', disabled: true },
      { lane: LANE, person: 'jonas' },
    ]);
    expect(await lanesOf(seat)).toEqual([LANE]);
    await hub.list([{ lane: LANE, person: 'lena', disabled: true }]);
    expect(await lanesOf(seat)).toEqual([]);
    expect(faultOf(await seat.ask('inventory', { lane: LANE, after: null }))).toBe('no-rights');
    expect(refusalOf(await seat.signIn('lena'))).toMatchObject({ code: 'wrong-secret' });
    await hub.list([{ lane: LANE, person: 'lena' }]);
    expect(await lanesOf(seat)).toEqual([LANE]);
    await hub.end();
  });

  it('who left the roster, or may not sign in by it, counts for nothing', async () => {
    const hub = await openWire();
    const seat = await hub.seat('h6', ['lena']);
    const { pack } = telecomWith({});
    const roster = pack.roster.map((person) => (person.id === 'lena' ? { ...person, signIn: false } : person));
    const published = await hub.hub.ledger.publishPack({ ...pack, version: 'nordlicht-ohne-lena', roster });
    expect(published.ok).toBe(true);
    await hub.hub.reload();
    expect(await lanesOf(seat)).toEqual([]);
    expect(refusalOf(await seat.signIn('lena'))).toEqual({ code: 'no-sign-in', data: {} });
    await hub.end();
  });

  it('thirty days after he was last heard of nobody is here any more, until he proves himself again', async () => {
    const hub = await openWire();
    const seat = await hub.seat('h6', ['lena']);
    hub.clock.now += 30 * DAY - 1;
    expect(await lanesOf(seat)).toEqual([LANE]);
    hub.clock.now += 2;
    expect(await lanesOf(seat)).toEqual([]);
    await seat.signIn('lena');
    expect(await lanesOf(seat)).toEqual([LANE]);
    await hub.end();
  });
});

describe('[HS16] a directory file', () => {
  it('is read anew when it changes, and keeps its last sound state where it breaks', async () => {
    const hub = await openWire();
    const seat = await hub.seat('h16', ['lena']);
    const file = join(hub.dir, 'directory', 'people.json');
    const sound = readFileSync(file, 'utf8');
    writeFileSync(file, sound.slice(0, -20));
    hub.clock.now += 600;
    expect(await lanesOf(seat)).toEqual([LANE]);
    expect(hub.log.filter((line) => line.includes('directory file is broken'))).toHaveLength(1);
    writeFileSync(file, JSON.stringify({ people: [] }));
    hub.clock.now += 600;
    expect(await lanesOf(seat)).toEqual([]);
    await hub.end();
  });

  it('that is broken is named with its place and cure, and never with a secret', () => {
    const good = { lane: LANE, person: 'lena', secret: `scrypt$32768$8$1$${'A'.repeat(22)}$${'A'.repeat(43)}` };
    const faultIn = (document: unknown): unknown => {
      const read = readDirectoryFile('a.json', typeof document === 'string' ? document : JSON.stringify(document));
      return read.ok ? null : [read.refusal.code, read.refusal.data['path']];
    };
    expect(faultIn({ people: [good] })).toBeNull();
    expect(faultIn('{')).toEqual(['directory-broken', null]);
    expect(faultIn({ people: [good, { ...good, person: 7 }] })).toEqual(['directory-broken', 'people.1.person']);
    expect(faultIn({ people: [{ ...good, rank: 1 }] })).toEqual(['directory-broken', 'people.0']);
    const plain = readDirectoryFile('a.json', JSON.stringify({ people: [{ ...good, secret: 'mein-klartext' }] }));
    expect([plain.ok, JSON.stringify(plain)]).toEqual([false, expect.not.stringContaining('mein-klartext')]);
    expect(plain).toMatchObject({ refusal: { data: { path: 'people.0.secret' } } });
  });

  it('that lists somebody twice is broken, and keeps a hub from starting', async () => {
    const hub = await openWire();
    writeFileSync(join(hub.dir, 'directory', 'b.json'), readFileSync(join(hub.dir, 'directory', 'people.json')));
    const opened = openDirectory(
      join(hub.dir, 'directory'),
      () => 0,
      () => undefined,
    );
    expect(opened).toMatchObject({ ok: false, refusal: { code: 'directory-broken', data: { path: 'people.0' } } });
    await expect(openWire({ dir: hub.dir })).rejects.toThrow('directory-broken');
    await hub.end();
  });
});
