// Separates a form into what may stand in a chained command and the personal words that stand in a body row, and joins them again.
import type { FieldSpec } from './field-schema.ts';
import { isReservedKey, isStandardField } from './fields.ts';
import { formSchema, type Form, type SealedForm } from './form.ts';
import { isPersonalPath, ownValueFault, SEALED_WORDS } from './own-values.ts';
import type { Json } from '../kernel/result.ts';

export { SEALED_WORDS } from './own-values.ts';

type Node = { [key: string]: Json };

const isObject = (value: Json | undefined): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const isEmpty = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

/** A path is a chain of plain keys, so that nobody reaches an object's prototype through a sealed form. */
const PATH = /^[A-Za-z][A-Za-z0-9]*(\.[A-Za-z0-9]+){0,4}$/;

const isPath = (path: string): boolean =>
  PATH.test(path) && !path.split('.').some((key, index) => (index > 0 || key !== 'own') && isReservedKey(key));

const rowsOf = (value: Json, path: string): readonly (readonly [string, Json])[] =>
  Array.isArray(value) ? value.map((row: Json, index) => [`${path}.${index}`, row] as const) : [[path, value] as const];

/** Field 10 is the one field whose rows stand one level deeper, beside its tick "nothing promised". */
const personalPaths = (field: FieldSpec, path: string, value: Json): readonly string[] => {
  if (field.personal === false) return [];
  if (field.personal === true) return [path];
  const keys = field.personal;
  const [base, inner] = isObject(value) && Array.isArray(value['rows']) ? [`${path}.rows`, value['rows'] as Json] : [path, value];
  return rowsOf(inner, base).flatMap(([rowPath, row]) =>
    isObject(row) ? keys.filter((key) => key in row).map((key) => `${rowPath}.${key}`) : [],
  );
};

const valueAt = (root: Json, path: string): Json | undefined => {
  let here: Json | undefined = root;
  for (const key of path.split('.')) {
    if (Array.isArray(here)) here = here[Number(key)];
    else if (isObject(here)) here = Object.hasOwn(here, key) ? here[key] : undefined;
    else return undefined;
  }
  return here;
};

const copyOf = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(copyOf);
  if (!isObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, copyOf(inner)]));
};

const put = (root: Node, path: string, value: Json | undefined): void => {
  const keys = path.split('.');
  let here: Node = root;
  for (const key of keys.slice(0, -1)) {
    const next = here[key];
    // Without the step on the way the value has no place: the form was tampered with, the schema will say so.
    if (typeof next !== 'object' || next === null) return;
    here = next as Node;
  }
  const last = keys.at(-1)!;
  if (value === undefined) delete here[last];
  else here[last] = value;
};

const placeOf = (field: FieldSpec, form: Node): readonly [string, Json | undefined] =>
  Object.hasOwn(form, field.id) ? [field.id, form[field.id]] : [`own.${field.id}`, valueAt(form, `own.${field.id}`)];

/**
 * Seals a form: every filled personal value (as the field definitions mark it) moves into `body`, a flat map from path to
 * value; `sealed.open` is the form without them and `sealed.sealed` the list of their paths. Source: architecture.md §3.
 */
export const sealForm = (form: Form, fields: readonly FieldSpec[]): { readonly sealed: SealedForm; readonly body: Json } => {
  const open = copyOf(form as Json) as Node;
  const paths = fields
    .flatMap((field) => {
      const [path, value] = placeOf(field, open);
      return value === undefined ? [] : personalPaths(field, path, value);
    })
    .filter((path) => !isEmpty(valueAt(open, path)));
  const body = Object.fromEntries(paths.map((path) => [path, valueAt(open, path)!]));
  for (const path of paths) put(open, path, undefined);
  return { sealed: { open: open as Form, sealed: paths }, body };
};

const filledWith = (
  sealed: { readonly open: Json | Form; readonly sealed: readonly string[] },
  word: (path: string) => Json | undefined,
): Node => {
  const open = copyOf(sealed.open as Json);
  const root: Node = isObject(open) ? { ...open } : {};
  for (const path of sealed.sealed) if (isPath(path)) put(root, path, word(path));
  return root;
};

/** The personal paths whose words stand openly in a form that was to be sealed: none, unless a desk did not seal it. */
export const openWords = ({ open }: { readonly open: Json | Form }, fields: readonly FieldSpec[]): readonly string[] =>
  sealForm(open as Form, fields).sealed.sealed;

/** The plain form again. Where the body was withheld or erased, the words are missing and all else stands. */
export const unsealForm = (sealed: SealedForm, body: Json | null): Form =>
  filledWith(sealed, (path) => (isObject(body ?? undefined) ? ((body as Node)[path] ?? undefined) : undefined)) as Form;

/**
 * A sealed form as a plain one with a placeholder for every sealed value, checked against the form's schema: what `decide`
 * judges. Null when it is not a form at all (a hub believes no desk).
 */
export const readSealed = (sealed: { readonly open: Json | Form; readonly sealed: readonly string[] }): Form | null => {
  if (!sealed.sealed.every(isPath)) return null;
  const parsed = formSchema.safeParse(filledWith(sealed, (path) => (path.endsWith('.links') ? [] : SEALED_WORDS)));
  return parsed.success ? parsed.data : null;
};

/**
 * The ids of own fields whose value a hub must not take: none of its kind, sealed although it is not personal, or standing
 * under the name of a standard field. A field the pack does not know is not judged here.
 */
export const brokenOwn = (form: Form, sealed: readonly string[], fields: readonly FieldSpec[]): readonly string[] =>
  Object.keys(form.own ?? {}).filter((id) => {
    if (isStandardField(id)) return true;
    const spec = fields.find((field) => field.id === id);
    if (spec === undefined) return false;
    const hidden = sealed.filter((path) => path === `own.${id}` || path.startsWith(`own.${id}.`));
    return hidden.some((path) => !isPersonalPath(spec, path)) || ownValueFault(spec, form.own?.[id]) !== null;
  });

/** The form behind a sealed one when everything about it is in order: a form, its personal words sealed, its own values of their kind. */
export const soundForm = (
  sealed: { readonly open: Json | Form; readonly sealed: readonly string[] },
  fields: readonly FieldSpec[],
): Form | null => {
  const form = readSealed(sealed);
  if (form === null || openWords(sealed, fields).length > 0) return null;
  // A path is chained like a code: one that leads to nothing could be anybody's sentence.
  if (!sealed.sealed.every((path) => valueAt(form as Json, path) !== undefined)) return null;
  return brokenOwn(form, sealed.sealed, fields).length > 0 ? null : form;
};
