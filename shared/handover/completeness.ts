// Decides which fields of a handover form are required, which are filled, and which may follow within ten minutes after the call.
import { conditionHolds, formFacts, type About, type FormFacts } from './conditions.ts';
import type { Column, FieldSpec, Requirement, Stage } from './field-schema.ts';
import { isStandardField } from './fields.ts';
import type { Form, SealedForm } from './form.ts';
import { isEmptyValue, ownValueFault } from './own-values.ts';
import { readSealed } from './seal.ts';
import type { Json } from '../kernel/result.ts';

/** Minutes after the call within which the fields marked "r" must follow. Source: domain.md §3. */
export const LATER_MINUTES = 10;

const RANK: Readonly<Record<Requirement, number>> = { R: 3, r: 2, o: 1, a: 0 };

export type FieldStanding = { readonly id: string; readonly number: number; readonly requirement: Requirement; readonly filled: boolean };

export type Completeness = {
  readonly columns: readonly Column[];
  readonly fields: readonly FieldStanding[];
  /** Ids of the fields that must be filled now and are not, in order of their numbers. */
  readonly missing: readonly string[];
  /** Ids of the fields that must follow within ten minutes after the call and are not filled yet. */
  readonly later: readonly string[];
  readonly done: number;
  readonly required: number;
};

/**
 * The columns of the table that apply: Fu or Hi by field 1; Co as well when field 21 is yes or law, press or authority is
 * ticked in field 20; Au as well when the target is the principal. Source: domain.md §3.
 */
export const columnsOf = (form: Form): readonly Column[] => {
  const complaint = form.complaint?.is === true || (form.markers ?? []).some((marker) => marker !== 'safety');
  return [
    form.kind === 'hierarchical' ? 'Hi' : 'Fu',
    ...(complaint ? (['Co'] as const) : []),
    ...(form.target?.tier === 'A' ? (['Au'] as const) : []),
  ];
};

/**
 * The first rule of the field whose condition holds; without one, of several columns the strictest: R before r before o
 * before a. Source: domain.md §3.
 */
export const requirementOf = (field: FieldSpec, columns: readonly Column[], facts?: FormFacts): Requirement => {
  const rule = facts === undefined ? undefined : field.rules?.find(({ when }) => conditionHolds(when, facts));
  return (
    rule?.requirement ??
    columns.map((column) => field.requirement[column]).reduce((strictest, next) => (RANK[next] > RANK[strictest] ? next : strictest), 'a')
  );
};

/** The fields that exist for this form, in their order: an own field only where its condition holds. */
export const fieldsThatApply = (form: Form, fields: readonly FieldSpec[], about?: About): readonly FieldSpec[] => {
  const facts = formFacts(form, about);
  return fields.filter(({ when }) => when === undefined || conditionHolds(when, facts));
};

const isFilled = (value: Json | undefined): boolean =>
  value !== undefined && value !== null && (typeof value !== 'string' || value.trim() !== '');

const hasKeys = (value: Json | undefined, needs: readonly string[]): boolean =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  needs.every((key) => isFilled((value as { readonly [key: string]: Json })[key]));

/** Fields whose being filled is more than their keys; everything else follows from the field's kind and `needs`. */
const SPECIAL: Readonly<Record<string, (form: Form) => boolean>> = {
  // Either something was promised, or the agent says that nothing was: never both, never neither.
  promises: ({ promises }) =>
    promises !== undefined &&
    promises.none !== promises.rows.length > 0 &&
    promises.rows.every((row) => isFilled(row.what) && isFilled(row.by)),
  // Rule (a): "customer not informed" needs a coded reason.
  nextStep: ({ nextStep }) => nextStep !== undefined && (nextStep.told ? isFilled(nextStep.text) : isFilled(nextStep.notTold)),
  complaint: ({ complaint }) => complaint !== undefined && (!complaint.is || complaint.receivedOn !== null),
  // "None of these" is an answer, too: an empty list is filled, a missing one is not.
  markers: ({ markers }) => markers !== undefined,
};

/** Whether a field counts as filled: every key it needs, in every row where it has rows. */
export const fieldFilled = (field: FieldSpec, form: Form): boolean => {
  const special = SPECIAL[field.id];
  if (special !== undefined) return special(form);
  if (!isStandardField(field.id)) return ownFilled(field, ownValue(form, field.id));
  const value = (form as Readonly<Record<string, Json | undefined>>)[field.id];
  if (field.kind === 'rows') return Array.isArray(value) && value.length > 0 && value.every((row: Json) => hasKeys(row, field.needs));
  if (field.kind === 'multi') return Array.isArray(value) && value.length > 0;
  return field.needs.length > 0 ? hasKeys(value, field.needs) : isFilled(value);
};

/** The value of an own field; undefined where there is none. */
export const ownValue = (form: Form, id: string): Json | undefined =>
  form.own !== undefined && Object.hasOwn(form.own, id) ? form.own[id] : undefined;

const hasSomething = (row: Json): boolean =>
  typeof row === 'object' && row !== null && Object.values(row).some((value) => !isEmptyValue(value));

/** A value that is none of its kind is as good as none; a row without needed keys is filled by anything in it. */
const ownFilled = (field: FieldSpec, value: Json | undefined): boolean => {
  if (value === undefined || isEmptyValue(value) || ownValueFault(field, value) !== null) return false;
  const isWhole = (row: Json): boolean => hasSomething(row) && hasKeys(row, field.needs);
  if (field.kind === 'rows' && Array.isArray(value)) return value.every(isWhole);
  return field.kind !== 'group' || typeof value === 'string' || isWhole(value);
};

/**
 * Judges a form at a stage. `done` and `required` count the fields marked R of that stage. `about` is what the conditions
 * of the form ask beyond it; without it only those on kind and reason can hold. Source: domain.md §3.
 */
export const completenessOf = (form: Form, fields: readonly FieldSpec[], stage: Stage = 'send', about?: About): Completeness => {
  const columns = columnsOf(form);
  const facts = formFacts(form, about);
  const standing = fieldsThatApply(form, fields, about)
    .filter((field) => field.stage === stage)
    .map((field) => ({
      id: field.id,
      number: field.number,
      requirement: requirementOf(field, columns, facts),
      filled: fieldFilled(field, form),
    }));
  const required = standing.filter((field) => field.requirement === 'R');
  const empty = (requirement: Requirement): readonly string[] =>
    standing.filter((field) => field.requirement === requirement && !field.filled).map((field) => field.id);
  return {
    columns,
    fields: standing,
    missing: empty('R'),
    later: empty('r'),
    done: required.filter((field) => field.filled).length,
    required: required.length,
  };
};

/** The same judgement over a sealed form: a sealed value counts as filled. Null when the open part is not a form. */
export const sealedCompletenessOf = (
  sealed: SealedForm,
  fields: readonly FieldSpec[],
  stage: Stage = 'send',
  about?: About,
): Completeness | null => {
  const form = readSealed(sealed);
  return form === null ? null : completenessOf(form, fields, stage, about);
};
