// Writes who may sign in into a directory file: one entry at a time, beside the file and then in its place.
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { directorySchema, readDirectoryFile, type DirectoryFault, type DirectoryFile } from './directory.ts';

/** `secret` is the finished hash; null keeps the one that stands there. */
export type Entry = { readonly lane: string; readonly person: string; readonly secret: string | null; readonly disabled: boolean };

/** One file per principal; whatever else stands in it stays. `null`: nobody of that name is listed, and there is no secret to list him with. */
export const writeEntry = (dir: string, entry: Entry): Result<{ readonly file: string } | null, DirectoryFault> => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, `${fileName(entry.lane)}.json`);
  const read = peopleIn(file);
  if (!read.ok) return read;
  const isSame = ({ lane, person }: { readonly lane: string; readonly person: string }): boolean =>
    lane === entry.lane && person === entry.person;
  const secret = entry.secret ?? read.value.find(isSame)?.secret;
  if (secret === undefined) return ok(null);
  const fresh = { lane: entry.lane, person: entry.person, secret, ...(entry.disabled ? { disabled: true } : {}) };
  const people = read.value.some(isSame) ? read.value.map((each) => (isSame(each) ? fresh : each)) : [...read.value, fresh];
  const beside = `${file}.${process.pid}`;
  writeFileSync(beside, `${JSON.stringify({ people } satisfies DirectoryFile, null, 1)}\n`, { mode: 0o600 });
  renameSync(beside, file);
  return ok({ file });
};

const peopleIn = (file: string): Result<DirectoryFile['people'], DirectoryFault> => {
  if (!existsSync(file)) return ok([]);
  const text = readFileSync(file, 'utf8');
  // Nothing is written over a file that nobody can read.
  const sound = readDirectoryFile(file, text);
  return sound.ok ? ok(directorySchema.parse(JSON.parse(text.replace(/^\uFEFF/, ''))).people) : sound;
};

/** A principal's id is any text; what a file system might take amiss is written as its code. */
const fileName = (lane: string): string => lane.replace(/[^\w.-]|^\./g, (letter) => `%${letter.codePointAt(0)!.toString(16)}`);
