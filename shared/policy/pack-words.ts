// Knows the small shapes every part of a pack is written in: ids, labels, tiers, grades, days and targets.
import { z } from 'zod';

export const idSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9:._-]{0,79}$/, 'an id of small letters, digits and - . _ : (up to 80 characters)');
export const labelSchema = z.strictObject({ de: z.string().min(1), en: z.string().min(1) });
export const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, 'a time such as "08:00", at most "24:00"');
export const isoDate = z.iso.date();
export const codedSchema = z.strictObject({ id: idSchema, label: labelSchema });
/** A statute / vendor study, B published practice, C template or blog, D own assumption. Source: domain.md, head. */
export const gradeSchema = z.enum(['A', 'B', 'C', 'D']);
export const remark = { grade: gradeSchema.optional(), comment: z.string().optional() };

/** 1 standard, 2 specialist, 3 team lead, 4 management, "A" the principal itself. Source: domain.md §1. */
export const tierSchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal('A')]);
/** A tier inside the house: only these decide. */
export const houseTierSchema = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

/** A day: the same time on the next open day; an hour or minute: open time of the calendar. Source: domain.md §6. */
export const targetSchema = z.union(
  [
    z.strictObject({ seconds: z.number().int().positive() }),
    z.strictObject({ minutes: z.number().int().positive() }),
    z.strictObject({ days: z.number().int().positive(), at: clockTime.optional() }),
  ],
  { error: 'an object such as { "minutes": 30 }, { "seconds": 60 } or { "days": 1, "at": "12:00" }' },
);
