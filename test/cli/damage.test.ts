// The command line on damaged stores, failing disks and readers that go away.
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, cpSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { generateCsv } from '../../electron/import/generate-csv.ts';
import { cli, type Said } from './run-cli.ts';

const root = join(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'stafette-damage-'));
afterAll(() => rmSync(dir, { recursive: true }));
const path = (name: string): string => join(dir, name);
const stafette = [join(root, 'electron/cli.ts')];

beforeAll(async () => {
  writeFileSync(path('rows.csv'), [...generateCsv(3_000, 4)].join('\n'));
  await cli(['generate', '--cases', '30', '--data', path('whole')]);
});

/** A copy of the whole store in which a table lost its first page, as a bad sector does it. */
const damaged = (name: string, file: 'desk.sqlite' | 'ledger.sqlite', table: string): string => {
  cpSync(path('whole'), path(name), { recursive: true });
  const handle = new Database(join(path(name), file));
  const { rootpage } = handle.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table) as { rootpage: number };
  const size = handle.pragma('page_size', { simple: true }) as number;
  handle.close();
  const bytes = readFileSync(join(path(name), file));
  bytes.fill(0, (rootpage - 1) * size, rootpage * size);
  writeFileSync(join(path(name), file), bytes);
  return path(name);
};
const doctor = (data: string, ...more: readonly string[]): Promise<Said> => cli(['doctor', '--data', data, '--json', ...more]);

describe('[G9] doctor', () => {
  it.each([
    ['desk.sqlite', 'case_rows'],
    ['desk.sqlite', 'search_docs'],
    ['ledger.sqlite', 'bodies'],
  ] as const)('names a damaged %s (%s), and --repair makes it anew from the other file', async (file, table) => {
    const data = damaged(`${file}-${table}`, file, table);
    const before = (await doctor(path('whole'))).json;
    const found = await doctor(data);
    expect([found.code, found.err, found.json['ok']]).toEqual([3, [], false]);
    expect(found.json['findings']).toContainEqual(
      expect.objectContaining({ code: 'file-damaged', detail: expect.stringMatching(`^${file}: `) }),
    );
    expect(existsSync(join(data, 'set-aside'))).toBe(false);
    const mended = await doctor(data, '--repair');
    expect(mended.json).toMatchObject({ ok: false, findings: [], rescues: [{ file }] });
    expect((await doctor(data)).json).toMatchObject({ ok: true, cases: before['cases'], events: before['events'], findings: [] });
  });

  it('[HS44] tells what is wrong of many cases in one line with a count, and what helps', async () => {
    cpSync(path('whole'), path('folded'), { recursive: true });
    const handle = new Database(join(path('folded'), 'desk.sqlite'));
    handle.exec("UPDATE case_rows SET row = json_set(row, '$.number', 'X-' || number)");
    handle.close();
    const said = await cli(['doctor', '--data', path('folded')]);
    expect(said.code).toBe(3);
    const rows = said.out.filter((line) => line.startsWith('row differs'));
    // One of each principal.
    const folded = expect.stringMatching(/ · row or lists are not what the state says · \d+ times, first here$/);
    expect(rows).toEqual([folded, folded]);
    expect(said.out.at(-1)).toMatch(/^"--repair" builds what is derived anew/);
  });

  it('sets nothing aside where both files are damaged', async () => {
    const data = damaged('both', 'desk.sqlite', 'case_rows');
    const bytes = readFileSync(join(damaged('other', 'ledger.sqlite', 'bodies'), 'ledger.sqlite'));
    writeFileSync(join(data, 'ledger.sqlite'), bytes);
    const said = await doctor(data, '--repair');
    expect([said.code, said.json['ok'], existsSync(join(data, 'set-aside'))]).toEqual([3, false, false]);
  });

  it('goes on over words that are no text any more, and the export tells everything else', async () => {
    cpSync(path('whole'), path('words'), { recursive: true });
    const handle = new Database(join(path('words'), 'desk.sqlite'));
    handle.exec('UPDATE bodies SET text = substr(text, 3) WHERE hash = (SELECT hash FROM bodies LIMIT 1)');
    handle.close();
    const said = await doctor(path('words'));
    expect(said.json['findings']).toContainEqual(expect.objectContaining({ code: 'body-mismatch' }));
    const told = await cli(['export', '--data', path('words'), '--out', path('words.jsonl'), '--json']);
    expect([told.code, told.json['lines']]).toEqual([0, said.json['events']]);
  });

  it('makes a missing file anew, and does not mind a damaged lock', async () => {
    for (const file of ['desk.sqlite', 'ledger.sqlite']) {
      cpSync(path('whole'), path(`no-${file}`), { recursive: true });
      rmSync(join(path(`no-${file}`), file));
      writeFileSync(join(path(`no-${file}`), 'lock.sqlite'), 'x'.repeat(5_000));
      expect((await doctor(path(`no-${file}`))).json).toMatchObject({ ok: true, cases: 30 });
    }
  });

  it('explains a folder whose files come from two; an import into it is refused before it writes', async () => {
    await cli(['generate', '--cases', '4', '--seed', '9', '--data', path('stranger')]);
    cpSync(path('whole'), path('mixed'), { recursive: true });
    cpSync(join(path('stranger'), 'ledger.sqlite'), join(path('mixed'), 'ledger.sqlite'));
    const said = await cli(['import', path('rows.csv'), '--from', 'servicenow', '--principal', 'nordlicht', '--data', path('mixed')]);
    expect([said.code, said.err]).toEqual([2, [expect.stringMatching(/do not agree \(ledger-diverged\)/)]]);
    expect((await doctor(path('mixed'))).json['findings']).toContainEqual(expect.objectContaining({ code: 'ledger-differs' }));
    expect((await cli(['export', '--data', path('mixed'), '--out', path('mixed.jsonl')])).code).toBe(0);
    expect(readFileSync(path('mixed.jsonl'), 'utf8')).not.toContain('servicenow');
  });

  it('says of an export from a damaged log what helps', async () => {
    const said = await cli(['export', '--data', damaged('log', 'desk.sqlite', 'events'), '--out', path('log.jsonl')]);
    expect([said.code, said.err]).toEqual([2, [expect.stringMatching(/desk\.sqlite.*doctor --repair/)]]);
  });
});

