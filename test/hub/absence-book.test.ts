// What a workstation may write into the absence book of a hub: no more than a desk lets its people write, in every respect.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MOST_OF_PERSON } from '../../shared/policy/absence-rules.ts';
import type { Absence } from '../../shared/policy/absence.ts';
import { standardLimits } from '../../hub/server/limits.ts';
import { faultOf, LANE, openWire, type Seat, type WireHub } from './at-the-wire.ts';
import { comesIn, startHubKit } from './real-hub.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let wire: WireHub;
beforeAll(async () => {
  wire = await openWire();
});
afterAll(() => wire.end());

const entry = (over: Partial<Absence> = {}): Absence => ({
  id: 'a',
  lane: LANE,
  person: 'lena',
  deputy: 'tim',
  from: wire.clock.now,
  until: wire.clock.now + DAY,
  scope: null,
  setBy: 'lena',
  setAt: wire.clock.now,
  endedAt: null,
  endedBy: null,
  ...over,
});
const put = async (seat: Seat, ...absences: readonly Absence[]): Promise<readonly (readonly string[])[]> => {
  const answer = await seat.ask('put-absences', { lane: LANE, absences });
  expect([answer.status, faultOf(answer)]).toEqual([200, undefined]);
  return (answer.body['declined'] as { id: string; code: string }[]).map(({ id, code }) => [id, code]);
};
const ids = async (): Promise<readonly string[]> => (await wire.store.absences(LANE)).map(({ id }) => id);

describe('[HS25] the absence book of a hub', () => {
  it('is held to the rules of a desk, and names what it does not take', async () => {
    const seat = await wire.seat('b-1', ['lena', 'murat']);
    const now = wire.clock.now;
    const bad: readonly (readonly [string, Partial<Absence>])[] = [
      ['absence-order', { until: now }],
      ['absence-order', { until: now - 1 }],
      ['absence-order', { setAt: now + 2 * DAY }],
      ['absence-order', { endedAt: now + 40 * DAY, endedBy: 'lena' }],
      ['absence-too-long', { until: now + 400 * DAY }],
      ['deputy-self', { deputy: 'lena' }],
      ['unknown-person', { deputy: 'nobody' }],
      ['unknown-person', { person: 'nobody' }],
      ['unknown-code', { scope: ['everything'] }],
      ['not-signed-in-here', { setBy: 'carla' }],
      ['not-yours', { person: 'carla', setBy: 'lena' }],
      ['not-yours', { person: 'carla', setBy: 'murat' }],
      // Who set it is not believed because somebody here has ended it.
      ['not-yours', { person: 'murat', setBy: 'lena', endedAt: now, endedBy: 'murat' }],
      ['not-yours', { person: 'murat', setBy: 'murat', endedAt: now, endedBy: 'lena' }],
    ];
    for (const [index, [code, over]] of bad.entries())
      expect([index, await put(seat, entry({ id: `bad-${index}`, ...over }))]).toEqual([index, [[`bad-${index}`, code]]]);
    expect(await ids()).toEqual([]);
    // What is wrong with one is nobody else's trouble.
    expect(await put(seat, entry({ id: 'good' }), entry({ id: 'self', deputy: 'lena' }))).toEqual([['self', 'deputy-self']]);
    expect(await ids()).toEqual(['good']);
    // And an entry is changed by being ended, once, and by nothing else.
    expect(await put(seat, entry({ id: 'good', deputy: 'piotr' }))).toEqual([['good', 'bad-request']]);
    expect(await put(seat, entry({ id: 'good', endedAt: now + 40 * DAY, endedBy: 'lena' }))).toEqual([['good', 'absence-order']]);
    expect(await put(seat, entry({ id: 'good', endedAt: now, endedBy: 'lena' }))).toEqual([]);
    expect(await put(seat, entry({ id: 'good', endedAt: now, endedBy: 'lena' }))).toEqual([]);
    expect(await put(seat, entry({ id: 'good', endedAt: now + 1, endedBy: 'lena' }))).toEqual([['good', 'absence-over']]);
  });

  it('closes no circle of deputies, neither within one push nor by two at the same moment', async () => {
    const [one, two] = [await wire.seat('b-2', ['lena', 'tim']), await wire.seat('b-3', ['tim', 'jonas'])];
    const circle = [entry({ id: 'c-1' }), entry({ id: 'c-2', person: 'tim', setBy: 'tim', deputy: 'lena' })];
    expect(await put(one, ...circle)).toEqual([['c-2', 'deputy-circle']]);
    const race = await Promise.all([
      put(two, entry({ id: 'r-1', person: 'tim', setBy: 'tim', deputy: 'jonas' })),
      put(two, entry({ id: 'r-2', person: 'jonas', setBy: 'jonas', deputy: 'lena' })),
    ]);
    expect(race.flat()).toHaveLength(1);
    expect(race.flat()[0]![1]).toBe('deputy-circle');
  });

  it('holds so many entries of a person and no more, and takes so many of a workstation in a day', async () => {
    const seat = await wire.seat('b-4', ['jonas']);
    const own = (n: number): Absence => entry({ id: `j-${n}`, person: 'jonas', setBy: 'jonas', from: n * HOUR, until: n * HOUR + 1 });
    await wire.store.putAbsences(Array.from({ length: MOST_OF_PERSON - 1 }, (_, n) => own(n + 1)));
    const last = [own(MOST_OF_PERSON), own(MOST_OF_PERSON + 1)];
    expect((await put(seat, ...last)).map(([, code]) => code)).toEqual(['absences-full']);
    const { absences } = standardLimits.daily;
    let code: string | undefined;
    for (let n = 0; n <= absences / 100 && code === undefined; n += 1)
      code = faultOf(
        await seat.ask('put-absences', { lane: LANE, absences: Array.from({ length: 100 }, (_, m) => own(5_000 + 100 * n + m)) }),
      );
    expect(code).toBe('quota');
  });

  it('is told to whoever writes at a desk that did not know yet, and stands at no desk either', async () => {
    const kit = await startHubKit({ kind: 'memory' });
    const [one, two] = [await kit.desk({ name: 'eins' }), await kit.desk({ name: 'zwei' })];
    const [lena, tim] = [await comesIn(one.desk, 'lena'), await comesIn(two.desk, 'tim')];
    const from = Date.now();
    const asked = (person: string, deputy: string) => ({ person, deputy, from, until: from + HOUR, scope: null });
    const answers = await Promise.all([
      one.desk.call('absence.set', lena, asked('lena', 'tim')),
      two.desk.call('absence.set', tim, asked('tim', 'lena')),
    ]);
    const refused = answers.flatMap((answer) => (answer.ok ? [] : [answer.refusal.code]));
    expect(refused).toEqual(['deputy-circle']);
    await Promise.all([one.engine.sync(LANE), two.engine.sync(LANE)]);
    const books = [one, two].map(({ store }) => store.absences(LANE).map(({ person }) => person));
    expect([books[0], books[0]!.length]).toEqual([books[1], 1]);
    await kit.end();
  });
});
