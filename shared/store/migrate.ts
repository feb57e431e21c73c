// Brings a database to the newest version, one numbered step at a time, and refuses one that a newer version wrote.
import { ok, refuse, type Refusal, type Result } from '../kernel/result.ts';
import { createTransact, type SqlHandle } from './sqlite-handle.ts';

/** One step: `version` is the version afterwards. The text of a step that was released never changes again. */
export type Migration = { readonly version: number; readonly name: string; readonly sql: string };

export type Migrated = { readonly from: number; readonly to: number };

/**
 * Each step is one transaction, so a kill between two steps leaves a database of a known version. `backup` is called once,
 * before the first step, when the database already holds something. Refusals: `database-newer` {found, known},
 * `database-foreign` {application} (the file belongs to another program or is the other database).
 */
export const migrate = (
  handle: SqlHandle,
  application: number,
  migrations: readonly Migration[],
  backup: (version: number) => void,
): Result<Migrated, Refusal<'database-newer' | 'database-foreign'>> => {
  const from = pragma(handle, 'user_version');
  const owner = pragma(handle, 'application_id');
  const known = migrations.at(-1)?.version ?? 0;
  if (owner !== application && (owner !== 0 || from !== 0 || !isEmpty(handle))) return refuse('database-foreign', { application: owner });
  if (from > known) return refuse('database-newer', { found: from, known });
  const steps = migrations.filter((step) => step.version > from);
  if (from > 0 && steps.length > 0) backup(from);
  const transact = createTransact(handle);
  for (const step of steps)
    transact(() => {
      handle.exec(step.sql);
      handle.exec(`PRAGMA application_id = ${application}`);
      handle.exec(`PRAGMA user_version = ${step.version}`);
    });
  return ok({ from, to: known });
};

const pragma = (handle: SqlHandle, name: string): number => {
  const row = handle.prepare(`PRAGMA ${name}`).get() as Record<string, number>;
  return row[name]!;
};

const isEmpty = (handle: SqlHandle): boolean => (handle.prepare('SELECT count(*) AS n FROM sqlite_schema').get() as { n: number }).n === 0;
