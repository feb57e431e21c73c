// What is decided at a desk of a hub is paid in the same breath: out of its lease, what is missing is asked for, what does not stand comes back.
import { describe, expect, it } from 'vitest';
import type { Json } from '../../shared/kernel/result.ts';
import { LANE, opens } from './desks.ts';
import { createHubDesk, DESK_STORES, type Office } from './hub-desks.ts';
import {
  ACCOUNT,
  accountOf,
  addsUp,
  grants,
  hubAccount,
  leaseDesk,
  leaseHere,
  LEAST,
  LIMIT,
  sharedOffice,
  signsIn,
  talk,
  type LeaseDesk,
} from './lease-desks.ts';

type Chair = {
  readonly send: (
    type: string,
    caseId: string,
    data: Json,
    body?: Json,
  ) => Promise<{ readonly code: string | null; readonly command: string }>;
};

const sits = async (office: Office, at: LeaseDesk, person: string): Promise<Chair> => {
  const { desk, session } = await signsIn(office, at, person);
  return {
    send: async (type, caseId, data, body = {}) => {
      const answer = await desk.call('command.send', session, { type, caseId, data, body } as never);
      return answer.ok ? { code: null, command: answer.value.command } : { code: answer.refusal.code, command: '' };
    },
  };
};

const credit = (amount: number): Json => ({ decisionType: 'goodwill-credit', amount, reason: null, evidence: [] });

describe.each(DESK_STORES)('paying over a %s store', (_name, newStore) => {
  it('[HL13] a decision draws on the lease of its desk, and the hub has nothing to say against it', async () => {
    const office = await sharedOffice(newStore);
    const desk = leaseDesk(office, ['lena']);
    await talk(desk);
    const lena = await sits(office, desk, 'lena');
    const caseId = opens(desk);
    // What a screen says of draws counts for nothing.
    const done = await lena.send('decide', caseId, { ...(credit(1_200) as object), draws: [], away: null } as Json);
    expect(done.code).toBeNull();
    expect(leaseHere(desk)).toMatchObject({ used: 1_200 });
    await talk(desk);
    const told = [...(await office.ledgerStore.eventsOf(caseId)), ...(await office.ledgerStore.eventsOf(ACCOUNT))];
    const flags = told.flatMap(({ event, flag }) => (event.command === done.command || event.type === 'budget-spent' ? [flag] : []));
    expect(flags).toEqual([null, null]);
    const [sent] = desk.store.journal(LANE, 0, 0, 99).filter(({ command }) => command.type === 'decide');
    expect(sent?.command.data).toMatchObject({ draws: [{ account: ACCOUNT, lease: leaseHere(desk)?.lease, amount: 1_200 }] });
    expect(sent?.command.data).not.toHaveProperty('away');
    expect(await hubAccount(office)).toMatchObject({ spent: 1_200, exceeded: 0 });
  });
});

it('[HL14] what is missing is asked for exactly while the hub is there, and waited for', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  for (let turn = 0; turn < 2; turn += 1) grants(desk, 'lena', 1_400);
  const lena = await sits(office, desk, 'lena');
  const before = leaseHere(desk)!;
  expect(before.granted - before.used).toBe(200);
  expect((await lena.send('decide', opens(desk), credit(1_500))).code).toBeNull();
  const asked = (await office.ledgerStore.eventsOf(ACCOUNT)).flatMap(({ event }) =>
    event.type === 'lease-granted' ? [event.data.added] : [],
  );
  expect(asked[1]).toBe(1_300);
  await talk(desk);
  expect(await hubAccount(office)).toMatchObject({ spent: 4_300, exceeded: 0 });
});

