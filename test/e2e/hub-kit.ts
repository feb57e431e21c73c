// Runs a real hub in a process of its own, and workstations with their own folders, hosts and browser windows; the lines between them can be cut.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { randomBytes } from 'node:crypto';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { projectRoot } from '../../build/paths.ts';
import { startBrowserHost, type BrowserHost } from '../../electron/browser-host/browser-host.ts';
import { createDeskPort } from '../../electron/desk-port.ts';
import { joinFolder } from '../../electron/hub/join-folder.ts';
import { openWorkplace, schedule, type Workplace } from '../../electron/workplace.ts';
import { newContext } from '../browser/browser.ts';
import { cli } from '../cli/run-cli.ts';
import { startFaultyProxy, type FaultyProxy } from '../real/faulty-proxy.ts';
import { countPointers } from './keyboard-kit.ts';

export const LANE = 'nordlicht';
export const secretOf = (person: string): string => `${person}-geheim`;

export type Desk = {
  readonly dir: string;
  readonly line: FaultyProxy;
  place(): Workplace;
  /** A window of its own in a browser of its own. */
  window(browser: Browser): Promise<Page>;
  /** Signs in without a window, for what is only the setting. */
  seat(person: string): Promise<string>;
  cut(): void;
  mend(): void;
  close(): Promise<void>;
};

export type HubHouse = {
  readonly folder: string;
  readonly broken: unknown[];
  code(): Promise<string>;
  /** A workstation; with a code it is enrolled beforehand, without one its screen asks. */
  desk(name: string, code: string | null): Promise<Desk>;
  /** Another pack of the same principal, published beside the running hub, which is told to look for it. */
  publish(pack: unknown): Promise<void>;
  stop(): Promise<void>;
  start(): Promise<void>;
  /** The hub's file as it is now; the function puts it back. Both end the hub and start it again. */
  backUp(): Promise<() => Promise<void>>;
  close(): Promise<void>;
};

const freePort = async (): Promise<number> => {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
};

const typed = async function* (text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
};
const said = async (args: readonly string[], input?: string): Promise<Readonly<Record<string, unknown>>> => {
  const { code, err, json } = await cli(args, input === undefined ? {} : { input: typed(input) });
  if (code !== 0) throw new Error(`${args.join(' ')}: ${err.join('\n')}`);
  return json;
};

const startHub = async (dir: string, port: number): Promise<ChildProcess> => {
  const child = spawn(process.execPath, [join(projectRoot, 'electron/cli.ts'), 'hub', '--data', dir, '--port', String(port)], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let words = '';
  child.stderr.on('data', (bytes) => (words += String(bytes)));
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (bytes) => (String(bytes).includes('http://') ? resolve() : undefined));
    child.on('exit', (code) => reject(new Error(`the hub ended with ${String(code)}: ${words}`)));
  });
  return child;
};

type Trade = { readonly pack: string; readonly lane: string };

/** A hub with one principal and these people, each let in by his own word. */
export const openHouse = async (people: readonly string[], { pack, lane }: Trade = { pack: 'telecom', lane: LANE }): Promise<HubHouse> => {
  const folder = mkdtempSync(join(tmpdir(), 'stafette-house-'));
  const dir = join(folder, 'hub');
  const port = await freePort();
  await said(['hub', 'pack', pack, '--data', dir]);
  for (const person of people) await said(['hub', 'person', '--lane', lane, '--person', person, '--data', dir], `${secretOf(person)}\n`);
  let hub: ChildProcess | null = await startHub(dir, port);
  const broken: unknown[] = [];
  const desks: Desk[] = [];
  const stop = async (): Promise<void> => {
    const running = hub;
    hub = null;
    if (running === null) return;
    const ended = once(running, 'exit');
    running.kill('SIGTERM');
    await ended;
  };
  const start = async (): Promise<void> => {
    hub = await startHub(dir, port);
  };
  const ledger = join(dir, 'ledger.sqlite');
  return {
    folder,
    broken,
    publish: async (pack) => {
      const file = join(folder, 'pack.json');
      writeFileSync(file, JSON.stringify(pack));
      await said(['hub', 'pack', file, '--data', dir]);
      // As whoever runs it may ask: otherwise it is found at the hub's next look.
      hub?.kill('SIGHUP');
    },
    backUp: async () => {
      await stop();
      copyFileSync(ledger, join(folder, 'older'));
      await start();
      return async () => {
        await stop();
        for (const end of ['', '-wal', '-shm']) rmSync(`${ledger}${end}`, { force: true });
        copyFileSync(join(folder, 'older'), ledger);
        await start();
      };
    },
    code: async () => String((await said(['hub', 'code', '--data', dir, '--json']))['code']),
    desk: async (name, code) => {
      const desk = await openDesk(join(folder, name), `http://127.0.0.1:${port}`, { name, code }, broken);
      desks.push(desk);
      return desk;
    },
    stop,
    start,
    close: async () => {
      for (const desk of desks) await desk.close();
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
};

type Enrolment = { readonly name: string; readonly code: string | null };

const openDesk = async (dir: string, hub: string, { name, code }: Enrolment, broken: unknown[]): Promise<Desk> => {
  const line = await startFaultyProxy(hub);
  const joined = await joinFolder({ dir, url: line.url, code, name: code === null ? null : name, clock: Date.now });
  if (!joined.ok) throw new Error(JSON.stringify(joined.refusal));
  const opened = await openWorkplace({ dir });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  const workplace = opened.value;
  const endWatch = workplace.desk.watch(schedule);
  const report = (error: unknown): void => void broken.push(error);
  const host: BrowserHost = await startBrowserHost({
    port: createDeskPort(workplace.desk, (call, error) => void broken.push(call, error)),
    page: join(projectRoot, 'out/renderer'),
    tcpPort: 0,
    now: Date.now,
    random: (count) => randomBytes(count),
    report,
  });
  const contexts: BrowserContext[] = [];
  return {
    dir,
    line,
    place: () => workplace,
    window: async (browser) => {
      const looks = { viewport: { width: 1280, height: 800 }, locale: 'de-DE', colorScheme: 'light', reducedMotion: 'reduce' } as const;
      const context = await newContext(browser, looks);
      contexts.push(context);
      const page = await context.newPage();
      page.setDefaultTimeout(15_000);
      page.on('console', (message) => (message.type() === 'error' ? report(message.text()) : undefined));
      page.on('pageerror', report);
      await countPointers(page);
      await page.goto(host.newLink());
      return page;
    },
    seat: async (person) => {
      const answer = await workplace.desk.call('session.sign-in', null, { lane: LANE, person, secret: secretOf(person) });
      if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
      return answer.value.session;
    },
    cut: () => {
      line.weather = () => 'refuse';
      line.pull();
    },
    mend: () => {
      line.weather = () => 'pass';
    },
    close: async () => {
      await Promise.all(contexts.map((context) => context.close()));
      endWatch();
      await host.close();
      await workplace.close();
      await line.close();
    },
  };
};
