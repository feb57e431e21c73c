// The palette: cases, customers with their cases, articles and commands, from one field.
import { act, cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { CommandPalette } from '../../renderer/parts/command-palette.tsx';
import { forgetDrafts, draftValue } from '../../renderer/state/drafts.ts';
import { useLooks } from '../../renderer/state/looks.ts';
import { showOverlay, useView } from '../../renderer/state/view.ts';
import { sits } from './money-kit.ts';

const row = (caseId: string, title: string) => ({
  caseId,
  title,
  number: 'NT-1',
  ref: null,
  customer: 'Waltraud Kröger',
  holder: { person: 'lena', team: 'abrechnung', waiting: false },
  phase: 'open',
});
const ANSWERS = {
  'draft.get': () => ({ value: { search: 'alt', customer: null, form: { title: 'schon getippt' } }, savedAt: 1 }),
  'draft.save': () => ({ savedAt: 2 }),
  search: () => [row('c1', 'Ersatzgerät kommt nicht an')],
  'customers.find': () => [
    { customer: { id: 'k1', name: 'Waltraud Kröger', numbers: ['+49 1'], contracts: ['NL-1'] }, open: [row('c7', 'Alte Sache')] },
  ],
  'articles.search': () => [{ id: 'a1', title: { de: 'Router neu starten', en: 'Restart' }, part: 'Strom ab …', steps: 3 }],
};

globalThis.ResizeObserver ??= class {
  observe = (): void => undefined;
  unobserve = (): void => undefined;
  disconnect = (): void => undefined;
};

beforeEach(() => {
  forgetDrafts();
  sits('lead', ANSWERS);
  useView.setState({ overlay: null, screen: 'lead', caseId: 'c1', panel: 'case', article: null });
});
afterEach(cleanup);

const open = async (text: string): Promise<void> => {
  render(<CommandPalette />);
  act(() => showOverlay('palette'));
  await userEvent.type(screen.getByRole('combobox'), text);
};

it('[LK8] leads from a customer to his open cases, and to a new one without losing what was typed for it', async () => {
  await open('kröger');
  await userEvent.click(await screen.findByText('Waltraud Kröger'));
  expect(useView.getState().overlay).toBe('palette');
  expect(screen.getByText('Alte Sache')).toBeTruthy();
  await userEvent.click(screen.getByText('Neuer Vorgang für Waltraud Kröger'));
  await waitFor(() => expect(useView.getState()).toMatchObject({ overlay: null, screen: 'desk', panel: 'new-case' }));
  expect(draftValue('new-case')).toEqual({ search: 'Waltraud Kröger', customer: 'k1', form: { title: 'schon getippt' } });
});

it('[LK8] opens an article on the desk', async () => {
  await open('router');
  await userEvent.click(await screen.findByText('Router neu starten'));
  expect(useView.getState()).toMatchObject({ screen: 'desk', article: 'a1', overlay: null });
});

it('[LK8] opens a case by the first Enter, and switches looks by their name', async () => {
  await open('ersatz');
  await screen.findByText('Ersatzgerät kommt nicht an');
  // The list may still be asked for the last letter: the Enter is kept.
  await userEvent.keyboard('{Enter}');
  await waitFor(() => expect(useView.getState()).toMatchObject({ screen: 'desk', caseId: 'c1', overlay: null }));
  cleanup();
  await open('dichte: dicht');
  await userEvent.click(await screen.findByText('Dichte: dicht'));
  expect(useLooks.getState().density).toBe('compact');
});

it('[LK8] says that nothing was found only where no command fits either', async () => {
  sits('lead', { ...ANSWERS, search: () => [], 'customers.find': () => [], 'articles.search': () => [] });
  await open('dichte: dicht');
  await screen.findByText('Dichte: dicht');
  await act(() => new Promise<void>((resolve) => void window.setTimeout(resolve, 150)));
  expect(screen.queryByText(/^Nichts zu/)).toBeNull();
  await userEvent.type(screen.getByRole('combobox'), 'xyz');
  expect(await screen.findByText(/^Nichts zu „dichte: dichtxyz“/)).toBeTruthy();
});

/** What a reader of screens is told of: the line that field and list both name. */
const named = (): string | null => {
  const [field, list] = [screen.getByRole('combobox'), screen.getByRole('listbox')].map((part) =>
    part.getAttribute('aria-activedescendant'),
  );
  expect(list).toBe(field);
  return field === null || field === undefined ? null : (document.getElementById(field)?.textContent ?? 'a line that is gone');
};
const chosen = (): string | null => document.querySelector('[role="option"][aria-selected="true"]')?.textContent ?? null;

it('[LK12] names the line that Enter would take, from the opening on and whatever the list shows', async () => {
  render(<CommandPalette />);
  act(() => showOverlay('palette'));
  await waitFor(() => expect(named()).not.toBeNull());
  expect(named()).toBe(chosen());
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await waitFor(() => expect(named()).toBe(chosen()));
  await userEvent.type(screen.getByRole('combobox'), 'kröger');
  const customer = await screen.findByText('Waltraud Kröger');
  await waitFor(() => expect(named()).toMatch(/^Ersatzgerät/));
  await userEvent.click(customer);
  await waitFor(() => expect(named()).toMatch(/^Alte Sache/));
  await userEvent.keyboard('{ArrowDown}');
  await waitFor(() => expect(named()).toMatch(/^Neuer Vorgang/));
  await userEvent.type(screen.getByRole('combobox'), 'x');
  await waitFor(() => expect(named()).toMatch(/^Ersatzgerät/));
});

it('[LK12] has a line chosen however quickly a customer is pressed, also where his case stood first before', async () => {
  sits('lead', {
    ...ANSWERS,
    'customers.find': () => [{ customer: { id: 'k1', name: 'Waltraud Kröger', numbers: [], contracts: [] }, open: [row('c1', 'Ersatz')] }],
  });
  await open('kröger');
  const line = (await screen.findByText('Waltraud Kröger')).closest('[role="option"]')!;
  // The pointer comes and presses before anything was drawn in between.
  act(() => {
    fireEvent.pointerMove(line);
    fireEvent.click(line);
  });
  await screen.findByText('Neuer Vorgang für Waltraud Kröger');
  expect(chosen()).toMatch(/^Ersatz/);
  expect(named()).toBe(chosen());
  await userEvent.keyboard('{ArrowDown}');
  expect(chosen()).toMatch(/^Neuer Vorgang/);
});

it('[LK12] names nothing where nothing is found', async () => {
  sits('lead', { ...ANSWERS, search: () => [], 'customers.find': () => [], 'articles.search': () => [] });
  await open('dichte');
  await waitFor(() => expect(named()).toMatch(/^Dichte/));
  await userEvent.type(screen.getByRole('combobox'), 'xyz');
  await screen.findByText(/^Nichts zu „dichtexyz“/);
  await waitFor(() => expect(named()).toBeNull());
});
