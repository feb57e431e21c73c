// What a hub does for a budget by itself: it takes back what does not stand, and stops the leases of workstations nobody may trust.
import { expect, it } from 'vitest';
import type { Json } from '../../shared/kernel/result.ts';
import { createMemoryDeskStore, type MemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import type { Transport } from '../../shared/sync/protocol.ts';
import { transportTrouble } from '../../shared/sync/trouble.ts';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { giveBackId } from '../../shared/sync/hub-steps.ts';
import { createLedger } from '../../shared/sync/ledger.ts';
import { digest, LANE, opens } from './desks.ts';
import type { Office } from './hub-desks.ts';
import {
  ACCOUNT,
  accountOf,
  addsUp,
  BUDGET,
  grants,
  hubAccount,
  leaseDesk,
  leaseHere,
  MONTH,
  sharedOffice,
  talk,
  type LeaseDesk,
} from './lease-desks.ts';

const credit = (amount: number, more: object = {}): Json => ({
  decisionType: 'goodwill-credit',
  amount,
  reason: null,
  evidence: [],
  ...more,
});

/** The hub hears what is pushed, and its answer gets lost. */
const deaf =
  (line: { isDeaf: boolean }) =>
  (transport: Transport): Transport => ({
    ...transport,
    push: async (frame) => {
      const answer = await transport.push(frame);
      if (line.isDeaf) throw transportTrouble('unreachable', 'the answer got lost');
      return answer;
    },
  });

const proposes = (desk: LeaseDesk, caseId: string, amount: number, command: string): void => {
  const key = { ...BUDGET, ledgers: [...BUDGET.ledgers], month: MONTH };
  const done = desk.engine.submitAll([
    {
      lane: LANE,
      caseId: ACCOUNT,
      actor: 'lena',
      type: 'spend-budget',
      body: null,
      data: { ...key, lease: null, decision: command, case: caseId, amount, proposed: true },
    },
    {
      lane: LANE,
      caseId,
      actor: 'lena',
      type: 'ask-approval',
      body: null,
      command,
      data: credit(amount, {
        customerWaiting: false,
        recommendation: 'grant',
        away: { lastSync: null },
        proposed: { until: 1_900_000_000_000 },
        draws: [{ account: ACCOUNT, lease: null, amount }],
      }),
    },
  ]);
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
};
const sends = (desk: LeaseDesk, type: 'withdraw-approval' | 'decide', caseId: string, data: Json, command: string, actor = 'lena') =>
  desk.engine.submitAll([{ lane: LANE, caseId, actor, type, data, body: null, command }]).ok;
const given = async (office: Office): Promise<readonly number[]> =>
  (await office.ledgerStore.eventsOf(ACCOUNT)).flatMap(({ event }) => (event.type === 'budget-given-back' ? [event.data.amount] : []));

it('[U32] a proposal that was granted before its withdrawal came stands no longer, and its money is back', async () => {
  const office = await sharedOffice();
  const line = { isDeaf: false };
  const desk = leaseDesk(office, ['lena'], { wire: deaf(line) });
  await talk(desk);
  const caseId = opens(desk, 'Gutschrift', 'lena');
  await talk(desk);
  line.isDeaf = true;
  proposes(desk, caseId, 1_200, 'p1');
  await desk.engine.sync(LANE);
  expect([(await hubAccount(office)).spent, desk.store.outcome('p1')]).toEqual([1_200, null]);
  expect(sends(desk, 'withdraw-approval', caseId, { approval: 'p1' }, 'w1')).toBe(true);
  line.isDeaf = false;
  await talk(desk);
  const account = await hubAccount(office);
  expect([account.spent, addsUp(account), await given(office)]).toEqual([0, true, [1_200]]);
  expect(accountOf(desk)).toEqual(account);
  const state = (await office.ledgerStore.states([caseId])).get(caseId)!;
  expect([state.decisions, desk.store.outcome('w1')?.verdict]).toEqual([[], 'accepted']);
  expect(desk.store.currentState(caseId)?.decisions).toEqual([]);
});

it('[U32] one that its author has heard of is granted, and not taken back', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  const caseId = opens(desk, 'Gutschrift', 'lena');
  proposes(desk, caseId, 1_200, 'p1');
  await talk(desk);
  expect(sends(desk, 'withdraw-approval', caseId, { approval: 'p1' }, 'w1')).toBe(false);
  expect([(await hubAccount(office)).spent, await given(office)]).toEqual([1_200, []]);
});

/** Granted at the hub, whose answer the author has not heard. */
const grantedUnheard = async () => {
  const office = await sharedOffice();
  const line = { isDeaf: false };
  const [desk, other] = [leaseDesk(office, ['lena'], { wire: deaf(line) }), leaseDesk(office, ['tim', 'murat'])];
  await talk(desk, other);
  const caseId = opens(desk, 'Gutschrift', 'lena');
  await talk(desk);
  line.isDeaf = true;
  proposes(desk, caseId, 1_200, 'p1');
  await desk.engine.sync(LANE);
  await talk(other);
  return { office, line, desk, other, caseId };
};
const decided = async ({ ledgerStore }: Office, caseId: string) =>
  (await ledgerStore.states([caseId])).get(caseId)!.decisions.map(({ decision }) => decision);

