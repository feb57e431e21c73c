// Keeps the record of a workstation's leases outside its data folder, so that a folder put back from a backup does not bring its record along.
import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { OutsideRecord } from '../../shared/sync/lease-parts.ts';

/** Where programs of this machine keep what is no document of anybody's; another place may be named for machines set up otherwise. */
export const stateDir = (env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string => {
  const named = env['STAFETTE_STATE_DIR'];
  if (named !== undefined && named !== '') return named;
  if (platform === 'win32') return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'Stafette', 'state');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'Stafette', 'state');
  return join(env['XDG_STATE_HOME'] ?? join(homedir(), '.local', 'state'), 'stafette');
};

/** A name that comes from a setting must not lead out of the folder. */
const fileName = (device: string): string => `leases-${device.replace(/[^A-Za-z0-9-]/g, '_').slice(0, 100)}.json`;

/** `device` is asked late: a new workstation is named with its first start. */
export const createLeaseFile = (dir: () => string, device: () => string): OutsideRecord => ({
  read: () => {
    try {
      return readFileSync(join(dir(), fileName(device())), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      // A record that is there and cannot be read proves nothing: the leases are then those of nobody.
      return '';
    }
  },
  write: (text) => {
    mkdirSync(dir(), { recursive: true, mode: 0o700 });
    const path = join(dir(), fileName(device()));
    writeWhole(`${path}.new`, text);
    renameSync(`${path}.new`, path);
    flushFolder(dir());
  },
});

const writeWhole = (path: string, text: string): void => {
  const file = openSync(path, 'w', 0o600);
  try {
    writeSync(file, text);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
};

/** The new name must be on the disk, too; some systems open no folder, and keep names themselves. */
const flushFolder = (dir: string): void => {
  if (process.platform === 'win32') return;
  const folder = openSync(dir, 'r');
  try {
    fsyncSync(folder);
  } finally {
    closeSync(folder);
  }
};
