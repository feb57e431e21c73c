// Watches how PostgreSQL answers an inventory: by ranges of indexes, whatever its statistics say.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migratePostgres, openPostgres } from '../../hub/postgres.ts';
import { startPostgres, type OwnPostgres } from '../../hub/simulation/own-postgres.ts';
import type { PgHandle, PgValue } from '../../shared/store/postgres-handle.ts';
import { createPostgresLedgerStore } from '../../shared/store/postgres-ledger-store.ts';

let server: OwnPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

it.each([
  ['of everything', null, ['states_by_rank']],
  ['of what some tags had to do with', ['team:a', 'person:b'], ['audience_by_tag', 'states_pkey']],
])('[S41] an inventory %s is read from indexes', async (_, tags, indexes) => {
  const schema = `t_${randomUUID().replaceAll('-', '')}`;
  const handle = openPostgres({ url: server.url, schema, connections: 2 }, () => undefined);
  await migratePostgres(handle, schema);
  const asked: (readonly [string, readonly PgValue[]])[] = [];
  const rows: PgHandle['rows'] = (sql, values = []) => {
    asked.push([sql, values]);
    return handle.rows(sql, values);
  };
  await createPostgresLedgerStore({ ...handle, rows }).inventory({ lane: 'x', tags, closedSince: 1, after: null, limit: 9 });
  const [sql, values] = asked.at(-1)!;
  const plan = await handle.transact(async (session) => {
    // Without these an empty table would be walked, and nothing be said of a full one.
    for (const way of ['seqscan', 'bitmapscan', 'hashjoin', 'mergejoin']) await session.run(`SET LOCAL enable_${way} = off`);
    return session.rows<{ 'QUERY PLAN': string }>(`EXPLAIN ${sql}`, values);
  });
  const steps = plan.map((row) => row['QUERY PLAN']).join('\n');
  for (const index of indexes) expect(steps).toMatch(new RegExp(`Index (?:Only )?Scan using ${index} `));
  expect(steps).not.toMatch(/Seq Scan/);
  await handle.close();
});
