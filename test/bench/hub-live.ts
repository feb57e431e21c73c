// Measures what two workstations of a real hub see of each other: how long news takes, what a week away costs, how many bytes an event is.
import { join } from 'node:path';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { comesIn } from '../hub/real-hub.ts';
import { notesOn as writesNote, opensCase } from '../hosts/hub-work.ts';
import { startHubAway, until, type HubAway } from './hub-away.ts';
import { startLine } from './hub-line.ts';
import { LANE, TEXT } from './hub-work.ts';
import { median, percentile, round, timed, withFolder } from './measure.ts';
import { createRaw } from './raw-limit.ts';

/** Half of a round trip to another town. */
const ONE_WAY_MS = 10;
/** Between two notes. */
const PAUSE_MS = 25;
/** What a desk writes of a note that came. */
const NOTE_BYTES = 2_000;
/** Events of one case. */
const EACH = 10;

type Spread = { readonly p50: number; readonly p99: number };

export type HubLiveReport = {
  readonly notes: number;
  readonly lagMs: { readonly p50: number; readonly p99: number; readonly max: number };
  /** The processor's time of a note: of both workstations, which run in one process, and of the hub. */
  readonly cpuMsPerNote: { readonly desks: number; readonly hub: number };
  /** What this machine cannot do faster in the same minutes: put one row on the disk (a note is put there three times), and keep an appointment. */
  readonly machine: { readonly commitMs: Spread; readonly lateMs: Spread };
  readonly backlog: { readonly events: number; readonly ms: number; readonly bytesPerEvent: number };
  readonly upload: { readonly events: number; readonly ms: number; readonly bytesPerEvent: number };
};

export const benchHubLive = (notes: number, backlog: number, say: (what: string) => void): Promise<HubLiveReport> =>
  withFolder(async (dir) => {
    const hub = await startHubAway();
    try {
      say(`${notes} notes from one workstation to another`);
      const { lags, cpuMsPerNote, machine } = await lagsOf(hub, dir, notes);
      say(`${backlog} events missed, and ${backlog} brought, at ${2 * ONE_WAY_MS} ms there and back`);
      const away = await awayOf(hub, dir, backlog);
      return {
        notes,
        cpuMsPerNote,
        machine,
        lagMs: { p50: round(median(lags)), p99: round(percentile(lags, 0.99)), max: round(Math.max(...lags)) },
        ...away,
      };
    } finally {
      await hub.end();
    }
  });

/** From the moment a note is durable at A until B's tables show its case with it. */
const lagsOf = async (
  hub: HubAway,
  dir: string,
  notes: number,
): Promise<{ readonly lags: readonly number[] } & Pick<HubLiveReport, 'cpuMsPerNote' | 'machine'>> => {
  const [a, b] = [await hub.desk(join(dir, 'a')), await hub.desk(join(dir, 'b'))];
  const raw = createRaw(join(dir, 'raw.sqlite'), () => NOTE_BYTES);
  try {
    await comesIn(a.desk, 'lena');
    await comesIn(b.desk, 'jonas');
    const caseId = opensCase(a, 'Router blinkt rot');
    a.engine.kick(LANE);
    const versionAtB = (): number => b.store.currentState(caseId)?.version ?? 0;
    await until('the case is there', () => versionAtB() > 0);
    const lags: number[] = [];
    const commits: number[] = [];
    const late: number[] = [];
    const [desksBefore, hubBefore] = [process.cpuUsage(), await hub.ask({ ask: 'usage' })];
    for (let n = 0; n < notes; n += 1) {
      const before = versionAtB();
      const seen = new Promise<number>((resolve) => {
        const stop = b.engine.subscribe(() => {
          if (versionAtB() === before) return;
          stop();
          resolve(performance.now());
        });
      });
      writesNote(a, caseId, TEXT);
      const durable = performance.now();
      a.engine.kick(LANE);
      lags.push((await seen) - durable);
      const due = performance.now() + PAUSE_MS;
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
      late.push(Math.max(0, performance.now() - due));
      commits.push(await timed(() => raw.write(1)));
    }
    const desks = process.cpuUsage(desksBefore);
    const { cpuMs } = await hub.ask({ ask: 'usage' });
    return {
      lags,
      machine: { commitMs: spreadOf(commits), lateMs: spreadOf(late) },
      cpuMsPerNote: { desks: round((desks.user + desks.system) / 1_000 / notes, 1), hub: round((cpuMs - hubBefore.cpuMs) / notes, 1) },
    };
  } finally {
    raw.close();
    await a.close();
    await b.close();
  }
};

const spreadOf = (values: readonly number[]): Spread => ({ p50: round(median(values)), p99: round(percentile(values, 0.99)) });

const awayOf = async (hub: HubAway, dir: string, events: number): Promise<Pick<HubLiveReport, 'backlog' | 'upload'>> => {
  const line = await startLine(hub.url, ONE_WAY_MS);
  const folder = join(dir, 'c');
  let desk: Workplace | null = null;
  const isAt = (position: number) => (): boolean => desk !== null && desk.engine.status(LANE).position >= position;
  try {
    const cases = Math.ceil(events / EACH);
    const begun = await hub.ask({ ask: 'work', device: 'backlog', cases, open: true, each: 0 });
    desk = await hub.desk(folder, line.url);
    await comesIn(desk.desk, 'lena');
    const { engine } = desk;
    await until('the cases are there', () => isAt(begun)() && engine.status(LANE).arriving === undefined);
    const upload = await uploadOf(desk, cases, line.bytes);
    const { position } = engine.status(LANE);
    await desk.close();
    desk = null;
    const end = await hub.ask({ ask: 'work', device: 'backlog', cases, open: false, each: EACH });
    const before = line.bytes().down;
    const ms = await timed(async () => {
      const opened = await openWorkplace({ dir: folder });
      if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
      desk = opened.value;
      await until('everything has come', isAt(end));
    });
    const came = end - position;
    return { backlog: { events: came, ms: round(ms, 0), bytesPerEvent: round((line.bytes().down - before) / came, 0) }, upload };
  } finally {
    await (desk as Workplace | null)?.close();
    await line.close();
  }
};

/** A week's work of somebody who was away, told at once; a failure of the line would only make it slower. */
const uploadOf = async (desk: Workplace, cases: number, bytes: () => { readonly up: number }): Promise<HubLiveReport['upload']> => {
  const orders = Array.from({ length: cases * EACH }, (_, n) => ({
    lane: LANE,
    caseId: `backlog-case-${n % cases}`,
    actor: 'lena',
    type: 'add-note' as const,
    data: {},
    body: { text: TEXT },
  }));
  const before = bytes().up;
  const ms = await timed(async () => {
    for (const done of desk.engine.submitMany(orders)) if (!done.ok) throw new Error(JSON.stringify(done.refusal));
    await desk.engine.sync(LANE);
    await until('everything is told', () => desk.engine.status(LANE).waiting === 0);
  });
  return { events: orders.length, ms: round(ms, 0), bytesPerEvent: round((bytes().up - before) / orders.length, 0) };
};
