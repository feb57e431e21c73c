// What `clocks explain` answers: every clock of a case by id or number, beside a running console, and one sentence where it cannot.
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { cli } from './run-cli.ts';

const dir = mkdtempSync(join(tmpdir(), 'stafette-clocks-'));
const MINUTE = 60_000;
/** Wednesday 3 June 2026, noon in Berlin. */
let now = Date.UTC(2026, 5, 3, 10, 0);
let place: Workplace;
let caseId = '';
let number = '';

type Clock = {
  readonly clock: string;
  readonly family: string;
  readonly state: string;
  readonly startedAt: string;
  readonly dueAt: string;
  readonly spentMin: number;
  readonly pausedMin: number;
  readonly events: readonly { readonly id: string; readonly at: string; readonly effect: string }[];
};

const say = (type: 'start-wait' | 'end-wait' | 'make-promise', data: Readonly<Record<string, string | number | boolean | null>>): void => {
  const done = place.engine.submit({ lane: 'nordlicht', caseId, actor: 'lena', type, data, body: {} });
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
};

const explain = async (of: string): Promise<readonly Clock[]> => {
  const said = await cli(['clocks', 'explain', '--data', dir, '--case', of, '--json'], { now });
  expect([said.code, said.err, said.out.length]).toEqual([0, [], 1]);
  return JSON.parse(said.out[0]!) as readonly Clock[];
};

beforeAll(async () => {
  const opened = await openWorkplace({ dir, clock: () => now });
  if (!opened.ok) throw new Error(opened.refusal.code);
  place = opened.value;
  number = place.engine.nextCaseNumber('nordlicht');
  const data = {
    number,
    customer: null,
    category: 'billing',
    channel: 'phone',
    urgency: 'medium',
    impact: 'medium',
    reason: null,
    call: null,
  };
  const first = place.engine.submit({
    lane: 'nordlicht',
    caseId: null,
    actor: 'lena',
    type: 'open-case',
    data,
    body: { title: 'Rechnung' },
  });
  if (!first.ok) throw new Error(JSON.stringify(first.refusal));
  caseId = first.value.caseId;
  now += 30 * MINUTE;
  say('start-wait', { reason: 'evidence', until: null });
  now += 90 * MINUTE;
  say('end-wait', {});
  say('make-promise', { due: now + 60 * MINUTE, by: 'lena', callback: true });
  await place.engine.sync('nordlicht');
  now += 15 * MINUTE;
});
afterAll(async () => {
  await place.close();
  rmSync(dir, { recursive: true });
});

describe('[L17] clocks explain', () => {
  it('tells every clock with its story, beside a running console', async () => {
    const clocks = await explain(caseId);
    expect(clocks.map(({ clock, family, state }) => [clock, family, state])).toEqual([
      ['interim', 'customer', 'running'],
      ['resolution', 'customer', 'running'],
      ['wait', 'holder', 'met'],
      ['callback', 'customer', 'running'],
    ]);
    expect(clocks[1]).toMatchObject({
      startedAt: '2026-06-03T12:00:00+02:00',
      dueAt: '2026-06-06T13:30:00+02:00',
      spentMin: 45,
      pausedMin: 90,
    });
    expect(clocks[1]!.events.map(({ at, effect }) => [at, effect])).toEqual([
      ['2026-06-03T12:00:00+02:00', 'start'],
      ['2026-06-03T12:30:00+02:00', 'pause'],
      ['2026-06-03T14:00:00+02:00', 'resume'],
    ]);
    expect(clocks[0]).toMatchObject({ spentMin: 135, pausedMin: 0 });
  });

  it('finds a case by its number, in small letters too', async () => {
    const byId = await explain(caseId);
    expect(await explain(number)).toEqual(byId);
    expect(await explain(number.toLowerCase())).toEqual(byId);
  });

  it('says it in words in both languages', async () => {
    const [german, english] = await Promise.all(
      (['de', 'en'] as const).map((language) => cli(['clocks', 'explain', '--data', dir, '--case', number], { now, language })),
    );
    expect(german!.out[0]).toContain(`${number} (Europe/Berlin)`);
    expect(german!.out[0]).toContain('Lösung · gegenüber dem Kunden · läuft');
    expect(german!.out[0]).toContain('fällig 2026-06-06 13:30, 45 min verbraucht, 90 min angehalten');
    expect(english!.out[0]).toContain("Resolution · the customer's · running");
    expect(english!.out[0]).toMatch(/2026-06-03 12:30 paused \(.+\.0\)/);
  });

  it('refuses what is not there, in one sentence', async () => {
    const empty = join(dir, 'empty');
    mkdirSync(empty, { recursive: true });
    const asked: readonly (readonly [readonly string[], RegExp])[] = [
      [['clocks', 'explain', '--data', dir, '--case', 'NT-9Z99-9Z9', '--json'], /no case "NT-9Z99-9Z9"/],
      [['clocks', 'explain', '--data', join(dir, 'gone'), '--case', number], /There is no data folder/],
      [['clocks', 'explain', '--data', empty, '--case', number], /holds no data of Stafette/],
      [['clocks', 'explain', '--data', dir], /--case needs a value/],
      [['clocks', 'explan', '--data', dir, '--case', number], /did you mean "clocks explain"/],
    ];
    for (const [words, sentence] of asked) {
      const said = await cli(words, { now });
      expect([said.code, said.out, said.err.length]).toEqual([2, [], 1]);
      expect(said.err[0]).toMatch(sentence);
    }
  });
});
