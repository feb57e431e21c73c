// A form that nobody could fill, or that asks under a condition which never holds, is refused with place, value and cure.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../build/paths.ts';
import { fieldsFor } from '../../shared/handover/fields.ts';
import { ALL_STARTER_PACKS } from '../../shared/packs/starter.ts';
import { FORM_WORDS } from '../../shared/policy/form-fault-words.ts';
import type { FaultCode } from '../../shared/policy/pack-fault.ts';
import { checkPack } from '../../shared/policy/pack-lint.ts';
import { faultsOf, packOf, withPlace } from './policies.ts';

const label = { de: 'Zähler', en: 'Meter' };
const own = {
  id: 'meter',
  number: 101,
  label,
  kind: 'line',
  stage: 'send',
  requirement: { Fu: 'R', Hi: 'o', Co: 'o', Au: 'o' },
  personal: false,
};
const options = [{ id: 'day', label: { de: 'Tag', en: 'Day' } }];
const columns = [
  { id: 'part', label: { de: 'Teil', en: 'Part' }, kind: 'line' },
  { id: 'price', label: { de: 'Preis', en: 'Price' }, kind: 'money' },
];
const when = (condition: unknown): unknown => ({ fields: [{ ...own, when: condition }] });
const rules = (...conditions: unknown[]): unknown => ({
  fields: [{ id: 'mood', rules: conditions.map((condition) => ({ when: condition, requirement: 'R' })) }],
});
const field = (change: object): unknown => ({ fields: [{ ...own, ...change }] });

type Case = [code: FaultCode, handover: unknown, path: string, found: unknown];

