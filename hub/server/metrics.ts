// Counts what the hub does, for whoever watches it: numbers by lane and by code, never by person or case.
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly request: (route: string, status: number, seconds: number) => void;
  readonly push: (lane: string, verdicts: readonly string[], seconds: number) => void;
  readonly pushFault: (code: string) => void;
  /** `behind`: how many positions the lane's head was ahead of who asked. */
  readonly pull: (lane: string, events: number, behind: number) => void;
  readonly wake: (sockets: number) => void;
  readonly failure: (what: Failure) => void;
  readonly contentType: string;
  readonly text: () => Promise<string>;
}

/** What went wrong, and how often: `request` a bug · `database` it was away or full · `auth` no valid key · `rate` asked too often · `part` wanted one epoch after the other · `connection` one address held too many · `quota` had more kept than a day allows · `space` the disk was not to be asked or is nearly full · the rest as they are named. */
export type Failure =
  | 'request'
  | 'database'
  | 'auth'
  | 'rate'
  | 'part'
  | 'quota'
  | 'connection'
  | 'space'
  | 'sign-in'
  | 'enrol'
  | 'forward'
  | 'canary'
  | 'record'
  | 'hold'
  | 'directory'
  | 'wake'
  | 'packs';

export type Gauges = {
  /** Of each lane: the newest position, the age of its sign of life in seconds, whether this process sequences it. */
  readonly lanes: () => Promise<
    readonly { readonly lane: string; readonly position: number; readonly canary: number | null; readonly held: boolean }[]
  >;
  readonly sockets: () => number;
  /** Bytes free under the store; null where nobody looks. */
  readonly free: () => number | null;
  /** Requests under way, and pushes among them that wait for their verdicts. */
  readonly queue: () => { readonly requests: number; readonly pushes: number };
};

const SECONDS = [0.001, 0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** `process`: also memory, processor time and event loop of this process, which is one for all hubs in it. */
export const createMetrics = (gauges: Gauges, process: boolean): Metrics => {
  const registry = new Registry();
  const registers = [registry];
  if (process) collectDefaultMetrics({ register: registry });
  const counter = <Label extends string>(name: string, help: string, labelNames: readonly Label[] = []): Counter<Label> =>
    new Counter({ name: `stafette_hub_${name}`, help, labelNames: [...labelNames], registers });
  const requests = counter('requests_total', 'Answered requests', ['route', 'status']);
  const seconds = new Histogram({
    name: 'stafette_hub_request_seconds',
    help: 'From the first byte of a request to its answer',
    labelNames: ['route'],
    buckets: SECONDS,
    registers,
  });
  const pushes = counter('pushes_total', 'Settled pushes', ['lane']);
  const pushSeconds = new Histogram({
    name: 'stafette_hub_push_seconds',
    help: 'From a checked push to its verdicts on the disk',
    labelNames: ['lane'],
    buckets: SECONDS,
    registers,
  });
  const commands = counter('commands_total', 'Settled commands by verdict', ['lane', 'verdict']);
  const pushFaults = counter('push_faults_total', 'Pushes that were not settled, by reason', ['code']);
  const events = counter('pulled_events_total', 'Events told to workstations', ['lane']);
  const behind = new Histogram({
    name: 'stafette_hub_pull_behind',
    help: 'How many positions workstations were behind when they asked',
    labelNames: ['lane'],
    buckets: [0, 1, 5, 20, 100, 500, 2_000, 10_000, 100_000],
    registers,
  });
  const wakes = counter('wakes_total', 'Wake-ups sent');
  const failures = counter('failures_total', 'What went wrong, by kind', ['what']);
  const gauge = (name: string, help: string, collect: (own: Gauge) => void): void => {
    const own: Gauge = new Gauge({ name: `stafette_hub_${name}`, help, registers, collect: () => collect(own) });
  };
  gauge('wake_sockets', 'Open wake sockets', (own) => own.set(gauges.sockets()));
  gauge('requests_underway', 'Requests being answered', (own) => own.set(gauges.queue().requests));
  gauge('pushes_waiting', 'Pushes that wait for their verdicts', (own) => own.set(gauges.queue().pushes));
  gauge('free_disk_bytes', 'Room left under an embedded ledger', (own) => {
    const free = gauges.free();
    if (free !== null) own.set(free);
  });
  const lane = (name: string, help: string): Gauge<'lane'> =>
    new Gauge({ name: `stafette_hub_lane_${name}`, help, labelNames: ['lane'], registers });
  const position = lane('position', 'Newest position of a lane');
  const canary = lane('canary_age_seconds', 'Age of the newest sign of life of a lane');
  const held = lane('held', '1 where this process sequences the lane');

  return {
    request: (route, status, took) => {
      requests.inc({ route, status });
      seconds.observe({ route }, took);
    },
    push: (name, verdicts, took) => {
      pushes.inc({ lane: name });
      pushSeconds.observe({ lane: name }, took);
      for (const verdict of verdicts) commands.inc({ lane: name, verdict });
    },
    pushFault: (code) => pushFaults.inc({ code }),
    pull: (name, told, missing) => {
      events.inc({ lane: name }, told);
      behind.observe({ lane: name }, missing);
    },
    wake: (sockets) => wakes.inc(sockets),
    failure: (what) => failures.inc({ what }),
    contentType: registry.contentType,
    text: async () => {
      for (const row of await gauges.lanes()) {
        position.set({ lane: row.lane }, row.position);
        held.set({ lane: row.lane }, row.held ? 1 : 0);
        if (row.canary !== null) canary.set({ lane: row.lane }, row.canary);
      }
      return registry.metrics();
    },
  };
};
