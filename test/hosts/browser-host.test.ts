// What the browser host gives to whom, asked byte by byte: the defences a browser would never put to the test.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createPeerJudge } from '../../electron/browser-host/peer.ts';
import { sendRaw, startKit, type Kit } from './host-kit.ts';

const run = promisify(execFile);
let kit: Kit;
beforeEach(async () => {
  kit = await startKit();
});
afterEach(() => kit.close());

const linkPath = (link: string): string => new URL(link).pathname + new URL(link).search;

describe('who is spoken to', () => {
  it.each(['localhost', '127.0.0.1', '127.0.0.1:1', 'rebind.example', '[::1]'])('[B1] answers 421 to the Host %s', async (name) => {
    const host = name === 'localhost' ? `localhost:${kit.host.tcpPort}` : name;
    expect((await kit.raw('GET /', { host, cookie: await kit.comeIn() })).status).toBe(421);
  });

  it('[B1] answers 400 to a request without a Host', async () => {
    expect((await sendRaw(kit.host.tcpPort, 'GET / HTTP/1.1\r\nconnection: close\r\n\r\n')).status).toBe(400);
  });

  it('[B1] listens on 127.0.0.1 and nowhere else', async () => {
    await expect(fetch(`http://[::1]:${kit.host.tcpPort}/`)).rejects.toThrow('fetch failed');
    await expect(fetch(`http://127.0.0.2:${kit.host.tcpPort}/`)).rejects.toThrow('fetch failed');
  });

  it.each(['http://127.0.0.1:9', 'http://localhost', 'https://example.org', 'null'])(
    '[B2] answers 403 to the Origin %s',
    async (origin) => {
      expect((await kit.call(await kit.comeIn(), 'host.info', null, {}, { origin })).status).toBe(403);
    },
  );

  it.each(['cross-site', 'same-site', 'nonsense'])('[B2] answers 403 to Sec-Fetch-Site %s', async (site) => {
    expect((await kit.raw('GET /', { cookie: await kit.comeIn(), 'sec-fetch-site': site })).status).toBe(403);
  });

  it('[B2] serves its own page, with its own Origin', async () => {
    const own = { origin: kit.host.origin, 'sec-fetch-site': 'same-origin' };
    expect((await kit.call(await kit.comeIn(), 'host.info', null, {}, own)).status).toBe(200);
  });
});

describe('other users of the machine', () => {
  const line = (near: string, far: string, uid: number, inode = 7): string =>
    `   1: ${near} ${far} 01 00000000:00000000 00:00000000 00000000  ${uid}        0 ${inode} 1`;
  const wrapped = '0000000000000000FFFF00000100007F';
  const ours = line('0100007F:1CF3', '0100007F:C000', 1000);
  const theirs = (uid: number, inode?: number): string => line('0100007F:C000', '0100007F:1CF3', uid, inode);
  it.each([
    ['our own', [`${ours}\n${theirs(1000)}`], true],
    ['root', [`${ours}\n${theirs(0)}`], true],
    ['somebody', [`${ours}\n${theirs(1001)}`], false],
    ['our own by an IPv6 socket', [`${ours}\n${line(`${wrapped}:C000`, `${wrapped}:1CF3`, 1000)}`], true],
    ['somebody by an IPv6 socket', [`${ours}\n${line(`${wrapped}:C000`, `${wrapped}:1CF3`, 1001)}`], false],
    ['somebody who hung up at once, which the table shows as root', [`${ours}\n${theirs(0, 0)}`], false],
    ['our own, missed at the first reading', [ours, '', `${ours}\n${theirs(1000)}`], true],
    ['somebody, while our own end was missed', [theirs(1001)], false],
    ['nobody listed', [ours], false],
    ['a table that never lists even us', [''], null],
  ])('[B17] are told by the owner of the socket: %s', (_who, readings, expected) => {
    let at = 0;
    const judge = createPeerJudge([() => readings[Math.min(at++, readings.length - 1)] ?? ''], 1000);
    expect(judge(0xc000, 0x1cf3)).toBe(expected);
  });

  // Only root can become somebody else.
  it.skipIf(process.getuid?.() !== 0)('[B17] get nothing with a stolen link or a stolen cookie', async () => {
    const cookie = await kit.comeIn();
    const link = kit.host.newLink();
    const script = (uid: number): string => `process.setgid(${uid}); process.setuid(${uid});
      const status = async (url, headers) => (await fetch(url, { headers, redirect: 'manual' })).status;
      console.log(JSON.stringify([await status(${JSON.stringify(link)}, {}), await status(${JSON.stringify(`${kit.host.origin}/`)}, { cookie: ${JSON.stringify(cookie)} })]));`;
    const asSomebody = async (uid: number): Promise<string> =>
      (await run(process.execPath, ['--input-type=module', '-e', script(uid)])).stdout.trim();
    expect(await asSomebody(65_534)).toBe('[403,403]');
    expect(await asSomebody(0)).toBe('[303,200]');
  });
});

