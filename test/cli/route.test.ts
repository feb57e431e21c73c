// The command `route explain` answers every request on its line, with the row, the target, the time to accept and the rows passed over.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ALL_STARTER_PACKS } from '../../shared/packs/starter.ts';
import type { ExplainedRoute } from '../../shared/policy/route-explain.ts';
import { readmeExamples } from './readme-examples.ts';
import { cli } from './run-cli.ts';

const root = join(import.meta.dirname, '../..');
const request = (change: Readonly<Record<string, unknown>> = {}) => ({
  pack: 'telecom',
  reason: 'outage',
  category: 'fault',
  channel: 'phone',
  priority: 'P2',
  markers: [],
  from: { tier: 1, team: 'stoerung' },
  now: '2026-03-27T16:30:00+01:00',
  ...change,
});
type Answer = Partial<ExplainedRoute> & { readonly error?: { readonly path: string; readonly message: string } };

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  yield await Promise.resolve(Buffer.from(text));
}
const run = async (text: string) => {
  const { code, out, err } = await cli(['route', 'explain'], { input: bytesOf(text) });
  return { code, err, answers: out.flatMap((lines) => lines.split('\n')).map((line) => JSON.parse(line) as Answer) };
};
const one = async (change: Readonly<Record<string, unknown>> = {}): Promise<Answer> => {
  const { answers } = await run(JSON.stringify(request(change)));
  expect(answers).toHaveLength(1);
  return answers[0]!;
};

describe('answers', () => {
  it('[R13] come from a real process in order; wrong requests stand in their place, and the exit code is 2', () => {
    const lines = [
      request(),
      { ...request(), reason: 'whim' },
      'oops',
      request({ from: { tier: 'A', team: 'auftraggeber' } }),
      request({ priority: 'P1' }),
    ];
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, 'build/stafette.mjs'), 'route', 'explain'], {
      input: lines.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n'),
      encoding: 'utf8',
    });
    const answers = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Answer);
    expect([status, stderr]).toEqual([2, '']);
    expect(answers.map(({ row, error }) => (row === undefined ? error?.path : row))).toEqual([
      'r-technical',
      'reason',
      'request',
      null,
      'r-outage-p1',
    ]);
  });

  it('[R13] name row, kind, target, time to accept with its offset, and every row above with a code', async () => {
    expect(await one()).toEqual({
      row: 'r-technical',
      kind: 'functional',
      target: { tier: 2, team: 'technik', person: null },
      acceptBy: '2026-03-27T17:00:00+01:00',
      skipped: [
        ...['m-safety', 'm-safety-up', 'm-law', 'm-press', 'm-authority', 'm-marked-top'].map((row) => ({ row, why: 'marker' })),
        ...['r-grave', 'r-hazard', 'r-principal', 'r-privacy'].map((row) => ({ row, why: 'reason' })),
        { row: 'r-outage-p1', why: 'priority' },
      ],
    });
  });

  it('[R13] count open time across the weekend and the change of clocks, and live seconds for a customer on the line', async () => {
    expect(
      await one({
        reason: 'billing-error',
        category: 'billing',
        from: { tier: 1, team: 'abrechnung' },
        priority: 'P4',
        now: '2026-03-28T15:00:00+01:00',
      }),
    ).toMatchObject({
      row: 'r-bill',
      acceptBy: '2026-03-30T11:00:00+02:00',
    });
    expect((await one({ customerWaiting: true })).acceptBy).toBe('2026-03-27T16:31:00+01:00');
  });

  it('[R13] force the route of a marker, whatever the reason', async () =>
    expect(await one({ markers: ['press'] })).toMatchObject({
      row: 'm-press',
      kind: 'hierarchical',
      target: { tier: 4, team: 'leitung' },
    }));

  it('[R13] pass over a team of which nobody is there after hours, and an amount that is too small', async () => {
    const night = { reason: 'billing-error', category: 'billing', now: '2026-03-27T23:00:00+01:00' };
    expect((await one(night)).row).toBe('r-bill-lateral');
    expect((await one({ ...night, present: ['abrechnung'] })).row).toBe('r-bill-lateral');
    const absent = await one({ ...night, present: [] });
    expect([absent.row, absent.skipped?.at(-1)]).toEqual(['r-bill', { row: 'r-bill-lateral', why: 'absent' }]);
    const hotel = {
      pack: 'hotel',
      reason: 'authority-exceeded',
      category: ALL_STARTER_PACKS['hotel']!.categories[0]!.id,
      from: { tier: 1, team: 'reservierung' },
    };
    expect((await one({ ...hotel, amount: { minor: 50_001, currency: 'EUR' } })).row).toBe('r-large');
    expect((await one({ ...hotel, amount: { minor: 50_000, currency: 'EUR' } })).skipped).toContainEqual({ row: 'r-large', why: 'amount' });
  });

  it('[R13] name the contact at the principal', async () =>
    expect(await one({ from: { tier: 4, team: 'leitung' } })).toMatchObject({
      row: 'd-top',
      target: { tier: 'A', team: 'auftraggeber', person: null },
      contact: 'nt-betrieb',
    }));

  it('[R13] that no row fits is an answer with every row in it', async () => {
    const { code, answers } = await run(JSON.stringify(request({ from: { tier: 'A', team: 'auftraggeber' } })));
    expect([code, answers[0]]).toEqual([0, { row: null, kind: null, target: null, acceptBy: null, skipped: expect.any(Array) as unknown }]);
    expect(answers[0]!.skipped).toHaveLength(ALL_STARTER_PACKS['telecom']!.matrix.length);
  });

  it.each<[string, Readonly<Record<string, unknown>>]>([
    ['pack', { pack: 'no-such' }],
    ['reason', { reason: 'whim' }],
    ['reason', { reason: undefined }],
    ['category', { category: 'weather' }],
    ['channel', { channel: 'fax' }],
    ['priority', { priority: 'P5' }],
    ['amount.currency', { amount: { minor: 1, currency: 'USD' } }],
    ['amount.minor', { amount: { minor: -1, currency: 'EUR' } }],
    ['markers[0]', { markers: ['fire'] }],
    ['from', { from: null }],
    ['from.tier', { from: { tier: 5, team: 'stoerung' } }],
    ['from.tier', { from: { tier: 2, team: 'stoerung' } }],
    ['from.team', { from: { tier: 1, team: 'garden' } }],
    ['now', { now: '2026-02-30T10:00:00Z' }],
    ['now', { now: '2026-03-01T10:00:00' }],
    ['present[1]', { present: ['technik', 'garden'] }],
    ['colour', { colour: 'red' }],
  ])('[R13] a fault is named at %s: %j', async (path, change) => {
    const { code, answers } = await run(`${JSON.stringify(request(change))}\n${JSON.stringify(request())}`);
    expect([code, answers.map(({ row, error }) => row ?? error?.path)]).toEqual([2, [path, 'r-technical']]);
    expect(answers[0]!.error!.message).toMatch(/Write|Correct/);
  });

  it('[R13] another word than "explain" is no command', async () =>
    expect((await cli(['route', 'explian'])).err).toEqual([expect.stringMatching(/did you mean "route explain"/)]));
});

describe('the README', () => {
  const examples = readmeExamples('Black box: route explain');

  it('[R14] has examples', () => expect(examples.length).toBeGreaterThanOrEqual(2));

  it.each(examples.map((example, n) => [n + 1, example] as const))(
    '[R14] example %i is answered as written',
    async (_, { asked, answered }) => expect((await run(asked)).answers).toEqual(answered),
  );
});
