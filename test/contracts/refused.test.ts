// Two desks, one ledger: the second to accept is refused, keeps his words, and finds them in the list of what to follow up.
import { expect, it } from 'vitest';
import { calls } from '../../shared/api.ts';
import { CUSTOMERS, openBilling, signIn, typedForm, type Person } from './api-people.ts';
import { ledgerOver, sqliteStores, workbench } from './api-desk.ts';

const race = async () => {
  const stores = sqliteStores();
  const ledger = ledgerOver(stores.ledger);
  const first = await workbench(stores, { ledger, byHand: true });
  const second = await workbench({ ...stores, desk: sqliteStores().desk }, { ledger, byHand: true });
  await first.engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
  const lena = await signIn(first.desk, 'nordlicht', 'jonas');
  const [ayse, piotr] = [await signIn(first.desk, 'nordlicht', 'ayse'), await signIn(second.desk, 'nordlicht', 'piotr')];
  const caseId = await lena.send('open-case', null, { ...openBilling.data, category: 'fault' }, openBilling.body);
  const form = { ...typedForm(Date.now() + 3_600_000, 'jonas'), tried: [{ step: 'Neustart', result: 'ohne Wirkung', who: 'jonas' }] };
  await lena.send('escalate', caseId, { reason: 'technical-depth', demanded: false, customerWaiting: false, form });
  await first.engine.sync('nordlicht');
  await second.engine.sync('nordlicht');
  const { handover } = (await piotr.view(caseId)).handover!;
  const accept = async (person: Person) =>
    person.send('accept-handover', caseId, { handover, facts: [] }, { readBack: `verstanden, ${person.id}` });
  await accept(ayse);
  await accept(piotr);
  const close = async () => {
    await first.close();
    await second.engine.stop();
    second.store.close();
  };
  return { first, second, ayse, piotr, caseId, close };
};

it("[Q14] a refused command is in its author's list with reason and words, and struck through in the history", async () => {
  const { first, second, ayse, piotr, caseId, close } = await race();
  expect((await piotr.view(caseId)).row).toMatchObject({ holder: { person: 'piotr' }, pending: true });
  await first.engine.sync('nordlicht');
  await second.engine.sync('nordlicht');
  expect((await piotr.view(caseId)).row).toMatchObject({ holder: { person: 'ayse' }, pending: false });
  const rows = calls['refused.list'].output.parse(await piotr.call('refused.list', {}));
  expect(rows).toMatchObject([
    {
      caseId,
      type: 'accept-handover',
      title: 'Doppelte Abbuchung März',
      refusal: { code: 'already-taken', data: { holder: 'ayse' } },
      body: { readBack: 'verstanden, piotr' },
    },
  ]);
  expect(await ayse.call('refused.list', {})).toEqual([]);
  const struck = (await piotr.view(caseId)).timeline.filter(({ refusal }) => refusal !== null);
  expect(struck).toMatchObject([{ type: 'accept-handover', by: { person: 'piotr' }, body: { readBack: 'verstanden, piotr' } }]);
  await close();
});

it('[Q14] only its author lets a refused command go, and it stays in the history', async () => {
  const { first, second, piotr, caseId, close } = await race();
  await first.engine.sync('nordlicht');
  await second.engine.sync('nordlicht');
  const [row] = await piotr.call('refused.list', {});
  const carla = await signIn(second.desk, 'nordlicht', 'carla');
  const beatrix = await signIn(second.desk, 'seeblick', 'beatrix');
  for (const other of [carla, beatrix])
    expect(await other.call('refused.dismiss', { command: row!.command, reason: 'x' })).toMatchObject({
      ok: false,
      refusal: { code: 'not-found' },
    });
  expect(await piotr.call('refused.dismiss', { command: row!.command, reason: 'erledigt' })).toEqual({ ok: true, value: {} });
  expect(await piotr.call('refused.list', {})).toEqual([]);
  expect((await piotr.view(caseId)).timeline.some(({ refusal }) => refusal !== null)).toBe(true);
  await close();
});
