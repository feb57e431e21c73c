// A principal adds a field in its pack, by data alone: it stands in form, completeness, card, search and export.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportLines } from '../../electron/export.ts';
import type { FieldSpec } from '../../shared/handover/field-schema.ts';
import type { Form } from '../../shared/handover/form.ts';
import { writtenCard } from '../../shared/handover/written-card.ts';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import type { PackInput } from '../../shared/policy/pack-schema.ts';
import { rebuildDerived } from '../../shared/sync/rebuild.ts';
import { cardWords } from '../../shared/views/card-words.ts';
import { memoryStores, sqliteStores, workbench, type Stores, type Workbench } from '../contracts/api-desk.ts';
import { CUSTOMERS, openBilling, settled, signIn, typedForm, type Person } from '../contracts/api-people.ts';

const label = (de: string, en: string) => ({ de, en });
const own = (id: string, number: number, change: Partial<FieldSpec>): FieldSpec => ({
  id,
  number,
  label: label(`Feld ${id}`, `Field ${id}`),
  kind: 'line',
  stage: 'send',
  requirement: { Fu: 'o', Hi: 'o', Co: 'o', Au: 'o' },
  personal: false,
  needs: [],
  ...change,
});

/** What a principal writes; not a line of code knows of it. */
const FIELDS: readonly FieldSpec[] = [
  own('meter', 101, {
    label: label('Zählerstand', 'Meter reading'),
    section: 'so-far',
    requirement: { Fu: 'R', Hi: 'R', Co: 'R', Au: 'R' },
    when: { category: ['billing'] },
  }),
  own('neighbour', 102, { label: label('Nachbar', 'Neighbour'), personal: true, when: { channel: ['phone'] } }),
  own('parts', 103, {
    label: label('Geräte', 'Devices'),
    kind: 'rows',
    columns: [
      { id: 'part', label: label('Gerät', 'Device'), kind: 'line' },
      { id: 'owner', label: label('Besitzer', 'Owner'), kind: 'line' },
      { id: 'price', label: label('Wert', 'Value'), kind: 'money' },
    ],
    personal: ['owner'],
    needs: ['part'],
  }),
  own('outage', 104, { label: label('Ausfall', 'Outage'), when: { category: ['appointment'] } }),
];
const [first, ...others] = STARTER_PACKS;
const PACK = { ...first!, handover: { fields: FIELDS } } as unknown as PackInput;

const OWN = {
  meter: 'Zebrastand 0815',
  neighbour: 'Quittenbaum',
  parts: [{ part: 'Routerkiste', owner: 'Xanthippe', price: 3_900 }],
  outage: 'gehört nicht hierher',
};

