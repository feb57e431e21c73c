// The form as a table: its fields, what is required, what is filled, what a pack may change.
import { describe, expect, it } from 'vitest';
import { columnsOf, completenessOf, requirementOf, sealedCompletenessOf } from '../../shared/handover/completeness.ts';
import { fieldsFor, STANDARD_FIELDS } from '../../shared/handover/fields.ts';
import type { Column, FieldSpec, Requirement } from '../../shared/handover/field-schema.ts';
import { fieldSpecSchema } from '../../shared/handover/field-schema.ts';
import { formSchema, type Form } from '../../shared/handover/form.ts';
import { sealForm } from '../../shared/handover/seal.ts';
import { fullForm } from '../case/story.ts';

/** The table of domain.md §3, typed a second time: number, id, Fu Hi Co Au. */
const TABLE: readonly (readonly [number, string, string])[] = [
  [1, 'kind', 'RRRR'],
  [2, 'reason', 'RRRR'],
  [3, 'priority', 'RRRR'],
  [4, 'summary', 'RRRR'],
  [5, 'wish', 'RRRR'],
  [6, 'tried', 'RorR'],
  [7, 'question', 'RRRR'],
  [8, 'decision', 'oRRR'],
  [9, 'recommendation', 'oRrr'],
  [10, 'promises', 'RRRR'],
  [11, 'nextStep', 'RRRR'],
  [12, 'deadline', 'RRRR'],
  [13, 'callback', 'RRRR'],
  [14, 'fallback', 'orro'],
  [15, 'mood', 'oRRo'],
  [16, 'deescalation', 'orro'],
  [17, 'identity', 'RRRR'],
  [18, 'history', 'aaaa'],
  [19, 'callRef', 'oooo'],
  [20, 'markers', 'RRRR'],
  [21, 'complaint', 'oRRR'],
  [22, 'target', 'aaaa'],
  [23, 'notSolvable', 'RRrR'],
  [24, 'readBack', 'RRRR'],
  [25, 'acceptance', 'RRRR'],
  [26, 'closing', 'RRRR'],
];

const functional = (changes: Partial<Form> = {}): Form =>
  fullForm({ kind: 'functional', reason: { code: 'other', demanded: false }, ...changes });
const hierarchical = (changes: Partial<Form> = {}): Form => functional({ kind: 'hierarchical', ...changes });
const without = (form: Form, ...keys: readonly (keyof Form)[]): Form =>
  Object.fromEntries(Object.entries(form).filter(([key]) => !keys.includes(key as keyof Form)));
const field = (id: string): FieldSpec => STANDARD_FIELDS.find((row) => row.id === id)!;

describe('the table', () => {
  it('[F1] has the 26 fields with the requirement of each column', () => {
    expect(STANDARD_FIELDS.map(({ number, id, requirement: { Fu, Hi, Co, Au } }) => [number, id, Fu + Hi + Co + Au])).toEqual(TABLE);
    for (const spec of STANDARD_FIELDS) expect(fieldSpecSchema.safeParse(spec).success).toBe(true);
    expect(STANDARD_FIELDS.filter(({ stage }) => stage !== 'send').map(({ number }) => number)).toEqual([24, 25, 26]);
    const keys = Object.keys(formSchema.shape).filter((key) => key !== 'own');
    expect(STANDARD_FIELDS.filter(({ stage }) => stage === 'send').map(({ id }) => id)).toEqual(keys);
  });
  it('[F2] chooses its columns by kind, complaint, markers and target', () => {
    const table: readonly (readonly [Form, readonly Column[]])[] = [
      [{}, ['Fu']],
      [{ kind: 'functional' }, ['Fu']],
      [{ kind: 'hierarchical' }, ['Hi']],
      [{ kind: 'functional', complaint: { is: true, receivedOn: null } }, ['Fu', 'Co']],
      [{ kind: 'hierarchical', markers: ['law'] }, ['Hi', 'Co']],
      [{ markers: ['press'] }, ['Fu', 'Co']],
      [{ markers: ['authority'] }, ['Fu', 'Co']],
      [{ markers: ['safety'] }, ['Fu']],
      [{ kind: 'hierarchical', markers: ['law'], target: { tier: 'A', team: 't', person: null } }, ['Hi', 'Co', 'Au']],
    ];
    for (const [form, columns] of table) expect(columnsOf(form)).toEqual(columns);
  });
  it('[F3] lets the strictest of several columns hold', () => {
    const table: readonly (readonly [string, readonly Column[], Requirement])[] = [
      ['tried', ['Hi'], 'o'],
      ['tried', ['Hi', 'Co'], 'r'],
      ['tried', ['Hi', 'Co', 'Au'], 'R'],
      ['notSolvable', ['Fu', 'Co'], 'R'],
      ['mood', ['Fu', 'Au'], 'o'],
      ['fallback', ['Fu', 'Co'], 'r'],
      ['history', ['Hi', 'Co', 'Au'], 'a'],
    ];
    for (const [id, columns, requirement] of table) expect(requirementOf(field(id), columns)).toBe(requirement);
  });
});

