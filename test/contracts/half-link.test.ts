// A link of which only one half came through, because the other was refused at the ledger: it can be made whole, or taken off.
import { afterEach, expect, it } from 'vitest';
import { memoryStores, workbench, type Workbench } from './api-desk.ts';
import { CUSTOMERS, openBilling, settled, signIn } from './api-people.ts';

let bench: Workbench | null = null;
afterEach(async () => {
  await bench?.close();
  bench = null;
});

it('[Q38] one half of a link is made whole by linking again, and taken off by unlinking', async () => {
  bench = await workbench(memoryStores());
  const { desk, engine } = bench;
  await engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
  const lena = await signIn(desk, 'nordlicht', 'lena');
  const open = () => lena.send('open-case', null, openBilling.data, openBilling.body);
  const half = (caseId: string, other: string) =>
    engine.submit({ lane: 'nordlicht', caseId, actor: 'lena', type: 'link-case', data: { other, relation: 'part-of' }, body: null });
  const linksOf = async (caseId: string) => (await lena.view(caseId)).links.map(({ relation }) => relation);
  const [first, second, third, fourth] = [await open(), await open(), await open(), await open()];
  expect([half(first, second), half(third, fourth)]).toMatchObject([{ ok: true }, { ok: true }]);
  expect(await lena.call('cases.relate', { caseId: first, other: second, relation: 'part-of' })).toMatchObject({ ok: true });
  expect([await linksOf(first), await linksOf(second)]).toEqual([['part-of'], ['has-part']]);
  expect((await lena.view(first)).timeline.filter(({ type }) => type === 'case-linked')).toHaveLength(1);
  expect(await lena.call('cases.relate', { caseId: fourth, other: third, relation: null })).toMatchObject({ ok: true });
  await settled(lena);
  expect([await linksOf(third), await linksOf(fourth)]).toEqual([[], []]);
});