describe.each([
  ['in memory', memoryStores],
  ['over SQLite', sqliteStores],
] as const)('a field added by data, %s', (_where, makeStores: () => Stores) => {
  let bench: Workbench;
  let lena: Person;
  let murat: Person;
  let caseId = '';
  let form: Form = {};

  beforeAll(async () => {
    bench = await workbench(makeStores(), { packs: [PACK, ...others] });
    await bench.engine.putCustomers('nordlicht', CUSTOMERS.nordlicht);
    [lena, murat] = [await signIn(bench.desk, 'nordlicht', 'lena'), await signIn(bench.desk, 'nordlicht', 'murat')];
    caseId = await lena.send('open-case', null, openBilling.data, openBilling.body);
    form = typedForm((await lena.call('host.info', {})).now + 7_200_000, 'lena');
  });
  afterAll(() => bench.close());

  const preview = async (draft: Form) => {
    const asked = await lena.call('escalation.preview', { caseId, reason: 'authority-exceeded', form: draft, customerWaiting: false });
    if (!asked.ok) throw new Error(asked.refusal.code);
    return asked.value;
  };

  it('[F21] stands in the form where its condition holds, and is asked for', async () => {
    const { sections, fields, missing, required } = await preview(form);
    expect(sections.map(({ id, fields: ids }) => [id, ids.filter((field) => FIELDS.some(({ id: name }) => name === field))])).toEqual([
      ['matter', []],
      ['so-far', ['meter']],
      ['told', []],
      ['customer', []],
      ['way', ['neighbour', 'parts']],
    ]);
    expect(missing).toEqual(['meter']);
    expect(fields.find(({ id }) => id === 'meter')).toEqual({ id: 'meter', requirement: 'R', filled: false });
    expect(fields.map(({ id }) => id)).not.toContain('outage');
    const filled = await preview({ ...form, own: OWN } as Form);
    expect([filled.missing, filled.required]).toEqual([[], required]);
    const { fields: shown } = await lena.call('pack.view', {});
    expect(shown.map(({ id }) => id).slice(26)).toEqual(['meter', 'neighbour', 'parts', 'outage']);
  });

  it('[F21] is wanted by the core as well, and sent', async () => {
    const data = { reason: 'authority-exceeded', demanded: false, customerWaiting: false };
    expect(await lena.refused('escalate', caseId, { ...data, form })).toMatchObject({
      code: 'form-incomplete',
      data: { fields: ['meter'], numbers: [101] },
    });
    await lena.send('escalate', caseId, { ...data, form: { ...form, own: OWN } });
    await settled(lena);
  });

  it('[F21] stands on the card with its label and value, and on the written one', async () => {
    const { handover } = await murat.view(caseId);
    const tidy = handover!.own.map(({ id, label: name, text }) => [id, name.de, text.de.replaceAll('\u00a0', ' ')]);
    expect(tidy).toEqual([
      ['meter', 'Zählerstand', 'Zebrastand 0815'],
      ['neighbour', 'Nachbar', 'Quittenbaum'],
      ['parts', 'Geräte', 'Gerät: Routerkiste, Besitzer: Xanthippe, Wert: 39,00 €'],
    ]);
    const policy = bench.engine.policy('nordlicht')!;
    const written = writtenCard(handover!.form, policy.fields, cardWords(policy));
    expect(written.en).toContain('Meter reading: Zebrastand 0815');
    expect(written.en).toContain('Device: Routerkiste, Owner: Xanthippe');
    expect(written.de).not.toContain('gehört nicht hierher');
  });

  it.each(['zebrastand', '0815', 'quittenbaum', 'routerkiste', 'xanthippe'])('[F21] is found by its words: %s', async (text) => {
    const rows = await murat.call('search', { text, limit: 5 });
    expect(rows.map((row) => row.caseId)).toEqual([caseId]);
  });

  it('[F21] is exported with id, label, value and words; what is personal stands in no chained event', () => {
    const lines = [...exportLines(bench.store, { lanes: ['nordlicht'], customers: false })].map(
      (line) => JSON.parse(line) as { type: string; own?: unknown; data: unknown },
    );
    const sent = lines.filter(({ type }) => type === 'handover-offered');
    expect(sent).toHaveLength(1);
    expect(sent[0]!.own).toMatchObject([
      { id: 'meter', label: { en: 'Meter reading' }, value: 'Zebrastand 0815', text: { de: 'Zebrastand 0815' } },
      { id: 'neighbour', label: { de: 'Nachbar' }, value: 'Quittenbaum' },
      { id: 'parts', value: [{ part: 'Routerkiste', owner: 'Xanthippe', price: 3_900 }] },
    ]);
    expect(JSON.stringify(sent[0]!.data)).not.toMatch(/Quittenbaum|Xanthippe|gehört nicht/);
    expect(lines.filter(({ type }) => type !== 'handover-offered').every((line) => !('own' in line))).toBe(true);
  });

  it('[F21] the words of an added field are the same after a rebuild', async () => {
    const before = await murat.call('search', { text: 'zebrastand', limit: 5 });
    rebuildDerived({ store: bench.store, clock: Date.now });
    expect(before).toHaveLength(1);
    expect(await murat.call('search', { text: 'zebrastand', limit: 5 })).toEqual(before);
  });
});

it('[F20] a decision that is being weighed on the desk stands in field 8 of its author alone', async () => {
  const bench = await workbench(memoryStores());
  const [lena, tim] = [await signIn(bench.desk, 'nordlicht', 'lena'), await signIn(bench.desk, 'nordlicht', 'tim')];
  const caseId = await lena.send('open-case', null, { ...openBilling.data, customer: null }, openBilling.body);
  const asking = { caseId, reason: 'authority-exceeded', form: {}, customerWaiting: false };
  const decision = async (person: Person) => {
    const asked = await person.call('escalation.preview', asking);
    return asked.ok ? asked.value.form.decision : asked.refusal;
  };
  await lena.call('draft.save', { key: `decision:${caseId}`, value: { type: 'goodwill-credit', amount: null } });
  expect(await decision(lena)).toBeUndefined();
  await lena.call('draft.save', { key: `decision:${caseId}`, value: { type: 'goodwill-credit', amount: 4_000, evidence: [] } });
  expect(await decision(lena)).toEqual({ type: 'goodwill-credit', amount: 4_000, own: 1_500 });
  expect(await decision(tim)).toBeUndefined();
  await bench.close();
});
