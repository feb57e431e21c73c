// A power cut: copies of both databases whose write-ahead logs end anywhere, each somewhere else; whatever was whole must be there.
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSeeded } from '../../shared/kernel/seeded.ts';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { createWorker, LANE } from './actions.ts';
import { inspect } from './kill-runs.ts';

const SEEDS = 60;
const ACTIONS = 40;
const FILES = ['desk.sqlite', 'ledger.sqlite'] as const;

type Mark = { readonly command: string; readonly desk: number };

let root: string;
let live: string;
const marks: Mark[] = [];
const size = (file: string): number => statSync(join(live, `${file}-wal`)).size;

/** Works without a checkpoint, so that every prefix of the log is a state the disk once was in; notes how long it was at each acknowledgement. */
beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'stafette-cut-'));
  live = join(root, 'live');
  const opened = await openWorkplace({ dir: live });
  if (!opened.ok) throw new Error(opened.refusal.code);
  const workplace: Workplace = opened.value;
  const worker = createWorker(workplace, 99, []);
  const sizes: number[] = [];
  for (let n = 0; n < ACTIONS; n += 1) {
    const { command } = worker.act();
    marks.push({ command, desk: size('desk.sqlite') });
    sizes.push(size('desk.sqlite'));
    if (n % 3 === 0) await workplace.engine.sync(LANE);
  }
  // The files are taken while the process still works: closing would tidy the log away.
  for (const file of FILES) for (const name of [file, `${file}-wal`]) copyFileSync(join(live, name), join(root, name));
  await workplace.close();
  if (sizes.some((bytes, index) => bytes < (sizes[index - 1] ?? 0)) || readFileSync(join(root, 'desk.sqlite')).length > 4096 * 200)
    throw new Error('a checkpoint came between: the test needs a log without one');
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

type Cut = { readonly desk: number; readonly ledger: number; readonly tail: 'nothing' | 'zeros' | 'garbage' };

const cutAt = (seed: number): Cut => {
  const seeded = createSeeded(seed);
  const full = (file: string): number => statSync(join(root, `${file}-wal`)).size;
  // One file in four is whole, so that each side is also torn alone.
  const place = (file: string): number => (seeded.unit() < 0.25 ? full(file) : seeded.whole(0, full(file)));
  return { desk: place('desk.sqlite'), ledger: place('ledger.sqlite'), tail: seeded.pick(['nothing', 'zeros', 'garbage']) };
};

/** A folder as it may look after the cut: the log ends in the middle of a page, or in blocks that were never written. */
const folderAfter = (seed: number, cut: Cut): string => {
  const dir = join(root, `cut-${seed}`);
  mkdirSync(dir);
  for (const [file, bytes] of [
    ['desk.sqlite', cut.desk],
    ['ledger.sqlite', cut.ledger],
  ] as const) {
    copyFileSync(join(root, file), join(dir, file));
    const kept = readFileSync(join(root, `${file}-wal`)).subarray(0, bytes);
    const tail = Buffer.alloc(cut.tail === 'nothing' ? 0 : 6000, cut.tail === 'zeros' ? 0 : 0xa7);
    writeFileSync(join(dir, `${file}-wal`), Buffer.concat([kept, tail]));
  }
  return dir;
};

describe('after a power cut', () => {
  it.each(Array.from({ length: SEEDS }, (_, seed) => seed))(
    '[S22] opens whole, with all that was acknowledged before it, and desk and ledger agree (seed %i)',
    async (seed) => {
      const cut = cutAt(seed);
      const dir = folderAfter(seed, cut);
      const commands = marks.filter(({ desk }) => desk <= cut.desk).map(({ command }) => command);
      expect(await inspect(dir, { commands, draft: 0 })).toEqual([]);

      // Work goes on, and the next numbers meet nothing that was given before.
      const opened = await openWorkplace({ dir });
      if (!opened.ok) throw new Error(opened.refusal.code);
      const { store, engine } = opened.value;
      const worker = createWorker(opened.value, 1000 + seed, store.caseIds(LANE, null, 1000));
      const more = [1, 2, 3].map(() => worker.act().command);
      await engine.sync(LANE);
      await opened.value.close();
      expect(await inspect(dir, { commands: [...commands, ...more], draft: 0 })).toEqual([]);
      rmSync(dir, { recursive: true, force: true });
    },
  );

  it('[S22] the cuts reach both sides and both orders, or the seeds prove nothing', () => {
    const cuts = Array.from({ length: SEEDS }, (_, seed) => cutAt(seed));
    const shareOf = (file: string, bytes: number): number => bytes / statSync(join(root, `${file}-wal`)).size;
    const lead = cuts.map(({ desk, ledger }) => shareOf('desk.sqlite', desk) - shareOf('ledger.sqlite', ledger));
    expect([lead.filter((by) => by > 0.1).length > 9, lead.filter((by) => by < -0.1).length > 9, marks.length]).toEqual([
      true,
      true,
      ACTIONS,
    ]);
  });
});
