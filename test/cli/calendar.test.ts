// The command `calendar` answers every line in its place: instants, minutes, or what is wrong with it.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { cli } from './run-cli.ts';

type Answer = { readonly at?: string; readonly minutes?: number; readonly error?: { readonly path: string; readonly message: string } };

const stafette = join(import.meta.dirname, '../../build/stafette.mjs');
const day = [
  ['08:00', '12:00'],
  ['13:00', '18:00'],
];
const office = {
  zone: 'Europe/Berlin',
  week: { mon: day, tue: day, wed: day, thu: day, fri: day },
  holidays: { country: 'DE', state: 'BY' },
};
const all = [['00:00', '24:00']];
const always = { zone: 'Europe/Berlin', week: { mon: all, tue: all, wed: all, thu: all, fri: all, sat: all, sun: all } };
const add = (calendar: unknown, from: string, minutes: unknown) => ({ calendar, op: 'add', from, minutes });
const measure = (calendar: unknown, from: string, to: unknown) => ({ calendar, op: 'measure', from, to });

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield await Promise.resolve(bytes.subarray(at, at + size));
}
const ask = async (text: string, size = 65_536) => {
  const { code, out, err } = await cli(['calendar'], { input: inPieces(Buffer.from(text), size) });
  return { code, err, answers: out.flatMap((piece) => piece.split('\n')).map((line) => JSON.parse(line) as Answer) };
};
const one = async (question: unknown): Promise<Answer> => (await ask(JSON.stringify(question))).answers[0]!;

describe('adding and measuring', () => {
  it.each<[string, unknown, Answer]>([
    [
      'the last minute of Friday, not the first of Monday',
      add(office, '2026-03-27T16:30:00+01:00', 90),
      { at: '2026-03-27T18:00:00+01:00' },
    ],
    ['over the weekend and the change of clocks', add(office, '2026-03-27T16:30:00+01:00', 91), { at: '2026-03-30T08:01:00+02:00' }],
    ['over Christmas in Bavaria', add(office, '2026-12-24T17:59:00+01:00', 2), { at: '2026-12-28T08:01:00+01:00' }],
    ['over Three Kings, which only some states keep', add(office, '2026-01-05T18:00:00+01:00', 1), { at: '2026-01-07T08:01:00+01:00' }],
    ['seconds as fractions', add(office, '2026-03-10T09:00:00+01:00', 0.505), { at: '2026-03-10T09:00:30.300+01:00' }],
    [
      'an instant of another offset, told in the zone of the calendar',
      add(always, '2026-07-01T09:00:00-05:00', 1),
      { at: '2026-07-01T16:01:00+02:00' },
    ],
    ['nothing: from as it was written', add(office, '2026-03-28T16:30+05:30', 0), { at: '2026-03-28T16:30+05:30' }],
    [
      'nothing, from UTC: with a numeric offset',
      add({ zone: 'UTC', week: {} }, '2026-03-28T16:30:00Z', 0),
      { at: '2026-03-28T16:30:00+00:00' },
    ],
    ['up to 24:00', add(always, '2028-02-29T23:00:00+01:00', 60), { at: '2028-03-01T00:00:00+01:00' }],
    ['a day of 23 hours', measure(always, '2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00'), { minutes: 1380 }],
    ['a day of 25 hours', measure(always, '2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00'), { minutes: 1500 }],
    ['seconds', measure(office, '2026-03-10T11:59:30+01:00', '2026-03-10T13:00:15+01:00'), { minutes: 0.75 }],
    ['nothing', measure(office, '2026-03-10T11:00:00+01:00', '2026-03-10T10:00:00Z'), { minutes: 0 }],
    ['a calendar without hours', measure({ zone: 'UTC', week: {} }, '2026-03-10T11:00:00Z', '2027-03-10T10:00:00Z'), { minutes: 0 }],
    [
      'exceptions of the pack',
      add({ ...office, holidays: { country: 'DE', closed: ['2026-12-24'], open: ['2026-12-25'] } }, '2026-12-24T08:00:00+01:00', 1),
      { at: '2026-12-25T08:01:00+01:00' },
    ],
  ])('[K8] %s', async (_, question, answer) => expect(await one(question)).toEqual(answer));

  it.each<[string, unknown, string]>([
    ['to before from', measure(office, '2026-03-10T11:00:00+01:00', '2026-03-10T10:59:59+01:00'), 'to'],
    ['no to', measure(office, '2026-03-10T11:00:00+01:00', undefined), 'to'],
    ['negative minutes', add(office, '2026-03-10T11:00:00+01:00', -1), 'minutes'],
    ['minutes as a text', add(office, '2026-03-10T11:00:00+01:00', '60'), 'minutes'],
    ['minutes nobody lives to see', add(office, '2026-03-10T11:00:00+01:00', 1e12), 'minutes'],
    ['30 February', add(office, '2026-02-30T11:00:00+01:00', 1), 'from'],
    ['29 February of 2100', measure(office, '2026-03-10T11:00:00+01:00', '2100-02-29T11:00:00+01:00'), 'to'],
    ['25 hours', add(office, '2026-03-10T25:00:00+01:00', 1), 'from'],
    ['no offset', add(office, '2026-03-10T11:00:00', 1), 'from'],
    ['an interval to 25:00', add({ ...office, week: { mon: [['08:00', '25:00']] } }, '2026-03-10T11:00:00Z', 1), 'calendar.week.mon[0][1]'],
    ['an interval backwards', add({ ...office, week: { mon: [['18:00', '08:00']] } }, '2026-03-10T11:00:00Z', 1), 'calendar.week.mon[0]'],
    ['an unknown zone', add({ ...office, zone: 'Europe/Nordlicht' }, '2026-03-10T11:00:00Z', 1), 'calendar.zone'],
    ['an unknown country', add({ ...office, holidays: { country: 'XX' } }, '2026-03-10T11:00:00Z', 1), 'calendar.holidays.country'],
    [
      'an unknown state',
      add({ ...office, holidays: { country: 'DE', state: 'XX' } }, '2026-03-10T11:00:00Z', 1),
      'calendar.holidays.state',
    ],
    ['an impossible holiday', add({ ...office, holidays: ['2026-02-30'] }, '2026-03-10T11:00:00Z', 1), 'calendar.holidays[0]'],
    ['a calendar that never opens', add({ zone: 'UTC', week: {} }, '2026-03-10T11:00:00Z', 1), 'calendar'],
    ['no calendar', add(undefined, '2026-03-10T11:00:00Z', 1), 'calendar'],
    ['another verb', { ...add(office, '2026-03-10T11:00:00Z', 1), op: 'subtract' }, 'op'],
    ['a list', [], 'request'],
  ])('[K8] refuses %s', async (_, question, path) => {
    const { code, answers } = await ask(JSON.stringify(question));
    expect([code, answers.length, answers[0]?.error?.path]).toEqual([2, 1, path]);
    expect(answers[0]?.error?.message).toMatch(/^\S+ .+\. .+\.$/);
  });
});

