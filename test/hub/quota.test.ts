// How much one workstation may have kept in a day, and what a hub does before its disk is full: others go on, nothing is lost at the desk.
import { afterEach, describe, expect, it } from 'vitest';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { createMemoryRegister } from '../../hub/register/memory.ts';
import { standardLimits } from '../../hub/server/limits.ts';
import { entryHash, type Push } from '../../shared/sync/protocol.ts';
import { digest } from '../sync/desks.ts';
import { notes, NOWHERE, opens, says } from '../sync/writers.ts';
import { faultOf, LANE, openWire, until, type Answer, type Seat, type WireHub } from './at-the-wire.ts';
import { comesIn, startHubKit, type HubKit } from './real-hub.ts';

const DAY = 86_400_000;
let wire: WireHub | null = null;
let kit: HubKit | null = null;
afterEach(async () => {
  await wire?.end();
  await kit?.end();
  [wire, kit] = [null, null];
});

const open = async (daily: Partial<typeof standardLimits.daily>): Promise<WireHub> =>
  (wire = await openWire({ limits: { daily: { ...standardLimits.daily, ...daily } } }));
const verdicts = ({ body }: Answer): readonly string[] =>
  ((body['value'] as { verdicts?: { verdict: string }[] } | undefined)?.verdicts ?? []).map(({ verdict }) => verdict);
const dataOf = ({ body }: Answer): unknown => (body['fault'] as { data: unknown } | undefined)?.data;
const failures = async (hub: WireHub, what: string): Promise<number> =>
  Number(new RegExp(`failures_total\\{what="${what}"\\} (\\d+)`).exec(await (await fetch(`${hub.hub.url}/metrics`)).text())?.[1] ?? 0);

/** The first entry of another journal of this workstation. */
const begins = (device: string, gen: number, { text, bodies }: ReturnType<typeof notes>): Push => ({
  lane: LANE,
  device,
  gen,
  prev: '',
  entries: [{ dseq: 1, hash: entryHash(digest, { device, gen }, 1, '', text), text }],
  bodies,
});

describe('[HS23] what one workstation has kept in a day', () => {
  it('ends at the number of commands; it is told when it goes on, reads all the same, and loses nothing', async () => {
    const hub = await open({ commands: 4 });
    const [greedy, calm] = [await hub.seat('q-1', ['lena']), await hub.seat('q-2', ['lena'])];
    const note = (id: string) => notes(hub, id, 'q-case', 'lena');
    const first = greedy.journal(opens(hub, 'q-case', 'lena'), note('n1'), note('n2'));
    expect(verdicts(await greedy.ask('push', first))).toHaveLength(3);
    // Told again because the answer got lost: nothing more is kept, and nothing counted.
    for (let n = 0; n < 5; n += 1) expect(verdicts(await greedy.ask('push', first))).toHaveLength(3);
    expect(verdicts(await greedy.ask('push', greedy.journal(note('n3'), note('n4'))))).toHaveLength(2);
    const next = greedy.journal(note('n5'));
    const refused = await greedy.ask('push', next);
    expect([refused.status, faultOf(refused), dataOf(refused)]).toMatchObject([429, 'quota', { what: 'commands', limit: 4 }]);
    const { after } = dataOf(refused) as { after: number };
    expect([after > DAY / 4, after <= DAY, Number(refused.headers.get('retry-after')) > 0]).toEqual([true, true, true]);
    expect([(await greedy.ask('lanes', {})).status, verdicts(await calm.ask('push', calm.journal(note('n9'))))]).toEqual([
      200,
      ['accepted'],
    ]);
    expect([await failures(hub, 'quota'), hub.log.some((line) => line.includes('"what":"commands"'))]).toEqual([1, true]);
    hub.clock.now += after;
    expect(verdicts(await greedy.ask('push', next))).toEqual(['accepted']);
  });

  it('ends at the bytes, words included, however many are sent at once', async () => {
    const hub = await open({ bytes: 2_000 });
    const seat = await hub.seat('q-3', ['lena']);
    const frames = [1, 2, 3, 4, 5, 6].map((n) =>
      begins('q-3', n, says(hub, `b${n}`, 'add-note', 'q-b', 'lena', {}, { text: 'x'.repeat(2_500) })),
    );
    const statuses = (await Promise.all(frames.map((frame) => seat.ask('push', frame)))).map(faultOf);
    expect(statuses.filter((code) => code === 'quota')).toHaveLength(5);
  });

  it('ends sooner for what is set aside: a revoked workstation fills no disk, and delivers the rest later', async () => {
    const hub = await open({ quarantined: 3 });
    const seat = await hub.seat('q-4', ['lena']);
    await seat.ask('push', seat.journal(opens(hub, 'q-r', 'lena')));
    await hub.register.revoke('q-4', hub.clock.now);
    const late = (id: string) => seat.journal(notes(hub, id, 'q-r', 'lena'));
    for (const id of ['a', 'b', 'c']) expect(verdicts(await seat.ask('push', late(id)))).toEqual(['quarantined']);
    const fourth = late('d');
    expect(dataOf(await seat.ask('push', fourth))).toMatchObject({ what: 'quarantined', limit: 3 });
    expect(await hub.store.settledAfter({ lane: LANE, device: 'q-4', gen: 0 }, 0, 99)).toHaveLength(4);
    hub.clock.now += DAY / 2;
    expect(verdicts(await seat.ask('push', fourth))).toEqual(['quarantined']);
  });

  it('ends for strangers at a sound workstation, too, and for evidence of second histories', async () => {
    const hub = await open({ quarantined: 2, commands: 6 });
    const [seat, forked] = [await hub.seat('q-5', ['lena']), await hub.seat('q-6', ['lena'])];
    const foreign = (id: string) => opens(hub, id, 'jonas');
    expect(verdicts(await seat.ask('push', seat.journal(foreign('s1'), foreign('s2'))))).toEqual(['quarantined', 'quarantined']);
    expect(faultOf(await seat.ask('push', seat.journal(foreign('s3'))))).toBe('quota');
    const codes: (string | undefined)[] = [];
    for (let gen = 1; gen < 7; gen += 1)
      for (const id of ['one', 'two'])
        codes.push(faultOf(await forked.ask('push', begins('q-6', gen, opens(hub, `${id}-${gen}`, 'lena')))));
    expect([codes.filter((code) => code === 'quota').length, (await hub.store.forks(LANE)).length]).toEqual([6, 3]);
  });

  it('is waited for at a desk, which keeps what it said, reads on, and tells it later', async () => {
    let now = Date.now();
    kit = await startHubKit({ clock: () => now, kind: 'memory', limits: { daily: { ...standardLimits.daily, commands: 1 } } });
    const place = await kit.desk();
    const session = await comesIn(place.desk, 'lena');
    const opened = (n: number) =>
      place.engine.submit({
        lane: LANE,
        caseId: null,
        actor: 'lena',
        type: 'open-case',
        data: {
          number: place.engine.nextCaseNumber(LANE),
          customer: null,
          category: 'billing',
          channel: 'phone',
          urgency: 'medium',
          impact: 'low',
          reason: null,
          call: null,
        },
        body: { title: `Titel ${n}` },
      });
    for (const n of [1, 2]) {
      expect(opened(n).ok).toBe(true);
      await place.engine.sync(LANE);
    }
    const status = place.engine.status(LANE);
    expect([session.length > 0, status.waiting, status.refused, status.trouble?.split(':')[0]]).toEqual([true, 1, 0, 'quota']);
    now += DAY;
    await place.engine.sync(LANE);
    expect([place.engine.status(LANE).waiting, place.engine.status(LANE).trouble]).toEqual([0, null]);
  });
});

