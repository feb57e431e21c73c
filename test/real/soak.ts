// The long trial of the hub: `npm run soak:hub -- [SECONDS] [SEED]`; storm and kills together, with the embedded ledger and with PostgreSQL in turn.
import { randomUUID } from 'node:crypto';
import { createSeeded } from '../../shared/kernel/seeded.ts';
import { startPostgres } from '../../hub/simulation/own-postgres.ts';
import { trial, type TrialReport } from './trial.ts';

const [seconds = '120', first = '1'] = process.argv.slice(2);
const end = Date.now() + Number(seconds) * 1_000;
const server = await startPostgres();
const reports: TrialReport[] = [];
try {
  for (let seed = Number(first); reports.length < 2 || Date.now() < end; seed += 1) {
    const seeded = createSeeded(seed);
    const isShared = seed % 2 === 0;
    const database = isShared ? `${server.url}${server.url.includes('?') ? '&' : '?'}schema=t_${randomUUID().replaceAll('-', '')}` : null;
    const kills = Array.from({ length: seeded.whole(4, 12) }, () => seeded.pick(['desk', 'desk', 'hub'] as const));
    const report = await trial({ seed, hubs: isShared ? 2 : 1, database, storm: true, kills, seconds: 10 });
    reports.push(report);
    console.log(JSON.stringify({ seed, ledger: isShared ? 'postgres' : 'embedded', ...report }));
  }
} finally {
  await server.stop();
}
const sum = (of: (report: TrialReport) => number): number => reports.reduce((total, report) => total + of(report), 0);
const slowest = (of: (report: TrialReport) => readonly number[]): number => Math.max(0, ...reports.flatMap(of));
console.log(
  JSON.stringify({
    trials: reports.length,
    acknowledged: sum(({ acknowledged }) => acknowledged),
    verdicts: sum(({ verdicts }) => verdicts),
    refused: sum(({ refused }) => refused),
    kills: sum(({ kills }) => kills),
    slowestCalmMs: slowest(({ calmMs }) => [calmMs]),
    slowestGoneOnMs: slowest(({ goneOnAfter }) => goneOnAfter),
    problems: sum(({ problems }) => problems.length),
  }),
);
process.exitCode = reports.every(({ problems }) => problems.length === 0) ? 0 : 1;
