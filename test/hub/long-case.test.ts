// A case longer than one answer: it arrives at a desk piece by piece, whole, and a hub that promises more and tells nothing is not asked for ever.
import { describe, expect, it } from 'vitest';
import type { Cursor, Greeting, Page, Transport } from '../../shared/sync/protocol.ts';
import { LANE, notes, opens } from '../sync/desks.ts';
import { wellBeside } from '../sync/forged.ts';
import { notes as note, NOWHERE, opens as open } from '../sync/writers.ts';
import { openWire } from './at-the-wire.ts';
import { createHubDesk, createOffice, settleDown } from '../sync/hub-desks.ts';

/** As a hub answers whose answers hold no more than so many events. */
const inPiecesOf =
  (most: number, asked: number[]) =>
  (transport: Transport): Transport => ({
    ...transport,
    histories: async (lane, cases) => {
      const told = await transport.histories(lane, cases);
      asked.push(cases.length);
      const events = told.events.slice(0, most);
      const left = told.events.slice(most).map(({ event }) => event.caseId);
      const words = new Set(events.map(({ event }) => event.body));
      return { events, bodies: told.bodies.filter(({ hash }) => words.has(hash)), more: [...new Set([...told.more, ...left])] };
    },
  });

describe('[Y43] a case longer than one answer', () => {
  it('goes on after the last version told, until it is whole', async () => {
    const office = await createOffice({});
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    const ids = [opens(front, 'lang'), opens(front, 'kurz')];
    for (let n = 0; n < 40; n += 1) notes(front, ids[0]!, `Notiz ${n}`);
    await front.engine.sync(LANE);
    const asked: number[] = [];
    const beside = createHubDesk(office, ['murat'], { wire: inPiecesOf(7, asked) });
    await beside.engine.sync();
    await settleDown(beside);
    expect([beside.store.unfilledCount(LANE), asked.length >= 6]).toEqual([0, true]);
    for (const id of ids) expect(beside.store.eventsOf(id)).toEqual(front.store.eventsOf(id));
    await wellBeside(office, front, beside);
  });

  it('is not asked for again and again where nothing comes', async () => {
    const office = await createOffice({});
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    const id = opens(front, 'lang');
    await front.engine.sync(LANE);
    const asked: number[] = [];
    const beside = createHubDesk(office, ['murat'], { wire: inPiecesOf(0, asked) });
    await beside.engine.sync();
    await settleDown(beside);
    expect([beside.store.missing(id), asked.length]).toEqual([1, 1]);
  });
});

describe('[HS26] a page of events', () => {
  it('is never longer than a desk reads, whatever its events hold, and leaves none out', async () => {
    const wire = await openWire({ limits: { page: 3_000 } });
    const seat = await wire.seat('p', ['lena']);
    const said = Array.from({ length: 60 }, (_, n) => note(wire, `n${n}`, 'p-case', 'lena'));
    await seat.ask('push', seat.journal(open(wire, 'p-case', 'lena'), ...said));
    const hello = await seat.ask('hello', { lane: LANE, device: 'p', gen: 0, cursor: NOWHERE });
    let cursor: Cursor = { ...NOWHERE, ...pick(hello.body['greeting'] as Greeting) };
    const told: number[] = [];
    for (let more = true; more;) {
      const { body } = await seat.ask('pull', { lane: LANE, cursor });
      const page = body as unknown as Page;
      expect(JSON.stringify(page).length).toBeLessThanOrEqual(3_000);
      told.push(...page.events.map(({ position }) => position));
      cursor = { ...cursor, position: page.position, anchor: page.anchor };
      more = page.more;
    }
    expect(told).toEqual(Array.from({ length: 61 }, (_, index) => index + 1));
    await wire.end();
  });
});

const pick = ({ epoch, scope }: Greeting): Pick<Cursor, 'epoch' | 'scope'> => ({ epoch, scope });