describe('[HS24] a disk that is nearly full', () => {
  it('closes the hub for what would fill it, with words to the watch, and opens it again when there is room', async () => {
    let room = 1_000;
    const store = { store: createMemoryLedgerStore(), register: createMemoryRegister(), shared: false, close: () => Promise.resolve() };
    const limits = { freeDisk: 500, spaceEvery: 20 };
    wire = await openWire({ limits, keep: store, store: { ...store, room: () => Promise.resolve(room) } });
    const hub = wire;
    const seat: Seat = await hub.seat('full', ['lena']);
    const ready = async (): Promise<readonly unknown[]> => {
      const answer = await fetch(`${hub.hub.url}/readyz`);
      return [answer.status, ((await answer.json()) as { why?: string }).why];
    };
    expect(verdicts(await seat.ask('push', seat.journal(opens(hub, 'full-1', 'lena'))))).toEqual(['accepted']);
    room = 499;
    await until(async () => (await ready())[0] === 503);
    expect(await ready()).toEqual([503, 'disk']);
    const frame = seat.journal(notes(hub, 'full-n', 'full-1', 'lena'));
    const refused = await seat.ask('push', frame);
    expect([refused.status, faultOf(refused), refused.headers.get('retry-after')]).toEqual([507, 'hub-full', '30']);
    for (const [route, input] of Object.entries({
      enrol: { code: 'x', device: 'd', name: 'n' },
      'put-absences': { lane: LANE, absences: [] },
      part: { lane: LANE, cursor: { ...NOWHERE, epoch: 'e' }, common: 0 },
    }))
      expect([route, faultOf(await seat.ask(route, input))]).toEqual([route, 'hub-full']);
    // Whoever is there reads on, and whoever comes in may.
    expect([(await seat.ask('lanes', {})).status, (await seat.signIn('jonas')).body['ok']]).toEqual([200, true]);
    const figures = await (await fetch(`${hub.hub.url}/metrics`)).text();
    expect(/stafette_hub_free_disk_bytes (\d+)/.exec(figures)?.[1]).toBe('499');
    expect(hub.log.filter((line) => line.includes('THE DISK IS NEARLY FULL'))).toHaveLength(1);
    // On the brink is not yet room.
    room = 540;
    await new Promise((resolve) => void setTimeout(resolve, 80));
    expect((await ready())[0]).toBe(503);
    room = 560;
    await until(async () => (await ready())[0] === 200);
    expect(verdicts(await seat.ask('push', frame))).toEqual(['accepted']);
  });

  it('is looked at under an embedded ledger from the start', async () => {
    kit = await startHubKit({ limits: { freeDisk: Number.MAX_SAFE_INTEGER } });
    expect((await fetch(`${kit.url()}/readyz`)).status).toBe(503);
    await kit.stop();
    await kit.start({ limits: { freeDisk: 1 } });
    expect((await fetch(`${kit.url()}/readyz`)).status).toBe(200);
  });
});
