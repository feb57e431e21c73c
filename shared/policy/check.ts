// Reads a policy pack: either the whole document is sound, or every fault is named with its place, its value and its cure.
import { z } from 'zod';
import { fieldSpecSchema } from '../handover/field-schema.ts';
import { ok, type Result } from '../kernel/result.ts';
import { calendarFaults, checkCalendars } from './check-calendars.ts';
import { checkClocks } from './check-clocks.ts';
import { checkForm } from './check-form.ts';
import { checkReferences } from './check-references.ts';
import { checkRoutes } from './check-routes.ts';
import { DATE, formWords, oneOf, typeWords } from './expected-words.ts';
import { packFault, pathText, type PackFault, type PackFaults, type Path } from './pack-fault.ts';
import { calendarSchema, packSchema, type CalendarDocument, type Label, type Pack } from './pack-schema.ts';

export type { PackFault, PackFaults } from './pack-fault.ts';

/**
 * Checks the shape, then everything that names something else. Nothing is half-loaded: one fault and there is no pack.
 * Refusal: `pack-broken` {faults}. References are only looked at once the shape is right, so that no fault follows from another.
 */
export const readPack = (document: unknown): Result<Pack, PackFaults> => {
  const shape = readShape(document);
  if (!shape.ok) return shape;
  const pack = shape.value;
  const faults = [...checkReferences(pack), ...checkForm(pack), ...checkCalendars(pack)];
  const all = faults.length > 0 ? faults : [...checkClocks(pack), ...checkRoutes(pack)];
  return all.length > 0 ? broken(all) : ok(pack);
};

/** The document in its shape, whatever it names. Refusal: `pack-broken` {faults}. */
export const readShape = (document: unknown): Result<Pack, PackFaults> => {
  const read = packSchema.safeParse(document);
  return read.success ? ok(read.data) : broken(read.error.issues.flatMap((issue) => shapeFaults(issue, document, [])));
};

/** A calendar by itself, as a pack would hold it; faults stand at "calendar…". Refusal: `pack-broken` {faults}. */
export const readCalendar = (document: unknown): Result<CalendarDocument, PackFaults> => {
  const standing = { calendar: document };
  const read = standingSchema.safeParse(standing);
  if (!read.success) return broken(read.error.issues.flatMap((issue) => shapeFaults(issue, standing, [])));
  const { calendar } = read.data;
  const faults = calendarFaults(['calendar'], calendar);
  return faults.length > 0 ? broken(faults) : ok(calendar);
};
const standingSchema = z.strictObject({ calendar: calendarSchema });

const broken = (faults: readonly PackFault[]): { readonly ok: false; readonly refusal: PackFaults } => ({
  ok: false,
  refusal: { code: 'pack-broken', data: { faults } },
});

type Issue = z.core.$ZodIssue;

const shapeFaults = (issue: Issue, document: unknown, parent: Path): readonly PackFault[] => {
  const path = [...parent, ...issue.path];
  const value = valueAt(document, path);
  if (
    issue.code === 'unrecognized_keys' &&
    pathText(path).startsWith('handover.fields[') &&
    issue.keys.some((key) => key in fieldSpecSchema.shape)
  )
    // The author meant a field of his own: it is judged as one, not as a change with keys too many.
    return (fieldSpecSchema.safeParse(value).error?.issues ?? []).flatMap((inner) => shapeFaults(inner, document, path));
  if (issue.code === 'unrecognized_keys')
    return issue.keys.map((key) => packFault('unknown-key', [...path, key], valueAt(document, [...path, key]), { key }));
  if (issue.code === 'invalid_union') return unionFaults(issue, document, path);
  if (value === undefined) return [packFault('missing', path, value, { expected: expectedOf(issue) })];
  if (issue.code === 'invalid_value') return [packFault('not-one-of', path, value, { allowed: issue.values.map(String) })];
  if (issue.code === 'too_small')
    return [packFault('too-small', path, value, { minimum: Number(issue.minimum) + (issue.inclusive === false ? 1 : 0) })];
  if (issue.code === 'too_big') return [packFault('too-big', path, value, { maximum: Number(issue.maximum) })];
  if (issue.code === 'invalid_type') return [packFault('wrong-type', path, value, { expected: expectedOf(issue) })];
  return [packFault('wrong-form', path, issue.code === 'invalid_key' ? path.at(-1) : value, { expected: expectedOf(issue) })];
};

/** A value that fits none of several shapes: the faults of the shape it comes nearest to, or the list of allowed values. */
const unionFaults = (issue: Issue & { readonly code: 'invalid_union' }, document: unknown, path: Path): readonly PackFault[] => {
  const value = valueAt(document, path);
  const allowed = issue.errors.flatMap((branch) =>
    branch.flatMap((inner) => (inner.code === 'invalid_value' ? inner.values.map(String) : [])),
  );
  if (allowed.length > 0)
    return [packFault(value === undefined ? 'missing' : 'not-one-of', path, value, { allowed, expected: oneOf(allowed) })];
  // A list is not meant as the object that may stand in its place, nor the other way round.
  const fitting = issue.errors.filter((branch) => !branch.some((inner) => inner.code === 'invalid_type' && inner.path.length === 0));
  const [nearest, next] = (fitting.length === 0 ? issue.errors : fitting).toSorted((a, b) => keysWrong(a) - keysWrong(b));
  const undecided = nearest === undefined || (next !== undefined && keysWrong(nearest) === keysWrong(next));
  if (undecided || typeof value !== 'object' || value === null)
    return [packFault(value === undefined ? 'missing' : 'wrong-type', path, value, { expected: formWords(issue.message) })];
  return nearest.flatMap((inner) => shapeFaults(inner, document, path));
};

const keysWrong = (branch: readonly Issue[]): number =>
  branch.reduce((sum, issue) => sum + (issue.code === 'unrecognized_keys' ? issue.keys.length : 1), 0);

const expectedOf = (issue: Issue): Label => {
  if (issue.code === 'invalid_value') return oneOf(issue.values.map(String));
  if (issue.code === 'invalid_key') return formWords(issue.issues.map((inner) => inner.message).join('; '));
  if (issue.code === 'invalid_format' && issue.format === 'date') return DATE;
  return issue.code === 'invalid_type' ? typeWords(issue.expected) : formWords(issue.message);
};

const valueAt = (document: unknown, path: Path): unknown =>
  path.reduce<unknown>(
    (value, step) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<PropertyKey, unknown>>)[step] : undefined),
    document,
  );
