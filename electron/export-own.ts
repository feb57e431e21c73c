// Names the principal's own fields of a handover in the export: label, value and words, in the pack under which it was sent.
import { formSchema, type Form, type SealedForm } from '../shared/handover/form.ts';
import { ownLines } from '../shared/handover/own-words.ts';
import { unsealForm } from '../shared/handover/seal.ts';
import type { Json } from '../shared/kernel/result.ts';
import { readPack } from '../shared/policy/check.ts';
import { compilePack } from '../shared/policy/compile.ts';
import type { Policy } from '../shared/policy/policy.ts';
import type { CaseEvent } from '../shared/case/events.ts';
import type { DeskStore } from '../shared/store/desk-store.ts';
import { cardWords } from '../shared/views/card-words.ts';

/** The pack of a principal by version; null where it is not kept here or cannot be read: an export goes on without its words. */
export type PackOf = (lane: string, version: string) => Policy | null;

/** Reads a pack only when something asks for it, and once. */
export const packsOf = (store: DeskStore): PackOf => {
  const read = new Map<string, Policy | null>();
  return (lane, version) => {
    const key = `${lane}/${version}`;
    const known = read.get(key);
    if (known !== undefined) return known;
    const stored = store.packs().find((pack) => pack.lane === lane && pack.version === version);
    const pack = readPack(stored?.document);
    const policy = pack.ok ? compilePack(pack.value) : null;
    read.set(key, policy);
    return policy;
  };
};

const formOf = (event: CaseEvent): SealedForm | null =>
  event.type === 'handover-offered' || event.type === 'handover-amended' ? event.data.form : null;

const filledOwn = (sealed: SealedForm, body: Json): NonNullable<Form['own']> => {
  const words = typeof body === 'object' && body !== null && !Array.isArray(body) ? body : {};
  const form = unsealForm(sealed, (words as { readonly [key: string]: Json })['form'] ?? null);
  const read = formSchema.shape.own.safeParse(form.own);
  return read.success ? (read.data ?? {}) : {};
};

/**
 * The own fields of the form this event carries, filled ones only: id, label and words in both languages (null where the pack
 * is not at hand), and the value as it was entered. Null for an event without such a form.
 */
export const ownOf = (event: CaseEvent, body: Json, packOf: PackOf): readonly Json[] | null => {
  const sealed = formOf(event);
  const own = sealed === null ? {} : filledOwn(sealed, body);
  const ids = Object.keys(own);
  if (ids.length === 0) return null;
  const policy = packOf(event.lane, event.pack);
  const lines = policy === null ? [] : ownLines({ own }, policy.fields, cardWords(policy));
  // In the order of the form; what the pack does not know comes last.
  return [...new Set([...lines.map(({ id }) => id), ...ids])].map((id) => {
    const line = lines.find((row) => row.id === id);
    return { id, label: line?.label ?? null, value: own[id] ?? null, text: line?.text ?? null };
  });
};
