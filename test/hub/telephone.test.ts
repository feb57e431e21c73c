// Approval by telephone over a real hub: an office whose line is cut, its lead at a desk of the centre, and everybody who tries to cheat.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import { createHubClient, type HubClient } from '../../electron/hub/hub-client.ts';
import { readMembership } from '../../electron/hub/hub-file.ts';
import type { Workplace } from '../../electron/workplace.ts';
import { accountId } from '../../shared/case/budget-account.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { cuttableLine, type Line } from './cuttable.ts';
import { comesIn, LANE, startHubKit, type HubKit } from './real-hub.ts';

/** Goodwill of the whole principal is paid out of one budget a month. */
const BUDGET = { scope: 'principal', owner: LANE, ledgers: ['goodwill'], month: '2026-06' } as const;
const { scope, ledgers } = BUDGET;
const PACK = telecomWith({
  authority: { ...TELECOM.pack.authority, budgets: [{ scope, ledgers, amount: 100_000, warnAt: [] }] },
}).pack;

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
  await expect.poll(async () => (await office.engine.reach(LANE, 5_000)) && office.store.outboxCount(LANE), { timeout: 20_000 }).toBe(0);
  await centre.engine.reach(LANE, 5_000);
};
/** Asks the hub past the desk, with the workstation's own key. */
const wireOf = (url: string, { store }: Workplace): HubClient =>
  createHubClient({ url: () => url, key: () => readMembership(store)?.key ?? null });
const decisions = async (caseId: string) => value(await atCentre('case.view', { caseId })).decisions;

beforeAll(async () => {
  kit = await startHubKit({ kind: 'memory', clock: () => clock.now, packs: [PACK] });
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
  it('[TP9] [TP14] reads out what it asks, its lead types what he hears, and the code he reads back grants it at once; the hub bears it out', async () => {
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
    // Paid from what is free, although whoever entered it is bound by the budget and holds nothing of it.
    const account = accountId(LANE, { ...BUDGET, ledgers: [...BUDGET.ledgers] });
    expect(centre.store.confirmedState(account)?.budget).toMatchObject({ spent: 4000, exceeded: 0 });
    expect(centre.store.eventsOf(account).filter(({ event }) => event.type === 'budget-spent')).toMatchObject([
      { flag: null, event: { data: { lease: null, amount: 4000 } } },
    ]);
    expect(centre.store.confirmedState(caseId)?.decisions).toMatchObject([{ draws: [{ account, lease: null, amount: 4000 }] }]);
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
    // The right code is of no use any more.
    const right = value(await atCentre('telephone.approve', { challenge: one.shown.challenge, said: one.said })).code;
    expect(code(await enters(right))).toBe('phone-locked');
    expect(code(await atOffice('telephone.challenge', { caseId: one.caseId, approval: one.approval }))).toBe('phone-locked');
    expect(code(await atOffice('telephone.redeem', { caseId: other.caseId, approval: other.approval, code: theirs }))).toBe('ok');
    await joins();
    // What nobody entered lapses with a note, and nothing was granted.
    clock.now += 41 * MINUTE;
    expect(await atCentre('telephone.list', {})).toContainEqual(expect.objectContaining({ number: one.shown.number, standing: 'lapsed' }));
    expect(await decisions(one.caseId)).toEqual([]);
    // A challenge made anew does not begin anew.
    expect(code(await atOffice('telephone.challenge', { caseId: one.caseId, approval: one.approval }))).toBe('phone-locked');
  });

  it('[TP11] whoever hears another amount, case, type or asker agrees to nothing; nor does whoever has no authority, asked himself, or comes late', async () => {
    const { shown, said } = await cutOff(4000);
    const { challenge } = shown;
    const wrong = [{ amount: 400 }, { number: 'NT-0A00-4K7' }, { decisionType: 'fee-waiver' }, { asker: 'tim' }];
    for (const slip of wrong)
      expect(code(await atCentre('telephone.approve', { challenge, said: { ...said, ...slip } }))).toBe('phone-unlike');
    const swapped = [...challenge].toSpliced(0, 2, challenge[1]!, challenge[0]!).join('');
    expect(code(await atCentre('telephone.look', { challenge: swapped, said }))).toBe(swapped === challenge ? 'ok' : 'code-check');
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

  it('[TP12] a manipulated workstation grants itself nothing the hub bears out: flagged under its own name, news to the lead it names', async () => {
    const { caseId, approval, shown, said } = await cutOff(4000);
    // It knows its own secret, so it can forge what its own screen would take; here it goes past the screen altogether.
    const read = { challenge: shown.challenge, askedAt: shown.askedAt, ...said, device: office.store.setting('device')! };
    const frame = { lane: LANE, actor: 'lena', body: null };
    const forged = office.engine.submitAll([
      {
        ...frame,
        type: 'use-phone-approval',
        caseId: `phone:${LANE}:${shown.challenge}`,
        data: { ...read, lead: 'murat', approval, case: caseId },
      },
      { ...frame, type: 'redeem-approval', caseId, data: { approval, challenge: shown.challenge, lead: 'murat', corrected: 0 } },
    ]);
    expect(forged.ok).toBe(true);
    await joins();
    const view = value(await atCentre('case.view', { caseId }));
    expect(view.decisions).toMatchObject([{ phone: { lead: 'murat', enteredBy: 'lena', confirmed: false } }]);
    expect(view.timeline.find(({ type }) => type === 'decision-made')).toMatchObject({ flag: 'phone-unconfirmed', by: { person: 'lena' } });
    const lists = await atCentre('queue.list', { limit: 50 });
    expect(lists.flatMap(({ rows }) => rows)).toContainEqual(expect.objectContaining({ caseId, told: ['phone-unconfirmed'] }));
    // Said afterwards, the call is on record; nobody gets a code for it any more.
    expect(code(await atCentre('telephone.approve', { challenge: shown.challenge, said }))).toBe('phone-used');
  });

  it('[TP13] the hub tells a code to nobody but the lead it has on record, at his own workstation, for a workstation it trusts', async () => {
    const { shown, said } = await cutOff(4000);
    const { challenge } = shown;
    const asks = async (input: { readonly challenge: string; readonly lead: string; readonly lane?: string }) =>
      code((await wireOf(kit.url(), centre).ask('approve-by-phone', { lane: LANE, ...input })) as object);
    expect(await asks({ challenge, lead: 'murat' })).toBe('phone-ungiven');
    value(await atCentre('telephone.approve', { challenge, said }));
    expect(await asks({ challenge, lead: 'murat' })).toBe('ok');
    expect(await asks({ challenge, lead: 'helga' })).toBe('not-signed-in-here');
    expect(await asks({ challenge, lead: 'lena' })).toBe('phone-ungiven');
    expect(await asks({ challenge: 'ZZZZ-ZZZZ-ZZZZ', lead: 'murat' })).toBe('phone-ungiven');
    // The office's own workstation asks for the code of its own call.
    await comesIn(office.desk, 'lena').catch(() => null);
    expect(code((await wireOf(kit.url(), office).ask('approve-by-phone', { lane: LANE, challenge, lead: 'murat' })) as object)).toBe(
      'not-signed-in-here',
    );
    await kit.hub().register.revoke(office.store.setting('device')!, clock.now);
    expect(await asks({ challenge, lead: 'murat' })).toBe('device-revoked');
    expect(code(await atCentre('telephone.look', { challenge, said: null }))).toBe('device-revoked');
  });
});
