// One action over thousands of cases: all of it is done, and nobody else is held up meanwhile.
import { afterEach, expect, it } from 'vitest';
import { sqliteStores, workbench, type Workbench } from './api-desk.ts';
import { CUSTOMERS, openBilling, signIn } from './api-people.ts';

let bench: Workbench | null = null;
afterEach(async () => {
  await bench?.close();
  bench = null;
});

const CASES = 400;

it('[Q46] the work of somebody with many cases is moved whole, in pieces between which everybody else has his turn', async () => {
  bench = await workbench(sqliteStores());
  const { desk, engine, store } = bench;
  await engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
  const orders = Array.from({ length: CASES }, () => ({
    lane: 'nordlicht',
    caseId: null,
    actor: 'lena',
    type: 'open-case' as const,
    data: { ...openBilling.data, number: engine.nextCaseNumber('nordlicht') },
    body: openBilling.body,
  }));
  for (let from = 0; from < CASES; from += 100) engine.submitMany(orders.slice(from, from + 100));
  await engine.sync('nordlicht');
  const murat = await signIn(desk, 'nordlicht', 'murat');
  let turns = 0;
  let over = false;
  const watch = (): void => {
    turns += 1;
    if (!over) setTimeout(watch, 0);
  };
  watch();
  const answer = await desk.call('people.move', murat.session, { person: 'lena', to: 'tim', cause: 'absence', text: '' });
  over = true;
  expect(answer).toEqual({ ok: true, value: { done: CASES, failed: [] } });
  expect(store.listCount('nordlicht', 'mine:lena')).toBe(0);
  // A turn of the others between all pieces: none is longer than a handful of cases.
  expect(turns).toBeGreaterThan(CASES / 8);
});

it('[Q42] of the colleagues who could take a shift, those who are there stand first', async () => {
  bench = await workbench(sqliteStores());
  const { desk } = bench;
  const lena = await signIn(desk, 'nordlicht', 'lena');
  expect((await lena.call('shift.preview', {})).receivers).toEqual(['tim', 'murat']);
  await signIn(desk, 'nordlicht', 'murat');
  expect((await lena.call('shift.preview', {})).receivers).toEqual(['murat', 'tim']);
});
