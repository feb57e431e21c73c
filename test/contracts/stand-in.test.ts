// What a desk shows when somebody becomes a deputy after the question was asked, and when the pack has changed since a decision.
import { afterEach, expect, it } from 'vitest';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import { memoryStores, sqliteStores, workbench, type Workbench } from './api-desk.ts';
import { CUSTOMERS, openBilling, settled, signIn, typedForm, type Person } from './api-people.ts';

const HOUR = 3_600_000;
let bench: Workbench | null = null;
afterEach(async () => {
  await bench?.close();
  bench = null;
});

const start = async (stores = memoryStores()): Promise<Workbench> => {
  bench = await workbench(stores);
  await bench.engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
  return bench;
};

const credit = (amount: number) => ({ decisionType: 'goodwill-credit', amount, reason: null, evidence: [] });
const rows = async (person: Person) => (await person.call('lead.inbox', { limit: 20 })).approvals;

it('[Q28] whoever becomes a deputy after the question was asked finds it, only for what he decides, and only as long', async () => {
  const { desk } = await start();
  const [lena, murat, carla, tim] = await Promise.all(['lena', 'murat', 'carla', 'tim'].map((id) => signIn(desk, 'nordlicht', id)));
  if (!lena || !murat || !carla || !tim) throw new Error('somebody did not come in');
  const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
  await lena.send('ask-approval', caseId, { ...credit(4_000), customerWaiting: false, recommendation: null });
  await settled(lena);
  expect(await rows(murat)).toMatchObject([{ to: { team: 'tl-abrechnung', person: null } }]);
  expect(await rows(carla)).toEqual([]);
  const away = async (scope: readonly string[] | null): Promise<string> => {
    const now = Date.now();
    const set = await murat.call('absence.set', {
      person: 'murat',
      deputy: 'carla',
      from: now - HOUR,
      until: now + HOUR,
      scope: scope === null ? null : [...scope],
    });
    if (!set.ok) throw new Error(set.refusal.code);
    return set.value.id;
  };
  const other = await away(['fee-waiver']);
  expect(await rows(carla)).toEqual([]);
  await murat.call('absence.end', { id: other });
  const all = await away(null);
  expect(await rows(carla)).toMatchObject([{ to: { team: 'tl-abrechnung', person: null }, mayAnswer: null }]);
  expect((await carla.call('lead.inbox', { limit: 20 })).total).toBe(1);
  // A colleague without any part in it sees nothing, and who asked cannot answer.
  expect(await rows(tim)).toEqual([]);
  await murat.call('absence.end', { id: all });
  expect(await rows(carla)).toEqual([]);
});

it('[Q28] who is asked by name and belongs to the team finds the request once', async () => {
  const { desk } = await start();
  const [lena, murat, tim] = await Promise.all(['lena', 'murat', 'tim'].map((id) => signIn(desk, 'nordlicht', id)));
  if (!lena || !murat || !tim) throw new Error('somebody did not come in');
  const now = Date.now();
  // Tim has no authority of his own here; he decides with that of his lead.
  const away = { person: 'murat', deputy: 'tim', from: now - HOUR, until: now + HOUR, scope: null };
  expect(await murat.call('absence.set', away)).toMatchObject({ ok: true });
  const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
  await lena.send('ask-approval', caseId, { ...credit(4_000), customerWaiting: false, recommendation: null });
  await settled(lena);
  expect(await rows(tim)).toMatchObject([{ to: { person: 'tim', for: 'murat' }, mayAnswer: null }]);
  expect((await tim.call('lead.inbox', { limit: 20 })).total).toBe(1);
});

const asked = async (person: Person) =>
  (await person.call('queue.list', { limit: 20 })).find(({ group }) => group === 'asked') ?? { rows: [], total: 0 };
const away = async (person: string, deputy: string, by: Person): Promise<string> => {
  const now = Date.now();
  const set = await by.call('absence.set', { person, deputy, from: now - HOUR, until: now + HOUR, scope: null });
  if (!set.ok) throw new Error(set.refusal.code);
  return set.value.id;
};