it('[U32] it stands where somebody else has worked on the case since: the customer may have been told', async () => {
  const { office, line, desk, other, caseId } = await grantedUnheard();
  const data = { channel: 'phone', direction: 'out', reached: true, informed: true, call: null };
  expect(other.engine.submit({ lane: LANE, caseId, actor: 'tim', type: 'log-contact', data, body: { text: 'Zusage gesagt' } }).ok).toBe(
    true,
  );
  await talk(other);
  expect(sends(desk, 'withdraw-approval', caseId, { approval: 'p1' }, 'w1')).toBe(true);
  line.isDeaf = false;
  await talk(desk);
  expect(await decided(office, caseId)).toEqual(['p1']);
  expect([(await hubAccount(office)).spent, await given(office), desk.store.outcome('w1')?.verdict]).toEqual([1_200, [], 'refused']);
});

it('[U32] [U40] a no on the telephone that came before its author could hear of the grant undoes it, with both names', async () => {
  const { office, line, desk, caseId } = await grantedUnheard();
  expect(sends(desk, 'withdraw-approval', caseId, { approval: 'p1', declinedBy: 'murat' }, 'w1')).toBe(true);
  line.isDeaf = false;
  await talk(desk);
  const events = await office.ledgerStore.eventsOf(caseId);
  const undone = events.find(({ event }) => event.type === 'approval-withdrawn');
  expect(undone?.event.data).toEqual({ approval: 'p1', undone: true, phone: { lead: 'murat', enteredBy: 'lena' } });
  expect([await decided(office, caseId), (await hubAccount(office)).spent, await given(office)]).toEqual([[], 0, [1_200]]);
});

it('[U34] nobody keeps the hub from giving back by taking the name of its step before it', async () => {
  const { office, line, desk, other, caseId } = await grantedUnheard();
  const command = giveBackId(digest, 'p1', ACCOUNT);
  expect(
    other.engine.submitAll([{ lane: LANE, caseId, actor: 'watchdog', type: 'add-note', data: {}, body: { text: 'Platz' }, command }]).ok,
  ).toBe(true);
  await talk(other);
  expect(sends(desk, 'withdraw-approval', caseId, { approval: 'p1' }, 'w1')).toBe(true);
  line.isDeaf = false;
  await talk(desk);
  expect([(await hubAccount(office)).spent, await given(office)]).toEqual([0, [1_200]]);
});

const standings = async (office: Office) =>
  (await hubAccount(office)).leases.map(({ device, standing, cause }) => [device, standing, cause ?? null]);

it('[U33] a copy of a disk that told another history stops the leases of both until a manager gives them up', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  const other = leaseDesk(office, ['tim']);
  await talk(desk, other);
  const copied = leaseDesk(office, ['lena'], {
    store: createMemoryDeskStore((desk.store as MemoryDeskStore).image()),
    device: desk.device,
    record: { ...desk.record },
  });
  expect(grants(desk, 'lena', 500)).toBeNull();
  await talk(desk);
  expect(grants(copied, 'lena', 700)).toBeNull();
  await talk(copied);
  expect(await standings(office)).toEqual([
    [desk.device, 'frozen', 'fork'],
    [other.device, 'open', null],
  ]);
  // Both hear it with the next conversation, and neither is handed anything.
  await talk(desk, copied);
  expect(accountOf(desk)?.leases[0]).toMatchObject({ standing: 'frozen', cause: 'fork' });
  expect(copied.engine.status(LANE).trouble).toBe('journal-frozen');
  await copied.engine.renewJournal(LANE);
  await talk(desk, copied);
  for (const each of [desk, copied]) expect(accountOf(each)?.leases[0]).toMatchObject({ standing: 'frozen', cause: 'fork' });
  expect([leaseHere(desk), leaseHere(copied), addsUp(await hubAccount(office))]).toEqual([null, null, true]);
});

it('[U33] a workstation that was locked out leaves no lease open', async () => {
  const office = await sharedOffice();
  const [desk, other] = [leaseDesk(office, ['lena']), leaseDesk(office, ['tim'])];
  await talk(desk, other);
  for (let turn = 0; turn < 2; turn += 1) await office.ledger.lockOut(LANE, desk.device);
  expect(await standings(office)).toEqual([
    [desk.device, 'frozen', 'revoked'],
    [other.device, 'open', null],
  ]);
  const frozen = (await office.ledgerStore.eventsOf(ACCOUNT)).filter(({ event }) => event.type === 'lease-frozen');
  expect(frozen.length).toBe(1);
  await talk(other);
  expect(accountOf(other)?.leases[0]).toMatchObject({ standing: 'frozen', cause: 'revoked' });
});