describe('lines', () => {
  const good = JSON.stringify(add(office, '2026-03-10T11:00:00+01:00', 1));
  const told = ({ answers }: { readonly answers: readonly Answer[] }): readonly string[] =>
    answers.map(({ at, error }) => at ?? error?.path ?? '?');
  const AT = '2026-03-10T11:01:00+01:00';

  it('[K8] wrong ones between good ones are answered in their place, each line by itself, and the exit code is 2', async () => {
    const said = await ask(['{"calendar":', good, '}', 'null', good, '', '{"calendar":{"zone":"Euro', '  "op": "add"', good].join('\n'));
    expect([said.code, told(said)]).toEqual([2, ['request', AT, 'request', 'request', AT, 'request', 'request', AT]]);
  });

  it.each([1, 7, 65_536])(
    '[K8] a byte order mark, CRLF, blank lines and a missing last break change nothing, in pieces of %i bytes',
    async (size) => {
      const said = await ask(`\uFEFF${good}\r\n\r\n  \t\r\n${good}\r\n${good}`, size);
      expect([said.code, told(said)]).toEqual([0, [AT, AT, AT]]);
      expect(await ask('\n', size)).toMatchObject({ code: 0, answers: [] });
    },
  );

  it('[K8] calendars that differ are not mixed up, however many there are', async () => {
    const question = (n: number) =>
      add({ zone: 'UTC', week: { tue: [[`0${n % 8}:00`, '24:00']] }, label: { de: `${n}`, en: `${n}` } }, '2026-03-10T00:00:00Z', 1);
    const numbers = Array.from({ length: 6_000 }, (_, n) => n % 2_500);
    const said = await ask(numbers.map((n) => JSON.stringify(question(n))).join('\n'));
    expect(told(said)).toEqual(numbers.map((n) => `2026-03-10T0${n % 8}:01:00+00:00`));
  });

  it('[K8] a real process answers on standard output alone, and explains itself', () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [stafette, 'calendar'], {
      input: `${good}\n${good}\n`,
      encoding: 'utf8',
    });
    expect([status, stderr, stdout]).toEqual([0, '', `{"at":"${AT}"}\n`.repeat(2)]);
    const help = spawnSync(process.execPath, [stafette, 'calendar', '--help', '--language', 'de'], { encoding: 'utf8' });
    expect(help.stdout).toContain('Öffnungszeiten');
  });
});
