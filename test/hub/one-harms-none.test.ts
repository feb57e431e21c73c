// What one workstation gone wrong may do to all others: nothing that they could not read, undo or work beside.
import { writeFileSync } from 'node:fs';
import { request, type ClientRequest } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createMemoryRegister } from '../../hub/register/memory.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { bodyHash } from '../../shared/sync/protocol.ts';
import { routes } from '../../shared/sync/wire.ts';
import { digest } from '../sync/desks.ts';
import { NOWHERE, notes, opens, says } from '../sync/writers.ts';
import { faultOf, LANE, openWire, until, type Seat, type WireHub } from './at-the-wire.ts';

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

describe('[HS7] a command nested deeper than anybody can follow', () => {
  it('is refused, and what comes behind it is settled', async () => {
    const seat = await wire.seat('h7-deep', ['lena']);
    const deep = '['.repeat(50_000) + ']'.repeat(50_000);
    const data = { reason: 'x', demanded: false, customerWaiting: false, form: { open: 'HERE', sealed: [] }, promises: [] };
    const said = (id: string) => says(wire, id, 'escalate', 'h7-case', 'lena', data, { form: {}, promises: {} });
    const form = { ...said('deep-form'), text: said('deep-form').text.replace('"HERE"', deep) };
    const [salt, words] = ['s'.repeat(16), `{"form":${deep},"promises":{}}`];
    const hash = bodyHash(digest, salt, words);
    const body = {
      text: said('deep-words').text.replace(/"body":"\w+"/, `"body":"${hash}"`),
      bodies: [{ caseId: 'h7-case', hash, salt, text: words }],
    };
    const answer = await seat.ask(
      'push',
      seat.journal(opens(wire, 'h7-case', 'lena'), form, body, notes(wire, 'h7-note', 'h7-case', 'lena')),
    );
    expect([answer.status, answer.body]).toMatchObject([
      200,
      { ok: true, value: { verdicts: ['accepted', 'refused', 'refused', 'accepted'].map((verdict) => ({ verdict })) } },
    ]);
  });
});

describe('[HS21] an absence', () => {
  it('is of times every desk can show', async () => {
    const seat = await wire.seat('h21-a', ['lena']);
    const entry = {
      lane: LANE,
      person: 'lena',
      deputy: 'tim',
      from: Date.UTC(2026, 11, 1),
      scope: null,
      setBy: 'lena',
      setAt: 1,
      endedAt: null,
      endedBy: null,
    };
    const put = (id: string, until: number) => seat.ask('put-absences', { lane: LANE, absences: [{ ...entry, id, until }] });
    const far = await put('far', 9_000_000_000_000_000);
    expect([far.status, faultOf(far)]).toEqual([400, 'bad-request']);
    expect((await put('near', Date.UTC(2026, 11, 31))).status).toBe(200);
    expect((await wire.store.absences(LANE)).map(({ id }) => id)).toEqual(['near']);
  });
});

