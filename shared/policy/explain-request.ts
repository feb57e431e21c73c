// Reads one request to the authority as outsiders write it, and says of a wrong one where it is wrong and what to write instead.
import { z } from 'zod';
import { ok, type Result } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import { pathText } from './pack-fault.ts';

/** `path` as one writes it: "history[3].at"; the whole request is "request". */
export type ExplainFault = { readonly path: string; readonly message: string };
export type Checked<Value> = Result<Value, { readonly code: 'bad-request'; readonly data: ExplainFault }>;

const POSITIVE = `a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`;
const NOT_NEGATIVE = `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`;
const MONEY = 'money such as {"minor":1500,"currency":"EUR"} (minor units: cents)';
const TIER = '1, 2, 3 or 4';

/** An object that knows its keys: one that is not known is named together with those that are. */
const object = <Shape extends z.core.$ZodLooseShape>(expected: string, shape: Shape): z.ZodObject<Shape, z.core.$strict> =>
  z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `known here are ${Object.keys(shape).join(', ')}` : expected),
  });

const id = (example: string) => {
  const expected = `a text of 1 to 200 characters such as "${example}"`;
  return z.string({ error: expected }).min(1, expected).max(200, expected);
};
const whole = (least: number, expected: string) =>
  z.number({ error: expected }).int(expected).min(least, expected).max(Number.MAX_SAFE_INTEGER, expected);
const tier = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)], { error: `one of the tiers ${TIER}` });
/** What may be left out, or be null: null when it is. */
const maybe = <Value extends z.ZodType>(schema: Value) => schema.nullish().transform((value) => value ?? null);
const bool = z.boolean({ error: 'true or false' });
const currency = (expected: string) => z.string({ error: expected }).regex(/^[A-Z]{3}$/, expected);
const CURRENCY = 'an ISO 4217 code of three capital letters such as "EUR"';

const moneyOf = (least: number, expected: string) =>
  object(MONEY, { minor: whole(least, `${expected} of minor units (cents)`), currency: currency(CURRENCY) });
const bill = object(MONEY, {
  minor: whole(Number.MIN_SAFE_INTEGER, 'a whole number of minor units (cents)'),
  currency: currency(CURRENCY),
});
/** Money or a count: which of the two is asked the decision type says, and with it the place of a fault. */
const amountOf = (least: number, expected: string) =>
  object(`${MONEY}, or {"count":1} for a decision that is counted`, {
    minor: whole(least, `${expected} of minor units (cents)`).optional(),
    currency: currency(CURRENCY).optional(),
    count: whole(least, expected).optional(),
  });

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] as const;
const daysIn = (year: number, month: number): number =>
  month === 2 && year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : (DAYS[month - 1] ?? 0);
