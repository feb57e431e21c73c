// Puts desks around one hub that hand out a shared budget, with their records outside the databases, and adds the money up.
import type { DeskApi } from '../../shared/api.ts';
import { createDesk } from '../../shared/desk.ts';
import { createNewId } from '../../shared/kernel/ids.ts';
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import { accountId, leaseOfDesk, leasedOf, type BudgetAccount, type Lease } from '../../shared/case/budget-account.ts';
import type { Json } from '../../shared/kernel/result.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import type { Transport } from '../../shared/sync/protocol.ts';
import type { OutsideRecord } from '../../shared/sync/lease-parts.ts';
import { telecomWith, TELECOM } from '../pack.ts';
import { LANE, opens } from './desks.ts';
import { createHubDesk, createOffice, type HubDesk, type Office } from './hub-desks.ts';

export const LIMIT = 20_000;
export const LEAST = 3_000;
export const MONTH = '2026-06';

/** One budget for goodwill of the team that three of its people share. */
export const BUDGET = { scope: 'team', owner: 'abrechnung', ledgers: ['goodwill'] } as const;

const authority = {
  ...TELECOM.pack.authority,
  budgets: [{ scope: 'team', team: 'abrechnung', ledgers: ['goodwill'], amount: LIMIT }],
  leases: { reserve: 25, askAt: 30, days: 3, least: LEAST },
};

// Caps of a single person's day would end the stories before the budget does.
const decisions = TELECOM.pack.decisions.map((type) => (type.id === 'goodwill-credit' ? { ...type, agentDay: [] } : type));

export const SHARED = telecomWith({ authority, decisions });

export const ACCOUNT = accountId(LANE, { ...BUDGET, month: MONTH });

export type MemoryRecord = OutsideRecord & { text: string | null; fails: boolean };

export const createRecord = (): MemoryRecord => {
  const record: MemoryRecord = {
    text: null,
    fails: false,
    read: () => record.text,
    write: (text) => {
      if (record.fails) throw new Error('no room');
      record.text = text;
    },
  };
  return record;
};

export type LeaseDesk = HubDesk & { readonly people: string[]; readonly record: MemoryRecord };

export const sharedOffice = (newStore: () => DeskStore = createMemoryDeskStore): Promise<Office> =>
  createOffice({ policy: SHARED, newStore });

export const leaseDesk = (
  office: Office,
  people: readonly string[],
  given: {
    readonly store?: DeskStore;
    readonly record?: MemoryRecord;
    readonly device?: string;
    readonly wire?: (transport: Transport) => Transport;
  } = {},
): LeaseDesk => {
  const bound = [...people];
  const record = given.record ?? createRecord();
  const desk = createHubDesk(office, [...people, 'watchdog'], { ...given, leases: { record, people: () => bound } });
  return { ...desk, people: bound, record };
};

export const accountOf = ({ store }: Pick<HubDesk, 'store'>, id = ACCOUNT): BudgetAccount | null => store.currentState(id)?.budget ?? null;

/** What the hub knows, and nobody else decides by. */
export const hubAccount = async ({ ledgerStore }: Office, id = ACCOUNT): Promise<BudgetAccount> => {
  const state = (await ledgerStore.states([id])).get(id);
  if (state?.budget === undefined) throw new Error(`the hub has no account ${id}`);
  return state.budget;
};

export const leaseHere = (desk: LeaseDesk, id = ACCOUNT): Lease | null => {
  const holder = desk.engine.holder(LANE);
  const account = accountOf(desk, id);
  return holder === null || account === null ? null : leaseOfDesk(account, holder.device, holder.gen);
};

/** `limit = spent + leased + free`, and nobody got more than there was. */
export const addsUp = (account: BudgetAccount): boolean =>
  account.limit === account.spent + leasedOf(account) + account.free && account.free >= 0 && account.spent <= account.limit;

/** Conversations until nothing is left to say: questions that follow from a conversation go with the next. */
export const talk = async (...desks: readonly HubDesk[]): Promise<void> => {
  for (let round = 0; round < 4; round += 1) for (const desk of desks) await desk.engine.sync(LANE);
};

let names = 0;

/** Somebody grants something at his desk, out of its lease; the refusal's code, or null. */
export const grants = (
  desk: LeaseDesk,
  person: string,
  amount: number,
  caseId = opens(desk, 'Gutschrift', person),
  id = ACCOUNT,
  ledgers: readonly string[] = BUDGET.ledgers,
): string | null => {
  const lease = leaseHere(desk, id)?.lease ?? null;
  if (lease === null) return 'no-lease';
  const decision = `decision-${(names += 1)}`;
  const spend: Json = { ...BUDGET, ledgers: [...ledgers], month: id.slice(-7), lease, decision, case: caseId, amount };
  const wish: Json = { decisionType: 'goodwill-credit', amount, reason: null, evidence: [], draws: [{ account: id, lease, amount }] };
  const done = desk.engine.submitAll([
    { lane: LANE, caseId: id, actor: person, type: 'spend-budget', data: spend, body: null },
    { lane: LANE, caseId, actor: person, type: 'decide', data: wish, body: null, command: decision },
  ]);
  return done.ok ? null : done.refusal.code;
};

/** Somebody signs in at a desk as any screen does; answers how he is to be called for from then on. */
export const signsIn = async (
  office: Office,
  { engine, store }: LeaseDesk,
  person: string,
): Promise<{ readonly desk: DeskApi; readonly session: string }> => {
  const clock = (): number => office.clock.now;
  const newId = createNewId(clock, office.random);
  const desk = createDesk({ engine, store, clock, newId, host: { host: 'browser', version: '0' }, demo: true });
  const signed = await desk.call('session.sign-in', null, { lane: LANE, person });
  if (!signed.ok) throw new Error(signed.refusal.code);
  return { desk, session: signed.value.session };
};
