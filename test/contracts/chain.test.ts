// What is chained stays for ever: nothing a person types freely may stand in a command or an event, whatever a screen sends.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Form } from '../../shared/handover/form.ts';
import { apiOver, CUSTOMERS, openBilling, signIn, typedForm, type Person } from './api-people.ts';
import { memoryStores, workbench, type Workbench } from './api-desk.ts';
import { dispatch, faultOf } from '../../shared/dispatch.ts';
import { makeCaseNumber } from '../../shared/kernel/case-number.ts';
import { HOUR } from '../../shared/kernel/time.ts';

const NOON = Date.UTC(2026, 5, 3, 10, 0);
const NAME = 'Canaria';

let bench: Workbench;
let lena: Person;
let murat: Person;

beforeAll(async () => {
  bench = await workbench(memoryStores(), { clock: () => NOON });
  await bench.engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
  const api = apiOver(
    (name, session, input) =>
      dispatch(bench.desk, name, session, input, (call, error) => {
        throw new Error(`${call} broke`, { cause: error });
      }),
    bench.desk.subscribe,
  );
  [lena, murat] = [await signIn(api, 'nordlicht', 'lena'), await signIn(api, 'nordlicht', 'murat')];
});
afterAll(() => bench.close());

const chained = (caseId: string): string =>
  JSON.stringify([...bench.store.eventsOf(caseId).map(({ event }) => event), ...bench.store.outboxOf(caseId)]);

/** What came of a command: its refusal, its fault, or null where it was taken. */
const outcome = async (who: Person, type: Parameters<Person['send']>[0], caseId: string, data: object, body: object = {}) => {
  try {
    const sent = await who.call('command.send', {
      type,
      caseId,
      data: JSON.parse(JSON.stringify(data)),
      body: JSON.parse(JSON.stringify(body)),
    });
    return sent.ok ? null : sent.refusal.code;
  } catch (error) {
    if (faultOf(error)?.fault === 'bad-input') return 'fault';
    throw error;
  }
};

const escalation = (form: Form) => ({ reason: 'authority-exceeded', demanded: false, customerWaiting: false, form });
const whole = (changes: Partial<Form> = {}): Form => ({ ...typedForm(NOON + HOUR, 'lena'), ...changes });

describe('the chain', () => {
  const hidden: readonly (readonly [string, Partial<Form>])[] = [
    ['who tried what', { tried: [{ step: NAME, result: NAME, who: NAME }] }],
    ['the reference of a call', { callRef: { call: NAME, links: [NAME] } }],
  ];
  it.each(hidden)('[H20] holds no free words of %s', async (_, changes) => {
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    await lena.send('escalate', caseId, escalation(whole(changes)));
    expect(chained(caseId)).not.toContain(NAME);
  });

  it('[H20] holds nothing of a field the pack does not know: an old draft goes without it, an addition is refused', async () => {
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    await lena.send('escalate', caseId, escalation(whole({ own: { [NAME]: NAME } })));
    const { handover } = bench.store.currentState(caseId)!.flight!;
    expect(await outcome(lena, 'amend-handover', caseId, { handover, form: { own: { [NAME]: NAME } } })).toBe('unknown-code');
    expect(chained(caseId)).not.toContain(NAME);
  });

  const refused: readonly (readonly [string, Partial<Form>])[] = [
    ['a step of de-escalation', { deescalation: [NAME] }],
    ['why nothing was told', { nextStep: { text: 'gesagt', told: true, notTold: NAME } }],
    ['a wish', { wish: { remedy: NAME, text: 'Geld' } }],
  ];
  it.each(refused)('[H20] takes only codes of the pack for %s', async (_, changes) => {
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    expect(await outcome(lena, 'escalate', caseId, escalation(whole(changes)))).toBe('unknown-code');
    await lena.send('escalate', caseId, escalation(whole()));
    const handover = bench.store.currentState(caseId)!.flight!.handover;
    expect(await outcome(lena, 'amend-handover', caseId, { handover, form: changes })).toBe('unknown-code');
    expect(await outcome(lena, 'amend-handover', caseId, { handover, form: { reason: { code: NAME, demanded: true } } })).toBe(
      'unknown-code',
    );
    expect(chained(caseId)).not.toContain(NAME);
  });

  it('[H20] takes no sentence for the name of a call, nor a fact that is none', async () => {
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    const contact = { channel: 'phone', direction: 'in', reached: true, informed: false };
    expect(await outcome(lena, 'log-contact', caseId, { ...contact, call: `Frau ${NAME}` })).toBe('fault');
    expect(await outcome(lena, 'log-contact', caseId, { ...contact, call: 'NT-0A01-4K7-m3x' })).toBe(null);
    await lena.send('escalate', caseId, escalation(whole()));
    const handover = bench.store.currentState(caseId)!.flight!.handover;
    expect(await outcome(murat, 'accept-handover', caseId, { handover, facts: [NAME] }, { readBack: 'verstanden' })).toBe('fault');
    expect(chained(caseId)).not.toContain(NAME);
  });
});

describe('blanks', () => {
  it('[Y27] are no note, no title, no promise, no read-back', async () => {
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    expect(await outcome(lena, 'add-note', caseId, {}, { text: ' \n ' })).toBe('fault');
    expect(await outcome(lena, 'classify', caseId, {}, { title: ' ' })).toBe('fault');
    expect(await outcome(lena, 'make-promise', caseId, { due: NOON + HOUR, by: 'lena', callback: false }, { what: ' ' })).toBe('fault');
    await lena.send('escalate', caseId, escalation(whole()));
    const handover = bench.store.currentState(caseId)!.flight!.handover;
    expect(await outcome(murat, 'accept-handover', caseId, { handover, facts: [] }, { readBack: ' ' })).toBe('fault');
    expect(bench.store.currentState(caseId)?.holder.person).toBe('lena');
  });
  it('[Y27] fill no field of a form', async () => {
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    expect(await lena.refused('escalate', caseId, escalation(whole({ summary: '   ' })))).toMatchObject({
      code: 'form-incomplete',
      data: { fields: ['summary'] },
    });
  });
  it('[Q3] nor is a date beyond all calendars an appointment', async () => {
    const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    expect(await outcome(lena, 'make-promise', caseId, { due: 9e15, by: 'lena', callback: false }, { what: 'x' })).toBe('fault');
    expect(await outcome(lena, 'escalate', caseId, escalation(whole({ deadline: 9e15 })))).toBe('fault');
  });
});

describe('a case number', () => {
  it('[Y2] is not burned by an opening that is refused', async () => {
    const opens = async (): Promise<string> =>
      bench.store.row(await lena.send('open-case', null, openBilling.data, openBilling.body))!.number;
    const before = await opens();
    await lena.refused('open-case', null, { ...openBilling.data, category: 'nichts' }, openBilling.body);
    const after = await opens();
    const numbers = Array.from({ length: 99 }, (_, index) => makeCaseNumber('NT', 0, index));
    expect(numbers.indexOf(after)).toBe(numbers.indexOf(before) + 1);
    expect(numbers).toContain(before);
  });
});
