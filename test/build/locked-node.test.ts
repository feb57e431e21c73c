// The wrapper every command goes through: which Node is good enough, and that exit codes and signals pass through it.
import { spawn, spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isRecentEnough } from '../../build/locked-node.mjs';
import { projectRoot } from '../../build/paths.ts';

const wrapper = join(projectRoot, 'build/with-node.mjs');

describe('the locked Node', () => {
  it.each(['v22.22.0', 'v22.23.3', 'v24.15.0', 'v26.0.0', 'v27.1.0'])('takes %s', (version) => expect(isRecentEnough(version)).toBe(true));
  it.each(['v20.20.2', 'v22.21.9', 'v23.11.0', 'v24.14.0', 'v25.2.0'])('refuses %s', (version) =>
    expect(isRecentEnough(version)).toBe(false),
  );

  it('hands on arguments and the exit code', () => {
    const run = spawnSync(process.execPath, [wrapper, 'node', '-e', 'process.stdout.write(process.argv[1]); process.exit(7)', 'ä b']);
    expect([run.stdout.toString(), run.status]).toEqual(['ä b', 7]);
  });

  it('hands on a signal sent to the wrapper alone, and lets the child end in its own way', async () => {
    const script = 'process.on("SIGTERM", () => process.exit(3)); setInterval(() => {}, 1000); process.stdout.write("up")';
    const child = spawn(process.execPath, [wrapper, 'node', '-e', script]);
    child.stdout.once('data', () => child.kill('SIGTERM'));
    const code = await new Promise((resolve) => child.on('exit', resolve));
    expect(code).toBe(process.platform === 'win32' ? null : 3);
  });

  it('dies of the signal its child died of', () => {
    const run = spawnSync(process.execPath, [wrapper, 'node', '-e', 'process.kill(process.pid, "SIGKILL")']);
    expect(process.platform === 'win32' ? 'SIGKILL' : run.signal).toBe('SIGKILL');
  });

  it('says in one sentence what is missing', () => {
    const run = spawnSync(process.execPath, [wrapper]);
    expect([run.stderr.toString(), run.status]).toEqual(['Usage: with-node COMMAND [ARGS]\n', 2]);
  });
});
