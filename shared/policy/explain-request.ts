// Reads one request to the authority as outsiders write it, and says of a wrong one where it is wrong and what to write instead.
import { z } from 'zod';
import { ok } from '../kernel/result.ts';
import {
  CURRENCY,
  MONEY,
  NOT_NEGATIVE,
  POSITIVE,
  badRequest,
  bool,
  currency,
  faultAt,
  id,
  list,
  maybe,
  moneyOf,
  object,
  time,
  whole,
  type Checked,
} from './request-words.ts';

const TIER = '1, 2, 3 or 4';

const tier = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)], { error: `one of the tiers ${TIER}` });
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
