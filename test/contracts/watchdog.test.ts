// Requests that nobody answers, with a clock turned by hand: they move on at their very time, once, and end with the asker told.
import { afterEach, describe, expect, it } from 'vitest';
import type { DeskEvent } from '../../shared/api.ts';
import { refuse } from '../../shared/kernel/result.ts';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import { createWatchdog } from '../../shared/desk-watchdog.ts';
import { ledgerOver, memoryStores, workbench, type Workbench } from './api-desk.ts';
import { CUSTOMERS, openBilling, settled, signIn } from './api-people.ts';
import { begin, closeScenes, createTime, HOUR, kept, MORNING, type Scene } from './turned-time.ts';

afterEach(closeScenes);

const ask = async ({ lena, caseId }: Scene, amount = 4_000): Promise<string> => {
  const data = { decisionType: 'goodwill-credit', amount, reason: null, evidence: [], customerWaiting: true, recommendation: null };
  await lena.send('ask-approval', caseId, data, { text: 'bitte' });
  await settled(lena);
  return (await lena.view(caseId)).approvals.at(-1)!.approval;
};

const rowOf = async ({ lena, caseId }: Scene) => (await lena.view(caseId)).approvals.at(-1)!;
const moves = async ({ lena, caseId }: Scene) => (await lena.view(caseId)).timeline.filter(({ type }) => type === 'approval-moved');

describe('[Q33] a request that nobody answers', () => {
  it('moves to the next tier at its very time and not a moment before, and says that nobody did it by hand', async () => {
    const scene = await begin();
    const { time, bench, murat } = scene;
    const stop = bench.desk.watch(time.schedule);
    time.turn(MORNING + 1_234);
    await ask(scene);
    const { decideBy } = await rowOf(scene);
    expect(decideBy - time.clock()).toBe(90_000);
    time.turn(decideBy - 1);
    expect(await rowOf(scene)).toMatchObject({ to: { tier: 3 }, steps: 0 });
    time.turn(decideBy);
    await settled(murat);
    expect(await rowOf(scene)).toMatchObject({ to: { tier: 4, team: 'leitung' }, steps: 1, outcome: 'open' });
    const [moved] = await moves(scene);
    expect(moved).toMatchObject({ at: decideBy, by: { person: 'watchdog', role: 'watchdog' }, data: { byHand: false, step: 1 } });
    stop();
  });

  it('looks every few seconds, and leaves no appointment behind when it is ended', async () => {
    const scene = await begin();
    const { time, bench } = scene;
    const before = time.count();
    const stop = bench.desk.watch(time.schedule);
    expect(time.next() - time.clock()).toBe(5_000);
    await ask(scene);
    stop();
    expect(time.count()).toBe(before);
    time.turn(time.clock() + HOUR);
    expect(await moves(scene)).toEqual([]);
  });

  it('goes to who is there: a deputy of the absent lead before the next tier', async () => {
    const scene = await begin();
    const { time, bench, murat } = scene;
    const helga = await signIn(bench.desk, 'nordlicht', 'helga');
    await ask(scene);
    const away = { person: 'murat', deputy: 'carla', from: time.clock(), until: time.clock() + HOUR, scope: null };
    expect(await murat.call('absence.set', away)).toMatchObject({ ok: true });
    const carla = await signIn(bench.desk, 'nordlicht', 'carla');
    const stop = bench.desk.watch(time.schedule);
    time.turn((await rowOf(scene)).decideBy);
    await settled(murat);
    expect(await rowOf(scene)).toMatchObject({ to: { tier: 3, person: 'carla', for: 'murat' }, steps: 1 });
    expect((await carla.call('lead.inbox', { limit: 5 })).approvals).toHaveLength(1);
    time.turn((await rowOf(scene)).decideBy);
    await settled(murat);
    expect(await rowOf(scene)).toMatchObject({ to: { tier: 4, person: null }, steps: 2 });
    expect((await carla.call('lead.inbox', { limit: 5 })).approvals).toEqual([]);
    expect((await helga.call('lead.inbox', { limit: 5 })).approvals).toHaveLength(1);
    stop();
  });

  it('is taken off at its end, nobody answers it any more, and its asker finds it', async () => {
    const scene = await begin();
    const { time, bench, lena, murat, caseId } = scene;
    const approval = await ask(scene);
    const { expiresAt } = await rowOf(scene);
    const stop = bench.desk.watch(time.schedule);
    const heard: DeskEvent[] = [];
    bench.desk.subscribe((event) => heard.push(event));
    time.turn(expiresAt);
    await settled(lena);
    const again = await signIn(bench.desk, 'nordlicht', 'lena');
    const [row] = (await again.view(caseId)).approvals;
    expect(row).toMatchObject({ outcome: 'expired', answeredBy: null });
    expect(heard).toContainEqual(expect.objectContaining({ type: 'changed', cases: [caseId] }));
    expect(await murat.refused('approve', caseId, { approval, amount: 4_000 })).toMatchObject({ code: 'approval-over' });
    time.turn(time.clock() + 1_000);
    expect(time.next() - time.clock()).toBe(4_000);
    stop();
  });

  it('is moved once: not again after a restart, and not by a second desk of the same principal', async () => {
    const time = createTime();
    const stores = memoryStores();
    const ledger = ledgerOver(stores.ledger, time.clock);
    const first = await workbench(stores, { clock: time.clock, ledger });
    const second = await workbench({ desk: memoryStores().desk, ledger: stores.ledger }, { clock: time.clock, ledger, packs: [] });
    kept(first);
    await first.engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
    const lena = await signIn(first.desk, 'nordlicht', 'lena');
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    const scene = { time, bench: first, lena, murat: lena, caseId };
    await ask(scene);
    await second.engine.sync();
    const stops = [first.desk.watch(time.schedule), second.desk.watch(time.schedule)];
    time.turn((await rowOf(scene)).decideBy);
    await first.engine.sync();
    await second.engine.sync();
    await first.engine.sync();
    stops.push(first.desk.watch(time.schedule), second.desk.watch(time.schedule));
    time.turn(time.clock() + 10_000);
    await first.engine.sync();
    expect(await moves(scene)).toHaveLength(1);
    for (const { engine } of [first, second]) expect(engine.status('nordlicht')).toMatchObject({ trouble: null, refused: 0, waiting: 0 });
    for (const stop of stops) stop();
    await second.engine.stop();
  });
});

