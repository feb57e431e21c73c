// Knows how screens are shown the way to the hub: how a desk belongs to it, and how far the two are apart.
import { z } from 'zod';
import { holdingShape } from './budget-shapes.ts';
import { me } from './people-shapes.ts';
import { jsonShape } from './refusal-shape.ts';

const ms = z.number();

/** How a desk belongs to a hub. `restart`: the hub was named just now and holds from the next start on. */
export const hubView = z.strictObject({
  url: z.string().nullable(),
  enrolled: z.boolean(),
  /** The name this workstation was given when it was enrolled. */
  name: z.string().nullable(),
  restart: z.boolean(),
  trouble: z.string().nullable(),
  /** Cases of its own that no hub takes over (counted up to 1,000), so that this folder cannot come to one; absent = none. */
  ownCases: z.number().int().optional(),
  lanes: z.array(
    z.strictObject({
      lane: z.string(),
      name: z.string(),
      arriving: z.strictObject({ what: z.enum(['list', 'history']), done: z.number().int(), total: z.number().int() }).nullable(),
    }),
  ),
});

/** Somebody came in. `offline`: without the hub. `elsewhere`: his day is still open at another workstation, last heard of at `seenAt`. */
export const signedIn = z.strictObject({
  session: z.string(),
  me,
  offline: z.boolean().optional(),
  elsewhere: z.strictObject({ name: z.string(), at: ms, seenAt: ms }).optional(),
});

export const syncStatus = z.strictObject({
  mode: z.enum(['loopback', 'hub']),
  waiting: z.number().int(),
  unconfirmed: z.number().int(),
  refused: z.number().int(),
  position: z.number().int(),
  lastHeard: ms.nullable(),
  trouble: z.string().nullable(),
  /** First sync, or new rights: cases still to come. `list`: before the lists are whole; `history`: only earlier events are missing. Absent when all is here. */
  arriving: z.strictObject({ what: z.enum(['list', 'history']), done: z.number().int(), total: z.number().int() }).optional(),
  /** Events the hub lost when it was set back and that have not come again; absent = none. */
  aside: z.number().int().optional(),
  /** Away from the hub: how far limits hold, and until when; absent in touch with it, or with a ledger of one's own. */
  holds: holdingShape.optional(),
  /** Cases whose rows follow a new pack already; absent when all do. */
  rewriting: z.strictObject({ done: z.number().int(), total: z.number().int() }).optional(),
});

/** A step that waits here for the hub, with the words of its author. */
export const unsentRow = z.strictObject({
  command: z.string(),
  type: z.string(),
  at: ms,
  by: z.string(),
  caseId: z.string(),
  number: z.string(),
  title: z.string(),
  data: jsonShape,
  body: jsonShape.nullable(),
});

export type UnsentRow = z.infer<typeof unsentRow>;
export type HubView = z.infer<typeof hubView>;
export type SyncStatus = z.infer<typeof syncStatus>;
