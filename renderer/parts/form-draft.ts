// Reads what was kept of a handover form, field by field: words never stop being shown because they are too long or not finished.
import { formSchema, type Form } from '../../shared/handover/form.ts';
import type { Json } from '../../shared/kernel/result.ts';

const EMPTY: Form = {};

/** Too long, too many or half a date is for whoever checks the form; a draft only has to have the shape the fields can show. */
const UNFINISHED: readonly string[] = ['too_big', 'too_small', 'invalid_format', 'not_multiple_of'];

/** A field of an older console that no longer fits is left out by itself; all others stand. */
export const readFormDraft = (value: Json): Form => {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return EMPTY;
  const read = formSchema.safeParse(value);
  if (read.success) return read.data;
  const unfit = new Set(
    read.error.issues
      .filter(({ code }) => !UNFINISHED.includes(code))
      .flatMap((issue) => (issue.path.length === 0 && issue.code === 'unrecognized_keys' ? issue.keys : [String(issue.path[0])])),
  );
  return Object.fromEntries(Object.entries(value).filter(([id]) => !unfit.has(id))) as Form;
};
