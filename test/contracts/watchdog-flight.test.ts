// Handovers nobody accepts and cases nobody solves, with a clock turned by hand: a name at each step, each step once, at its very time.
import { afterEach, describe, expect, it } from 'vitest';
import type { PackInput } from '../../shared/policy/pack-schema.ts';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import { ledgerOver, memoryStores, workbench, type Workbench } from './api-desk.ts';
import { CUSTOMERS, openBilling, settled, signIn, typedForm } from './api-people.ts';
import { begin, closeScenes, createTime, HOUR, kept, MINUTE, MORNING, type Scene } from './turned-time.ts';

afterEach(closeScenes);

const stateOf = ({ bench, caseId }: Pick<Scene, 'bench' | 'caseId'>) =>
  bench.store.currentState(caseId) ?? bench.store.confirmedState(caseId);

/** Sends the case up and says by when it is to be accepted. */
const send = async ({ time, bench, lena, caseId }: Scene): Promise<number> => {
  const form = typedForm(time.clock() + 6 * HOUR, 'lena');
  await lena.send('escalate', caseId, { reason: 'authority-exceeded', demanded: false, customerWaiting: false, form, promises: [] });
  await settled(lena);
  return stateOf({ bench, caseId })!.flight!.acceptBy;
};

const happenings = async ({ lena, caseId }: Pick<Scene, 'lena' | 'caseId'>, type: string) =>
  (await lena.view(caseId)).timeline.filter((row) => row.type === type).toSorted((a, b) => a.at - b.at);

describe('[Q47] a handover that nobody accepts', () => {
  it('is asked of the absent lead’s deputy at its very time, and is back with its sender after the same time again, who finds it', async () => {
    const scene = await begin();
    const { time, bench, lena, murat, caseId } = scene;
    const carla = await signIn(bench.desk, 'nordlicht', 'carla');
    const stop = bench.desk.watch(time.schedule);
    const away = { person: 'murat', deputy: 'carla', from: time.clock(), until: time.clock() + 24 * HOUR, scope: null };
    const first = await send(scene);
    expect(first).toBe(MORNING + HOUR);
    expect(await murat.call('absence.set', away)).toMatchObject({ ok: true });
    time.turn(first - 1);
    expect(stateOf(scene)).toMatchObject({ holder: { person: 'lena' }, flight: { to: { person: null } } });
    time.turn(first);
    await settled(lena);
    expect(stateOf(scene)).toMatchObject({
      holder: { person: 'lena' },
      flight: { to: { person: 'carla', for: 'murat' }, step: 1, acceptBy: first + HOUR },
    });
    const [passed] = await happenings(scene, 'handover-passed');
    expect(passed).toMatchObject({ at: first, by: { person: 'watchdog', role: 'watchdog' }, data: { step: 1, why: 'deputy' } });
    expect((await carla.call('lead.inbox', { limit: 5 })).handovers.map(({ row }) => row.caseId)).toEqual([caseId]);
    time.turn(first + HOUR);
    await settled(lena);
    expect(stateOf(scene)).toMatchObject({ holder: { person: 'lena', waiting: false }, flight: null, hops: 0 });
    expect(await happenings(scene, 'handover-fell-back')).toMatchObject([{ at: first + HOUR, data: { step: 2 } }]);
    expect(await lena.group('back')).toEqual([caseId]);
    expect((await carla.call('lead.inbox', { limit: 5 })).handovers).toEqual([]);
    stop();
  });

  it('stays with whoever accepts it in time, also after it was passed on', async () => {
    const scene = await begin();
    const { time, bench, lena, murat, caseId } = scene;
    const stop = bench.desk.watch(time.schedule);
    const first = await send(scene);
    time.turn(first);
    await settled(lena);
    const { handover } = stateOf(scene)!.flight!;
    time.turn(first + HOUR - 1);
    await murat.send('accept-handover', caseId, { handover, facts: ['situation', 'request', 'promise'] });
    await settled(murat);
    time.turn(first + 3 * HOUR);
    await settled(murat);
    expect(stateOf(scene)).toMatchObject({ holder: { person: 'murat' }, flight: null });
    expect(await happenings(scene, 'handover-fell-back')).toEqual([]);
    expect((await lena.call('sync.status', {})).trouble).toBeNull();
    stop();
  });

  it('moves on a step at a time when the desk was closed for long: a restart does nothing twice', async () => {
    const scene = await begin();
    const { time, bench, lena } = scene;
    const first = await send(scene);
    // Nobody watched for two hours; then somebody does, twice over.
    time.turn(first + 2 * HOUR);
    const late = time.clock();
    for (const stop of [bench.desk.watch(time.schedule), bench.desk.watch(time.schedule)]) {
      await settled(lena);
      expect(await happenings(scene, 'handover-passed')).toHaveLength(1);
      stop();
    }
    expect(stateOf(scene)).toMatchObject({ flight: { step: 1, to: { person: 'murat' }, acceptBy: late + HOUR } });
    time.turn(late + HOUR);
    for (const stop of [bench.desk.watch(time.schedule), bench.desk.watch(time.schedule)]) {
      await settled(lena);
      stop();
    }
    expect(await happenings(scene, 'handover-fell-back')).toHaveLength(1);
    expect(bench.engine.status('nordlicht')).toMatchObject({ trouble: null, refused: 0, waiting: 0 });
  });

  it('is passed once by two desks of the same principal', async () => {
    const time = createTime();
    const stores = memoryStores();
    const ledger = ledgerOver(stores.ledger, time.clock);
    const [here, there] = await twoDesks(time, stores, ledger);
    const lena = await signIn(here.desk, 'nordlicht', 'lena');
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    const scene = { time, bench: here, lena, murat: lena, caseId };
    const first = await send(scene);
    const { handover } = stateOf(scene)!.flight!;
    await here.engine.sync();
    await there.engine.sync();
    const stops = [here.desk.watch(time.schedule), there.desk.watch(time.schedule)];
    for (const due of [first, first + HOUR]) {
      time.turn(due);
      for (const { engine } of [here, there, here]) await engine.sync();
    }
    time.turn(time.clock() + 10_000);
    for (const { engine } of [here, there, here]) await engine.sync();
    expect(await happenings(scene, 'handover-passed')).toHaveLength(1);
    expect(await happenings(scene, 'handover-fell-back')).toHaveLength(1);
    // One id for both, so that the ledger knows the second as the first.
    for (const step of [1, 2])
      for (const { store } of [here, there]) expect(store.outcome(`pass:${handover}:${step}`)).toMatchObject({ verdict: 'accepted' });
    for (const { engine } of [here, there]) expect(engine.status('nordlicht')).toMatchObject({ trouble: null, refused: 0, waiting: 0 });
    for (const stop of stops) stop();
    await there.engine.stop();
  });

  it('leaves nothing to follow up when it was accepted at another desk a moment before', async () => {
    const time = createTime();
    const stores = memoryStores();
    const ledger = ledgerOver(stores.ledger, time.clock);
    const [here, there] = await twoDesks(time, stores, ledger, true);
    const [lena, murat] = [await signIn(here.desk, 'nordlicht', 'lena'), await signIn(there.desk, 'nordlicht', 'murat')];
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    const form = typedForm(time.clock() + 6 * HOUR, 'lena');
    await lena.send('escalate', caseId, { reason: 'authority-exceeded', demanded: false, customerWaiting: false, form, promises: [] });
    await here.engine.sync();
    await there.engine.sync();
    const { handover, acceptBy } = stateOf({ bench: here, caseId })!.flight!;
    await murat.send('accept-handover', caseId, { handover, facts: ['situation', 'request', 'promise'] });
    await there.engine.sync();
    time.turn(acceptBy);
    const stop = here.desk.watch(time.schedule);
    expect(stateOf({ bench: here, caseId })).toMatchObject({ flight: { step: 1 } });
    await here.engine.sync();
    expect(stateOf({ bench: here, caseId })).toMatchObject({ flight: null, holder: { person: 'murat' } });
    expect(here.engine.status('nordlicht').refused).toBe(1);
    time.turn(time.clock() + 5_000);
    expect(here.engine.status('nordlicht')).toMatchObject({ refused: 0, trouble: null });
    expect(here.store.refusedOf(caseId)).toMatchObject([{ dismissed: { reason: 'handover-over' } }]);
    stop();
    await there.engine.stop();
  });
});

