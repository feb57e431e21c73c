// Desk and ledger over a wire that fails, lies or forgets: nothing counts twice, nothing is lost, nobody waits for ever.
import { describe, expect, it } from 'vitest';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { examineDesk } from '../../shared/sync/doctor.ts';
import { compareWithLedger, examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { createLedger } from '../../shared/sync/ledger.ts';
import { entryHash, type Push, type Transport } from '../../shared/sync/protocol.ts';
import { createDeskBench, createWorld, digest, LANE, notes, opens, says, type DeskBench, type World } from './desks.ts';

const healthy = async (world: World, ...desks: readonly DeskBench[]): Promise<void> => {
  for (const { store } of desks) {
    expect(examineDesk({ store, clock: () => world.clock.now, digest }).findings).toEqual([]);
    expect(await compareWithLedger(store, world.ledgerStore)).toEqual([]);
  }
  expect(await examineLedger(world.ledgerStore, digest)).toEqual([]);
};

/** A wire whose next call of one kind goes wrong: before it arrives, or on the way back. */
const flakyWire = () => {
  const plan: { call: 'push' | 'pull' | null; when: 'before' | 'after' } = { call: null, when: 'before' };
  const wire = (transport: Transport): Transport => {
    const failing = <Args extends readonly unknown[], Answer>(name: 'push' | 'pull', call: (...args: Args) => Promise<Answer>) => async (...args: Args): Promise<Answer> => {
      if (plan.call !== name) return call(...args);
      plan.call = null;
      if (plan.when === 'after') await call(...args);
      throw new Error('the line is dead');
    };
    return { ...transport, push: failing('push', transport.push), pull: failing('pull', transport.pull) };
  };
  return { plan, wire };
};

describe('a failing wire', () => {
  it.each([
    ['push', 'before'],
    ['push', 'after'],
    ['pull', 'after'],
  ] as const)('[Y11] resending is safe: the line dies at a %s, %s it was heard', async (call, when) => {
    const world = createWorld();
    const { plan, wire } = flakyWire();
    const desk = await createDeskBench(world, { wire });
    await desk.engine.sync(LANE);
    const caseId = opens(desk);
    notes(desk, caseId, 'eins');
    Object.assign(plan, { call, when });
    await desk.engine.sync(LANE);
    expect(desk.engine.status(LANE).trouble).toMatch(/^unreachable/);
    await desk.engine.sync(LANE);
    expect(desk.engine.status(LANE)).toMatchObject({ trouble: null, waiting: 0, position: 2 });
    expect((await world.ledgerStore.events(LANE, 0, 99)).length).toBe(2);
    await healthy(world, desk);
  });
});

/** A push as somebody might forge it: right hashes over whatever bytes. */
const forged = (texts: readonly string[], from = { dseq: 0, hash: '' }, device = 'forger'): Push => {
  let prev = from.hash;
  const entries = texts.map((text, index) => {
    const hash = entryHash(digest, { device, gen: 0 }, from.dseq + index + 1, prev, text);
    prev = hash;
    return { dseq: from.dseq + index + 1, hash, text };
  });
  return { lane: LANE, device, gen: 0, prev: from.hash, entries, bodies: [] };
};

const noteOn = (world: World, desk: DeskBench, caseId: string, over: object = {}): string =>
  JSON.stringify({
    id: `forged-${caseId}`, lane: LANE, caseId, type: 'add-note', actor: 'lena', at: world.clock.now, quality: 'synced',
    pack: desk.engine.policy(LANE)!.version, seen: 0, data: {}, body: null, ...over,
  });

describe('the ruling', () => {
  it('[Y13] a refused command leaves the outbox for its author’s list with the evidence, and the case stands as if it had never been', async () => {
    const world = createWorld();
    const [one, two] = [await createDeskBench(world), await createDeskBench(world, { packs: false })];
    await two.engine.sync();
    const caseId = opens(one);
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    says(one, 'start-wait', caseId, { reason: one.engine.policy(LANE)!.pack.waits[0]!.id, until: null }, { text: 'wartet' });
    const lost = says(two, 'start-wait', caseId, { reason: two.engine.policy(LANE)!.pack.waits[0]!.id, until: null }, { text: 'doppelt' }).command;
    const after = notes(two, caseId, 'danach');
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    const [refused] = two.store.refused(LANE, 'lena');
    expect([refused?.outgoing.command.id, refused?.refusal.code, two.store.outcome(lost)?.verdict, two.store.outcome(after)?.verdict]).toEqual([lost, expect.any(String), 'refused', 'accepted']);
    expect([two.store.search(LANE, 'doppelt', 9), two.store.outboxCount(LANE), two.store.currentState(caseId)]).toEqual([[], 0, two.store.confirmedState(caseId)]);
    await one.engine.sync(LANE);
    expect(one.store.currentState(caseId)).toEqual(two.store.currentState(caseId));
    await healthy(world, one, two);
  });

  it('[Y14] a command that cannot be judged is quarantined and the push moves past it', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    const texts = [noteOn(world, desk, caseId, { id: 'q1', pack: 'nie-gesehen' }), '{"id":"x"}', 'kein JSON', noteOn(world, desk, caseId, { id: 'q2' })];
    const answer = await world.ledger.push(forged(texts));
    expect(answer.ok && answer.value.verdicts.map(({ verdict, refusal }) => [verdict, refusal?.code ?? null])).toEqual([
      ['quarantined', 'pack-unknown'],
      ['refused', 'bad-command'],
      ['refused', 'bad-command'],
      ['accepted', null],
    ]);
    expect([answer.ok && answer.value.journal.dseq, answer.ok && answer.value.position]).toEqual([4, 2]);
    await desk.engine.sync(LANE);
    await healthy(world, desk);
  });

  it('[Y14] even when deciding itself throws', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    const broken = { ...(await world.ledgerStore.states([caseId])).get(caseId)!, holder: null };
    const store = { ...world.ledgerStore, states: async () => new Map([[caseId, broken as never]]) };
    const ledger = createLedger({ store, clock: () => world.clock.now, digest, newEpoch: () => 'e' });
    const answer = await ledger.push(forged([noteOn(world, desk, caseId, { type: 'resolve', data: { result: 'x' } }), noteOn(world, desk, 'fremd', { id: 'y' })]));
    expect(answer.ok && answer.value.verdicts.map(({ verdict }) => verdict)).toEqual(['quarantined', 'refused']);
  });

  it('[Y15] the same number with the same bytes gets its stored verdict; with others it is a fork, kept as evidence, and frozen', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    const first = forged([noteOn(world, desk, caseId)]);
    const answer = await world.ledger.push(first);
    expect(await world.ledger.push(first)).toEqual(answer);
    const other = forged([noteOn(world, desk, caseId, { id: 'another' })]);
    expect(await world.ledger.push(other)).toMatchObject({ ok: false, refusal: { code: 'journal-forked', data: { dseq: 1 } } });
    expect(await world.ledger.push(first)).toMatchObject({ ok: false, refusal: { code: 'journal-frozen' } });
    expect([(await world.ledgerStore.forks(LANE)).map(({ text }) => text), (await world.ledgerStore.events(LANE, 0, 9)).length]).toEqual([[other.entries[0]!.text], 2]);
  });

  it('[Y16] the same command under a new number is not decided twice', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    const text = noteOn(world, desk, caseId);
    const answer = await world.ledger.push(forged([text, text]));
    expect(answer.ok && answer.value.verdicts.map(({ verdict, dseq }) => [verdict, dseq])).toEqual([['accepted', 1], ['accepted', 2]]);
    expect((await world.ledgerStore.eventsOf(caseId)).length).toBe(2);
  });

  it.each([
    ['a frame of no shape', () => ({ hello: 'world' }), 'bad-frame'],
    ['nothing', () => null, 'bad-frame'],
    ['too many commands', (text: string) => forged(Array.from({ length: 501 }, () => text)), 'bad-frame'],
    ['an unknown lane', (text: string) => ({ ...forged([text]), lane: 'fremd' }), 'unknown-lane'],
    ['a changed byte', (text: string) => ({ ...forged([text]), entries: [{ ...forged([text]).entries[0]!, text: text.replace('lena', 'mia') }] }), 'bad-hash'],
    ['numbers left out', (text: string) => forged([text], { dseq: 4, hash: '0'.repeat(64) }), 'journal-behind'],
    ['changed words', (text: string) => ({ ...forged([text]), bodies: [{ caseId: 'c', hash: '0'.repeat(64), salt: '0'.repeat(32), text: '{}' }] }), 'bad-body'],
  ])('[Y17] a push with %s is refused whole and records nothing', async (_, frame, code) => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    expect(await world.ledger.push(frame(noteOn(world, desk, caseId)))).toMatchObject({ ok: false, refusal: { code } });
    expect([(await world.ledgerStore.events(LANE, 0, 9)).length, await world.ledgerStore.newestGen(LANE, 'forger')]).toEqual([1, null]);
  });

  it('[Y18] a wrong clock is never refused: far ahead it is clamped and marked', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    const answer = await world.ledger.push(forged([noteOn(world, desk, caseId, { at: world.clock.now + 86_400_000 }), noteOn(world, desk, caseId, { id: 'old', at: 5 })]));
    expect(answer.ok && answer.value.verdicts.map(({ verdict }) => verdict)).toEqual(['accepted-with-exception', 'accepted']);
    expect((await world.ledgerStore.eventsOf(caseId)).slice(1).map(({ event, flag }) => [event.at, flag])).toEqual([[world.clock.now + 60_000, 'clock-ahead'], [5, null]]);
  });

  it('[Y19] another principal’s case cannot be reached through one’s own lane', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    await desk.engine.sync();
    const hotel = desk.engine.lanes().find((lane) => lane !== LANE)!;
    const policy = desk.engine.policy(hotel)!;
    const text = noteOn(world, desk, caseId, { lane: hotel, pack: policy.version, actor: [...policy.people.keys()][0]! });
    const answer = await world.ledger.push({ ...forged([text]), lane: hotel });
    expect(answer.ok && answer.value.verdicts[0]).toMatchObject({ verdict: 'refused' });
    expect((await world.ledgerStore.eventsOf(caseId)).length).toBe(1);
  });
});

