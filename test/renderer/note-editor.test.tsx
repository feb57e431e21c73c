// A note on its way: what is typed meanwhile begins the next one, and a second press is still the same note.
import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { NoteEditor } from '../../renderer/parts/note-editor.tsx';
import { CaseContext } from '../../renderer/parts/use-case.ts';
import { sent, slow, VIEW, withPhone } from './call-kit.ts';

withPhone();
const type = (field: Element, value: string): boolean => fireEvent.change(field, { target: { value } });
const shows = async (): Promise<HTMLTextAreaElement> => {
  render(
    <CaseContext value={{ ...VIEW, can: { 'add-note': null } } as never}>
      <NoteEditor />
    </CaseContext>,
  );
  return screen.findByLabelText<HTMLTextAreaElement>(/^Notiz/);
};

describe('[W37] a note on its way', () => {
  it.each([
    ['Kundin ruft zurück. Nein, morgen', 'Nein, morgen'],
    ['Kundin ruft morgen zurück.', 'Kundin ruft morgen zurück.'],
    ['Kundin ruft zurück.', ''],
  ])('what is typed while a note is on its way stays: %s', async (typed, stays) => {
    const go = slow();
    const note = await shows();
    type(note, 'Kundin ruft zurück.');
    fireEvent.keyDown(note, { key: 'Enter', ctrlKey: true });
    await waitFor(() => expect(sent()).toHaveLength(1));
    if (typed !== note.value) type(note, typed);
    // Pressed twice in a hurry is still one note.
    fireEvent.keyDown(note, { key: 'Enter', ctrlKey: true });
    go();
    await waitFor(() => expect(note.value).toBe(stays));
    expect(sent()).toMatchObject([{ type: 'add-note', body: { text: 'Kundin ruft zurück.' } }]);
    // And the next one goes by itself.
    if (stays === '') type(note, 'Noch etwas');
    await waitFor(() => {
      fireEvent.keyDown(note, { key: 'Enter', ctrlKey: true });
      expect(sent()).toHaveLength(2);
    });
  });
});
