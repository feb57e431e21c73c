// A cut-off office helps itself: its lead acts beside the agent with his own secret, and nothing of the agent's place changes.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput, DeskEvent } from '../../shared/api.ts';
import type { Workplace } from '../../electron/workplace.ts';
import { cuttableLine, type Line } from './cuttable.ts';
import { comesIn, LANE, SECRET, startHubKit, type HubKit } from './real-hub.ts';

const clock = { now: Date.UTC(2026, 5, 3, 10, 0) };
let kit: HubKit;
let line: Line;
let office: Workplace;
let lena: string;

type Call = <Name extends CallName>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>;
const call: Call = (name, input) => office.desk.call(name, lena, input);
const value = <Value>(answer: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: object }): Value => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value;
};
const code = (answer: object): unknown => ('refusal' in answer ? (answer.refusal as { readonly code: string }).code : 'ok');

const asks = async (amount: number, decisionType = 'goodwill-credit'): Promise<{ readonly caseId: string; readonly approval: string }> => {
  const opening = { customer: null, category: 'billing', channel: 'phone', urgency: 'medium', impact: 'low', reason: null, call: null };
  const { caseId } = value(
    await call('command.send', { type: 'open-case', caseId: null, data: opening, body: { title: 'Doppelt abgebucht' } }),
  );
  const data = { decisionType, amount, reason: null, evidence: [], customerWaiting: true, recommendation: 'grant' };
  return { caseId, approval: value(await call('command.send', { type: 'ask-approval', caseId, data, body: {} })).command };
};
type Act = CallInput<'beside.act'>['command'];
const approves = (caseId: string, approval: string, amount: number): Act => ({
  type: 'approve',
  caseId,
  data: { approval, amount },
  body: {},
});
const beside = (command: Act, person = 'murat', secret = SECRET) => call('beside.act', { person, secret, command });
const said = async (caseId: string, type: string) => value(await call('case.view', { caseId })).timeline.find((item) => item.type === type);

beforeAll(async () => {
  kit = await startHubKit({ kind: 'memory', clock: () => clock.now });
  line = await cuttableLine(kit.url());
  office = await kit.desk({ name: 'Filiale Nord 2', url: line.url });
  lena = await comesIn(office.desk, 'lena');
});
afterAll(async () => {
  await line?.end();
  await kit?.end();
});

