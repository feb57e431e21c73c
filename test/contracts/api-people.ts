// The people of the starter packs and what they need to act in a journey; every wire under test is spoken to through these.
import { expect } from 'vitest';
import { calls, type ApiFault, type CallInput, type CallName, type CallOutput, type DeskApi, type WireAnswer } from '../../shared/api.ts';
import type { CommandType } from '../../shared/case/commands.ts';
import { faultError, faultOf } from '../../shared/dispatch.ts';
import type { Customer } from '../../shared/views/shapes.ts';
import type { Form } from '../../shared/handover/form.ts';

/** A desk behind some wire, with the starter packs and these customers in it. */
export type ApiUnderTest = { readonly api: DeskApi; readonly close: () => Promise<void> };
export type MakeApi = (customers: Readonly<Record<string, readonly Customer[]>>) => Promise<ApiUnderTest>;

const customer = (id: string, name: string, number: string, contract: string): Customer => ({
  id,
  name,
  numbers: [number],
  contracts: [contract],
  lastBill: { minor: 3999, currency: 'EUR' },
  staff: null,
  relatives: [],
  since: '2021-05-31',
  segment: null,
});

export const CUSTOMERS = {
  nordlicht: [
    customer('K-1001', 'Karin Öztürk', '+49 40 555 0134', 'V-77-4411'),
    customer('K-1002', 'Peter Lindqvist', '+49 40 555 0199', 'V-77-4412'),
    // What a customer was granted counts for ever after, so every journey about money has one of its own.
    ...['live', 'ask', 'correct', 'deputy', 'glass', 'picture', 'why'].map((id, n) =>
      customer(`M-${id}`, `Mia Beispiel ${id}`, `+49 40 556 010${n}`, `V-88-440${n}`),
    ),
  ],
  seeblick: [customer('G-1', 'Karin Berger', '+43 1 555 0134', 'B-2026-9')],
} as const;

/** Speaks the wire's own envelope; a fault comes back as the error the desk would have thrown. */
export const apiOver = (
  send: (name: string, session: string | null, input: unknown) => Promise<WireAnswer>,
  subscribe: DeskApi['subscribe'],
): DeskApi => ({
  call: async <Name extends CallName>(name: Name, session: string | null, input: CallInput<Name>) => {
    const answer = await send(name, session, input);
    if (!answer.ok) throw faultError(answer.fault);
    // The wire has checked it against this very contract.
    return answer.output as CallOutput<Name>;
  },
  subscribe,
});

export type Person = {
  readonly id: string;
  readonly session: string;
  readonly call: <Name extends CallName>(name: Name, input: CallInput<Name>) => Promise<CallOutput<Name>>;
  /** Sends a command and expects it to be taken. */
  readonly send: (type: CommandType, caseId: string | null, data?: object, body?: object) => Promise<string>;
  /** Sends a command and expects a refusal. */
  readonly refused: (
    type: CommandType,
    caseId: string | null,
    data?: object,
    body?: object,
  ) => Promise<{ code: string; data: Record<string, unknown> }>;
  readonly view: (caseId: string) => Promise<Extract<CallOutput<'case.view'>, { ok: true }>['value']>;
  readonly group: (group: string) => Promise<readonly string[]>;
};

const json = (value: object): CallInput<'command.send'>['data'] => JSON.parse(JSON.stringify(value)) as CallInput<'command.send'>['data'];

export const signIn = async (api: DeskApi, lane: string, id: string): Promise<Person> => {
  const opened = await api.call('session.sign-in', null, { lane, person: id });
  if (!opened.ok) throw new Error(`${id} cannot sign in: ${opened.refusal.code}`);
  const { session } = opened.value;
  const call: Person['call'] = (name, input) => api.call(name, session, input);
  const answer = (type: CommandType, caseId: string | null, data: object, body: object) =>
    call('command.send', { type, caseId, data: json(data), body: json(body) });
  return {
    id,
    session,
    call,
    send: async (type, caseId, data = {}, body = {}) => {
      const sent = await answer(type, caseId, data, body);
      expect(sent, `${id} ${type}`).toMatchObject({ ok: true });
      return sent.ok ? sent.value.caseId : '';
    },
    refused: async (type, caseId, data = {}, body = {}) => {
      const sent = await answer(type, caseId, data, body);
      if (sent.ok) throw new Error(`${id} ${type} was taken, a refusal was expected`);
      return sent.refusal;
    },
    view: async (caseId) => {
      const view = await call('case.view', { caseId });
      if (!view.ok) throw new Error(`${id} cannot read the case: ${view.refusal.code}`);
      return view.value;
    },
    group: async (group) => {
      const groups = await call('queue.list', { limit: 50 });
      return groups.find((row) => row.group === group)?.rows.map(({ caseId }) => caseId) ?? [];
    },
  };
};

/** Waits until the ledger has ruled on everything this principal's desk has sent. */
export const settled = async (person: Person): Promise<void> => {
  await expect.poll(async () => (await person.call('sync.status', {})).waiting, { timeout: 5_000, interval: 5 }).toBe(0);
};

export const faultFrom = async (call: Promise<unknown>): Promise<ApiFault | null> =>
  call.then(
    () => null,
    (error: unknown) => {
      const fault = faultOf(error);
      if (fault === null) throw error;
      return fault;
    },
  );

export const openBilling = {
  data: { customer: 'K-1001', category: 'billing', channel: 'phone', urgency: 'medium', impact: 'medium', reason: null, call: 'R-1' },
  body: { title: 'Doppelte Abbuchung März', text: 'Betrag wurde zweimal abgebucht', caller: 'Karin Öztürk', phone: '+49 40 555 0134' },
} as const;

/** What an agent types or ticks of a hierarchical handover; the rest is filled in by the desk. */
export const typedForm = (due: number, by: string): Form => ({
  summary: 'März zweimal abgebucht, Kundin wartet seit zwei Wochen',
  wish: { remedy: 'credit', text: 'Erstattung und Gutschrift' },
  question: 'Gutschrift über 40 Euro freigeben?',
  decision: { type: 'goodwill-credit', amount: 4000, own: null },
  recommendation: { verdict: 'grant', line: 'Fehler lag bei uns' },
  promises: { none: false, rows: [{ what: 'Rückruf mit Ergebnis', due, by }] },
  nextStep: { text: 'Die Teamleitung entscheidet heute', told: true, notTold: null },
  mood: { level: 'upset', quote: '' },
  identity: { method: 'password', contract: 'V-77-4411' },
});

/** Every call that needs a session. */
export const SESSION_CALLS = (Object.keys(calls) as CallName[]).filter((name) => calls[name].session);
