// Whatever answers where a hub should be, a question ends in a checked answer or in a named trouble, and never later than it may.
import { createServer as createHttp, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTcp, type AddressInfo, type Server as NetServer, type Socket } from 'node:net';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import { createHttpTransport } from '../../electron/hub/http-transport.ts';
import { createHubClient, type HubClient } from '../../electron/hub/hub-client.ts';
import { createPace, PACE } from '../../electron/hub/pace.ts';
import { standardLimits } from '../../hub/server/limits.ts';
import type { Push } from '../../shared/sync/protocol.ts';
import { troubleLine, type TransportTrouble } from '../../shared/sync/trouble.ts';

/** What answers in time, answers in time on a busy machine too; what is silent need not be waited for that long. */
const [PATIENT, SILENCE] = [10_000, 300];
const ends: (() => void)[] = [];
afterEach(() => ends.splice(0).forEach((end) => end()));

const listen = async (server: NetServer): Promise<number> => {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
};

it('[W24] a line in doubt is given no patience any more, what is under way included, until it is trusted again', async () => {
  const port = await listen(createTcp((line) => void ends.push(() => line.destroy())));
  const client = createHubClient({ url: () => `http://127.0.0.1:${port}`, key: () => 'k', silence: 60_000, doubted: SILENCE });
  ends.push(client.close);
  const [begun, before] = [troubleOf(client), performance.now()];
  client.doubt();
  expect([(await begun).code, (await troubleOf(client)).code]).toEqual(['hub-silent', 'hub-silent']);
  expect(performance.now() - before).toBeLessThan(20_000);
});

const clientOf = (port: number, silence = PATIENT, key: string | null = 'schluessel'): HubClient => {
  const client = createHubClient({ url: () => `http://127.0.0.1:${port}`, key: () => key, silence });
  ends.push(client.close);
  return client;
};

type Answerer = (request: IncomingMessage, response: ServerResponse, body: Buffer) => void;

/** Something that speaks HTTP at the hub's address. */
const answering = async (answer: Answerer, silence?: number): Promise<HubClient> => {
  const server = createHttp((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => answer(request, response, Buffer.concat(parts)));
  });
  ends.push(() => (server.closeAllConnections(), void server.close()));
  return clientOf(await listen(server), silence);
};

/** Something that takes lines and does with them what it likes. */
const onTheLine = async (talk: (line: Socket) => void, silence?: number): Promise<HubClient> => {
  const lines: Socket[] = [];
  const server = createTcp((line) => {
    lines.push(line);
    line.on('error', () => line.destroy());
    talk(line);
  });
  ends.push(() => (lines.forEach((line) => line.destroy()), void server.close()));
  return clientOf(await listen(server), silence);
};

const json = (response: ServerResponse, value: unknown, status = 200): void =>
  void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));

/** The trouble of one question, and how long it took. */
const troubleOf = async (client: HubClient): Promise<{ readonly code: string; readonly ms: number; readonly after: number | null }> => {
  const began = performance.now();
  const failed = await client.ask('lanes', {}).then(
    (answer) => Promise.reject(new Error(`answered ${JSON.stringify(answer)}`)),
    (error: unknown) => error as TransportTrouble,
  );
  expect(troubleLine(failed).startsWith(failed.trouble)).toBe(true);
  return { code: failed.trouble, ms: performance.now() - began, after: failed.after };
};

