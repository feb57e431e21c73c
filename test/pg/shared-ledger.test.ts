// A ledger in PostgreSQL that desks share: what an older one knew of who had to do with a case, groups of pushes, and what each desk is told.
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { openPostgres, openPostgresLedger } from '../../hub/postgres.ts';
import { startPostgres, type OwnPostgres } from '../../hub/simulation/own-postgres.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { LEDGER_POSTGRES_MIGRATIONS } from '../../shared/store/schema.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { tagsOf } from '../../shared/sync/rights.ts';
import { judge } from '../case/random-lives.ts';
import { digest, LANE } from '../sync/desks.ts';
import { begins, createHub, crowd, settles } from '../sync/writers.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

let server: OwnPostgres;
beforeAll(async () => {
  server = await startPostgres();
});
afterAll(() => server.stop());

const lost = (): void => undefined;

const opened = async (schema: string): Promise<LedgerStore> => {
  const ledger = await openPostgresLedger({ url: server.url, schema, connections: 4 }, lost);
  if (!ledger.ok) throw new Error(ledger.refusal.code);
  return ledger.value;
};

it('[Y39] reads audiences out of the states of an older ledger, nobody left out', async () => {
  const states = new Map<string, CaseState>();
  judge((lived) => lived.moments.forEach(({ after }) => states.set(JSON.stringify([states.size]), after)), 10);
  const handle = openPostgres({ url: server.url, schema: 'older', connections: 1 }, lost);
  await handle.run('CREATE SCHEMA older');
  await handle.run(LEDGER_POSTGRES_MIGRATIONS[0]!.sql);
  await handle.run('CREATE TABLE schema_version (version integer NOT NULL)');
  await handle.run('INSERT INTO schema_version VALUES (1)');
  for (const [id, state] of states)
    await handle.rows('INSERT INTO states (case_id, lane, state) VALUES ($1, $2, $3)', [id, state.lane, JSON.stringify(state)]);
  await handle.close();
  const store = await opened('older');
  const audiences = await store.audiences(LANE, [...states.keys()]);
  const left = [...states].flatMap(([id, state]) => tagsOf(state).filter((tag) => audiences.get(id)?.includes(tag) !== true));
  expect([...new Set(left)]).toEqual([]);
  await store.close();
});

it('[Y46] settles a crowd as a ledger in memory does, and tells each desk the same [Y40] [Y41] [Y42] [Y43]', async () => {
  const store = await opened('crowd');
  const memory = await createHub();
  const shared = await createHub(store, { gather: () => new Promise((resolve) => setImmediate(resolve)) });
  for (const push of crowd(memory)) await settles(memory.ledger, push);
  await Promise.all(crowd(shared).map((push) => settles(shared.ledger, push)));
  expect(await store.events(LANE, 0, 99)).toEqual(await memory.store.events(LANE, 0, 99));
  expect(await examineLedger(store, digest)).toEqual([]);
  for (const people of [['lena'], ['jonas'], ['ayse'], ['nora'], []]) {
    const told = await Promise.all(
      [memory, shared].map(async (hub) => {
        const session = hub.seat('front', ...people);
        if (people.length === 0) return [await session.lanes(), await session.snapshots(LANE, ['a'])];
        const list = await session.inventory(LANE, null);
        const ids = list.cases.map(({ caseId }) => caseId);
        return [
          list,
          list.next === null ? null : await session.inventory(LANE, list.next),
          await session.pull(LANE, await begins(session, 'front')),
          await session.snapshots(LANE, ids),
          await session.histories(
            LANE,
            ids.map((caseId) => ({ caseId, after: 0 })),
          ),
        ];
      }),
    );
    expect(told[1]).toEqual(told[0]);
  }
  await store.close();
});
