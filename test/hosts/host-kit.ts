// Starts a browser host over the tiny desk and speaks to it byte by byte, past everything a polite client would correct.
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RawData } from 'ws';
import { startBrowserHost, type BrowserHost } from '../../electron/browser-host/browser-host.ts';
import type { Announce } from '../../electron/browser-host/control.ts';
import type { Limits } from '../../electron/browser-host/limits.ts';
import { createDeskPort } from '../../electron/desk-port.ts';
import { createTinyDesk, type TinyDesk } from './tiny-desk.ts';

export type Raw = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string };
export type Kit = {
  readonly host: BrowserHost;
  readonly tiny: TinyDesk;
  readonly clock: { now: number };
  readonly reports: unknown[];
  /** Sends these lines and this body as they are; `host` and `connection` are filled in unless given. */
  readonly raw: (line: string, headers?: Readonly<Record<string, string>>, body?: string) => Promise<Raw>;
  /** Opens a fresh link and gives the cookie header. */
  readonly comeIn: () => Promise<string>;
  readonly call: (
    cookie: string,
    name: string,
    session: string | null,
    input: unknown,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Raw>;
  readonly close: () => Promise<void>;
};

const page =
  '<!doctype html><html lang="de"><head><meta charset="utf-8"><title>Stafette</title><script type="module" src="./assets/a-1234.js"></script></head><body><h1>Stafette</h1></body></html>';

const parse = (text: string): Raw => {
  const [head = '', ...rest] = text.split('\r\n\r\n');
  const [first = '', ...lines] = head.split('\r\n');
  const headers = Object.fromEntries(
    lines.map((line) => [line.slice(0, line.indexOf(':')).toLowerCase(), line.slice(line.indexOf(':') + 1).trim()]),
  );
  return { status: Number(first.split(' ')[1]), headers, body: rest.join('\r\n\r\n') };
};

/** What `ws` hands over for a text frame. */
export const textOf = (data: RawData): string =>
  (Array.isArray(data) ? Buffer.concat(data) : Buffer.from(data as ArrayBuffer)).toString('utf8');

export const sendRaw = (port: number, text: string): Promise<Raw> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.setEncoding('utf8');
    socket.on('data', (chunk: string) => (answer += chunk));
    socket.on('close', () => resolve(parse(answer)));
    // A host that refuses a body hangs up while we still send it; the answer came before.
    socket.on('error', (error) => (answer === '' ? reject(error) : resolve(parse(answer))));
  });

/** A built page of two files, with a file beside its folder that nobody may reach. */
export const writeTinyPage = (): { readonly folder: string; readonly page: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'stafette-page-'));
  mkdirSync(join(folder, 'page/assets'), { recursive: true });
  writeFileSync(join(folder, 'page/index.html'), page);
  writeFileSync(join(folder, 'page/assets/a-1234.js'), 'document.title = "läuft";');
  writeFileSync(join(folder, 'page/assets/a-1234.js.map'), '{}');
  writeFileSync(join(folder, 'secret.json'), '"secret"');
  return { folder, page: join(folder, 'page') };
};

export const startKit = async (limits: Partial<Limits> = {}, pageFolder?: string, announce?: Announce): Promise<Kit> => {
  const own = writeTinyPage();
  const tiny = createTinyDesk();
  const clock = { now: 1_000_000 };
  const reports: unknown[] = [];
  const host = await startBrowserHost({
    port: createDeskPort(tiny.desk, (_call, error) => reports.push(error)),
    announce,
    page: pageFolder ?? own.page,
    tcpPort: 0,
    now: () => clock.now,
    random: (count) => randomBytes(count),
    limits,
    report: (error) => reports.push(error),
  });
  const raw: Kit['raw'] = (line, headers = {}, body = '') => {
    const all = { host: `127.0.0.1:${host.tcpPort}`, connection: 'close', ...headers };
    const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}`);
    return sendRaw(host.tcpPort, `${line} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n${body}`);
  };
  return {
    host,
    tiny,
    clock,
    reports,
    raw,
    comeIn: async () => {
      const link = new URL(host.newLink());
      const answer = await raw(`GET ${link.pathname}${link.search}`);
      return (answer.headers['set-cookie'] ?? '').split(';')[0] ?? '';
    },
    call: (cookie, name, session, input, headers = {}) => {
      const body = JSON.stringify({ session, input });
      const standard = { cookie, 'content-type': 'application/json', stafette: '1', 'content-length': String(Buffer.byteLength(body)) };
      return raw(`POST /rpc/${name}`, { ...standard, ...headers }, body);
    },
    close: async () => {
      await host.close();
      rmSync(own.folder, { recursive: true, force: true });
    },
  };
};
