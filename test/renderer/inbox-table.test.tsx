// The lead's inbox marks what was taken without the centre, by the same word as the queue, and reads as a grid.
import { cleanup, render, screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { packViewOf } from '../../shared/views/pack-view.ts';
import type { CaseRow } from '../../shared/views/shapes.ts';
import { CaseLines } from '../../renderer/parts/case-row.tsx';
import { InboxTable } from '../../renderer/parts/inbox-table.tsx';
import type { InboxEntry } from '../../renderer/parts/lead-entries.ts';
import { useSession } from '../../renderer/state/session.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

const row = (caseId: string, over: Partial<CaseRow> = {}): CaseRow => ({
  caseId,
  number: `NT-${caseId}`,
  ref: null,
  title: `Router ${caseId}`,
  customer: null,
  category: 'fault',
  priority: 'P3',
  phase: 'open',
  holder: { person: 'murat', team: 'abrechnung', tier: 2, waiting: false },
  arrived: 'taken',
  due: null,
  flight: null,
  wait: null,
  contacts: 1,
  hops: 0,
  openedAt: 1,
  pending: false,
  hint: null,
  ...over,
});

beforeAll(() => {
  startTexts();
  // A wide window, which never becomes a narrow one.
  const wide = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined };
  Object.assign(window, { matchMedia: () => wide });
  // The page of a test has no layout; the table shows only rows that are in sight.
  for (const side of ['clientHeight', 'clientWidth']) Object.defineProperty(Element.prototype, side, { configurable: true, value: 800 });
});
beforeEach(() => {
  const me = { lane: 'nordlicht', person: 'murat', name: 'Murat Aydin', role: 'lead' as const, tier: 2 as const, teams: ['abrechnung'] };
  useSession.setState({ phase: 'signed-in', token: 'inbox', me, pack: packViewOf(TELECOM, 1) });
});
afterEach(cleanup);

it('[Y96] a row that was taken provisionally says so in the words of the queue, a confirmed one does not', () => {
  const rows = [row('1'), row('2', { tentative: true, pending: true })];
  render(<InboxTable entries={rows.map((each) => ({ kind: 'held', row: each, card: null }))} selected={null} onSelect={() => undefined} />);
  const [calm, tentative] = screen.getAllByRole('gridcell');
  expect([calm?.textContent?.includes('vorläufig'), tentative?.textContent?.includes('vorläufig')]).toEqual([false, true]);
  const long = screen.getByText('vorläufig').title;
  cleanup();
  render(<CaseLines row={rows[1]!} />);
  expect(long).toBe('vorläufig übernommen: die Zentrale hat es noch nicht bestätigt');
  expect(long).toBe(screen.getByText('vorläufig').title);
});

it('is a grid of which Tab finds one row, that arrows walk, and whose cells say what they are', async () => {
  const chosen: string[] = [];
  const rows = ['1', '2', '3'].map((id): InboxEntry => ({ kind: 'held', row: row(id, { hint: 'Rückruf zugesagt' }), card: null }));
  const { rerender } = render(<InboxTable entries={rows} selected="2" onSelect={(id) => void chosen.push(id)} />);
  const grid = screen.getByRole('grid', { name: 'Übergaben' });
  expect([grid.getAttribute('aria-rowcount'), screen.getAllByRole('row').map((one) => one.getAttribute('aria-rowindex'))]).toEqual([
    '3',
    ['1', '2', '3'],
  ]);
  const tabs = () => screen.getAllByRole('gridcell').map((cell) => cell.tabIndex);
  expect(tabs()).toEqual([-1, 0, -1]);
  expect(screen.getAllByRole('gridcell')[0]!.textContent).toMatch(
    /^Frist: .*Worum es geht: Router 1.*zuletzt gesagt: Rückruf zugesagt.*Von: /,
  );
  screen.getAllByRole('gridcell')[1]!.focus();
  await userEvent.keyboard('{ArrowDown}{ArrowUp}');
  expect(chosen).toEqual(['3', '1']);
  rerender(<InboxTable entries={rows} selected={null} onSelect={(id) => void chosen.push(id)} />);
  expect(tabs()).toEqual([0, -1, -1]);
});

it('keeps the focus in the list where the row that had it leaves, and takes it from nowhere else', () => {
  const entries = ['1', '2', '3'].map((id): InboxEntry => ({ kind: 'held', row: row(id), card: null }));
  const show = (rows: readonly InboxEntry[]) => (
    <>
      <button type="button">anderswo</button>
      <InboxTable entries={rows} selected="2" onSelect={() => undefined} />
    </>
  );
  const { rerender } = render(show(entries));
  screen.getAllByRole('gridcell')[0]!.focus();
  rerender(show(entries.slice(1)));
  expect(document.activeElement?.getAttribute('data-key')).toBe('2');
  screen.getByText('anderswo').focus();
  rerender(show(entries.slice(2)));
  expect(document.activeElement?.textContent).toBe('anderswo');
  screen.getByText('anderswo').blur();
  rerender(show(entries));
  expect(document.activeElement).toBe(document.body);
});
