// What was told at a workstation stands at the hub: also where its author left meanwhile, its spend was not covered, or its line was dead unsaid.
import { expect, it } from 'vitest';
import type { Json } from '../../shared/kernel/result.ts';
import { LANE, opens } from './desks.ts';
import type { Office } from './hub-desks.ts';
import {
  ACCOUNT,
  BUDGET,
  grants,
  hubAccount,
  leaseDesk,
  leaseHere,
  LEAST,
  LIMIT,
  MONTH,
  sharedOffice,
  signsIn,
  talk,
  type LeaseDesk,
} from './lease-desks.ts';

const made = async (office: Office, caseId: string) =>
  (await office.ledgerStore.eventsOf(caseId)).flatMap(({ event, flag }) =>
    event.type === 'decision-made' ? [{ flag, cause: event.data.review?.cause ?? null, team: event.data.review?.team ?? null, event }] : [],
  );
const begun = async () => {
  const office = await sharedOffice();
  const desk = leaseDesk(office, ['lena']);
  await talk(desk);
  const caseId = opens(desk, 'Gutschrift', 'lena');
  await talk(desk);
  return { office, desk, caseId };
};
const spends = (desk: LeaseDesk, caseId: string, amount: number, decision: string, lease: string | null): void => {
  const key = { ...BUDGET, ledgers: [...BUDGET.ledgers], month: MONTH };
  const wish: Json = { decisionType: 'goodwill-credit', amount, reason: null, evidence: [], draws: [{ account: ACCOUNT, lease, amount }] };
  const done = desk.engine.submitAll([
    {
      lane: LANE,
      caseId: ACCOUNT,
      actor: 'lena',
      type: 'spend-budget',
      body: null,
      data: { ...key, lease, decision, case: caseId, amount },
    },
    { lane: LANE, caseId, actor: 'lena', type: 'decide', body: null, command: decision, data: wish },
  ]);
  if (!done.ok) throw new Error(JSON.stringify(done.refusal));
};

it('[U35] a decision told by somebody who has left meanwhile stands, flagged, paid and put before the lead', async () => {
  const { office, desk, caseId } = await begun();
  expect(grants(desk, 'lena', 700, caseId)).toBeNull();
  desk.engine.submit({ lane: LANE, caseId, actor: 'lena', type: 'classify', data: { urgency: 'high' }, body: null, command: 'late-work' });
  office.bound.set(desk.device, ['tim', 'watchdog']);
  office.left.set(desk.device, ['lena']);
  await talk(desk);
  expect(await made(office, caseId)).toMatchObject([
    { flag: 'authority-withdrawn', cause: 'authority-withdrawn', team: expect.any(String) },
  ]);
  expect((await hubAccount(office)).spent).toBe(700);
  // Work that nobody was told of is not his to do any more.
  expect(desk.store.outcome('late-work')).toMatchObject({ verdict: 'quarantined', refusal: { code: 'not-signed-in-here' } });
});

it('[U35] one by somebody who never proved himself there stays out', async () => {
  const { office, desk, caseId } = await begun();
  expect(grants(desk, 'lena', 700, caseId)).toBeNull();
  office.bound.set(desk.device, ['tim', 'watchdog']);
  await talk(desk);
  expect([await made(office, caseId), (await hubAccount(office)).spent]).toEqual([[], 0]);
});

it('[U36] a spend that its lease no longer covers stands before the lead with both sides’ facts, and is counted by its reason', async () => {
  const { office, desk, caseId } = await begun();
  const lead = leaseDesk(office, ['murat', 'helga']);
  await talk(lead);
  const { lease } = leaseHere(desk)!;
  spends(desk, caseId, 900, 'd1', lease);
  // Given up while its workstation was away.
  const words = { text: 'Notebook gestohlen' };
  lead.engine.submit({
    lane: LANE,
    caseId: ACCOUNT,
    actor: 'helga',
    type: 'write-off-lease',
    data: { lease, reason: 'stolen' },
    body: words,
  });
  await talk(lead, desk);
  const [decision] = await made(office, caseId);
  expect(decision).toMatchObject({ flag: 'lease-written-off', cause: 'lease-written-off' });
  expect(decision?.event.data.review?.budgets).toMatchObject([
    {
      account: ACCOUNT,
      owner: 'abrechnung',
      amount: 900,
      limit: LIMIT,
      lease: { device: desk.device, standing: 'written-off', granted: LEAST },
    },
  ]);
  await talk(lead);
  const { desk: api, session } = await signsIn(office, lead, 'murat');
  const inbox = await api.call('lead.inbox', session, { limit: 20 });
  expect(inbox).toMatchObject({
    reviews: [{ decision: { review: { cause: 'lease-written-off', budgets: [{ amount: 900 }] } } }],
    causes: { 'lease-written-off': 1 },
  });
});

it('[U37] a decision that hides that it was made without a line is flagged by what the hub knows itself', async () => {
  const { office, desk, caseId } = await begun();
  const { lease } = leaseHere(desk)!;
  office.silence.from = office.clock.now + 1_000;
  office.clock.now += 3_600_000;
  spends(desk, caseId, 600, 'd1', lease);
  office.clock.now += 60_000;
  office.silence.until = office.clock.now;
  spends(desk, caseId, 700, 'd2', lease);
  await talk(desk);
  expect((await made(office, caseId)).map(({ flag }) => flag)).toEqual(['away-hidden', null]);
});