describe('copies', () => {
  it('[Y20] a ledger that lost everything is told again by its desk and comes to the same history', async () => {
    const world = createWorld();
    const store = createMemoryDeskStore();
    const desk = await createDeskBench(world, { store });
    const caseId = opens(desk);
    notes(desk, caseId, 'eins');
    await desk.engine.sync(LANE);
    notes(desk, caseId, 'noch unterwegs');
    const empty = createWorld(createMemoryLedgerStore(), 99);
    const again = await createDeskBench(empty, { store, packs: false });
    await again.engine.sync();
    expect(again.engine.status(LANE)).toMatchObject({ trouble: null, waiting: 0, position: 3 });
    expect((await empty.ledgerStore.eventsOf(caseId)).map(({ event }) => event)).toEqual(again.store.eventsOf(caseId).map(({ event }) => event));
    await healthy(empty, again);
  });

  it('[Y21] a ledger with another history is not followed, nothing is wiped, and the trouble is named', async () => {
    const world = createWorld();
    const store = createMemoryDeskStore();
    const desk = await createDeskBench(world, { store });
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    const other = createWorld(createMemoryLedgerStore(), 99);
    const stranger = await createDeskBench(other);
    opens(stranger, 'Fremder Fall');
    await stranger.engine.sync(LANE);
    const lost = await createDeskBench(other, { store, packs: false });
    notes(lost, caseId, 'bleibt');
    await lost.engine.sync(LANE);
    expect([lost.engine.status(LANE).trouble, lost.store.eventsOf(caseId).length, lost.store.outboxCount(LANE)]).toEqual(['ledger-diverged', 1, 1]);
  });

  it('[Y22] after a fork the desk stands still until somebody renews its journal; then everything arrives once', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    const device = desk.store.setting('device')!;
    const clone = forged([noteOn(world, desk, caseId)], desk.store.journalHead(LANE), device);
    notes(desk, caseId, 'vom Original');
    await world.ledger.push(clone);
    await desk.engine.sync(LANE);
    expect([desk.engine.status(LANE).trouble, desk.store.outboxCount(LANE)]).toEqual(['journal-forked', 1]);
    await desk.engine.renewJournal(LANE);
    expect(desk.engine.status(LANE)).toMatchObject({ trouble: null, waiting: 0 });
    expect([(await world.ledgerStore.eventsOf(caseId)).length, desk.store.journalHead(LANE).gen]).toEqual([3, 1]);
    await healthy(world, desk);
  });
});

describe('several desks', () => {
  it('[Y23] see the same cases, rows and words, whoever said them', async () => {
    const world = createWorld();
    const [one, two] = [await createDeskBench(world), await createDeskBench(world, { packs: false })];
    await two.engine.sync();
    const caseId = opens(one, 'Rechnung doppelt');
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    notes(two, caseId, 'Gutschrift angekündigt');
    notes(one, caseId, 'gleichzeitig');
    await two.engine.sync(LANE);
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    for (const desk of [one, two]) expect([desk.store.search(LANE, 'gutschrift', 9), desk.store.search(LANE, 'gleichz', 9), desk.store.eventsOf(caseId).length]).toEqual([[caseId], [caseId], 3]);
    expect(one.store.tables(caseId)).toEqual(two.store.tables(caseId));
    await healthy(world, one, two);
  });
});
