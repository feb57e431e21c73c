// Guidance beside a case: steps logged with one press, the script that opens by the mood, articles that stay, a gap with its words.
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CaseRow, CaseView } from '../../shared/views/shapes.ts';
import { findArticles } from '../../shared/views/article-search.ts';
import { ArticlePanel, ArticlesHere } from '../../renderer/parts/article-panel.tsx';
import { Deescalation } from '../../renderer/parts/deescalation.tsx';
import { Guidance } from '../../renderer/parts/guidance.tsx';
import { IdentityCheck } from '../../renderer/parts/identity-check.tsx';
import { startKeys } from '../../renderer/parts/keys.ts';
import { MoodNote } from '../../renderer/parts/mood-note.tsx';
import { NeededBeforeSending, NeededOnCall } from '../../renderer/parts/needed-steps.tsx';
import { CaseContext } from '../../renderer/parts/use-case.ts';
import { closeArticles } from '../../renderer/state/articles.ts';
import { forgetDrafts } from '../../renderer/state/drafts.ts';
import { showArticle, useView } from '../../renderer/state/view.ts';
import { TELECOM } from '../pack.ts';
import { sits, toldTo } from './money-kit.ts';

const AT = Date.now() - 600_000;
const MAY = { 'log-guidance': null, 'note-mood': null, 'check-identity': null, 'report-gap': null };
const view = (more: Partial<CaseView> = {}, category = 'fault'): CaseView =>
  ({
    row: {
      caseId: 'case-1',
      number: 'NT-1',
      category,
      holder: { person: 'murat', team: 'abrechnung', tier: 3, waiting: false },
    } as CaseRow,
    can: MAY,
    ...more,
  }) as CaseView;

const call = { call: 'call-1', startedAt: AT, direction: 'in', heldAt: null, held: 0, caseId: 'case-1', informed: false };
const store = new Map<string, unknown>();
const articles = TELECOM.pack.guidance.articles;
const answers = {
  'draft.get': ({ key }: { key: string }) => ({ value: store.get(key) ?? null, savedAt: 1 }),
  'draft.save': ({ key, value }: { key: string; value: unknown }) => {
    store.set(key, value);
    return { savedAt: 2 };
  },
  'articles.search': (asked: Parameters<typeof findArticles>[1]) => findArticles(TELECOM.pack, asked),
  'articles.view': ({ id }: { id: string }) => {
    const found = articles.find((row) => row.id === id);
    return found === undefined
      ? { ok: false, refusal: { code: 'not-found', data: {} } }
      : { ok: true, value: { id, title: found.title, body: found.body, categories: null, reviewedOn: '2026-10-12' } };
  },
};
const commands = (): readonly unknown[] => toldTo('command.send');

let end: () => void;
beforeEach(() => {
  store.clear();
  forgetDrafts();
  closeArticles();
  useView.setState({ panel: 'case', overlay: null, article: null });
  sits('agent', answers as never);
  globalThis.ResizeObserver ??= class {
    observe = (): void => undefined;
    unobserve = (): void => undefined;
    disconnect = (): void => undefined;
  };
  end = startKeys();
});
afterEach(() => {
  end();
  cleanup();
});

const show = (shown: CaseView, ...parts: readonly React.ReactNode[]) =>
  render(
    <CaseContext value={shown}>
      {parts.map((part, n) => (
        <div key={`part ${n}`}>{part}</div>
      ))}
    </CaseContext>,
  );

describe('have you tried', () => {
  it('[GD10] a step is logged with one press and shows who said so; the needed ones stand first', async () => {
    show(view({ guidance: [{ kind: 'step', id: 'line-test', result: 'no-effect', by: 'lena', at: AT }] }), <Guidance />);
    const rows = screen.getAllByRole('listitem').map((row) => row.textContent ?? '');
    expect(rows[0]).toMatch(/Leitung gemessen.*half nicht · Lena Brandt/);
    expect(rows[1]).toMatch(/Router 30 Sekunden.*nötig/);
    await userEvent.click(screen.getByRole('button', { name: 'Router 30 Sekunden vom Strom genommen: half nicht' }));
    await userEvent.click(screen.getByRole('button', { name: 'Zurücknehmen: Leitung gemessen' }));
    expect(commands()).toMatchObject([
      { type: 'log-guidance', data: { kind: 'step', id: 'restart-router', result: 'no-effect' } },
      { type: 'log-guidance', data: { kind: 'step', id: 'line-test', result: 'undone' } },
    ]);
  });
  it('[GD10] needed steps nobody tried stand on the screen while the customer is on the phone, and above the handover', async () => {
    const { unmount } = show(view(), <NeededOnCall />, <NeededBeforeSending />);
    expect(screen.queryByRole('region', { name: 'Am Apparat noch versuchen' })).toBeNull();
    expect(within(screen.getByRole('region', { name: 'Vor dem Weitergeben versuchen' })).getAllByRole('listitem')).toHaveLength(2);
    unmount();
    store.set('call:now', call);
    sits('agent', answers as never);
    const tried = [{ kind: 'step' as const, id: 'restart-router', result: 'not-possible' as const, by: 'lena', at: AT }];
    show(view({ guidance: tried }), <NeededOnCall />);
    const box = await screen.findByRole('region', { name: 'Am Apparat noch versuchen' });
    expect(
      within(box)
        .getAllByRole('listitem')
        .map((row) => row.textContent),
    ).toEqual([expect.stringContaining('Großstörung')]);
    cleanup();
    show(view({}, 'other'), <NeededOnCall />, <NeededBeforeSending />);
    expect(screen.queryByRole('region')).toBeNull();
  });
});

