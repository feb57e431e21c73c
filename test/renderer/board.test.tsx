// The wall in words: no name of a customer or a person, what is late by word and shape, and since when there is no connection.
import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { Bridge } from '../../shared/api.ts';
import type { BoardView } from '../../shared/views/floor-shapes.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import { setDeskTime } from '../../renderer/parts/now.ts';
import { BoardScreen } from '../../renderer/screens/board.tsx';
import { Wall } from '../../renderer/screens/wall.tsx';
import { useSession } from '../../renderer/state/session.ts';
import { setConnected } from '../../renderer/state/view.ts';
import { startTexts } from '../../renderer/texts/texts.ts';
import { NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';

const MINUTE = 60_000;
const calm = { waiting: 0, oldestAt: null, inFlight: 0, live: 0, soon: 0, late: 0, held: null, here: 0 };
const BOARD: BoardView = {
  at: NOON,
  teams: [
    { ...calm, team: 'abrechnung', waiting: 3, oldestAt: NOON - 90 * MINUTE, late: 2, here: 2 },
    { ...calm, team: 'technik' },
  ],
  burning: [
    { number: 'NT-0000-0Q2', team: 'abrechnung', clock: 'accept', dueAt: NOON - 25 * MINUTE },
    { number: 'NT-0000-0Q3', team: 'technik', clock: 'resolution', dueAt: NOON + 8 * MINUTE },
  ],
  more: 4,
  back: [
    { team: 'abrechnung', count: 2 },
    { team: null, count: 1 },
  ],
  here: [
    { tier: 1, count: 2, names: null },
    { tier: 3, count: 0, names: null },
  ],
};

let answer: BoardView = BOARD;
const asked: string[] = [];
const bridge: Bridge = {
  call: (name) => {
    asked.push(name);
    return Promise.resolve({ ok: true, output: answer });
  },
  on: () => () => undefined,
};

beforeAll(() => {
  startTexts();
  Object.assign(window, { bridge });
});
beforeEach(() => {
  answer = BOARD;
  asked.length = 0;
  setDeskTime(NOON);
  const me = { lane: 'nordlicht', person: 'murat', name: 'Murat Aydin', role: 'lead' as const, tier: 3 as const, teams: ['tl-abrechnung'] };
  useSession.setState({ phase: 'signed-in', token: 'wall', me, pack: packViewOf(TELECOM, 3), wall: true });
});
afterEach(() => {
  cleanup();
  setConnected(true);
  useSession.setState({ wall: false });
});

const text = (name: string): string => screen.getByRole('region', { name }).textContent;

it('[FB4] the wall tells queues, what burns, what came back and who is there, and asks for nothing else', async () => {
  render(<BoardScreen />);
  await screen.findByRole('region', { name: 'Was brennt' });
  const row = screen.getAllByRole('row').map(({ textContent }) => textContent);
  expect(row[1]).toMatch(/^Abrechnung301 h 30 min002$/);
  expect(text('Was brennt')).toMatch(/NT-0000-0Q2seit 25 min überfälligAbrechnung · Annahme.*NT-0000-0Q3noch \d min.*und 4 weitere/);
  expect(text('Heute zurückgekommen')).toContain('Abrechnung2Kleinere Teams zusammen1');
  expect(text('Wer ist da')).toMatch(/Kundenservice2Teamleitung0/);
  expect(new Set(asked)).toEqual(new Set(['board.view']));
});

it('[FB4] people are named only where the desk names them', async () => {
  answer = { ...BOARD, here: [{ tier: 1, count: 2, names: ['Lena Brandt', 'Tim Vogel'] }] };
  render(<BoardScreen />);
  expect((await screen.findByText(/Lena Brandt, Tim Vogel/)).textContent).toContain('Kundenservice');
});

it('[FB4] without a connection it says since when and keeps the last figures', async () => {
  render(<BoardScreen />);
  await screen.findByRole('region', { name: 'Was brennt' });
  act(() => setConnected(false));
  expect(screen.getByRole('status').textContent).toMatch(/Keine Verbindung seit heute 12:0\d\. Die Zahlen sind von da\./);
  expect(text('Was brennt')).toContain('NT-0000-0Q2');
  act(() => setConnected(true));
  expect(screen.queryByRole('status')).toBeNull();
});

it('[FB4] a wall wears the colour of its principal with an ink to read on it, and takes both down with itself', () => {
  const worn = (): readonly string[] => ['--accent', '--accent-ink'].map((name) => document.documentElement.style.getPropertyValue(name));
  const { unmount } = render(<Wall />);
  expect(Object.values(packViewOf(TELECOM, 3).accent)).toContain(worn()[0]);
  expect(worn()[1]).toMatch(/^#/);
  unmount();
  expect(worn()).toEqual(['', '']);
});