it('[Q33] leaves nothing to follow up when an answer at another desk was quicker at the ledger', async () => {
  const time = createTime();
  const stores = memoryStores();
  const ledger = ledgerOver(stores.ledger, time.clock);
  const [here, there] = [
    await workbench(stores, { clock: time.clock, ledger, byHand: true }),
    await workbench({ desk: memoryStores().desk, ledger: stores.ledger }, { clock: time.clock, ledger, packs: [], byHand: true }),
  ];
  kept(here);
  await here.engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
  await there.engine.sync();
  await there.engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
  const [lena, murat] = [await signIn(here.desk, 'nordlicht', 'lena'), await signIn(there.desk, 'nordlicht', 'murat')];
  const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
  const wish = { decisionType: 'goodwill-credit', amount: 4_000, reason: null, evidence: [] };
  await lena.send('ask-approval', caseId, { ...wish, customerWaiting: true, recommendation: null }, { text: 'bitte' });
  await here.engine.sync();
  await there.engine.sync();
  const { approval, decideBy } = (await lena.view(caseId)).approvals[0]!;
  await murat.send('approve', caseId, { approval, amount: 2_000 });
  await there.engine.sync();
  // This desk has not heard of the answer yet.
  time.turn(decideBy);
  const stop = here.desk.watch(time.schedule);
  expect((await lena.view(caseId)).approvals[0]).toMatchObject({ steps: 1, outcome: 'open' });
  await here.engine.sync();
  expect((await lena.view(caseId)).approvals[0]).toMatchObject({ steps: 0, outcome: 'given' });
  expect(here.engine.status('nordlicht').refused).toBe(1);
  time.turn(time.clock() + 5_000);
  expect(here.engine.status('nordlicht')).toMatchObject({ refused: 0, trouble: null });
  expect(here.store.refusedOf(caseId)).toMatchObject([{ dismissed: { reason: 'approval-over' } }]);
  stop();
  await there.engine.stop();
});

describe('[Q34] what keeps requests from moving on', () => {
  const withoutWatchdog = STARTER_PACKS.map((pack) => ({ ...pack, roster: pack.roster.filter(({ role }) => role !== 'watchdog') }));

  it('is told when the pack has nobody for it, as soon as something is due', async () => {
    const scene = await begin({ packs: withoutWatchdog });
    const { time, bench, lena } = scene;
    const stop = bench.desk.watch(time.schedule);
    await ask(scene);
    expect((await lena.call('sync.status', {})).trouble).toBeNull();
    time.turn((await rowOf(scene)).decideBy);
    expect((await lena.call('sync.status', {})).trouble).toBe('no-watchdog');
    stop();
    expect((await lena.call('sync.status', {})).trouble).toBeNull();
  });

  it('is told while the disk takes nothing, tried again, and gone when it goes again', async () => {
    const scene = await begin();
    const { time, bench, murat } = scene;
    let full = true;
    const engine: Workbench['engine'] = { ...bench.engine, submit: (order) => (full ? refuse('disk-full') : bench.engine.submit(order)) };
    await ask(scene);
    const { decideBy } = await rowOf(scene);
    time.turn(decideBy);
    const dog = createWatchdog({ engine, store: bench.store, clock: time.clock, schedule: time.schedule, present: () => [] });
    expect(dog.trouble('nordlicht')).toBe('watchdog-stuck: disk-full');
    expect(dog.trouble('seeblick')).toBeNull();
    full = false;
    time.turn(decideBy + 5_000);
    expect(dog.trouble('nordlicht')).toBeNull();
    await settled(murat);
    expect(await moves(scene)).toHaveLength(1);
    dog.stop();
  });

  it('is nothing when somebody was quicker', async () => {
    const scene = await begin();
    const { time, bench, murat, caseId } = scene;
    const approval = await ask(scene);
    time.turn((await rowOf(scene)).decideBy);
    // The list still names the case when the answer has just come.
    const engine: Workbench['engine'] = {
      ...bench.engine,
      submit: (order) => {
        const data = { approval, amount: 2_000 };
        bench.engine.submit({ lane: 'nordlicht', caseId, actor: 'murat', type: 'approve', data, body: null });
        return bench.engine.submit(order);
      },
    };
    const dog = createWatchdog({ engine, store: bench.store, clock: time.clock, schedule: time.schedule, present: () => [] });
    expect(dog.trouble('nordlicht')).toBeNull();
    await settled(murat);
    expect(await rowOf(scene)).toMatchObject({ outcome: 'given' });
    expect(await moves(scene)).toEqual([]);
    dog.stop();
  });
});
