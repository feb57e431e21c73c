// What a hub that was set back cannot be told again, because a copy of the disk told it another history: found out by asking, and told once.
import { describe, expect, it } from 'vitest';
import { createMemoryDeskStore, type MemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { createMemoryLedgerStore, type MemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import type { Transport } from '../../shared/sync/protocol.ts';
import { transportTrouble } from '../../shared/sync/trouble.ts';
import { LANE, notes, opens } from './desks.ts';
import { createHubDesk, createOffice, trouble, type HubDesk, type Office } from './hub-desks.ts';
import { createHub, createJournal, notes as notesAt, opens as opensAt, settles } from './writers.ts';

type Copied = {
  readonly front: HubDesk;
  readonly caseId: string;
  /** Accepted, and lost with the hub. */
  readonly command: string;
  readonly again: Office;
  /** The hub as it was before it was set back. */
  readonly newer: ReturnType<MemoryLedgerStore['image']>;
  /** Hub and disk before anything was said. */
  readonly blank: { readonly hub: ReturnType<MemoryLedgerStore['image']>; readonly disk: ReturnType<MemoryDeskStore['image']> };
};

const diskOf = ({ store }: HubDesk) => (store as MemoryDeskStore).image();

/** Announced, it begins a new epoch, as its record outside the database tells it to. */
const over = async (office: Office, image: ReturnType<MemoryLedgerStore['image']>, isAnnounced = true): Promise<Office> => {
  const again = await createOffice({ store: createMemoryLedgerStore(image), seed: 99, clock: office.clock });
  office.bound.forEach((people, device) => again.bound.set(device, people));
  const { epoch, position } = (await again.ledgerStore.head(LANE))!;
  if (isAnnounced) await again.ledgerStore.renewEpoch(LANE, epoch, { epoch: `after ${epoch}`, from: position });
  return again;
};

const reopened = (office: Office, { store, device }: HubDesk, people: readonly string[], wire?: (transport: Transport) => Transport) =>
  createHubDesk(office, people, { store, device, ...(wire === undefined ? {} : { wire }) });

const rounds = async (desk: HubDesk): Promise<void> => {
  for (let round = 0; round < 3; round += 1) await desk.engine.sync(LANE);
  await desk.engine.fillHistories(LANE);
};

const listed = ({ store }: HubDesk) => store.refused(LANE, null).map(({ outgoing, refusal }) => [outgoing.command.id, refusal.code]);

/** Nobody may see anything here for a while, so the case goes; then the hub is set back, and a copy of the disk says so much there. */
const copied = async (said: number, isAnnounced = true): Promise<Copied> => {
  const store = createMemoryLedgerStore();
  const office = await createOffice({ store });
  const front = createHubDesk(office, ['lena']);
  await front.engine.sync();
  const blank = { hub: store.image(), disk: diskOf(front) };
  const caseId = opens(front);
  await front.engine.sync(LANE);
  const [older, disk] = [store.image(), diskOf(front)];
  const command = notes(front, caseId, 'vom Original');
  await front.engine.sync(LANE);
  office.bound.set(front.device, []);
  await front.engine.sync(LANE);
  expect([trouble(front), front.store.eventsOf(caseId), front.store.aside(LANE)]).toEqual(['no-rights', [], []]);
  const newer = store.image();
  const again = await over(office, older, isAnnounced);
  const copy = createHubDesk(again, ['lena'], { store: createMemoryDeskStore(disk), device: front.device });
  for (let count = 0; count < said; count += 1) notes(copy, caseId, `von der Kopie ${count}`);
  await copy.engine.sync(LANE);
  return { front, caseId, command, again, newer, blank };
};

describe('accepted, lost with the hub, and not even aside', () => {
  it.each([
    ['under the same numbers', 1, true],
    ['and more of it than was ever said here', 4, true],
    ['and nobody has noticed that the hub was set back', 1, false],
  ])('[Y98] where a copy told another history %s: its author is told once, with his words', async (_, said, isAnnounced) => {
    const { front, caseId, command, again, newer } = await copied(said, isAnnounced);
    const desk = reopened(again, front, ['lena']);
    await rounds(desk);
    expect([listed(desk), desk.store.eventsOf(caseId).length]).toEqual([[[command, 'lost-with-hub']], 1 + said]);
    const { body } = desk.store.refused(LANE, 'lena')[0]!.outgoing.command;
    expect(desk.store.body(body!)?.text).toContain('vom Original');
    // A restart changes nothing, and who has read it is not told again.
    const later = reopened(again, desk, ['lena']);
    await rounds(later);
    expect(listed(later)).toEqual([[command, 'lost-with-hub']]);
    later.store.dismiss(command, 9, 'seen');
    await rounds(reopened(again, later, ['lena']));
    expect(listed(later)).toEqual([]);
    // Until it comes again: then nothing is missing any more.
    const found = reopened(await over(again, newer), front, ['lena']);
    await rounds(found);
    expect(found.store.eventsOf(caseId).map(({ event }) => event.command)).toContain(command);
  });

  it('[Y98] where nobody may see the lane again: the hub is asked all the same', async () => {
    const { front, command, again, newer } = await copied(4);
    const desk = reopened(again, front, []);
    await rounds(desk);
    expect([listed(desk), trouble(desk)]).toEqual([[[command, 'lost-with-hub']], 'journal-frozen']);
    const found = reopened(await over(again, newer), front, ['lena']);
    await rounds(found);
    expect([listed(found), trouble(found)]).toEqual([[], null]);
  });

  it('[Y98] and more of it with a second, older copy: what is on the list stays, the rest is added', async () => {
    const { front, caseId, command, again, blank } = await copied(1);
    const desk = reopened(again, front, ['lena']);
    await rounds(desk);
    desk.store.dismiss(command, 9, 'seen');
    const once = await over(again, blank.hub);
    const copy = createHubDesk(once, ['lena'], { store: createMemoryDeskStore(blank.disk), device: front.device });
    opens(copy, 'Von der älteren Kopie');
    await copy.engine.sync(LANE);
    const later = reopened(once, desk, ['lena']);
    await rounds(later);
    const [opened] = later.store.journal(LANE, 0, 0, 1);
    expect([listed(later), later.store.eventsOf(caseId)]).toEqual([[[opened!.command.id, 'lost-with-hub']], []]);
  });

  it('[Y98] a desk killed before it was said asks again, and an older hub that does not say tells nobody anything', async () => {
    const { front, command, again } = await copied(4);
    const dying = reopened(again, front, ['lena'], (transport) => ({ ...transport, push: () => Promise.reject(new Error('killed')) }));
    await dying.engine.sync(LANE);
    expect(listed(dying)).toEqual([]);
    const store = createMemoryDeskStore(diskOf(front));
    const silent = reopened(again, { ...front, store }, ['lena'], (transport) => ({
      ...transport,
      push: async (frame) => {
        const answer = await transport.push(frame);
        return answer.ok ? answer : { ok: false, refusal: { code: answer.refusal.code, data: {} } };
      },
    }));
    await rounds(silent);
    expect([listed(silent), trouble(silent)]).toEqual([[], null]);
    const alive = reopened(again, front, ['lena']);
    await rounds(alive);
    expect(listed(alive)).toEqual([[command, 'lost-with-hub']]);
  });

  it('[Y98] tells nothing to whoever was only set back himself', async () => {
    const office = await createOffice();
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    const caseId = opens(front);
    await front.engine.sync(LANE);
    const disk = diskOf(front);
    notes(front, caseId, 'später');
    await front.engine.sync(LANE);
    const older = createHubDesk(office, ['lena'], { store: createMemoryDeskStore(disk), device: front.device });
    await rounds(older);
    expect([listed(older), trouble(older), older.store.journalHead(LANE).gen]).toEqual([[], null, 1]);
  });
});

describe('accepted once, and ruled on again by a hub that was set back', () => {
  const verdictOf = async ({ ledgerStore }: Office, command: string) =>
    (await ledgerStore.settledCommands(LANE, [command])).get(command)?.outcome.verdict;

  it('[Y98] numbers that began anew where nobody may see anything: what was said under the older ones is told again all the same', async () => {
    const store = createMemoryLedgerStore();
    const office = await createOffice({ store });
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    const blank = store.image();
    opens(front);
    await front.engine.sync(LANE);
    const { command } = front.store.journal(LANE, 0, 0, 1)[0]!;
    office.bound.set(front.device, []);
    await front.engine.sync(LANE);
    const again = await over(office, blank);
    front.store.transact(() => front.store.raiseGen(LANE, 1));
    const desk = reopened(again, front, []);
    opens(desk, 'Danach');
    await rounds(desk);
    expect([await verdictOf(again, command.id), trouble(desk)]).toEqual(['quarantined', 'no-rights']);
    expect(listed(desk)).toContainEqual([command.id, 'not-signed-in-here']);
  });

  it('[Y98] numbers that began anew where nobody could see anything, until somebody may again: what was said under the older ones is told again', async () => {
    const store = createMemoryLedgerStore();
    const office = await createOffice({ store });
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    const blank = store.image();
    const caseId = opens(front);
    await front.engine.sync(LANE);
    const { command } = front.store.journal(LANE, 0, 0, 1)[0]!;
    office.bound.set(front.device, []);
    await front.engine.sync(LANE);
    expect(front.store.head(LANE).position).toBe(0);
    // Nothing of its log says so: the hub was set back and has not noticed, and the desk's own record has it count anew.
    const again = await over(office, blank, false);
    front.store.transact(() => front.store.raiseGen(LANE, 2));
    const desk = reopened(again, front, ['lena']);
    opens(desk, 'Danach');
    await rounds(desk);
    expect([await verdictOf(again, command.id), trouble(desk), listed(desk)]).toEqual(['accepted', null, []]);
    expect(desk.store.eventsOf(caseId)).toHaveLength(1);
  });

  it('[Y59] whose fate a desk without rights asked for, and whose answer got lost: it is heard also where somebody may see the lane again first', async () => {
    const store = createMemoryLedgerStore();
    const office = await createOffice({ store });
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    const blank = store.image();
    opens(front);
    await front.engine.sync(LANE);
    const { command } = front.store.journal(LANE, 0, 0, 1)[0]!;
    office.bound.set(front.device, []);
    await front.engine.sync(LANE);
    const again = await over(office, blank, false);
    const lossy = (transport: Transport): Transport => ({
      ...transport,
      push: (frame) => transport.push(frame).then(() => Promise.reject(transportTrouble('unreachable', 'the answer is lost'))),
    });
    const cut = reopened(again, front, [], lossy);
    await cut.engine.sync(LANE);
    expect(await verdictOf(again, command.id)).toBe('quarantined');
    const desk = reopened(again, front, ['lena']);
    await rounds(desk);
    expect([listed(desk), trouble(desk)]).toEqual([[[command.id, 'not-signed-in-here']], null]);
  });

  it('[Y59] what was settled by its events while an earlier one waits, and comes out otherwise when both are sent once more', async () => {
    const store = createMemoryLedgerStore();
    const office = await createOffice({ store });
    const front = createHubDesk(office, ['lena']);
    await front.engine.sync();
    const caseId = opens(front);
    await front.engine.sync(LANE);
    const older = store.image();
    const stranger = notes(front, caseId, 'von nebenan', 'tim');
    const command = notes(front, caseId, 'von hier');
    const lossy = reopened(office, front, ['lena'], (transport) => ({
      ...transport,
      push: async (frame) => {
        await transport.push(frame);
        throw transportTrouble('unreachable', 'the answer was lost');
      },
    }));
    await lossy.engine.sync(LANE);
    await reopened(office, lossy, ['lena'], (transport) => ({
      ...transport,
      push: () => Promise.reject(transportTrouble('unreachable', 'the line is dead')),
    })).engine.sync(LANE);
    expect([front.store.outcome(command)?.verdict, front.store.waiting(stranger) === null]).toEqual(['accepted', false]);
    const again = await over(office, older);
    const desk = reopened(again, front, []);
    const later = notes(desk, caseId, 'noch etwas');
    await rounds(desk);
    expect(new Set(listed(desk).map(([id]) => id))).toEqual(new Set([stranger, command, later]));
    expect(desk.store.outcome(command)?.verdict).toBe(await verdictOf(again, command));
  });

  it('[Y59] what a newer state of the disk has told again and heard another verdict on, an older one hears, too', async () => {
    const store = createMemoryLedgerStore();
    const office = await createOffice({ store });
    const front = createHubDesk(office, ['lena', 'tim']);
    await front.engine.sync();
    const caseId = opens(front);
    await front.engine.sync(LANE);
    const older = store.image();
    const command = notes(front, caseId, 'von nebenan', 'tim');
    notes(front, caseId, 'von hier');
    await front.engine.sync(LANE);
    office.bound.set(front.device, []);
    await front.engine.sync(LANE);
    const disk = diskOf(front);
    office.bound.set(front.device, ['lena']);
    opens(front, 'Zuletzt');
    await front.engine.sync(LANE);
    const again = await over(office, older);
    await rounds(reopened(again, front, ['lena']));
    expect(await verdictOf(again, command)).toBe('quarantined');
    const desk = reopened(again, { ...front, store: createMemoryDeskStore(disk) }, ['lena']);
    await rounds(desk);
    expect([listed(desk), desk.store.outcome(command)?.verdict]).toEqual([[[command, 'not-signed-in-here']], 'quarantined']);
  });
});

describe('a hub that sees two histories of a journal', () => {
  it('[Y98] says what of the frame it has settled under whatever number, and nothing of what others said', async () => {
    const hub = await createHub();
    const [lena, tim] = [hub.seat('d-1', 'lena'), hub.seat('d-2', 'tim')];
    const [first, other, theirs] = [createJournal('d-1'), createJournal('d-1'), createJournal('d-2')];
    const opened = opensAt(hub, 'a', 'lena');
    await settles(lena, first(opened));
    await settles(lena, first(notesAt(hub, 'n-1', 'a', 'lena')));
    await settles(tim, theirs(opensAt(hub, 'b', 'tim')));
    other(opened);
    const frame = other(notesAt(hub, 'n-2', 'a', 'lena'), notesAt(hub, 'n-1', 'a', 'lena'), opensAt(hub, 'b', 'tim'));
    for (const code of ['journal-forked', 'journal-frozen'])
      expect(await lena.push(frame)).toMatchObject({
        ok: false,
        refusal: { code, data: { upTo: 4, settled: [{ command: 'n-1', verdict: 'accepted', dseq: 2 }] } },
      });
  });
});