describe('beside a colleague', () => {
  it('[BE1] a lead approves with his own secret, online, and the session, the case and the draft stay whose they were', async () => {
    // Who is elsewhere is heard a moment later, and a request goes to whoever is there.
    await expect.poll(async () => (await call('presence.view', {})).elsewhere).toBe('known');
    expect(await call('beside.choices', {})).toContainEqual({ person: 'murat', name: 'Murat Aydin', role: 'lead', tier: 3, ready: false });
    const { caseId, approval } = await asks(4000);
    await call('draft.save', { key: `note:${caseId}`, value: { text: 'Kundin arbei' } });
    const heard: DeskEvent[] = [];
    const stop = office.desk.subscribe((event) => heard.push(event));
    expect(code(await beside(approves(caseId, approval, 4000)))).toBe('ok');
    stop();
    expect(heard.filter(({ type }) => type === 'signed-out')).toEqual([]);
    expect(heard.flatMap((event) => (event.type === 'changed' ? event.topics : []))).not.toContain('presence');
    expect(await call('session.me', {})).toMatchObject({ person: 'lena' });
    expect(await call('draft.get', { key: `note:${caseId}` })).toMatchObject({ value: { text: 'Kundin arbei' } });
    expect(value(await call('case.view', { caseId })).decisions).toMatchObject([{ by: 'lena', approvedBy: 'murat', amount: 4000 }]);
    expect(await said(caseId, 'approval-given')).toMatchObject({ by: { person: 'murat', tier: 3, beside: 'lena' } });
    // Nobody stays signed in beside her: the next act needs the secret again.
    const next = await asks(3000);
    expect(code(await beside(approves(next.caseId, next.approval, 3000), 'murat', 'x'))).toBe('wrong-secret');
  });

  it('[BE2] without the hub the secret it let him in with last counts; under his own limits, with both names, and the hub takes it as it was', async () => {
    line.cut();
    expect(await call('beside.choices', {})).toContainEqual(expect.objectContaining({ person: 'murat', ready: true }));
    expect(await call('beside.choices', {})).toContainEqual(expect.objectContaining({ person: 'helga', ready: false }));
    expect(await office.engine.reach(LANE, 2_000)).toBe(false);
    const waiver = await asks(4000, 'fee-waiver');
    const credit = await asks(4000);
    // Away from the hub goodwill is one small amount for a customer in all, for a lead too: what he grants at his own desk he does not grant here.
    expect(code(await beside(approves(credit.caseId, credit.approval, 4000)))).toBe('above-authority');
    expect(code(await beside(approves(waiver.caseId, waiver.approval, 4000), 'helga'))).toBe('hub-unreachable');
    expect(code(await beside(approves(waiver.caseId, waiver.approval, 4000)))).toBe('ok');
    expect(await said(waiver.caseId, 'decision-made')).toMatchObject({ pending: true, by: { person: 'murat', beside: 'lena' } });
    expect(code(await beside({ type: 'decline', caseId: credit.caseId, data: { approval: credit.approval }, body: {} }))).toBe('ok');
    line.join();
    await expect.poll(async () => (await office.engine.reach(LANE, 5_000)) && office.store.outboxCount(LANE), { timeout: 20_000 }).toBe(0);
    for (const [caseId, type] of [
      [waiver.caseId, 'decision-made'],
      [credit.caseId, 'approval-declined'],
    ] as const)
      expect(await said(caseId, type)).toMatchObject({ pending: false, flag: null, by: { person: 'murat', beside: 'lena' } });
    expect(await call('refused.list', {})).toEqual([]);
    // Of both names the hub must have proof at this workstation: nobody is written down as having sat there who never came in.
    const order = {
      lane: LANE,
      caseId: waiver.caseId,
      actor: 'lena',
      type: 'add-note',
      data: {},
      body: { text: 'x' },
      beside: 'helga',
    } as const;
    expect(office.engine.submit(order).ok).toBe(true);
    await expect.poll(async () => (await office.engine.reach(LANE, 5_000)) && office.store.outboxCount(LANE), { timeout: 20_000 }).toBe(0);
    expect(await call('refused.list', {})).toMatchObject([{ refusal: { code: 'not-signed-in-here' } }]);
  });

  it('[BE3] nobody acts beside himself, for a request of his own, in a verb of the everyday, or with a secret tried too often', async () => {
    const { caseId, approval } = await asks(4000);
    expect(code(await beside(approves(caseId, approval, 4000), 'lena', 'falsch'))).toBe('beside-oneself');
    expect(code(await beside(approves(caseId, approval, 4000), 'tim'))).toBe('not-approver');
    expect(code(await beside(approves(caseId, approval, 4000), 'nobody'))).toBe('unknown-person');
    expect(code(await beside(approves('no-such-case', approval, 4000)))).toBe('not-found');
    const note = { type: 'add-note', caseId, data: {}, body: { text: 'x' } } as unknown as Act;
    expect(code(await beside(note))).toBe('beside-verb');
    line.cut();
    for (const left of [4, 3, 2, 1])
      expect(await beside(approves(caseId, approval, 4000), 'murat', 'falsch')).toMatchObject({
        refusal: { code: 'wrong-secret', data: { left } },
      });
    expect(code(await beside(approves(caseId, approval, 4000), 'murat', 'falsch'))).toBe('sign-in-locked');
    expect(code(await beside(approves(caseId, approval, 4000)))).toBe('sign-in-locked');
    // The door is the same one.
    expect(code(await office.desk.call('session.sign-in', null, { lane: LANE, person: 'murat', secret: SECRET }))).toBe('sign-in-locked');
  });
});