const cases: Case[] = [
  ['field-taken', field({ id: 'summary' }), 'handover.fields[0].id', 'summary'],
  ['field-taken', field({ number: 8 }), 'handover.fields[0].number', 8],
  ['number-taken', { fields: [own, { ...own, id: 'valve' }] }, 'handover.fields[1].number', 101],
  ['duplicate-id', { fields: [own, { ...own, number: 102 }] }, 'handover.fields[1].id', 'meter'],
  ['duplicate-id', { sections: [...options, ...options] }, 'handover.sections[1].id', 'day'],
  ['duplicate-id', field({ kind: 'choice', options: [...options, ...options] }), 'handover.fields[0].options[1].id', 'day'],
  ['duplicate-id', field({ kind: 'rows', columns: [columns[0], columns[0]] }), 'handover.fields[0].columns[1].id', 'part'],
  ['unknown-field', { fields: [{ id: 'sumary', softMax: 100 }] }, 'handover.fields[0].id', 'sumary'],
  ['name-reserved', field({ id: 'own' }), 'handover.fields[0].id', 'own'],
  ['name-reserved', field({ id: 'constructor' }), 'handover.fields[0].id', 'constructor'],
  ['name-reserved', field({ kind: 'rows', columns: [{ ...columns[0], id: 'valueOf' }] }), 'handover.fields[0].columns[0].id', 'valueOf'],
  ['unknown-reference', field({ section: 'mater' }), 'handover.fields[0].section', 'mater'],
  ['unknown-reference', { fields: [{ id: 'mood', section: 'mater' }] }, 'handover.fields[0].section', 'mater'],
  ['unknown-reference', { sections: options, fields: [{ id: 'mood', section: 'matter' }] }, 'handover.fields[0].section', 'matter'],
  ['unknown-reference', when({ category: ['billing', 'biling'] }), 'handover.fields[0].when.category[1]', 'biling'],
  ['unknown-reference', when({ reason: ['temper'] }), 'handover.fields[0].when.reason[0]', 'temper'],
  ['unknown-reference', rules({}, { category: ['biling'] }), 'handover.fields[0].rules[1].when.category[0]', 'biling'],
  ['unknown-reference', field({ kind: 'rows', columns, needs: ['part', 'prize'] }), 'handover.fields[0].needs[1]', 'prize'],
  ['unknown-reference', field({ kind: 'rows', columns, personal: ['name'] }), 'handover.fields[0].personal[0]', 'name'],
  ['not-one-of', when({ channel: ['fax'] }), 'handover.fields[0].when.channel[0]', 'fax'],
  ['no-choice', field({ kind: 'choice' }), 'handover.fields[0].options', null],
  ['no-choice', field({ kind: 'multi' }), 'handover.fields[0].options', null],
  ['no-choice', field({ kind: 'rows', columns: [{ ...columns[0], kind: 'choice' }] }), 'handover.fields[0].columns[0].options', null],
  ['no-columns', field({ kind: 'rows' }), 'handover.fields[0].columns', null],
  ['no-columns', field({ kind: 'group' }), 'handover.fields[0].columns', null],
  ['idle-key', field({ options }), 'handover.fields[0].options', options],
  ['idle-key', field({ columns }), 'handover.fields[0].columns', columns],
  ['idle-key', field({ needs: ['part'] }), 'handover.fields[0].needs', ['part']],
  ['idle-key', field({ personal: ['part'] }), 'handover.fields[0].personal', ['part']],
  ['idle-key', field({ kind: 'rows', columns: [{ ...columns[0], options }] }), 'handover.fields[0].columns[0].options', options],
  ['own-field-stage', field({ stage: 'receive' }), 'handover.fields[0].stage', 'receive'],
  ['own-field-stage', field({ stage: 'close' }), 'handover.fields[0].stage', 'close'],
  ['not-by-system', field({ requirement: { ...own.requirement, Hi: 'a' } }), 'handover.fields[0].requirement.Hi', 'a'],
  ['not-by-system', field({ rules: [{ when: {}, requirement: 'a' }] }), 'handover.fields[0].rules[0].requirement', 'a'],
  ['not-by-system', { fields: [{ id: 'summary', requirement: { Fu: 'a' } }] }, 'handover.fields[0].requirement.Fu', 'a'],
  ['condition-never', when({ amount: { from: 5, to: 4 } }), 'handover.fields[0].when.amount', { from: 5, to: 4 }],
  ['condition-never', rules({ amount: { from: 5, to: 4 } }), 'handover.fields[0].rules[0].when.amount', { from: 5, to: 4 }],
  [
    'condition-never',
    field({ when: { category: ['fault'] }, rules: [{ when: { category: ['billing'] }, requirement: 'o' }] }),
    'handover.fields[0].rules[0].when',
    { category: ['billing'] },
  ],
  [
    'condition-never',
    field({ when: { amount: { to: 100 } }, rules: [{ when: { amount: { from: 101 } }, requirement: 'o' }] }),
    'handover.fields[0].rules[0].when',
    { amount: { from: 101 } },
  ],
  ['rule-idle', rules({}, { kind: ['functional'] }), 'handover.fields[0].rules[1]', { kind: ['functional'] }],
  [
    'rule-idle',
    rules({ channel: ['phone', 'chat'], amount: { from: 10 } }, { channel: ['chat'], amount: { from: 20, to: 30 } }),
    'handover.fields[0].rules[1]',
    { channel: ['chat'], amount: { from: 20, to: 30 } },
  ],
];

const FINE: [string, unknown][] = [
  ['rules from narrow to wide', rules({ channel: ['chat'] }, { channel: ['chat', 'mail'] }, {})],
  ['rules that only touch', rules({ amount: { to: 100 } }, { amount: { from: 100 } }, { channel: ['chat'] })],
  ['a condition of every kind', when({ kind: ['functional'], channel: ['phone'], category: ['billing'], amount: { from: 4, to: 4 } })],
  [
    'a hierarchical condition where one reason leads up',
    when({ kind: ['hierarchical'], reason: ['technical-depth', 'authority-exceeded'] }),
  ],
  ['rows with needed and personal columns', field({ kind: 'rows', columns, needs: ['part'], personal: ['part'] })],
  ['a group', field({ kind: 'group', columns })],
  ['a choice', field({ kind: 'choice', options })],
  [
    'own sections',
    {
      sections: options,
      fields: [
        { id: 'mood', section: 'day' },
        { ...own, section: 'day' },
      ],
    },
  ],
  ['"a" where the program fills the field', { fields: [{ id: 'callRef', requirement: { Fu: 'a' } }] }],
];

