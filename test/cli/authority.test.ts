// The command `authority explain` answers every request on its line, whatever the bytes around it look like.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createRequestReader, type RequestRead } from '../../electron/cli/request-lines.ts';
import { ALL_STARTER_PACKS } from '../../shared/packs/starter.ts';
import { readmeExamples } from './readme-examples.ts';
import { cli } from './run-cli.ts';

const root = join(import.meta.dirname, '../..');
const stafette = join(root, 'build/stafette.mjs');
const dir = mkdtempSync(join(tmpdir(), 'stafette-authority-'));
afterAll(() => rmSync(dir, { recursive: true }));

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const request = (minor: number, change: Readonly<Record<string, unknown>> = {}) => ({
  pack: 'telecom',
  actor: { id: 'a1', tier: 1 },
  decision: { type: 'goodwill-credit', amount: eur(minor), customer: 'c1', case: 'k1' },
  history: [
    { type: 'goodwill-credit', amount: eur(500), customer: 'c1', case: 'k0', actor: 'a1', tier: 1, at: '2026-02-01T09:00:00+01:00' },
  ],
  now: '2026-03-01T10:00:00+01:00',
  ...change,
});
const line = (minor: number): string => JSON.stringify(request(minor));
const pretty = (minor: number): string => JSON.stringify(request(minor), null, 2);

async function* inPieces(text: string | Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}

/** What every answer came to: "within", "needs-approval", "never" or the place of the error. */
const run = async (text: string | Uint8Array, size = 65_536) => {
  const said = await cli(['authority', 'explain'], { input: inPieces(text, size) });
  const lines = said.out.flatMap((out) => out.split('\n'));
  const answers = lines.map((answer) => JSON.parse(answer) as { verdict?: string; error?: { path: string; message: string } });
  return { code: said.code, err: said.err, answers, told: answers.map(({ verdict, error }) => verdict ?? error?.path ?? '?') };
};

describe('requests and answers', () => {
  it('[E1] a real process answers each line in order and ends with 0 for any verdict', () => {
    const never = JSON.stringify(request(1_000, { facts: { ownAccount: true } }));
    const { status, stdout, stderr } = spawnSync(process.execPath, [stafette, 'authority', 'explain'], {
      input: `${line(1_000)}\n${line(1_600)}\n${never}`,
      encoding: 'utf8',
    });
    const answers = stdout.split('\n');
    expect([status, stderr, answers.length, answers.at(-1)]).toEqual([0, '', 4, '']);
    expect(answers.slice(0, 3).map((answer) => (JSON.parse(answer) as { verdict: string }).verdict)).toEqual([
      'within',
      'needs-approval',
      'never',
    ]);
  });

  it('[E1] nothing in is nothing out', async () => {
    expect(await run('')).toMatchObject({ code: 0, answers: [], err: [] });
    expect(await run('\n \r\n\t\n')).toMatchObject({ code: 0, answers: [], err: [] });
  });

  it('[E2] wrong ones between good ones are answered in their place, and the exit code is 2', async () => {
    const { code, told } = await run([line(1_000), '{"pack":"telecom"}', line(1_600), '[]', '"text"', line(0), line(100)].join('\n'));
    expect([code, told]).toEqual([2, ['within', 'actor', 'needs-approval', 'request', 'request', 'decision.amount.minor', 'within']]);
  });

  it('[E2] a folder is no input, and another word than "explain" is no command', async () => {
    const folder = spawnSync('sh', ['-c', `"${process.execPath}" "${stafette}" authority explain < "${dir}"`], { encoding: 'utf8' });
    expect([folder.status, folder.stdout, folder.stderr]).toEqual([2, '', expect.stringContaining('Standard input cannot be read')]);
    const typo = await cli(['authority', 'explian']);
    expect([typo.code, typo.out, typo.err]).toEqual([2, [], [expect.stringMatching(/did you mean "authority explain"/)]]);
    expect((await cli(['authority'])).err).toEqual([expect.stringMatching(/"authority" needs explain/)]);
  });
});

