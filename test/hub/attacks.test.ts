// What a hub is asked by those who have no right to: other principals, other teams, revoked and foreign workstations.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../shared/sync/wire.ts';
import { TELECOM } from '../pack.ts';
import { notes, NOWHERE, opens } from '../sync/writers.ts';
import { faultOf, HOTEL, inputsFor, LANE, listenAt, openWire, seatOf, until, type Answer, type Seat, type WireHub } from './at-the-wire.ts';

let wire: WireHub;
beforeAll(async () => {
  wire = await openWire();
});
afterAll(() => wire.end());

type Verdicts = readonly { readonly verdict: string; readonly refusal: { readonly code: string } | null }[];
const verdictsOf = ({ body }: Answer): Verdicts => (body as { value: { verdicts: Verdicts } }).value.verdicts;
const told = (answer: Answer): string => JSON.stringify(answer.body);

describe('[HS4] what is not for him', () => {
  it('comes by no route from a principal in which nobody at the workstation has rights', async () => {
    const [insider, outsider] = [await wire.seat('h4-in', ['lena']), await wire.seat('h4-out', ['sofia'], HOTEL)];
    expect(verdictsOf(await insider.ask('push', insider.journal(opens(wire, 'h4-case', 'lena'))))).toMatchObject([{ verdict: 'accepted' }]);
    const asked = inputsFor(LANE, 'h4-out', 'h4-case');
    expect(Object.keys(asked).toSorted()).toEqual(
      Object.keys(routes)
        .filter((name) => !['enrol', 'people', 'lanes', 'push'].includes(name))
        .toSorted(),
    );
    for (const [route, input] of Object.entries(asked)) {
      if (route === 'sign-in') continue;
      const answer = await outsider.ask(route, input);
      const nothing = route === 'hello' ? told(answer) === '{"greeting":null}' : faultOf(answer) === 'no-rights';
      expect([route, nothing, told(answer).includes('h4-case')]).toEqual([route, true, false]);
    }
    expect((await outsider.ask('lanes', {})).body).toEqual({ lanes: [HOTEL] });
    // A case of the other principal, asked for through one's own lane.
    for (const route of ['snapshots', 'histories'])
      expect(told(await outsider.ask(route, inputsFor(HOTEL, 'h4-out', 'h4-case')[route]))).not.toContain('h4-case');
    // Without anybody signed in it is the same for both.
    const empty = await wire.seat('h4-empty');
    for (const lane of [LANE, HOTEL]) expect(faultOf(await empty.ask('pull', { lane, cursor: NOWHERE }))).toBe('no-rights');
  });

  it('comes by no route from the cases of other teams, nor their words', async () => {
    const [billing, technics] = [await wire.seat('h4-bill', ['lena']), await wire.seat('h4-tech', ['piotr'])];
    const said = opens(wire, 'h4-billing', 'lena');
    expect(verdictsOf(await billing.ask('push', billing.journal(said)))).toMatchObject([{ verdict: 'accepted' }]);
    const hash = said.bodies[0]!.hash;
    const asks: readonly (readonly [string, object])[] = [
      ['inventory', { lane: LANE, after: null }],
      ['snapshots', { lane: LANE, cases: ['h4-billing'] }],
      ['histories', { lane: LANE, cases: [{ caseId: 'h4-billing', after: 0 }] }],
      ['bodies', { lane: LANE, hashes: [hash] }],
    ];
    for (const [route, input] of asks) {
      const [own, other] = [told(await billing.ask(route, input)), told(await technics.ask(route, input))];
      expect([route, own.includes(route === 'bodies' ? hash : '"h4-billing"')]).toEqual([route, true]);
      expect([route, other.includes('"h4-billing"'), other.includes(hash), other.includes('Titel')]).toEqual([route, false, false, false]);
    }
    const hello = (await technics.ask('hello', { lane: LANE, device: 'h4-tech', gen: 0, cursor: NOWHERE })).body as {
      greeting: { epoch: string; scope: string };
    };
    const cursor = { ...NOWHERE, epoch: hello.greeting.epoch, scope: hello.greeting.scope };
    // The name of the newest event stands in every answer, so that both know they speak of one log; of its case it says nothing.
    expect((await technics.ask('pull', { lane: LANE, cursor })).body).toMatchObject({ again: false, events: [], digests: [] });
    // Whoever shows the rights of somebody else is told nothing.
    expect((await technics.ask('pull', { lane: LANE, cursor: { ...cursor, scope: 'all' } })).body).toMatchObject({
      again: true,
      events: [],
    });
  });

  it('comes by no wake-up either', async () => {
    const [insider, outsider, empty] = [
      await wire.seat('h4-w', ['lena']),
      await wire.seat('h4-wo', ['sofia'], HOTEL),
      await wire.seat('h4-we'),
    ];
    const ears = await Promise.all([insider, outsider, empty].map(({ key }) => listenAt(wire.hub.url, key)));
    await insider.ask('push', insider.journal(opens(wire, 'h4-wake', 'lena')));
    await until(() => ears[0]!.heard.length > 0);
    expect(ears[0]!.heard[0]!.lane).toBe(LANE);
    expect([ears[1]!.heard, ears[2]!.heard]).toEqual([[], []]);
    // From the sign-in on, without a new socket.
    await empty.signIn('jonas');
    await insider.ask('push', insider.journal(notes(wire, 'h4-wake-2', 'h4-wake', 'lena')));
    await until(() => ears[2]!.heard.length > 0);
    expect(ears[1]!.heard).toEqual([]);
    ears.forEach(({ socket }) => socket.terminate());
  });

  it('the wake socket opens for no stranger, and at no other place', async () => {
    await expect(listenAt(wire.hub.url, null)).rejects.toThrow('401');
    await expect(listenAt(wire.hub.url, `stafette_${'A'.repeat(43)}`)).rejects.toThrow('401');
    const { key } = await wire.seat('h4-s');
    await expect(listenAt(wire.hub.url, key, '/v1/wake/')).rejects.toThrow('404');
    await expect(listenAt(wire.hub.url, key, '/')).rejects.toThrow('404');
  });
});