it('[HL14] away from the hub what the lease does not cover is refused, and nothing of it stands', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  const lena = await sits(office, desk, 'lena');
  desk.line.isDead = true;
  await desk.engine.sync(LANE);
  for (let turn = 0; turn < 2; turn += 1) expect((await lena.send('decide', opens(desk), credit(1_500))).code).toBeNull();
  const caseId = opens(desk);
  const waiting = desk.store.outboxCount(LANE);
  expect((await lena.send('decide', caseId, credit(100))).code).toBe('above-authority');
  expect(desk.store.outboxCount(LANE)).toBe(waiting);
  const told = desk.store.outbox(LANE, 99).filter(({ command }) => command.type === 'decide');
  expect(told.map(({ command }) => command.data)).toMatchObject(Array(2).fill({ away: { lastSync: office.clock.now } }));
});

it('[HL15] above the tiers a budget binds nobody needs a lease: it comes from what is free', async () => {
  const office = await sharedOffice();
  const [desk, lead] = [leaseDesk(office, ['lena']), leaseDesk(office, ['murat'])];
  await talk(desk, lead);
  const [lena, murat] = [await sits(office, desk, 'lena'), await sits(office, lead, 'murat')];
  const caseId = opens(desk);
  const asked = await lena.send('ask-approval', caseId, {
    ...(credit(6_000) as object),
    customerWaiting: false,
    recommendation: 'grant',
  } as Json);
  expect(asked.code).toBeNull();
  await talk(desk, lead);
  expect((await murat.send('approve', caseId, { approval: asked.command, amount: 6_000 })).code).toBeNull();
  await talk(lead, desk);
  const account = await hubAccount(office);
  expect([account.spent, account.free, addsUp(account)]).toEqual([6_000, LIMIT - LEAST - 6_000, true]);
});

it('[HL16] what a refused decision drew goes back by itself, once, also where the program ended in between', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  const [other, lead] = [leaseDesk(office, ['tim']), leaseDesk(office, ['murat'])];
  await talk(desk, other, lead);
  const lena = await sits(office, desk, 'lena');
  const caseId = opens(desk);
  await talk(desk, other, lead);
  // Her case is moved to somebody else while she is cut off: then she decides in a case that is not hers.
  desk.line.isDead = true;
  const done = await lena.send('decide', caseId, credit(1_000));
  expect(done.code).toBeNull();
  lead.engine.submit({
    lane: LANE,
    caseId,
    actor: 'murat',
    type: 'move-case',
    data: { to: { team: 'abrechnung', person: 'tim' }, cause: 'workload' },
    body: null,
  });
  await talk(lead);
  office.bound.set(desk.device, ['watchdog']);
  // Nobody proved himself here any more: what she sends is kept aside, decision and spend alike.
  desk.line.isDead = false;
  await talk(desk);
  expect(await hubAccount(office)).toMatchObject({ spent: 0 });
  expect(desk.store.outcome(done.command)?.verdict).toBe('quarantined');
});

/** Murat, cut off, answers a request that Lena has taken back meanwhile: his spend stands, his answer does not. */
const answeredTooLate = async () => {
  const office = await sharedOffice();
  const [desk, lead] = [leaseDesk(office, ['lena']), leaseDesk(office, ['murat'])];
  await talk(desk, lead);
  const [lena, murat] = [await sits(office, desk, 'lena'), await sits(office, lead, 'murat')];
  const caseId = opens(desk);
  const request = { ...(credit(6_000) as object), customerWaiting: false, recommendation: 'grant' } as Json;
  const { command: approval } = await lena.send('ask-approval', caseId, request);
  await talk(desk, lead);
  lead.line.isDead = true;
  const { command, code } = await murat.send('approve', caseId, { approval, amount: 6_000 });
  expect(code).toBeNull();
  expect((await lena.send('withdraw-approval', caseId, { approval })).code).toBeNull();
  await talk(desk);
  lead.line.isDead = false;
  return { office, lead, command };
};

const givenBack = async (office: Office): Promise<readonly number[]> =>
  (await office.ledgerStore.eventsOf(ACCOUNT)).flatMap(({ event }) => (event.type === 'budget-given-back' ? [event.data.amount] : []));

