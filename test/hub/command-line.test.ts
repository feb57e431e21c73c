// The hub's commands: what they write is there for the running hub, and every refusal is a sentence.
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openStore } from '../../hub/server/open-store.ts';
import { isSecret, readSecretHash } from '../../hub/server/secrets.ts';
import { startHub } from '../../hub/server/start-hub.ts';
import { KNOWN_CODES, sentence } from '../../electron/cli/words.ts';
import { projectRoot } from '../../build/paths.ts';
import { cli } from '../cli/run-cli.ts';
import { askAt, LANE, seatOf } from './at-the-wire.ts';

const root = mkdtempSync(join(tmpdir(), 'stafette-hub-cli-'));
const dir = join(root, 'hub');
const hub = (...args: readonly string[]) => cli(['hub', ...args, '--data', dir]);
async function* typed(text: string): AsyncGenerator<Uint8Array> {
  // In pieces, as a pipe may bring it.
  for (const piece of [text.slice(0, 3), text.slice(3)]) yield Buffer.from(piece);
}
const person = (secret: string, ...args: readonly string[]) =>
  cli(['hub', 'person', '--lane', LANE, '--data', dir, ...args], { input: typed(secret) });

beforeAll(async () => {
  const begun = await hub('pack', 'telecom');
  if (begun.code !== 0) throw new Error(begun.err.join('\n'));
}, 60_000);
afterAll(() => rmSync(root, { recursive: true, force: true }));

const running = async () => {
  const opened = await openStore({ dir, database: null, now: Date.now });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  const started = await startHub({ dir, port: 0, store: opened.value });
  if (!started.ok) throw new Error(JSON.stringify(started.refusal));
  return started.value;
};

