// A command that names words nobody has sent: asked for once, kept aside without them, and in nobody's way either time.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Json } from '../../shared/kernel/result.ts';
import type { Transport } from '../../shared/sync/protocol.ts';
import { digest, LANE as DESK_LANE, notes as notesAt, opens as opensAt } from '../sync/desks.ts';
import { createHubDesk, createOffice } from '../sync/hub-desks.ts';
import { createHub, createJournal, notes, opens, says, settles } from '../sync/writers.ts';
import { bodyHash } from '../../shared/sync/protocol.ts';
import { LANE, openWire, type Answer, type WireHub } from './at-the-wire.ts';

let wire: WireHub;
beforeAll(async () => {
  wire = await openWire();
});
afterAll(() => wire.end());

const verdicts = ({ body }: Answer): readonly string[] =>
  ((body['value'] as { verdicts?: { verdict: string }[] } | undefined)?.verdicts ?? []).map(({ verdict }) => verdict);

describe('[HS27] a command whose words were never sent', () => {
  it('is answered by asking for them, and is settled when they come', async () => {
    const seat = await wire.seat('w-1', ['lena']);
    const frame = seat.journal(opens(wire, 'w-case', 'lena'), notes(wire, 'w-n', 'w-case', 'lena'));
    const without = { ...frame, bodies: frame.bodies.slice(0, 1) };
    const asked = await seat.ask('push', without);
    expect([asked.status, asked.body]).toMatchObject([
      200,
      { ok: false, refusal: { code: 'body-missing', data: { dseq: 2, hash: frame.bodies[1]!.hash } } },
    ]);
    // Nothing of it stands: neither commands nor words.
    expect([
      await wire.store.journal({ lane: LANE, device: 'w-1', gen: 0 }),
      await wire.store.bodies(LANE, [frame.bodies[0]!.hash]),
    ]).toEqual([null, []]);
    expect(verdicts(await seat.ask('push', frame))).toEqual(['accepted', 'accepted']);
  });

  it('is kept aside where they do not come again, holds up neither what is behind it nor anybody else', async () => {
    const [seat, calm] = [await wire.seat('w-2', ['lena']), await wire.seat('w-3', ['lena'])];
    const frame = seat.journal(opens(wire, 'w-b', 'lena'), notes(wire, 'w-lost', 'w-b', 'lena'), notes(wire, 'w-behind', 'w-b', 'lena'));
    const lost = { ...frame, bodies: [frame.bodies[0]!, frame.bodies[2]!] };
    const [first, other] = await Promise.all([seat.ask('push', lost), calm.ask('push', calm.journal(opens(wire, 'w-c', 'lena')))]);
    expect([(first.body['refusal'] as { code: string }).code, verdicts(other)]).toEqual(['body-missing', ['accepted']]);
    const second = await seat.ask('push', lost);
    expect(verdicts(second)).toEqual(['accepted', 'quarantined', 'accepted']);
    expect((second.body as { value: { verdicts: object[] } }).value.verdicts[1]).toMatchObject({ refusal: { code: 'body-missing' } });
    const history = await seat.ask('histories', { lane: LANE, cases: [{ caseId: 'w-b', after: 0 }] });
    expect((history.body['events'] as { event: { command: string } }[]).map(({ event }) => event.command)).toEqual([
      'open-w-b',
      'w-behind',
    ]);
  });

  it('gets no words by the back door: what no command of the push says is not kept, and what is said stands with its own case', async () => {
    const seat = await wire.seat('w-4', ['lena']);
    const [salt, text] = ['s'.repeat(32), JSON.stringify({ text: 'untergeschoben' })];
    const hash = bodyHash(digest, salt, text);
    const frame = seat.journal(opens(wire, 'w-d', 'lena'));
    const smuggled = {
      ...frame,
      bodies: [
        { ...frame.bodies[0]!, caseId: 'w-case' },
        { caseId: 'w-d', hash, salt, text },
      ],
    };
    expect(verdicts(await seat.ask('push', smuggled))).toEqual(['accepted']);
    expect(await wire.store.bodies(LANE, [hash])).toEqual([]);
    expect((await wire.store.casesOfBodies(LANE, [frame.bodies[0]!.hash])).get(frame.bodies[0]!.hash)).toBe('w-d');
  });

  it('needs them not where the ledger has them from before, and holds them to their shape all the same', async () => {
    const hub = await createHub();
    const lena = hub.seat('front', 'lena');
    const front = createJournal('front');
    await settles(lena, front(opens(hub, 'a', 'lena')));
    const said = notes(hub, 'n', 'a', 'lena');
    await settles(lena, front(said));
    // The same words under a command of another workstation, as after a database that was set back to between the two.
    const again = createJournal('back')({ ...notes(hub, 'n', 'a', 'lena'), text: said.text.replace('"id":"n"', '"id":"n2"'), bodies: [] });
    expect((await settles(hub.seat('back', 'lena'), again)).verdicts).toMatchObject([{ verdict: 'accepted' }]);
    const other = says(hub, 'open-x', 'open-case', 'x', 'lena', (JSON.parse(opens(hub, 'x', 'lena').text) as { data: Json }).data, {});
    const shaped = { text: other.text.replace(/"body":"\w+"/, `"body":"${said.bodies[0]!.hash}"`), bodies: [] };
    expect((await settles(hub.seat('third', 'lena'), createJournal('third')(shaped))).verdicts).toMatchObject([
      { verdict: 'refused', refusal: { code: 'bad-command' } },
    ]);
  });

  it('comes from no desk that has its words, and a desk that has lost them goes on and tells the author', async () => {
    const office = await createOffice({});
    let lost: string | null = null;
    const losing = (transport: Transport): Transport => ({
      ...transport,
      push: (frame) => transport.push({ ...frame, bodies: frame.bodies.filter(({ text }) => lost === null || !text.includes(lost)) }),
    });
    const front = createHubDesk(office, ['lena'], { wire: losing });
    await front.engine.sync();
    const id = opensAt(front, 'Fall');
    await front.engine.sync(DESK_LANE);
    lost = 'verschwunden';
    notesAt(front, id, 'verschwunden');
    notesAt(front, id, 'noch da');
    await front.engine.sync(DESK_LANE);
    const { waiting, refused, trouble } = front.engine.status(DESK_LANE);
    expect([waiting, refused, trouble]).toEqual([0, 1, null]);
    expect(front.store.refused(DESK_LANE, null)[0]).toMatchObject({ refusal: { code: 'body-missing' } });
    expect(front.store.eventsOf(id)).toHaveLength(2);
  });
});