describe('the form of the input', () => {
  const expected = ['within', 'needs-approval', 'within'];
  const forms: readonly (readonly [string, string])[] = [
    ['lines', [line(1), line(1_600), line(2)].join('\n')],
    ['lines with an end', `${[line(1), line(1_600), line(2)].join('\n')}\n`],
    ['CRLF and blank lines', `\r\n${[line(1), line(1_600), '', line(2)].join('\r\n\r\n')}\r\n`],
    ['a BOM', `\uFEFF${[line(1), line(1_600), line(2)].join('\n')}`],
    ['several lines each', [pretty(1), pretty(1_600), pretty(2)].join('\n')],
    ['several lines with CRLF and a BOM', `\uFEFF${[pretty(1), pretty(1_600), pretty(2)].join('\n').replaceAll('\n', '\r\n')}`],
    ['both', [line(1), pretty(1_600), line(2)].join('\n')],
    ['broken by hand', [line(1).replace(',"history":[{', ',\n"history":[\n{'), pretty(1_600), line(2)].join('\n')],
  ];
  it.each(forms)('[E3] %s', async (_, text) => {
    for (const size of [1, 7, 65_536]) expect(await run(text, size)).toMatchObject({ code: 0, told: expected });
  });

  const bad = ['request'];
  const broken: readonly (readonly [string, string, readonly string[]])[] = [
    ['text that is no JSON', [line(1), 'hello', '  hello', line(2)].join('\n'), ['within', 'request', 'request', 'within']],
    ['a line cut off', [line(1).slice(0, 60), line(2)].join('\n'), ['request', 'within']],
    ['a line cut off inside a text', [line(1).slice(0, 12), line(2)].join('\n'), ['request', 'within']],
    ['a line cut off where a list may go on', [`${line(1).split('[')[0]!}[`, line(2), line(3)].join('\n'), ['request', 'within', 'within']],
    ['several lines cut off', [line(1).slice(0, 60), line(2).slice(0, 70), line(3)].join('\n'), ['request', 'request', 'within']],
    ['cut off and then no JSON', [line(1).slice(0, 60), 'hello', line(3)].join('\n'), ['request', 'request', 'within']],
    ['the last line cut off', [line(2), line(1).slice(0, 60)].join('\n'), ['within', 'request']],
    ['two objects on a line', [line(1) + line(1), line(2)].join('\n'), ['request', 'within']],
    ['a bracket too many', [`${line(1)}}`, line(2)].join('\n'), ['request', 'within']],
    ['brackets that do not match', ['{"a":]', line(2)].join('\n'), ['request', 'within']],
    ['deeper than any request', ['['.repeat(9_999), line(2)].join('\n'), ['request', 'within']],
    ['a broken object over several lines', [pretty(1).replace('"k1"', 'k1'), line(2)].join('\n'), ['request', 'within']],
    ['an open text over several lines', [pretty(1).replace('"k1"', '"k1'), pretty(2)].join('\n'), ['request', 'within']],
    ['an object over several lines that does not end', pretty(1).slice(0, -2), bad],
    ['only an opening bracket', '{', bad],
  ];
  it.each(broken)('[E3] %s costs only itself', async (_, text, expectedPaths) => {
    for (const size of [5, 65_536]) {
      const { code, told, answers } = await run(text, size);
      expect([code, told]).toEqual([2, expectedPaths]);
      expect(answers.find(({ error }) => error !== undefined)!.error!.message).toMatch(/^lines? \d.*Write one JSON object per line/s);
    }
  });

  it('[E3] says which lines are meant', async () => {
    const { answers } = await run(['', line(1), 'oops', pretty(1).replace('"k1"', 'k1'), ''].join('\n'));
    const messages = answers.map(({ error }) => error?.message.replace(/ no JSON.*$/s, ''));
    expect(messages).toEqual([undefined, 'line 3 is', expect.stringMatching(/^lines 4 to \d+ are$/)]);
  });

  it('[E3] bytes that are no UTF-8 cost their line', async () => {
    const latin = Buffer.concat([Buffer.from(`${line(1)}\n{"pack":"`), Buffer.from([0xe4]), Buffer.from(`"}\n${line(2)}`)]);
    const { told, answers } = await run(latin, 10);
    expect([told, answers[1]!.error!.message]).toEqual([
      ['within', 'request', 'within'],
      expect.stringContaining('line 2 is no JSON: its bytes are no UTF-8'),
    ]);
  });

  it('[E3] a line longer than a request may be is passed over without being kept', () => {
    const reader = createRequestReader(100);
    const [text, spaces] = ['{"now":1}\n', ' '.repeat(60)].map((part) => Buffer.from(part));
    const reads: RequestRead[] = [];
    for (const piece of [text!, spaces!, spaces!, spaces!, text!, text!]) reads.push(...reader.push(piece));
    expect([...reads, ...reader.end()]).toEqual([
      { ok: true, value: { now: 1 } },
      { ok: false, message: expect.stringContaining('line 2 is no JSON: it is longer than 100 bytes') as string },
      { ok: true, value: { now: 1 } },
    ]);
  });
});