describe('a question to a hub', () => {
  it('[HC2] shows key and protocol, is packed when long, and takes a packed answer', async () => {
    const seen: unknown[] = [];
    const client = await answering((request, response, body) => {
      seen.push([request.method, request.url, request.headers['authorization'], request.headers['stafette-protocol']]);
      const packed = request.headers['content-encoding'] === 'gzip';
      seen.push([packed, JSON.parse((packed ? gunzipSync(body) : body).toString())]);
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8', 'content-encoding': 'gzip' });
      response.end(gzipSync(JSON.stringify({ bodies: [], added: 'by a newer hub' })));
    });
    const hashes = Array.from({ length: 80 }, (_, n) => String(n).padStart(64, '0'));
    expect(await client.ask('bodies', { lane: 'l', hashes })).toEqual({ bodies: [] });
    await client.ask('bodies', { lane: 'l', hashes: [] });
    expect(seen).toEqual([
      ['POST', '/v1/bodies', 'Bearer schluessel', '1'],
      [true, { lane: 'l', hashes }],
      ['POST', '/v1/bodies', 'Bearer schluessel', '1'],
      [false, { lane: 'l', hashes: [] }],
    ]);
  });

  it.each<[string, string, Answerer]>([
    ['a login page', 'not-a-hub', (_q, r) => void r.writeHead(200, { 'content-type': 'text/html' }).end('<html>Anmelden</html>')],
    ['a way to a login page', 'not-a-hub', (_q, r) => void r.writeHead(302, { location: 'http://127.0.0.1:1/login' }).end()],
    ['a page of another program', 'not-a-hub', (_q, r) => void r.writeHead(404, { 'content-type': 'text/html' }).end('nicht da')],
    ['another program that speaks JSON', 'not-a-hub', (_q, r) => json(r, { error: 'unauthorized' }, 401)],
    ['a proxy whose hub is away', 'not-ready', (_q, r) => void r.writeHead(502, { 'content-type': 'text/html' }).end('Bad Gateway')],
    ['no JSON', 'bad-answer', (_q, r) => void r.writeHead(200, { 'content-type': 'application/json' }).end('{"lanes": [')],
    ['JSON of another shape', 'bad-answer', (_q, r) => json(r, { lanes: [1] })],
    ['nothing at all', 'bad-answer', (_q, r) => void r.writeHead(200, { 'content-type': 'application/json' }).end()],
    ['a fault of the hub', 'device-revoked', (_q, r) => json(r, { fault: { code: 'device-revoked', data: {} } }, 403)],
    ['a fault without a name', 'bad-answer', (_q, r) => json(r, { fault: { code: '<b>', data: {} } }, 500)],
    [
      'what is no gzip',
      'bad-answer',
      (_q, r) => void r.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end('xxxx'),
    ],
    [
      'an answer cut in two',
      'bad-answer',
      (_q, r) => {
        r.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        r.write('{"lanes":["nord');
        setTimeout(() => r.destroy(), 20);
      },
    ],
    ['a hang-up', 'unreachable', (q) => void q.socket.destroy()],
    ['silence', 'hub-silent', () => undefined],
    [
      'silence in the middle',
      'hub-silent',
      (_q, r) => {
        r.writeHead(200, { 'content-type': 'application/json' });
        r.write('{"lanes":["nord');
      },
    ],
  ])('[HC2] comes back from %s as %s', async (_name, code, answer) => {
    const found = await troubleOf(await answering(answer, code === 'hub-silent' ? SILENCE : PATIENT));
    expect([found.code, found.ms < PATIENT / 2]).toEqual([code, true]);
  });

  it('[HC2] says how long the hub wants to be left alone', async () => {
    const busy = await answering((_q, response) => json(response, { fault: { code: 'too-many', data: { after: 4000 } } }, 429));
    expect(await troubleOf(busy)).toMatchObject({ code: 'too-many', after: 4000 });
    const proxy = await answering(
      (_q, response) => void response.writeHead(503, { 'retry-after': '7', 'content-type': 'text/plain' }).end(),
    );
    expect(await troubleOf(proxy)).toMatchObject({ code: 'not-ready', after: 7000 });
  });

  it('[HC15] waits a moment where it is asked to, and names it only where that does not end', async () => {
    let asked = 0;
    const busy = await answering((_q, response) => {
      asked += 1;
      return asked < 3
        ? json(response, { fault: { code: 'too-many', data: { after: 20 } } }, 429)
        : json(response, { lanes: ['nordlicht'] });
    });
    expect([await busy.ask('lanes', {}), asked]).toEqual([{ lanes: ['nordlicht'] }, 3]);
    const box = await answering((_q, response) => void response.writeHead(429, { 'content-type': 'text/plain' }).end(), SILENCE);
    const found = await troubleOf(box);
    expect([found.code, found.ms < PATIENT / 2]).toEqual(['too-many', true]);
  });

  it('[HC15] keeps to its pace whoever asks, and ends at once where it is closed', async () => {
    let asked = 0;
    const client = await answering((_q, response) => {
      asked += 1;
      json(response, { lanes: [] });
    });
    const began = performance.now();
    // So many lines at once may take a busy machine longer than a desk is patient with its hub.
    await Promise.all(Array.from({ length: PACE.burst + 4 }, () => client.ask('lanes', {}, 40_000)));
    expect(performance.now() - began).toBeGreaterThan((3 * 1_000) / PACE.perSecond);
    // At that pace so many would take a minute; a busy machine ends them in a part of it all the same.
    const late = Promise.allSettled(Array.from({ length: PACE.burst + 60 * PACE.perSecond }, () => client.ask('lanes', {})));
    client.close();
    const ended = performance.now();
    expect((await late).every(({ status }) => status === 'rejected')).toBe(true);
    expect([performance.now() - ended < 30_000, asked]).toEqual([true, PACE.burst + 4]);
  });

  it('[HC15] a workstation may ask five times as often as a desk does, at once and all day long', () => {
    const clock = { now: 0 };
    const turn = createPace(() => clock.now);
    const waits = Array.from({ length: PACE.burst + 2 }, turn);
    expect(waits.slice(-3)).toEqual([0, Math.ceil(1_000 / PACE.perSecond), Math.ceil(2_000 / PACE.perSecond)]);
    // A night of rest saves up no more than the burst.
    clock.now = 36_000_000;
    expect(Array.from({ length: PACE.burst + 1 }, turn).filter((wait) => wait > 0)).toEqual([Math.ceil(1_000 / PACE.perSecond)]);
    const { burst, perSecond } = standardLimits.device;
    expect([burst >= 5 * PACE.burst, perSecond >= 5 * PACE.perSecond]).toEqual([true, true]);
  });

  it('[HC2] comes back from a line that takes everything and says nothing, from one that talks no HTTP, and from no line', async () => {
    expect(await troubleOf(await onTheLine(() => undefined, SILENCE))).toMatchObject({ code: 'hub-silent' });
    expect(await troubleOf(await onTheLine((line) => void line.end('SSH-2.0-OpenSSH_9.2\r\n')))).toMatchObject({ code: 'not-a-hub' });
    const port = await listen(
      createTcp().on('listening', function (this: ReturnType<typeof createTcp>) {
        setImmediate(() => this.close());
      }),
    );
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await troubleOf(clientOf(port))).toMatchObject({ code: 'unreachable' });
    expect(await troubleOf(clientOf(port, PATIENT, null))).toMatchObject({ code: 'not-enrolled' });
  });

  it('[HC2] waits as long as something comes, but not for ever, and not for more than an answer can be', async () => {
    const slow = await answering((_q, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const words = '{"lanes":["nordlicht"]}'.match(/..?/g) ?? [];
      const drip = setInterval(() => {
        response.write(words.shift() ?? '');
        if (words.length > 0) return;
        clearInterval(drip);
        response.end();
      }, 40);
    });
    expect(await slow.ask('lanes', {})).toEqual({ lanes: ['nordlicht'] });
    const endless = await answering((_q, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 50);
      response.on('close', () => clearInterval(drip));
    }, SILENCE);
    const found = await troubleOf(endless);
    expect([found.code, found.ms < SILENCE * 8 + 3_000]).toEqual(['hub-silent', true]);
    const bomb = gzipSync(Buffer.alloc(80 << 20, 0x20));
    const big = await answering(
      (_q, response) => void response.writeHead(200, { 'content-type': 'application/json', 'content-encoding': 'gzip' }).end(bomb),
    );
    expect((await troubleOf(big)).code).toBe('too-large');
  });

  it('[HC2] is broken off at once when the desk closes', async () => {
    const client = await answering(() => undefined);
    const began = performance.now();
    setTimeout(client.close, 30);
    expect([(await troubleOf(client)).code, performance.now() - began < PATIENT / 2]).toEqual(['unreachable', true]);
    expect((await troubleOf(client)).code).toBe('unreachable');
  });
});

