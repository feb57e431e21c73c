// Measures a hub's way to and from its store beside raw inserts: notes pushed without and with ruling, and pulled by a desk that has nothing.
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { openEmbeddedLedger } from '../../hub/embedded.ts';
import { settleConnection } from '../../shared/store/sqlite-handle.ts';
import { judge } from '../../shared/sync/judge.ts';
import { createLedger, type Ledger } from '../../shared/sync/ledger.ts';
import { EVERYTHING } from '../../shared/sync/protocol.ts';
import { createDevice, digest, LANE, notesOn, openings, PACK, withoutRuling } from './hub-work.ts';
import { median, round, timedBoth, withFolder, type Took } from './measure.ts';

const CASES = 2_000;
const BYTES = 375;
const FRAME = 500;

export type HubLedgerReport = {
  readonly events: number;
  readonly rawPerSecond: number;
  readonly transportPerSecond: number;
  readonly rulingsPerSecond: number;
  readonly pullPerSecond: number;
  readonly transportShare: number;
  readonly rulingShare: number;
  readonly pullShare: number;
  /** The same by the processor's time of this process: what other programs take on a busy machine does not count. */
  readonly cpu: { readonly transportShare: number; readonly rulingShare: number; readonly pullShare: number };
};

type Name = 'raw' | 'transport' | 'ruled' | 'pull';

const perEvent = ({ wall, cpu }: Took, count: number): Took => ({ wall: wall / count, cpu: cpu / count });

type Side = { readonly ledger: Ledger; readonly push: (each: number) => Promise<Took>; readonly close: () => Promise<void> };

/** In turns, one round of notes each, so that a busy machine is busy for all of them; medians of the rounds. */
export const benchHubLedger = (rounds: number, each: number, say: (what: string) => void): Promise<HubLedgerReport> =>
  withFolder(async (dir) => {
    say(`${rounds} rounds of ${CASES * each} notes on ${CASES} cases, in turns with raw inserts of ${BYTES} bytes`);
    const raw = openRaw(join(dir, 'raw.sqlite'));
    const transport = await openSide(join(dir, 'transport.sqlite'), withoutRuling(judge));
    const ruled = await openSide(join(dir, 'ruled.sqlite'), judge);
    try {
      const count = CASES * each;
      const took: Record<Name, Took[]> = { raw: [], transport: [], ruled: [], pull: [] };
      let pulled = 0;
      // The first round only warms up.
      for (let n = 0; n <= rounds; n += 1) {
        const done = {
          raw: await timedBoth(() => raw.write(count)),
          transport: await transport.push(each),
          ruled: await ruled.push(each),
          pull: await timedBoth(async () => (pulled = await pullAll(ruled.ledger))),
        };
        if (n === 0) continue;
        for (const name of ['raw', 'transport', 'ruled'] as const) took[name].push(perEvent(done[name], count));
        took.pull.push(perEvent(done.pull, pulled));
      }
      const rate = (name: Name): number => round(1_000 / median(took[name].map(({ wall }) => wall)), 0);
      const share = (name: Name, of: keyof Took): number =>
        round(median(took[name].map((each, index) => took.raw[index]![of] / each[of])), 3);
      return {
        events: count * rounds,
        rawPerSecond: rate('raw'),
        transportPerSecond: rate('transport'),
        rulingsPerSecond: rate('ruled'),
        pullPerSecond: rate('pull'),
        transportShare: share('transport', 'wall'),
        rulingShare: share('ruled', 'wall'),
        pullShare: share('pull', 'wall'),
        cpu: { transportShare: share('transport', 'cpu'), rulingShare: share('ruled', 'cpu'), pullShare: share('pull', 'cpu') },
      };
    } finally {
      raw.close();
      await transport.close();
      await ruled.close();
    }
  });

const openRaw = (file: string) => {
  const db = new Database(file);
  settleConnection(db);
  db.exec('CREATE TABLE raw (id INTEGER PRIMARY KEY, data TEXT)');
  const insert = db.prepare('INSERT INTO raw (data) VALUES (?)');
  const [begin, commit] = [db.prepare('BEGIN IMMEDIATE'), db.prepare('COMMIT')];
  const data = 'x'.repeat(BYTES);
  return {
    write: (count: number): void => {
      for (let from = 0; from < count; from += FRAME) {
        begin.run();
        for (let n = 0; n < FRAME; n += 1) insert.run(data);
        commit.run();
      }
    },
    close: () => void db.close(),
  };
};

const openSide = async (file: string, rule: typeof judge): Promise<Side> => {
  const opened = openEmbeddedLedger(file, { backup: () => undefined });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  const { store } = opened.value;
  const ledger = createLedger({ store, clock: Date.now, digest, newEpoch: () => 'e', judge: rule });
  const published = await ledger.publishPack(PACK);
  if (!published.ok) throw new Error(JSON.stringify(published.refusal));
  const device = createDevice('d', Date.now());
  const pushAll = async (frames: ReturnType<typeof device.inFrames>): Promise<void> => {
    for (const frame of frames) {
      const answer = await ledger.push(frame);
      if (!answer.ok || answer.value.verdicts.some(({ verdict }) => verdict !== 'accepted')) throw new Error(JSON.stringify(answer));
    }
  };
  await pushAll(device.inFrames(openings('d', CASES)));
  return {
    ledger,
    // Frames are made before, as a desk has made them long ago.
    push: (each) => {
      const frames = device.inFrames(notesOn('d', CASES, each), FRAME);
      return timedBoth(() => pushAll(frames));
    },
    close: () => store.close(),
  };
};

/** As a desk of this process that begins with nothing; answers how many events came. */
const pullAll = async (ledger: Ledger): Promise<number> => {
  const nowhere = { epoch: '', position: 0, anchor: '', scope: EVERYTHING };
  const greeting = await ledger.hello({ lane: LANE, device: 'reader', gen: 0 }, nowhere);
  let cursor = { ...nowhere, epoch: greeting!.epoch };
  let count = 0;
  for (;;) {
    const page = await ledger.pull(LANE, cursor);
    if (page.again) throw new Error('the cursor does not fit');
    count += page.events.length;
    cursor = { ...cursor, position: page.position, anchor: page.anchor };
    if (!page.more) return count;
  }
};
