// A full disk refuses the action before anybody is told it was done, and nothing of it is left.
import { expect, it } from 'vitest';
import { DESK_APPLICATION, DESK_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteDeskStore } from '../../shared/store/sqlite-desk-store.ts';
import { examineDesk } from '../../shared/sync/doctor.ts';
import { createDeskBench, createWorld, digest, LANE, notes, opens } from '../sync/desks.ts';
import { openSqlite } from './open-sqlite.ts';

it('[S26] refuses with nothing half done, keeps what it has, and goes on when there is room again', async () => {
  const { handle, cleanUp } = openSqlite('file', DESK_APPLICATION, DESK_MIGRATIONS);
  const world = createWorld();
  const desk = await createDeskBench(world, { store: createSqliteDeskStore(handle) });
  const caseId = opens(desk);
  // SQLite counts its pages as a disk counts its blocks: the limit stands for the last free one.
  handle.pragma(`max_page_count = ${String(handle.pragma('page_count', { simple: true }))}`);
  const answers = Array.from({ length: 40 }, (_, n) =>
    desk.engine.submit({ lane: LANE, caseId, actor: 'lena', type: 'add-note', data: {}, body: { text: `Notiz ${n} ${'x'.repeat(900)}` } }),
  );
  const kept = answers.filter(({ ok }) => ok).length;
  expect(answers.at(-1)).toEqual({ ok: false, refusal: { code: 'disk-full', data: {} } });
  expect([desk.store.currentState(caseId)?.version, desk.store.outboxCount(LANE)]).toEqual([1 + kept, 1 + kept]);
  const clock = (): number => world.clock.now;
  expect(examineDesk({ store: desk.store, clock, digest }).findings).toEqual([]);

  handle.pragma('max_page_count = 1000000');
  notes(desk, caseId, 'wieder Platz');
  await desk.engine.sync(LANE);
  expect([desk.store.eventsOf(caseId).length, desk.engine.status(LANE).trouble]).toEqual([2 + kept, null]);
  expect(examineDesk({ store: desk.store, clock, digest }).findings).toEqual([]);
  cleanUp();
});