describe('the form of a pack', () => {
  it.each(cases)('[P11] %s in %j', (code, handover, path, found) => {
    const document = withPlace(['handover'], handover);
    const faults = faultsOf(document);
    const fault = faults.find((row) => row.code === code && row.path === path);
    if (fault === undefined) throw new Error(`not found among ${JSON.stringify(faults.map((row) => [row.code, row.path]))}`);
    expect(fault.value).toEqual(found);
    const words = [fault.message.de, fault.message.en, fault.cure.de, fault.cure.en];
    expect(words.join(' ')).not.toMatch(/\{[a-z]+\}|undefined|\[object/i);
    expect([fault.message.de !== fault.message.en, fault.cure.de !== fault.cure.en]).toEqual([true, true]);
  });

  it('[P11] is examined by the pack check as well', () =>
    expect(checkPack(withPlace(['handover'], field({ kind: 'rows' })))).toMatchObject({
      sound: false,
      findings: [{ code: 'no-columns', path: 'handover.fields[0].columns' }],
    }));

  it('[P11] a condition on the kind never holds where no reason and no row leads up by hierarchy', () => {
    const document = structuredClone(withPlace(['handover'], when({ kind: ['hierarchical'], reason: ['technical-depth'] }))) as {
      matrix: { kind?: string }[];
    };
    // A row for a marker leads up with any reason.
    expect(faultsOf(document)).toEqual([]);
    for (const row of document.matrix) delete row.kind;
    expect(faultsOf(document)).toMatchObject([{ code: 'condition-never', path: 'handover.fields[0].when.kind' }]);
  });

  it('[P11] a condition on amounts never holds where no decision counts money', () => {
    const document = structuredClone(withPlace(['handover'], when({ amount: { from: 1 } }))) as { decisions: { unit: string }[] };
    expect(faultsOf(document).map(({ code }) => code)).not.toContain('condition-never');
    for (const decision of document.decisions) decision.unit = 'count';
    expect(faultsOf(document)).toContainEqual(expect.objectContaining({ code: 'condition-never', path: 'handover.fields[0].when.amount' }));
  });

  it('[P11] asks for ticks only where there is something to tick', () => {
    const document = structuredClone(withPlace(['guidance', 'deescalation'], [])) as { handover: unknown };
    expect(faultsOf(document)).toMatchObject([
      { code: 'nothing-to-tick', path: 'guidance.deescalation', data: { columns: 'Hi, Co' }, cure: { en: expect.stringContaining('"o"') } },
    ]);
    document.handover = { fields: [{ id: 'deescalation', requirement: { Hi: 'o', Co: 'o' } }] };
    expect(faultsOf(document)).toEqual([]);
    document.handover = {
      fields: [{ id: 'deescalation', requirement: { Hi: 'o', Co: 'o' }, rules: [{ when: { channel: ['chat'] }, requirement: 'r' }] }],
    };
    expect(faultsOf(document)).toMatchObject([{ data: { columns: 'rules' } }]);
  });

  it('[P11] the example of the README is a sound form', () => {
    const block = /```json\n("handover": [\s\S]*?)```/.exec(readFileSync(join(projectRoot, 'README.md'), 'utf8'))?.[1] ?? '';
    const { handover } = JSON.parse(`{${block}}`) as { handover: { fields: unknown[] } };
    const utility = { ...ALL_STARTER_PACKS['utility'], handover };
    expect([handover.fields.length, faultsOf(utility)]).toEqual([2, []]);
  });

  it('[P11] every kind of fault has a case here', () => {
    const seen = new Set([...cases.map(([code]) => code), 'nothing-to-tick']);
    expect(Object.keys(FORM_WORDS).filter((code) => !seen.has(code))).toEqual([]);
  });

  it.each(FINE)('[P11] %s is sound', (_what, handover) => expect(faultsOf(withPlace(['handover'], handover))).toEqual([]));

  it('[F14] every field of every starter pack stands in one of its sections', () => {
    const { handover } = packOf('nordlicht');
    for (const field of fieldsFor(handover.fields, handover.sections))
      expect(handover.sections.map(({ id }) => id)).toContain(field.section);
  });
});
