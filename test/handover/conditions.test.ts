// A form that follows its conditions: sections, fields that come and go, rules, and values of their kind.
import { describe, expect, it } from 'vitest';
import { conditionHolds, formFacts, type About, type FormFacts } from '../../shared/handover/conditions.ts';
import { completenessOf, fieldFilled, fieldsThatApply, sealedCompletenessOf } from '../../shared/handover/completeness.ts';
import type { FieldCondition, FieldSpec } from '../../shared/handover/field-schema.ts';
import { fieldsFor } from '../../shared/handover/fields.ts';
import type { Form } from '../../shared/handover/form.ts';
import { ownValueFault } from '../../shared/handover/own-values.ts';
import { brokenOwn, sealForm, soundForm } from '../../shared/handover/seal.ts';
import { SECTIONS } from '../../shared/handover/sections.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { compilePack } from '../../shared/policy/compile.ts';
import { escalation, fullForm, opened } from '../case/story.ts';
import { command, given } from '../given.ts';
import { TELECOM } from '../pack.ts';

const FACTS: FormFacts = { kind: 'hierarchical', channel: 'phone', category: 'billing', reason: 'other', amount: 4_000 };
const ABOUT: About = { channel: 'phone', category: 'billing', isMoney: (type) => type === 'goodwill-credit' };

const own = (change: Partial<FieldSpec> = {}): FieldSpec => ({
  id: 'meter',
  number: 101,
  label: { de: 'Zählerstand', en: 'Meter reading' },
  kind: 'line',
  stage: 'send',
  requirement: { Fu: 'R', Hi: 'R', Co: 'o', Au: 'o' },
  personal: false,
  needs: [],
  ...change,
});
const word = (id: string): { id: string; label: { de: string; en: string } } => ({ id, label: { de: id, en: id } });

describe('sections', () => {
  it('[F14] take every field, the standard ones in the order in which one tells what happened', () => {
    const standing = SECTIONS.map(({ id }) => [
      id,
      fieldsFor([])
        .filter((field) => field.section === id)
        .map(({ number }) => number),
    ]);
    expect(standing).toEqual([
      ['matter', [4, 5, 7, 8, 9]],
      ['so-far', [6, 15, 16, 18, 19]],
      ['told', [10, 11, 12, 14]],
      ['customer', [13, 17]],
      ['way', [1, 2, 3, 20, 21, 22, 23, 24, 25, 26]],
    ]);
  });
  it('[F14] of a pack take its own fields and standard ones it moves; one that names none of them stands in the last', () => {
    const fields = fieldsFor(
      [{ id: 'mood', section: 'talk' }, own({ section: 'talk' }), own({ id: 'valve', number: 102 })],
      [word('talk'), word('rest')],
    );
    const inTalk = fields.filter(({ section }) => section === 'talk').map(({ id }) => id);
    expect(inTalk).toEqual(['mood', 'meter']);
    expect(fields.filter(({ section }) => section === 'rest')).toHaveLength(fields.length - 2);
  });
});

describe('a condition', () => {
  const table: readonly (readonly [FieldCondition, boolean])[] = [
    [{}, true],
    [{ kind: ['hierarchical'] }, true],
    [{ kind: ['functional'] }, false],
    [{ channel: ['mail', 'phone'] }, true],
    [{ channel: ['mail'] }, false],
    [{ category: ['billing'] }, true],
    [{ category: ['fault'] }, false],
    [{ reason: ['other'] }, true],
    [{ reason: ['technical-depth'] }, false],
    [{ amount: { from: 4_000 } }, true],
    [{ amount: { from: 4_001 } }, false],
    [{ amount: { to: 4_000 } }, true],
    [{ amount: { to: 3_999 } }, false],
    [{ amount: {} }, true],
    [{ kind: ['hierarchical'], category: ['fault'] }, false],
  ];
  it.each(table)('[F15] %j holds: %s', (condition, holds) => expect(conditionHolds(condition, FACTS)).toBe(holds));

  it.each<FieldCondition>([{ channel: ['phone'] }, { category: ['billing'] }, { reason: ['other'] }, { amount: {} }])(
    '[F15] %j does not hold where nobody knows',
    (condition) =>
      expect(conditionHolds(condition, { kind: 'functional', channel: null, category: null, reason: null, amount: null })).toBe(false),
  );

  it('[F15] asks the form for kind, reason and amount, and takes a count for no amount', () => {
    const form = fullForm({ kind: 'hierarchical', reason: { code: 'other', demanded: false } });
    expect(formFacts(form, ABOUT)).toEqual(FACTS);
    expect(formFacts({ decision: { type: 'callback-promise', amount: 3, own: null } }, ABOUT)).toMatchObject({
      amount: null,
      kind: 'functional',
    });
  });
});

