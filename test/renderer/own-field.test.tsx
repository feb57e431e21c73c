// A field the principal added is drawn by its kind: what is chosen or typed comes out as the value the core expects, and can be taken back.
import { useState } from 'react';
import { cleanup, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fieldSpecSchema, type FieldSpec } from '../../shared/handover/field-schema.ts';
import type { Form } from '../../shared/handover/form.ts';
import { ownValueFault } from '../../shared/handover/own-values.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import { OwnField } from '../../renderer/parts/fields/own-field.tsx';
import { setLanguage } from '../../renderer/state/looks.ts';
import { useSession } from '../../renderer/state/session.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

beforeAll(() => {
  startTexts();
  useSession.setState({
    pack: packViewOf(TELECOM, 1),
    me: { lane: 'nordlicht', person: 'lena', name: 'Lena Brandt', role: 'agent', tier: 1, teams: ['abrechnung'] },
  });
});
afterEach(cleanup);

const label = (text: string) => ({ de: text, en: `${text} (en)` });
const option = (id: string) => ({ id, label: label(id) });
const field = (more: object): FieldSpec =>
  fieldSpecSchema.parse({
    id: 'extra',
    number: 101,
    label: label('Extra'),
    stage: 'send',
    requirement: { Fu: 'R', Hi: 'R', Co: 'R', Au: 'R' },
    personal: false,
    ...more,
  });

let value: Json | undefined;
const note = (form: Form): Form => {
  value = form.own?.['extra'] as Json | undefined;
  return form;
};
const Sheet = ({ spec, start }: { readonly spec: FieldSpec; readonly start: Form }) => {
  const [form, setForm] = useState<Form>(start);
  return <OwnField spec={spec} form={form} change={(next) => setForm(note({ ...form, ...next }))} label="Extra" />;
};
const show = (more: object, start: Form = {}): FieldSpec => {
  const spec = field(more);
  render(<Sheet spec={spec} start={start} />);
  return spec;
};
const press = (name: string): Promise<void> => userEvent.click(screen.getByRole('button', { name }));

describe('a field of the principal', () => {
  it('of few choices stands as buttons, and a choice pressed again is taken back', async () => {
    const spec = show({ kind: 'choice', options: [option('copper'), option('fibre')] });
    await press('fibre');
    expect([value, ownValueFault(spec, value)]).toEqual(['fibre', null]);
    await press('fibre');
    expect(value).toBeUndefined();
  });

  it('of many choices stands as a list', async () => {
    show({ kind: 'choice', options: ['a', 'b', 'c', 'd', 'e', 'f'].map(option) });
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Extra' }), 'e');
    expect(value).toBe('e');
  });

  it('of several answers stands as ticks, without any of them it is empty', async () => {
    const spec = show({ kind: 'multi', options: [option('red'), option('green')] });
    await userEvent.click(screen.getByRole('checkbox', { name: 'green' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'red' }));
    expect([value, ownValueFault(spec, value)]).toEqual([['green', 'red'], null]);
    await userEvent.click(screen.getByRole('checkbox', { name: 'green' }));
    await userEvent.click(screen.getByRole('checkbox', { name: 'red' }));
    expect(value).toBeUndefined();
  });

  it('of rows is a table: a line stands ready, another is added, one is removed', async () => {
    const spec = show({
      kind: 'rows',
      columns: [
        { id: 'part', label: label('Teil'), kind: 'line' },
        { id: 'state', label: label('Stand'), kind: 'choice', options: [option('new'), option('old')] },
      ],
    });
    await userEvent.type(screen.getByRole('textbox', { name: 'Teil, Zeile 1' }), 'Router');
    await userEvent.selectOptions(screen.getByRole('combobox', { name: 'Stand, Zeile 1' }), 'old');
    await press('Zeile hinzufügen: Extra');
    await userEvent.type(screen.getByRole('textbox', { name: 'Teil, Zeile 2' }), 'Kabel');
    expect([value, ownValueFault(spec, value)]).toEqual([[{ part: 'Router', state: 'old' }, { part: 'Kabel' }], null]);
    expect(within(screen.getByRole('table', { name: 'Extra' })).getAllByRole('row')).toHaveLength(3);
    await press('Zeile 1 entfernen: Extra');
    await press('Zeile 1 entfernen: Extra');
    expect(value).toBeUndefined();
  });

  it('of money reads what people write', async () => {
    const spec = show({ kind: 'money' });
    await userEvent.type(screen.getByRole('textbox', { name: 'Extra' }), '1.234,50');
    expect([value, ownValueFault(spec, value)]).toEqual([123450, null]);
  });

  it('of a long text counts softly and cuts nothing', async () => {
    show({ kind: 'text', softMax: 5 });
    await userEvent.type(screen.getByRole('textbox', { name: 'Extra' }), 'sieben!');
    expect(value).toBe('sieben!');
    expect(screen.queryByText('7 Zeichen, kürzer als 5 liest sich schneller')).not.toBeNull();
  });

  it('keeps what stands in it while the language is switched', async () => {
    show({ kind: 'group', columns: [{ id: 'gate', label: label('Tor'), kind: 'line' }] }, { own: { other: 'bleibt' } });
    await userEvent.type(screen.getByRole('textbox', { name: 'Tor' }), 'Nord');
    setLanguage('en');
    expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Tor (en)' })).value).toBe('Nord');
    expect(value).toEqual({ gate: 'Nord' });
    setLanguage('de');
  });
});
