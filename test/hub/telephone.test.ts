// Approval by telephone over a real hub: an office whose line is cut, its lead at a desk of the centre, and everybody who tries to cheat.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import type { Workplace } from '../../electron/workplace.ts';
import { cuttableLine, type Line } from './cuttable.ts';
import { comesIn, LANE, startHubKit, type HubKit } from './real-hub.ts';

/** A Wednesday noon: the line is cut and the clock moved by the test. */
const clock = { now: Date.UTC(2026, 5, 3, 10, 0) };
let kit: HubKit;
let line: Line;
let office: Workplace;
let centre: Workplace;
let lena: string;
let murat: string;

type Call = <Name extends CallName>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>;
const atOffice: Call = (name, input) => office.desk.call(name, lena, input);
const atCentre: Call = (name, input) => centre.desk.call(name, murat, input);
const value = <Value>(answer: { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly refusal: object }): Value => {
  if (!answer.ok) throw new Error(JSON.stringify(answer.refusal));
  return answer.value;
};
const code = (answer: object): unknown => ('refusal' in answer ? (answer.refusal as { readonly code: string }).code : 'ok');

const wish = { decisionType: 'goodwill-credit', reason: null, evidence: [] };
const opens = async (): Promise<string> =>
  value(
    await atOffice('command.send', {
      type: 'open-case',
      caseId: null,
      data: { customer: null, category: 'billing', channel: 'phone', urgency: 'medium', impact: 'low', reason: null, call: null },
      body: { title: 'Doppelt abgebucht' },
    }),
  ).caseId;
const asks = async (caseId: string, amount: number): Promise<string> =>
  value(
    await atOffice('command.send', {
      type: 'ask-approval',
      caseId,
      data: { ...wish, amount, customerWaiting: true, recommendation: 'grant' },
      body: {},
    }),
  ).command;

/** Opens and asks while the line is cut: the centre knows nothing of it. */
const cutOff = async (amount: number) => {
  line.cut();
  const caseId = await opens();
  const approval = await asks(caseId, amount);
  const shown = value(await atOffice('telephone.challenge', { caseId, approval }));
  const said = { number: shown.number, decisionType: shown.decisionType, amount: shown.amount, asker: 'lena' };
  return { caseId, approval, shown, said };
};
const joins = async (): Promise<void> => {
  line.join();
  await expect.poll(async () => (await office.engine.reach(LANE, 5_000)) && office.store.outboxCount(LANE)).toBe(0);
  await centre.engine.reach(LANE, 5_000);
};
const decisions = async (caseId: string) => value(await atCentre('case.view', { caseId })).decisions;

beforeAll(async () => {
  kit = await startHubKit({ kind: 'memory', clock: () => clock.now });
  line = await cuttableLine(kit.url());
  office = await kit.desk({ name: 'Filiale Nord 2', url: line.url });
  centre = await kit.desk({ name: 'Zentrale 1' });
  [lena, murat] = [await comesIn(office.desk, 'lena'), await comesIn(centre.desk, 'murat')];
});
afterAll(async () => {
  await line?.end();
  await kit?.end();
});

