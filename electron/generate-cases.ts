// Makes plausible cases as the orders that would have led to them, the same for the same seed; the core decides every one of them.
import { derivedId, type Digest } from '../shared/kernel/ids.ts';
import type { Json } from '../shared/kernel/result.ts';
import { HOUR, MINUTE, type Ms } from '../shared/kernel/time.ts';
import type { CommandType } from '../shared/case/commands.ts';
import { completenessOf } from '../shared/handover/completeness.ts';
import type { FieldSpec } from '../shared/handover/field-schema.ts';
import type { Form } from '../shared/handover/form.ts';
import { sealForm } from '../shared/handover/seal.ts';
import { formAbout } from '../shared/policy/form-about.ts';
import type { Channel, Person } from '../shared/policy/pack-schema.ts';
import type { Policy } from '../shared/policy/policy.ts';
import type { Customer } from '../shared/views/shapes.ts';
import { createSeeded, type Seeded } from '../shared/kernel/seeded.ts';
import { details, firstNames, lastNames, notes, type GeneratedWords } from './generate-words.ts';

export type GeneratedOrder = {
  readonly lane: string;
  readonly caseId: string;
  readonly actor: string;
  readonly type: CommandType;
  readonly data: Readonly<Record<string, Json>>;
  readonly body: Readonly<Record<string, Json>> | null;
  readonly command: string;
  readonly at: Ms;
};

/** The orders of one case in their order, and the customer it is about. */
export type GeneratedCase = { readonly customer: Customer; readonly orders: readonly GeneratedOrder[] };

export type GenerateWish = {
  readonly policy: Policy;
  readonly seed: number;
  readonly digest: Digest;
  readonly now: Ms;
  /** Number of cases in the lane; opened over the last weeks, `now` being the end. */
  readonly cases: number;
  readonly language: 'de' | 'en';
  readonly number: () => string;
};

const DAY = 24 * HOUR;
/** Calls of a middling centre; more cases reach further back. */
const CASES_PER_DAY = 400;

type Making = GenerateWish & { readonly chance: Seeded; readonly words: GeneratedWords; readonly agents: readonly Person[] };

export function* generateCases(wish: GenerateWish): Generator<GeneratedCase> {
  const agents = wish.policy.pack.roster.filter(
    ({ role, signIn, teams }) => (role === 'agent' || role === 'specialist') && signIn && teams.length > 0,
  );
  const making: Making = { ...wish, agents, chance: createSeeded(wish.seed), words: { details, notes, firstNames, lastNames } };
  const span = Math.max(2, wish.cases / CASES_PER_DAY) * DAY;
  for (let index = 0; index < wish.cases; index += 1) {
    const openedAt = Math.floor(wish.now - 30 * MINUTE - span * (1 - (index + 1) / wish.cases));
    yield caseOf(making, index, openedAt);
  }
}

const caseOf = (making: Making, index: number, openedAt: Ms): GeneratedCase => {
  const { policy, chance, digest, seed, language, words, agents, now } = making;
  const { lane, pack } = policy;
  const caseId = derivedId(digest, 'generated-case', lane, String(seed), String(index));
  const customer = customerOf(making, chance.whole(1, Math.max(10, Math.round(making.cases * 0.6))));
  const agent = chance.pick(agents);
  const category = chance.pick(pack.categories);
  const [urgency, impact] = [chance.weighted(LEVELS), chance.weighted(LEVELS)];
  const orders: GeneratedOrder[] = [];
  let at = openedAt;
  const say = (
    actor: string,
    type: CommandType,
    data: Readonly<Record<string, Json>>,
    body: Readonly<Record<string, Json>> | null = null,
  ): string => {
    const command = derivedId(digest, 'generated', caseId, String(orders.length));
    orders.push({ lane, caseId, actor, type, data, body, command, at });
    at = Math.min(now, at + chance.whole(1, 40) * MINUTE);
    return command;
  };
  const title = `${category.label[language]}: ${chance.pick(words.details[language])}`;
  const channel = chance.weighted(CHANNELS);
  say(
    agent.id,
    'open-case',
    {
      number: making.number(),
      customer: customer.id,
      category: category.id,
      channel,
      urgency,
      impact,
      reason: null,
      call: null,
    },
    { title, caller: customer.name },
  );
  if (chance.unit() < 0.6) say(agent.id, 'add-note', {}, { text: chance.pick(words.notes[language]) });

  // Old cases are mostly closed, as in life; what is open piles up in the last days.
  const age = (now - openedAt) / DAY;
  const ending = chance.unit();
  if (ending < (age > 3 ? 0.97 : 0.35)) {
    say(agent.id, 'log-contact', { channel: 'phone', direction: 'out', reached: true, informed: true, call: null }, { who: customer.name });
    const result = chance.pick(pack.results).id;
    say(agent.id, 'resolve', { result });
    if (age > 3 || chance.unit() < 0.5) say(agent.id, 'close', { result, informedAt: at, deviated: false, avoidable: false, cause: null });
  } else if (ending < 0.75) {
    if (chance.unit() < 0.4)
      say(agent.id, 'make-promise', { due: at + chance.whole(2, 48) * HOUR, by: agent.id, callback: true }, { what: PROMISE[language] });
  } else escalateCase(making, { agent, category: category.id, channel, customer, at, urgency, impact }, say);
  return { customer, orders };
};

