// Knows what the desk tells every window unasked: wake-ups only, the data is fetched by calls.
import { z } from 'zod';

export const deskEvent = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('changed'),
    lane: z.string(),
    cases: z.array(z.string()),
    topics: z.array(z.enum(['queue', 'lead', 'case', 'refused', 'sync', 'pack', 'draft', 'presence', 'absence', 'alerts'])),
    /** Of the topic `draft`: the keys of those that were saved. */
    drafts: z.array(z.string()).optional(),
    /** The number under which a host passed this on; its answers name the last one before they were asked for. */
    told: z.number().optional(),
  }),
  z.strictObject({ type: z.literal('signed-out'), session: z.string() }),
  /** A call was announced, taken or gone; what of it a window may know it asks for. */
  z.strictObject({ type: z.literal('pop') }),
  /** Asked for outside of the windows, as in the menu of the tray. */
  z.strictObject({ type: z.literal('show'), what: z.literal('alerts') }),
]);
export type DeskEvent = z.infer<typeof deskEvent>;
