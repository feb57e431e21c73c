// Who is at which workstation, told to the others of the lane: each speaks for its own people alone, and nobody stays longer than he is heard of.
import { afterAll, beforeAll, expect, it } from 'vitest';
import { askAt, faultOf, HOTEL, LANE, listenAt, openWire, until, type Answer, type Seat, type WireHub } from './at-the-wire.ts';

let wire: WireHub;
let [desk, lead, other] = [null, null, null] as unknown as [Seat, Seat, Seat];
beforeAll(async () => {
  wire = await openWire();
  desk = await wire.seat('p-desk', ['lena', 'tim']);
  lead = await wire.seat('p-lead', ['murat']);
  other = await wire.seat('p-other', ['ayse', 'lena']);
});
afterAll(() => wire.end());

type Row = { readonly person: string; readonly since?: number; readonly state?: string };
const tells = (seat: Seat, here: readonly Row[], lane = LANE): Promise<Answer> =>
  seat.ask('presence', { lane, here: here.map((row) => ({ since: wire.clock.now, state: 'free', ...row })) });
const people = ({ body }: Answer): readonly string[] => (body['people'] as readonly Row[]).map(({ person }) => person).toSorted();
const empty = async (): Promise<void> => {
  for (const seat of [desk, lead, other]) await tells(seat, []);
};

it('[PR1] whoever is at one workstation is told at the others, and not to itself; what changed counts at once', async () => {
  const since = wire.clock.now;
  expect(people(await tells(desk, [{ person: 'lena' }]))).toEqual([]);
  const heard = await tells(lead, [{ person: 'murat', state: 'call' }]);
  expect(heard.body['people']).toEqual([{ person: 'lena', since, state: 'free', ago: 0 }]);
  wire.clock.now += 4_000;
  expect((await tells(desk, [{ person: 'lena', since }])).body['people']).toEqual([{ person: 'murat', since, state: 'call', ago: 4_000 }]);
  await tells(desk, [{ person: 'lena', since, state: 'break' }]);
  expect((await tells(lead, [])).body['people']).toMatchObject([{ person: 'lena', state: 'break' }]);
  expect(people(await tells(desk, []))).toEqual([]);
  expect(people(await tells(lead, []))).toEqual([]);
});

it('[PR1] whoever is heard of no more is gone after 90 seconds; a clock that is ahead brings nobody from tomorrow', async () => {
  await tells(desk, [{ person: 'lena', since: wire.clock.now + 86_400_000 }]);
  wire.clock.now += 90_000;
  expect((await tells(lead, [])).body['people']).toEqual([{ person: 'lena', since: wire.clock.now - 90_000, state: 'free', ago: 90_000 }]);
  wire.clock.now += 1;
  expect(people(await tells(lead, []))).toEqual([]);
});

it('[PR1] a clock of the hub that was set back keeps nobody there until it has caught up', async () => {
  await tells(desk, [{ person: 'lena' }]);
  wire.clock.now -= 3_600_000;
  expect(people(await tells(lead, []))).toEqual([]);
  // Whoever is really there is told again with the next beat, and the answer says nothing from tomorrow.
  await tells(desk, [{ person: 'lena', since: wire.clock.now + 3_600_000 }]);
  expect((await tells(lead, [])).body['people']).toEqual([{ person: 'lena', since: wire.clock.now, state: 'free', ago: 0 }]);
  wire.clock.now += 3_600_000;
  await empty();
});

it('[PR1] somebody at two workstations is told once, by what he did last', async () => {
  await tells(desk, [{ person: 'lena', state: 'call' }]);
  wire.clock.now += 1_000;
  await tells(other, [{ person: 'lena', state: 'break' }]);
  // The first one is heard of later, but nothing has changed there.
  const since = wire.clock.now - 1_000;
  await tells(desk, [{ person: 'lena', since, state: 'call' }]);
  expect((await tells(lead, [])).body['people']).toMatchObject([{ person: 'lena', state: 'break' }]);
  await empty();
});

it('[PR2] a workstation speaks for nobody who has not signed in there, and only in principals in which somebody has', async () => {
  const told = await tells(desk, [{ person: 'lena' }, { person: 'murat' }, { person: 'nobody' }]);
  expect(told.body['declined']).toEqual(['murat', 'nobody']);
  expect(people(await tells(other, []))).toEqual(['lena']);
  const stranger = await wire.seat('p-stranger');
  expect(faultOf(await tells(stranger, []))).toBe('no-rights');
  expect(faultOf(await tells(desk, [], HOTEL))).toBe('no-rights');
  expect(faultOf(await tells(desk, [], 'no-such-lane'))).toBe('no-rights');
  expect(faultOf(await wire.ask('presence', { lane: LANE, here: [] }))).toBe('not-enrolled');
  // Left the directory: from then on nobody speaks for him.
  await wire.list([{ lane: LANE, person: 'tim' }]);
  expect((await tells(desk, [{ person: 'lena' }, { person: 'tim' }])).body['declined']).toEqual(['lena']);
  await wire.list(['lena', 'tim', 'murat', 'ayse', 'jonas', 'carla'].map((person) => ({ lane: LANE, person })));
  await empty();
});

