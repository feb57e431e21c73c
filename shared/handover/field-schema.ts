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
    }),
  ],
  { error: 'a change of a standard field (id with label, hint, requirement or softMax), or a field of your own with all its keys' },
);

export type Requirement = z.infer<typeof requirementSchema>;
export type Column = z.infer<typeof columnSchema>;
export type Stage = z.infer<typeof stageSchema>;
export type FieldKind = z.infer<typeof fieldKindSchema>;
export type FieldSpec = Readonly<z.infer<typeof fieldSpecSchema>>;
export type FieldChange = Readonly<z.infer<typeof fieldChangeSchema>>;