describe('[G10] a disk or an output that takes nothing more', () => {
  const limited = (args: string): { readonly status: number | null; readonly stderr: string } =>
    // Blocks of 512 or 1024 bytes, as the shell has it: room for the beginning, not for all of it.
    spawnSync('sh', ['-c', `ulimit -f 3000; exec "${process.execPath}" "${stafette[0]}" ${args}`], { encoding: 'utf8' });

  it.skipIf(process.platform === 'win32')('ends import and generate with a sentence; with room again work goes on', async () => {
    const wish = ['import', path('rows.csv'), '--from', 'servicenow', '--principal', 'nordlicht', '--data', path('full'), '--json'];
    for (const args of [wish.join(' '), `generate --cases 3000 --data "${path('gen')}"`]) {
      const said = limited(args);
      expect([said.status, said.stderr.includes('    at ')]).toEqual([2, false]);
      expect(said.stderr).toMatch(/The disk takes nothing more|no room left/);
    }
    expect((await cli(wish)).json).toMatchObject({ rows: 3_000, rejected: 0 });
    expect((await doctor(path('full'))).json).toMatchObject({ ok: true, commands: 3_000 });
  });

  it.skipIf(!existsSync('/dev/full'))('ends a report nobody can write with a sentence', () => {
    const full = openSync('/dev/full', 'w');
    const said = spawnSync(process.execPath, [...stafette, 'export', '--data', path('whole')], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    expect([said.status, said.stderr.includes('    at ')]).toEqual([2, false]);
    expect(said.stderr).toContain('cannot be written');
  });

  it('does not end an import whose progress nobody reads any more', async () => {
    const lines = readFileSync(path('rows.csv'), 'utf8').split('\n');
    // Broken rows first, so that there is something to say while there is still work to do.
    writeFileSync(path('deaf.csv'), [lines[0], ...Array.from({ length: 40 }, () => 'broken'), ...lines.slice(1)].join('\n'));
    const child = spawn(
      process.execPath,
      [...stafette, 'import', path('deaf.csv'), '--from', 'servicenow', '--principal', 'nordlicht', '--data', path('deaf'), '--json'],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    );
    child.stderr.destroy();
    let out = '';
    child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
    const [code] = (await once(child, 'close')) as [number];
    expect([code, (JSON.parse(out) as { rows: number }).rows]).toEqual([0, 3_000]);
  });
});

describe('[G4] a protected folder', () => {
  // Root may write everywhere, so the reading is done by somebody else, if he can read this checkout at all.
  const reader = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
  const possible = process.platform !== 'win32' && spawnSync('test', ['-r', stafette[0]!], reader).status === 0;

  it.skipIf(!possible)('is exported from like any other, and nothing is left behind', () => {
    cpSync(path('whole'), path('protected'), { recursive: true });
    chmodSync(dir, 0o755);
    chmodSync(path('protected'), 0o555);
    for (const name of readdirSync(path('protected'))) chmodSync(join(path('protected'), name), 0o444);
    const before = readdirSync(path('protected')).toSorted();
    const said = spawnSync(process.execPath, [...stafette, 'export', '--data', path('protected')], { ...reader, encoding: 'utf8' });
    chmodSync(path('protected'), 0o755);
    expect([said.status, said.stdout.trim().split('\n').length > 30]).toEqual([0, true]);
    expect([readdirSync(path('protected')).toSorted(), readdirSync(tmpdir()).filter((name) => name.startsWith('stafette-read-'))]).toEqual([
      before,
      [],
    ]);
  });
});