describe('completeness', () => {
  it('[F4] names what is missing now and what is due after the call', () => {
    expect(completenessOf(functional(), STANDARD_FIELDS)).toMatchObject({
      columns: ['Fu'],
      missing: [],
      later: [],
      done: 14,
      required: 14,
    });
    const bare = completenessOf(without(hierarchical(), 'summary', 'mood', 'wish'), STANDARD_FIELDS);
    expect(bare).toMatchObject({ missing: ['summary', 'wish', 'mood'], later: ['fallback', 'deescalation'], done: 14, required: 17 });
    expect(completenessOf({}, STANDARD_FIELDS).missing).toHaveLength(14);
    expect(completenessOf({}, STANDARD_FIELDS, 'close').missing).toEqual(['closing']);
  });
  it('[F5] wants every needed key, in every row', () => {
    const missing = (changes: Partial<Form>): readonly string[] => completenessOf(hierarchical(changes), STANDARD_FIELDS).missing;
    expect(missing({ wish: { remedy: 'credit', text: ' ' } })).toEqual(['wish']);
    expect(missing({ callback: { who: 'x', channel: 'phone', number: '', window: '' } })).toEqual(['callback']);
    expect(missing({ decision: { type: 'goodwill-credit', amount: 0, own: null } })).toEqual([]);
    expect(missing({ complaint: { is: true, receivedOn: null } })).toEqual(['complaint']);
    expect(missing({ complaint: { is: true, receivedOn: '2026-06-03' } })).toEqual([]);
    const tried = [
      { step: 'a', result: '', who: 'lena' },
      { step: '', result: 'b', who: 'lena' },
    ];
    expect(completenessOf(functional({ tried }), STANDARD_FIELDS).missing).toEqual(['tried']);
    expect(completenessOf(functional({ tried: tried.slice(0, 1) }), STANDARD_FIELDS).missing).toEqual([]);
    expect(completenessOf(functional({ tried: [] }), STANDARD_FIELDS).missing).toEqual(['tried']);
    expect(missing({ deescalation: [] })).toEqual([]);
    expect(completenessOf(hierarchical({ deescalation: [] }), STANDARD_FIELDS).later).toContain('deescalation');
  });
  it('[F6] wants either a promise or "nothing promised", never both', () => {
    const rows = [{ what: 'Rückruf', due: 1, by: 'lena' }];
    const filled = (promises: Form['promises']) =>
      !completenessOf(without({ ...functional(), promises }), STANDARD_FIELDS).missing.includes('promises');
    expect(
      [
        { none: true, rows: [] },
        { none: false, rows },
      ].map(filled),
    ).toEqual([true, true]);
    expect(
      [
        { none: true, rows },
        { none: false, rows: [] },
        { none: false, rows: [{ ...rows[0]!, what: '' }] },
      ].map(filled),
    ).toEqual([false, false, false]);
  });
});

describe('a principal’s own form', () => {
  const own: FieldSpec = {
    id: 'meter',
    number: 101,
    label: { de: 'Zählerstand', en: 'Meter reading' },
    kind: 'line',
    stage: 'send',
    requirement: { Fu: 'R', Hi: 'o', Co: 'o', Au: 'o' },
    personal: true,
    needs: [],
  };
  const fields = fieldsFor([
    own,
    { id: 'mood', requirement: { Fu: 'R' }, label: { de: 'Laune', en: 'Temper' } },
    { id: 'nowhere', requirement: { Fu: 'R' } },
  ]);
  it('[F11] adds fields and changes requirement and words, nothing else', () => {
    expect(fields.map(({ id }) => id)).toEqual([...STANDARD_FIELDS.map(({ id }) => id), 'meter']);
    expect(fields.find(({ id }) => id === 'mood')).toEqual({
      ...field('mood'),
      requirement: { ...field('mood').requirement, Fu: 'R' },
      label: { de: 'Laune', en: 'Temper' },
    });
    const stolen = fieldsFor([
      { ...own, id: 'summary', number: 900, personal: false, requirement: { Fu: 'o', Hi: 'o', Co: 'o', Au: 'o' } },
    ]);
    expect(stolen).toHaveLength(26);
    expect(stolen[3]).toMatchObject({ number: 4, personal: true, stage: 'send' });
  });
  it('[F11] judges an added field like any other, sealed or plain', () => {
    const form = functional({ own: { meter: '0815' } });
    expect(completenessOf(form, fields).missing).toEqual([]);
    expect(completenessOf(functional(), fields).missing).toEqual(['meter']);
    const { sealed, body } = sealForm(form, fields);
    expect(sealed.sealed).toContain('own.meter');
    expect(JSON.stringify(sealed.open)).not.toContain('0815');
    expect(body).toMatchObject({ 'own.meter': '0815' });
    expect(sealedCompletenessOf(sealed, fields)?.missing).toEqual([]);
  });
});
