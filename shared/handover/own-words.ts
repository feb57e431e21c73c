// Writes what stands in a principal's own fields in plain words, German and English, by the kind of each field alone.
import type { Json } from '../kernel/result.ts';
import { both, joined, type CardWords, type Language, type Words } from './card-words.ts';
import { ownValue } from './completeness.ts';
import type { FieldKind, FieldSpec } from './field-schema.ts';
import { isStandardField } from './fields.ts';
import type { Form } from './form.ts';
import { isEmptyValue } from './own-values.ts';

type Place = { readonly kind: FieldKind; readonly options?: FieldSpec['options'] };

const YES: Words = { de: 'ja', en: 'yes' };
const NO: Words = { de: 'nein', en: 'no' };

/** A value that does not fit its kind (the pack has changed since) is told as it stands, so that nothing gets lost. */
const plain = (value: Json): string => (typeof value === 'string' ? value.trim() : JSON.stringify(value));

const oneText = (value: Json, { kind, options }: Place, words: CardWords, language: Language): string => {
  const chosen = (id: Json): string => options?.find((option) => option.id === id)?.label[language] ?? plain(id);
  if (kind === 'choice') return chosen(value);
  if (kind === 'multi' && Array.isArray(value)) return joined(value.map(chosen), ', ');
  if (kind === 'flag' && typeof value === 'boolean') return (value ? YES : NO)[language];
  if (kind === 'date' && typeof value === 'string') return words.date(value, language);
  if (typeof value !== 'number') return plain(value);
  return kind === 'money' ? words.money(value, language) : kind === 'datetime' ? words.time(value, language) : plain(value);
};

/** "Gerät: Router, Wert: 39,00 €", in the order of the columns. */
const rowText = (row: Json, { columns }: FieldSpec, words: CardWords, language: Language): string => {
  if (typeof row !== 'object' || row === null || Array.isArray(row)) return plain(row);
  const values = row as { readonly [key: string]: Json };
  const keys = [...(columns ?? []).map(({ id }) => id).filter((id) => id in values), ...Object.keys(values)];
  const told = [...new Set(keys)]
    .filter((key) => !isEmptyValue(values[key]))
    .map((key) => {
      const column = columns?.find(({ id }) => id === key);
      return `${column?.label[language] ?? key}: ${oneText(values[key]!, { kind: column?.kind ?? 'line', options: column?.options }, words, language)}`;
    });
  return joined(told, ', ');
};

/** One line per row; one line for every other kind. */
export const ownText = (spec: FieldSpec, value: Json, words: CardWords, language: Language): readonly string[] => {
  if (spec.kind === 'rows' && Array.isArray(value))
    return value.map((row: Json) => rowText(row, spec, words, language)).filter((row) => row !== '');
  if (spec.kind === 'group') return [rowText(value, spec, words, language)];
  return [oneText(value, spec, words, language)];
};

/** Every filled own field with its label and its value in words, in the order of the form; rows stand one below the other. */
export const ownLines = (
  form: Form,
  fields: readonly FieldSpec[],
  words: CardWords,
): readonly { readonly id: string; readonly label: Words; readonly text: Words }[] =>
  fields.flatMap((spec) => {
    const value = isStandardField(spec.id) ? undefined : ownValue(form, spec.id);
    if (value === undefined || isEmptyValue(value)) return [];
    return [{ id: spec.id, label: spec.label, text: both((language) => ownText(spec, value, words, language).join('\n')) }];
  });
