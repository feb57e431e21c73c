// Puts people of one team at desks of their own around one hub, with a case that waits for somebody, and lets them meet.
import { createNewId } from '../../shared/kernel/ids.ts';
import { createDesk } from '../../shared/desk.ts';
import type { CallInput, CallName, CallOutput } from '../../shared/api.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import type { Refusal } from '../../shared/kernel/result.ts';
import { fullForm, sealed } from '../case/story.ts';
import { LANE, opens, says, type DeskBench } from './desks.ts';
import { createHubDesk, createOffice, type HubDesk, type Office } from './hub-desks.ts';

export type Offices = {
  readonly office: Office;
  /** Lena's, Tim's, and the one of Murat, who leads both. */
  readonly lena: HubDesk;
  readonly tim: HubDesk;
  readonly murat: HubDesk;
  readonly all: readonly HubDesk[];
};

/** Everybody twice round, so that what one of them caused has reached the others. */
export const meet = async (...desks: readonly DeskBench[]): Promise<void> => {
  for (const desk of [...desks, ...desks]) await desk.engine.sync(LANE);
};

export const offices = async (): Promise<Offices> => {
  const office = await createOffice();
  const [lena, tim, murat] = ['lena', 'tim', 'murat'].map((person) => createHubDesk(office, [person])) as [HubDesk, HubDesk, HubDesk];
  for (const desk of [lena, tim, murat]) await desk.engine.sync();
  return { office, lena, tim, murat, all: [lena, tim, murat] };
};

/** Lena's case, known to all. */
export const held = async ({ lena, all }: Offices): Promise<string> => {
  const caseId = opens(lena);
  await meet(...all);
  return caseId;
};

/** A case that waits in the team's queue. */
export const queued = async (at: Offices): Promise<string> => {
  const caseId = await held(at);
  says(at.murat, 'move-case', caseId, { to: { team: 'abrechnung', person: null }, cause: 'workload' }, {}, 'murat');
  await meet(...at.all);
  return caseId;
};

export const eventsOf = async ({ office }: Offices, caseId: string): Promise<readonly CaseEvent[]> =>
  (await office.ledgerStore.eventsOf(caseId)).map(({ event }) => event);

/** What was told, as the ledger keeps it: type, author, flag. */
export const toldOf = async ({ office }: Offices, caseId: string, type: CaseEvent['type']): Promise<readonly (string | null)[][]> =>
  (await office.ledgerStore.eventsOf(caseId)).filter(({ event }) => event.type === type).map(({ event, flag }) => [event.by.person, flag]);

/** What stands on somebody's list to follow up. */
export const lostOf = ({ store }: DeskBench, person: string): readonly Refusal[] =>
  store.refused(LANE, person).map(({ refusal }) => refusal);

/** Everybody believes the same of a case. */
export const agreed = ({ all }: Offices, caseId: string): boolean =>
  new Set(all.map(({ store }) => JSON.stringify([store.currentState(caseId), store.tables(caseId)]))).size === 1;

export type Chair = <Name extends CallName>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>;

/** Somebody signed in at a desk, who says everything through its contract. */
export const chairAt = async ({ office }: Offices, { engine, store }: HubDesk, person: string): Promise<Chair> => {
  const clock = (): number => office.clock.now;
  const newId = createNewId(clock, office.random);
  const desk = createDesk({ engine, store, clock, newId, host: { host: 'browser', version: '0.0.0' }, demo: true });
  const signed = await desk.call('session.sign-in', null, { lane: LANE, person });
  if (!signed.ok) throw new Error(signed.refusal.code);
  return (name, input) => desk.call(name, signed.value.session, input);
};

export const FACTS = ['situation', 'request', 'promise'];

/** Lena hands her case sideways to the faults team. */
export const offers = ({ lena }: Offices, caseId: string): string =>
  says(
    lena,
    'offer-handover',
    caseId,
    {
      reason: 'technical-depth',
      demanded: false,
      customerWaiting: false,
      form: sealed(fullForm()),
      promises: [],
      to: { team: 'stoerung', person: null },
    },
    { form: {}, promises: {} },
  ).command;
