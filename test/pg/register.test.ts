// Runs the contract of the register on a real PostgreSQL.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll } from 'vitest';
import { openPostgresHub } from '../../hub/postgres.ts';
import { startPostgres, type OwnPostgres } from '../../hub/simulation/own-postgres.ts';
import { registerContract } from '../contracts/register-contract.ts';

let server: OwnPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

registerContract('postgres', async () => {
  const schema = `t_${randomUUID().replaceAll('-', '')}`;
  const hub = await openPostgresHub({ url: server.url, schema, connections: 4 }, () => undefined);
  if (!hub.ok) throw new Error(hub.refusal.code);
  return { register: hub.value.register, cleanUp: () => hub.value.store.close() };
});
