// A desk alone with its ledger: what is forecast, what is ruled, and what stands in the tables in between.
import { describe, expect, it } from 'vitest';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { examineDesk } from '../../shared/sync/doctor.ts';
import { compareWithLedger, examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { createDeskBench, createWorld, digest, LANE, NOON, notes, opens, says, type DeskBench, type World } from './desks.ts';

const healthy = async (world: World, desk: DeskBench): Promise<void> => {
  expect(examineDesk({ store: desk.store, clock: () => world.clock.now, digest }).findings).toEqual([]);
  expect([...(await examineLedger(world.ledgerStore, digest)), ...(await compareWithLedger(desk.store, world.ledgerStore))]).toEqual([]);
};

describe('an order', () => {
  it('[Y1] stands in journal, state, row, list and search when it returns, and is pending', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk, 'Router blinkt');
    expect(desk.store.currentState(caseId)).toMatchObject({ version: 1, phase: 'open', holder: { person: 'lena' } });
    expect(desk.store.row(caseId)).toMatchObject({ title: 'Router blinkt', pending: true, hint: 'Seit heute früh kein Netz' });
    expect([
      desk.store.list(LANE, 'mine:lena', 9).length,
      desk.store.search(LANE, 'rout blin', 9),
      desk.store.outboxCount(LANE),
      desk.store.head(LANE).position,
    ]).toEqual([1, [caseId], 1, 0]);
    await healthy(world, desk);
  });

  it('[Y2] refused here leaves no trace and burns no number', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    const before = desk.store.journalHead(LANE);
    expect(desk.engine.submit({ lane: LANE, caseId, actor: 'lena', type: 'end-wait', data: {}, body: { text: 'geheim' } })).toMatchObject({
      ok: false,
    });
    expect(desk.engine.submit({ lane: LANE, caseId, actor: 'niemand', type: 'add-note', data: {}, body: { text: 'x' } })).toMatchObject({
      refusal: { code: 'unknown-person' },
    });
    expect(desk.engine.submit({ lane: 'fremd', caseId, actor: 'lena', type: 'add-note', data: {}, body: { text: 'x' } })).toMatchObject({
      refusal: { code: 'unknown-lane' },
    });
    expect([desk.store.journalHead(LANE), desk.store.search(LANE, 'geheim', 9)]).toEqual([before, []]);
  });

  it('[Y3] is ruled as it was forecast: same events, same state', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    notes(desk, caseId, 'eins');
    says(desk, 'make-promise', caseId, { due: NOON + 3_600_000, by: 'lena', callback: true }, { what: 'Rückruf' });
    const forecast = desk.store.outboxOf(caseId).flatMap((entry) => entry.forecast);
    const state = desk.store.currentState(caseId);
    await desk.engine.sync(LANE);
    expect(desk.store.eventsOf(caseId).map(({ event }) => event)).toEqual(forecast);
    expect([desk.store.confirmedState(caseId), desk.store.row(caseId)?.pending, desk.store.outboxCount(LANE)]).toEqual([state, false, 0]);
    await healthy(world, desk);
  });

  it('[Y4] carries no word of anybody in the chain: words stand in a body under a salted hash', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk, 'Frau Özdemir, Kontonummer 4711');
    const [entry] = desk.store.outboxOf(caseId);
    expect(entry!.text).not.toContain('Özdemir');
    const again = opens(desk, 'Frau Özdemir, Kontonummer 4711');
    expect(desk.store.outboxOf(again)[0]!.command.body).not.toBe(entry!.command.body);
    expect(JSON.parse(desk.store.body(entry!.command.body!)!.text)).toMatchObject({ title: 'Frau Özdemir, Kontonummer 4711' });
  });

  it('[Y5] given again under its own id does nothing more', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    const order = {
      lane: LANE,
      caseId,
      actor: 'lena',
      type: 'add-note',
      data: {},
      body: { text: 'einmal' },
      command: 'derived-1',
    } as const;
    desk.engine.submit(order);
    expect(desk.engine.submit(order)).toEqual({ ok: true, value: { command: 'derived-1', caseId } });
    await desk.engine.sync(LANE);
    expect([desk.engine.submit(order).ok, desk.store.eventsOf(caseId).length, desk.store.outboxCount(LANE)]).toEqual([true, 2, 0]);
  });

  it('[Y6] many orders are one transaction, each with its own answer', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    const note = (text: string, actor = 'lena') => ({ lane: LANE, caseId, actor, type: 'add-note', data: {}, body: { text } }) as const;
    const answers = desk.engine.submitMany([note('a'), note('b', 'niemand'), note('c')]);
    expect(answers.map(({ ok }) => ok)).toEqual([true, false, true]);
    await desk.engine.sync(LANE);
    expect(desk.store.eventsOf(caseId).length).toBe(3);
  });

  it('[Y7] gives every case a number of its own, over refusals and restarts', async () => {
    const world = createWorld();
    const store = createMemoryDeskStore();
    const desk = await createDeskBench(world, { store });
    const first = desk.store.row(opens(desk))!.number;
    desk.engine.nextCaseNumber(LANE);
    const second = desk.store.row(opens(desk))!.number;
    const restarted = await createDeskBench(world, { store });
    const third = restarted.store.row(opens(restarted))!.number;
    expect(new Set([first, second, third]).size).toBe(3);
  });

  it('[Y8] that fails on the way to the disk leaves nothing at hand either', async () => {
    const world = createWorld();
    const store = createMemoryDeskStore();
    let full = false;
    const failing = {
      ...store,
      index: (text: Parameters<typeof store.index>[0]) => {
        if (full) throw Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' });
        store.index(text);
      },
    };
    const desk = await createDeskBench(world, { store: failing });
    const caseId = opens(desk);
    full = true;
    expect(desk.engine.submit({ lane: LANE, caseId, actor: 'lena', type: 'add-note', data: {}, body: { text: 'zu viel' } })).toEqual({
      ok: false,
      refusal: { code: 'disk-full', data: {} },
    });
    full = false;
    expect(desk.store.currentState(caseId)?.version).toBe(1);
    notes(desk, caseId, 'passt');
    await desk.engine.sync(LANE);
    expect(desk.store.eventsOf(caseId).length).toBe(2);
    await healthy(world, desk);
  });
});

