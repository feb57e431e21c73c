// Knows who may sign in and with which secret: JSON files in a folder, read anew when they change.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import type { Clock, Ms } from '../../shared/kernel/time.ts';
import { readSecretHash, type SecretHash } from './secrets.ts';

export type Listed = { readonly lane: string; readonly person: string; readonly secret: SecretHash; readonly disabled: boolean };

/** A broken place of a directory file; `cure` in both languages. */
export type DirectoryFault = Refusal<'directory-broken'>;

export interface Directory {
  /** Null for whoever is not listed, or listed as disabled. */
  find(lane: string, person: string): Listed | null;
  /** In the order of the files. */
  people(): readonly Listed[];
}

const id = z.string().min(1).max(120);
const entrySchema = z.strictObject({ lane: id, person: id, secret: z.string().max(400), disabled: z.boolean().default(false) });
export const directorySchema = z.strictObject({ people: z.array(entrySchema).max(100_000) });
export type DirectoryFile = z.input<typeof directorySchema>;

const SCHEME = 'scrypt$N$r$p$salt$hash';
const cures = {
  json: { de: 'Bitte als JSON schreiben: {"people": […]}', en: 'Write it as JSON: {"people": […]}' },
  shape: {
    de: 'Jeder Eintrag braucht lane, person und secret; dazu höchstens disabled (true oder false)',
    en: 'Each entry needs lane, person and secret, and may have disabled (true or false)',
  },
  secret: {
    de: `secret muss ${SCHEME} sein (N mindestens 16384); „npx stafette hub person“ schreibt den Eintrag`,
    en: `secret must be ${SCHEME} (N at least 16384); "npx stafette hub person" writes the entry`,
  },
  twice: { de: 'Diese Person steht zweimal da; ein Eintrag muss weg', en: 'This person is listed twice; one entry must go' },
} as const;

const fault = (file: string, path: string, cure: keyof typeof cures): DirectoryFault => ({
  code: 'directory-broken',
  // The whole file is no place in it.
  data: { file, path: path === '' ? null : path, cure: cures[cure] },
});

/** Reads one file whole. A secret never stands in a fault. */
export const readDirectoryFile = (file: string, text: string): Result<readonly Listed[], DirectoryFault> => {
  let document: unknown;
  try {
    document = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return { ok: false, refusal: fault(file, '', 'json') };
  }
  const read = directorySchema.safeParse(document);
  if (!read.success) return { ok: false, refusal: fault(file, read.error.issues[0]?.path.join('.') ?? '', 'shape') };
  const people: Listed[] = [];
  for (const [index, entry] of read.data.people.entries()) {
    const secret = readSecretHash(entry.secret);
    if (secret === null) return { ok: false, refusal: fault(file, `people.${index}.secret`, 'secret') };
    people.push({ ...entry, secret });
  }
  return ok(people);
};

type Read = { readonly mark: string; readonly people: readonly Listed[] };

const LOOK_EVERY: Ms = 500;

const keyOf = (lane: string, person: string): string => `${lane}\n${person}`;

/**
 * Refusal: `directory-broken` {file, path, cure}. A file that breaks while the hub runs keeps its last sound state, and `onFault` hears of
 * it once: a missing comma must not send a whole house away from its desks.
 */
export const openDirectory = (dir: string, now: Clock, onFault: (fault: DirectoryFault) => void): Result<Directory, DirectoryFault> => {
  let files = new Map<string, Read>();
  let byKey = new Map<string, Listed>();
  let lookedAt = Number.NEGATIVE_INFINITY;

  /** Answers the faults of files that changed. */
  const look = (): readonly DirectoryFault[] => {
    const found = namesIn(dir);
    const faults: DirectoryFault[] = [];
    const next = new Map<string, Read>();
    for (const name of found) {
      const file = join(dir, name);
      const mark = markOf(file);
      const before = files.get(name);
      if (before?.mark === mark) {
        next.set(name, before);
        continue;
      }
      const read = readOf(file);
      if (!read.ok) faults.push(read.refusal);
      next.set(name, { mark, people: read.ok ? read.value : (before?.people ?? []) });
    }
    const changed = next.size !== files.size || [...next].some(([name, { mark }]) => files.get(name)?.mark !== mark);
    files = next;
    if (!changed) return faults;
    byKey = new Map();
    for (const [name, { people }] of next)
      for (const [index, entry] of people.entries()) {
        const key = keyOf(entry.lane, entry.person);
        if (byKey.has(key)) faults.push(fault(join(dir, name), `people.${index}`, 'twice'));
        else byKey.set(key, entry);
      }
    return faults;
  };
  const fresh = (): void => {
    if (now() - lookedAt < LOOK_EVERY && now() >= lookedAt) return;
    lookedAt = now();
    look().forEach(onFault);
  };

  const [first] = look();
  if (first !== undefined) return { ok: false, refusal: first };
  return ok({
    find: (lane, person) => {
      fresh();
      const found = byKey.get(keyOf(lane, person));
      return found === undefined || found.disabled ? null : found;
    },
    people: () => {
      fresh();
      return [...byKey.values()];
    },
  });
};

const namesIn = (dir: string): readonly string[] =>
  existsSync(dir)
    ? readdirSync(dir)
        .filter((name) => name.endsWith('.json'))
        .toSorted()
    : [];

/** Changes with every saving; a file that went away meanwhile is read as empty by the next look. */
const markOf = (file: string): string => {
  const found = statSync(file, { throwIfNoEntry: false });
  return found === undefined ? '' : `${found.mtimeMs} ${found.size} ${found.ino}`;
};

const readOf = (file: string): Result<readonly Listed[], DirectoryFault> => {
  try {
    return readDirectoryFile(file, readFileSync(file, 'utf8'));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return refuse('directory-broken', { file, path: null, cure: { de: why, en: why } });
  }
};
