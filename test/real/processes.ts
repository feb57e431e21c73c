// Starts hubs and workstations as real processes, and kills them as a power cut does.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { projectRoot } from '../../build/paths.ts';
import { until } from '../hub/at-the-wire.ts';
import type { DeskLine, DeskOrder } from './desk-orders.ts';

/** A loaded machine takes its time to start a process; one that never answers is found all the same. */
export const PATIENCE = 60_000;

const QUIET = '--disable-warning=ExperimentalWarning';

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

type Running = {
  readonly child: ChildProcess;
  readonly lines: string[];
  readonly errors: () => string;
  readonly gone: Promise<void>;
  readonly isGone: () => boolean;
};

const run = (args: readonly string[], env: Readonly<Record<string, string>>, onLine: (line: string) => void): Running => {
  const child = spawn(process.execPath, [QUIET, ...args], {
    // Many starts of the same sources: each reads what the first has compiled.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'stafette-compiled'), ...process.env, ...env },
    stdio: ['pipe', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  let [rest, errors, isGone] = ['', '', false];
  child.stdout.on('data', (part: Buffer) => {
    const pieces = (rest + part.toString('utf8')).split('\n');
    rest = pieces.pop() ?? '';
    for (const line of pieces) {
      lines.push(line);
      onLine(line);
    }
  });
  child.stderr.on('data', (part: Buffer) => (errors += part.toString('utf8')));
  // Whoever is killed does not read what he is told any more.
  child.stdin.on('error', () => undefined);
  // Not `exit`: what stands on the pipe was said, also by somebody who is dead.
  const gone = new Promise<void>((resolve) =>
    child.once('close', () => {
      isGone = true;
      resolve();
    }),
  );
  return { child, lines, errors: () => errors, gone, isGone: () => isGone };
};

export type HubProcess = {
  readonly url: string;
  readonly isGone: () => boolean;
  readonly log: () => string;
  readonly kill: () => Promise<void>;
  /** In order, as with Ctrl+C. */
  readonly end: () => Promise<void>;
};

/** The command of the README; `database` null = the embedded ledger. Rejects with its words where it does not open. */
export const runHub = async (dir: string, port: number, database: string | null, directory: string): Promise<HubProcess> => {
  const words = [join(projectRoot, 'electron/cli.ts'), 'hub', '--data', dir, '--port', String(port), '--directory', directory];
  const hub = run(words, { LANG: 'en', ...(database === null ? {} : { STAFETTE_DATABASE: database }) }, () => undefined);
  const url = (): string | undefined => hub.lines.flatMap((line) => /^The hub is open: (\S+)/.exec(line)?.[1] ?? [])[0];
  await until(() => url() !== undefined || hub.isGone(), PATIENCE);
  const opened = url();
  if (opened === undefined) throw new Error(`${hub.lines.join('\n')}\n${hub.errors()}`);
  const send = (signal: NodeJS.Signals) => (): Promise<void> => {
    hub.child.kill(signal);
    return hub.gone;
  };
  return { url: opened, isGone: hub.isGone, log: hub.errors, kill: send('SIGKILL'), end: send('SIGINT') };
};

export type DeskProcess = {
  readonly dir: string;
  /** Starts it, or again after it was killed. */
  readonly start: () => Promise<void>;
  readonly ask: (order: DeskOrder) => void;
  /** Asks and waits for the answer. */
  readonly hear: <Key extends keyof DeskLine>(order: DeskOrder, key: Key) => Promise<NonNullable<DeskLine[Key]>>;
  readonly kill: () => Promise<void>;
  /** In order; a process that was killed is left alone. */
  readonly close: () => Promise<void>;
  /** Every command that was acknowledged, through all its lives. */
  readonly acknowledged: readonly string[];
  /** What it set aside when it was opened. */
  readonly rescues: readonly string[];
};

export const deskProcess = (dir: string): DeskProcess => {
  const acknowledged: string[] = [];
  const rescues: string[] = [];
  let [desk, said]: [Running | null, DeskLine[]] = [null, []];
  const start = async (): Promise<void> => {
    said = [];
    desk = run([join(projectRoot, 'test/real/desk-process.ts'), dir], {}, (text) => {
      const line = JSON.parse(text) as DeskLine;
      if (line.command === undefined) said.push(line);
      else acknowledged.push(line.command);
      rescues.push(...(line.rescues ?? []));
    });
    await next('open');
  };
  const next = async <Key extends keyof DeskLine>(key: Key): Promise<NonNullable<DeskLine[Key]>> => {
    const place = (): number => said.findIndex((line) => line[key] !== undefined);
    await until(() => place() >= 0 || desk?.isGone() === true, PATIENCE);
    if (place() < 0) throw new Error(`the workstation ended before "${key}": ${desk?.errors()}`);
    return said.splice(place(), 1)[0]![key]!;
  };
  const ask = (order: DeskOrder): void => void desk?.child.stdin!.write(`${JSON.stringify(order)}\n`);
  return {
    dir,
    start,
    ask,
    hear: (order, key) => {
      ask(order);
      return next(key);
    },
    kill: async () => {
      desk?.child.kill('SIGKILL');
      await desk?.gone;
    },
    close: async () => {
      if (desk === null || desk.isGone()) return;
      ask({ do: 'close' });
      await next('closed');
      await desk.gone;
    },
    acknowledged,
    rescues,
  };
};
