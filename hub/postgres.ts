// Opens a ledger in PostgreSQL: connections from a pool, numbers as numbers, the tables brought to the newest version by one hub at a time.
import pg from 'pg';
import { ok, refuse, type Refusal, type Result } from '../shared/kernel/result.ts';
import type { LedgerStore } from '../shared/store/ledger-store.ts';
import type { PgHandle, PgSession, PgValue } from '../shared/store/postgres-handle.ts';
import { createPostgresLedgerStore } from '../shared/store/postgres-ledger-store.ts';
import { LEDGER_POSTGRES_MIGRATIONS } from '../shared/store/schema.ts';
import { createPostgresRegister } from './register/postgres.ts';
import type { Register } from './register/register.ts';

/** `schema`: where the tables stand; made if missing. `connections`: at most so many at once. */
export type PostgresOptions = { readonly url: string; readonly schema?: string; readonly connections?: number };

const INT8 = 20;
/** Any number will do, as long as every hub takes the same: who migrates holds it. */
const MIGRATING = 5_711_037;
const OLDEST = 150_000;

// Positions, times and amounts stay below 2^53; as text they would be compared as text.
const types = { getTypeParser: (oid: number, format?: 'text' | 'binary') => (oid === INT8 ? Number : pg.types.getTypeParser(oid, format)) };

type Question = { readonly text: string; readonly values: unknown[]; readonly name?: string };
type Answering = { query(question: Question): Promise<{ readonly rows: unknown[]; readonly rowCount: number | null }> };

// What is asked with values is asked again: each connection reads and plans it once, under a name that is the same at all of them.
const names = new Map<string, string>();
/** A question for whole rows is planned anew each time: a newer hub may have given its table a column since. */
const WHOLE_ROWS = /(?<![.\w])\* FROM (?!unnest)/;

const questionOf = (text: string, values: readonly PgValue[]): Question => {
  if (values.length === 0 || WHOLE_ROWS.test(text)) return { text, values: [...values] };
  const name = names.get(text) ?? `q${names.size + 1}`;
  names.set(text, name);
  return { name, text, values: [...values] };
};

const sessionOf = (client: Answering): PgSession => ({
  rows: async <Row>(sql: string, values: readonly PgValue[] = []) => (await client.query(questionOf(sql, values))).rows as readonly Row[],
  run: async (sql, values = []) => (await client.query(questionOf(sql, values))).rowCount ?? 0,
});

/** A pool as the ledger sees it; `onLost` hears of connections that broke while nobody used them. */
export const openPostgres = ({ url, schema = 'stafette', connections = 8 }: PostgresOptions, onLost: (error: Error) => void): PgHandle => {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    types,
    // One hub that forgot a transaction must not hold up the others for ever.
    options: `-c search_path=${quoted(schema)} -c synchronous_commit=on -c idle_in_transaction_session_timeout=60000`,
    application_name: 'stafette-hub',
  });
  pool.on('error', onLost);
  return {
    ...sessionOf(pool),
    transact: async (work) => {
      const client = await pool.connect();
      try {
        await client.query('BEGIN');
        const result = await work(sessionOf(client));
        await client.query('COMMIT');
        client.release();
        return result;
      } catch (error) {
        const broken = await client.query('ROLLBACK').then(
          () => undefined,
          (lost: unknown) => (lost instanceof Error ? lost : new Error(String(lost))),
        );
        client.release(broken);
        throw error;
      }
    },
    close: () => pool.end(),
  };
};

const NAME = /^[a-z_][a-z0-9_]{0,62}$/;

const quoted = (name: string): string => {
  if (!NAME.test(name)) throw new Error(`"${name}" is no name for a schema: small letters, digits and _`);
  return name;
};

/**
 * Brings the tables to the newest version, one hub at a time. Refusals: `database-newer` {found, known}, `database-old` {found, needed}
 * (PostgreSQL before 15).
 */
export const migratePostgres = async (
  handle: PgHandle,
  schema = 'stafette',
): Promise<Result<number, Refusal<'database-newer' | 'database-old'>>> => {
  const server = Number((await handle.rows<{ server_version_num: string }>('SHOW server_version_num'))[0]?.server_version_num ?? 0);
  if (server < OLDEST) return refuse('database-old', { found: server, needed: OLDEST });
  return handle.transact(async (session) => {
    await session.rows('SELECT pg_advisory_xact_lock($1)', [MIGRATING]);
    await session.run(`CREATE SCHEMA IF NOT EXISTS ${quoted(schema)}`);
    await session.run('CREATE TABLE IF NOT EXISTS schema_version (version integer NOT NULL)');
    const found = (await session.rows<{ version: number }>('SELECT version FROM schema_version'))[0]?.version ?? 0;
    const known = LEDGER_POSTGRES_MIGRATIONS.at(-1)?.version ?? 0;
    if (found > known) return refuse('database-newer', { found, known });
    for (const step of LEDGER_POSTGRES_MIGRATIONS.filter(({ version }) => version > found)) {
      await session.run(step.sql);
      await session.run('DELETE FROM schema_version');
      await session.run('INSERT INTO schema_version (version) VALUES ($1)', [step.version]);
    }
    return ok(known);
  });
};

/** The ledger and the register over one pool; closing the ledger closes it. */
export type PostgresHub = { readonly store: LedgerStore; readonly register: Register };

export const openPostgresHub = async (
  options: PostgresOptions,
  onLost: (error: Error) => void,
): Promise<Result<PostgresHub, Refusal<'database-newer' | 'database-old'>>> => {
  const handle = openPostgres(options, onLost);
  try {
    const migrated = await migratePostgres(handle, options.schema);
    if (migrated.ok) return ok({ store: createPostgresLedgerStore(handle), register: createPostgresRegister(handle) });
    await handle.close();
    return migrated;
  } catch (error) {
    await handle.close();
    throw error;
  }
};

/** The ledger alone. */
export const openPostgresLedger = async (
  options: PostgresOptions,
  onLost: (error: Error) => void,
): Promise<Result<LedgerStore, Refusal<'database-newer' | 'database-old'>>> => {
  const opened = await openPostgresHub(options, onLost);
  return opened.ok ? ok(opened.value.store) : opened;
};