describe('coming in', () => {
  it('[B3] exchanges a link for a cookie no script can read, and goes on to the page without the key', async () => {
    const answer = await kit.raw(`GET ${linkPath(kit.host.newLink())}`);
    expect([answer.status, answer.headers['location']]).toEqual([303, '/']);
    expect(answer.headers['set-cookie']).toMatch(
      new RegExp(`^stafette_${kit.host.tcpPort}=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict$`),
    );
  });

  it('[B3] gives every link and every cookie 256 bits of its own', async () => {
    const keys = [kit.host.newLink(), kit.host.newLink()].map((link) => new URL(link).searchParams.get('key') ?? '');
    expect(keys.map((key) => Buffer.from(key, 'base64url').length)).toEqual([32, 32]);
    expect(new Set([...keys, await kit.comeIn(), await kit.comeIn()]).size).toBe(4);
  });

  it('[B4] refuses a link the second time, with a page that says how to get another', async () => {
    const path = linkPath(kit.host.newLink());
    await kit.raw(`GET ${path}`);
    const again = await kit.raw(`GET ${path}`, { 'accept-language': 'de-DE,de;q=0.9' });
    expect([again.status, again.headers['set-cookie']]).toEqual([401, undefined]);
    expect(again.body).toContain('Dieser Link wurde schon benutzt');
    expect(again.body).toContain('npx stafette start');
    expect((await kit.raw(`GET ${path}`, { 'accept-language': 'en' })).body).toContain('already used');
  });

  it('[B4] refuses a link after ten minutes', async () => {
    const path = linkPath(kit.host.newLink());
    kit.clock.now += 10 * 60_000;
    const late = await kit.raw(`GET ${path}`);
    expect([late.status, late.body.includes('expired')]).toEqual([401, true]);
  });

  it('[B4] refuses a key it never made', async () => {
    expect((await kit.raw(`GET /open?key=${'A'.repeat(43)}`)).status).toBe(401);
  });

  it('[B5] shows nothing without a cookie: no page, no asset, no call', async () => {
    const asked = await Promise.all([
      kit.raw('GET /', { accept: 'text/html' }),
      kit.raw('GET /assets/a-1234.js'),
      kit.call('', 'people.list', null, {}),
    ]);
    expect(asked.map(({ status }) => status)).toEqual([401, 401, 401]);
    expect(asked[0]!.body).toContain('npx stafette start');
    expect(JSON.parse(asked[2]!.body)).toMatchObject({ ok: false, fault: { fault: 'link-needed' } });
  });

  it('[B5] refuses a cookie of another port and one that is nearly right', async () => {
    const cookie = await kit.comeIn();
    const [name = '', value = ''] = cookie.split('=');
    const wrong = [`${name}=${value.slice(0, -1)}`, `stafette_1=${value}`, `${name}=`, name];
    const asked = await Promise.all(wrong.map((header) => kit.call(header, 'host.info', null, {})));
    expect(asked.map(({ status }) => status)).toEqual([401, 401, 401, 401]);
    expect((await kit.call(`a=b; ${cookie}; c=d`, 'host.info', null, {})).status).toBe(200);
  });

  it('[B6] ends a cookie that nobody used for twelve hours, and not one in use', async () => {
    const cookie = await kit.comeIn();
    kit.clock.now += 11 * 3_600_000;
    expect((await kit.call(cookie, 'host.info', null, {})).status).toBe(200);
    kit.clock.now += 11 * 3_600_000;
    expect((await kit.call(cookie, 'host.info', null, {})).status).toBe(200);
    kit.clock.now += 12 * 3_600_000;
    expect((await kit.call(cookie, 'host.info', null, {})).status).toBe(401);
  });
});

