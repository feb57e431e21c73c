// Keeps the ledgers of simulated hubs in memory, SQLite or PostgreSQL: each world gets an empty one, takes backups of it and goes back to them.
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import type { PgHandle } from '../../shared/store/postgres-handle.ts';
import { openEmbeddedLedger, type EmbeddedLedger } from '../embedded.ts';
import { openPostgres, openPostgresLedger } from '../postgres.ts';
import { startPostgres } from './own-postgres.ts';

export const KINDS = ['memory', 'sqlite', 'postgres'] as const;
export type Kind = (typeof KINDS)[number];

/** The database of one world's hub. */
export interface Kept {
  /** As it stands now; another one after a restore. */
  store(): LedgerStore;
  /** Copies everything aside; the answer goes back to that copy, however often. No hub may run meanwhile. */
  backup(): Promise<() => Promise<void>>;
  close(): Promise<void>;
}

export interface Ledgers {
  open(): Promise<Kept>;
  end(): Promise<void>;
}

export const openLedgers = async (kind: Kind): Promise<Ledgers> => {
  if (kind === 'memory') return { open: async () => inMemory(), end: () => Promise.resolve() };
  if (kind === 'sqlite') return inFiles();
  const server = await startPostgres();
  return { open: () => inPostgres(server.url), end: server.stop };
};

export const inMemory = (): Kept => {
  let store = createMemoryLedgerStore();
  return {
    store: () => store,
    backup: async () => {
      const image = store.image();
      return async () => {
        store = createMemoryLedgerStore(image);
      };
    },
    close: () => Promise.resolve(),
  };
};

const opened = (path: string): EmbeddedLedger => {
  const ledger = openEmbeddedLedger(path, { backup: () => undefined });
  if (!ledger.ok) throw new Error(JSON.stringify(ledger.refusal));
  return ledger.value;
};

/** Databases in memory; only their backups are files. */
const inFiles = (): Ledgers => {
  const home = mkdtempSync(join(tmpdir(), 'stafette-worlds-'));
  const open = async (): Promise<Kept> => {
    let ledger = opened(':memory:');
    const backups: string[] = [];
    return {
      store: () => ledger.store,
      backup: async () => {
        const copy = join(home, `${randomUUID()}.sqlite`);
        copyInto(ledger, copy);
        backups.push(copy);
        return async () => {
          await ledger.store.close();
          // A copy of the copy: one may go back to it more than once.
          const fresh = join(home, `${randomUUID()}.sqlite`);
          const source = opened(copy);
          copyInto(source, fresh);
          await source.store.close();
          backups.push(fresh);
          ledger = opened(fresh);
        };
      },
      close: async () => {
        await ledger.store.close();
        for (const file of backups) for (const part of ['', '-wal', '-shm']) rmSync(`${file}${part}`, { force: true });
      },
    };
  };
  return { open, end: async () => rmSync(home, { recursive: true, force: true }) };
};

const copyInto = ({ handle }: EmbeddedLedger, file: string): void => void handle.exec(`VACUUM INTO '${file.replaceAll("'", "''")}'`);

/** Connections that nobody uses break when the server goes; whoever asks next is told. */
const lost = (): void => undefined;

/** A ledger of its own in a running server: a schema that is dropped when it is closed. */
export const inSchema = async (url: string): Promise<{ store: LedgerStore; schema: string; close: () => Promise<void> }> => {
  const schema = `t_${randomUUID().replaceAll('-', '')}`;
  const ledger = await openPostgresLedger({ url, schema, connections: 4 }, lost);
  if (!ledger.ok) throw new Error(JSON.stringify(ledger.refusal));
  return {
    store: ledger.value,
    schema,
    close: async () => {
      await ledger.value.close();
      const handle = openPostgres({ url, connections: 1 }, lost);
      await handle.run(`DROP SCHEMA ${schema} CASCADE`);
      await handle.close();
    },
  };
};

const inPostgres = async (url: string): Promise<Kept> => {
  const { store, schema, close } = await inSchema(url);
  const handle = openPostgres({ url, connections: 1 }, lost);
  let copies = 0;
  return {
    store: () => store,
    backup: async () => {
      copies += 1;
      const copy = `${schema}_${copies}`;
      const tables = await tablesOf(handle, schema);
      await handle.run(`CREATE SCHEMA ${copy}`);
      for (const table of tables) await handle.run(`CREATE TABLE ${copy}.${table} AS TABLE ${schema}.${table}`);
      return () =>
        handle.transact(async (session) => {
          await session.run(`TRUNCATE ${tables.map((table) => `${schema}.${table}`).join(', ')}`);
          for (const table of tables)
            await session.run(`INSERT INTO ${schema}.${table} OVERRIDING SYSTEM VALUE SELECT * FROM ${copy}.${table}`);
        });
    },
    close: async () => {
      for (; copies > 0; copies -= 1) await handle.run(`DROP SCHEMA ${schema}_${copies} CASCADE`);
      await handle.close();
      await close();
    },
  };
};

const tablesOf = async (handle: PgHandle, schema: string): Promise<readonly string[]> => {
  const rows = await handle.rows<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = $1 AND table_type = 'BASE TABLE' ORDER BY 1`,
    [schema],
  );
  return rows.map(({ name }) => name);
};
