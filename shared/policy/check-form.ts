// Checks the form of a pack: sections that exist, fields somebody can fill, conditions that can hold, names and numbers of their own.
import type { FieldChange, FieldKind, FieldSpec, Requirement } from '../handover/field-schema.ts';
import { fieldsFor, isReservedKey, isStandardField, STANDARD_FIELDS, SYSTEM_FIELDS } from '../handover/fields.ts';
import { conditionFaults } from './check-conditions.ts';
import { nearestFirst } from './nearest.ts';
import { packFault, type PackFault, type Path } from './pack-fault.ts';
import type { Pack } from './pack-schema.ts';

/** Every fault of `handover`; shape and references of the rest of the pack are taken as they are. */
export const checkForm = (pack: Pack): readonly PackFault[] => {
  const { sections, fields } = pack.handover;
  return [
    ...twice(sections, ['handover', 'sections'], 'handover.sections'),
    ...twice(fields, ['handover', 'fields'], 'handover.fields'),
    ...fields.flatMap((field, index) => fieldFaults(pack, field, ['handover', 'fields', index])),
    ...numberFaults(fields),
    ...tickFaults(pack),
  ];
};

/** Field 16 is the one standard field whose list may be empty: then it can be asked of nobody, neither at once nor after the call. */
const tickFaults = ({ handover, guidance }: Pack): readonly PackFault[] => {
  const field = fieldsFor(handover.fields, handover.sections).find(({ id }) => id === 'deescalation');
  if (field === undefined || guidance.deescalation.length > 0) return [];
  const asks = (requirement: Requirement): boolean => requirement === 'R' || requirement === 'r';
  const columns = Object.entries(field.requirement).flatMap(([column, requirement]) => (asks(requirement) ? [column] : []));
  const asked = [...columns, ...((field.rules ?? []).some(({ requirement }) => asks(requirement)) ? ['rules'] : [])];
  return asked.length === 0
    ? []
    : [packFault('nothing-to-tick', ['guidance', 'deescalation'], guidance.deescalation, { field: field.id, columns: asked.join(', ') })];
};

type Named = { readonly id: string };

const twice = (rows: readonly Named[], path: Path, list: string): readonly PackFault[] =>
  rows.flatMap(({ id }, index) =>
    rows.findIndex((row) => row.id === id) < index ? [packFault('duplicate-id', [...path, index, 'id'], id, { list })] : [],
  );

const among = (value: string, known: readonly string[], list: string, path: Path): readonly PackFault[] =>
  known.includes(value) ? [] : [packFault('unknown-reference', path, value, { list, known: nearestFirst(known, value) })];

const FREE = STANDARD_FIELDS.length + 1;

const isOwn = (field: FieldChange): field is FieldSpec => 'number' in field;

const fieldFaults = (pack: Pack, field: FieldChange, path: Path): readonly PackFault[] => {
  const { section, rules } = field;
  if (!isOwn(field) && !isStandardField(field.id)) return [packFault('unknown-field', [...path, 'id'], field.id)];
  if (isOwn(field) && isStandardField(field.id)) return [packFault('field-taken', [...path, 'id'], field.id, { free: FREE })];
  const places = pack.handover.sections.map(({ id }) => id);
  return [
    ...(section === undefined ? [] : among(section, places, 'handover.sections', [...path, 'section'])),
    ...systemFaults(field, path),
    ...conditionFaults(pack, isOwn(field) ? field.when : undefined, rules ?? [], path),
    ...(isOwn(field) ? ownFaults(field, path) : []),
  ];
};

/** "a" is written where the program fills the field; anywhere else it would be asked of nobody. */
const systemFaults = (field: FieldChange, path: Path): readonly PackFault[] => {
  if (SYSTEM_FIELDS.has(field.id)) return [];
  const fault = (...place: Path): PackFault => packFault('not-by-system', [...path, ...place], 'a', { field: field.id });
  return [
    ...Object.entries(field.requirement ?? {}).flatMap(([column, requirement]) =>
      requirement === 'a' ? [fault('requirement', column)] : [],
    ),
    ...(field.rules ?? []).flatMap(({ requirement }, index) => (requirement === 'a' ? [fault('rules', index, 'requirement')] : [])),
  ];
};