describe('windows', () => {
  it('[Y9] are told which cases moved, once for an action and once for its confirmation', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const told: unknown[] = [];
    const stop = desk.engine.subscribe(({ lane, cases, topics }) => told.push([lane, cases, topics]));
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    stop();
    notes(desk, caseId, 'leise');
    expect(told).toEqual([
      [LANE, [caseId], ['queue', 'lead', 'case', 'alerts', 'sync']],
      [LANE, [caseId], ['queue', 'lead', 'case', 'alerts', 'sync']],
    ]);
  });
});

describe('a new pack', () => {
  it('[Y10] moves the due times of every case that stands open', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const caseId = opens(desk);
    await desk.engine.sync(LANE);
    const before = desk.store.row(caseId)!.due!;
    const { document } = desk.store.packs().find((pack) => pack.lane === LANE)!;
    const slower = {
      ...document,
      version: `${document.version}-b`,
      clocks: document.clocks.map((clock) => ({
        ...clock,
        targets: { P1: { minutes: 5 }, P2: { minutes: 5 }, P3: { minutes: 5 }, P4: { minutes: 5 } },
      })),
    };
    world.clock.now += 1000;
    expect((await desk.engine.publishPack(slower)).ok).toBe(true);
    desk.engine.finishRewriting();
    expect([desk.engine.policy(LANE)?.version, desk.store.row(caseId)!.due!.at < before.at]).toEqual([slower.version, true]);
    await healthy(world, desk);
  });
  it('[Y10] that is broken is refused with its faults and changes nothing', async () => {
    const world = createWorld();
    const desk = await createDeskBench(world);
    const { document } = desk.store.packs()[0]!;
    const answer = await desk.engine.publishPack({ ...document, version: 'kaputt', teams: [] });
    expect([answer.ok, desk.store.packs().length, (await world.ledgerStore.packs()).length]).toEqual([false, 2, 2]);
  });
});
