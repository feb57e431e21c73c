// Decides whether what stands in a field of the principal's own is a value of its kind, so that a hub believes no desk.
import { z } from 'zod';
import type { Json } from '../kernel/result.ts';
import { LAST_INSTANT } from '../kernel/time.ts';
import type { FieldKind, FieldSpec } from './field-schema.ts';

/** Stands for words nobody in the chain may read. */
export const SEALED_WORDS = '…';

export type OwnFault = 'wrong-kind' | 'too-long' | 'not-an-option' | 'unknown-key' | 'not-personal';

const LENGTHS = { text: 4_000, line: 500 } as const;
const ROWS = 40;

type Options = readonly { readonly id: string }[] | undefined;
type Place = { readonly kind: FieldKind; readonly options?: Options; readonly personal: boolean };

const isDate = (value: string): boolean => z.iso.date().safeParse(value).success;
const isWhole = (value: Json, highest: number): boolean =>
  typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= highest;
const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Nothing was answered here: that is no fault, only a gap. */
export const isEmptyValue = (value: Json | undefined): boolean =>
  value === undefined ||
  value === null ||
  (typeof value === 'string' && value.trim() === '') ||
  (Array.isArray(value) && value.length === 0);

const textFault = (value: Json, longest: number): OwnFault | null =>
  typeof value !== 'string' ? 'wrong-kind' : value.length > longest ? 'too-long' : null;

const choiceFault = (value: Json, options: Options): OwnFault | null =>
  typeof value !== 'string' ? 'wrong-kind' : options?.some(({ id }) => id === value) === true ? null : 'not-an-option';

const multiFault = (value: Json, options: Options): OwnFault | null => {
  if (!Array.isArray(value)) return 'wrong-kind';
  const faults = value.map((entry: Json) => choiceFault(entry, options)).filter((fault) => fault !== null);
  return faults[0] ?? (new Set(value).size < value.length ? 'not-an-option' : null);
};

/** One value by itself; a sealed one is taken on trust where the place is personal, for nobody in the chain can read it. */
const plainFault = (value: Json, { kind, options, personal }: Place): OwnFault | null => {
  if (isEmptyValue(value) || (personal && value === SEALED_WORDS)) return null;
  const known = (fits: boolean): OwnFault | null => (fits ? null : 'wrong-kind');
  switch (kind) {
    case 'text':
      return textFault(value, LENGTHS.text);
    case 'line':
    case 'reference':
      return textFault(value, LENGTHS.line);
    case 'choice':
      return choiceFault(value, options);
    case 'multi':
      return multiFault(value, options);
    case 'money':
      return known(isWhole(value, Number.MAX_SAFE_INTEGER));
    case 'datetime':
      return known(isWhole(value, LAST_INSTANT));
    case 'date':
      return known(typeof value === 'string' && isDate(value));
    case 'flag':
      return known(typeof value === 'boolean');
    case 'rows':
    case 'group':
      return 'wrong-kind';
  }
};

const isPersonal = ({ personal }: FieldSpec, key: string): boolean => (typeof personal === 'boolean' ? personal : personal.includes(key));

/** A row of `rows`, or the one of a `group`: only keys of its columns, each with a value of that column. */
const rowFault = (row: Json, spec: FieldSpec): OwnFault | null => {
  if (!isObject(row)) return 'wrong-kind';
  const faults = Object.entries(row).map(([key, value]) => {
    const column = spec.columns?.find(({ id }) => id === key);
    return column === undefined
      ? 'unknown-key'
      : plainFault(value, { ...column, options: column.options, personal: isPersonal(spec, key) });
  });
  return faults.find((fault) => fault !== null) ?? null;
};

/**
 * What is wrong with the value of an own field, null when nothing is; an empty value is a gap, not a fault. Dates are ISO
 * dates, date-times epoch ms, money minor units of the pack's currency, choices ids of the field's options.
 */
export const ownValueFault = (spec: FieldSpec, value: Json | undefined): OwnFault | null => {
  if (value === undefined || isEmptyValue(value) || (spec.personal === true && value === SEALED_WORDS)) return null;
  if (spec.kind === 'group') return rowFault(value, spec);
  if (spec.kind !== 'rows') return plainFault(value, { kind: spec.kind, options: spec.options, personal: spec.personal === true });
  if (!Array.isArray(value)) return 'wrong-kind';
  if (value.length > ROWS) return 'too-long';
  return value.map((row: Json) => rowFault(row, spec)).find((fault) => fault !== null) ?? null;
};

/** Whether a sealed path ("own.visit.0.name") names something the field keeps personal: nothing else may hide from the check. */
export const isPersonalPath = (spec: FieldSpec, path: string): boolean => {
  const inner = path.split('.').slice(2);
  if (inner.length === 0) return spec.personal === true;
  const key = inner.at(-1)!;
  return inner.length === (spec.kind === 'rows' ? 2 : 1) && typeof spec.personal !== 'boolean' && spec.personal.includes(key);
};
