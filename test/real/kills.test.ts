// Workstations and hubs as real processes are killed at work, again and again: nothing acknowledged is missing, nothing is there twice.
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startPostgres, type OwnPostgres } from '../../hub/simulation/own-postgres.ts';
import { trial } from './trial.ts';

let server: OwnPostgres;
beforeAll(async () => {
  server = await startPostgres();
}, 120_000);
afterAll(() => server.stop());

it('[Y76] survives killing desks and the hub with its embedded ledger at any moment', async () => {
  const report = await trial({
    seed: 7601,
    storm: false,
    kills: ['desk', 'hub', 'desk', 'desk', 'hub'],
    seconds: 0,
  });
  expect(report.problems).toEqual([]);
  expect([report.kills, report.goneOnAfter.length]).toEqual([5, 2]);
  expect(report.acknowledged).toBeGreaterThan(50);
}, 300_000);

it('[Y77] with two hubs over one PostgreSQL the other goes on when one is killed, and nothing is lost or done twice', async () => {
  const database = `${server.url}${server.url.includes('?') ? '&' : '?'}schema=t_${randomUUID().replaceAll('-', '')}`;
  const report = await trial({ seed: 7701, hubs: 2, database, storm: false, kills: ['hub', 'desk'], seconds: 0 });
  expect(report.problems).toEqual([]);
  // Three seconds of hold, and what a loaded machine takes.
  expect(Math.max(...report.goneOnAfter)).toBeLessThan(20_000);
  expect(report.acknowledged).toBeGreaterThan(30);
}, 300_000);
