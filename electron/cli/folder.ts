// Knows how a command finds its data folder and its files, and what may be wrong with them before any work begins.
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import { defaultDataFolder } from '../data-folder.ts';
import { belongsToHub } from '../hub/belongs.ts';
import type { Given, Io, OptionSpec } from './command.ts';

export const DATA_OPTION: OptionSpec = {
  kind: 'text',
  value: 'DIR',
  about: {
    de: 'Datenordner (sonst der übliche dieses Systems, oder STAFETTE_DATA)',
    en: "data folder (else this system's usual one, or STAFETTE_DATA)",
  },
};

export const JSON_OPTION: OptionSpec = {
  kind: 'flag',
  about: {
    de: 'Ergebnis als eine Zeile JSON, zuletzt auf der Standardausgabe',
    en: 'the result as one line of JSON, last on standard output',
  },
};

export const dataFolder = (given: Given, io: Io): string =>
  resolve(given.text('data') ?? defaultDataFolder(process.platform, io.env, homedir()));

/** Whether a store stands in the folder already; of its two files either is made anew from the other one. */
export const holdsStore = (dir: string): boolean => ['desk.sqlite', 'ledger.sqlite'].some((file) => existsSync(join(dir, file)));

/** Refusals: `no-folder`, `not-a-store`. */
export const existingStore = (dir: string): Result<string> => {
  if (!existsSync(dir)) return refuse('no-folder', { dir });
  return holdsStore(dir) ? ok(dir) : refuse('not-a-store', { dir });
};

/** A folder in which a new store may begin: missing or empty. Refusals: `folder-taken`, `not-a-folder`. */
export const newFolder = (dir: string): Result<string> => {
  if (!existsSync(dir)) return ok(dir);
  if (!statSync(dir).isDirectory()) return refuse('not-a-folder', { dir });
  return readdirSync(dir).length === 0 ? ok(dir) : refuse('folder-taken', { dir });
};

/** A folder that may become or already be a store. Refusal: `not-a-folder`. */
export const anyFolder = (dir: string): Result<string> =>
  existsSync(dir) && !statSync(dir).isDirectory() ? refuse('not-a-folder', { dir }) : ok(dir);

/** A folder that may become or already be a store with a ledger of its own. Refusals: `not-a-folder`, `hub-folder` (its cases come from a hub). */
export const ownFolder = (dir: string): Result<string> => (belongsToHub(dir) ? refuse('hub-folder', { dir }) : anyFolder(dir));

/** Refusals: `no-file`, `not-a-file`, `not-a-plain-file` (a pipe or device, which cannot be read twice), `no-access`. */
export const readableFile = (file: string): Result<string> => {
  const path = resolve(file);
  if (!existsSync(path)) return refuse('no-file', { file });
  if (!statSync(path).isFile()) return refuse(statSync(path).isDirectory() ? 'not-a-file' : 'not-a-plain-file', { file });
  try {
    accessSync(path, constants.R_OK);
    return ok(path);
  } catch (error) {
    return refuse('no-access', { file, why: error instanceof Error ? error.message : String(error) });
  }
};