const ISO = /^(\d{4})-(\d\d)-(\d\d)T([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?$/;

/** An instant in ISO 8601 with its offset; finer than a millisecond is cut off. Otherwise what to write instead. */
const instantOf = (text: string): Ms | string => {
  const [, year, month, day, , offset] = ISO.exec(text) ?? [];
  if (year === undefined) return 'a time in ISO 8601 with its offset such as "2026-03-01T10:00:00+01:00"';
  if (Number(day) < 1 || Number(day) > daysIn(Number(year), Number(month))) return 'a day that exists in the calendar';
  if (offset === undefined)
    return `a time with its offset, since nobody knows which clock showed it: "${text}Z" for UTC, or "${text}+01:00"`;
  // Engines agree on three digits and on the colon only.
  return Date.parse(
    text
      .replace(',', '.')
      .replace(/(\.\d{3})\d+/, '$1')
      .replace(/([+-]\d\d):?(\d\d)$/, '$1:$2'),
  );
};
const time = z.string({ error: 'a time in ISO 8601 with its offset such as "2026-03-01T10:00:00+01:00"' }).transform((text, context) => {
  const at = instantOf(text);
  if (typeof at === 'number') return at;
  context.addIssue({ code: 'custom', message: at });
  return z.NEVER;
});

const list = <Item extends z.core.SomeType>(expected: string, item: Item) => z.array(item, { error: expected });

const SHARE = 'a share of more than 0 up to 100';
const count = whole(1, POSITIVE);
const terms = object('an object such as {"months":6,"percent":20,"instalments":3,"days":90}', {
  months: maybe(count),
  percent: maybe(z.number({ error: SHARE }).gt(0, SHARE).max(100, SHARE)),
  instalments: maybe(count),
  days: maybe(count),
});
const RELATIONS = ['none', 'own', 'relative', 'colleague'] as const;
const facts = object('an object such as {"ownAccount":false,"tenureDays":400,"segment":"business"}', {
  ownAccount: maybe(bool),
  tenureDays: maybe(whole(0, NOT_NEGATIVE)),
  segment: maybe(id('business')),
  relation: maybe(z.enum(RELATIONS, { error: `one of ${RELATIONS.join(', ')}` })),
  otherAccount: maybe(bool),
  toldAt: maybe(time),
});

const decision = object('an object with type, amount, customer and case', {
  type: id('goodwill-credit'),
  amount: maybe(amountOf(1, POSITIVE)),
  customer: id('c1').nullable(),
  case: id('k1'),
  contract: maybe(id('v1')),
  bill: maybe(bill),
  reason: maybe(id('delay')),
  evidence: maybe(list('a list of paper codes such as ["fault-ticket"]', id('fault-ticket'))),
  terms: maybe(terms),
  facts: maybe(facts),
});

const earlier = object('an object with type, amount, customer, case, actor, tier and at', {
  type: id('goodwill-credit'),
  amount: maybe(amountOf(0, NOT_NEGATIVE)),
  customer: id('c1').nullable(),
  case: id('k0'),
  actor: id('a1'),
  tier: maybe(tier),
  at: time,
  contract: maybe(id('v1')),
  team: maybe(id('service')),
  open: maybe(bool),
});

const requestSchema = object('an object in { } with pack, actor, decision and now', {
  pack: id('telecom'),
  actor: object('an object such as {"id":"a1","tier":1}', { id: id('a1'), tier, team: maybe(id('service')) }),
  decision,
  history: maybe(list('a list of earlier decisions', earlier)),
  now: time,
  lastSync: maybe(time),
  online: maybe(bool),
  present: maybe(list(`a list of tiers (${TIER})`, tier)),
  terms: maybe(terms),
  facts: maybe(facts),
  budget: maybe(
    object('an object such as {"limit":{"minor":500000,"currency":"EUR"},"used":{"minor":0,"currency":"EUR"}}', {
      limit: moneyOf(0, NOT_NEGATIVE),
      used: moneyOf(0, NOT_NEGATIVE),
    }),
  ),
});

/** A request whose shape is right; times are epoch ms. Whether its codes and currencies fit the pack is asked later. */
export type ExplainRequest = z.output<typeof requestSchema>;
export type AskedAmount = NonNullable<ExplainRequest['decision']['amount']>;

/**
 * Checks the shape alone and answers the first fault in the order of the request's keys. Refusal: `bad-request` {path, message}.
 */
export const readRequest = (value: unknown): Checked<ExplainRequest> => {
  const read = requestSchema.safeParse(value);
  if (!read.success) return faultAt(value, read.error.issues[0]!);
  for (const key of ['terms', 'facts'] as const)
    if (read.data[key] !== null && read.data.decision[key] !== null)
      return badRequest(key, `${key} stands in the request and in its decision. Keep one of the two.`);
  return ok(read.data);
};

/** A refusal that names its place and its cure in words, for the one who wrote the request. */
export const badRequest = (path: string, message: string): Checked<never> => ({
  ok: false,
  refusal: { code: 'bad-request', data: { path, message } },
});

const faultAt = (request: unknown, issue: z.core.$ZodIssue): Checked<never> => {
  const place = (path: readonly PropertyKey[]): string => (path.length === 0 ? 'request' : pathText(path));
  if (issue.code === 'unrecognized_keys') {
    const path = place([...issue.path, issue.keys[0]!]);
    return badRequest(path, `${path} is not known. Correct its spelling or leave it out; ${issue.message}.`);
  }
  const path = place(issue.path);
  const found = issue.path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<PropertyKey, unknown>>)[step] : undefined),
    request,
  );
  if (found === undefined) return badRequest(path, `${path} is missing. Write ${issue.message}.`);
  return badRequest(path, `${path} is ${shortly(found)}. Write ${issue.message}.`);
};

/** A value as JSON, cut where it grows long. */
export const shortly = (value: unknown): string => {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length <= 60 ? text : `${text.slice(0, 59)}…`;
};