describe('[HS17] beside the running hub', () => {
  it('a code, a person, customers and a revoked workstation count at once', async () => {
    const open = await running();
    const made = await hub('code', '--days', '2', '--note', 'Empfang', '--json');
    const { code, lanes, until } = made.json as { code: string; lanes: null; until: string };
    expect([made.code, lanes, Math.round((Date.parse(until) - Date.now()) / 86_400_000)]).toEqual([0, null, 2]);
    const enrolled = await askAt(open.url, 'enrol', { code, device: 'd-1', name: 'Empfang 1' });
    const seat = seatOf(open.url, 'd-1', (enrolled.body as { value: { key: string } }).value.key);

    expect(await person('lang genug\nund mehr\n', '--person', 'lena')).toMatchObject({ code: 0, err: [] });
    const signIn = (secret: string) => seat.ask('sign-in', { lane: LANE, person: 'lena', secret });
    expect((await signIn('lang genug')).body['ok']).toBe(true);
    expect(await person('ein neues Wort', '--person', 'lena')).toMatchObject({ code: 0 });
    await new Promise((resolve) => void setTimeout(resolve, 600));
    expect((await signIn('lang genug')).body['ok']).toBe(false);

    const file = join(root, 'kunden.csv');
    writeFileSync(file, 'id;name\nK-1;Erika Muster\nK-2;\n');
    const taken = await hub('customers', file, '--lane', LANE, '--json');
    expect([taken.code, taken.json, taken.err]).toEqual([0, { lane: LANE, rows: 2, customers: 1, rejected: 1 }, ['line 3: name is empty']]);
    const json = join(root, 'kunden.json');
    writeFileSync(json, JSON.stringify([(await open.store.customersAfter(LANE, 0, 9))[0]!.customer]));
    expect((await hub('customers', json, '--lane', LANE, '--json')).json).toMatchObject({ customers: 1 });
    expect((await seat.ask('customers', { lane: LANE, after: 0 })).body).toMatchObject({ more: false, customers: [{ id: 'K-1' }] });

    const devices = (await hub('devices', '--json')).json as { devices: { id: string; name: string; key?: string }[] };
    expect(devices.devices).toMatchObject([{ id: 'd-1', name: 'Empfang 1', slot: 1, revokedAt: null }]);
    expect(devices.devices[0]!.key).toBeUndefined();
    expect((await hub('revoke', 'd-1')).out).toEqual(['"Empfang 1" is revoked.']);
    expect((await hub('revoke', 'd-1')).out).toEqual(['"Empfang 1" was revoked before.']);
    expect((await seat.ask('lanes', {})).status).toBe(403);
    expect((await hub('devices')).out[0]).toContain('revoked');
    expect(await hub('check')).toMatchObject({ code: 0, out: ['1 principals examined, all is well.'] });
    await open.close();
  }, 60_000);

  it('[Y91] the first pack of a principal is told without one before it, the next with what of that one stays', async () => {
    const first = ['hub', 'pack', 'telecom', '--data', join(root, 'first')];
    expect((await cli(first)).out).toEqual([expect.stringMatching(/^Pack nordlicht-2026\.1 of nordlicht is in force from [\d-]+\.$/)]);
    const german = await cli(['hub', 'pack', 'hotel', '--data', join(root, 'first')], { language: 'de' });
    expect(german.out).toEqual([expect.stringMatching(/^Regelwerk \S+ von \S+ gilt ab [\d-]+\.$/)]);
    const next = join(root, 'next.json');
    const document = JSON.parse((await cli(['pack', 'show', 'telecom'])).out.join('\n')) as object;
    writeFileSync(next, JSON.stringify({ ...document, version: 'danach-1' }));
    expect((await cli(['hub', 'pack', next, '--data', join(root, 'first')])).out).toEqual([
      expect.stringMatching(/in force from [\d-]+; of the one before 0 teams, 0 people, 0 categories stay\.$/),
    ]);
  }, 60_000);

  it('a pack is taken over whole or not at all', async () => {
    const pack = join(root, 'pack.json');
    const document = JSON.parse((await cli(['pack', 'show', 'telecom'])).out.join('\n')) as { version: string; teams: object[] };
    writeFileSync(pack, JSON.stringify({ ...document, version: 'neu-1', teams: [] }));
    const broken = await hub('pack', pack);
    expect([broken.code, broken.err.at(-1)]).toEqual([2, expect.stringContaining('nothing of it was taken over')]);
    writeFileSync(pack, JSON.stringify({ ...document, version: 'neu-1' }));
    expect((await hub('pack', pack, '--dry-run', '--json')).json).toMatchObject({ version: 'neu-1', added: true, dryRun: true });
    expect((await hub('pack', pack, '--json')).json).toMatchObject({ version: 'neu-1', added: true });
    expect((await hub('pack', pack, '--json')).json).toMatchObject({ version: 'neu-1', added: false });
    const open = await running();
    expect((await open.store.packs()).map(({ version }) => version)).toEqual(['nordlicht-2026.1', 'neu-1']);
    await open.close();
  }, 60_000);

  it('people are listed with a hash, taken off, and kept from being listed wrongly', async () => {
    const folder = join(root, 'people');
    const say = (secret: string, ...args: readonly string[]) => person(secret, '--directory', folder, ...args);
    expect((await say('geheim-genug\r\n', '--person', 'jonas')).code).toBe(0);
    const [file] = readdirSync(folder);
    const read = (): { people: { person: string; secret: string; disabled?: boolean }[] } =>
      JSON.parse(readFileSync(join(folder, file!), 'utf8'));
    expect([file, readFileSync(join(folder, file!), 'utf8').includes('geheim-genug')]).toEqual([`${LANE}.json`, false]);
    expect(await isSecret('geheim-genug', readSecretHash(read().people[0]!.secret))).toBe(true);
    expect((await say('', '--person', 'jonas', '--disable')).code).toBe(0);
    expect(read().people).toMatchObject([{ person: 'jonas', disabled: true }]);
    expect((await say('wieder-da-bitte', '--person', 'jonas')).code).toBe(0);
    expect(read().people[0]!.disabled).toBeUndefined();
    expect(await say('kurz', '--person', 'jonas')).toMatchObject({ code: 2, err: ['The secret must have 8 to 200 characters.'] });
    expect((await say('lang-genug', '--person', 'watchdog')).err[0]).toContain('nobody with the id "watchdog"');
    expect((await say('', '--person', 'lena', '--disable')).err[0]).toContain('not in the directory');
    writeFileSync(join(folder, file!), '{"people":');
    expect((await say('lang-genug', '--person', 'jonas')).err[0]).toContain('Write it as JSON');
    expect(readFileSync(join(folder, file!), 'utf8')).toBe('{"people":');
  }, 60_000);
});

