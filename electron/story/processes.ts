// Starts the hub and the workstations of the story as processes, asks them, and ends them in order or as a fire does.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';
import type { Ms } from '../../shared/kernel/time.ts';
import type { Answered, DeskAnswers, DeskOrder } from './desk-orders.ts';

const script = (name: string): string => fileURLToPath(new URL(name, import.meta.url));

const start = (file: string, words: readonly string[], env: Readonly<Record<string, string>>): ChildProcess =>
  spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script(file), ...words], {
    // Several starts of the same sources: each reads what the first has compiled.
    env: { NODE_COMPILE_CACHE: join(tmpdir(), 'stafette-compiled'), ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });

const gone = (child: ChildProcess): Promise<void> =>
  child.exitCode !== null || child.signalCode !== null ? Promise.resolve() : new Promise((resolve) => child.once('close', () => resolve()));

export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

export type HubProcess = { readonly url: string; readonly end: () => Promise<void> };

/** Rejects with its words where it does not open. */
export const startHubProcess = async (words: readonly string[], at: Ms): Promise<HubProcess> => {
  const child = start('hub-process.ts', [String(at), ...words], {});
  let said = '';
  child.stderr!.on('data', (part: Buffer) => (said += part.toString('utf8')));
  const url = await new Promise<string>((resolve, reject) => {
    let text = '';
    child.stdout!.on('data', (part: Buffer) => {
      text += part.toString('utf8');
      const found = /^The hub is open: (\S+)/m.exec(text)?.[1];
      if (found !== undefined) resolve(found);
    });
    child.once('close', () => reject(new Error(`the hub ended: ${text}${said}`)));
  });
  return {
    url,
    end: async () => {
      child.kill('SIGINT');
      await gone(child);
    },
  };
};

export type DeskProcess = {
  readonly ask: <Order extends DeskOrder>(order: Order) => Promise<DeskAnswers[Order['do']]>;
  readonly call: <Name extends CallName>(name: Name, session: string | null, input: CallInput<Name>) => Promise<CallOutput<Name>>;
  readonly close: () => Promise<void>;
  readonly kill: () => Promise<void>;
};

/** `state`: where this machine keeps what no backup of the folder brings along. */
export const startDeskProcess = ({ dir, state, at }: { readonly dir: string; readonly state: string; readonly at: Ms }): DeskProcess => {
  const child = start('desk-process.ts', [dir, String(at)], { STAFETTE_STATE_DIR: state });
  let said = '';
  child.stdout!.resume();
  child.stderr!.on('data', (part: Buffer) => (said += part.toString('utf8')));
  const waiting = new Map<number, { readonly done: (value: unknown) => void; readonly failed: (error: Error) => void }>();
  let count = 0;
  child.on('message', ({ id, value, fault }: Answered) => {
    const asker = waiting.get(id);
    waiting.delete(id);
    if (fault === undefined) asker?.done(value);
    else asker?.failed(new Error(fault));
  });
  child.once('close', () => waiting.forEach(({ failed }) => failed(new Error(`the workstation ended: ${said}`))));
  const ask = <Order extends DeskOrder>(order: Order): Promise<DeskAnswers[Order['do']]> =>
    new Promise((resolve, reject) => {
      const id = (count += 1);
      waiting.set(id, { done: (value) => resolve(value as DeskAnswers[Order['do']]), failed: reject });
      child.send({ id, order });
    });
  return {
    ask,
    call: async (name, session, input) => (await ask({ do: 'call', name, session, input })) as CallOutput<typeof name>,
    close: async () => {
      await ask({ do: 'close' });
      await gone(child);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await gone(child);
    },
  };
};
