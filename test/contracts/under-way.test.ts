// A lead's inbox keeps the cards of what is under way: each falls with what it rests on, and what does not touch it leaves it as it is.
import { afterEach, expect, it } from 'vitest';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import { logOf } from '../../shared/desk-reading.ts';
import { cardUnderWay } from '../../shared/desk-under-way.ts';
import { shownCard } from '../../shared/views/shown-card.ts';
import type { HandoverCard } from '../../shared/views/shapes.ts';
import { memoryStores, workbench, type Workbench } from './api-desk.ts';
import { CUSTOMERS, openBilling, settled, signIn, typedForm, type Person } from './api-people.ts';

const HOUR = 3_600_000;
let bench: Workbench | null = null;
afterEach(async () => {
  await bench?.close();
  bench = null;
});

const escalate = async (lena: Person): Promise<string> => {
  const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
  const form = typedForm(Date.now() + 2 * HOUR, 'lena');
  await lena.send('escalate', caseId, { reason: 'authority-exceeded', demanded: false, customerWaiting: false, form });
  await settled(lena);
  return caseId;
};

it('a card in the inbox is that of the case as it stands, after every step, and in the words of the pack in force', async () => {
  bench = await workbench(memoryStores());
  const { desk, engine, store } = bench;
  await engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
  const [lena, murat] = await Promise.all(['lena', 'murat'].map((id) => signIn(desk, 'nordlicht', id)));
  if (!lena || !murat) throw new Error('somebody did not come in');
  const caseId = await escalate(lena);
  const inInbox = async (): Promise<HandoverCard | undefined> =>
    (await murat.call('lead.inbox', { limit: 20 })).handovers.find(({ row }) => row.caseId === caseId)?.card;
  const derived = (): HandoverCard | null => {
    const state = store.currentState(caseId)!;
    return state.flight === null
      ? null
      : shownCard(state, logOf(store, caseId).history, state.flight.handover, engine.policy('nordlicht')!);
  };
  const first = await inInbox();
  expect(first).toEqual(derived());
  const handover = first!.handover;

  const steps: readonly (() => Promise<unknown>)[] = [
    () => murat.send('ask-query', caseId, { handover }, { text: 'Welches Konto?' }),
    () => lena.send('amend-handover', caseId, { handover, form: { fallback: [{ if: 'nicht erreichbar', then: 'E-Mail' }] } }),
    () => lena.send('make-promise', caseId, { due: Date.now() + HOUR, by: 'lena', callback: false }, { what: 'Zweiter Rückruf' }),
    async () => {
      const telecom = STARTER_PACKS.find(({ principal }) => principal.id === 'nordlicht')!;
      const remedies = telecom.remedies.map((one) => ({ ...one, label: { de: `Neu ${one.label.de}`, en: `New ${one.label.en}` } }));
      expect(await engine.publishPack({ ...telecom, version: 'next', remedies })).toMatchObject({ ok: true });
    },
  ];
  let before = first;
  for (const step of steps) {
    await step();
    const unsettled = await inInbox();
    expect(unsettled).not.toEqual(before);
    expect(unsettled).toEqual(derived());
    await settled(lena);
    before = await inInbox();
    expect(before).toEqual(derived());
  }
  await murat.send('accept-handover', caseId, { handover, facts: ['situation', 'request', 'promise'] });
  expect(await inInbox()).toBeUndefined();
});

it('a card is built once as long as nothing is written of its case', async () => {
  bench = await workbench(memoryStores());
  const { desk, engine, store } = bench;
  await engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
  const lena = await signIn(desk, 'nordlicht', 'lena');
  const [one, other] = [await escalate(lena), await escalate(lena)];
  const seat = { policy: engine.policy('nordlicht')! } as Parameters<typeof cardUnderWay>[1];
  const cardOf = (caseId: string) => cardUnderWay(store, seat, store.currentState(caseId)!);
  const [kept, gone] = [cardOf(one), cardOf(other)];
  await lena.send('add-note', other, {}, { text: 'Nachtrag' });
  await settled(lena);
  expect(cardOf(one)).toBe(kept);
  expect(cardOf(other)).not.toBe(gone);
  expect(cardOf(other)).toEqual(gone);
});
