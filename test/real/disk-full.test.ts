// A disk that takes nothing more, at the desk and at the hub: refused before anything is said, and with room again everything goes on.
import Database from 'better-sqlite3';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Workplace } from '../../electron/workplace.ts';
import { comesIn, LANE, startHubKit, type HubKit } from '../hub/real-hub.ts';
import { notesOn, opensCase } from '../hosts/hub-work.ts';
import { comeToRest, problemsOf } from './near-house.ts';

type Disk = {
  /** A folder whose disk can be filled. */
  readonly dir: string;
  readonly fill: () => void;
  readonly free: () => void;
  readonly end: () => void;
};

// The stores keep their handles to themselves; here they are known by their files.
const handles = new Set<Database.Database>();
const prepare = Object.getOwnPropertyDescriptor(Database.prototype, 'prepare')!;
beforeEach(() => {
  Object.defineProperty(Database.prototype, 'prepare', {
    ...prepare,
    value: function (this: Database.Database, sql: string): unknown {
      handles.add(this);
      return (prepare.value as (sql: string) => unknown).call(this, sql);
    },
  });
});

let kit: HubKit;
let disk: Disk;
afterEach(async () => {
  Object.defineProperty(Database.prototype, 'prepare', prepare);
  disk.free();
  await kit.end();
  disk.end();
  handles.clear();
});

/** SQLite counts its pages as a disk counts its blocks: the limit stands for the last free one. */
const pageLimit = (): Disk => {
  const dir = mkdtempSync(join(tmpdir(), 'stafette-pages-'));
  const inside = (): readonly Database.Database[] => [...handles].filter(({ open, name }) => open && name.startsWith(dir));
  return {
    dir,
    fill: () => inside().forEach((handle) => handle.pragma(`max_page_count = ${String(handle.pragma('page_count', { simple: true }))}`)),
    free: () => inside().forEach((handle) => handle.pragma('max_page_count = 1000000')),
    end: () => rmSync(dir, { recursive: true, force: true }),
  };
};

const MOST = 12 << 20;

/** A file system of twelve megabytes, where this machine lets one be mounted. */
const smallDisk = (): Disk | null => {
  const dir = mkdtempSync(join(tmpdir(), 'stafette-small-'));
  const mounted = process.platform === 'linux' && spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${MOST}`, 'tmpfs', dir]).status === 0;
  if (!mounted) {
    rmSync(dir, { recursive: true });
    return null;
  }
  const ballast = join(dir, 'ballast');
  return {
    dir,
    fill: () => {
      for (let size = 1 << 20, at = 0; size >= 512; at += 1)
        try {
          mkdirSync(ballast, { recursive: true });
          writeFileSync(join(ballast, String(at)), Buffer.alloc(size, 1));
        } catch {
          // So much does not fit any more.
          size /= 2;
        }
    },
    free: () => rmSync(ballast, { recursive: true, force: true }),
    end: () => {
      spawnSync('umount', [dir]);
      rmSync(dir, { recursive: true, force: true });
    },
  };
};

const disks: readonly (readonly [string, () => Disk | null])[] = [
  ['a page limit', pageLimit],
  ['a small file system', smallDisk],
];

/** Notes until one is refused: those that were taken, and the refusal. */
const notesUntilFull = ({ engine }: Workplace, caseId: string): { readonly taken: readonly string[]; readonly refusal: unknown } => {
  const taken: string[] = [];
  for (let n = 0; n < 5_000; n += 1) {
    const body = { text: `Notiz ${n} ${'x'.repeat(900)}` };
    const done = engine.submit({ lane: LANE, caseId, actor: 'lena', type: 'add-note', data: {}, body });
    if (!done.ok) return { taken, refusal: done.refusal };
    taken.push(done.value.command);
  }
  throw new Error('the disk never was full');
};

describe.each(disks)('a full disk (%s)', (_kind, make) => {
  it('[Y78] at the desk: the action is refused before anything is said, sync pauses, and with room nothing is missing', async ({
    skip,
  }) => {
    const made = make();
    if (made === null) {
      disk = pageLimit();
      kit = await startHubKit({ kind: 'memory' });
      return skip('nothing can be mounted here');
    }
    disk = made;
    kit = await startHubKit();
    const dir = join(disk.dir, 'desk');
    const [place, other] = [await kit.desk({ dir }), await kit.desk()];
    for (const { desk } of [place, other]) await comesIn(desk, 'lena');
    const caseId = opensCase(place, 'Router blinkt rot');
    await comeToRest([place, other], kit);
    disk.fill();
    const { taken, refusal } = notesUntilFull(place, caseId);
    expect(refusal).toEqual({ code: 'disk-full', data: {} });
    const version = place.store.currentState(caseId)!.version;
    expect(version).toBe(1 + taken.length);
    // Others go on, and more comes down than this desk can write.
    for (let n = 0; n < 40; n += 1) notesOn(other, opensCase(other, `Anderer Vorgang ${n}`), 'y'.repeat(900));
    await other.engine.sync(LANE);
    await place.engine.sync(LANE);
    expect(place.engine.status(LANE).trouble).toBe('disk-full');
    disk.free();
    const acknowledged = [...taken, notesOn(place, caseId, 'Wieder Platz')];
    await comeToRest([place, other], kit);
    expect(await problemsOf([place, other], [{ dir, acknowledged }], kit)).toEqual([]);
  }, 120_000);

  it('[Y79] at the hub: it settles nothing it cannot keep, desks keep what waits, and with room all is told', async ({ skip }) => {
    const made = make();
    if (made === null) {
      disk = pageLimit();
      kit = await startHubKit({ kind: 'memory' });
      return skip('nothing can be mounted here');
    }
    disk = made;
    const outside = mkdtempSync(join(tmpdir(), 'stafette-outside-'));
    const before = process.env['TMPDIR'];
    process.env['TMPDIR'] = disk.dir;
    try {
      // Nobody looks how much room is left: it is about what happens when there is none.
      kit = await startHubKit({ limits: { freeDisk: 0 } });
    } finally {
      if (before === undefined) delete process.env['TMPDIR'];
      else process.env['TMPDIR'] = before;
    }
    const dir = join(outside, 'desk');
    const place = await kit.desk({ dir });
    await comesIn(place.desk, 'lena');
    const caseId = opensCase(place, 'Router blinkt rot');
    await comeToRest([place], kit);
    disk.fill();
    const acknowledged = Array.from({ length: 150 }, (_, n) => notesOn(place, caseId, `Notiz ${n} ${'x'.repeat(900)}`));
    await place.engine.sync(LANE);
    const { trouble, waiting } = place.engine.status(LANE);
    expect([trouble, waiting > 0]).toEqual([expect.stringMatching(/^not-ready/), true]);
    disk.free();
    await comeToRest([place], kit);
    expect(await problemsOf([place], [{ dir, acknowledged }], kit)).toEqual([]);
    rmSync(outside, { recursive: true, force: true });
  }, 120_000);
});
