// Words that are longer than the desk takes: said beside the field while they are typed, kept, and led to when they are sent all the same.
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { Bridge } from '../../shared/api.ts';
import { COMMANDS, type CommandType } from '../../shared/case/commands.ts';
import { Text } from '../../renderer/parts/fields/inputs.tsx';
import { NewCase } from '../../renderer/parts/new-case.tsx';
import { NoteEditor } from '../../renderer/parts/note-editor.tsx';
import { CaseContext } from '../../renderer/parts/use-case.ts';
import { useToasts } from '../../renderer/state/toasts.ts';
import { drafts, sent, VIEW, withPhone } from './call-kit.ts';
import { wire } from './money-kit.ts';

withPhone();
let loosen: () => void = () => undefined;
afterEach(() => loosen());

/** A desk that takes no other words than the core's contract does. */
const strict = (): void => {
  const bridge = window.bridge as { call: Bridge['call'] };
  const loose = bridge.call;
  bridge.call = (name, request) => {
    const { type: verb, body } = request.input as { type: CommandType; body: unknown };
    const isFit = name !== 'command.send' || COMMANDS[verb].body.safeParse(body).success;
    const fault = { fault: 'bad-input', where: 'body.text', message: '' } as const;
    return isFit ? loose(name, request) : Promise.resolve({ ok: false, fault });
  };
  loosen = () => Object.assign(bridge, { call: loose });
};
const type = (field: Element, value: string): boolean => fireEvent.change(field, { target: { value } });
const described = (field: Element): string =>
  document.querySelector(`[id="${field.getAttribute('aria-describedby') ?? ''}"]`)?.textContent ?? '';

it('[W34] a first note that is too long is told so while it is typed, is kept, and has the focus once it was to be sent', async () => {
  Object.assign(wire.answers, { 'customers.find': () => [] });
  render(<NewCase />);
  const note = await screen.findByLabelText<HTMLTextAreaElement>(/^Erste Notiz/);
  fireEvent.input(screen.getByLabelText(/Anliegen/), { target: { value: 'Rechnung' } });
  fireEvent.click(screen.getByRole('button', { name: 'Rechnung und Zahlung' }));
  fireEvent.input(note, { target: { value: 'x'.repeat(20_000) } });
  await waitFor(() => expect(note.value).toHaveLength(20_000));
  expect(note.getAttribute('aria-invalid')).toBeNull();
  fireEvent.input(note, { target: { value: `${'x'.repeat(21_234)}\n` } });
  await waitFor(() =>
    expect(described(note)).toBe('Noch 1.234 Zeichen zu viel: höchstens 20.000. Bitte kürzen Sie; nichts geht verloren.'),
  );
  expect(note.getAttribute('aria-invalid')).toBe('true');
  fireEvent.click(screen.getByRole('button', { name: /^Vorgang eröffnen/ }));
  await waitFor(() => expect(document.activeElement).toBe(note));
  expect(sent()).toEqual([]);
  await waitFor(() => expect((drafts.get('new-case') as { form: { text: string } }).form.text).toHaveLength(21_235), { timeout: 3000 });
  fireEvent.input(note, { target: { value: `${'x'.repeat(20_000)}\n` } });
  await waitFor(() => expect(note.getAttribute('aria-invalid')).toBeNull());
  fireEvent.click(screen.getByRole('button', { name: /^Vorgang eröffnen/ }));
  await waitFor(() => expect(sent()).toHaveLength(1));
});

it('[W34] a note that is too long is told so, and whoever sends it is led back to it with words that say why', async () => {
  strict();
  render(
    <CaseContext value={{ ...VIEW, can: { 'add-note': null } } as never}>
      <NoteEditor />
      <input aria-label="elsewhere" />
    </CaseContext>,
  );
  const note = await screen.findByLabelText<HTMLTextAreaElement>(/^Notiz/);
  type(note, 'x'.repeat(20_001));
  await waitFor(() => expect(described(note)).toMatch(/^Noch 1 Zeichen zu viel/));
  screen.getByLabelText('elsewhere').focus();
  fireEvent.click(screen.getByRole('button', { name: /^In den Verlauf/ }));
  await waitFor(() => expect(document.activeElement).toBe(note));
  expect(useToasts.getState().toasts.map(({ text }) => text)).toEqual([
    'Der Text ist zu lang. Bitte kürzen Sie das markierte Feld; Ihre Eingabe steht noch da.',
  ]);
  expect(note.value).toHaveLength(20_001);
});

it('[W34] a line of a form is measured as it is taken, and typing on in it loses nothing', () => {
  const Line = () => {
    const [value, set] = useState('');
    return <Text label="Zeile" value={value} onChange={set} />;
  };
  render(<Line />);
  const line = screen.getByLabelText<HTMLInputElement>('Zeile');
  line.focus();
  type(line, 'x'.repeat(500));
  expect(described(line)).toBe('');
  type(line, 'x'.repeat(507));
  expect(described(line)).toMatch(/^Noch 7 Zeichen zu viel: höchstens 500/);
  expect([document.activeElement, line.value.length]).toEqual([line, 507]);
});
