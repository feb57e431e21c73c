// The lead's inbox marks what was taken without the centre, by the same word as the queue.
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { packViewOf } from '../../shared/views/pack-view.ts';
import type { CaseRow } from '../../shared/views/shapes.ts';
import { CaseLines } from '../../renderer/parts/case-row.tsx';
import { InboxTable } from '../../renderer/parts/inbox-table.tsx';
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
  const [calm, tentative] = screen.getAllByRole('button');
  expect([calm?.textContent?.includes('vorläufig'), tentative?.textContent?.includes('vorläufig')]).toEqual([false, true]);
  const long = screen.getByText('vorläufig').title;
  cleanup();
  render(<CaseLines row={rows[1]!} />);
  expect(long).toBe('vorläufig übernommen: die Zentrale hat es noch nicht bestätigt');
  expect(long).toBe(screen.getByText('vorläufig').title);
});
