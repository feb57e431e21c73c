// Knows the shape of a mapping: how the columns and codes of another system's export become the desk's words. Data, not code.
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { channelSchema, levelSchema, prioritySchema, tierSchema } from '../../shared/policy/pack-schema.ts';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';

const column = z.string().min(1);
const id = z.string().regex(/^[a-z0-9][a-z0-9:._-]{0,79}$/, 'an id of small letters, digits and - . _ :');
const label = z.strictObject({ de: z.string().min(1), en: z.string().min(1) });
const named = z.strictObject({ id, label });

const state = z.union([
  z.strictObject({ state: z.enum(['open', 'resolved', 'closed']) }),
  /** `wait` names a wait reason of the pack; several are tried in their order, the first one the pack knows counts. */
  z.strictObject({ state: z.literal('waiting'), wait: z.union([id, z.array(id).min(1)]) }),
]);

export const mappingSchema = z.strictObject({
  format: z.literal('stafette-mapping/1'),
  /** Short name of the other system; part of every derived id, so it must never change. */
  system: id,
  about: label,
  file: z
    .strictObject({
      delimiter: z.string().min(1).max(4).default(','),
      encoding: z.enum(['utf8', 'latin1', 'utf16le']).default('utf8'),
      /** Values that mean "nothing here". */
      empty: z.array(z.string()).default(['']),
    })
    .prefault({}),
  /** How times are written: YYYY MM DD HH mm ss and literal characters between them; read in the principal's zone. */
  time: z
    .string()
    .refine(
      (form) => ['YYYY', 'MM', 'DD', 'HH', 'mm'].every((part) => form.includes(part)),
      'a form with YYYY, MM, DD, HH and mm, such as "DD-MM-YYYY HH:mm"',
    ),
  columns: z.strictObject({
    number: column,
    updatedAt: column,
    openedAt: column.optional(),
    state: column,
    group: column,
    assignee: column.optional(),
    recordedBy: column.optional(),
    customer: column.optional(),
    category: column.optional(),
    channel: column.optional(),
    urgency: column.optional(),
    impact: column.optional(),
    priority: column.optional(),
    reopenCount: column.optional(),
    result: column.optional(),
    /** The title is made of these columns, empty ones left out. */
    title: z.array(column).min(1),
  }),
  states: z.record(z.string(), state),
  levels: z.record(z.string(), levelSchema).default({}),
  priorities: z.record(z.string(), prioritySchema).default({}),
  channels: z.record(z.string(), channelSchema).default({}),
  /** What counts where a column is missing or empty. */
  defaults: z.strictObject({
    channel: channelSchema,
    urgency: levelSchema,
    impact: levelSchema,
    priority: prioritySchema,
    category: named,
  }),
  teams: z
    .strictObject({
      tier: tierSchema.default(1),
      /** Person of the pack who leads the imported teams; null = the lead of the pack's first team of that tier. */
      lead: id.nullable().default(null),
    })
    .prefault({}),
});

export type Mapping = z.infer<typeof mappingSchema>;

/** Fault of one place in a mapping: its path, the value found there, and what would be right. */
export type MappingFault = { readonly path: string; readonly value: string; readonly cure: string };

/** Checks a document; the refusal `mapping-broken` carries every fault, first ones first. */
export const readMapping = (document: unknown, name: string): Result<Mapping> => {
  const parsed = mappingSchema.safeParse(document);
  if (parsed.success) return ok(parsed.data);
  const faults = parsed.error.issues.map((issue): MappingFault => {
    const path = issue.path.map(String).join('.');
    return {
      path: path === '' ? '(whole file)' : path,
      value: JSON.stringify(valueAt(document, issue.path)) ?? 'nothing',
      cure: issue.message,
    };
  });
  const first = faults[0]!;
  return refuse('mapping-broken', { name, path: first.path, value: first.value.slice(0, 80), cure: first.cure, more: faults.length - 1 });
};

/** Reads a mapping that comes with the project by its name ("servicenow"), any other by its path. */
export const loadMapping = (from: string): Result<Mapping> => {
  const own = /^[a-z0-9-]+$/.test(from);
  const file = own ? new URL(`mappings/${from}.json`, import.meta.url) : from;
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (own) return refuse('unknown-mapping', { name: from, known: KNOWN_MAPPINGS.join(', ') });
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return refuse('no-file', { file: from });
    return code === 'EISDIR' ? refuse('not-a-file', { file: from }) : refuse('no-access', { file: from, why: message });
  }
  try {
    return readMapping(JSON.parse(text.replace(/^\uFEFF/, '')), from);
  } catch (error) {
    return refuse('not-json', { file: from, why: error instanceof Error ? error.message : String(error) });
  }
};

/** What `--from` knows by name; `customers` is the customer directory, `pack` a policy pack; both have their own readers. */
export const KNOWN_MAPPINGS: readonly string[] = ['servicenow', 'customers', 'pack'];

const valueAt = (document: unknown, path: readonly PropertyKey[]): unknown => {
  let value = document;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = Reflect.get(value, key);
  }
  return value;
};
