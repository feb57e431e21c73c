// Reads one request to the matrix as outsiders write it; of a wrong one it says where it is wrong and what to write instead.
import { z } from 'zod';
import { ok } from '../kernel/result.ts';
import { channelSchema, markerSchema, prioritySchema } from './pack-schema.ts';
import { tierSchema } from './pack-words.ts';
import { NOT_NEGATIVE, bool, faultAt, id, list, maybe, moneyOf, object, time, type Checked } from './request-words.ts';

const oneOf = <Values extends z.ZodEnum>(values: Values): z.ZodEnum<Values['enum']> =>
  z.enum(values.enum, { error: `one of ${values.options.join(', ')}` });
const tier = z.union(tierSchema.options, { error: 'one of the tiers 1, 2, 3, 4 or "A"' });

const requestSchema = object('an object in { } with pack, reason, category, channel, priority, from and now', {
  pack: id('telecom'),
  reason: id('billing-error'),
  category: id('billing'),
  channel: oneOf(channelSchema),
  priority: oneOf(prioritySchema),
  amount: maybe(moneyOf(0, NOT_NEGATIVE)),
  markers: maybe(list(`a list of markers (${markerSchema.options.join(', ')})`, oneOf(markerSchema))),
  from: object('an object such as {"tier":1,"team":"abrechnung"}', { tier, team: id('abrechnung') }),
  now: time,
  present: maybe(list('a list of team ids such as ["technik"]', id('technik'))),
  customerWaiting: maybe(bool),
});

/** A request whose shape is right; `now` is epoch ms. Whether its codes, teams and currency are the pack's is asked later. */
export type RouteRequest = z.output<typeof requestSchema>;

/** Checks the shape alone and answers the first fault in the order of the request's keys. Refusal: `bad-request` {path, message}. */
export const readRouteRequest = (value: unknown): Checked<RouteRequest> => {
  const read = requestSchema.safeParse(value);
  return read.success ? ok(read.data) : faultAt(value, read.error.issues[0]!);
};
