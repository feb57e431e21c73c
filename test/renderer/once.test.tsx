// What stands in two places of the desk is told, and marked, in one of them.
import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Bridge } from '../../shared/api.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import type { CaseView } from '../../shared/views/shapes.ts';
import { Clocks } from '../../renderer/parts/clocks.tsx';
import { QueueList } from '../../renderer/parts/queue-list.tsx';
import { CaseContext } from '../../renderer/parts/use-case.ts';
import { useSession } from '../../renderer/state/session.ts';
import { openCase } from '../../renderer/state/view.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';

const row = {
  caseId: 'c-1',
  number: 'NT-1',
  ref: null,
  title: 'Mahngebühr',
  customer: null,
  category: 'billing',
  priority: 'P3',
  phase: 'open',
  holder: { person: 'lena', team: 'abrechnung', tier: 1, waiting: false },
  arrived: 'taken',
  due: null,
  flight: null,
  wait: null,
  contacts: 1,
  hops: 0,
  openedAt: 1,
  pending: false,
  hint: null,
};
const answers: Readonly<Record<string, unknown>> = {
  'queue.list': ['back', 'mine'].map((group) => ({ group, total: 1, rows: [row] })),
  'refused.list': [],
  'shift.waiting': [],
  'sync.status': { mode: 'local', waiting: 0, lastHeard: null, trouble: null },
};
const bridge: Bridge = { call: (name) => Promise.resolve({ ok: true, output: answers[name] ?? [] }), on: () => () => undefined };

beforeAll(() => {
  startTexts();
  for (const side of ['clientHeight', 'clientWidth']) Object.defineProperty(Element.prototype, side, { configurable: true, value: 800 });
  const wide = { matches: false, addEventListener: () => undefined, removeEventListener: () => undefined };
  Object.assign(window, { bridge, matchMedia: () => wide });
});
beforeEach(() => {
  const me = { lane: 'nordlicht', person: 'lena', name: 'Lena Brandt', role: 'agent' as const, tier: 1 as const, teams: ['abrechnung'] };
  useSession.setState({ phase: 'signed-in', token: 'once', me, pack: packViewOf(TELECOM, 1) });
});
afterEach(cleanup);

it('a case that stands in two groups of the queue is marked as open in one', async () => {
  openCase('c-1');
  render(<QueueList />);
  const both = await screen.findAllByText('Mahngebühr');
  const marks = both.map((words) => words.closest('[data-key]')?.getAttribute('aria-current'));
  expect(marks).toEqual(['true', 'false']);
});

const clock = (name: string, promise: string | null) => ({
  clock: name,
  family: 'customer',
  state: 'running',
  startedAt: NOON,
  dueAt: NOON + 3_600_000,
  stoppedAt: null,
  calendar: 'service',
  promise,
  handover: null,
  approval: null,
  events: [],
});

it('a promise has its time beside its words, and among the clocks only where no promises stand', () => {
  const view = { clocks: [clock('resolution', null), clock('promise', 'p-1')], timeline: [] } as unknown as CaseView;
  const names = () => screen.queryAllByRole('listitem').map(({ textContent }) => textContent);
  const { rerender } = render(
    <CaseContext value={view}>
      <Clocks />
    </CaseContext>,
  );
  expect(names()).toEqual([expect.stringMatching(/Lösung/), expect.stringMatching(/Zusage/)]);
  rerender(
    <CaseContext value={view}>
      <Clocks promised />
    </CaseContext>,
  );
  expect(names()).toEqual([expect.stringMatching(/Lösung/)]);
});