/** Two desks over one ledger; with `byHand` neither speaks to it before it is told to. */
const twoDesks = async (
  time: ReturnType<typeof createTime>,
  stores: ReturnType<typeof memoryStores>,
  ledger: ReturnType<typeof ledgerOver>,
  byHand = false,
): Promise<readonly [Workbench, Workbench]> => {
  const here = kept(await workbench(stores, { clock: time.clock, ledger, byHand }));
  const there = await workbench({ desk: memoryStores().desk, ledger: stores.ledger }, { clock: time.clock, ledger, packs: [], byHand });
  await here.engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
  await there.engine.sync();
  await there.engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
  return [here, there];
};

describe('[Q48] a case that nobody solves', () => {
  const unresolved = { after: { minutes: 120 }, calendar: 'service', forward: true };
  const packs: readonly PackInput[] = STARTER_PACKS.map((pack) =>
    pack.principal.id === 'nordlicht' ? { ...pack, alerts: { ...pack.alerts, unresolved } } : pack,
  );

  it('is moved to its lead at the pack’s time, once, and again to nobody until the same time is over', async () => {
    const scene = await begin({ packs });
    const { time, bench, lena, caseId } = scene;
    const stop = bench.desk.watch(time.schedule);
    time.turn(MORNING + 2 * HOUR - 1);
    expect(stateOf(scene)).toMatchObject({ holder: { person: 'lena' } });
    time.turn(MORNING + 2 * HOUR);
    await settled(lena);
    expect(stateOf(scene)).toMatchObject({ holder: { person: 'murat', waiting: false }, flagged: { step: 1 } });
    expect(await lena.group('back')).toEqual([caseId]);
    stop();
    const again = bench.desk.watch(time.schedule);
    time.turn(MORNING + 4 * HOUR - MINUTE);
    await settled(lena);
    expect(await happenings(scene, 'case-flagged')).toHaveLength(1);
    time.turn(MORNING + 4 * HOUR);
    await settled(lena);
    expect(await happenings(scene, 'case-flagged')).toMatchObject([{ data: { step: 1 } }, { data: { step: 2 } }]);
    expect(stateOf(scene)).toMatchObject({ holder: { person: 'murat' } });
    expect((await lena.call('sync.status', {})).trouble).toBeNull();
    again();
  });

  it('is left alone once it is solved', async () => {
    const scene = await begin({ packs });
    const { time, bench, lena, caseId } = scene;
    const stop = bench.desk.watch(time.schedule);
    await lena.send('resolve', caseId, { result: 'solved' });
    time.turn(MORNING + 30 * HOUR);
    await settled(lena);
    expect(await happenings(scene, 'case-flagged')).toEqual([]);
    stop();
  });
});