it('[U33] nobody keeps the hub from stopping his leases by taking the name of its step before it', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  const { lease, gen } = leaseHere(desk)!;
  const caseId = opens(desk, 'Gutschrift', 'lena');
  const command = `freeze:${digest(`${ACCOUNT} ${lease} ${gen} revoked`).slice(0, 32)}`;
  expect(
    desk.engine.submitAll([{ lane: LANE, caseId, actor: 'lena', type: 'add-note', data: {}, body: { text: 'Platz' }, command }]).ok,
  ).toBe(true);
  await talk(desk);
  await office.ledger.lockOut(LANE, desk.device);
  expect(await standings(office)).toEqual([[desk.device, 'frozen', 'revoked']]);
});

it('[U33] a lock-out that its lane did not take is not taken for done', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  const { ledgerStore: store, clock } = office;
  const ledger = createLedger({ store, clock: () => clock.now, digest, newEpoch: () => 'other-process', fence: () => null });
  await expect(ledger.lockOut(LANE, desk.device)).rejects.toThrow('lane-moved');
});

it('[U33] no workstation can say so of another one', async () => {
  const office = await sharedOffice();
  const [desk, other] = [leaseDesk(office, ['lena']), leaseDesk(office, ['tim'])];
  await talk(desk, other);
  const { lease } = leaseHere(desk)!;
  const frame = { lane: LANE, caseId: ACCOUNT, type: 'freeze-lease', body: null, data: { lease, cause: 'fork' } } as const;
  for (const actor of ['watchdog', 'tim']) other.engine.submit({ ...frame, actor });
  await talk(other);
  expect(await standings(office)).toEqual([
    [desk.device, 'open', null],
    [other.device, 'open', null],
  ]);
});

it('[U34] what a decision drew that its workstation has forgotten is back with its refusal', async () => {
  const office = await sharedOffice();
  const line = { isDeaf: false };
  const [desk, lead] = [leaseDesk(office, ['lena']), leaseDesk(office, ['murat'], { wire: deaf(line) })];
  await talk(desk, lead);
  const caseId = opens(desk, 'Gutschrift', 'lena');
  const asked = credit(6_000, { customerWaiting: false, recommendation: 'grant' });
  desk.engine.submitAll([{ lane: LANE, caseId, actor: 'lena', type: 'ask-approval', data: asked, body: null, command: 'a1' }]);
  await talk(desk, lead);
  const backup = (lead.store as MemoryDeskStore).image();
  const draws = [{ account: ACCOUNT, lease: null, amount: 6_000 }];
  const key = { ...BUDGET, ledgers: [...BUDGET.ledgers], month: MONTH };
  const spend = { ...key, lease: null, decision: 'd1', case: caseId, amount: 6_000 };
  const done = lead.engine.submitAll([
    { lane: LANE, caseId: ACCOUNT, actor: 'murat', type: 'spend-budget', body: null, data: spend },
    { lane: LANE, caseId, actor: 'murat', type: 'approve', body: null, command: 'd1', data: { approval: 'a1', amount: 6_000, draws } },
  ]);
  expect(done.ok).toBe(true);
  expect(sends(desk, 'withdraw-approval', caseId, { approval: 'a1' }, 'w1')).toBe(true);
  await talk(desk);
  line.isDeaf = true;
  await lead.engine.sync(LANE);
  await lead.engine.stop();
  const settled = await office.ledgerStore.settledCommands(LANE, ['d1']);
  expect([settled.get('d1')?.outcome.verdict, await given(office)]).toEqual(['refused', [6_000]]);
  const back = leaseDesk(office, ['murat'], { store: createMemoryDeskStore(backup), device: lead.device, record: lead.record });
  await talk(back);
  const account = await hubAccount(office);
  expect([account.spent, addsUp(account), await given(office)]).toEqual([0, true, [6_000]]);
  // The hub's own journal is one like any other.
  expect(await examineLedger(office.ledgerStore, digest)).toEqual([]);
});

it('[U34] what names money that nobody spent makes the hub write nothing', async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  const caseId = opens(desk, 'Gutschrift', 'lena');
  await talk(desk);
  const draws = [{ account: ACCOUNT, lease: leaseHere(desk)!.lease, amount: 510 }];
  for (const amount of [500, 510]) expect(sends(desk, 'decide', caseId, credit(amount, { draws }), `forged-${amount}`)).toBe(true);
  // Kept aside: he is not of this workstation any more.
  office.bound.set(desk.device, ['tim', 'watchdog']);
  await talk(desk);
  expect(desk.store.outcome('forged-500')?.verdict).toBe('quarantined');
  expect((await office.ledgerStore.journals(LANE)).filter(({ device }) => device.startsWith('hub:'))).toEqual([]);
});
