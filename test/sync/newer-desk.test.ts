// A desk of a newer version at this hub: what it says in a command nobody here knows is kept, told, and in nobody's way.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../shared/case/commands.ts';
import { entryHash } from '../../shared/sync/protocol.ts';
import { digest, LANE, notes, opens } from './desks.ts';
import { forged, noteOn, wellBeside } from './forged.ts';
import { createHubDesk, createOffice, DESK_STORES, trouble, type HubDesk } from './hub-desks.ts';

/** As a newer desk queues it: a command of a kind this version has no word for. */
const blesses = (desk: HubDesk, text: string): Command => {
  const command = JSON.parse(text) as Command;
  const { gen, dseq, hash: prev } = desk.store.journalHead(LANE);
  const hash = entryHash(digest, { device: desk.device, gen }, dseq + 1, prev, text);
  desk.store.transact(() => desk.store.queue({ command, text, device: desk.device, gen, dseq: dseq + 1, prev, hash, forecast: [] }));
  return command;
};

describe.each(DESK_STORES)('a command of a kind the hub does not know, from a desk in %s', (_, newStore) => {
  it('[Y93] is quarantined: its author is told, his words stay, and what he said after it is ruled on', async () => {
    const office = await createOffice({ newStore });
    const newer = createHubDesk(office, ['lena']);
    await newer.engine.sync();
    const caseId = opens(newer);
    await newer.engine.sync(LANE);
    const text = noteOn(office, newer, caseId, { id: 'bless-1', type: 'bless-case', data: { gold: 3 } });
    const { id } = blesses(newer, text);
    const desk = createHubDesk(office, ['lena'], { store: newer.store });
    await desk.engine.sync(LANE);
    const after = notes(desk, caseId, 'danach');
    await desk.engine.sync(LANE);
    expect([trouble(desk), desk.store.outboxCount(LANE), desk.store.outcome(id)?.verdict, desk.store.outcome(after)?.verdict]).toEqual([
      null,
      0,
      'quarantined',
      'accepted',
    ]);
    expect(desk.store.refused(LANE, 'lena').map(({ outgoing, refusal }) => [outgoing.text, refusal])).toEqual([
      [text, { code: 'command-unknown', data: { type: 'bless-case' } }],
    ]);
    await wellBeside(office, desk);
  });
});

it('[Y93] is kept word for word under its number, and under no name: a hub that has learned the word rules on it when it is told again', async () => {
  const office = await createOffice();
  const desk = createHubDesk(office, ['lena']);
  await desk.engine.sync();
  const caseId = opens(desk);
  await desk.engine.sync(LANE);
  const texts = [
    noteOn(office, desk, caseId, { id: 'bless-1', type: 'bless-case' }),
    noteOn(office, desk, caseId, { id: 'bad-1', type: 'Kein Wort!' }),
    noteOn(office, desk, caseId, { id: 'bad-2', type: 'bless-case', lane: 'hotel' }),
    noteOn(office, desk, caseId, { id: 'bad-3', type: 'constructor' }),
  ];
  const answer = await office.ledger.push(forged(texts));
  expect(answer.ok && answer.value.verdicts.map(({ verdict, refusal }) => [verdict, refusal?.code])).toEqual([
    ['quarantined', 'command-unknown'],
    ['refused', 'bad-command'],
    ['refused', 'bad-command'],
    ['quarantined', 'command-unknown'],
  ]);
  const kept = await office.ledgerStore.settledAt({ lane: LANE, device: 'forger', gen: 0 }, 1);
  expect([kept?.text, (await office.ledgerStore.settledCommands(LANE, ['bless-1'])).size]).toEqual([texts[0], 0]);
});