it('[HL16] a decision that is refused after its spend stood gives the money back, once', async () => {
  const { office, lead, command } = await answeredTooLate();
  await talk(lead);
  expect(lead.store.outcome(command)?.verdict).toBe('refused');
  expect(await givenBack(office)).toEqual([6_000]);
  const account = await hubAccount(office);
  expect([account.spent, addsUp(account)]).toEqual([0, true]);
  expect(accountOf(lead)).toEqual(account);
  // He is told of his answer, and of nothing else.
  expect(lead.store.refused(LANE, null).map(({ outgoing }) => outgoing.command.id)).toEqual([command]);
});

it('[HL16] where the program ended between the verdict and that, the hub has given it back already, and nobody does it twice', async () => {
  const { office, lead, command } = await answeredTooLate();
  await lead.engine.stop();
  const early = createHubDesk(office, ['murat', 'watchdog'], { store: lead.store, device: lead.device });
  await early.engine.sync(LANE);
  await early.engine.stop();
  expect([lead.store.outcome(command)?.verdict, await givenBack(office)]).toEqual(['refused', [6_000]]);
  for (let start = 0; start < 2; start += 1) {
    const again = leaseDesk(office, ['murat'], { store: lead.store, device: lead.device, record: lead.record });
    await talk(again);
    await again.engine.stop();
  }
  expect(await givenBack(office)).toEqual([6_000]);
});

const PROPOSALS: readonly (readonly [string, number, number])[] = [
  ['is granted at once in its author’s name where his authority and what is free cover it', 1_400, 1],
  ['goes up where it is beyond his authority, and what it drew comes back', 6_000, 0],
];

it.each(PROPOSALS)('[HL26] a proposal made away from the hub %s', async (_name, amount, granted) => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  const lena = await sits(office, desk, 'lena');
  const caseId = opens(desk);
  desk.line.isDead = true;
  await desk.engine.sync(LANE);
  for (let turn = 0; turn < 2; turn += 1) grants(desk, 'lena', 1_400);
  const until = office.clock.now + 86_400_000;
  const request = { ...(credit(amount) as object), customerWaiting: false, recommendation: 'grant', proposed: { until } } as Json;
  const { code, command } = await lena.send('ask-approval', caseId, request);
  expect(code).toBeNull();
  expect(leaseHere(desk)).toMatchObject({ used: 2_800 });
  desk.line.isDead = false;
  await talk(desk);
  const made = (await office.ledgerStore.eventsOf(caseId)).filter(({ event }) => event.type === 'decision-made');
  expect([made.length, desk.store.outcome(command)?.verdict]).toEqual([granted, expect.stringMatching(/^accepted/)]);
  const account = await hubAccount(office);
  expect([account.spent, addsUp(account)]).toEqual([2_800 + granted * amount, true]);
  expect(desk.engine.status(LANE)).toMatchObject({ refused: 0, waiting: 0 });
});

it('[HL26] a proposal is corrected away from the hub as it was made there, and goes up as corrected', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  const lena = await sits(office, desk, 'lena');
  const caseId = opens(desk);
  desk.line.isDead = true;
  await desk.engine.sync(LANE);
  for (let turn = 0; turn < 2; turn += 1) grants(desk, 'lena', 1_400);
  const request = (amount: number, more: object): Json => ({ ...(credit(amount) as object), recommendation: 'grant', ...more }) as Json;
  const proposed = { until: office.clock.now + 86_400_000 };
  const { command: approval } = await lena.send('ask-approval', caseId, request(1_400, { customerWaiting: false, proposed }));
  expect((await lena.send('correct-approval', caseId, request(1_300, { approval }))).code).toBeNull();
  desk.line.isDead = false;
  await talk(desk);
  const state = (await office.ledgerStore.states([caseId])).get(caseId);
  expect([state?.decisions.length, state?.approvals[0]?.amount, (await hubAccount(office)).spent]).toEqual([0, 1_300, 2_800]);
});
