// Runs the contract of a transport over HTTP to a hub on a real PostgreSQL.
import { afterAll, beforeAll } from 'vitest';
import { startPostgres, type OwnPostgres } from '../../hub/simulation/own-postgres.ts';
import { transportContract } from '../contracts/transport-contract.ts';
import { overHttp } from '../contracts/transport-kit.ts';

let server: OwnPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

transportContract('HTTP, ledger in PostgreSQL', () => overHttp({ database: server.url }));
