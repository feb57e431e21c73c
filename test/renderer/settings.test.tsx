// The settings as somebody uses them: another key is pressed, not typed, and printed at once; what cannot be had says why.
import { act, cleanup, fireEvent, render, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Button } from '../../renderer/parts/button.tsx';
import { HelpOverlay } from '../../renderer/parts/help-overlay.tsx';
import { AS_GIVEN } from '../../renderer/parts/key-map.ts';
import { startKeys, useKey, useKeyMap } from '../../renderer/parts/keys.ts';
import { SettingsDialog, showSettings } from '../../renderer/parts/settings-dialog.tsx';
import { Toasts } from '../../renderer/parts/toasts.tsx';
import { useOwnKeys } from '../../renderer/parts/use-own-keys.ts';
import { flushDrafts, forgetDrafts } from '../../renderer/state/drafts.ts';
import { useToasts } from '../../renderer/state/toasts.ts';
import { showOverlay, useView } from '../../renderer/state/view.ts';
import { sits, toldTo } from './money-kit.ts';

const kept = { value: null as unknown };
const ANSWERS = {
  'draft.get': () => ({ value: kept.value, savedAt: kept.value === null ? null : 1 }),
  'draft.save': () => ({ savedAt: 2 }),
  'host.info': () => ({
    host: 'browser',
    version: '0.1.0',
    demo: true,
    now: 0,
    surroundings: { badge: 'browser', tray: 'system', links: 'yes' },
  }),
};

const escalated = vi.fn<() => void>();
const Desk = ({ blocked = null }: { readonly blocked?: string | null }) => {
  useOwnKeys();
  useKey('escalate', escalated, { blocked });
  return (
    <>
      <Button keyId="escalate" blocked={blocked} onPress={escalated}>
        Weiter
      </Button>
      <SettingsDialog />
      <HelpOverlay />
      <Toasts />
    </>
  );
};

let stop: () => void;
beforeEach(() => {
  kept.value = null;
  forgetDrafts();
  sits('agent', ANSWERS);
  useKeyMap.setState(AS_GIVEN, true);
  useToasts.setState({ toasts: [] });
  useView.setState({ overlay: null, screen: 'desk', caseId: null });
  escalated.mockClear();
  stop = startKeys();
});
afterEach(() => {
  stop();
  cleanup();
});
const settled = (): Promise<void> => act(() => new Promise<void>((resolve) => void window.setTimeout(resolve, 20)));
const change = (): HTMLElement => screen.getByRole('button', { name: /^Eskalieren:\s*(?:andere Taste|Taste drücken)/ });
const weiter = (): HTMLElement => screen.getByText('Weiter').closest('button')!;

