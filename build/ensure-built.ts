// Builds the app only when a source changed since the last build, and swaps the result in whole.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { projectRoot } from './paths.ts';

// Not `outFolder`: this is the place that is swapped, whatever folder a build is told to write to.
const out = join(projectRoot, 'out');
const stampFile = join(out, 'stamp');
const sources = ['renderer', 'shared', 'electron', 'hub', 'build/vite.config.ts', 'build/paths.ts', 'package-lock.json'];

function* filesBelow(path: string): Generator<string> {
  if (!existsSync(path)) return;
  if (!statSync(path).isDirectory()) {
    yield path;
    return;
  }
  for (const name of readdirSync(path).toSorted()) yield* filesBelow(join(path, name));
}

// Names, sizes and times instead of "newest file": that also notices a file that was removed or put back with an old date.
function fingerprint(): string {
  const hash = createHash('sha256');
  for (const source of sources) {
    for (const file of filesBelow(join(projectRoot, source))) {
      const { size, mtimeMs } = statSync(file);
      hash.update(`${file}\n${size} ${mtimeMs}\n`);
    }
  }
  return hash.digest('hex');
}

function isBuilt(print: string): boolean {
  return existsSync(stampFile) && readFileSync(stampFile, 'utf8') === print;
}

/** In a process of its own: the host that asked for the build lives for days and should not carry the bundler's memory. */
function build(folder: string): Promise<void> {
  const vite = join(projectRoot, 'node_modules/vite/bin/vite.js');
  const args = [
    vite,
    'build',
    '--app',
    '--config',
    join(projectRoot, 'build/vite.config.ts'),
    '--configLoader',
    'native',
    '--logLevel',
    'error',
  ];
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd: projectRoot,
      // Whoever asks for the build decides nothing about it: from within a test it would carry React with its checks for developers.
      env: { ...process.env, NODE_ENV: 'production', STAFETTE_OUT: folder },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let said = '';
    child.stdout.on('data', (chunk) => (said += String(chunk)));
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    child.on('error', reject);
    child.on('exit', (code) => (code === 0 ? resolve() : reject(new Error(`The app could not be built.\n${said.trim()}`))));
  });
}

// Two builds may end at the same moment; whichever comes second simply puts its own, equally good, result in place.
async function swapIn(folder: string): Promise<void> {
  const old = `${folder}.old`;
  for (let attempt = 0; ; attempt += 1) {
    try {
      if (existsSync(out)) renameSync(out, old);
      renameSync(folder, out);
      break;
    } catch (error) {
      if (attempt === 50) throw error;
      await pause(20);
    } finally {
      rmSync(old, { recursive: true, force: true });
    }
  }
}

/** Returns the milliseconds it took: a few when nothing changed. Rejects with the bundler's words when the build fails. */
export async function ensureBuilt(): Promise<number> {
  const begin = performance.now();
  const print = fingerprint();
  if (!isBuilt(print)) {
    const folder = join(projectRoot, `out.${process.pid}`);
    mkdirSync(folder, { recursive: true });
    try {
      await build(folder);
      writeFileSync(join(folder, 'stamp'), print);
      await swapIn(folder);
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  }
  return Math.round(performance.now() - begin);
}
