// One customer at an office: a case is opened, the desk says what may be said, and that is what the customer is told.
import type { CallInput, CallOutput } from '../../shared/api.ts';
import type { Office } from './house.ts';
import { wishOf, type Asking, type Day, type Place } from './script.ts';
import type { Holding, Told } from './told.ts';

export type Serving = {
  readonly office: Office;
  readonly session: string;
  readonly number: number;
  readonly day: Day;
  readonly place: Place;
  readonly person: string;
  readonly customer: string;
  readonly asking: Pick<Asking, 'kind' | 'amount'>;
  readonly again: number | null;
};

type Sent = CallInput<'command.send'>;

const send = (
  { office, session }: Serving,
  type: Sent['type'],
  caseId: string | null,
  data: object,
  body: object,
): Promise<CallOutput<'command.send'>> => office.desk().call('command.send', session, { type, caseId, data, body } as Sent);

/** What stands in the leases of this workstation. */
export const holdingsAt = async (office: Office, session: string): Promise<readonly Holding[]> => {
  const { budgets } = await office.desk().call('budgets.view', session, {});
  return budgets.flatMap(({ account, name, here }) => (here.left === undefined ? [] : [{ account, name, left: here.left }]));
};

const opened = async (serving: Serving): Promise<string> => {
  const data = {
    number: '',
    customer: serving.customer,
    category: serving.asking.kind === 'small-claim' ? 'claim' : 'premium',
    channel: 'visit',
    urgency: 'medium',
    impact: 'low',
    reason: null,
    call: null,
  };
  const done = await send(serving, 'open-case', null, data, { title: `Anliegen ${serving.number}` });
  if (!done.ok) throw new Error(`no case: ${JSON.stringify(done.refusal)}`);
  return done.value.caseId;
};

/** Nobody gives his word beyond what the desk says of it. */
export const serve = async (serving: Serving): Promise<Told> => {
  const { office, session, asking, number, day, place, person, customer, again } = serving;
  const caseId = await opened(serving);
  const wish = wishOf(asking, `V-${customer}`);
  const asked = await office.desk().call('authority.standing', session, { caseId, wish });
  if (!asked.ok) throw new Error(`no standing: ${JSON.stringify(asked.refusal)}`);
  const { standing, until, draws } = asked.value;
  const told = { number, day, office: place, person, customer, kind: asking.kind, amount: asking.amount, caseId, again };
  const accounts = draws.map(({ account }) => account);
  const nothing = { ...told, standing: 'refused', command: null, accounts: [], callback: null } as const;
  if (standing === 'never') return { ...nothing, why: 'never', holdings: await holdingsAt(office, session) };
  const words = { text: 'Der Kunde ist vor Ort.' };
  const isFirm = standing === 'committed';
  const request = { ...wish, customerWaiting: false, recommendation: 'grant', ...(until === null ? {} : { proposed: { until } }) };
  const done = isFirm ? await send(serving, 'decide', caseId, wish, words) : await send(serving, 'ask-approval', caseId, request, words);
  if (!done.ok) return { ...nothing, why: done.refusal.code, holdings: await holdingsAt(office, session) };
  const promise =
    isFirm || until === null
      ? null
      : await send(serving, 'make-promise', caseId, { due: until, by: person, callback: true, window: null }, { what: 'Bescheid geben' });
  if (promise?.ok === false) throw new Error(`no promise: ${JSON.stringify(promise.refusal)}`);
  return {
    ...told,
    standing,
    command: done.value.command,
    why: null,
    accounts,
    callback: promise === null ? null : promise.value.command,
    holdings: await holdingsAt(office, session),
  };
};