describe('what is too large for a hub', () => {
  const wake = { listen: () => () => undefined };
  const hash = (n: number): string => n.toString(16).padStart(64, '0');

  it('[HC3] is asked for in halves, and each case once', async () => {
    const asked: string[][] = [];
    const client = await answering((_q, response, body) => {
      const { cases } = JSON.parse((body[0] === 0x1f ? gunzipSync(body) : body).toString()) as { cases: string[] };
      if (cases.length > 30) return json(response, { fault: { code: 'too-large', data: {} } }, 413);
      asked.push(cases);
      json(response, {
        snapshots: cases.map((caseId) => ({ caseId, version: 1, position: 1, state: { id: caseId, lane: 'l', version: 1 }, bodies: [] })),
      });
    });
    const cases = Array.from({ length: 100 }, (_, n) => `fall-${n}`);
    const found = await createHttpTransport(client, wake).snapshots('l', cases);
    expect([found.map(({ caseId }) => caseId), asked.flat(), asked.every((piece) => piece.length <= 30)]).toEqual([cases, cases, true]);
  });

  it('[HC3] goes up in shorter chains that begin where the last ended, with the words that belong to them', async () => {
    const pushed: Push[] = [];
    const client = await answering((_q, response, body) => {
      const frame = JSON.parse((body[0] === 0x1f ? gunzipSync(body) : body).toString()) as Push;
      if (frame.entries.length > 3) return json(response, { fault: { code: 'too-large', data: {} } }, 413);
      pushed.push(frame);
      const journal = { gen: 0, dseq: frame.entries.at(-1)!.dseq, hash: frame.entries.at(-1)!.hash, frozen: false };
      json(response, { ok: true, value: { verdicts: [], journal, position: 0 } });
    });
    const frame: Push = {
      lane: 'l',
      device: 'd',
      gen: 0,
      prev: '',
      entries: Array.from({ length: 10 }, (_, n) => ({ dseq: n + 1, hash: hash(n + 1), text: JSON.stringify({ body: hash(100 + n) }) })),
      bodies: Array.from({ length: 10 }, (_, n) => ({ caseId: 'f', hash: hash(100 + n), salt: '0'.repeat(16), text: '{}' })),
    };
    const answer = await createHttpTransport(client, wake).push(frame);
    expect(answer).toMatchObject({ ok: true, value: { journal: { dseq: 3 } } });
    expect(pushed.map(({ prev, entries, bodies }) => [prev, entries.length, bodies.map((body) => body.hash)])).toEqual([
      ['', 3, [hash(100), hash(101), hash(102)]],
    ]);
    const alone = await answering((_q, response) => json(response, { fault: { code: 'too-large', data: {} } }, 413));
    await expect(createHttpTransport(alone, wake).push({ ...frame, entries: frame.entries.slice(0, 1) })).rejects.toMatchObject({
      trouble: 'too-large',
    });
  });

  it('[HC3] packs and customers come from the hub and go nowhere', async () => {
    const transport = createHttpTransport(await answering((_q, response) => json(response, {})), wake);
    await expect(transport.putCustomers('l', [])).rejects.toMatchObject({ trouble: 'not-possible' });
    await expect(transport.publishPack({} as never)).rejects.toMatchObject({ trouble: 'not-possible' });
  });
});
