// Knows what a field of the handover form is: its number, section, kind, when it is required, and whether it holds personal data.
import { z } from 'zod';

/** R = required at its stage, r = within 10 minutes after the call, o = optional, a = filled by the system. Source: domain.md §3. */
export const requirementSchema = z.enum(['R', 'r', 'o', 'a']);
/** Columns of the table: functional, hierarchical, complaint (also law, press, authority), Auftraggeber. */
export const columnSchema = z.enum(['Fu', 'Hi', 'Co', 'Au']);
/** When a field must stand: to send, to accept or return, to close. */
export const stageSchema = z.enum(['send', 'receive', 'close']);
export const fieldKindSchema = z.enum([
  'choice',
  'flag',
  'multi',
  'text',
  'line',
  'money',
  'datetime',
  'date',
  'rows',
  'group',
  'reference',
]);

const label = z.strictObject({ de: z.string().min(1), en: z.string().min(1) });

/** A condition over the case and the form; every key that is given must hold. Amounts are minor units of field 8, both ends included. */
export const fieldConditionSchema = z.strictObject({
  kind: z
    .array(z.enum(['functional', 'hierarchical']))
    .min(1)
    .optional(),
  channel: z
    .array(z.enum(['phone', 'mail', 'chat', 'post', 'visit']))
    .min(1)
    .optional(),
  category: z.array(z.string()).min(1).optional(),
  reason: z.array(z.string()).min(1).optional(),
  amount: z.strictObject({ from: z.number().int().nonnegative().optional(), to: z.number().int().nonnegative().optional() }).optional(),
});
const fieldRule = z.strictObject({ when: fieldConditionSchema, requirement: requirementSchema });
const option = z.strictObject({ id: z.string().regex(/^[a-z0-9][a-z0-9:._-]{0,79}$/, 'an id of small letters and digits'), label });
const column = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'a key such as "part"'),
  label,
  kind: z.enum(['line', 'choice', 'money', 'date', 'datetime', 'flag']),
  options: z.array(option).min(1).optional(),
});

export const fieldSpecSchema = z.strictObject({
  id: z.string().regex(/^[a-z][A-Za-z0-9]{0,39}$/, 'a field id such as "summary"'),
  number: z.number().int().min(1).max(999),
  label,
  hint: label.optional(),
  kind: fieldKindSchema,
  stage: stageSchema,
  requirement: z.strictObject({ Fu: requirementSchema, Hi: requirementSchema, Co: requirementSchema, Au: requirementSchema }),
  /** true: the whole value; keys: only these keys of the value (of each row). Personal values stand in a body row, never in a chained event. */
  personal: z.union([z.boolean(), z.array(z.string())], { error: 'true, false, or a list of keys' }),
  /** Keys of a group or row that must be filled before the field counts as filled; none = any value. */
  needs: z.array(z.string()).default([]),
  softMax: z.number().int().positive().optional(),
  /** Where it stands on the form: a section of the pack's `handover.sections`. */
  section: z.string().optional(),
  /** The field exists only where this holds; of own fields alone. */
  when: fieldConditionSchema.optional(),
  /** The first rule whose condition holds decides instead of the columns. */
  rules: z.array(fieldRule).max(20).optional(),
  /** What a `choice` or `multi` chooses from; of own fields alone. */
  options: z.array(option).min(1).max(60).optional(),
  /** What a row of `rows` holds; of own fields alone. */
  columns: z.array(column).min(1).max(8).optional(),
});

/** What a pack may change: the requirement or words of a standard field (by id). Own fields follow in the same list with all keys. */
export const fieldChangeSchema = z.union(
  [
    fieldSpecSchema,
    fieldSpecSchema.pick({ id: true }).extend({
      label: label.optional(),
      hint: label.optional(),
      requirement: fieldSpecSchema.shape.requirement.partial().optional(),
      softMax: z.number().int().positive().optional(),
      section: z.string().optional(),
      rules: z.array(fieldRule).max(20).optional(),
    }),
  ],
  {
    error:
      'a change of a standard field (id with label, hint, requirement, rules, section or softMax), or a field of your own with all its keys',
  },
);

export type FieldCondition = Readonly<z.infer<typeof fieldConditionSchema>>;
export type Requirement = z.infer<typeof requirementSchema>;
export type Column = z.infer<typeof columnSchema>;
export type Stage = z.infer<typeof stageSchema>;
export type FieldKind = z.infer<typeof fieldKindSchema>;
export type FieldSpec = Readonly<z.infer<typeof fieldSpecSchema>>;
export type FieldChange = Readonly<z.infer<typeof fieldChangeSchema>>;