describe('[HS5] a revoked workstation', () => {
  it('delivers what it has, which is kept aside, and reads nothing', async () => {
    const [seat, other] = [await wire.seat('h5', ['lena']), await wire.seat('h5-o', ['lena'])];
    const ear = await listenAt(wire.hub.url, seat.key);
    expect(verdictsOf(await seat.ask('push', seat.journal(opens(wire, 'h5-a', 'lena'))))).toMatchObject([{ verdict: 'accepted' }]);
    await wire.register.revoke('h5', wire.clock.now);
    for (const [route, input] of Object.entries({ ...inputsFor(LANE, 'h5', 'h5-a'), lanes: {}, people: {} }))
      expect([route, faultOf(await seat.ask(route, input))]).toEqual([route, 'device-revoked']);
    const late = await seat.ask('push', seat.journal(notes(wire, 'h5-late', 'h5-a', 'lena')));
    expect(verdictsOf(late)).toMatchObject([{ verdict: 'quarantined', refusal: { code: 'device-revoked' } }]);
    // Kept, and not among the facts.
    const key = { lane: LANE, device: 'h5', gen: 0 };
    expect(await wire.store.settledAfter(key, 1, 9)).toMatchObject([{ outcome: { command: 'h5-late', verdict: 'quarantined' } }]);
    expect(told(await other.ask('histories', { lane: LANE, cases: [{ caseId: 'h5-a', after: 0 }] }))).not.toContain('h5-late');
    await expect(listenAt(wire.hub.url, seat.key)).rejects.toThrow('403');
    ear.socket.terminate();
  });

  it('loses its open socket with the next look', async () => {
    const hub = await openWire({ limits: { sweepEvery: 40 } });
    const seat = await hub.seat('h5', ['lena']);
    const ear = await listenAt(hub.hub.url, seat.key);
    await hub.register.revoke('h5', hub.clock.now);
    expect(await ear.closed).toBe(4403);
    await hub.end();
  });
});