describe('[HS22] one workstation', () => {
  it('holds no more requests open than a desk needs, and the others none fewer', async () => {
    const hub = await openWire({ limits: { atOnceOfDevice: 4 } });
    const [greedy, calm] = [await hub.seat('h22', ['lena']), await hub.seat('h22-b', ['lena'])];
    const statuses: (number | undefined)[] = [];
    const held: ClientRequest[] = [];
    const hold = (): void => {
      const headers = { 'content-type': 'application/json', 'stafette-protocol': '1', authorization: `Bearer ${greedy.key}` };
      const sent = request(`${hub.hub.url}/v1/push`, { method: 'POST', headers, agent: false });
      sent.on('error', () => undefined);
      sent.on('response', (response) => {
        statuses.push(response.statusCode);
        response.resume();
      });
      sent.write('{"lane":');
      held.push(sent);
    };
    for (let n = 0; n < 10; n += 1) hold();
    await until(() => statuses.length === 6);
    expect(statuses).toEqual(Array<number>(6).fill(429));
    expect([faultOf(await greedy.ask('lanes', {})), (await calm.ask('lanes', {})).status]).toEqual(['too-many', 200]);
    for (const sent of held) sent.destroy();
    await until(async () => (await greedy.ask('lanes', {})).status === 200);
    await hub.end();
  });

  it('keeps no place of whoever hung up while the hub was still looking who he is', async () => {
    const register = createMemoryRegister();
    let slow = 0;
    const hub = await openWire({
      limits: { atOnceOfDevice: 2 },
      keep: {
        store: createMemoryLedgerStore(),
        register: {
          ...register,
          deviceByKey: async (hash) => {
            const found = await register.deviceByKey(hash);
            if (slow > 0) await new Promise((resolve) => void setTimeout(resolve, slow));
            return found;
          },
        },
      },
    });
    const seat = await hub.seat('h22-gone', ['lena']);
    slow = 100;
    for (let n = 0; n < 4; n += 1) {
      const headers = { 'content-type': 'application/json', 'stafette-protocol': '1', authorization: `Bearer ${seat.key}` };
      const sent = request(`${hub.hub.url}/v1/lanes`, { method: 'POST', headers });
      sent.on('error', () => undefined);
      sent.end('{}', () => void setTimeout(() => sent.destroy(), 30));
    }
    await new Promise((resolve) => void setTimeout(resolve, 250));
    slow = 0;
    expect((await seat.ask('lanes', {})).status).toBe(200);
    await hub.end();
  });

  it('begins no epoch after the other, whatever places it makes up', async () => {
    const hub = await openWire();
    const [liar, calm] = [await hub.seat('h22-l', ['lena']), await hub.seat('h22-c', ['lena'])];
    await calm.ask('push', calm.journal(opens(hub, 'h22-1', 'lena'), opens(hub, 'h22-2', 'lena')));
    const codes: (string | undefined)[] = [];
    for (let n = 0; n < 6; n += 1) {
      const { epoch, scope } = await cursorOf(liar);
      const cursor = { epoch, scope, position: 2, anchor: `made-up-${n}` };
      codes.push(faultOf(await liar.ask('part', { lane: LANE, cursor, common: 0 })));
    }
    expect(codes).toEqual([undefined, undefined, undefined, ...Array<string>(3).fill('too-many')]);
    expect(await hub.store.epochs(LANE)).toHaveLength(4);
    // Whoever really has something to part for is not kept from it.
    const { epoch, scope } = await cursorOf(calm);
    expect(faultOf(await calm.ask('part', { lane: LANE, cursor: { epoch, scope, position: 9, anchor: 'x' }, common: 2 }))).toBeUndefined();
    await hub.end();
  });

  it('locks no whole house out by wrong secrets', async () => {
    const hub = await openWire({ limits: { tries: [{ most: 2, within: 900_000 }], wrong: { burst: 4, perSecond: 1 / 60 } } });
    const [thief, calm] = [await hub.seat('h22-t'), await hub.seat('h22-d')];
    const people = ['lena', 'jonas', 'tim', 'murat', 'piotr'];
    const tries = people.flatMap((person) => [1, 2].map(() => ({ lane: LANE, person, secret: 'geraten' })));
    await Promise.all(tries.map((input) => thief.ask('sign-in', input)));
    let locked = 0;
    for (const person of people) if ((await calm.signIn(person)).body['ok'] !== true) locked += 1;
    expect(locked).toBeLessThanOrEqual(2);
    // With the right secret either, and again after a while.
    expect(await thief.signIn('piotr')).toMatchObject({ body: { ok: false, refusal: { code: 'sign-in-locked' } } });
    hub.clock.now += 61_000;
    expect(await thief.signIn('piotr')).toMatchObject({ body: { ok: true } });
    await hub.end();
  });
});

describe('[HS15] the figures', () => {
  it('are nobody’s behind a proxy but his who shows the token, whatever address the proxy tells', async () => {
    const hub = await openWire({ behindProxy: true });
    const asked = async (headers: Readonly<Record<string, string>>): Promise<number> =>
      (await fetch(`${hub.hub.url}/metrics`, { headers })).status;
    expect([await asked({}), await asked({ 'x-forwarded-for': '127.0.0.1' })]).toEqual([404, 404]);
    writeFileSync(join(hub.dir, 'metrics.token'), 'zahlen');
    expect([await asked({}), await asked({ authorization: 'Bearer zahlen' })]).toEqual([404, 200]);
    await hub.end();
  });
});