describe('[HS17] a refusal', () => {
  const refused = async (args: readonly string[], language: 'de' | 'en' = 'en'): Promise<string> => {
    const said = await cli(['hub', ...args], { language });
    expect([said.code, said.err.length]).toEqual([2, 1]);
    return said.err[0]!;
  };

  it('is a sentence that says what helps', async () => {
    expect(await refused([])).toContain('--data DIR');
    expect(await refused(['code', '--data', join(root, 'none')])).toContain('hub pack FILE');
    expect(await refused(['cod', '--data', dir])).toContain('did you mean "hub code"');
    expect(await refused(['revoke', '--data', dir])).toContain('DEVICE');
    expect(await refused(['revoke', 'x', '--data', dir], 'de')).toContain('Einen Arbeitsplatz „x“ gibt es nicht');
    expect(await refused(['code', 'x', '--data', dir])).toContain('too much');
    expect(await refused(['code', '--port', '9', '--data', dir])).toContain('--port does not belong');
    expect(await refused(['code', '--lanes', 'x', '--data', dir])).toContain('there are: nordlicht');
    expect(await refused(['--host', '0.0.0.0', '--data', dir], 'de')).toContain('unverschlüsselt');
    expect(await refused(['--tls-cert', 'a.pem', '--data', dir])).toContain('--tls-key');
    expect(await refused(['--port', '70000', '--data', dir])).toContain('70000');
    expect(await refused(['--database', 'mysql://x', '--data', dir])).toContain('postgres://');
    expect(await refused(['--database', 'postgres://u:geheim@127.0.0.1:1/x', '--data', dir])).toMatch(
      /cannot be reached \((?!.*geheim).*ECONNREFUSED/,
    );
    const desk = join(root, 'desk');
    mkdirSync(desk);
    writeFileSync(join(desk, 'desk.sqlite'), '');
    expect(await refused(['--data', desk])).toContain('folder of a workstation');
    const folder = join(root, 'broken');
    mkdirSync(join(folder, 'directory'), { recursive: true });
    writeFileSync(join(folder, 'directory', 'a.json'), '{"people":[{}]}');
    expect(await refused(['--data', folder])).toMatch(/a\.json" is wrong, at people\.0\.lane\. Each entry needs/);
    writeFileSync(join(folder, 'directory', 'a.json'), '{');
    expect(await refused(['--data', folder], 'de')).toMatch(/a\.json“ stimmt nicht\. Bitte als JSON schreiben/);
    rmSync(join(folder, 'directory'), { recursive: true });
    const taken = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => taken.once('listening', resolve));
    const { port } = taken.address() as { port: number };
    expect(await refused(['--data', folder, '--port', String(port)])).toContain(`127.0.0.1:${port}`);
    taken.close();
    expect(existsSync(join(folder, 'holder.json'))).toBe(false);
  }, 60_000);

  it('of whatever keeps a hub from running has words in both languages', () => {
    const sources = ['address', 'record', 'directory', 'open-store', 'start-hub', 'directory-file'].map((name) =>
      readFileSync(join(projectRoot, 'hub/server', `${name}.ts`), 'utf8'),
    );
    const codes = [...sources.join('\n').matchAll(/refuse(?:<\w+>)?\(\s*'([a-z-]+)'|code: '([a-z-]+)',\n\s*data/g)].map(
      (found) => found[1] ?? found[2]!,
    );
    expect(codes.length).toBeGreaterThan(12);
    expect(
      [...new Set(codes), 'directory-broken', 'ledger-newer', 'ledger-foreign', 'database-newer', 'database-old'].filter(
        (code) => !KNOWN_CODES.includes(code),
      ),
    ).toEqual([]);
    for (const language of ['de', 'en'] as const)
      for (const code of codes) expect(sentence({ code, data: {} }, language)).not.toMatch(/not possible|nicht möglich:/i);
  });
});
