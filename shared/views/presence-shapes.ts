// Knows what a screen may ask of who is there: what somebody is doing, who else is at work, and whom the principal can be reached by.
import { z } from 'zod';
import { labelSchema as label } from '../policy/pack-words.ts';

const none = z.strictObject({});
const instant = z.number();

/** What somebody who is there is doing. On a break he is not there for whoever looks for somebody to ask. */
export const presenceState = z.enum(['free', 'call', 'after-call', 'break']);
export type PresenceState = z.infer<typeof presenceState>;

/** `busy`: not free, and the pack does not allow to say why. */
export const shownState = z.enum([...presenceState.options, 'busy']);
export type ShownState = z.infer<typeof shownState>;

/**
 * Whether this desk knows who is at other workstations: `alone` (there are none: no hub), `known`, `cut` (the hub has not been heard for
 * too long), `untold` (a hub of an older version says nothing of it).
 */
export const elsewhereKnown = z.enum(['alone', 'known', 'cut', 'untold']);
export type ElsewhereKnown = z.infer<typeof elsewhereKnown>;

/** A contact of the principal. `until`: open without a break till then, null = closed now or open at any hour; `opensAt` null = open, or never. */
export const principalContact = z.strictObject({
  id: z.string(),
  name: z.string(),
  function: label,
  phone: z.string().nullable(),
  mail: z.string().nullable(),
  open: z.boolean(),
  until: instant.nullable(),
  opensAt: instant.nullable(),
  /** Name of the contact who stands in. */
  deputy: z.string().nullable(),
});

export const presenceShapes = {
  /** What the signed-in person is doing from now on; no sign of a hand by itself. Stands for the session, is written nowhere. */
  'presence.set': { session: true, input: z.strictObject({ state: presenceState }), output: none },
  /** The signed-in person's own state, and whether those at other workstations are known. */
  'presence.view': { session: true, input: none, output: z.strictObject({ state: presenceState, elsewhere: elsewhereKnown }) },
  /** The principal's contacts in the order of the pack. */
  'contacts.list': { session: true, input: none, output: z.array(principalContact) },
} as const;

export type PrincipalContact = z.infer<typeof principalContact>;
