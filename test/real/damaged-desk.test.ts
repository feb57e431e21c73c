// What happens to a workstation's file: bytes flip, the end is missing, its log is deleted. It is found, set aside, and healed from the hub.
import Database from 'better-sqlite3';
import { cpSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { cli } from '../cli/run-cli.ts';
import { comesIn, startHubKit, LANE, type HubKit } from '../hub/real-hub.ts';
import { allComeIn, comeToRest, problemsOf, worksAt } from './near-house.ts';
import { startFaultyProxy, type FaultyProxy } from './faulty-proxy.ts';

let kit: HubKit;
let line: FaultyProxy;
const open = new Set<Workplace>();
afterEach(async () => {
  for (const place of open) await place.close();
  open.clear();
  await line.close();
  await kit.end();
});

const FILE = 'desk.sqlite';
const PAGE = 4_096;

const opened = async (dir: string): Promise<Workplace> => {
  const place = await openWorkplace({ dir });
  if (!place.ok) throw new Error(JSON.stringify(place.refusal));
  open.add(place.value);
  return place.value;
};
const closed = async (place: Workplace): Promise<void> => {
  open.delete(place);
  await place.close();
};

type Worked = { readonly dir: string; readonly pushed: readonly string[]; readonly waiting: readonly string[] };

/** A desk that has pushed some of its work and not all, closed in order. */
const workedDesk = async (): Promise<Worked> => {
  kit = await startHubKit();
  line = await startFaultyProxy(kit.url());
  const dir = kit.folder();
  const place = await kit.desk({ dir, url: line.url });
  await allComeIn(place);
  const pushed = worksAt(place, 1, 40);
  await comeToRest([place], kit);
  line.weather = () => 'refuse';
  line.pull();
  const waiting = worksAt(place, 2, 6);
  await place.close();
  line.weather = () => 'pass';
  return { dir, pushed, waiting };
};

/** The first page of a table's or an index's tree. */
const pageOf = (file: string, name: string): number => {
  const handle = new Database(file, { readonly: true });
  const { rootpage } = handle.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(name) as { rootpage: number };
  handle.close();
  return rootpage;
};

const flip = (file: string, places: readonly number[]): void => {
  const bytes = readFileSync(file);
  for (const place of places) bytes[place] = (bytes[place] ?? 0) ^ 0xff;
  writeFileSync(file, bytes);
};

/** The header of the page, as a bad sector leaves it. */
const flipPageOf =
  (name: string) =>
  (file: string): void => {
    const start = (pageOf(file, name) - 1) * PAGE;
    flip(file, [start, start + 1, start + 3, start + 5, start + 8]);
  };

/** Works as anybody would; answers what broke. */
const livesWith = async (place: Workplace): Promise<readonly string[]> => {
  const broke: string[] = [];
  const tried = async (work: () => unknown): Promise<void> => {
    try {
      await work();
    } catch (error) {
      broke.push(String(error));
    }
  };
  await tried(async () => {
    const session = await comesIn(place.desk, 'lena');
    for (const caseId of place.store.caseIds(LANE, null, 100)) await place.desk.call('case.view', session, { caseId });
  });
  await tried(() => place.engine.sync(LANE));
  return broke;
};

/** Starts it as often as people do, and asks the doctor once; answers who found the damage. */
const heal = async (dir: string): Promise<readonly string[]> => {
  const found: string[] = [];
  for (let start = 1; start <= 3; start += 1) {
    const place = await opened(dir);
    if (place.rescues.length > 0) found.push('opening');
    if ((await place.desk.call('hub.view', null, {})).enrolled === false) {
      found.push('stranger');
      const enrolled = await place.desk.call('hub.enrol', null, { url: line.url, code: await kit.code(), name: 'Platz neu' });
      if (!enrolled.ok) throw new Error(JSON.stringify(enrolled.refusal));
    }
    const broke = await livesWith(place);
    if (broke.length > 0) found.push('use');
    await closed(place);
    if (broke.length === 0) break;
  }
  if ((await cli(['doctor', '--data', dir, '--json'])).code !== 0) {
    found.push('doctor');
    await cli(['doctor', '--data', dir, '--repair']);
  }
  return found;
};

/** `rescued`: whether what waited could still be read. */
const damages: readonly (readonly [string, (file: string) => void, { readonly found: RegExp; readonly rescued: boolean }])[] = [
  ['flipped bytes in the header', (file) => flip(file, [0, 5, 18, 19]), { found: /opening/, rescued: false }],
  ['flipped bytes in the schema', (file) => flip(file, [100, 101, 103, 105]), { found: /opening/, rescued: false }],
  ['flipped bytes in the log of events', flipPageOf('events'), { found: /opening|use|doctor/, rescued: true }],
  ['flipped bytes in the states', flipPageOf('states'), { found: /opening|use|doctor/, rescued: true }],
  ['flipped bytes in the lists', flipPageOf('lists'), { found: /opening|use|doctor/, rescued: true }],
  ['flipped bytes in the journal', flipPageOf('journal'), { found: /opening|use|doctor/, rescued: false }],
  ['flipped bytes in who it is', flipPageOf('settings'), { found: /opening|use|doctor/, rescued: true }],
  ['an end that is missing', (file) => truncateSync(file, 10 * PAGE), { found: /opening|use|doctor/, rescued: false }],
];

describe('a damaged workstation', () => {
  it.each(damages)(
    '[Y82] %s: found, set aside, healed from the hub, and what waited and could be read is told',
    async (_what, damage, { found, rescued }) => {
      const { dir, pushed, waiting } = await workedDesk();
      damage(join(dir, FILE));
      const finders = await heal(dir);
      expect(finders.join(' ')).toMatch(found);
      expect(readdirSync(join(dir, 'set-aside')).length).toBeGreaterThan(0);
      const place = await opened(dir);
      await allComeIn(place);
      await comeToRest([place], kit);
      const more = worksAt(place, 3, 5);
      await comeToRest([place], kit);
      const acknowledged = [...pushed, ...(rescued ? waiting : []), ...more];
      expect(await problemsOf([place], [{ dir, acknowledged, isHealed: true }], kit)).toEqual([]);
    },
    120_000,
  );

  it('[Y83] a log that was deleted, or of which bytes flipped, is an older copy: the desk counts anew and gets from the hub what it had told', async () => {
    const { dir, pushed, waiting } = await workedDesk();
    const place = await opened(dir);
    await allComeIn(place);
    await comeToRest([place], kit);
    const later = worksAt(place, 5, 20);
    await comeToRest([place], kit);
    // As after a kill: closing would bring the log into the file.
    const [deleted, flipped] = [`${dir}-deleted`, `${dir}-flipped`];
    for (const copy of [deleted, flipped])
      cpSync(dir, copy, { recursive: true, filter: (path) => !path.endsWith('-shm') && !path.endsWith('.lock') });
    const log = join(dir, `${FILE}-wal`);
    const size = readFileSync(log).length;
    expect(size).toBeGreaterThan(40 * PAGE);
    await closed(place);
    rmSync(join(deleted, `${FILE}-wal`));
    flip(join(flipped, `${FILE}-wal`), [Math.floor(size / 2), Math.floor(size / 2) + 1]);
    const acknowledged = [...pushed, ...waiting, ...later];
    for (const copy of [deleted, flipped]) {
      const older = await opened(copy);
      expect(older.rescues).toEqual([]);
      await allComeIn(older);
      await comeToRest([older], kit);
      acknowledged.push(...worksAt(older, 6, 5));
      await comeToRest([older], kit);
      expect(await problemsOf([older], [{ dir: copy, acknowledged, isHealed: true }], kit)).toEqual([]);
      await closed(older);
    }
  }, 120_000);
});
