// `pack` on the command line: examines files, starter packs and standard input, shows what is delivered, prints the schema.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { ALL_STARTER_PACKS, STARTER_PACKS, starterPack } from '../../shared/packs/starter.ts';
import { packJsonSchema } from '../../shared/policy/json-schema.ts';
import { withPlace } from '../policy/policies.ts';
import { cli } from './run-cli.ts';

const root = join(import.meta.dirname, '../..');
const dir = mkdtempSync(join(tmpdir(), 'stafette-pack-'));
afterAll(() => rmSync(dir, { recursive: true }));
const written = (name: string, document: unknown): string => {
  const file = join(dir, name);
  writeFileSync(file, typeof document === 'string' ? document : JSON.stringify(document));
  return file;
};
const falling = written('falling.json', withPlace(['decisions', 0, 'limits', '3', 'amount'], 2_000));
const odd = written('odd.json', withPlace(['decisions', 6, 'quick'], [99_999]));

describe('pack check', () => {
  it('[P9] a finding has severity, code, place, value, and words in both languages; an error ends with 2', async () => {
    const said = await cli(['pack', 'check', falling, '--json']);
    expect([said.code, said.err, said.out.length]).toEqual([2, [], 1]);
    expect(said.json).toEqual({
      pack: falling,
      sound: false,
      errors: 1,
      warnings: 0,
      findings: [
        {
          severity: 'error',
          code: 'limit-falls',
          path: 'decisions[0].limits.3.amount',
          value: 2_000,
          message: {
            de: 'decisions[0].limits.3.amount fällt mit steigender Ebene: 2000 ist weniger als 3000 der Ebene 2.',
            en: 'decisions[0].limits.3.amount falls with rising tier: 2000 is less than 3000 of tier 2.',
          },
          cure: {
            de: 'Geben Sie der höheren Ebene mindestens so viel wie der niedrigeren.',
            en: 'Give the higher tier at least as much as the lower one.',
          },
        },
      ],
    });
  });

  it('[P9] without --json it speaks one language, a line for each finding', async () => {
    const [english, german] = [await cli(['pack', 'check', falling]), await cli(['pack', 'check', falling], { language: 'de' })];
    expect(english.out[0]?.split('\n')).toEqual([
      expect.stringMatching(/^error: decisions\[0\]\.limits\.3\.amount falls .* lower one\.$/),
      `${falling}: 1 error.`,
    ]);
    expect(german.out[0]?.split('\n')).toEqual([expect.stringMatching(/^Fehler: .* niedrigeren\.$/), `${falling}: 1 Fehler.`]);
    expect([english.code, german.code]).toEqual([2, 2]);
  });

  it('[P9] warnings alone end with 0', async () => {
    expect(await cli(['pack', 'check', odd, '--json'])).toMatchObject({ code: 0, json: { sound: true, errors: 0, warnings: 1 } });
    expect((await cli(['pack', 'check', odd])).out[0]).toMatch(/^warning: decisions\[6\]\.quick\[0\][^\n]*\n.*: sound, 1 warning\.$/);
  });

  it.each(Object.keys(ALL_STARTER_PACKS))('[P9] the starter pack %s is sound, by name', async (name) =>
    expect(await cli(['pack', 'check', name, '--json'])).toMatchObject({ code: 0, json: { pack: name, sound: true, findings: [] } }),
  );

  it('[P9] reads standard input for "-"', () => {
    const run = (input: string): ReturnType<typeof spawnSync> =>
      spawnSync(process.execPath, [join(root, 'build/stafette.mjs'), 'pack', 'check', '-', '--json'], { input, encoding: 'utf8' });
    const [sound, broken] = [run(JSON.stringify(starterPack('hotel'))), run(readFileSync(falling, 'utf8'))];
    expect([sound.status, broken.status]).toEqual([0, 2]);
    expect(JSON.parse(String(broken.stdout))).toMatchObject({ pack: '-', errors: 1 });
  });

  it.each<[string[], RegExp]>([
    [['check'], /"pack" needs FILE/],
    [['show'], /"pack" needs NAME/],
    [['list', 'telecom'], /"telecom" is too much/],
    [['chek', 'telecom'], /There is no command "pack chek", did you mean "pack check"/],
    [['check', 'bakery'], /There is no pack "bakery" here, neither a file nor a starter pack; starter packs are: telecom, hotel/],
    [['show', 'bakery'], /There is no pack "bakery"/],
    [['check', join(dir, 'none.json')], /There is no file/],
    [['check', written('torn.json', '{"format":')], /torn\.json/],
  ])('[G2] pack %j is one sentence and exit code 2', async (args, sentence) => {
    const said = await cli(['pack', ...args]);
    expect([said.code, said.out, said.err]).toEqual([2, [], [expect.stringMatching(sentence)]]);
    expect((await cli(['pack', ...args], { language: 'de' })).err[0]).not.toBe(said.err[0]);
  });
});

describe('pack show, list and schema', () => {
  it('[G1] explains itself in both languages', async () => {
    const [english, german] = [await cli(['pack', '--help']), await cli(['help', 'pack'], { language: 'de' })];
    expect([english.code, german.code]).toEqual([0, 0]);
    expect(english.out[0]).toMatch(/Usage: npx stafette pack check FILE\|NAME\|- \[--json\][^]*matrix rows that[^]*--json/);
    expect(german.out[0]).toMatch(/Aufruf: npx stafette pack check[^]*Zeilen der Matrix/);
  });

  it('[P9] what is shown can be changed, checked and taken over', async () => {
    const shown = (await cli(['pack', 'show', 'e-commerce'])).out[0]!;
    expect(JSON.parse(shown)).toEqual(JSON.parse(JSON.stringify(ALL_STARTER_PACKS['ecommerce'])));
    const file = written('mine.json', shown);
    expect(await cli(['import', file, '--from', 'pack', '--data', join(dir, 'new'), '--dry-run', '--json'])).toMatchObject({
      code: 0,
      json: { principal: ALL_STARTER_PACKS['ecommerce']!.principal.id, added: true },
    });
  });

  it('[P9] lists every starter pack by name; a new folder begins with two of them', async () => {
    const { packs } = (await cli(['pack', 'list', '--json'])).json as { packs: { name: string }[] };
    expect(packs.map(({ name }) => name)).toEqual(['telecom', 'hotel', 'ecommerce', 'utility', 'automotive', 'branch']);
    expect((await cli(['pack', 'list'])).out[0]?.split('\n')).toHaveLength(6);
    expect(STARTER_PACKS).toEqual([starterPack('telecom'), starterPack('hotel')]);
    expect([starterPack('E-Commerce'), starterPack('bakery'), starterPack('toString')]).toEqual([
      ALL_STARTER_PACKS['ecommerce'],
      null,
      null,
    ]);
  });

  it('[P8] prints the JSON Schema alone on standard output', () => {
    const out = execFileSync(process.execPath, [join(root, 'build/stafette.mjs'), 'pack', 'schema'], { encoding: 'utf8' });
    expect(JSON.parse(out)).toEqual(packJsonSchema());
  });
});