it('[PR2] what does not have the shape is refused whole: unknown fields and states, too many people, too much of anything', async () => {
  const row = { person: 'lena', since: wire.clock.now, state: 'free' };
  const bad = [
    { lane: LANE },
    { lane: LANE, here: [row], device: 'p-lead' },
    { lane: LANE, here: [{ ...row, note: 'x' }] },
    { lane: LANE, here: [{ ...row, state: 'asleep' }] },
    { lane: LANE, here: [{ ...row, since: -1 }] },
    { lane: LANE, here: [{ ...row, since: 1e300 }] },
    { lane: LANE, here: [{ ...row, person: 'x'.repeat(121) }] },
    { lane: LANE, here: Array.from({ length: 51 }, () => row) },
  ];
  for (const input of bad) expect(faultOf(await desk.ask('presence', input))).toBe('bad-request');
  expect(faultOf(await desk.ask('presence', { lane: LANE, here: [row], pad: 'x'.repeat(17_000) }))).toBe('too-large');
  expect(people(await tells(lead, []))).toEqual([]);
});

it('[PR2] a workstation that is locked out neither tells nor hears, and its people are gone', async () => {
  const lost = await wire.seat('p-lost', ['jonas']);
  await tells(lost, [{ person: 'jonas' }]);
  expect(people(await tells(lead, []))).toEqual(['jonas']);
  await wire.register.revoke('p-lost', wire.clock.now);
  expect(faultOf(await tells(lost, [{ person: 'jonas' }]))).toBe('device-revoked');
  wire.clock.now += 90_001;
  expect(people(await tells(lead, []))).toEqual([]);
});

it('[PR1] a change wakes the other workstations that have asked, and nobody else; what is only told again wakes nobody', async () => {
  const deaf = await wire.seat('p-deaf', ['carla']);
  await empty();
  const ears = await Promise.all([desk, lead, deaf].map(({ key }) => listenAt(wire.hub.url, key)));
  await tells(desk, [{ person: 'lena', since: 5 }]);
  await until(() => ears[1]!.heard.length === 1);
  expect(ears[1]!.heard).toEqual([{ lane: LANE, position: 0, presence: true }]);
  await tells(desk, [{ person: 'lena', since: 5 }]);
  await tells(lead, [{ person: 'murat' }]);
  await until(() => ears[0]!.heard.length === 1);
  await new Promise((resolve) => setTimeout(resolve, 100));
  // Nobody is told what he said himself, and one that has never asked hears nothing of it.
  expect(ears.map(({ heard }) => heard.length)).toEqual([1, 1, 0]);
  for (const { socket } of ears) socket.terminate();
  await empty();
});

it('[PR2] nothing of it is kept: a hub that starts anew says since when it listens', async () => {
  const again = await openWire({ limits: { sweepEvery: 500 } });
  const one = await again.seat('p-one', ['lena']);
  const ask = async (): Promise<unknown> => (await one.ask('presence', { lane: LANE, here: [] })).body['begun'];
  const begun = again.clock.now;
  expect(await ask()).toBe(begun);
  again.clock.now += 45_000;
  expect(await ask()).toBe(begun);
  // A connected workstation that is locked out is not waited for: nobody is there by its word as soon as that is seen.
  const lost = await again.seat('p-lost', ['jonas']);
  const ear = await listenAt(again.hub.url, lost.key);
  await lost.ask('presence', { lane: LANE, here: [{ person: 'jonas', since: 1, state: 'free' }] });
  const there = async (): Promise<readonly string[]> => people(await one.ask('presence', { lane: LANE, here: [] }));
  expect(await there()).toEqual(['jonas']);
  await again.register.revoke('p-lost', again.clock.now);
  await until(async () => (await there()).length === 0);
  ear.socket.terminate();
  await again.end();
  // Nor does the log name anybody.
  await tells(desk, [{ person: 'murat' }]);
  expect(wire.log.filter((line) => line.includes('not signed in there'))).not.toEqual([]);
  expect(wire.log.join('\n')).not.toContain('murat');
  expect((await askAt(wire.hub.url, 'presence', {})).status).toBe(401);
});
