// Runs the contract of LedgerStore on a real PostgreSQL, and what only a shared database must show: two hubs, a kill, an old server.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migratePostgres, openPostgres, openPostgresLedger } from '../../hub/postgres.ts';
import { ledgerStoreContract } from '../contracts/ledger-store-contract.ts';
import { ledgerHubContract } from '../contracts/ledger-hub-contract.ts';
import { grantsContract, grantsOfLedger } from '../contracts/grants-contract.ts';
import { confirmed, LANE, noted, opened, stateOf } from '../store/samples.ts';
import { startPostgres, type OwnPostgres } from '../../hub/simulation/own-postgres.ts';
import { inSchema } from '../../hub/simulation/ledgers.ts';

let server: OwnPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const inOwnSchema = async () => {
  const { store, close } = await inSchema(server.url);
  return { store, cleanUp: close };
};
ledgerStoreContract('postgres', inOwnSchema);
ledgerHubContract('postgres', inOwnSchema);
grantsContract(
  'postgres',
  async () => {
    const { store, close } = await inSchema(server.url);
    return grantsOfLedger(store, close);
  },
  20,
);

const lost = (): void => undefined;
const added = (expected: number, caseId: string, version: number) => ({
  lane: LANE,
  expected,
  events: [confirmed(version === 1 ? opened(caseId) : noted(caseId, version), expected + 1, version)],
  states: [stateOf(caseId)],
  grants: [],
  settled: [],
  bodies: [],
});

describe('a ledger that hubs share', () => {
  it('[S31] of two sequencers that both believe in one head exactly one writes, whatever the timing', async () => {
    const { store, schema, close } = await inSchema(server.url);
    await store.openLane(LANE, 'e1');
    const other = await openPostgresLedger({ url: server.url, schema, connections: 4 }, lost);
    if (!other.ok) throw new Error('no second hub');
    for (let head = 0; head < 20; head += 1) {
      const written = await Promise.all([
        store.append(added(head, `a${head}`, 1)),
        other.value.append(added(head, `b${head}`, 1)),
        store.append(added(head, `c${head}`, 1)),
      ]);
      expect(written.filter(Boolean)).toHaveLength(1);
    }
    const events = await store.events(LANE, 0, 100);
    expect(events.map(({ position }) => position)).toEqual(Array.from({ length: 20 }, (_, index) => index + 1));
    await other.value.close();
    await close();
  });

  it('[S32] several hubs that start at once bring the tables to the newest version once', async () => {
    const schema = 'started_together';
    const hubs = await Promise.all([1, 2, 3, 4].map(() => openPostgresLedger({ url: server.url, schema, connections: 2 }, lost)));
    expect(hubs.map(({ ok }) => ok)).toEqual([true, true, true, true]);
    for (const hub of hubs) if (hub.ok) await hub.value.close();
  });

  it('[S33] a database that a newer version wrote is refused with both numbers and left as it is', async () => {
    const { schema, store } = await inSchema(server.url);
    await store.close();
    const handle = openPostgres({ url: server.url, schema, connections: 1 }, lost);
    await handle.run('UPDATE schema_version SET version = 99');
    expect(await migratePostgres(handle, schema)).toEqual({
      ok: false,
      refusal: { code: 'database-newer', data: { found: 99, known: 3 } },
    });
    expect(await handle.rows('SELECT version FROM schema_version')).toEqual([{ version: 99 }]);
    await handle.close();
  });

  it('[S34] what an append answered for is there after the server was killed, and the pool finds its way back', async () => {
    const own = await startPostgres();
    const ledger = await openPostgresLedger({ url: own.url, connections: 2 }, lost);
    if (!ledger.ok) throw new Error('not opened');
    await ledger.value.openLane(LANE, 'e1');
    expect(await ledger.value.append(added(0, 'c1', 1))).toBe(true);
    await own.kill();
    await expect(ledger.value.append(added(1, 'c1', 2))).rejects.toThrow(/terminat|connect/i);
    await own.start();
    expect(await ledger.value.head(LANE)).toEqual({ epoch: 'e1', position: 1 });
    expect(await ledger.value.append(added(1, 'c1', 2))).toBe(true);
    expect(await ledger.value.eventsOf('c1')).toHaveLength(2);
    await ledger.value.close();
    await own.stop();
  });
});
