// Checks the conditions of form fields: what they name exists, and there is a handover for which they hold.
import type { FieldCondition, FieldSpec } from '../handover/field-schema.ts';
import { nearestFirst } from './nearest.ts';
import { packFault, type PackFault, type Path } from './pack-fault.ts';
import type { Label, Pack } from './pack-schema.ts';

type Rules = NonNullable<FieldSpec['rules']>;
type Why = { readonly place: Path; readonly found: unknown; readonly why: Label };

/** The faults of a field's own condition and of its rules, which hold only where the field exists at all. */
export const conditionFaults = (pack: Pack, when: FieldCondition | undefined, rules: Rules, path: Path): readonly PackFault[] => [
  ...(when === undefined ? [] : oneFaults(pack, when, [...path, 'when'])),
  ...rules.flatMap((rule, index) => {
    const place: Path = [...path, 'rules', index];
    const faults = oneFaults(pack, rule.when, [...place, 'when']);
    if (faults.length > 0) return faults;
    if (when !== undefined && !overlap(when, rule.when)) return [never([...place, 'when'], rule.when, BESIDE_THE_FIELD)];
    const by = rules.slice(0, index).findIndex((earlier) => covers(earlier.when, rule.when));
    return by === -1 ? [] : [packFault('rule-idle', place, rule.when, { by })];
  }),
];

const never = (path: Path, found: unknown, why: Label): PackFault => packFault('condition-never', path, found, { why });

const BESIDE_THE_FIELD: Label = {
  de: 'dann gibt es das Feld nach seinem eigenen when nicht',
  en: 'then the field does not exist by its own when',
};
const UPSIDE_DOWN: Label = { de: 'from ist größer als to', en: 'from is above to' };
const NO_MONEY: Label = { de: 'keine Entscheidung des Regelwerks zählt Geld', en: 'no decision of the pack counts money' };
const NO_WAY_UP: Label = { de: 'keiner dieser Gründe führt hierarchisch', en: 'none of these reasons leads up by hierarchy' };

const oneFaults = (pack: Pack, condition: FieldCondition, path: Path): readonly PackFault[] => {
  const unknown = [
    ...strangers(condition.category, pack.categories, 'categories', [...path, 'category']),
    ...strangers(condition.reason, pack.reasons, 'reasons', [...path, 'reason']),
  ];
  if (unknown.length > 0) return unknown;
  return impossible(pack, condition).map(({ place, found, why }) => never([...path, ...place], found, why));
};

const strangers = (
  named: readonly string[] | undefined,
  rows: readonly { readonly id: string }[],
  list: string,
  path: Path,
): readonly PackFault[] => {
  const known = rows.map(({ id }) => id);
  return (named ?? []).flatMap((value, index) =>
    known.includes(value) ? [] : [packFault('unknown-reference', [...path, index], value, { list, known: nearestFirst(known, value) })],
  );
};

const impossible = (pack: Pack, { kind, reason, amount }: FieldCondition): readonly Why[] => {
  const found: Why[] = [];
  if (amount !== undefined && (amount.from ?? 0) > (amount.to ?? Infinity))
    found.push({ place: ['amount'], found: amount, why: UPSIDE_DOWN });
  if (amount !== undefined && !pack.decisions.some(({ unit }) => unit === 'money'))
    found.push({ place: ['amount'], found: amount, why: NO_MONEY });
  // Sideways every reason leads functionally; by hierarchy only where the reason or a row of the matrix says so.
  if (kind?.includes('functional') === false && !leadsUp(pack, reason)) found.push({ place: ['kind'], found: [...kind], why: NO_WAY_UP });
  return found;
};

const leadsUp = ({ reasons, matrix }: Pack, named: readonly string[] | undefined): boolean =>
  reasons
    .filter(({ id }) => named?.includes(id) !== false)
    .some(
      ({ id, kind }) =>
        kind === 'hierarchical' || matrix.some((row) => row.kind === 'hierarchical' && row.when.reason?.includes(id) !== false),
    );

const KEYS = ['kind', 'channel', 'category', 'reason'] as const;

const lists = (condition: FieldCondition, key: (typeof KEYS)[number]): readonly string[] | undefined => condition[key];

/** Some handover fits both. */
const overlap = (one: FieldCondition, other: FieldCondition): boolean =>
  KEYS.every((key) => {
    const [left, right] = [lists(one, key), lists(other, key)];
    return left === undefined || right === undefined || left.some((value) => right.includes(value));
  }) &&
  (one.amount?.from ?? 0) <= (other.amount?.to ?? Infinity) &&
  (other.amount?.from ?? 0) <= (one.amount?.to ?? Infinity);

/** Whatever fits the narrow one fits the wide one. */
const covers = (wide: FieldCondition, narrow: FieldCondition): boolean =>
  KEYS.every((key) => {
    const [all, some] = [lists(wide, key), lists(narrow, key)];
    return all === undefined || (some !== undefined && some.every((value) => all.includes(value)));
  }) &&
  (wide.amount === undefined ||
    (narrow.amount !== undefined &&
      (wide.amount.from ?? 0) <= (narrow.amount.from ?? 0) &&
      (wide.amount.to ?? Infinity) >= (narrow.amount.to ?? Infinity)));
