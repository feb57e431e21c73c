// A real hub process that is killed at the very moment at which it hands lanes to another one.
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import type { Push } from '../../shared/sync/protocol.ts';
import { digest } from '../../hub/server/secrets.ts';
import { HOTEL, LANE, seatOf, until } from '../hub/at-the-wire.ts';
import { notes, opens } from '../sync/writers.ts';
import { openProcesses, type Process, type Processes } from './processes.ts';

/** Whoever wants a lane to change hands while it is held waits for this lock. */
const GATE = 4_711;
const gated = (schema: string): string => `
  CREATE FUNCTION ${schema}.wait_at_gate() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_advisory_xact_lock(${GATE}); RETURN NEW; END $$;
  CREATE TRIGGER gate BEFORE UPDATE ON ${schema}.lanes FOR EACH ROW
    WHEN (OLD.holder <> NEW.holder AND OLD.held_until > extract(epoch FROM clock_timestamp()) * 1000) EXECUTE FUNCTION ${schema}.wait_at_gate();`;

let processes: Processes;
let beside: pg.Client;

beforeAll(async () => {
  processes = await openProcesses(['telecom', 'hotel']);
  beside = new pg.Client({ connectionString: processes.url });
  await beside.connect();
  await beside.query(gated(processes.schema));
}, 120_000);
afterAll(async () => {
  await beside.end();
  await processes.end();
});

const time = { clock: { now: Date.now() } };
const holdersOf = (): Promise<readonly (string | undefined)[]> =>
  Promise.all([HOTEL, LANE].map(async (lane) => (await processes.kept.store.laneHolder(lane))?.url));

it('[HS43] loses nothing, and the other one has everything within seconds', async () => {
  const { run, kept, enrol } = processes;
  const a = await run('a');
  await until(async () => (await holdersOf()).join() === [a.url, a.url].join());
  const { key } = await enrol(a);
  const at = (process: Process) => seatOf(process.url, 'd-1', key);
  const seat = at(a);
  expect((await seat.signIn('lena')).body['ok']).toBe(true);
  expect((await seat.ask('push', seat.journal(opens(time, 'fall', 'lena')))).body).toMatchObject({ ok: true });

  await beside.query(`SELECT pg_advisory_lock(${GATE})`);
  const b = await run('b');
  const waiting = `SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND objid = ${GATE} AND NOT granted`;
  await until(async () => (await beside.query(waiting)).rowCount === 1, 20_000);
  expect(await holdersOf()).toEqual([a.url, a.url]);

  /** As a workstation: the same frame again until it is settled. */
  const deliver = async (frame: Push, to: readonly Process[]): Promise<void> => {
    const end = Date.now() + 20_000;
    for (let n = 0; Date.now() < end; n += 1) {
      const answer = await at(to[n % to.length]!)
        .ask('push', frame)
        .catch(() => null);
      if (answer?.body['ok'] === true) return;
      await new Promise((resolve) => void setTimeout(resolve, 50));
    }
    throw new Error('nobody settled it');
  };
  const underway = deliver(seat.journal(...Array.from({ length: 20 }, (_, n) => notes(time, `n-${n}`, 'fall', 'lena'))), [a, b]);
  a.child.kill('SIGKILL');
  await a.gone;
  const killed = performance.now();
  await beside.query(`SELECT pg_advisory_unlock(${GATE})`);
  await underway;
  await until(async () => (await holdersOf()).join() === [b.url, b.url].join());
  expect(performance.now() - killed).toBeLessThan(8_000);
  await deliver(seat.journal(notes(time, 'afterwards', 'fall', 'lena')), [b]);

  const events = await kept.store.events(LANE, 0, 100);
  expect(events.map(({ position }) => position)).toEqual(Array.from({ length: 22 }, (_, n) => n + 1));
  expect(new Set(events.map(({ event }) => event.command)).size).toBe(22);
  expect(await examineLedger(kept.store, digest)).toEqual([]);
}, 90_000);
