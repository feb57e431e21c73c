// What is typed while a case is opened, or of a form, stands again however unfinished it is.
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { beforeEach, expect, it } from 'vitest';
import type { Json } from '../../shared/kernel/result.ts';
import { readFormDraft } from '../../renderer/parts/form-draft.ts';
import { NewCase } from '../../renderer/parts/new-case.tsx';
import { readCaseDraft } from '../../renderer/parts/new-case-draft.ts';
import { forgetDrafts } from '../../renderer/state/drafts.ts';
import { openCase, showPanel, useView } from '../../renderer/state/view.ts';
import { CASE, drafts, sent, slow, withPhone } from './call-kit.ts';
import { wire } from './money-kit.ts';

withPhone();
const karin = { customer: { id: 'k1', name: 'Karin Öztürk', numbers: [], contracts: [] }, open: [] };
beforeEach(() => Object.assign(wire.answers, { 'customers.find': () => [karin] }));

const field = (name: RegExp): HTMLInputElement => screen.getByLabelText(name);
const opens = async (): Promise<void> => {
  render(<NewCase />);
  await screen.findByLabelText(/Anliegen/);
};
/** The window is closed and opened again: nothing is left but what the desk has. */
const again = async (kept: (value: never) => boolean): Promise<void> => {
  await waitFor(() => expect(kept((drafts.get('new-case') ?? {}) as never)).toBe(true), { timeout: 3000 });
  cleanup();
  forgetDrafts();
  window.localStorage.clear();
  await opens();
};

it('[W31] of a case being opened a title alone stands again, without a category', async () => {
  await opens();
  fireEvent.input(field(/Anliegen/), { target: { value: 'Rechnung doppelt' } });
  await again((value: { form?: { title: string } }) => value.form?.title === 'Rechnung doppelt');
  expect(field(/Anliegen/).value).toBe('Rechnung doppelt');
});

it('[W31] of a case being opened the caller looked for stands again, and the one chosen', async () => {
  await opens();
  fireEvent.change(field(/Telefonnummer/), { target: { value: 'Karin' } });
  await again((value: { search?: string }) => value.search === 'Karin');
  expect(screen.getByRole<HTMLInputElement>('searchbox').value).toBe('Karin');
  fireEvent.click(await screen.findByRole('button', { name: /Karin Öztürk/ }));
  await again((value: { customer?: string | null }) => value.customer === 'k1');
  expect(await screen.findByText(/^für Karin Öztürk/)).toBeTruthy();
});

it.each<readonly [string, () => void, string]>([
  ['stands on the screen', () => undefined, CASE],
  ['leaves where one went meanwhile', () => openCase('case-2'), 'case-2'],
])('[W37] a case that was opened %s', async (_, goes, stands) => {
  const form = { title: 'Rechnung doppelt', category: 'billing', channel: 'phone', urgency: 'medium', impact: 'medium', text: '' };
  drafts.set('new-case', { form });
  const go = slow();
  openCase(null);
  showPanel('new-case');
  await opens();
  await waitFor(() => expect(field(/Anliegen/).value).toBe('Rechnung doppelt'));
  fireEvent.submit(field(/Anliegen/).form!);
  await waitFor(() => expect(sent()).toHaveLength(1));
  goes();
  go();
  await waitFor(() => expect(drafts.get('new-case')).toBeNull(), { timeout: 3000 });
  expect(useView.getState()).toMatchObject({ caseId: stands, panel: 'case' });
});

it('[W37] what is typed while a case is being opened begins the next one, and nothing else of it does', async () => {
  const form = { title: 'Rechnung doppelt', category: 'billing', channel: 'mail', urgency: 'medium', impact: 'medium', text: 'Seit Mai.' };
  drafts.set('new-case', { search: 'Karin', customer: null, form });
  const go = slow();
  openCase(null);
  showPanel('new-case');
  await opens();
  await waitFor(() => expect(field(/Anliegen/).value).toBe('Rechnung doppelt'));
  fireEvent.submit(field(/Anliegen/).form!);
  await waitFor(() => expect(sent()).toHaveLength(1));
  fireEvent.input(field(/Erste Notiz/), { target: { value: 'Seit Mai. Und der Router' } });
  go();
  const left = { form: { text: 'Und der Router' }, search: '', customer: null };
  await waitFor(() => expect(drafts.get('new-case')).toEqual(left), { timeout: 3000 });
});

it('[W31] a part that no longer fits is left out by itself', () => {
  const form = { title: '', category: 7, channel: 'fax', urgency: 'high', text: 'x'.repeat(30_000) };
  const read = readCaseDraft({ search: 3, customer: 'k1', form } as unknown as Json);
  expect(read).toMatchObject({ search: '', customer: 'k1', form: { title: '', category: '', channel: 'phone', urgency: 'high' } });
  expect(read.form.text).toHaveLength(30_000);
  expect(readCaseDraft(null).form.urgency).toBe('medium');
});

it('[W31] a form keeps words that are too long, and all others beside a field that no longer fits', () => {
  const stored = { summary: 'x'.repeat(4001), question: 'Warum?', identity: 'yes', gone: 1, complaint: { is: true, receivedOn: '2026-' } };
  expect(Object.keys(readFormDraft(stored))).toEqual(['summary', 'question', 'complaint']);
  expect(readFormDraft(stored).summary).toHaveLength(4001);
  expect(readFormDraft(null)).toEqual({});
});