describe('a tense call', () => {
  const upset = (level: 'calm' | 'upset'): CaseView => view({ mood: { level, trend: null, points: [{ level, at: AT }] } });
  it('[GD12] opens the script by itself, phase by phase, and offers the next one; a calm one leaves it closed', async () => {
    show(upset('calm'), <Deescalation />);
    expect(screen.queryByRole('listitem')).toBeNull();
    cleanup();
    const used = (id: string) => ({ kind: 'deescalation' as const, id, result: 'used' as const, by: 'lena', at: AT });
    show({ ...upset('upset'), guidance: [used('let-finish'), used('summarise')] }, <Deescalation />);
    const phases = [...document.querySelectorAll('ol > li')];
    expect(phases.map((row) => row.querySelector('span')?.textContent)).toEqual([
      'Zuhören',
      'Verständnis zeigen',
      'Klären',
      'Anbieten',
      'Vereinbaren',
    ]);
    expect(phases.map((row) => row.getAttribute('aria-current'))).toEqual([null, 'step', null, null, null]);
    expect(phases[1]?.querySelector('q')?.textContent).toBe('Ich verstehe, dass Sie das ärgert.');
    await userEvent.click(screen.getByRole('button', { name: /^Gesagt: Ärger benennen/ }));
    await userEvent.click(screen.getByRole('button', { name: 'Schließen' }));
    expect(document.querySelector('ol')).toBeNull();
    expect(commands()).toMatchObject([{ data: { kind: 'deescalation', id: 'name-feeling', result: 'used' } }]);
  });
  it('[GD7] the mood is noted by its key, the arrows and Enter, in word, shape and way', async () => {
    show(
      view({
        mood: {
          level: 'upset',
          trend: 'worse',
          points: [
            { level: 'calm', at: AT },
            { level: 'upset', at: AT + 60_000 },
          ],
        },
      }),
      <MoodNote />,
    );
    expect(screen.getByText('wird schlechter')).toBeTruthy();
    expect(within(screen.getByRole('list', { name: 'Verlauf der Stimmung' })).getAllByRole('listitem')).toHaveLength(2);
    expect(document.querySelectorAll('svg[viewBox="0 0 8 8"]').length).toBeGreaterThanOrEqual(5);
    await userEvent.keyboard('{Shift>}{F2}{/Shift}');
    expect(document.activeElement?.textContent).toBe('verärgert');
    await userEvent.keyboard('{ArrowRight}{Enter}');
    await userEvent.click(screen.getByRole('radio', { name: 'verärgert' }));
    expect(commands()).toMatchObject([
      { type: 'note-mood', data: { level: 'escalated' } },
      { type: 'note-mood', data: { level: 'upset' } },
    ]);
  });
});

describe('the identity', () => {
  it('[GD8] is checked with one press in the call that runs, and asked for anew in the next one', async () => {
    store.set('call:now', call);
    const before = { method: 'portal', call: 'call-0', by: 'lena', at: AT - 1 };
    show(view({ identity: before }), <IdentityCheck />);
    await userEvent.click(await screen.findByRole('button', { name: 'Identität geprüft: Kundenkennwort' }));
    await waitFor(() => expect(commands()).toMatchObject([{ type: 'check-identity', data: { method: 'password', call: 'call-1' } }]));
    cleanup();
    show(view({ identity: { ...before, call: 'call-1' } }), <IdentityCheck />);
    expect(screen.getByText(/^Angemeldet im Kundenportal geprüft, \d\d:\d\d$/)).toBeTruthy();
  });
});