describe('the keys of a person', () => {
  it('[LK4] are pressed anew, printed at once, told to screen readers, and kept', async () => {
    render(<Desk />);
    await settled();
    expect(weiter().getAttribute('aria-keyshortcuts')).toBe('F9');
    act(() => showSettings('keys'));
    await userEvent.click(change());
    fireEvent.keyDown(change(), { key: 'e', ctrlKey: true });
    act(() => showOverlay(null));
    expect([weiter().getAttribute('aria-keyshortcuts'), weiter().textContent]).toEqual(['Control+e', 'WeiterStrg E']);
    fireEvent.keyDown(window, { key: 'F9' });
    expect(escalated).not.toHaveBeenCalled();
    fireEvent.keyDown(window, { key: 'e', ctrlKey: true });
    expect(escalated).toHaveBeenCalledOnce();
    await act(async () => flushDrafts());
    expect(toldTo('draft.save')).toContainEqual({
      key: 'settings:keys',
      value: { letters: true, own: { escalate: { code: 'e', mod: true } } },
    });
  });

  it('[LK4] that are taken or held by the browser are refused with the reason; Escape leaves all as it was', async () => {
    render(<Desk />);
    await settled();
    act(() => showSettings('keys'));
    await userEvent.click(change());
    fireEvent.keyDown(change(), { key: 'F4' });
    expect(screen.getByText(/F4 gehört schon zu „Notiz“/)).toBeTruthy();
    fireEvent.keyDown(change(), { key: 'w', ctrlKey: true });
    expect(screen.getByText(/Strg W gibt der Browser/)).toBeTruthy();
    fireEvent.keyDown(change(), { key: 'Escape' });
    expect([change().getAttribute('aria-pressed'), useView.getState().overlay]).toEqual(['false', 'settings']);
    expect(useKeyMap.getState()).toEqual(AS_GIVEN);
  });

  it('[LK4] with Alt are refused in words, too, and whoever puts a key back stays on its row', async () => {
    render(<Desk />);
    await settled();
    act(() => showSettings('keys'));
    await userEvent.click(change());
    fireEvent.keyDown(change(), { key: 'Alt', altKey: true });
    fireEvent.keyDown(change(), { key: 'n', code: 'KeyN', altKey: true });
    expect(screen.getByText(/^Alt N lässt sich nicht vergeben/)).toBeTruthy();
    fireEvent.keyDown(change(), { key: 'e', ctrlKey: true });
    await userEvent.click(screen.getByRole('button', { name: /^Eskalieren: Taste zurücksetzen, statt F9$/ }));
    expect(useKeyMap.getState()).toEqual(AS_GIVEN);
    expect(document.activeElement).toBe(change());
  });

  it('[LK4] come back with the person, and letters switched off are printed nowhere', async () => {
    kept.value = { letters: false, own: { escalate: { code: 'F2', shift: true } } };
    render(<Desk />);
    await settled();
    // Shift F2 is the mood's: what has become unfit falls back.
    expect(useKeyMap.getState()).toEqual({ letters: false, own: {} });
    act(() => showOverlay('help'));
    expect(within(screen.getByRole('region', { name: 'In Listen' })).queryByText('J')).toBeNull();
  });

  it('[LK4] are told what this host can do around the window', async () => {
    render(<Desk />);
    act(() => showSettings('here'));
    await settled();
    expect(screen.getByText(/im Browser nicht möglich/)).toBeTruthy();
    expect(screen.getByText(/dieses System bietet es nicht an/)).toBeTruthy();
  });
});

describe('a key that can do nothing', () => {
  it('[LK5] says the reason its act cannot be done, and so does the button', async () => {
    render(<Desk blocked="Erst annehmen, dann weitergeben." />);
    await settled();
    fireEvent.keyDown(window, { key: 'F9' });
    expect(useToasts.getState().toasts.map(({ text }) => text)).toEqual(['Erst annehmen, dann weitergeben.']);
    useToasts.setState({ toasts: [] });
    fireEvent.click(weiter());
    expect(useToasts.getState().toasts).toHaveLength(1);
    expect(escalated).not.toHaveBeenCalled();
  });

  it.each([
    ['F4', 'desk', null, /„Notiz“ braucht einen geöffneten Vorgang: Strg 1/],
    ['F4', 'lead', 'c1', /„Notiz“ gibt es am Arbeitsplatz/],
    ['F3', 'desk', 'c1', /läuft kein Gespräch/],
    ['F8', 'desk', 'c1', /nichts zurückzuziehen/],
    ['F2', 'desk', 'c1', /hat hier gerade nichts zu tun/],
  ] as const)('[LK5] %s on %s with case %s leads on', async (key, screenId, caseId, sentence) => {
    useView.setState({ screen: screenId, caseId });
    render(<Desk />);
    await settled();
    fireEvent.keyDown(window, { key });
    expect(
      useToasts
        .getState()
        .toasts.map(({ text }) => text)
        .join(),
    ).toMatch(sentence);
  });

  it('[LK5] below an open layer stays silent: there is nothing to act on', async () => {
    render(<Desk />);
    await settled();
    act(() => showSettings('about'));
    fireEvent.keyDown(window, { key: 'F4' });
    expect(useToasts.getState().toasts).toEqual([]);
  });
});
