// Audit rows become cases with history: the right counts, once only, in whatever order and how often the import is run.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateCsv } from '../../electron/import/generate-csv.ts';
import { openWorkplace } from '../../electron/workplace.ts';
import { cli } from '../cli/run-cli.ts';
import { slowCount } from './slow-count.ts';
import { counted, exported, importFile, path, removeAll, statesOf, write } from './world.ts';

const csv = [...generateCsv(3_000, 11)].join('\n');
beforeAll(() => writeFileSync(path('g.csv'), csv));
afterAll(removeAll);

describe('[I6] the counts', () => {
  const given = resolve(import.meta.dirname, '../../../shared/data/servicenow-incidents.csv');
  it.skipIf(!existsSync(given))('of the real export are those counted by hand (skipped where ../shared/data is absent)', async () => {
    const whole = await importFile(given, 'real', '--dry-run');
    expect(counted(whole)).toEqual({ cases: 890, open: 0, closed: 890, handovers: 834, reopened: 10, rows: 5998 });
    const noon = await importFile(given, 'real', '--as-of', '2016-03-02T12:00');
    expect(counted(noon)).toEqual({ cases: 734, open: 523, closed: 211, handovers: 233, reopened: 0, rows: 1874 });
    expect(noon.json['rejected']).toBe(0);
    const open = [...statesOf('real').values()].filter(({ phase }) => phase === 'open');
    expect(open).toHaveLength(523);
    expect(exported('real').filter(({ type, data }) => type === 'row-imported' && data['handover'] !== null)).toHaveLength(233);
  });

  it('of a generated export are those of a slow oracle, with and without a moment', async () => {
    for (const asOf of [null, '2016-02-29T12:00', '2016-03-01T08:30']) {
      const said = await importFile(path('g.csv'), 'none', '--dry-run', ...(asOf === null ? [] : ['--as-of', asOf]));
      expect(counted(said)).toEqual(slowCount(csv, asOf));
    }
  });
});

describe('[I7] rows of a number', () => {
  it('count in file order, whatever their times and wherever they stand; A → ? → B is one handover, ? → A none', async () => {
    const file = write('order.csv', [
      { number: 'INC1', assignment_group: '?', sys_updated_at: '01-03-2016 08:00' },
      { number: 'INC2', assignment_group: 'Group 9' },
      { number: 'INC1', assignment_group: 'Group A', sys_updated_at: '01-03-2016 10:00' },
      // Dated before its predecessor: normal, and it counts after it.
      { number: 'INC1', assignment_group: '?', sys_updated_at: '01-03-2016 09:00', incident_state: 'Active' },
      { number: 'INC2', assignment_group: 'Group 9', incident_state: 'Resolved' },
      { number: 'INC1', assignment_group: 'Group B', sys_updated_at: '01-03-2016 11:00', incident_state: 'Active' },
      // Twice the same line: told twice, counted twice as rows, once as a handover back.
      { number: 'INC1', assignment_group: 'Group A', sys_updated_at: '01-03-2016 11:00', incident_state: 'Active' },
      { number: 'INC1', assignment_group: 'Group B', sys_updated_at: '01-03-2016 11:00', incident_state: 'Active' },
    ]);
    const said = await importFile(file, 'order');
    expect(counted(said)).toEqual({ cases: 2, open: 1, closed: 1, handovers: 3, reopened: 0, rows: 8 });
    expect(said.json['added']).toBe(8);
    expect(exported('order').filter(({ type, data }) => type === 'row-imported' && data['handover'] !== null)).toHaveLength(3);
    expect(statesOf('order').get('INC1')!.holder).toEqual({ person: 'murat', team: 'group-b', tier: 1, waiting: true });
  });
});

describe('[I8] a second run', () => {
  it('adds nothing and tells the same counts; equal rows with another column beside them are the same rows', async () => {
    const first = await importFile(path('g.csv'), 'twice');
    const lines = exported('twice');
    const second = await importFile(path('g.csv'), 'twice');
    expect([second.json['added'], counted(second)]).toEqual([0, counted(first)]);
    const wider = readFileSync(path('g.csv'), 'utf8')
      .split('\n')
      .map((line, n) => (n === 0 ? `extra,${line}` : `${n},${line}`));
    writeFileSync(path('wider.csv'), wider.join('\n'));
    expect((await importFile(path('wider.csv'), 'twice')).json['added']).toBe(0);
    expect(exported('twice')).toEqual(lines);
  });
});

