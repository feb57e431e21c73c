// Knows the shape of a policy pack: one versioned document per principal with everything that principal may change without code.
import { z } from 'zod';
import { fieldChangeSchema } from '../handover/field-schema.ts';
import { SECTIONS } from '../handover/sections.ts';
import { authoritySchema, decisionTypeSchema } from './authority-schema.ts';
import { callSchema, figuresSchema, guidanceSchema, qualitySchema } from './guidance-schema.ts';
import {
  clockTime,
  codedSchema as coded,
  idSchema as id,
  isoDate,
  labelSchema as label,
  remark,
  targetSchema,
  tierSchema,
} from './pack-words.ts';

export { targetSchema, tierSchema } from './pack-words.ts';

export const prioritySchema = z.enum(['P1', 'P2', 'P3', 'P4']);
export const levelSchema = z.enum(['high', 'medium', 'low']);
export const channelSchema = z.enum(['phone', 'mail', 'chat', 'post', 'visit']);
export const kindSchema = z.enum(['functional', 'hierarchical']);
export const markerSchema = z.enum(['safety', 'law', 'press', 'authority']);
export const roleSchema = z.enum(['agent', 'specialist', 'lead', 'manager', 'auditor', 'importer', 'watchdog']);

const colour = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour such as "#0b6e6e"');
const targets = z.strictObject({ P1: targetSchema, P2: targetSchema, P3: targetSchema, P4: targetSchema.nullable() });

/** Dates, or a region whose public holidays close the whole day. `closed` adds days, `open` names holidays on which one works after all. */
const holidays = z.union(
  [
    z.array(isoDate),
    z.strictObject({
      country: z.string(),
      state: z.string().optional(),
      region: z.string().optional(),
      closed: z.array(isoDate).default([]),
      open: z.array(isoDate).default([]),
    }),
  ],
  { error: 'a list of dates such as ["2026-12-24"], or a region such as { "country": "DE", "state": "BY" }' },
);

