// Gives every test a ledger of its own in one running PostgreSQL: a schema that is dropped when the test is over.
import { randomUUID } from 'node:crypto';
import { openPostgres, openPostgresLedger } from '../../hub/postgres.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';

/** Connections that nobody uses break when the server goes; whoever asks next is told. */
const lost = (): void => undefined;

export type SchemaLedger = { readonly store: LedgerStore; readonly schema: string; readonly cleanUp: () => Promise<void> };

export const openSchema = async (url: string): Promise<SchemaLedger> => {
  const schema = `t_${randomUUID().replaceAll('-', '')}`;
  const opened = await openPostgresLedger({ url, schema, connections: 4 }, lost);
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  return {
    store: opened.value,
    schema,
    cleanUp: async () => {
      await opened.value.close();
      const handle = openPostgres({ url, connections: 1 }, lost);
      await handle.run(`DROP SCHEMA ${schema} CASCADE`);
      await handle.close();
    },
  };
};