describe('calls', () => {
  it('[B7] reach the desk and come back as they are', async () => {
    const answer = await kit.call(await kit.comeIn(), 'people.list', null, {});
    expect(JSON.parse(answer.body)).toMatchObject({ ok: true, output: [{ name: 'Lena Über' }] });
  });

  it('[B7] need the header of our own page', async () => {
    expect((await kit.call(await kit.comeIn(), 'host.info', null, {}, { stafette: '0' })).status).toBe(403);
  });

  it.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/json; charset=utf-16',
    'application/jsonp',
    '',
  ])('[B7] need JSON: 415 for "%s"', async (type) =>
    expect((await kit.call(await kit.comeIn(), 'host.info', null, {}, { 'content-type': type })).status).toBe(415),
  );

  it('[B7] are posted, and broken JSON is a fault', async () => {
    const cookie = await kit.comeIn();
    const headers = { cookie, stafette: '1', 'content-type': 'application/json' };
    expect((await kit.raw('GET /rpc/host.info', headers)).status).toBe(405);
    expect((await kit.raw('POST /rpc/host.info', { ...headers, 'content-length': '1' }, '{')).status).toBe(400);
  });

  it('[B8] end at one megabyte: 413, told beforehand or noticed on the way', async () => {
    const cookie = await kit.comeIn();
    const headers = { cookie, stafette: '1', 'content-type': 'application/json' };
    const large = 'x'.repeat(1_100_000);
    expect((await kit.raw('POST /rpc/host.info', { ...headers, 'content-length': String(large.length) })).status).toBe(413);
    const chunked = `${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`;
    expect((await kit.raw('POST /rpc/host.info', { ...headers, 'transfer-encoding': 'chunked' }, chunked)).status).toBe(413);
  });

  it('[B9] are told 429 when one browser asks without end, and are served again a second later', async () => {
    await kit.close();
    kit = await startKit({ visitor: { burst: 5, perSecond: 5 } });
    const cookie = await kit.comeIn();
    const asked = await Promise.all(Array.from({ length: 8 }, () => kit.call(cookie, 'host.info', null, {})));
    expect(asked.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 200, 200, 200, 200, 429, 429, 429]);
    kit.clock.now += 1000;
    expect((await kit.call(cookie, 'host.info', null, {})).status).toBe(200);
  });

  it('[B9] keeps guessers of keys slow, without locking out who is in', async () => {
    const cookie = await kit.comeIn();
    const guesses = await Promise.all(Array.from({ length: 60 }, (_, at) => kit.raw(`GET /open?key=${at}`)));
    expect(guesses.filter(({ status }) => status === 429).length).toBeGreaterThan(15);
    expect((await kit.call(cookie, 'host.info', null, {})).status).toBe(200);
  });

  it('[B10] tell the page nothing of the inside when the desk has a bug', async () => {
    const answer = await kit.call(await kit.comeIn(), 'search', 'session-1', { text: 'a', limit: 1 });
    expect(JSON.parse(answer.body)).toMatchObject({ ok: false, fault: { fault: 'broken' } });
    expect([answer.body.includes('secret'), kit.reports.length]).toEqual([false, 1]);
  });

  it('[B10] answer a call nobody knows, and an envelope that is none', async () => {
    const cookie = await kit.comeIn();
    expect(JSON.parse((await kit.call(cookie, 'constructor', null, {})).body)).toMatchObject({ fault: { fault: 'unknown-call' } });
    const headers = { cookie, stafette: '1', 'content-type': 'application/json', 'content-length': '2' };
    expect(JSON.parse((await kit.raw('POST /rpc/host.info', headers, '[]')).body)).toMatchObject({ fault: { fault: 'bad-input' } });
  });

  it('[B11] of several people go by one cookie, each under the session of its own window', async () => {
    const cookie = await kit.comeIn();
    const signIn = async (person: string): Promise<string> =>
      JSON.parse((await kit.call(cookie, 'session.sign-in', null, { lane: 'nordlicht', person })).body).output.value.session;
    const [lena, ute] = [await signIn('lena'), await signIn('ute')];
    await kit.call(cookie, 'draft.save', lena, { key: 'k', value: 'von Lena' });
    const read = await Promise.all([lena, ute].map((session) => kit.call(cookie, 'draft.get', session, { key: 'k' })));
    expect(read.map(({ body }) => JSON.parse(body).output.value)).toEqual(['von Lena', null]);
  });
});

describe('files', () => {
  it('[B13] have their type, and hashed ones may be kept', async () => {
    const cookie = await kit.comeIn();
    const [page, script] = [await kit.raw('GET /', { cookie }), await kit.raw('GET /assets/a-1234.js', { cookie })];
    expect([page.headers['content-type'], page.headers['cache-control']]).toEqual(['text/html; charset=utf-8', 'no-store']);
    expect([script.headers['content-type'], script.headers['cache-control']]).toEqual([
      'text/javascript; charset=utf-8',
      'private, max-age=31536000, immutable',
    ]);
    expect([(await kit.raw('HEAD /', { cookie })).body, (await kit.raw('POST /', { cookie })).status]).toEqual(['', 405]);
  });

  it.each([
    '/../secret.json',
    '/assets/../../secret.json',
    '/%2e%2e/secret.json',
    '/..%2fsecret.json',
    '/assets/..%2f..%2fsecret.json',
    '/..\\secret.json',
    '/%5c..%5csecret.json',
    '//secret.json',
    '/%00',
    '/%',
    '/assets',
    '/assets/a-1234.js.map',
    '/index.html/',
    '/rpc',
  ])('[B13] beyond the built page do not exist: 404 for %s', async (path) => {
    expect((await kit.raw(`GET ${path}`, { cookie: await kit.comeIn() })).status).toBe(404);
  });

  it('[B14] and every other answer carry the protective headers and no CORS', async () => {
    const cookie = await kit.comeIn();
    const answers = [
      await kit.raw('GET /', { cookie }),
      await kit.raw('GET /x'),
      await kit.raw('GET /', { host: 'x' }),
      await kit.call(cookie, 'host.info', null, {}),
    ];
    for (const { headers } of answers) {
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
      expect(headers['content-security-policy']).toContain("script-src 'self';");
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
      expect(headers['permissions-policy']).toContain('microphone=()');
      expect(Object.keys(headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
    }
  });
});
