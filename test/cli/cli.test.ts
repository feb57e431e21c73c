// The command line says what it can do, and refuses in one clear sentence what it cannot.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { KNOWN_CODES, sentence } from '../../electron/cli/words.ts';
import { generateCsv } from '../../electron/import/generate-csv.ts';
import { openWorkplace } from '../../electron/workplace.ts';
import { cli } from './run-cli.ts';

const root = join(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'stafette-cli-'));
afterAll(() => rmSync(dir, { recursive: true }));
const path = (name: string): string => join(dir, name);
const names = ['start', 'import', 'export', 'doctor', 'generate', 'authority', 'pack', 'clocks'];

describe('[G1] help', () => {
  it('lists the commands, and each explains itself in both languages', async () => {
    const overview = await cli(['help']);
    expect([overview.code, (await cli([])).out, (await cli(['--help'])).out]).toEqual([0, overview.out, overview.out]);
    for (const name of ['help', ...names]) expect(overview.out[0]).toMatch(new RegExp(`^ {2}${name} `, 'm'));
    for (const name of names) {
      const [english, german] = [await cli([name, '--help']), await cli(['help', name], { language: 'de' })];
      expect([english.code, german.code, english.err, german.err]).toEqual([0, 0, [], []]);
      expect([english.out[0], german.out[0]]).toEqual([
        expect.stringContaining('Usage: npx stafette'),
        expect.stringContaining('Aufruf: npx stafette'),
      ]);
      expect(english.out[0]!.includes('--json')).toBe(!['start', 'authority'].includes(name));
    }
  });

  it('of a real process is quick and leaves the rest of the code unread', () => {
    const out = execFileSync(process.execPath, [join(root, 'build/stafette.mjs'), 'help', '--language', 'de'], { encoding: 'utf8' });
    expect(out).toContain('öffnet die Konsole');
    const loaded = execFileSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        "process.argv.push('help'); await import('./electron/cli.ts'); console.log(process.moduleLoadList.some((m) => m.includes('sqlite')), Object.keys(process.binding ? {} : {}).length);",
      ],
      { cwd: root, encoding: 'utf8' },
    );
    expect(loaded).toContain('false');
  });
});

describe('[G2] what cannot be', () => {
  beforeAll(() => {
    writeFileSync(path('f.csv'), [...generateCsv(20, 1)].join('\n'));
    mkdirSync(path('full'));
    writeFileSync(join(path('full'), 'x'), '');
  });

  it.each<readonly [readonly string[], RegExp]>([
    [['imprt'], /There is no command "imprt", did you mean "import"/],
    [['help', 'nothing'], /There is no command "nothing"\. /],
    [['--json'], /The command is missing/],
    [['import', 'f', '--form', 'x'], /"import" has no option --form, did you mean --from/],
    [['export', '-x'], /"export" has no option -x\. /],
    [['doctor', '--data'], /--data needs a value \(DIR\)/],
    [['doctor', '--data', '--json'], /--data needs a value/],
    [['doctor', '--json=yes'], /--json takes no value; "yes" is too much/],
    [['doctor', '--data', 'a', '--data', 'b'], /--data is given twice/],
    [['doctor', 'extra'], /"extra" is too much/],
    [['generate', '--cases', '0', '--data', 'x'], /--cases expects a whole number from 1 on, not "0"/],
    [['generate', '--cases', '1e3', '--data', 'x'], /not "1e3"/],
    [['generate', '--csv', 'sap', '--rows', '5'], /--csv does not know "sap"; possible are: servicenow/],
    [['generate', '--csv', 'servicenow'], /needs --rows N/],
    [['generate', '--csv', 'servicenow', '--rows', '5', '--cases', '5'], /--cases and --csv exclude each other/],
    [['generate', '--csv', 'servicenow', '--rows', '5', '--out', join(dir, 'no/such/f.csv')], /cannot be written/],
    [['generate'], /needs --cases N/],
    [['generate', '--cases', '5'], /needs --data DIR/],
    [['generate', '--cases', '5', '--data', path('full')], /is not empty/],
    [['generate', '--cases', '5', '--data', path('new'), '--principal', 'nobody'], /no principal "nobody"; there are: nordlicht, seeblick/],
    [['import'], /"import" needs FILE/],
    [['import', path('none.csv'), '--from', 'servicenow'], /There is no file/],
    [['import', dir, '--from', 'servicenow'], /is a folder, not a file/],
    [['import', path('f.csv'), '--from', dir, '--principal', 'nordlicht'], /is a folder, not a file/],
    [['import', '/dev/null', '--from', 'servicenow'], /is not an ordinary file/],
    [
      ['import', path('f.csv'), '--from', 'servicenow', '--principal', 'nordlicht', '--data', join(path('f.csv'), 'in')],
      /f\.csv.in" cannot be/,
    ],
    [['import', path('f.csv')], /"import" needs --from servicenow/],
    [['import', path('f.csv'), '--from', 'servicenow'], /"import" needs --principal ID/],
    [['import', path('f.csv'), '--from', 'servicenow', '--principal', 'x', '--data', path('f.csv')], /is not a folder/],
    [['import', path('f.csv'), '--from', 'customers', '--principal', 'nordlicht', '--data', path('new')], /lacks the column "id"/],
    [['import', '--customers', path('f.csv'), '--from', 'servicenow'], /exclude each other/],
    [['export', '--data', path('none')], /There is no data folder/],
    [['export', '--data', path('full')], /holds no data of Stafette/],
    [['export', '--format', 'xml'], /--format does not know "xml"/],
    [['export', '--json'], /--json needs a value \(--out FILE\)/],
    [['doctor', '--data', path('none')], /There is no data folder/],
    [['start', '--port', '70000'], /port 70000 is not between/],
    [['start', '--data', path('f.csv')], /is not a folder/],
  ])('%j is one sentence and exit code 2', async (args, expected) => {
    const said = await cli(args);
    expect([said.code, said.out, said.err]).toEqual([2, [], [expect.stringMatching(expected)]]);
    expect(existsSync(path('new'))).toBe(false);
    // The same in German: a sentence of its own, not the code.
    const german = await cli(args, { language: 'de' });
    expect(german.err[0]).not.toBe(said.err[0]);
    expect(german.err[0]).not.toContain('{');
  });

  it('a bug is no sentence but a trace, with exit code 1', () => {
    const broken = spawnSync(
      process.execPath,
      [
        '--input-type=module',
        '-e',
        "process.argv.push('help'); JSON.parse = undefined; Object.values = () => { throw new Error('planted'); }; await import('./electron/cli.ts');",
      ],
      { cwd: root, encoding: 'utf8' },
    );
    expect([broken.status, broken.stdout]).toEqual([1, '']);
    expect(broken.stderr).toContain('planted');
  });
});

