// Help and the first walk: found by words, by role and screen, without taking the focus, and gone for good once skipped.
import { act, cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HelpOverlay } from '../../renderer/parts/help-overlay.tsx';
import { ALL_HELP, HELP_ROLES, helpOf, isFound } from '../../renderer/parts/help-parts.ts';
import { Tour } from '../../renderer/parts/tour.tsx';
import { readTour, stepsOf, TOUR_STEPS } from '../../renderer/parts/tour-steps.ts';
import { flushDrafts, forgetDrafts } from '../../renderer/state/drafts.ts';
import { showOverlay, useView } from '../../renderer/state/view.ts';
import de from '../../renderer/texts/de.json' with { type: 'json' };
import en from '../../renderer/texts/en.json' with { type: 'json' };
import { sits, toldTo } from './money-kit.ts';

const kept = { value: null as unknown };
const ANSWERS = {
  'draft.get': () => ({ value: kept.value, savedAt: kept.value === null ? null : 1 }),
  'draft.save': () => ({ savedAt: 2 }),
};
beforeEach(() => {
  kept.value = null;
  forgetDrafts();
  sits('agent', ANSWERS);
  useView.setState({ overlay: null, screen: 'desk' });
});
afterEach(cleanup);
const settled = (): Promise<void> => act(() => new Promise<void>((resolve) => void window.setTimeout(resolve, 20)));
const walk = (): HTMLElement | null => screen.queryByRole('region', { name: 'Rundgang' });

describe('the first walk', () => {
  it('[LK6] begins once by itself, takes no focus, and goes on step by step with the same button', async () => {
    render(<Tour />);
    await settled();
    expect([walk()?.textContent.includes('1 von 5'), document.activeElement]).toEqual([true, document.body]);
    for (const _ of [2, 3, 4, 5]) await userEvent.click(screen.getByText('Weiter').closest('button')!);
    expect(walk()?.textContent).toMatch(/5 von 5/);
    await userEvent.click(screen.getByText('Fertig').closest('button')!);
    expect(walk()).toBeNull();
  });

  it('[LK6] skipped is kept and never comes back; the help begins it again', async () => {
    const both = (
      <>
        <Tour />
        <HelpOverlay />
      </>
    );
    render(both);
    await settled();
    await userEvent.click(screen.getByText('Nicht mehr zeigen').closest('button')!);
    await act(async () => flushDrafts());
    expect(toldTo('draft.save')).toContainEqual({ key: 'settings:tour', value: { done: true } });
    cleanup();
    kept.value = { done: true };
    forgetDrafts();
    render(both);
    await settled();
    expect(walk()).toBeNull();
    act(() => showOverlay('help'));
    await userEvent.click(screen.getByText('Rundgang zeigen').closest('button')!);
    expect([walk()?.textContent.includes('1 von 5'), useView.getState().overlay]).toEqual([true, null]);
  });

  it('[LK6] is read with care: what nobody wrote bothers nobody', () => {
    expect([readTour(null, 5), readTour({ step: 2 }, 5), readTour({ step: 9 }, 5), readTour('x', 5), readTour({ done: true }, 5)]).toEqual([
      0,
      2,
      null,
      null,
      null,
    ]);
    expect(HELP_ROLES.every((role) => stepsOf(role).length > 0)).toBe(true);
  });
});

describe('the help', () => {
  it('[LK6] has words for every screen, role and step, in both languages', () => {
    for (const texts of [de, en]) {
      const help = texts.help as unknown as Readonly<Record<string, Readonly<Record<string, string>>>>;
      for (const { id, count } of ALL_HELP)
        expect([id, Object.keys(help[id] ?? {}).length, help[id]?.[String(count)] === undefined]).toEqual([id, count + 1, false]);
      const tour = texts.tour as unknown as Readonly<Record<string, unknown>>;
      for (const { id } of TOUR_STEPS)
        expect(tour[id]).toMatchObject({ title: expect.any(String) as string, text: expect.any(String) as string });
    }
    expect(helpOf('lead', 'manager').map(({ id }) => id)).toEqual(['lead', 'manager', 'safe', 'more']);
  });

  it('[LK6] is found by words without umlauts or capitals, in any order', () => {
    const part = { id: 'x', title: 'Grüße', lines: ['Der Kunde wartet am Apparat'] };
    expect(['gruss', 'GRÜSSE', 'apparat kunde', '', 'apparat telefon'].map((text) => isFound(part, text))).toEqual([
      true,
      true,
      true,
      true,
      false,
    ]);
    expect(isFound({ ...part, title: 'Größe' }, 'grosse')).toBe(true);
  });

  it('[LK6] opens on its search and shows what fits', async () => {
    render(<HelpOverlay />);
    act(() => showOverlay('help'));
    const search = screen.getByRole('searchbox', { name: 'In der Hilfe suchen' });
    expect(document.activeElement).toBe(search);
    await userEvent.type(search, 'zurückziehen');
    expect(screen.queryByText('Übergabe zurückziehen')).not.toBeNull();
    expect(screen.queryByText('Neuer Vorgang')).toBeNull();
    await userEvent.clear(search);
    await userEvent.type(search, 'xyzzy');
    expect(screen.getByText(/Nichts zu „xyzzy“/)).toBeTruthy();
  });
});