it('[Q58] a deputy finds the questions asked of the absent colleague, marked with his name, answers, and only as long as he is away', async () => {
  const { desk } = await start();
  const [lena, tim, jonas, ayse] = await Promise.all(['lena', 'tim', 'jonas', 'ayse'].map((id) => signIn(desk, 'nordlicht', id)));
  if (!lena || !tim || !jonas || !ayse) throw new Error('somebody did not come in');
  const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
  const own = await tim.send('open-case', null, openBilling.data, openBilling.body);
  await lena.send('ask-consult', caseId, { to: { team: 'technik', person: 'ayse' }, customerWaiting: false }, { text: 'Ist das bekannt?' });
  await tim.send('ask-consult', own, { to: { team: 'technik', person: 'ayse' }, customerWaiting: false }, { text: 'Und das?' });
  await settled(tim);
  expect((await asked(tim)).rows).toEqual([]);
  const entry = await away('ayse', 'tim', ayse);
  const { rows: found, total } = await asked(tim);
  expect([total, found.map((row) => [row.caseId, row.standsIn, row.due?.clock])]).toEqual([1, [[caseId, 'ayse', 'consult']]]);
  expect((await asked(jonas)).rows).toEqual([]);
  const view = await tim.view(caseId);
  expect([view.consults[0]?.standsIn, view.can['answer-consult']]).toEqual([true, null]);
  expect((await ayse.view(caseId)).consults[0]).not.toHaveProperty('standsIn');
  await ayse.call('absence.end', { id: entry });
  expect(await asked(tim)).toMatchObject({ total: 0, rows: [] });
  expect((await tim.view(caseId)).consults[0]).not.toHaveProperty('standsIn');
  await away('ayse', 'tim', ayse);
  await tim.send('answer-consult', caseId, { consult: view.consults[0]?.consult }, { text: 'Ja, seit gestern.' });
  await settled(tim);
  expect((await asked(tim)).rows).toEqual([]);
  expect((await lena.view(caseId)).consults[0]).toMatchObject({ outcome: 'answered', answeredBy: 'tim', answer: 'Ja, seit gestern.' });
});

it('[Q58] what a deputy finds for himself or his team is not marked, and is there once', async () => {
  const { desk } = await start();
  const [lena, tim, jonas] = await Promise.all(['lena', 'tim', 'jonas'].map((id) => signIn(desk, 'nordlicht', id)));
  if (!lena || !tim || !jonas) throw new Error('somebody did not come in');
  const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
  await lena.send('ask-consult', caseId, { to: { team: 'stoerung', person: 'jonas' }, customerWaiting: false }, { text: 'Jonas?' });
  await lena.send('ask-consult', caseId, { to: { team: 'stoerung', person: null }, customerWaiting: false }, { text: 'Alle?' });
  await settled(lena);
  await away('jonas', 'tim', jonas);
  const { rows: found, total } = await asked(tim);
  expect([total, found.map((row) => [row.caseId, row.standsIn])]).toEqual([1, [[caseId, undefined]]]);
});

it('[Q60] whoever leads the one who was asked answers from the case in his own name; nobody else, and not whoever asked', async () => {
  const { desk } = await start();
  const [lena, carla, murat, ayse] = await Promise.all(['lena', 'carla', 'murat', 'ayse'].map((id) => signIn(desk, 'nordlicht', id)));
  if (!lena || !carla || !murat || !ayse) throw new Error('somebody did not come in');
  const ask = async (by: Person): Promise<string> => {
    const caseId = await by.send('open-case', null, openBilling.data, openBilling.body);
    await by.send('ask-consult', caseId, { to: { team: 'technik', person: 'ayse' }, customerWaiting: false }, { text: 'Ist das bekannt?' });
    await settled(by);
    return caseId;
  };
  const shown = async (person: Person, caseId: string) => (await person.view(caseId)).consults[0];
  const caseId = await ask(lena);
  expect(await shown(carla, caseId)).toMatchObject({ inHisPlace: true });
  for (const person of [lena, murat, ayse]) expect(await shown(person, caseId)).not.toHaveProperty('inHisPlace');
  expect(await shown(carla, await ask(carla))).not.toHaveProperty('inHisPlace');
  await carla.send('answer-consult', caseId, { consult: (await shown(carla, caseId))?.consult }, { text: 'Ja, seit gestern.' });
  await settled(carla);
  expect(await shown(lena, caseId)).toMatchObject({ answeredBy: 'carla', answer: 'Ja, seit gestern.' });
  expect(await shown(carla, caseId)).not.toHaveProperty('inHisPlace');
});

