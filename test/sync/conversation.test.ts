// Desk and ledger over a wire that fails, lies or forgets: nothing counts twice, nothing is lost, nobody waits for ever.
import { describe, expect, it } from 'vitest';
import { createLedger } from '../../shared/sync/ledger.ts';
import type { Transport } from '../../shared/sync/protocol.ts';
import { createDeskBench, createWorld, digest, LANE, notes, opens, says } from './desks.ts';
import { forged, healthy, noteOn } from './forged.ts';

/** A wire whose next call of one kind goes wrong: before it arrives, or on the way back. */
const flakyWire = () => {
  const plan: { call: 'push' | 'pull' | null; when: 'before' | 'after' } = { call: null, when: 'before' };
  const wire = (transport: Transport): Transport => {
    const failing =
      <Args extends readonly unknown[], Answer>(name: 'push' | 'pull', call: (...args: Args) => Promise<Answer>) =>
      async (...args: Args): Promise<Answer> => {
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
  const deaths = [
    ['push', 'before'],
    ['push', 'after'],
    ['pull', 'after'],
  ] as const;
  it.each(deaths)('[Y11] resending is safe: the line dies at a %s, %s it was heard', async (call, when) => {
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

describe('an answer that got lost', () => {
  it('[Y11] [Y33] leaves refused commands in between waiting: the next push begins with them and takes along what was settled meanwhile', async () => {
    const world = createWorld();
    const { plan, wire } = flakyWire();
    const one = await createDeskBench(world);
    const two = await createDeskBench(world, { packs: false, wire });
    await two.engine.sync();
    const cases = [opens(one), opens(one)];
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    const wait = { reason: one.engine.policy(LANE)!.pack.waits[0]!.id, until: null };
    for (const caseId of cases) says(one, 'start-wait', caseId, wait, { text: 'wartet' });
    await one.engine.sync(LANE);
    const said = cases.map((caseId) => [says(two, 'start-wait', caseId, wait, { text: 'doppelt' }).command, notes(two, caseId, 'danach')]);
    Object.assign(plan, { call: 'push', when: 'after' });
    await two.engine.sync(LANE);
    expect(two.engine.status(LANE).trouble).toMatch(/^unreachable/);
    await two.engine.sync(LANE);
    expect(two.engine.status(LANE)).toMatchObject({ trouble: null, waiting: 0 });
    const verdicts = said.map((pair) => pair.map((command) => two.store.outcome(command)?.verdict));
    expect(verdicts).toEqual([
      ['refused', 'accepted'],
      ['refused', 'accepted'],
    ]);
    expect(new Set(two.store.refused(LANE, 'lena').map(({ outgoing }) => outgoing.command.id))).toEqual(
      new Set(said.map(([lost]) => lost)),
    );
  });
});

describe('the ruling', () => {
  it('[Y13] a command refused after a restart leaves no trace in the lists either', async () => {
    const world = createWorld();
    const before = await createDeskBench(world);
    const caseId = opens(before);
    await before.engine.sync(LANE);
    const now = world.clock.now;
    // A desk whose clock is ahead foresees nothing wrong; the ledger does.
    world.clock.now = now + 24 * 3_600_000;
    const result = before.engine.policy(LANE)!.pack.results[0]!.id;
    const data = { result, informedAt: world.clock.now, deviated: false, avoidable: false, cause: null };
    const lost = says(before, 'close', caseId, data, { text: 'erledigt' });
    world.clock.now = now;
    const after = await createDeskBench(world, { packs: false, store: before.store });
    expect(after.store.row(caseId)?.phase).toBe('closed');
    await after.engine.sync(LANE);
    expect(after.store.refused(LANE, 'lena').map(({ outgoing }) => outgoing.command.id)).toEqual([lost.command]);
    expect(after.store.row(caseId)?.phase).toBe('open');
    await healthy(world, after);
  });

  it('[Y13] a refused command leaves the outbox for its author’s list with the evidence, and the case stands as if it had never been', async () => {
    const world = createWorld();
    const [one, two] = [await createDeskBench(world), await createDeskBench(world, { packs: false })];
    await two.engine.sync();
    const caseId = opens(one);
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    says(one, 'start-wait', caseId, { reason: one.engine.policy(LANE)!.pack.waits[0]!.id, until: null }, { text: 'wartet' });
    const lost = says(
      two,
      'start-wait',
      caseId,
      { reason: two.engine.policy(LANE)!.pack.waits[0]!.id, until: null },
      { text: 'doppelt' },
    ).command;
    const after = notes(two, caseId, 'danach');
    await one.engine.sync(LANE);
    await two.engine.sync(LANE);
    const [refused] = two.store.refused(LANE, 'lena');
    expect([
      refused?.outgoing.command.id,
      refused?.refusal.code,
      two.store.outcome(lost)?.verdict,
      two.store.outcome(after)?.verdict,
    ]).toEqual([lost, expect.any(String), 'refused', 'accepted']);
    expect([two.store.search(LANE, 'doppelt', 9), two.store.outboxCount(LANE), two.store.currentState(caseId)]).toEqual([
      [],
      0,
      two.store.confirmedState(caseId),
    ]);
    await one.engine.sync(LANE);
    expect(one.store.currentState(caseId)).toEqual(two.store.currentState(caseId));
    await healthy(world, one, two);
  });

  it('[Y14] a command that cannot be judged is quarantined and the push moves past it', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    const texts = [
      noteOn(world, desk, caseId, { id: 'q1', pack: 'nie-gesehen' }),
      '{"id":"x"}',
      'kein JSON',
      noteOn(world, desk, caseId, { id: 'q2' }),
    ];
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
    const answer = await ledger.push(
      forged([noteOn(world, desk, caseId, { type: 'resolve', data: { result: 'x' } }), noteOn(world, desk, 'fremd', { id: 'y' })]),
    );
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
    expect([(await world.ledgerStore.forks(LANE)).map(({ text }) => text), (await world.ledgerStore.events(LANE, 0, 9)).length]).toEqual([
      [other.entries[0]!.text],
      2,
    ]);
  });

  it('[Y16] the same command under a new number is not decided twice', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    const text = noteOn(world, desk, caseId);
    const answer = await world.ledger.push(forged([text, text]));
    expect(answer.ok && answer.value.verdicts.map(({ verdict, dseq }) => [verdict, dseq])).toEqual([
      ['accepted', 1],
      ['accepted', 2],
    ]);
    expect((await world.ledgerStore.eventsOf(caseId)).length).toBe(2);
  });

  const broken: readonly (readonly [string, (text: string) => unknown, string])[] = [
    ['a frame of no shape', () => ({ hello: 'world' }), 'bad-frame'],
    ['nothing', () => null, 'bad-frame'],
    ['too many commands', (text: string) => forged(Array.from({ length: 501 }, () => text)), 'bad-frame'],
    ['an unknown lane', (text: string) => ({ ...forged([text]), lane: 'fremd' }), 'unknown-lane'],
    [
      'a changed byte',
      (text: string) => ({ ...forged([text]), entries: [{ ...forged([text]).entries[0]!, text: text.replace('lena', 'mia') }] }),
      'bad-hash',
    ],
    ['numbers left out', (text: string) => forged([text], { dseq: 4, hash: '0'.repeat(64) }), 'journal-behind'],
    [
      'changed words',
      (text: string) => ({ ...forged([text]), bodies: [{ caseId: 'c', hash: '0'.repeat(64), salt: '0'.repeat(32), text: '{}' }] }),
      'bad-body',
    ],
  ];
  it.each(broken)('[Y17] a push with %s is refused whole and records nothing', async (_, frame, code) => {
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
    const answer = await world.ledger.push(
      forged([noteOn(world, desk, caseId, { at: world.clock.now + 86_400_000 }), noteOn(world, desk, caseId, { id: 'old', at: 5 })]),
    );
    expect(answer.ok && answer.value.verdicts.map(({ verdict }) => verdict)).toEqual(['accepted-with-exception', 'accepted']);
    expect((await world.ledgerStore.eventsOf(caseId)).slice(1).map(({ event, flag }) => [event.at, flag])).toEqual([
      [world.clock.now + 60_000, 'clock-ahead'],
      [5, null],
    ]);
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
