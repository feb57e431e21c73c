// How long a refusal stands: until it is mended, until one goes elsewhere, or as long as it takes to read; and what it offers.
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { AuthorityView, CaseView } from '../../shared/views/shapes.ts';
import { DecisionMeter } from '../../renderer/parts/decision-meter.tsx';
import { startKeys } from '../../renderer/parts/keys.ts';
import { Promises } from '../../renderer/parts/promises.tsx';
import { Toasts } from '../../renderer/parts/toasts.tsx';
import { CaseContext } from '../../renderer/parts/use-case.ts';
import { forgetDrafts } from '../../renderer/state/drafts.ts';
import { useLooks } from '../../renderer/state/looks.ts';
import { useSession } from '../../renderer/state/session.ts';
import { showToast, useToasts } from '../../renderer/state/toasts.ts';
import { useView } from '../../renderer/state/view.ts';
import { sits, toldTo, wire } from './money-kit.ts';

const view = (part: object = {}): CaseView =>
  ({
    row: { caseId: 'c1', number: 'NT-1', holder: { person: 'lena', team: 'abrechnung', waiting: false } },
    can: {},
    promises: [],
    approvals: [],
    decisions: [],
    customer: null,
    ...part,
  }) as unknown as CaseView;
const texts = (): readonly string[] => useToasts.getState().toasts.map(({ text }) => text);
const shows = (can: object): void => {
  const { rerender } = render(<Seat can={can} />);
  change = (next) => rerender(<Seat can={next} />);
};
const Seat = ({ can }: { readonly can: object }) => (
  <CaseContext value={view({ can })}>
    <Promises />
    <Toasts />
  </CaseContext>
);
let change: (can: object) => void;
let endKeys: () => void;

beforeEach(() => {
  sits();
  forgetDrafts();
  useToasts.setState({ toasts: [] });
  useView.setState({ screen: 'desk', caseId: 'c1', panel: 'case', overlay: null });
  endKeys = startKeys();
});
afterEach(() => {
  endKeys();
  cleanup();
  vi.useRealTimers();
  useLooks.setState({ language: 'de' });
});

describe('a refusal', () => {
  it('[W28] leaves by itself, but never while one points at it or stands in it', () => {
    vi.useFakeTimers();
    render(<Toasts />);
    act(() => showToast('refused', 'Geht nicht.'));
    act(() => void vi.advanceTimersByTime(19_000));
    expect(texts()).toEqual(['Geht nicht.']);
    const toast = screen.getByText('Geht nicht.').parentElement!;
    fireEvent.pointerEnter(toast);
    act(() => void vi.advanceTimersByTime(300_000));
    expect(texts()).toEqual(['Geht nicht.']);
    act(() => screen.getByRole('button').focus());
    fireEvent.pointerLeave(toast);
    act(() => void vi.advanceTimersByTime(300_000));
    expect(texts()).toEqual(['Geht nicht.']);
    act(() => screen.getByRole('button').blur());
    act(() => void vi.advanceTimersByTime(4000));
    expect(texts()).toEqual(['Geht nicht.']);
    act(() => void vi.advanceTimersByTime(2000));
    expect(texts()).toEqual([]);
  });

  it.each([
    ['another screen', () => useView.setState({ screen: 'lead' })],
    ['another case', () => useView.setState({ caseId: 'c2' })],
    ['another panel', () => useView.setState({ panel: 'finish' })],
    ['a layer on top', () => useView.setState({ overlay: 'settings' })],
    ['another language', () => useLooks.setState({ language: 'en' })],
    ['the lock', () => useSession.setState({ phase: 'signed-out', token: null })],
  ])('[W28] does not follow to %s', (_, goes) => {
    showToast('refused', 'Geht nicht.');
    goes();
    expect(texts()).toEqual([]);
  });

  it('[W28] stays when a layer closes, and so does what can still be taken back', () => {
    useView.setState({ overlay: 'settings' });
    showToast('refused', 'Geht nicht.');
    useView.setState({ overlay: null });
    expect(texts()).toEqual(['Geht nicht.']);
    showToast('done', 'Gesendet.', { label: 'Zurück', run: () => undefined, keyId: 'withdraw' }, 10);
    useLooks.setState({ language: 'en' });
    expect(texts()).toEqual(['Gesendet.']);
  });

  it('[W28] goes as soon as its cause is mended, and leads nowhere where one is', () => {
    shows({ 'make-promise': { code: 'amount-missing', data: { decisionType: 'goodwill-credit' } } });
    fireEvent.keyDown(window, { key: 'F4', shiftKey: true });
    expect(useToasts.getState().toasts).toMatchObject([{ tone: 'refused', action: null }]);
    change({});
    expect(texts()).toEqual([]);
  });

  it('[W28] leads to its case from anywhere else', () => {
    useView.setState({ screen: 'lead', caseId: null });
    shows({ 'make-promise': { code: 'amount-missing', data: { decisionType: 'goodwill-credit' } } });
    fireEvent.keyDown(window, { key: 'F4', shiftKey: true });
    expect(useToasts.getState().toasts).toMatchObject([{ action: { label: 'Vorgang öffnen' } }]);
  });
});

it('[W28] Escape closes a promise being made, and gives the focus back', () => {
  shows({});
  const add = screen.getByRole('button', { name: /Versprechen|Zusage/ });
  add.focus();
  fireEvent.click(add);
  fireEvent.keyDown(document.activeElement!, { key: 'Escape' });
  expect(screen.queryByRole('form')).toBeNull();
  expect(document.activeElement).toBe(add);
  fireEvent.click(add);
  act(() => (document.activeElement as HTMLElement).blur());
  fireEvent.keyDown(document.body, { key: 'Escape' });
  expect(screen.queryByRole('form')).toBeNull();
});

it('[W28] of an amount of 0 the meter says nothing, as the desk would not take it', async () => {
  const cap = { rule: 'per-decision', unit: 'money', limit: 1500, used: 0, remaining: 1500, ok: true, detail: null, window: null };
  const reason = { verdict: 'within', binding: cap, caps: [cap], budgetWarning: null, seen: { at: 1 } };
  const sentence = { de: 'Das geht.', en: 'Fine.' };
  const answer = { reason, sentence, approver: null, formula: null, quick: [], breakGlass: false, papers: [] };
  Object.assign(wire.answers, {
    'authority.ask': () => ({ ok: true, value: answer as unknown as AuthorityView }),
    'draft.get': () => ({ value: null, savedAt: null }),
    'draft.save': () => ({ savedAt: 1 }),
    'people.present': () => [],
    'sync.status': () => ({ mode: 'alone' }),
  });
  render(
    <CaseContext value={view()}>
      <DecisionMeter />
    </CaseContext>,
  );
  const entry = screen.getByRole('textbox', { name: /Betrag/ });
  fireEvent.change(entry, { target: { value: '5' } });
  expect(await screen.findByRole('button', { name: /^Gewähren/ })).toBeTruthy();
  fireEvent.change(entry, { target: { value: '0' } });
  await act(() => new Promise((done) => setTimeout(done, 150)));
  expect(screen.queryByRole('button', { name: /^Gewähren/ })).toBeNull();
  entry.focus();
  fireEvent.keyDown(entry, { key: 'Enter' });
  expect(texts()).toEqual(['Geben Sie zuerst einen Betrag ein.']);
  expect(toldTo('command.send')).toEqual([]);
});