const handed = async (person: Person) => {
  const group = (await person.call('queue.list', { limit: 20 })).find((row) => row.group === 'handed');
  return [group?.total, group?.rows.map((row) => [row.caseId, row.standsIn, row.due?.clock])];
};

it('[Q59] what is on its way to an agent or his team is in his list, a deputy of another team included, and never with its sender', async () => {
  const { desk } = await start();
  const [lena, tim, jonas, carla] = await Promise.all(['lena', 'tim', 'jonas', 'carla'].map((id) => signIn(desk, 'nordlicht', id)));
  if (!lena || !tim || !jonas || !carla) throw new Error('somebody did not come in');
  const offer = async (to: { team: string; person: string | null }, by = lena): Promise<string> => {
    const caseId = await by.send('open-case', null, openBilling.data, openBilling.body);
    const data = { to, reason: 'technical-depth', demanded: false, customerWaiting: false };
    await by.send('offer-handover', caseId, {
      ...data,
      form: { ...typedForm(Date.now() + HOUR, 'lena'), tried: [{ step: 'Neustart', result: 'nichts', who: 'lena' }] },
    });
    await settled(by);
    return caseId;
  };
  const whole = await offer({ team: 'stoerung', person: null });
  expect(await handed(jonas)).toEqual([1, [[whole, undefined, 'accept']]]);
  expect(await handed(lena)).toEqual([0, []]);
  expect(await handed(carla)).toEqual([undefined, undefined]);
  const gone = await away('jonas', 'lena', jonas);
  // Lena sends it herself: it does not come back to her as the deputy.
  expect(await handed(lena)).toEqual([0, []]);
  await jonas.call('absence.end', { id: gone });
  await away('tim', 'jonas', tim);
  const named = await offer({ team: 'abrechnung', person: 'tim' });
  const view = await jonas.view(named);
  expect([view.can['accept-handover'], view.handover?.to]).toEqual([null, { tier: 1, team: 'abrechnung', person: 'jonas', for: 'tim' }]);
  expect((await handed(jonas))[1]).toContainEqual([named, 'tim', 'accept']);
  await jonas.send('accept-handover', named, { handover: view.handover?.handover, facts: ['situation', 'request', 'promise'] });
  await settled(jonas);
  expect((await jonas.view(named)).row.holder.person).toBe('jonas');
  expect((await handed(jonas))[0]).toBe(1);
  // He belongs to both teams, and what he sent from one to the other is not his to receive.
  await offer({ team: 'stoerung', person: null }, tim);
  expect(await handed(tim)).toEqual([1, [[whole, undefined, 'accept']]]);
});

