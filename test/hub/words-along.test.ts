// What was said comes along with the events that name it: to whoever is shown them, and not back to whoever said it.
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Body } from '../../shared/case/commands.ts';
import { createWordsAlong } from '../../hub/server/words-along.ts';
import { notes, opens } from '../sync/writers.ts';
import { LANE, openWire, type Seat, type WireHub } from './at-the-wire.ts';

let wire: WireHub;
beforeAll(async () => {
  wire = await openWire();
});
afterAll(() => wire.end());

const pulls = async (seat: Seat): Promise<{ events: string[]; words: string[] }> => {
  const { epoch, scope } = (await seat.ask('inventory', { lane: LANE, after: null })).body;
  const page = (await seat.ask('pull', { lane: LANE, cursor: { epoch, position: 0, anchor: '', scope } })).body;
  return {
    events: (page['events'] as { event: { command: string } }[]).map(({ event }) => event.command),
    words: ((page['bodies'] ?? []) as Body[]).map(({ text }) => text),
  };
};

it('[HS40] a page brings the words of its events: to whoever sees the case, not to its author, and to nobody else', async () => {
  const [author, colleague, stranger] = [
    await wire.seat('a-1', ['lena']),
    await wire.seat('a-2', ['lena']),
    await wire.seat('a-3', ['ayse']),
  ];
  const frame = author.journal(opens(wire, 'a-case', 'lena'), notes(wire, 'a-note', 'a-case', 'lena'));
  await author.ask('push', frame);
  const said = frame.bodies.map(({ text }) => text);
  expect(await pulls(colleague)).toEqual({ events: ['open-a-case', 'a-note'], words: said });
  expect(await pulls(author)).toEqual({ events: ['open-a-case', 'a-note'], words: [] });
  expect(await pulls(stranger)).toEqual({ events: [], words: [] });
});

it('[HS40] words of another case, or that nobody has at hand, are read with the rights of whoever asks; what has no room is left to be asked for', async () => {
  const along = createWordsAlong();
  const seat = await wire.seat('b-1', ['lena']);
  const frame = seat.journal(opens(wire, 'b-case', 'lena'), notes(wire, 'b-note', 'b-case', 'lena'));
  along.note({ ...frame, bodies: frame.bodies.map((body, index) => (index === 0 ? body : { ...body, caseId: 'other' })) });
  await seat.ask('push', frame);
  const { position } = (await wire.store.head(LANE))!;
  const events = await wire.store.events(LANE, position - 2, 2);
  const asked: (readonly string[])[] = [];
  const bodies = async (_lane: string, hashes: readonly string[]): Promise<readonly Body[]> => {
    asked.push(hashes);
    return hashes.map((hash) => ({ hash, salt: 'x'.repeat(16), text: 'y'.repeat(1_000_000) }));
  };
  const [title, note] = frame.bodies.map(({ hash }) => hash);
  expect((await along.of({ bodies }, LANE, 'b-2', events)).map(({ hash }) => hash)).toEqual([title]);
  expect((await createWordsAlong().of({ bodies }, LANE, 'b-2', events)).map(({ hash }) => hash)).toEqual([title]);
  expect(asked).toEqual([[note], [title, note]]);
});