describe('an office without a line', () => {
  it('[TP9] reads out what it asks, its lead types what he hears, and the code he reads back grants it at once; the hub bears it out', async () => {
    const { caseId, approval, shown, said } = await cutOff(4000);
    expect(shown).toMatchObject({ amount: 4000, currency: 'EUR', asker: { person: 'lena' }, left: 5 });
    expect(shown.leads.map(({ person }) => person)).toEqual(['murat', 'helga', 'ruediger']);
    const looked = value(await atCentre('telephone.look', { challenge: shown.challenge.toLowerCase(), said: null }));
    expect(looked).toMatchObject({ desk: 'Filiale Nord 2', asked: null, people: [{ person: 'lena' }] });
    const typed = value(
      await atCentre('telephone.look', { challenge: shown.challenge, said: { ...said, number: said.number.toLowerCase() } }),
    );
    expect(typed).toMatchObject({ asked: { amount: 4000, caseId: null, asker: { name: 'Lena Brandt' } }, may: null });
    const given = value(await atCentre('telephone.approve', { challenge: shown.challenge, said }));
    expect(given.code).toMatch(/^\w{5}-\w{5}$/);
    // Asked again, it is the same code.
    expect(value(await atCentre('telephone.approve', { challenge: shown.challenge, said })).code).toBe(given.code);
    expect(await atCentre('telephone.list', {})).toMatchObject([{ standing: 'waiting', lead: { person: 'murat' }, amount: 4000 }]);
    const entered = value(await atOffice('telephone.redeem', { caseId, approval, code: given.code.toLowerCase().replace('-', '') }));
    expect(entered.lead).toMatchObject({ person: 'murat' });
    const here = value(await atOffice('case.view', { caseId })).decisions;
    expect(here).toMatchObject([{ amount: 4000, approvedBy: 'murat', by: 'lena', phone: { enteredBy: 'lena', confirmed: null } }]);
    await joins();
    expect(await decisions(caseId)).toMatchObject([
      { amount: 4000, approvedBy: 'murat', phone: { lead: 'murat', enteredBy: 'lena', confirmed: true } },
    ]);
    expect(await atCentre('telephone.list', {})).toMatchObject([{ standing: 'confirmed', caseId }]);
    expect(code(await atOffice('telephone.redeem', { caseId, approval, code: given.code }))).toBe('approval-over');
  });

  it('[TP10] a slip is found and costs nothing, a wrong code costs a try, the fifth locks the request; another’s code is a wrong one', async () => {
    const one = await cutOff(4000);
    const other = await cutOff(4000);
    expect(other.shown.challenge).not.toBe(one.shown.challenge);
    const theirs = value(await atCentre('telephone.approve', { challenge: other.shown.challenge, said: other.said })).code;
    const enters = (typed: string) => atOffice('telephone.redeem', { caseId: one.caseId, approval: one.approval, code: typed });
    const swapped = theirs.replace(/(.)(.)(.*)$/, (_all, a: string, b: string, rest: string) =>
      a === b ? `${a}${b}Z${rest.slice(1)}` : b + a + rest,
    );
    expect(code(await enters(swapped))).toBe('code-check');
    expect(code(await enters(theirs.slice(0, 8)))).toBe('code-length');
    expect(value(await atOffice('telephone.challenge', { caseId: one.caseId, approval: one.approval })).left).toBe(5);
    for (const left of [4, 3, 2, 1]) expect(await enters(theirs)).toMatchObject({ refusal: { code: 'code-wrong', data: { left } } });
    expect(code(await enters(theirs))).toBe('phone-locked');
    // A challenge made anew does not begin anew, and the right code is of no use any more.
    const right = value(await atCentre('telephone.approve', { challenge: one.shown.challenge, said: one.said })).code;
    expect(code(await enters(right))).toBe('phone-locked');
    expect(code(await atOffice('telephone.challenge', { caseId: one.caseId, approval: one.approval }))).toBe('phone-locked');
    expect(code(await atOffice('telephone.redeem', { caseId: other.caseId, approval: other.approval, code: theirs }))).toBe('ok');
    await joins();
    // What nobody entered lapses with a note, and nothing was granted.
    clock.now += 41 * MINUTE;
    expect(await atCentre('telephone.list', {})).toContainEqual(expect.objectContaining({ number: one.shown.number, standing: 'lapsed' }));
    expect(await decisions(one.caseId)).toEqual([]);
  });

  it('[TP11] whoever hears another amount, case, type or asker agrees to nothing; nor does whoever has no authority, asked himself, or comes late', async () => {
    const { shown, said } = await cutOff(4000);
    const { challenge } = shown;
    const wrong = [{ amount: 400 }, { number: 'NT-0A00-4K7' }, { decisionType: 'fee-waiver' }, { asker: 'tim' }];
    for (const slip of wrong)
      expect(code(await atCentre('telephone.approve', { challenge, said: { ...said, ...slip } }))).toBe('phone-unlike');
    expect(
      code(await atCentre('telephone.look', { challenge: `${challenge.slice(1, 2)}${challenge.slice(0, 1)}${challenge.slice(2)}`, said })),
    ).toMatch(/^(?:code-check|ok)$/);
    const tim = await comesIn(centre.desk, 'tim');
    expect(code(await centre.desk.call('telephone.approve', tim, { challenge, said }))).toBe('above-authority');
    const self = await comesIn(centre.desk, 'lena');
    expect(code(await centre.desk.call('telephone.approve', self, { challenge, said }))).toBe('own-request');
    const above = await cutOff(9000);
    expect(code(await atCentre('telephone.approve', { challenge: above.shown.challenge, said: above.said }))).toBe('above-authority');
    // The code of a call is for one of its time.
    const given = value(await atCentre('telephone.approve', { challenge, said })).code;
    clock.now += 31 * MINUTE;
    expect(code(await atOffice('telephone.redeem', { caseId: above.caseId, approval: above.approval, code: given }))).toBe('phone-over');
    clock.now += 10 * MINUTE;
    expect(code(await atCentre('telephone.approve', { challenge, said }))).toBe('phone-over');
    line.cut();
    expect(code(await office.desk.call('telephone.look', lena, { challenge, said }))).toBe('phone-over');
    await joins();
  });
});
