// Two people of one id under two principals are two people: nothing passes between them.
import { expect, it } from 'vitest';
import hotel from '../../shared/packs/hotel.json' with { type: 'json' };
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import type { PackInput } from '../../shared/policy/pack-schema.ts';
import { openBilling, signIn } from './api-people.ts';
import { memoryStores, workbench } from './api-desk.ts';

/** The hotel, with its own Lena. */
const withLena = JSON.parse(JSON.stringify(hotel).replaceAll('"sofia"', '"lena"')) as PackInput;

it('[Q15] [Q16] a namesake of another principal sees neither drafts nor cases nor lists', async () => {
  const bench = await workbench(memoryStores(), { packs: [STARTER_PACKS[0]!, withLena] });
  const [lena, other] = [await signIn(bench.desk, 'nordlicht', 'lena'), await signIn(bench.desk, 'seeblick', 'lena')];
  await lena.call('draft.save', { key: 'note', value: 'geheim' });
  expect(await other.call('draft.get', { key: 'note' })).toEqual({ value: null, savedAt: null });
  await other.call('draft.save', { key: 'note', value: null });
  expect(await lena.call('draft.get', { key: 'note' })).toMatchObject({ value: 'geheim' });
  const caseId = await lena.send('open-case', null, { ...openBilling.data, customer: null }, openBilling.body);
  expect(await lena.group('mine')).toEqual([caseId]);
  expect(await other.group('mine')).toEqual([]);
  expect(await other.call('case.view', { caseId })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  await bench.close();
});