describe('a field with a condition of its own', () => {
  const fields = fieldsFor([own({ when: { category: ['billing'] } })]);
  const form: Form = fullForm({ kind: 'functional', reason: { code: 'other', demanded: false } });
  const missing = (category: string): readonly string[] => completenessOf(form, fields, 'send', { ...ABOUT, category }).missing;

  it('[F16] is asked for where it holds, and does not exist where it does not', () => {
    expect(missing('billing')).toEqual(['meter']);
    expect(missing('fault')).toEqual([]);
    expect(completenessOf(form, fields, 'send', { ...ABOUT, category: 'fault' }).fields.map(({ id }) => id)).not.toContain('meter');
    expect(fieldsThatApply(form, fields, ABOUT).map(({ id }) => id)).toContain('meter');
  });
  it('[F16] is judged sealed as it is judged plain', () => {
    const { sealed } = sealForm({ ...form, own: { meter: '0815' } }, fields);
    expect(sealedCompletenessOf(sealed, fields, 'send', ABOUT)?.missing).toEqual([]);
    expect(sealedCompletenessOf(sealForm(form, fields).sealed, fields, 'send', ABOUT)?.missing).toEqual(['meter']);
  });
});

describe('rules', () => {
  const fields = fieldsFor([
    {
      id: 'mood',
      rules: [
        { when: { channel: ['post'] }, requirement: 'o' },
        { when: { amount: { from: 5_000 } }, requirement: 'R' },
        { when: { channel: ['phone'] }, requirement: 'r' },
      ],
    },
  ]);
  const mood = (amount: number, channel: About['channel'], kind: Form['kind'] = 'functional'): string | undefined =>
    completenessOf({ kind, decision: { type: 'goodwill-credit', amount, own: null } }, fields, 'send', { ...ABOUT, channel }).fields.find(
      ({ id }) => id === 'mood',
    )?.requirement;
  it('[F17] decide instead of the columns, the first one that holds', () => {
    expect([mood(5_000, 'post'), mood(5_000, 'phone'), mood(4_999, 'phone')]).toEqual(['o', 'R', 'r']);
    expect([mood(4_999, 'mail'), mood(4_999, 'mail', 'hierarchical'), mood(1, 'phone', 'hierarchical')]).toEqual(['o', 'R', 'r']);
  });
});

const COLUMNS: NonNullable<FieldSpec['columns']> = [
  { ...word('part'), kind: 'line' },
  { ...word('price'), kind: 'money' },
  { ...word('state'), kind: 'choice', options: [word('new'), word('used')] },
];

