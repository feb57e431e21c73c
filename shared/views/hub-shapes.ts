// Knows how screens are shown the way to the hub: how a desk belongs to it, and how far the two are apart.
import { z } from 'zod';

const ms = z.number();

/** How a desk belongs to a hub. `restart`: the hub was named just now and holds from the next start on. */
export const hubView = z.strictObject({
  url: z.string().nullable(),
  enrolled: z.boolean(),
  /** The name this workstation was given when it was enrolled. */
  name: z.string().nullable(),
  restart: z.boolean(),
  trouble: z.string().nullable(),
  lanes: z.array(
    z.strictObject({
      lane: z.string(),
      name: z.string(),
      arriving: z.strictObject({ what: z.enum(['list', 'history']), done: z.number().int(), total: z.number().int() }).nullable(),
    }),
  ),
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
  /** Cases whose rows follow a new pack already; absent when all do. */
  rewriting: z.strictObject({ done: z.number().int(), total: z.number().int() }).optional(),
});

export type HubView = z.infer<typeof hubView>;
export type SyncStatus = z.infer<typeof syncStatus>;
