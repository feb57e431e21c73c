// Knows the shape of who can sign in, who is signed in, and the words of the pack they work by.
import { z } from 'zod';
import { fieldSpecSchema } from '../handover/field-schema.ts';
import { kindSchema, roleSchema, targetSchema, tierSchema } from '../policy/pack-schema.ts';
import { shownState } from './presence-shapes.ts';

const label = z.strictObject({ de: z.string(), en: z.string() });
const coded = z.strictObject({ id: z.string(), label });
const tier = tierSchema;

/** Someone who can sign in here. */
export const signInChoice = z.strictObject({
  lane: z.string(),
  principal: z.string(),
  accent: z.strictObject({ light: z.string(), dark: z.string() }),
  person: z.string(),
  name: z.string(),
  role: roleSchema,
  tier,
  teams: z.array(label),
  demo: z.boolean(),
  /** A secret is asked for; absent where one click is enough (no hub). `offline`: he has signed in here before, so it works without the hub too. */
  secret: z.strictObject({ offline: z.boolean() }).optional(),
});

export const me = z.strictObject({
  lane: z.string(),
  person: z.string(),
  name: z.string(),
  role: roleSchema,
  tier,
  teams: z.array(z.string()),
});

/** The phases of a call with an upset customer, in order. */
export const deescalationPhase = z.enum(['listen', 'acknowledge', 'clarify', 'offer', 'agree']);

/** What the screens need of a pack: labels for every code, people's names, decision types with the signed-in tier's limit. */
export const packView = z.strictObject({
  lane: z.string(),
  version: z.string(),
  name: z.string(),
  prefix: z.string(),
  zone: z.string(),
  currency: z.string(),
  accent: z.strictObject({ light: z.string(), dark: z.string() }),
  notice: label.nullable(),
  /** Null where the pack allows no break-glass decision. */
  breakGlass: z.strictObject({ types: z.array(z.string()), amount: z.number(), review: targetSchema }).nullable(),
  tiers: z.array(z.strictObject({ tier, label })),
  teams: z.array(z.strictObject({ id: z.string(), name: label, tier, lead: z.string() })),
  people: z.array(
    z.strictObject({ id: z.string(), name: z.string(), role: roleSchema, tier, teams: z.array(z.string()), signIn: z.boolean() }),
  ),
  categories: z.array(coded),
  remedies: z.array(coded),
  deficiencies: z.array(z.strictObject({ id: z.string(), label, field: z.boolean() })),
  reasons: z.array(z.strictObject({ id: z.string(), label, kind: kindSchema })),
  notSolvable: z.array(coded),
  notTold: z.array(coded),
  identity: z.array(coded),
  calendars: z.array(coded),
  waits: z.array(coded),
  results: z.array(coded),
  avoidableCauses: z.array(coded),
  /** Said at the beginning of a call for this principal; null = the pack names none. */
  greeting: label.nullable(),
  steps: z.array(
    z.strictObject({
      id: z.string(),
      label,
      categories: z.array(z.string()).nullable(),
      /** The article that shows how. */
      article: z.string().nullable(),
      /** Asked for before the case is passed on. */
      needed: z.boolean(),
    }),
  ),
  deescalation: z.array(z.strictObject({ id: z.string(), label, phase: deescalationPhase, say: label.nullable() })),
  /** Without their words: `articles.view` gives those. */
  articles: z.array(z.strictObject({ id: z.string(), title: label, categories: z.array(z.string()).nullable() })),
  /** What may be shown about single people, and the smallest group a figure may be about. */
  figures: z.strictObject({ person: z.boolean(), smallestGroup: z.number() }),
  /** Minutes: for what is due after a call, and until an idle workstation locks. */
  call: z.strictObject({ wrapMinutes: z.number(), lockMinutes: z.number() }),
  decisions: z.array(
    z.strictObject({
      id: z.string(),
      label,
      ledger: z.string(),
      unit: z.enum(['money', 'count']),
      own: z.number().nullable().optional(),
      quick: z.array(z.number()),
      saying: label,
      formula: z.boolean(),
      terms: z.array(z.enum(['months', 'percent', 'instalments', 'days'])),
      papers: z.array(z.strictObject({ id: z.string(), label, above: z.number() })),
      /** Reasons that fit this type, in the pack's order; empty = every reason. */
      reasons: z.array(z.string()),
      /** It matters whether the money goes to another account than the customer's known one. */
      otherAccount: z.boolean(),
    }),
  ),
  fields: z.array(fieldSpecSchema),
  sections: z.array(coded),
  formerTeam: z.array(coded),
  /** Clocks the law sets, by the id a clock names as its rule. */
  statutory: z.array(coded),
  snoozes: z.array(coded),
  snoozeMinutes: z.number(),
  contacts: z.array(z.strictObject({ id: z.string(), name: z.string(), function: label, deputy: z.string().nullable() })),
});

/** Somebody who is there, here or at another workstation: signed in, and a hand was at work lately. */
export const presentPerson = z.strictObject({
  person: z.string(),
  tier,
  teams: z.array(z.string()),
  state: shownState,
  /** At another workstation. */
  elsewhere: z.boolean(),
  /** Both only where the pack allows figures about single people, and only for whoever leads him. */
  since: z.number().optional(),
  load: z.strictObject({ open: z.number().int(), due: z.number().int() }).optional(),
});

export type PackView = z.infer<typeof packView>;
export type Me = z.infer<typeof me>;
export type SignInChoice = z.infer<typeof signInChoice>;