describe('a value of an own field', () => {
  const options = [word('day'), word('night')];
  const table: readonly (readonly [Partial<FieldSpec>, readonly Json[], readonly Json[]])[] = [
    [{ kind: 'line' }, ['x', '', null], [3, true, ['x'], {}, 'x'.repeat(501)]],
    [{ kind: 'text' }, ['x'.repeat(4_000)], ['x'.repeat(4_001), 3]],
    [{ kind: 'reference' }, ['INC-4711'], [4_711, 'x'.repeat(501)]],
    [{ kind: 'choice', options }, ['day', ''], ['noon', 1, ['day']]],
    [{ kind: 'choice' }, [''], ['day']],
    [{ kind: 'multi', options }, [['day'], ['night', 'day'], []], ['day', ['noon'], ['day', 'day'], [1]]],
    [{ kind: 'money' }, [0, 3_900], [-1, 1.5, '39', Number.MAX_SAFE_INTEGER + 1]],
    [{ kind: 'date' }, ['2026-06-03'], ['2026-02-30', 'soon', 20_260_603, '…']],
    [{ kind: 'datetime' }, [0, 1_780_000_000_000], [-1, 1.5, 1e300, '2026-06-03']],
    [{ kind: 'flag' }, [true, false], ['yes', 1]],
    [
      { kind: 'rows', columns: COLUMNS },
      [[], [{ part: 'Router', price: 3_900, state: 'new' }], [{ part: 'x' }, {}], [{ price: null, state: '' }]],
      [
        {},
        ['x'],
        [{ part: 3 }],
        [{ price: -1 }],
        [{ state: 'old' }],
        [{ price: '…' }],
        [{ colour: 'red' }],
        Array.from({ length: 41 }, () => ({ part: 'x' })),
      ],
    ],
    [{ kind: 'group', columns: COLUMNS }, [{ part: 'x' }, {}], [[{ part: 'x' }], 'x', { part: [], colour: 1 }]],
  ];
  it.each(table)('[F18] of %j is one of its kind', (change, right, wrong) => {
    expect(right.map((value) => ownValueFault(own(change), value))).toEqual(right.map(() => null));
    expect(wrong.filter((value) => ownValueFault(own(change), value) === null)).toEqual([]);
  });

  it('[F18] fills its field only when it is one of its kind, and every row has what it needs', () => {
    const rows = own({ kind: 'rows', columns: COLUMNS, needs: ['part'] });
    const filled = (spec: FieldSpec, value: Json): boolean => fieldFilled(spec, { own: { meter: value } } as Form);
    expect([filled(rows, [{ part: 'x' }]), filled(rows, [{ part: 'x' }, { price: 3 }]), filled(rows, [{ part: 'x', price: -1 }])]).toEqual([
      true,
      false,
      false,
    ]);
    const loose = own({ kind: 'rows', columns: COLUMNS });
    expect([filled(loose, [{ price: 0 }]), filled(loose, [{ part: ' ' }]), filled(loose, [])]).toEqual([true, false, false]);
    const group = own({ kind: 'group', columns: COLUMNS });
    expect([filled(group, { price: 1 }), filled(group, { part: '' })]).toEqual([true, false]);
    expect([filled(own({ kind: 'flag' }), false), filled(own({ kind: 'money' }), 0)]).toEqual([true, true]);
  });

  const rows = own({ kind: 'rows', columns: COLUMNS, personal: ['part'] });
  const secret: Form = { own: { meter: [{ part: 'Frau Berger', price: 3 }] } } as Form;

  it('[F18] keeps personal columns out of the chain and is sound with them sealed', () => {
    const { sealed, body } = sealForm(secret, [rows]);
    expect(JSON.stringify(sealed.open)).not.toContain('Berger');
    expect(body).toEqual({ 'own.meter.0.part': 'Frau Berger' });
    expect(soundForm(sealed, [rows])?.own).toEqual({ meter: [{ part: '…', price: 3 }] });
    expect(soundForm({ open: secret, sealed: [] }, [rows])).toBeNull();
  });
  it('[F18] may hide nothing that is not personal behind the seal', () => {
    const open = { own: { meter: [{ part: '…', price: 3 }] } } as Form;
    expect(brokenOwn({ own: { meter: [{ part: '…', price: '…' }] } } as Form, ['own.meter.0.part', 'own.meter.0.price'], [rows])).toEqual([
      'meter',
    ]);
    expect(brokenOwn(open, ['own.meter.0.part'], [rows])).toEqual([]);
    expect(brokenOwn({ own: { meter: '…' } } as Form, ['own.meter'], [own()])).toEqual(['meter']);
    expect(brokenOwn({ own: { meter: '…' } } as Form, ['own.meter'], [own({ personal: true, kind: 'date' })])).toEqual([]);
    expect(brokenOwn({ own: { summary: 'offen' } } as Form, [], fieldsFor([]))).toEqual(['summary']);
  });

  it('[F18] is refused by the core when it is none of its kind, whatever the desk says', () => {
    const policy = compilePack({
      ...TELECOM.pack,
      handover: { ...TELECOM.pack.handover, fields: [own({ kind: 'date', requirement: { Fu: 'o', Hi: 'o', Co: 'o', Au: 'o' } })] },
    });
    const sent = (meter: Json) => {
      const form = { ...escalation().form, open: { ...(escalation().form.open as object), own: { meter } } as unknown as Json };
      return given(opened()).when('lena', command('escalate', { ...escalation(), form: form as never }), { policy });
    };
    sent('tomorrow').thenRefused('form-broken');
    sent('2026-06-05').then(['handover-offered', {}]);
  });
});