describe('[I9] a later moment', () => {
  it('continues, and ends where one run would have ended', async () => {
    const ids = (data: string): unknown =>
      exported(data)
        .map(({ id, type, at }) => `${id} ${type} ${at}`)
        .toSorted((a, b) => (a < b ? -1 : 1));
    await importFile(path('g.csv'), 'later', '--as-of', '2016-02-29T12:00');
    await importFile(path('g.csv'), 'later', '--as-of', '2016-03-01T08:30');
    const said = await importFile(path('g.csv'), 'later');
    await importFile(path('g.csv'), 'once');
    expect(counted(said)).toEqual(slowCount(readFileSync(path('g.csv'), 'utf8'), null));
    expect(ids('later')).toEqual(ids('once'));
    const [once, later] = [statesOf('once'), statesOf('later')];
    for (const [ref, state] of once) expect([ref, later.get(ref)!.phase, later.get(ref)!.holder]).toEqual([ref, state.phase, state.holder]);
  });

  it('takes rows of a second file that begins at line 2 again', async () => {
    await importFile(write('one.csv', [{ number: 'INC5' }, { number: 'INC6' }, { number: 'INC7' }]), 'files');
    const said = await importFile(
      write('two.csv', [{ number: 'INC7', incident_state: 'Resolved', sys_updated_at: '02-03-2016 08:00', sys_mod_count: '2' }]),
      'files',
    );
    expect(said.json['added']).toBe(1);
    expect(statesOf('files').get('INC7')!.phase).toBe('resolved');
  });
});

describe('[I2] a broken row', () => {
  it('is named with its line and passed over', async () => {
    const file = write('broken.csv', [
      { number: 'INC1' },
      { number: 'INC2', sys_updated_at: '31-02-2016 08:00' },
      { number: 'INC3', incident_state: 'Pondering' },
      { number: '?' },
      'only,three,columns',
      { number: 'INC4', priority: '9 - Whatever' },
      { number: 'INC5', reopen_count: 'many' },
      { number: 'INC6', incident_state: 'constructor' },
      { number: 'INC7' },
    ]);
    const said = await importFile(file, 'broken');
    expect(said.code).toBe(0);
    expect([said.json['cases'], said.json['rejected'], said.json['rows']]).toEqual([2, 7, 2]);
    expect(said.err.filter((line) => line.startsWith('line ')).map((line) => Number(/\d+/.exec(line)![0]))).toEqual([3, 4, 5, 6, 7, 8, 9]);
    expect(said.err.join('\n')).toContain('sys_updated_at: "31-02-2016 08:00" is not a time');
  });
});

describe('[I11] --shift-to-now', () => {
  it('moves every time by one amount, kept for the runs that follow', async () => {
    const now = Date.UTC(2026, 10, 22, 9, 30);
    const file = write('shift.csv', [
      { number: 'INC1', sys_updated_at: '01-03-2016 10:00', opened_at: '01-03-2016 09:00' },
      { number: 'INC1', sys_updated_at: '01-03-2016 13:00', incident_state: 'Active' },
    ]);
    const args = ['import', file, '--from', 'servicenow', '--principal', 'nordlicht', '--data', path('shift'), '--json'];
    await cli([...args, '--as-of', '2016-03-01T12:00', '--shift-to-now'], { now });
    expect(statesOf('shift').get('INC1')!.openedAt).toBe(now - 3 * 3_600_000);
    await cli(args, { now: now + 60_000 });
    expect(
      exported('shift')
        .filter(({ type }) => type === 'row-imported')
        .map(({ at }) => (at - now) / 3_600_000),
    ).toEqual([-2, 1]);
  });

  it('is refused where the history was taken over with its own times', async () => {
    const said = await importFile(path('g.csv'), 'twice', '--shift-to-now');
    expect([said.code, said.err.at(-1)]).toEqual([2, expect.stringContaining('--shift-to-now would tell one history in two times')]);
  });
});

describe('[I12] a dry run', () => {
  it('tells the same and writes nothing, neither into a store nor beside it', async () => {
    const before = readdirSync(path('twice')).map((name) => [name, readFileSync(join(path('twice'), name)).toString('base64').length]);
    const dry = await importFile(path('g.csv'), 'twice', '--dry-run');
    expect([dry.json['added'], dry.json['dryRun'], dry.json['cases']]).toEqual([
      0,
      true,
      slowCount(readFileSync(path('g.csv'), 'utf8'), null).cases,
    ]);
    expect(readdirSync(path('twice')).map((name) => [name, readFileSync(join(path('twice'), name)).toString('base64').length])).toEqual(
      before,
    );
    expect((await importFile(path('g.csv'), 'never', '--dry-run')).json['added']).toBe(3_000);
    expect(existsSync(path('never'))).toBe(false);
  });
});

describe('[I13] the folder', () => {
  it('is refused while another process holds it', async () => {
    const place = await openWorkplace({ dir: path('held') });
    if (!place.ok) throw new Error(JSON.stringify(place.refusal));
    const said = await importFile(path('g.csv'), 'held');
    await place.value.close();
    expect([said.code, said.out, said.err]).toEqual([2, [], [expect.stringMatching(/is in use, most likely by a running console/)]]);
  });

  it.each([
    ['a wrong moment', ['--as-of', 'noon']],
    ['an unknown principal', ['--principal', 'nobody']],
    ['a file without the columns', []],
  ])('is not made for %s', async (what, more) => {
    const file = what === 'a file without the columns' ? join(import.meta.dirname, 'import.test.ts') : path('g.csv');
    const args = [
      'import',
      file,
      '--from',
      'servicenow',
      '--data',
      path('unmade'),
      ...(more[0] === '--principal' ? more : ['--principal', 'nordlicht', ...more]),
    ];
    const said = await cli(args);
    expect([said.code, said.err.length, existsSync(path('unmade'))]).toEqual([2, 1, false]);
  });
});
