// The record of leases lies outside the data folder, whole or not at all, and nothing that is read there passes for a record.
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { createLeaseFile, stateDir } from '../../electron/hub/lease-file.ts';

const dirs: string[] = [];
const folder = (): string => {
  const dir = mkdtempSync(join(tmpdir(), 'stafette-state-'));
  dirs.push(dir);
  return dir;
};
afterEach(() => dirs.splice(0).forEach((dir) => rmSync(dir, { recursive: true, force: true })));

it('[HL17] is written whole under the name of its workstation, and read again', () => {
  const dir = join(folder(), 'not', 'there', 'yet');
  const file = createLeaseFile(
    () => dir,
    () => '../../etc/desk 7',
  );
  expect(file.read()).toBeNull();
  file.write('{"a":1}');
  file.write('{"a":2}');
  expect([file.read(), readdirSync(dir)]).toEqual(['{"a":2}', ['leases-______etc_desk_7.json']]);
});

it('[HL17] throws where it cannot be written, so that nobody counts on it', () => {
  const blocked = join(folder(), 'a-file');
  writeFileSync(blocked, '');
  const file = createLeaseFile(
    () => blocked,
    () => 'desk',
  );
  expect(() => file.write('{}')).toThrow(/ENOTDIR|EEXIST/);
  expect(file.read()).toBe('');
});

it('[HL17] lies where each system keeps such things, or where it is told', () => {
  expect(stateDir({ STAFETTE_STATE_DIR: '/here' }, 'linux')).toBe('/here');
  expect(stateDir({ XDG_STATE_HOME: '/state' }, 'linux')).toBe(join('/state', 'stafette'));
  expect(stateDir({ LOCALAPPDATA: 'C:\\Local' }, 'win32')).toContain('Stafette');
  expect(stateDir({}, 'darwin')).toContain('Application Support');
});
