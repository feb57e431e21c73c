// Knows the words requests of the black boxes are written in, and says of a wrong one where it is wrong and what to write instead.
import { z } from 'zod';
import type { Result } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import { pathText } from './pack-fault.ts';

/** `path` as one writes it: "history[3].at"; the whole request is "request". */
export type ExplainFault = { readonly path: string; readonly message: string };
export type Checked<Value> = Result<Value, { readonly code: 'bad-request'; readonly data: ExplainFault }>;

export const POSITIVE = `a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`;
export const NOT_NEGATIVE = `a whole number from 0 to ${Number.MAX_SAFE_INTEGER}`;
export const MONEY = 'money such as {"minor":1500,"currency":"EUR"} (minor units: cents)';

/** An object that knows its keys: one that is not known is named together with those that are. */
export const object = <Shape extends z.core.$ZodLooseShape>(expected: string, shape: Shape): z.ZodObject<Shape, z.core.$strict> =>
  z.strictObject(shape, {
    error: ({ code }) => (code === 'unrecognized_keys' ? `known here are ${Object.keys(shape).join(', ')}` : expected),
  });

/** Any text that names something, 1 to 200 characters. */
export const id = (example: string) => {
  const expected = `a text of 1 to 200 characters such as "${example}"`;
  return z.string({ error: expected }).min(1, expected).max(200, expected);
};
/** A whole number from `least` on that can be counted with exactly. */
export const whole = (least: number, expected: string) =>
  z.number({ error: expected }).int(expected).min(least, expected).max(Number.MAX_SAFE_INTEGER, expected);
/** What may be left out, or be null: null when it is. */
export const maybe = <Value extends z.ZodType>(schema: Value) => schema.nullish().transform((value) => value ?? null);
export const bool = z.boolean({ error: 'true or false' });
/** A currency's code by its form alone. */
export const currency = (expected: string) => z.string({ error: expected }).regex(/^[A-Z]{3}$/, expected);
export const CURRENCY = 'an ISO 4217 code of three capital letters such as "EUR"';

/** Money in minor units. Whether the currency is the pack's is asked later. */
export const moneyOf = (least: number, expected: string) =>
  object(MONEY, { minor: whole(least, `${expected} of minor units (cents)`), currency: currency(CURRENCY) });
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
/** A time of a request: ISO 8601 with its offset in, epoch ms out. */
export const time = z
  .string({ error: 'a time in ISO 8601 with its offset such as "2026-03-01T10:00:00+01:00"' })
  .transform((text, context) => {
    const at = instantOf(text);
    if (typeof at === 'number') return at;
    context.addIssue({ code: 'custom', message: at });
    return z.NEVER;
  });

/** A list; a value that is none is told what was expected. */
export const list = <Item extends z.core.SomeType>(expected: string, item: Item) => z.array(item, { error: expected });

/** A refusal that names its place and its cure in words, for the one who wrote the request. */
export const badRequest = (path: string, message: string): Checked<never> => ({
  ok: false,
  refusal: { code: 'bad-request', data: { path, message } },
});

/** The first fault zod found in a request: its place, what stands there, what to write instead. Refusal: `bad-request` {path, message}. */
export const faultAt = (request: unknown, issue: z.core.$ZodIssue): Checked<never> => {
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