describe('articles', () => {
  it('[GD9] are found by key, opened by Enter, ticked as a draft of the case, and stay until Escape; the focus goes back', async () => {
    show(view(), <textarea aria-label="Notiz" />, <ArticlePanel />, <ArticlesHere />);
    expect(screen.getByRole('button', { name: 'Router neu starten' })).toBeTruthy();
    screen.getByRole('textbox', { name: 'Notiz' }).focus();
    await userEvent.keyboard('{Shift>}{F1}{/Shift}');
    await userEvent.keyboard('umzug');
    await screen.findByRole('option', { name: /^Umzug/ });
    await waitFor(() => expect(screen.getAllByRole('option')[0]?.textContent).toMatch(/^Umzug/));
    await userEvent.keyboard('{Enter}');
    await screen.findByRole('heading', { name: 'Umzug' });
    await userEvent.click(screen.getAllByRole('checkbox')[1]!);
    expect(screen.getByText('1 von 6 Schritten erledigt')).toBeTruthy();
    await waitFor(() => expect(store.get('article:moving:case-1')).toEqual([1]), { timeout: 2000 });
    await userEvent.type(screen.getByRole('textbox', { name: 'Notiz' }), 'Umzug am 1.');
    expect(screen.getByRole('heading', { name: 'Umzug' })).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: 'Rufnummer mitnehmen' }));
    await screen.findByRole('heading', { name: 'Rufnummer mitnehmen' });
    await userEvent.keyboard('{Escape}');
    expect(screen.queryByRole('region', { name: 'Wissensartikel' })?.querySelector('article')).toBeFalsy();
    expect(document.activeElement).toBe(screen.getByRole('textbox', { name: 'Notiz' }));
  });
  it('[LK9] keeps an Enter that was quicker than the list, and takes nothing that was looked for before', async () => {
    show(view(), <ArticlePanel />);
    await userEvent.keyboard('{Shift>}{F1}{/Shift}');
    await screen.findByRole('option', { name: /^Router neu starten/ });
    await userEvent.keyboard('umzug{Enter}');
    expect(await screen.findByRole('heading', { name: 'Umzug' })).toBeTruthy();
  });
  it('[GD2] where none helps, the lead is told with the words that were looked for', async () => {
    show(view(), <ArticlePanel />);
    await userEvent.keyboard('{Shift>}{F1}{/Shift}');
    await userEvent.keyboard('satellit');
    await screen.findByText('Kein Artikel zu „satellit“.');
    await userEvent.click(screen.getByRole('button', { name: 'Lücke melden' }));
    const area = screen.getByRole('textbox', { name: 'Was fehlt oder stimmt nicht?' });
    expect(area).toHaveProperty('value', 'Gesucht: „satellit“. ');
    await userEvent.type(area, 'Kein Text.');
    await userEvent.keyboard('{Control>}{Enter}{/Control}');
    await waitFor(() => expect(screen.queryByRole('textbox', { name: 'Was fehlt oder stimmt nicht?' })).toBeNull());
    expect(commands()).toMatchObject([
      { type: 'report-gap', data: { article: null, category: 'fault' }, body: { text: 'Gesucht: „satellit“. Kein Text.' } },
    ]);
  });
  it('[LK12] the search names the article that Enter would open, also when the list becomes another', async () => {
    show(view(), <ArticlePanel />);
    await userEvent.keyboard('{Shift>}{F1}{/Shift}');
    const field = await screen.findByRole('combobox');
    const named = (): string => document.getElementById(field.getAttribute('aria-activedescendant') ?? '')?.textContent ?? '';
    await waitFor(() => expect(named()).not.toBe(''));
    expect(named()).toBe(screen.getByRole('option', { selected: true }).textContent);
    await userEvent.keyboard('rufnummer');
    await waitFor(() => expect(named()).toMatch(/^Rufnummer mitnehmen/));
    await userEvent.keyboard('satellit');
    await screen.findByText('Kein Artikel zu „rufnummersatellit“.');
    await waitFor(() => expect(field.hasAttribute('aria-activedescendant')).toBe(false));
  });
  it('[GD2] so is he when one is wrong; an article that is gone says so', async () => {
    showArticle('bill-explained');
    show(view(), <ArticlePanel />);
    await userEvent.click(await screen.findByRole('button', { name: 'Lücke melden' }));
    await userEvent.keyboard('Frist fehlt.{Control>}{Enter}{/Control}');
    await waitFor(() =>
      expect(commands()).toMatchObject([{ data: { article: 'bill-explained', category: 'fault' }, body: { text: 'Frist fehlt.' } }]),
    );
    cleanup();
    showArticle('satellit');
    show(view(), <ArticlePanel />);
    await screen.findByText('Diesen Artikel gibt es nicht mehr.');
  });
});
