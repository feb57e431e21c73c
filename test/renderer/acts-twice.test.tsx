// What is done to many cases, to links and to absences: pressed twice in a hurry it is done once, and what is typed or chosen meanwhile stays.
import { act, fireEvent, render, screen, waitFor } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { CallName } from '../../shared/api.ts';
import { AbsenceDialog } from '../../renderer/parts/absence-dialog.tsx';
import { LinksPanel } from '../../renderer/parts/links-panel.tsx';
import { MasterPanel } from '../../renderer/parts/master-panel.tsx';
import { ShiftDialog } from '../../renderer/parts/shift-dialog.tsx';
import { CaseContext } from '../../renderer/parts/use-case.ts';
import { draftValue } from '../../renderer/state/drafts.ts';
import { showOverlay } from '../../renderer/state/view.ts';
import { CASE, drafts, slow, VIEW, withPhone } from './call-kit.ts';
import { DAY, toldTo, wire } from './money-kit.ts';

withPhone();

const PART = { other: 'case-2', relation: 'has-part', number: 'NT-2', title: 'Router', customer: null, phase: 'open' };
const ALL_DONE = { ok: true, value: { done: 1, failed: [] } };
const shows = (part: React.ReactNode, links: readonly object[] = [PART]): void => {
  const found = [{ ...VIEW.row, caseId: 'case-3', number: 'NT-3', title: 'Husum', customer: null }];
  const answers = {
    'parts.tell': () => ALL_DONE,
    'parts.close': () => ALL_DONE,
    'shift.send': () => ALL_DONE,
    'people.present': () => [],
    'absence.list': () => [absence],
    'sync.status': () => ({ mode: 'alone' }),
    'shift.preview': () => ({ cases: [], promises: [OWED], receivers: ['lena'] }),
    search: () => found,
  };
  Object.assign(wire.answers, answers);
  render(<CaseContext value={{ ...VIEW, links, earlier: [], can: { 'tell-parts': null } } as never}>{part}</CaseContext>);
};
const now = Date.now();
const absence = { id: 'a', person: 'murat', deputy: 'lena', from: now - DAY, until: now + DAY, endedAt: null, endedBy: null, scope: null };
const OWED = { caseId: CASE, promise: 'p', number: 'NT-1', title: 'R', what: 'Rückruf', due: now + DAY, withCase: false, offered: false };

/** Pressed twice before the answer; then it is answered. What went to the desk. */
const twice = async (name: RegExp, call: CallName, meanwhile: () => void = () => undefined): Promise<readonly unknown[]> => {
  const button = await screen.findByRole('button', { name });
  await waitFor(() => expect(button.getAttribute('aria-disabled')).not.toBe('true'));
  const go = slow(call);
  fireEvent.click(button);
  fireEvent.click(button);
  await waitFor(() => expect(toldTo(call).length).toBeGreaterThan(0));
  meanwhile();
  await act(async () => {
    go();
    await new Promise((done) => setTimeout(done, 50));
  });
  return toldTo(call);
};
const key = `parts:${CASE}`;
const AT = Date.UTC(2026, 10, 23, 9);
const field = (name: RegExp): HTMLElement => screen.getByRole('textbox', { name });

it('[W37] a message to all parts goes to them once; what was typed and chosen meanwhile stays', async () => {
  drafts.set(key, { text: 'Seit Mai.', informed: true, result: '', informedAt: null });
  shows(<MasterPanel />);
  await waitFor(() => expect(field(/Nachricht an alle/)).toHaveProperty('value', 'Seit Mai.'));
  const gone = await twice(/^An 1 Teil senden/, 'parts.tell', () => {
    fireEvent.change(field(/Nachricht an alle/), { target: { value: 'Seit Mai. Und morgen' } });
    fireEvent.click(screen.getByRole('checkbox', { name: /Alle Kunden wissen/ }));
  });
  expect(gone).toHaveLength(1);
  expect(draftValue(key)).toMatchObject({ text: 'Und morgen', informed: false, informedAt: expect.any(Number) as number });
});

it('[Q40] the same words sent again go to the parts they did not reach, others to all', async () => {
  drafts.set(key, { text: 'Seit Mai.', informed: true, result: '', informedAt: null });
  shows(<MasterPanel />, [PART, { ...PART, other: 'case-4', number: 'NT-4' }]);
  const refusal = { code: 'case-frozen', data: {} };
  Object.assign(wire.answers, {
    'parts.tell': () => ({ ok: true, value: { done: 1, failed: [{ caseId: 'case-4', number: 'NT-4', refusal }] } }),
  });
  fireEvent.click(await screen.findByRole('button', { name: 'An 2 Teile senden' }));
  const rest = await screen.findByRole('button', { name: 'An den einen übrigen Teil senden' });
  Object.assign(wire.answers, { 'parts.tell': () => ALL_DONE });
  fireEvent.click(rest);
  await waitFor(() => expect(field(/Nachricht an alle/)).toHaveProperty('value', ''));
  expect(toldTo('parts.tell')).toMatchObject([{ text: 'Seit Mai.' }, { text: 'Seit Mai.', only: ['case-4'] }]);
  fireEvent.change(field(/Nachricht an alle/), { target: { value: 'Ab Juni.' } });
  expect(screen.getByRole('button', { name: 'An 2 Teile senden' })).toBeTruthy();
});

it('[W37] all parts are closed once, and nothing of that stands there for the next time', async () => {
  drafts.set(key, { text: 'Seit Mai.', informed: false, result: 'solved', informedAt: AT });
  shows(<MasterPanel />);
  await waitFor(() => expect(field(/Nachricht an alle/)).toHaveProperty('value', 'Seit Mai.'));
  expect(await twice(/schließen/i, 'parts.close')).toHaveLength(1);
  expect(draftValue(key)).toBeNull();
});

it('[W37] a link is made once', async () => {
  shows(<LinksPanel />);
  fireEvent.change(screen.getByRole('searchbox'), { target: { value: 'Husum' } });
  expect(await twice(/^Mit NT-3 verknüpfen/, 'cases.relate')).toHaveLength(1);
});

it('[W37] an absence is ended once', async () => {
  shows(<AbsenceDialog />);
  act(() => showOverlay('absence'));
  expect(await twice(/^Beenden/, 'absence.end')).toHaveLength(1);
});

it('[W37] an absence is entered once', async () => {
  shows(<AbsenceDialog />);
  act(() => showOverlay('absence'));
  const deputy = await screen.findByRole('combobox', { name: /Wer entscheidet/ });
  fireEvent.change(deputy, { target: { value: (deputy as HTMLSelectElement).options[1]!.value } });
  expect(await twice(/^Vertretung eintragen/, 'absence.set')).toHaveLength(1);
});

it('[W37] a shift is handed over once; what was noted meanwhile is kept for the next one', async () => {
  drafts.set('shift', { to: 'lena', note: 'Seit Mai.', without: [] });
  shows(<ShiftDialog />);
  act(() => showOverlay('shift'));
  await screen.findByRole('textbox', { name: /Was muss man wissen/ });
  await waitFor(() => expect(field(/Was muss man wissen/)).toHaveProperty('value', 'Seit Mai.'));
  const gone = await twice(/^1 Sache übergeben/, 'shift.send', () => {
    fireEvent.change(field(/Was muss man wissen/), { target: { value: 'Seit Mai. Und Husum' } });
  });
  expect(gone).toHaveLength(1);
  expect(draftValue('shift')).toEqual({ note: 'Und Husum' });
});
