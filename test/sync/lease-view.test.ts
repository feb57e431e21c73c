// What screens are told about budgets: who holds how much, how long limits hold, and whether a promise is firm before anybody speaks.
import { expect, it } from 'vitest';
import { calls, type CallInput, type CallName, type CallOutput } from '../../shared/api.ts';
import { HOUR } from '../../shared/kernel/time.ts';
import { createMemoryDeskStore, type MemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { LANE, opens } from './desks.ts';
import type { Office } from './hub-desks.ts';
import {
  ACCOUNT,
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

type Ask = <Name extends CallName>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>;

/** Everything goes through the contract, both ways. */
const sits = async (office: Office, at: LeaseDesk, person: string): Promise<Ask> => {
  const { desk, session } = await signsIn(office, at, person);
  return async (name, input) => {
    const answer = await desk.call(name, session, input);
    calls[name].output.parse(answer);
    return answer;
  };
};

const credit = (amount: number) => ({ decisionType: 'goodwill-credit', amount, reason: null, evidence: [] });

const furnished = async () => {
  const office = await sharedOffice();
  const [desk, lead] = [leaseDesk(office, ['lena']), leaseDesk(office, ['murat'])];
  await talk(desk, lead);
  return { office, desk, lead, lena: await sits(office, desk, 'lena'), murat: await sits(office, lead, 'murat') };
};

it('[HL18] an agent sees his budget and what this desk holds of it; a lead sees every workstation and what he may do', async () => {
  const { desk, lead, lena, murat } = await furnished();
  grants(desk, 'lena', 1_000);
  await talk(desk, lead);
  const [mine] = (await lena('budgets.view', {})).budgets;
  expect(mine).toMatchObject({
    account: ACCOUNT,
    limit: LIMIT,
    spent: 1_000,
    leased: LEAST - 1_000,
    free: LIMIT - LEAST,
    burnt: 5,
    doubted: false,
    here: { meaning: 'open', granted: LEAST, used: 1_000, left: 2_000, recalled: false },
    leases: [],
  });
  expect(mine?.canRelease).toMatchObject({ code: expect.any(String) as string });
  const [his] = (await murat('budgets.view', {})).budgets;
  expect(his?.here).toEqual({ meaning: 'none' });
  expect(his?.leases).toMatchObject([
    {
      device: desk.device,
      mine: false,
      left: 2_000,
      people: ['lena'],
      can: { recall: null, freeze: null, writeOff: { code: 'role-forbids' } },
    },
  ]);
});

it('[HL19] [HL37] a lead recalls and stops a lease by hand with his words, and nobody else’s verbs go that way', async () => {
  const { office, desk, lead, lena, murat } = await furnished();
  const { lease } = leaseHere(desk)!;
  const freeze = { account: ACCOUNT, verb: 'freeze-lease', lease, reason: null, text: 'Gerät gesucht' } as const;
  expect(await lena('budget.act', freeze)).toMatchObject({ ok: false, refusal: { code: 'role-forbids' } });
  expect(await murat('budget.act', { ...freeze, account: 'budget:else' })).toMatchObject({ ok: false, refusal: { code: 'not-found' } });
  expect(await murat('budget.act', { ...freeze, verb: 'write-off-lease' })).toMatchObject({ ok: false });
  expect(await murat('budget.act', freeze)).toMatchObject({ ok: true });
  await talk(lead, desk);
  expect((await hubAccount(office)).leases).toMatchObject([{ standing: 'frozen' }]);
  expect((await lena('budgets.view', {})).budgets[0]?.here).toMatchObject({ meaning: 'stopped', left: 0 });
  const stopped = { cause: 'by-hand', by: 'murat', at: office.clock.now, words: 'Gerät gesucht' };
  expect((await lena('budgets.view', {})).budgets[0]?.here.stopped).toEqual(stopped);
  expect((await murat('budgets.view', {})).budgets[0]?.leases[0]?.stopped).toEqual(stopped);
  const before = (await office.ledgerStore.head(LANE))?.position;
  office.clock.now += HOUR;
  await talk(desk);
  // A workstation that somebody stopped does not ask again and again.
  expect((await office.ledgerStore.head(LANE))?.position).toBe(before);
});

it('[HL37] a copy of a desk promises nothing firmly as soon as it has met the other, and says why', async () => {
  const { office, desk } = await furnished();
  const caseId = opens(desk);
  const copied = leaseDesk(office, ['lena'], {
    store: createMemoryDeskStore((desk.store as MemoryDeskStore).image()),
    device: desk.device,
    record: { ...desk.record },
  });
  const hers = await sits(office, copied, 'lena');
  const stands = async (): Promise<unknown> => hers('authority.standing', { caseId, wish: credit(500) });
  expect(await stands()).toMatchObject({ value: { draws: [{ left: LEAST, short: 0 }] } });
  grants(desk, 'lena', 500);
  await talk(desk);
  grants(copied, 'lena', 700);
  await copied.engine.sync(LANE);
  // The hub's own stop has not come here yet.
  const { here } = (await hers('budgets.view', {})).budgets[0]!;
  expect(here).toMatchObject({ meaning: 'stopped', left: 0, stopped: { cause: 'fork', by: null } });
  expect(await stands()).toMatchObject({ value: { draws: [{ left: 0, short: 500, stopped: { cause: 'fork' } }] } });
  await talk(copied);
  expect((await hers('budgets.view', {})).budgets[0]?.here).toMatchObject({ meaning: 'stopped', stopped: { cause: 'fork', by: null } });
});

it('[HL20] before anybody speaks a screen says whether it would be firm, and what to say', async () => {
  const { office, desk, lena } = await furnished();
  const caseId = opens(desk);
  const standing = async (amount: number) => {
    const answer = await lena('authority.standing', { caseId, wish: credit(amount) });
    if (!answer.ok) throw new Error(answer.refusal.code);
    return answer.value;
  };
  expect(await standing(1_000)).toMatchObject({
    standing: 'committed',
    away: false,
    sentence: { de: 'Das sage ich Ihnen fest zu: 10,00\u00a0€.' },
    draws: [{ account: ACCOUNT, left: LEAST, short: 0, lease: true }],
  });
  expect(await standing(9_000)).toMatchObject({ standing: 'request', sentence: null, until: null });
  desk.line.isDead = true;
  await desk.engine.sync(LANE);
  grants(desk, 'lena', 1_400);
  grants(desk, 'lena', 1_400);
  expect(await standing(200)).toMatchObject({ standing: 'committed', away: true, holds: { share: 100, next: 50 } });
  const proposed = await standing(500);
  expect(proposed).toMatchObject({ standing: 'proposed', draws: [{ left: 200, short: 300 }] });
  expect(proposed.until).toBeGreaterThan(office.clock.now);
  expect(proposed.sentence?.de).toMatch(/^Ich halte das für Sie fest: 5,00\u00a0€, vorbehaltlich der Bestätigung bis \w+tag/);
});

it('[HL21] limits hold by steps from the last contact on, also over a restart, and the badge says until when', async () => {
  const { office, desk, lena } = await furnished();
  expect(await lena('sync.status', {})).not.toHaveProperty('holds');
  await office.ledgerStore.beat(LANE, office.clock.now);
  await desk.engine.sync(LANE);
  const heard = office.clock.now;
  desk.line.isDead = true;
  office.clock.now += 20 * HOUR;
  await desk.engine.sync(LANE);
  expect(await lena('sync.status', {})).toMatchObject({ lastHeard: heard, holds: { share: 100, until: heard + 24 * HOUR, next: 50 } });
  await desk.engine.stop();
  const again = leaseDesk(office, desk.people, { store: desk.store, record: desk.record, device: desk.device });
  again.line.isDead = true;
  office.clock.now += 10 * HOUR;
  await again.engine.sync(LANE);
  const after = await sits(office, again, 'lena');
  expect(await after('sync.status', {})).toMatchObject({ lastHeard: heard, holds: { share: 50, until: heard + 48 * HOUR, next: null } });
  office.clock.now += 20 * HOUR;
  expect(await after('budgets.view', {})).toMatchObject({ away: true, lastHeard: heard, holds: { share: null, until: null, next: null } });
});