describe('[G8] every refusal', () => {
  it('of the command line and the import has words', () => {
    const files = ['electron/cli', 'electron/import', 'electron'].flatMap((folder) =>
      readdirSync(join(root, folder))
        .filter((name) => name.endsWith('.ts'))
        .map((name) => join(root, folder, name)),
    );
    const own = files
      .filter((file) => !/(?:desktop|window|ipc|main|serve|words|start-words|doctor|hub-check)\.ts$/.test(file))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const codes = [...own.matchAll(/refuse\(\s*'([a-z-]+)'|code: '([a-z-]+)'|broken\('([a-z-]+)'|\? refuse\('([a-z-]+)'/g)].flatMap((m) =>
      m.slice(1).filter((code) => code !== undefined),
    );
    expect(codes.length).toBeGreaterThan(40);
    expect([...new Set(codes)].filter((code) => !KNOWN_CODES.includes(code))).toEqual([]);
  });

  it('without words shows its code and data, so that nothing is hidden', () =>
    expect(sentence({ code: 'new-thing', data: { a: 1 } }, 'de')).toBe('Nicht möglich: new-thing {"a":1}'));
});

describe('[G3] --json', () => {
  it('is one line, last on standard output; progress and broken rows go to the error output', () => {
    writeFileSync(path('one-broken.csv'), `${[...generateCsv(30, 2)].join('\n')}\nbroken`);
    const run = spawnSync(
      process.execPath,
      [
        join(root, 'electron/cli.ts'),
        'import',
        path('one-broken.csv'),
        '--from',
        'servicenow',
        '--principal',
        'nordlicht',
        '--data',
        path('json'),
        '--json',
      ],
      { encoding: 'utf8' },
    );
    expect(run.status).toBe(0);
    expect(run.stdout.trim().split('\n')).toHaveLength(1);
    expect(JSON.parse(run.stdout)).toMatchObject({ rows: 30, added: 30, rejected: 1 });
    expect(run.stderr).toContain('line 32: ');
  });
});

describe('[G4] export', () => {
  it('tells every event with its words while the console runs, and leaves the folder as it was', async () => {
    const place = await openWorkplace({ dir: path('json') });
    if (!place.ok) throw new Error(place.refusal.code);
    const run = spawnSync(process.execPath, [join(root, 'electron/cli.ts'), 'export', '--data', path('json'), '--customers'], {
      encoding: 'utf8',
      maxBuffer: 1 << 26,
    });
    await place.value.close();
    expect([run.status, run.stderr]).toEqual([0, expect.stringMatching(/^\d+ lines/)]);
    const lines = run.stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { kind: string; position: number; type: string; body: { title: string } | null; lane: string });
    const events = lines.filter(({ kind }) => kind === 'event');
    expect(events.map(({ position }) => position)).toEqual(events.map((_, n) => n + 1));
    expect(events.filter(({ type }) => type === 'row-imported')).toHaveLength(30);
    expect(events[0]!.body!.title).toMatch(/^Category \d+ · Subcategory/);
    expect(lines.some(({ kind }) => kind === 'customer')).toBe(true);
    const before = readdirSync(path('json'));
    const said = await cli(['export', '--data', path('json'), '--out', path('e.jsonl'), '--json']);
    expect([said.json['lines'], readFileSync(path('e.jsonl'), 'utf8').trim().split('\n').length, readdirSync(path('json'))]).toEqual([
      events.length,
      events.length,
      before,
    ]);
    expect(
      (await cli(['export', '--data', path('json'), '--principal', 'seeblick', '--out', path('other.jsonl'), '--json'])).json['lines'],
    ).toBe(0);
  });
});

describe('[G5] doctor', () => {
  it('finds a whole store whole, finds what was tampered with, and mends what follows from the log', async () => {
    expect((await cli(['doctor', '--data', path('json'), '--json'])).json).toMatchObject({ ok: true, findings: [] });
    const db = new Database(join(path('json'), 'desk.sqlite'));
    db.exec(
      'UPDATE case_rows SET row = replace(row, \'"hops":0\', \'"hops":7\'); DELETE FROM search_docs WHERE doc IN (SELECT doc FROM search_docs LIMIT 1)',
    );
    db.close();
    const sick = await cli(['doctor', '--data', path('json'), '--json']);
    expect([sick.code, sick.json['ok']]).toEqual([3, false]);
    const mended = await cli(['doctor', '--data', path('json'), '--repair', '--json']);
    expect([mended.code, mended.json['ok']]).toEqual([0, true]);
    expect(mended.json['repaired']).toBeGreaterThan(0);
    expect((await cli(['doctor', '--data', path('json')])).out.at(-1)).toBe('All is well.');
  });

  it('does not call a log well that was changed, and cannot mend it', async () => {
    const db = new Database(join(path('json'), 'desk.sqlite'));
    db.exec('UPDATE events SET event = replace(event, \'"priority":"P3"\', \'"priority":"P1"\') WHERE position <= 20');
    db.close();
    expect((await cli(['doctor', '--data', path('json'), '--repair', '--json'])).code).toBe(3);
  });
});

describe('[G6] generate', () => {
  it('makes the same cases for the same seed, and a store the doctor finds whole', { timeout: 60_000 }, async () => {
    const made = await cli(['generate', '--cases', '120', '--seed', '4', '--data', path('gen'), '--json'], {
      now: Date.UTC(2026, 10, 2, 15),
    });
    expect(made.json).toMatchObject({ cases: 120, principals: { nordlicht: 60, seeblick: 60 } });
    expect((await cli(['doctor', '--data', path('gen'), '--json'])).json).toMatchObject({
      ok: true,
      cases: 120,
      commands: made.json['commands'],
    });
    await cli(['generate', '--cases', '120', '--seed', '4', '--data', path('gen2')], { now: Date.UTC(2026, 10, 2, 15) });
    await cli(['generate', '--cases', '120', '--seed', '5', '--data', path('gen3')], { now: Date.UTC(2026, 10, 2, 15) });
    const story = async (name: string): Promise<unknown> => {
      await cli(['export', '--data', path(name), '--out', path(`${name}.jsonl`)]);
      return readFileSync(path(`${name}.jsonl`), 'utf8')
        .trim()
        .split('\n')
        .map((line) => {
          const { id, at, type, body } = JSON.parse(line) as Record<string, unknown>;
          return { id, at, type, body };
        });
    };
    const first = await story('gen');
    expect(await story('gen2')).toEqual(first);
    expect(await story('gen3')).not.toEqual(first);
  });

  it('writes export files of any length, the same for the same seed, as a stream', async () => {
    const said = await cli(['generate', '--csv', 'servicenow', '--rows', '700', '--seed', '9', '--out', path('a.csv'), '--json']);
    expect(said.json).toMatchObject({ rows: 700 });
    const text = readFileSync(path('a.csv'), 'utf8');
    expect(text.trim().split('\r\n')).toHaveLength(701);
    expect(text).toBe(`${[...generateCsv(700, 9)].join('\r\n')}\r\n`);
    expect([...generateCsv(700, 10)]).not.toEqual([...generateCsv(700, 9)]);
  });
});