const CHOOSING: readonly FieldKind[] = ['choice', 'multi'];
const ROWED: readonly FieldKind[] = ['rows', 'group'];

const ownFaults = (field: FieldSpec, path: Path): readonly PackFault[] => {
  const { id, kind, stage, options = [], columns = [], needs, personal } = field;
  const reserved = (name: string, ...place: Path): readonly PackFault[] =>
    isReservedKey(name) ? [packFault('name-reserved', [...path, ...place], name, { instead: `${name}2` })] : [];
  const idle = (key: string, found: unknown, kinds: readonly FieldKind[]): readonly PackFault[] =>
    kinds.includes(kind) ? [] : [packFault('idle-key', [...path, key], found, { key, kind, kinds: kinds.join(', ') })];
  const keys = columns.map((column) => column.id);
  const known = (names: readonly string[], key: string): readonly PackFault[] =>
    ROWED.includes(kind) && columns.length > 0
      ? names.flatMap((name, index) => among(name, keys, `handover.fields.${id}.columns`, [...path, key, index]))
      : [];
  return [
    ...reserved(id, 'id'),
    ...(stage === 'send' ? [] : [packFault('own-field-stage', [...path, 'stage'], stage, { field: id })]),
    ...(CHOOSING.includes(kind) && options.length === 0
      ? [packFault('no-choice', [...path, 'options'], undefined, { kind, field: id })]
      : []),
    ...(ROWED.includes(kind) && columns.length === 0
      ? [packFault('no-columns', [...path, 'columns'], undefined, { kind, field: id })]
      : []),
    ...(options.length === 0 ? [] : idle('options', options, CHOOSING)),
    ...(columns.length === 0 ? [] : idle('columns', columns, ROWED)),
    ...(needs.length === 0 ? [] : idle('needs', needs, ROWED)),
    ...(typeof personal === 'boolean' ? [] : idle('personal', personal, ROWED)),
    ...twice(options, [...path, 'options'], `handover.fields.${id}.options`),
    ...twice(columns, [...path, 'columns'], `handover.fields.${id}.columns`),
    ...known(needs, 'needs'),
    ...(typeof personal === 'boolean' ? [] : known(personal, 'personal')),
    ...columns.flatMap((column, index) =>
      columnFaults(column, id, [...path, 'columns', index], reserved(column.id, 'columns', index, 'id')),
    ),
  ];
};

const columnFaults = (
  { kind, options = [], id }: NonNullable<FieldSpec['columns']>[number],
  field: string,
  path: Path,
  reserved: readonly PackFault[],
): readonly PackFault[] => [
  ...reserved,
  ...(kind === 'choice' && options.length === 0
    ? [packFault('no-choice', [...path, 'options'], undefined, { kind, field: `${field}.${id}` })]
    : []),
  ...(kind !== 'choice' && options.length > 0
    ? [packFault('idle-key', [...path, 'options'], options, { key: 'options', kind, kinds: 'choice' })]
    : []),
  ...twice(options, [...path, 'options'], `handover.fields.${field}.columns.${id}.options`),
];

const numberFaults = (fields: readonly FieldChange[]): readonly PackFault[] =>
  fields.flatMap((field, index) => {
    if (!isOwn(field) || isStandardField(field.id)) return [];
    const path: Path = ['handover', 'fields', index, 'number'];
    if (field.number < FREE) return [packFault('field-taken', path, field.number, { free: FREE })];
    const first = fields.slice(0, index).find((row) => isOwn(row) && row.number === field.number);
    return first === undefined ? [] : [packFault('number-taken', path, field.number, { field: first.id, free: FREE })];
  });