describe('many requests', () => {
  it('[E4] are answered while the input is still open', async () => {
    const child = spawn(process.execPath, [stafette, 'authority', 'explain'], { stdio: ['pipe', 'pipe', 'inherit'] });
    try {
      const answers = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      for (const minor of [1, 1_600]) {
        child.stdin.write(`${line(minor)}\n`);
        const answer = JSON.parse(String((await answers.next()).value)) as { verdict: string };
        expect(answer.verdict).toBe(minor === 1 ? 'within' : 'needs-approval');
      }
      const ended = new Promise((resolve) => child.once('exit', resolve));
      child.stdin.end();
      expect(await ended).toBe(0);
    } finally {
      child.kill();
    }
  });

  it('[E4] behind a broken one are not kept waiting for its end', () => {
    const reader = createRequestReader();
    const read = (text: string): readonly boolean[] => reader.push(Buffer.from(`${text}\n`)).map(({ ok }) => ok);
    expect(read('{"history":[')).toEqual([]);
    expect(read('{"now":1}')).toEqual([false, true]);
    // Brackets deeper than any request has are no beginning of one.
    expect(read('['.repeat(64))).toEqual([]);
    expect(read('[')).toEqual([false]);
    expect(read('['.repeat(65))).toEqual([false, false]);
    expect(read('{"now":1}')).toEqual([true]);
  });

  it('[E4] leave nothing behind in the reader', () => {
    const reader = createRequestReader();
    const piece = Buffer.from(`${line(1)}\n`.repeat(100));
    for (let n = 0; n < 1_000; n += 1) expect(reader.push(piece).length).toBe(100);
    expect(reader.end()).toEqual([]);
  });

  it('[E4] of one request a history of 20 000 entries is judged', async () => {
    const [entry] = request(1).history;
    const history = Array.from({ length: 20_000 }, (_, n) => ({ ...entry, case: `k${n}`, customer: `c${n % 5_000}` }));
    const { told } = await run(`${JSON.stringify(request(1_000, { history }))}\n${JSON.stringify(request(1_000, { history }), null, 1)}`);
    expect(told).toEqual(['needs-approval', 'needs-approval']);
  });
});

describe('packs', () => {
  beforeAll(() => {
    const own = structuredClone(ALL_STARTER_PACKS['telecom']) as unknown as { decisions: { limits: Record<string, { amount: number }> }[] };
    own.decisions[0]!.limits['1']!.amount = 2_000;
    writeFileSync(join(dir, 'own.json'), `\uFEFF${JSON.stringify(own)}`);
    own.decisions[0]!.limits['1']!.amount = -1;
    writeFileSync(join(dir, 'broken.json'), JSON.stringify(own));
    writeFileSync(join(dir, 'text.json'), 'pack');
  });

  it('[E7] are starter packs by trade, or files', async () => {
    const asked = [...Object.keys(ALL_STARTER_PACKS), 'Telecom', join(dir, 'own.json')].map((pack) => {
      const type = pack.endsWith('own.json') ? 'goodwill-credit' : ALL_STARTER_PACKS[pack.toLowerCase()]!.decisions[0]!.id;
      const { decision } = request(1_600);
      return JSON.stringify(request(1_600, { pack, decision: { ...decision, type }, history: [] }));
    });
    const { code, answers, told } = await run(asked.join('\n'));
    expect([code, told.at(0), told.at(-1)]).toEqual([0, 'needs-approval', 'within']);
    expect(answers.filter(({ error }) => error !== undefined)).toEqual([]);
  });

  it.each([
    ['no-such', /neither a starter pack nor a file\. Write one of telecom, /],
    [join(dir, 'broken.json'), /is broken: decisions\[0\]\.limits\.1\.amount /],
    [join(dir, 'text.json'), /is no JSON/],
    [dir, /is a folder, not a file/],
    ['__proto__', /neither a starter pack nor a file/],
  ])('[E7] %s is named at "pack", and the next request is judged', async (pack, message) => {
    const { code, told, answers } = await run(`${JSON.stringify(request(1, { pack }))}\n${line(1)}`);
    expect([code, told]).toEqual([2, ['pack', 'within']]);
    expect(answers[0]!.error!.message).toMatch(message);
  });
});

describe('the README', () => {
  const examples = readmeExamples('Black box: authority explain');

  it('[E8] has examples', () => expect(examples.length).toBeGreaterThanOrEqual(3));

  it.each(examples.map((example, n) => [n + 1, example] as const))(
    '[E8] example %i is answered as written',
    async (_, { asked, answered }) => expect((await run(asked)).answers).toEqual(answered),
  );
});
