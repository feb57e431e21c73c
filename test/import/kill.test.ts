// A killed import is completed by running it again: real processes, killed for good in the middle.
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { exportLines } from '../../electron/export.ts';
import { generateCsv } from '../../electron/import/generate-csv.ts';
import { openReadOnly } from '../../electron/read-only.ts';
import { cli } from '../cli/run-cli.ts';
import { slowCount } from './slow-count.ts';

const dir = mkdtempSync(join(tmpdir(), 'stafette-kill-'));
afterAll(() => rmSync(dir, { recursive: true }));
const file = join(dir, 'g.csv');
const csv = [...generateCsv(4_000, 5)].join('\r\n');
writeFileSync(file, csv);

const args = (data: string): readonly string[] => [
  'import',
  file,
  '--from',
  'servicenow',
  '--principal',
  'nordlicht',
  '--data',
  join(dir, data),
  '--json',
];

const position = (data: string): number => {
  const store = existsSync(join(dir, data, 'desk.sqlite')) ? openReadOnly(join(dir, data)) : null;
  if (!store?.ok) return 0;
  const head = store.value.head('nordlicht').position;
  store.value.close();
  return head;
};

/** Starts the real command, and kills it without a chance to say anything once the log has reached a position. */
const killAt = async (data: string, wanted: number): Promise<number> => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../electron/cli.ts'), ...args(data)], { stdio: 'ignore' });
  const ended = new Promise<string | null>((resolve) => child.on('exit', (_, signal) => resolve(signal)));
  while (child.exitCode === null && position(data) < wanted) await pause(10);
  child.kill('SIGKILL');
  expect(await ended).toBe('SIGKILL');
  return position(data);
};

const told = (data: string): unknown => {
  const store = openReadOnly(join(dir, data));
  if (!store.ok) throw new Error(store.refusal.code);
  const lines = [...exportLines(store.value, { lanes: ['nordlicht'], customers: false })].map(
    (line) => JSON.parse(line) as Record<string, unknown>,
  );
  store.value.close();
  return lines.map(({ position: place, version, id, type, at, by, body }) => ({ place, version, id, type, at, by, body }));
};

it('[I8] a killed import run again has the same history as one that was never cut', { timeout: 180_000 }, async () => {
  const cuts = [await killAt('cut', 1), await killAt('cut', 1_500), await killAt('cut', 3_000)];
  expect(cuts[2]).toBeGreaterThan(cuts[0]!);
  const last = await cli(args('cut'));
  const whole = await cli(args('whole'));
  const oracle = slowCount(csv, null);
  expect(last.json).toMatchObject(oracle);
  expect(whole.json).toMatchObject({ ...oracle, added: 4_000 });
  expect(last.json['added']).toBeLessThan(4_000);
  expect(told('cut')).toEqual(told('whole'));
});
