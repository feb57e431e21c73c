// The doctor and a rebuild at a desk that holds a part of a lane, over both kinds of store.
import { describe, expect, it } from 'vitest';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { DESK_APPLICATION, DESK_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { examineDesk } from '../../shared/sync/doctor.ts';
import { rebuildDerived } from '../../shared/sync/rebuild.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { digest, LANE, notes, opens, says } from './desks.ts';
import { wellBeside } from './forged.ts';
import { consults, createHubDesk, createOffice, DESK_STORES, settleDown, trouble } from './hub-desks.ts';

const sqlite = () => {
  const { handle } = openSqlite('memory', DESK_APPLICATION, DESK_MIGRATIONS);
  return { handle, store: createSqliteDeskStore(handle) };
};

/** A desk of the faults team: snapshots, one with later events, digests, a case whose command waits, and events set aside. */
const partly = async (store: DeskStore) => {
  const ledgerStore = createMemoryLedgerStore();
  const office = await createOffice({ store: ledgerStore });
  const [front, back] = [createHubDesk(office, ['lena']), createHubDesk(office, ['jonas'], { store })];
  await front.engine.sync();
  const goodwill = { decisionType: 'goodwill-credit', amount: 1000, reason: null, evidence: [] };
  const cases = Array.from({ length: 4 }, (_, n) => opens(front, `Fall ${n}`));
  for (const caseId of cases) says(front, 'decide', caseId, goodwill);
  for (const caseId of cases.slice(1)) consults(front, caseId);
  await front.engine.sync(LANE);
  const backup = ledgerStore.image();
  await back.engine.sync();
  notes(front, cases[1]!, 'nach der Sicherung');
  await front.engine.sync(LANE);
  await back.engine.sync(LANE);
  const restored = createMemoryLedgerStore(backup);
  const again = await createOffice({ store: restored, seed: 11, clock: office.clock });
  const head = (await restored.head(LANE))!;
  await restored.renewEpoch(LANE, head.epoch, { epoch: 'after-restore', from: head.position });
  const desk = createHubDesk(again, ['jonas'], { store, device: back.device });
  await desk.engine.sync(LANE);
  notes(desk, cases[1]!, 'unterwegs', 'jonas');
  notes(createHubDesk(again, ['lena'], { store: front.store, device: front.device }), cases[2]!, 'wartet nur');
  return { office: again, desk, cases };
};

describe('[Y63] a desk with a part of a lane', () => {
  it.each(DESK_STORES)('in %s is found well, and a rebuild changes nothing', async (_, create) => {
    const { office, desk, cases } = await partly(create());
    const { store } = desk;
    const clock = (): number => office.clock.now;
    const report = () => examineDesk({ store, clock, digest });
    expect(report()).toMatchObject({ findings: [], cases: 3, unfilled: 3, aside: 1 });
    expect([trouble(desk), store.digests(LANE).length]).toEqual([null, 1]);
    const shown = () => [
      ...cases.map((caseId) => [store.tables(caseId), store.currentState(caseId), store.confirmedState(caseId), store.missing(caseId)]),
      store.budgetTotals(LANE),
      store.list(LANE, 'mine:jonas', 9),
    ];
    const before = shown();
    rebuildDerived({ store, clock });
    desk.engine.forget();
    expect([report().findings, shown()]).toEqual([[], before]);
    await settleDown(desk);
    await desk.engine.sync(LANE);
    await desk.engine.fillHistories(LANE);
    expect(report()).toMatchObject({ findings: [], unfilled: 0 });
    expect(store.eventsOf(cases[1]!).length).toBe(4);
    await wellBeside(office, desk);
  });

  it('is still found ill where something is wrong', async () => {
    const { handle, store } = sqlite();
    const { office, cases, desk } = await partly(store);
    const codes = () => examineDesk({ store, clock: () => office.clock.now, digest }).findings.map(({ code }) => code);
    handle.exec(`UPDATE case_rows SET row = json_set(row, '$.title', 'Anderes') WHERE case_id = '${cases[3]!}'`);
    expect(codes()).toEqual(['row-differs']);
    handle.exec('UPDATE grants SET amount = amount + 1');
    expect(codes()).toContain('grants-differ');
    handle.exec(`DELETE FROM states WHERE case_id = '${cases[2]!}'`);
    expect(codes()).toContain('confirmed-state-differs');
    rebuildDerived({ store, clock: () => office.clock.now });
    expect([codes(), store.missing(cases[2]!)]).toEqual([[], 0]);
    desk.engine.forget();
    for (let n = 0; n < 2; n += 1) await desk.engine.sync(LANE);
    await desk.engine.fillHistories(LANE);
    expect([codes(), store.eventsOf(cases[2]!).length]).toEqual([[], 3]);
  });
});