describe('[HS19] who says it', () => {
  it('is the workstation that proved itself, whatever the frame says', async () => {
    const [seat, other] = [await wire.seat('h19', ['lena']), await wire.seat('h19-o', ['jonas'])];
    const frame = seat.journal(opens(wire, 'h19-a', 'lena'));
    expect((await other.ask('push', frame)).body).toMatchObject({ ok: false, refusal: { code: 'not-this-device' } });
    expect(await wire.store.journal({ lane: LANE, device: 'h19', gen: 0 })).toBeNull();
    const spied = await other.ask('hello', { lane: LANE, device: 'h19', gen: 0, cursor: NOWHERE });
    expect(faultOf(spied)).toBe('no-rights');
  });

  it('somebody who never proved himself there is kept aside and told', async () => {
    const seat = await wire.seat('h19-p', ['lena']);
    const answer = await seat.ask('push', seat.journal(opens(wire, 'h19-b', 'jonas'), opens(wire, 'h19-c', 'lena')));
    expect(verdictsOf(answer)).toMatchObject([
      { verdict: 'quarantined', refusal: { code: 'not-signed-in-here' } },
      { verdict: 'accepted' },
    ]);
  });

  it('somebody whose rights to read ran out while he worked without a line is believed what he did', async () => {
    const hub = await openWire();
    const seat = await hub.seat('h19-q', ['lena']);
    const frame = seat.journal(opens(hub, 'h19-d', 'lena'));
    hub.clock.now += 40 * 86_400_000;
    expect((await seat.ask('lanes', {})).body).toEqual({ lanes: [] });
    expect(verdictsOf(await seat.ask('push', frame))).toMatchObject([{ verdict: 'accepted' }]);
    await hub.list([]);
    expect(verdictsOf(await seat.ask('push', seat.journal(notes(hub, 'h19-e', 'h19-d', 'lena'))))).toMatchObject([
      { verdict: 'quarantined', refusal: { code: 'not-signed-in-here' } },
    ]);
    await hub.end();
  });

  it('a workstation that was enrolled for other principals only is not settled here', async () => {
    const code = await wire.code([HOTEL]);
    const { key } = ((await wire.ask('enrol', { code, device: 'h19-h', name: 'x' })).body as { value: { key: string } }).value;
    const seat: Seat = seatOf(wire.hub.url, 'h19-h', key);
    expect(faultOf(await seat.ask('push', seat.journal(opens(wire, 'h19-f', 'lena'))))).toBe('no-rights');
  });
});

describe('[HS20] the absence book', () => {
  const entry = (over: object = {}): object => ({
    id: 'a-1',
    lane: LANE,
    person: 'lena',
    deputy: 'tim',
    from: 1,
    until: 2,
    scope: null,
    setBy: 'lena',
    setAt: 1,
    endedAt: null,
    endedBy: null,
    ...over,
  });
  it('takes entries only of who is there and may', async () => {
    const seat = await wire.seat('h20', ['lena']);
    const put = async (over: object): Promise<readonly string[]> => {
      const answer = await seat.ask('put-absences', { lane: LANE, absences: [entry(over)] });
      expect([answer.status, faultOf(answer)]).toEqual([200, undefined]);
      return (await wire.store.absences(LANE)).map(({ id }) => id);
    };
    expect(await put({ id: 'forged', setBy: 'murat' })).toEqual([]);
    expect(await put({ id: 'for-another', person: 'jonas' })).toEqual([]);
    expect(await put({ id: 'elsewhere', lane: HOTEL })).toEqual([]);
    expect(await put({})).toEqual(['a-1']);
    expect(await put({ endedAt: 5, endedBy: 'murat' })).toEqual(['a-1']);
    expect((await wire.store.absences(LANE))[0]).toMatchObject({ endedAt: null });
    const lead = await wire.seat('h20-l', ['murat']);
    expect(TELECOM.people.get('murat')?.role).toBe('lead');
    await lead.ask('put-absences', { lane: LANE, absences: [entry({ endedAt: 5, endedBy: 'murat' })] });
    expect((await wire.store.absences(LANE))[0]).toMatchObject({ endedAt: 5, endedBy: 'murat' });
  });

  it('takes none of somebody who was not heard of there for long, whoever else is there', async () => {
    const hub = await openWire();
    const seat = await hub.seat('h20-late', ['murat', 'lena']);
    hub.clock.now += 31 * 86_400_000;
    await seat.signIn('lena');
    await seat.ask('put-absences', { lane: LANE, absences: [entry({ id: 'late', setBy: 'murat' }), entry({ id: 'now' })] });
    expect((await hub.store.absences(LANE)).map(({ id }) => id)).toEqual(['now']);
    await hub.end();
  });
});
