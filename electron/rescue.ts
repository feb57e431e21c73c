// Sets a database that does not open aside, never deletes it, and saves from it what exists nowhere else: outbox, drafts, refused commands.
import Database from 'better-sqlite3';
import { existsSync, mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, Refusal } from '../shared/kernel/result.ts';
import type { Body } from '../shared/case/commands.ts';
import type { DeskStore, Draft, Outgoing } from '../shared/store/desk-store.ts';
import type { Saved } from '../shared/sync/adopt.ts';

export type Rescue = {
  /** Where the damaged files lie now. */
  readonly folder: string;
  readonly file: string;
  readonly why: string;
  readonly commands: number;
  readonly drafts: number;
  readonly refused: number;
  /** False where some pages could not be read: there may have been more. */
  readonly complete: boolean;
};

export type Rescued = {
  readonly saved: Saved;
  readonly drafts: readonly Draft[];
  readonly refused: readonly { readonly outgoing: Outgoing; readonly refusal: Refusal; readonly at: number }[];
  readonly settings: ReadonlyMap<string, string>;
  readonly complete: boolean;
};

/** What is told of a file that was given up; `found` null where nothing of it was anybody's own. */
export const rescueOf = (folder: string, file: string, why: string, found: Rescued | null): Rescue => ({
  folder,
  file,
  why,
  complete: found?.complete ?? true,
  commands: found?.saved.commands.length ?? 0,
  drafts: found?.drafts.length ?? 0,
  refused: found?.refused.length ?? 0,
});

/** Moves the database with its side files, so that SQLite still reads them as one. */
export const setAside = (dir: string, file: string, stamp: string): string => {
  const folder = join(dir, 'set-aside', stamp);
  mkdirSync(folder, { recursive: true });
  for (const name of [file, `${file}-wal`, `${file}-shm`]) if (existsSync(join(dir, name))) renameSync(join(dir, name), join(folder, name));
  return folder;
};

/** Reads table by table, row by row, as far as each can be read. */
export const rescueDesk = (path: string): Rescued => {
  const lost = { any: false };
  const rows = readTables(path, lost);
  const journal = rows('SELECT seq, text FROM journal NOT INDEXED WHERE settled = 0 ORDER BY seq') as { seq: number; text: string }[];
  const bodies = rows('SELECT hash, salt, text, lane, case_id FROM bodies') as (Body & { lane: string; case_id: string })[];
  const drafts = rows('SELECT author, key, value, saved_at FROM drafts') as {
    author: string;
    key: string;
    value: string;
    saved_at: number;
  }[];
  const refused = rows('SELECT outgoing, refusal, at FROM refused WHERE dismissed_at IS NULL') as {
    outgoing: string;
    refusal: string;
    at: number;
  }[];
  const settings = rows('SELECT key, value FROM settings') as { key: string; value: string }[];
  const wanted = new Set(journal.map(({ text }) => bodyOf(text)).filter((hash) => hash !== null));
  return {
    saved: {
      commands: journal.map(({ text }) => ({ text })),
      bodies: bodies
        .filter(({ hash }) => wanted.has(hash))
        .map(({ lane, case_id: caseId, hash, salt, text }) => ({ lane, caseId, body: { hash, salt, text } })),
    },
    drafts: drafts.map(({ author, key, value, saved_at: savedAt }) => ({ author, key, value: JSON.parse(value) as Json, savedAt })),
    refused: refused.map((row) => ({
      outgoing: JSON.parse(row.outgoing) as Outgoing,
      refusal: JSON.parse(row.refusal) as Refusal,
      at: row.at,
    })),
    settings: new Map(settings.map(({ key, value }) => [key, value])),
    complete: !lost.any,
  };
};

const bodyOf = (text: string): string | null => (JSON.parse(text) as { body: string | null }).body;

/** A reader that never throws for damage: it answers the rows before the first one it cannot read. */
const readTables = (path: string, lost: { any: boolean }): ((sql: string) => unknown[]) => {
  const handle = openTolerant(path);
  if (handle === null) lost.any = true;
  return (sql) => {
    if (handle === null) return [];
    const found: unknown[] = [];
    try {
      for (const row of handle.prepare(sql).iterate()) found.push(row);
    } catch {
      // Said in the report: what was read so far is kept.
      lost.any = true;
    }
    return found;
  };
};

const openTolerant = (path: string): Database.Database | null => {
  if (!existsSync(path)) return null;
  try {
    const handle = new Database(path);
    handle.exec('PRAGMA writable_schema = ON; PRAGMA query_only = ON');
    return handle;
  } catch {
    // No database at all any more: nothing can be saved from it, and the report says so.
    return null;
  }
};

/** Who this workstation is at its hub, and under which numbers: what must stand in the new store before anything else. */
export const identityOf = ({ settings }: Rescued): readonly (readonly [string, string])[] =>
  [...settings].filter(([key]) => key === 'device' || key === 'desk-slot' || key.startsWith('hub:'));

/** Puts drafts, refused commands and counters into the new store; commands go through the engine. */
export const replant = (store: DeskStore, rescued: Rescued): void =>
  store.transact(() => {
    for (const draft of rescued.drafts) store.saveDraft(draft);
    for (const { outgoing, refusal, at } of rescued.refused) store.refuse(outgoing, refusal, at);
    for (const [key, value] of rescued.settings) if (key.startsWith('case-counter:') || key === 'desk-slot') store.saveSetting(key, value);
    // Without the counter nobody knows which numbers were given; no lane has opened more cases than it has events.
    for (const lane of store.lanes()) {
      const key = `case-counter:${lane}`;
      if (!rescued.settings.has(key)) store.saveSetting(key, String(store.head(lane).position));
    }
  });
