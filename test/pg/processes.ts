// Runs real hub processes over one real PostgreSQL for tests, and looks into the database beside them.
import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';
import { mkdtempSync, rmSync } from 'node:fs';
import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { HubStore } from '../../hub/server/hub-options.ts';
import { openStore } from '../../hub/server/open-store.ts';
import { codeHash } from '../../hub/server/secrets.ts';
import { startPostgres } from '../../hub/simulation/own-postgres.ts';
import { projectRoot } from '../../build/paths.ts';
import { cli } from '../cli/run-cli.ts';
import { askAt, LANE, SECRET, until } from '../hub/at-the-wire.ts';

export type Process = {
  readonly url: string;
  readonly lines: string[];
  readonly child: ChildProcess;
  readonly gone: Promise<number | null>;
};

export type Processes = {
  /** A process with a folder of its own, by that name. */
  readonly run: (name: string) => Promise<Process>;
  /** The ledger and the register, as another process would open them. */
  readonly kept: HubStore;
  /** The server and the tables, for whoever asks the database itself. */
  readonly url: string;
  readonly schema: string;
  /** A workstation enrolled there; its key and the name of the hub. */
  readonly enrol: (at: Process) => Promise<{ readonly key: string; readonly hub: string }>;
  readonly end: () => Promise<void>;
};

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** A hub with these starter packs, and one person who may sign in. */
export const openProcesses = async (packs: readonly string[]): Promise<Processes> => {
  const root = mkdtempSync(join(tmpdir(), 'stafette-processes-'));
  const started = new Set<ChildProcess>();
  const server = await startPostgres();
  const schema = `t_${randomUUID().replaceAll('-', '')}`;
  const database = `${server.url}${server.url.includes('?') ? '&' : '?'}schema=${schema}`;
  const place = ['--data', join(root, 'a'), '--database', database];
  const done = async (...args: Parameters<typeof cli>): Promise<void> => {
    const { code, err } = await cli(...args);
    if (code !== 0) throw new Error(err.join('\n'));
  };
  for (const pack of packs) await done(['hub', 'pack', pack, ...place]);
  async function* secret(): AsyncGenerator<Uint8Array> {
    yield Buffer.from(`${SECRET}\n`);
  }
  await done(['hub', 'person', '--lane', LANE, '--person', 'lena', '--directory', join(root, 'directory'), ...place], { input: secret() });
  const opened = await openStore({ dir: join(root, 'test'), database, now: Date.now });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  const kept = opened.value;
  return {
    kept,
    url: server.url,
    schema,
    run: async (name) => {
      const args = ['hub', '--data', join(root, name), '--directory', join(root, 'directory'), '--port', String(await freePort())];
      const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', join(projectRoot, 'electron/cli.ts'), ...args], {
        env: { ...process.env, STAFETTE_DATABASE: database },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      started.add(child);
      const lines: string[] = [];
      for (const stream of [child.stdout, child.stderr])
        stream.on('data', (part: Buffer) => lines.push(...part.toString('utf8').split('\n')));
      const gone = new Promise<number | null>((resolve) => child.once('exit', resolve));
      const open = (): string | undefined => lines.flatMap((line) => /^The hub is open: (\S+)/.exec(line)?.[1] ?? [])[0];
      await until(() => open() !== undefined || child.exitCode !== null, 30_000);
      const url = open();
      if (url === undefined) throw new Error(lines.join('\n'));
      return { url, lines, child, gone };
    },
    enrol: async (at) => {
      const code = { hash: codeHash('CODE'), lanes: null, note: '', madeAt: 0, expiresAt: Number.MAX_SAFE_INTEGER, usedBy: null };
      await kept.register.addCode(code);
      const enrolled = await askAt(at.url, 'enrol', { code: 'code', device: 'd-1', name: 'Platz' });
      return (enrolled.body as { value: { key: string; hub: string } }).value;
    },
    end: async () => {
      for (const child of started) child.kill('SIGKILL');
      await kept.close();
      await server.stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
};