it('[Q31] a decision is explained in the words of the pack that was in force, although a new one has other words', async () => {
  const { desk, engine } = await start(sqliteStores());
  const lena = await signIn(desk, 'nordlicht', 'lena');
  const caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
  await lena.send('decide', caseId, credit(1_000));
  await settled(lena);
  const before = (await lena.view(caseId)).decisions[0]!;
  const telecom = STARTER_PACKS.find(({ principal }) => principal.id === 'nordlicht')!;
  const decisions = telecom.decisions.map((type) =>
    type.id === 'goodwill-credit'
      ? { ...type, label: { de: 'Neues Wort', en: 'New word' }, saying: { de: 'Neu {amount}.', en: 'New {amount}.' } }
      : type,
  );
  const published = await engine.publishPack({ ...telecom, version: 'next', decisions });
  expect(published).toMatchObject({ ok: true });
  const after = (await lena.view(caseId)).decisions[0]!;
  expect(after.why.pack).toBe(telecom.version);
  expect(after.sentence).toEqual(before.sentence);
  const told = await lena.call('authority.ask', { caseId, wish: credit(500) });
  expect(told).toMatchObject({ ok: true, value: { sentence: { de: expect.stringContaining('Neu 5,00') as string } } });
});

it('[Q32] a lead lends himself nothing: somebody above him names his deputy himself, also in his own team', async () => {
  const { desk, engine } = await start();
  const telecom = STARTER_PACKS.find(({ principal }) => principal.id === 'nordlicht')!;
  const roster = telecom.roster.map((person) => (person.id === 'helga' ? { ...person, teams: [...person.teams, 'abrechnung'] } : person));
  expect(await engine.publishPack({ ...telecom, version: 'next', roster })).toMatchObject({ ok: true });
  const murat = await signIn(desk, 'nordlicht', 'murat');
  const from = Date.now() + HOUR;
  const away = { person: 'helga', deputy: 'murat', from, until: from + HOUR, scope: null };
  expect(await murat.call('absence.set', away)).toMatchObject({ ok: false, refusal: { code: 'not-yours' } });
  expect(await murat.call('absence.set', { ...away, person: 'lena' })).toMatchObject({ ok: true });
});

it('[Q32] a manager lends himself nothing either: somebody of a higher tier is not his to write for', async () => {
  const { desk, engine } = await start();
  const telecom = STARTER_PACKS.find(({ principal }) => principal.id === 'nordlicht')!;
  const roster = telecom.roster.map((person) => (person.id === 'murat' ? { ...person, role: 'manager' as const } : person));
  expect(await engine.publishPack({ ...telecom, version: 'next', roster })).toMatchObject({ ok: true });
  const murat = await signIn(desk, 'nordlicht', 'murat');
  const from = Date.now() + HOUR;
  const away = { person: 'helga', deputy: 'murat', from, until: from + HOUR, scope: null };
  expect(await murat.call('absence.set', away)).toMatchObject({ ok: false, refusal: { code: 'not-yours' } });
  expect(await murat.call('absence.set', { ...away, person: 'jonas' })).toMatchObject({ ok: true });
});

it('[Q36] the meter counts what was granted for the contract, also under whoever had it before', async () => {
  const { desk, engine } = await start();
  const telecom = STARTER_PACKS.find(({ principal }) => principal.id === 'nordlicht')!;
  const perContract = { tiers: [1 as const], per: 'contract' as const, window: { months: 12 }, count: 1, open: false };
  const decisions = telecom.decisions.map((type) => (type.id === 'goodwill-credit' ? { ...type, customer: [perContract] } : type));
  expect(await engine.publishPack({ ...telecom, version: 'next', decisions })).toMatchObject({ ok: true });
  const both = CUSTOMERS.nordlicht.slice(0, 2).map((customer) => ({ ...customer, contracts: ['V-1'] }));
  await engine.putCustomers('nordlicht', both);
  const [lena, tim] = await Promise.all([signIn(desk, 'nordlicht', 'lena'), signIn(desk, 'nordlicht', 'tim')]);
  const open = (person: Person, at: number) =>
    person.send('open-case', null, { ...openBilling.data, customer: both[at]!.id }, openBilling.body);
  const wish = { ...credit(500), contract: 'V-1' };
  await lena.send('decide', await open(lena, 0), wish);
  await settled(lena);
  const told = await tim.call('authority.ask', { caseId: await open(tim, 1), wish });
  expect(told).toMatchObject({ ok: true, value: { reason: { verdict: 'needs-approval', binding: { rule: 'customer-count', used: 1 } } } });
});
