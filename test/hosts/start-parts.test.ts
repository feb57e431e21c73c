// What a start decides before anything runs: the folder, the way to the browser, and the note for a second start.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { announceToRunning, askRunning, leaveNote, takeNoteAway } from '../../electron/browser-host/control.ts';
import { defaultDataFolder } from '../../electron/data-folder.ts';
import { openBrowser, openerFor } from '../../electron/open-browser.ts';
import { startKit, type Kit } from './host-kit.ts';

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'stafette-start-'));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

describe('the data folder', () => {
  it.each([
    ['linux', {}, '/home/ute/.local/share/stafette'],
    ['linux', { XDG_DATA_HOME: '/data' }, '/data/stafette'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/ute/.local/share/stafette'],
    ['darwin', {}, '/home/ute/Library/Application Support/Stafette'],
    ['linux', { STAFETTE_DATA: '/srv/desk', XDG_DATA_HOME: '/data' }, '/srv/desk'],
  ] as const)('[B24] on %s with %j is %s', (platform, env, expected) =>
    expect(defaultDataFolder(platform, env, '/home/ute')).toBe(expected),
  );

  it('[B24] on Windows stands in the local application data', () => {
    expect(defaultDataFolder('win32', { LOCALAPPDATA: 'L' }, 'H')).toBe(join('L', 'Stafette'));
    expect(defaultDataFolder('win32', {}, 'H')).toBe(join('H', 'AppData/Local', 'Stafette'));
  });
});

describe('the way to the browser', () => {
  const link = 'http://127.0.0.1:1/open?key=geheim';
  it('[B25] keeps the key off the command line on macOS', () => {
    const opener = openerFor('darwin', {}, link);
    expect([opener?.args.join(' ').includes('geheim'), opener?.stdin]).toEqual([false, `open location "${link}"\n`]);
  });

  it('[B25] is not tried without a display or without an opener', () => {
    expect(openerFor('linux', { PATH: process.env['PATH'] }, link)).toBe(null);
    expect(openerFor('linux', { DISPLAY: ':0', PATH: dir }, link)).toBe(null);
  });

  it('[B25] hands the link to the opener, and says so only when one started', async () => {
    writeFileSync(join(dir, 'xdg-open'), `#!/bin/sh\nprintf %s "$1" > ${join(dir, 'opened')}\n`, { mode: 0o755 });
    const opener = openerFor('linux', { DISPLAY: ':0', PATH: dir }, link);
    expect(opener).toEqual({ command: 'xdg-open', args: [link], stdin: '' });
    expect(await openBrowser({ ...opener!, command: join(dir, 'xdg-open') })).toBe(true);
    await expect.poll(() => statSync(join(dir, 'opened'), { throwIfNoEntry: false })?.size).toBe(link.length);
    expect(await openBrowser({ ...opener!, command: join(dir, 'missing') })).toBe(false);
    expect(await openBrowser(null)).toBe(false);
  });
});

describe('a second start on the same folder', () => {
  let kit: Kit;
  beforeEach(async () => {
    kit = await startKit();
  });
  afterEach(() => kit.close());

  it('[B18] gets a fresh link from the running host, by a note only this user can read', async () => {
    leaveNote(dir, kit.host.tcpPort, kit.host.secret);
    expect(statSync(join(dir, 'running.json')).mode & 0o777).toBe(0o600);
    const links = [await askRunning(dir), await askRunning(dir)];
    const answers = await Promise.all(links.map((link) => fetch(link ?? '', { redirect: 'manual' })));
    expect([new Set(links).size, ...answers.map(({ status }) => status)]).toEqual([2, 303, 303]);
  });

  it('[B18] finds nobody after an orderly end, after a crash, or where another program took the port', async () => {
    expect(await askRunning(dir)).toBe(null);
    leaveNote(dir, kit.host.tcpPort, kit.host.secret);
    takeNoteAway(dir);
    expect(await askRunning(dir)).toBe(null);
    writeFileSync(join(dir, 'running.json'), '{"pid":');
    expect(await askRunning(dir)).toBe(null);
    leaveNote(dir, kit.host.tcpPort, kit.host.secret);
    await kit.host.close();
    expect(await askRunning(dir)).toBe(null);
    const other = createServer((_request, response) => response.end('{"url":"http://evil.example/"}'));
    const port = await new Promise<number>((resolve) => other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port)));
    leaveNote(dir, port, kit.host.secret);
    expect(await askRunning(dir)).toBe(null);
    other.close();
  });

  it('[B18] tells nothing to whoever has the port of a host that crashed', async () => {
    const heard: string[] = [];
    const other = createServer((request, response) => {
      heard.push(JSON.stringify(request.headers));
      request.on('data', (piece: Buffer) => heard.push(piece.toString()));
      // Its own proof over the same word is none of ours.
      request.on('end', () => response.end(`{"ok":true,"windows":1,"proof":"${'x'.repeat(43)}"}`));
    });
    const port = await new Promise<number>((resolve) => other.listen(0, '127.0.0.1', () => resolve((other.address() as AddressInfo).port)));
    const gone = spawnSync(process.execPath, ['--version']).pid;
    writeFileSync(join(dir, 'running.json'), JSON.stringify({ pid: gone, port, secret: 'x'.repeat(43) }));
    const call = { caller: '+4940123456', customer: null, principal: null, case: null, call: null };
    expect([await announceToRunning(dir, call), await askRunning(dir), heard]).toEqual([null, null, []]);
    // The process is there again, as somebody else: now the port alone would be believed.
    leaveNote(dir, port, 'y'.repeat(43));
    expect([await announceToRunning(dir, call), await askRunning(dir), heard.length]).toEqual([null, null, 2]);
    expect(heard.join(' ')).not.toMatch(/y{43}|4940123456/);
    other.close();
  });

  it('[B18] leaves the note of a later host alone', () => {
    writeFileSync(join(dir, 'running.json'), JSON.stringify({ pid: process.pid + 1, port: 1, secret: 'x'.repeat(43) }));
    takeNoteAway(dir);
    expect(readFileSync(join(dir, 'running.json'), 'utf8')).toContain('xxx');
  });

  it('[B18] gives no link without the secret, to a page, or by another method', async () => {
    const ask = async (line: string, headers: Record<string, string>): Promise<number> => (await kit.raw(line, headers)).status;
    const secret = { 'stafette-control': kit.host.secret };
    expect(await ask('POST /control/link', {})).toBe(403);
    expect(await ask('POST /control/link', { 'stafette-control': `${kit.host.secret.slice(0, -1)}!` })).toBe(403);
    expect(await ask('POST /control/link', { ...secret, origin: kit.host.origin })).toBe(403);
    expect(await ask('POST /control/link', { ...secret, 'sec-fetch-site': 'same-origin' })).toBe(403);
    expect(await ask('GET /control/link', secret)).toBe(405);
    expect(await ask('POST /control/hello', {})).toBe(400);
    expect(await ask('POST /control/hello', { 'stafette-nonce': 'short' })).toBe(400);
    expect(await ask('POST /control/link', { ...secret, cookie: await kit.comeIn() })).toBe(200);
  });
});