export const calendarSchema = z.strictObject({
  /** As it follows "counted in"; without one the id stands there. */
  label: label.optional(),
  zone: z.string(),
  week: z.partialRecord(z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']), z.array(z.tuple([clockTime, clockTime]))),
  holidays: holidays.default([]),
});

const clock = z.strictObject({
  id: z.enum(['accept-live', 'accept', 'answer', 'decision', 'principal-answer', 'callback', 'interim', 'resolution', 'consult']),
  label,
  /** Several rows may name one clock for different tiers; a row without tiers holds for all that no other row names. */
  tiers: z.array(tierSchema).optional(),
  /** An id of `calendars`, or "team": the calendar of the team the case is with. */
  calendar: id,
  targets,
  ...remark,
});

/** A time the law sets: calendar time, which no pause, priority or reopening moves. Source: domain.md §6. */
const statutoryClock = z.strictObject({
  id,
  label,
  /** `complaint`: from the day field 21 of a handover names, else from that handover. */
  starts: z.enum(['open', 'complaint']),
  /** Only cases of these categories; all without it. */
  categories: z.array(id).optional(),
  /** Minutes are plain minutes, days plain days in the principal's zone. */
  target: targetSchema,
  ...remark,
});

const person = z.strictObject({
  id,
  name: z.string().min(1),
  role: roleSchema,
  tier: tierSchema,
  teams: z.array(id),
  /** People known only from an import cannot sign in. */
  signIn: z.boolean().default(true),
  demo: z.boolean().default(false),
});

const minor = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const matrixRow = z.strictObject({
  id,
  when: z.strictObject({
    reason: z.array(id).optional(),
    category: z.array(id).optional(),
    channel: z.array(channelSchema).optional(),
    priority: z.array(prioritySchema).optional(),
    marker: z.array(markerSchema).optional(),
    fromTier: z.array(tierSchema).optional(),
    fromTeam: z.array(id).optional(),
    /** Of the decision that is wanted (field 8), in minor units, both ends included; a case without one does not fit. */
    amount: z
      .strictObject({ from: minor.optional(), to: minor.optional() })
      .refine(({ from, to }) => (from ?? to) !== undefined && (from ?? 0) <= (to ?? Infinity), {
        error: '"from", "to" or both, in minor units, "from" not above "to"',
      })
      .optional(),
    /** Whether that calendar is open or closed at the moment. */
    hours: z.strictObject({ calendar: id, is: z.enum(['open', 'closed']) }).optional(),
  }),
  /** Overrides the reason's own kind. */
  kind: kindSchema.optional(),
  /** `person`: someone of that team by name; without it the case goes to the team's queue. */
  /** `contact`: of a way to the principal, who there is asked; then the hours and the clock of that contact count. */
  to: z.strictObject({ tier: tierSchema, team: id, person: id.optional(), contact: id.optional() }),
  /** True: passed over while nobody of the team is there and its hours are over. */
  needsPresence: z.boolean().optional(),
  /** In place of the pack's clock for acceptance; counts in the hours of the team (or contact). */
  acceptBy: targetSchema.optional(),
  why: label,
  ...remark,
});

const FORMER_TEAM = [
  { id: 'new-facts', label: { de: 'Es gibt neue Tatsachen', en: 'There are new facts' } },
  { id: 'work-left', label: { de: 'Dort ist etwas offen geblieben', en: 'Something was left open there' } },
  { id: 'sent-wrong', label: { de: 'Es war falsch hierher geleitet', en: 'It had been sent here by mistake' } },
];

const SNOOZES = [
  { id: 'with-customer', label: { de: 'Ich bin beim Kunden', en: 'I am with the customer' } },
  { id: 'answer-coming', label: { de: 'Die Antwort ist unterwegs', en: 'The answer is on its way' } },
  { id: 'something-first', label: { de: 'Etwas Dringenderes geht vor', en: 'Something more urgent comes first' } },
];

/** Who is told of a clock and when. Source: domain.md §6 "Warnings". */
const alertsSchema = z.strictObject({
  snoozes: z.array(coded).min(1).prefault(SNOOZES),
  /** The longest time an alert may be put off, in minutes of plain time. */
  snoozeMinutes: z
    .number()
    .int()
    .positive()
    .max(24 * 60)
    .default(60),
  /** An open case that is still unsolved after this time is flagged for its lead; `forward`: and moved to him. Off without it. */
  unresolved: z.strictObject({ after: targetSchema, calendar: id, forward: z.boolean() }).optional(),
});

export const packSchema = z.strictObject({
  /** Where an editor finds the JSON Schema of this document (`pack schema`); nothing else reads it. */
  $schema: z.string().optional(),
  format: z.literal('stafette-pack/1'),
  version: z.string().min(1).max(60),
  validFrom: isoDate,
  principal: z.strictObject({
    id,
    name: z.string().min(1),
    prefix: z.string().regex(/^[A-Z]{2,3}$/, 'two or three capital letters that begin every case number'),
    accent: z.strictObject({ light: colour, dark: colour }),
    zone: z.string(),
    currency: z.string().regex(/^[A-Z]{3}$/, 'three capital letters such as "EUR"'),
    greeting: label.optional(),
  }),
  notice: label.optional(),
  /**
   * Who sees which cases: `principal` = everybody of this principal all of them, because whoever takes the call must know what is going
   * on; `teams` = only those one's teams or oneself had to do with (leads also the teams below; managers and auditors see all).
   * Closed cases leave the workstations so many days after closing.
   */
  visibility: z
    .strictObject({
      cases: z.enum(['principal', 'teams']).default('principal'),
      closedDays: z.number().int().min(30).max(3_650).default(730),
    })
    .prefault({}),
  tiers: z.array(z.strictObject({ tier: tierSchema, label })).min(2),
  /** `above`: the team whose lead is told when time is up here; without it the first team of the next higher tier. */
  teams: z.array(z.strictObject({ id, name: label, tier: tierSchema, lead: id, calendar: id, above: id.optional() })).min(1),
  roster: z.array(person).min(1),
  /** `usualReason`: the reason proposed when a case of this category goes up and nobody has named one. */
  categories: z.array(coded.extend({ usualReason: id.optional() })).min(1),
  reasons: z.array(z.strictObject({ id, label, kind: kindSchema, notSolvable: id, ...remark })).min(1),
  notSolvable: z.array(coded).min(1),
  remedies: z.array(coded).min(1),
  matrix: z.array(matrixRow).min(1),
  priorities: z.record(levelSchema, z.record(levelSchema, prioritySchema)),
  decisions: z.array(decisionTypeSchema).min(1),
  /** Rules over all decisions; every key has the default of domain.md §§4–5. */
  authority: authoritySchema.prefault({}),
  /** Why a case may go back to a team that had it before. Source: domain.md §2 "ping-pong". */
  formerTeam: z.array(coded).min(1).prefault(FORMER_TEAM),
  alerts: alertsSchema.prefault({}),
  deficiencies: z.array(z.strictObject({ id, label, field: z.boolean().default(false) })).min(1),
  notTold: z.array(coded).min(1),
  identity: z.array(coded).min(1),
  waits: z
    .array(z.strictObject({ id, label, stops: z.array(z.string()), expiry: targetSchema, maxDays: z.number().int().positive().max(30) }))
    .min(1),
  results: z.array(coded).min(1),
  avoidableCauses: z.array(coded).min(1),
  guidance: guidanceSchema,
  figures: figuresSchema.prefault({}),
  quality: qualitySchema.prefault({}),
  call: callSchema.prefault({}),
  /** `sections`: the parts of the form in order, instead of the usual ones; every field stands in one of them. */
  handover: z.strictObject({
    sections: z
      .array(z.strictObject({ id, label }))
      .min(1)
      .prefault([...SECTIONS]),
    fields: z.array(fieldChangeSchema).default([]),
  }),
  clocks: z.array(clock).min(1),
  /** Stand apart from `clocks`, so that no wait can name one: statutory time cannot be paused. */
  statutory: z.array(statutoryClock).default([]),
  calendars: z.record(id, calendarSchema),
  contacts: z
    .array(
      z.strictObject({
        id,
        name: z.string(),
        function: label,
        phone: z.string().optional(),
        mail: z.string().optional(),
        calendar: id,
        clock: z.string().optional(),
        /** Another contact of this list who answers when this one does not. */
        deputy: id.optional(),
      }),
    )
    .default([]),
});

export type Pack = z.infer<typeof packSchema>;
export type PackInput = z.input<typeof packSchema>;
export type Label = Readonly<z.infer<typeof label>>;
export type Tier = z.infer<typeof tierSchema>;
export type Priority = z.infer<typeof prioritySchema>;
export type Level = z.infer<typeof levelSchema>;
export type Channel = z.infer<typeof channelSchema>;
export type Kind = z.infer<typeof kindSchema>;
export type Marker = z.infer<typeof markerSchema>;
export type Role = z.infer<typeof roleSchema>;
export type Target = Readonly<z.infer<typeof targetSchema>>;
export type Person = Pack['roster'][number];
export type Team = Pack['teams'][number];
export type Reason = Pack['reasons'][number];
export type MatrixRow = Pack['matrix'][number];
export type DecisionType = Pack['decisions'][number];
export type ClockRow = Pack['clocks'][number];
export type StatutoryRow = Pack['statutory'][number];
export type CalendarDocument = Pack['calendars'][string];
