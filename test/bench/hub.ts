// Measures a hub and what its workstations see of it, row by row, each with the target it is held to.
import { benchHubCrowd, type HubCrowdReport } from './hub-crowd.ts';
import { benchHubFirst, type HubFirstReport } from './hub-first.ts';
import { benchHubLedger, type HubLedgerReport } from './hub-ledger.ts';
import { benchHubLive, type HubLiveReport } from './hub-live.ts';
import { benchHubPostgres, type HubPostgresReport } from './hub-postgres.ts';
import { target, type Target } from './target.ts';

export type HubReport = {
  readonly ledger: HubLedgerReport;
  readonly live: HubLiveReport;
  readonly first: HubFirstReport;
  readonly crowd: HubCrowdReport;
  readonly postgres: HubPostgresReport;
};

/** One note of each of 200 workstations every half minute. */
const NOTE_EVERY = 30_000;

export const benchHub = async (quick: boolean, say: (what: string) => void): Promise<HubReport> => ({
  ledger: await benchHubLedger(quick ? 3 : 8, quick ? 2 : 5, say),
  live: await benchHubLive(quick ? 40 : 200, quick ? 1_000 : 5_000, say),
  first: await benchHubFirst(quick ? 2_000 : 20_000, quick ? 1 : 3, say),
  crowd: await benchHubCrowd(quick ? 50 : 200, quick ? 5 : 30, NOTE_EVERY, say),
  postgres: await benchHubPostgres(quick ? 20 : 50, quick ? 2 : 5, quick ? 20 : 40, say),
});

/** Those of the issue, and of sync.md §4.4 where it says nothing; over PostgreSQL sharing a transaction shall make up for the ruling. */
export const hubTargets = ({ ledger, live, first, crowd, postgres }: HubReport): readonly Target[] => [
  target('hub: push without ruling as a share of raw inserts', ledger.transportShare, '≥ 0.2', ledger.transportShare >= 0.2),
  target('hub: pull as a share of raw inserts', ledger.pullShare, '≥ 0.3', ledger.pullShare >= 0.3),
  target('hub: push with ruling as a share of raw inserts', ledger.rulingShare, '≥ 0.06', ledger.rulingShare >= 0.06),
  target('hub: from one workstation to another, p99 in ms', live.lagMs.p99, '≤ 10', live.lagMs.p99 <= 10),
  target(`hub: ${live.backlog.events} missed events at 20 ms there and back, in ms`, live.backlog.ms, '≤ 1000', live.backlog.ms <= 1_000),
  target(`hub: first sync of ${first.cases} cases to a usable list, in ms`, first.usableMs, '≤ 300', first.usableMs <= 300),
  target('hub: slowest action during a first sync, in ms', first.slowestActionMs, '< 100', first.slowestActionMs < 100),
  target('hub: longest block during a first sync, in ms of the processor', first.longestBlockCpuMs, '< 50', first.longestBlockCpuMs < 50),
  target('hub: memory after a first sync, in MB', first.hubRssMb, '≤ 150', first.hubRssMb <= 150),
  target(`hub: ${crowd.desks} workstations, p99 in ms`, crowd.lagMs.p99, '≤ 250', crowd.lagMs.p99 <= 250),
  target(`hub: ${crowd.desks} workstations, notes that did not arrive`, crowd.missed, '0', crowd.missed === 0),
  target('hub over PostgreSQL: rulings as a share of single inserts', postgres.share, '≥ 1', postgres.share >= 1),
];

export const describeHub = ({ ledger, live, first, crowd, postgres }: HubReport): readonly string[] => [
  `hub: raw ${ledger.rawPerSecond}/s at 500 rows per transaction; push ${ledger.transportPerSecond}/s without ruling, ${ledger.rulingsPerSecond} rulings/s, pull ${ledger.pullPerSecond}/s; medians, each beside the raw limit of its own round`,
  `of the processor's time alone: push ${ledger.cpu.transportShare} of raw inserts without ruling, ${ledger.cpu.rulingShare} with ruling, pull ${ledger.cpu.pullShare}`,
  `live: ${live.lagMs.p50} ms, p99 ${live.lagMs.p99}, longest ${live.lagMs.max} from durable here to the tables there (${live.notes} notes); each costs both workstations ${live.cpuMsPerNote.desks} ms of processor and the hub ${live.cpuMsPerNote.hub}`,
  `in the same minutes one row alone is on the disk after ${live.machine.commitMs.p50} ms, p99 ${live.machine.commitMs.p99}, and a timer late by ${live.machine.lateMs.p50}, p99 ${live.machine.lateMs.p99}`,
  `away: ${live.backlog.events} events come in ${live.backlog.ms} ms, ${live.backlog.bytesPerEvent} bytes each on the line; ${live.upload.events} go up in ${live.upload.ms} ms, ${live.upload.bytesPerEvent} bytes each`,
  `first sync: ${first.cases} cases of ${first.events} events; usable after ${first.usableMs} ms (${first.usableCpuMs} of processor), lists whole after ${first.listsMs}, everything after ${first.completeMs} (${first.completeCpuMs}); ${first.downMb} MB; hub ${first.hubCpuMs} ms of processor, ${first.hubRssMb} MB, ${first.hubIdleRssMb} of them from the start`,
  `meanwhile: longest block ${first.longestBlockMs} ms (${first.longestBlockCpuMs} of processor); ${first.actions} actions, p99 ${first.actionP99Ms} ms, slowest ${first.slowestActionMs} (${first.slowestActionCpuMs} of processor)`,
  `crowd: ${crowd.desks} workstations, ${crowd.eventsPerSecond} notes and ${crowd.pullsPerSecond} pulls a second for ${crowd.seconds} s; ${crowd.lagMs.p50} ms, p99 ${crowd.lagMs.p99}, longest ${crowd.lagMs.max}; a pull is answered within ${crowd.hubPullP99Ms} ms at the hub (p99); hub ${crowd.hubCpuShare} of a processor, the workstations ${crowd.desksCpuShare}; ${crowd.hubCpuMsPerPull} ms per pull, ${crowd.hubRssMb} MB`,
  `PostgreSQL: ${postgres.rulingsPerSecond} rulings/s of ${postgres.devices} workstations, ${postgres.alonePerSecond}/s of one alone; ${postgres.insertsPerSecond} single inserts/s`,
];