const LEVELS = [
  ['medium', 70],
  ['low', 20],
  ['high', 10],
] as const;
const CHANNELS = [
  ['phone', 75],
  ['mail', 15],
  ['chat', 10],
] as const;
const PROMISE = { de: 'Rückruf mit Ergebnis', en: 'Call back with the result' } as const;

type Sender = {
  readonly agent: Person;
  readonly category: string;
  readonly channel: Channel;
  readonly customer: Customer;
  readonly at: Ms;
  readonly urgency: 'high' | 'medium' | 'low';
  readonly impact: 'high' | 'medium' | 'low';
};
type Say = (actor: string, type: CommandType, data: Readonly<Record<string, Json>>, body?: Readonly<Record<string, Json>> | null) => string;

/** Sends the case up with a complete form; some stay in flight, some are accepted, some come back with an answer. */
const escalateCase = (making: Making, sender: Sender, say: Say): void => {
  const { policy, chance, language, words } = making;
  const { pack } = policy;
  const reason = chance.pick(pack.reasons.filter(({ kind }) => kind === 'hierarchical'));
  const text = chance.pick(words.notes[language]);
  const form: Form = {
    kind: reason.kind,
    reason: { code: reason.id, demanded: chance.unit() < 0.1 },
    priority: { urgency: sender.urgency, impact: sender.impact },
    summary: text,
    wish: { remedy: chance.pick(pack.remedies).id, text },
    tried: [{ step: text, result: text, who: sender.agent.id }],
    question: QUESTION[language],
    decision: { type: pack.decisions[0]!.id, amount: chance.whole(2, 9) * 1_000, own: null },
    recommendation: { verdict: 'grant', line: text },
    promises: { none: true, rows: [] },
    nextStep: { text: PROMISE[language], told: true, notTold: null },
    deadline: sender.at + 4 * HOUR,
    callback: { who: sender.customer.name, channel: 'phone', number: sender.customer.numbers[0] ?? '0', window: '8–18' },
    fallback: [{ if: text, then: text }],
    mood: { level: chance.pick(['calm', 'upset', 'escalated'] as const), quote: '' },
    deescalation: [],
    identity: { method: pack.identity[0]!.id, contract: sender.customer.contracts[0] ?? '' },
    markers: [],
    complaint: { is: false, receivedOn: null },
    notSolvable: reason.notSolvable,
  };
  // A principal's own fields are filled with what their kind allows, where they are asked for.
  const { missing } = completenessOf(form, policy.fields, 'send', formAbout(policy, sender));
  const own = Object.fromEntries(
    policy.fields.filter(({ id }) => missing.includes(id)).map((field) => [field.id, ownValueOf(field, text, sender.at)]),
  );
  const { sealed, body } = sealForm({ ...form, own: own as NonNullable<Form['own']> }, policy.fields);
  say(
    sender.agent.id,
    'escalate',
    { reason: reason.id, demanded: false, customerWaiting: false, form: sealed as unknown as Json, promises: [] },
    { form: body, promises: {} },
  );
};

const ownValueOf = (field: FieldSpec, text: string, at: Ms): Json => {
  const row = Object.fromEntries((field.columns ?? []).map(({ id, kind, options }) => [id, valueOf(kind, options, text, at)]));
  if (field.kind === 'group') return row;
  return field.kind === 'rows' ? [row] : valueOf(field.kind, field.options, text, at);
};

const valueOf = (kind: FieldSpec['kind'], options: FieldSpec['options'], text: string, at: Ms): Json => {
  const first = options?.[0]?.id ?? '';
  if (kind === 'flag') return true;
  if (kind === 'datetime' || kind === 'money') return kind === 'money' ? 1_000 : at;
  if (kind === 'date') return new Date(at).toISOString().slice(0, 10);
  if (kind === 'choice') return first;
  return kind === 'multi' ? [first] : text;
};

const QUESTION = { de: 'Dürfen wir dem zustimmen?', en: 'May we agree to this?' } as const;

const customerOf = ({ policy, words, seed, now }: Making, index: number): Customer => {
  // Of the customer's own seed, so that the same customer always looks the same, in whichever case he comes.
  const own = createSeeded(seed * 7_919 + index);
  const number = String(100_000 + index);
  return {
    id: `k-${number}`,
    name: `${own.pick(words.firstNames)} ${own.pick(words.lastNames)}`,
    numbers: [`+49 30 ${String(5_000_000 + index)}`],
    contracts: [`V-${number}`],
    lastBill: { minor: own.whole(1_500, 12_000), currency: policy.pack.principal.currency },
    staff: null,
    relatives: [],
    since: new Date(now - own.whole(30, 4_000) * DAY).toISOString().slice(0, 10),
    segment: own.unit() < 0.85 ? 'private' : 'business',
  };
};
