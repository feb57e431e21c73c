// Knows what a screen may ask of calls a telephone system announces: which wait, whose they are, and to take one.
import { z } from 'zod';
import { refusalShape } from './refusal-shape.ts';
import { customerHit } from './shapes.ts';

const id = z.string().min(1).max(120);
const none = z.strictObject({});
const word = z.string().min(1).max(80).nullable();
const refusalOr = <Shape extends z.ZodType>(value: Shape) =>
  z.union([z.strictObject({ ok: z.literal(true), value }), z.strictObject({ ok: z.literal(false), refusal: refusalShape })]);
const principal = z.strictObject({ id: z.string(), name: z.string() });

/** What a telephone system says of a call; null = it did not say. `call` is its own name for it. */
export const pop = z.strictObject({ caller: word, customer: word, principal: word, case: word, call: word });
export type Pop = z.infer<typeof pop>;

/**
 * One announced call as one window is shown it. Not `mine` (it belongs to another principal): nothing but whose it is stands there.
 * `takers`: people signed in for that principal at this desk. `missing`: what was named and is not to be found here.
 */
export const popRow = z.strictObject({
  id: z.string(),
  at: z.number(),
  until: z.number(),
  /** Null where the telephone system named none: whoever takes it decides by that for whom it is. */
  principal: principal.nullable(),
  mine: z.boolean(),
  takers: z.number().int(),
  caller: z.string().nullable(),
  call: z.string().nullable(),
  case: z.strictObject({ caseId: z.string(), number: z.string(), title: z.string() }).nullable(),
  customers: z.array(customerHit),
  missing: z.strictObject({ case: z.string().nullable(), customer: z.string().nullable() }),
  /** Set for a link that could not be read; then nothing else is known of it. */
  fault: refusalShape.nullable(),
});
export type PopRow = z.infer<typeof popRow>;

export const popShapes = {
  /** Calls announced here that nobody has taken, the newest first. */
  'pops.waiting': { session: true, input: none, output: z.array(popRow) },
  /** Whose calls wait, for a window nobody is signed in at; null = the telephone system named no principal. */
  'pops.outside': { session: false, input: none, output: z.array(z.strictObject({ id: z.string(), principal: principal.nullable() })) },
  /** Takes a call off every window. Refusals: `pop-gone`, `pop-not-yours` {name}. */
  'pops.take': { session: true, input: z.strictObject({ id }), output: refusalOr(popRow) },
  /** Takes it off without anybody answering it here. Refusals as `pops.take`. */
  'pops.drop': { session: true, input: z.strictObject({ id }), output: refusalOr(none) },
  /** How many pressing alerts this person has, for the badge of the program; the host shows it where it can. */
  'host.badge': { session: true, input: z.strictObject({ count: z.number().int().min(0).max(9_999) }), output: none },
} as const;

/** What the host can do outside its windows: `browser` = not from within a browser, `system` = this system offers none. */
const can = z.enum(['yes', 'browser', 'system']);
export const surroundings = z.strictObject({ badge: can, tray: can, links: can });
export type Surroundings = z.infer<typeof surroundings>;
