// What hangs on the wall: what burns, who is there, what came back.
import { describe, expect, it } from 'vitest';
import { backByTeam, BURNING, burningOf, hereByTier, mostBurning } from '../../shared/views/board.ts';
import type { CaseRow } from '../../shared/views/shapes.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import { NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';

const row = (number: string, over: Partial<CaseRow> = {}): CaseRow => ({
  caseId: number,
  number,
  ref: null,
  title: 'Geheimer Titel',
  customer: 'Karin Öztürk',
  category: 'billing',
  priority: 'P3',
  phase: 'open',
  holder: { person: 'lena', team: 'abrechnung', tier: 1, waiting: false },
  arrived: 'opened',
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
const due = (minutes: number, clock = 'resolution') => ({ clock, at: NOON + minutes * MINUTE, warnAt: NOON });

describe('what burns', () => {
  it('[FB4] is due within the hour or over, and is told by number, team and clock alone', () => {
    expect(burningOf(row('NT-1', { due: due(59) }), NOON)).toEqual({
      number: 'NT-1',
      team: 'abrechnung',
      clock: 'resolution',
      dueAt: NOON + 59 * MINUTE,
    });
    expect(burningOf(row('NT-2', { due: due(61) }), NOON)).toBeNull();
    expect(burningOf(row('NT-3'), NOON)).toBeNull();
    expect(JSON.stringify(mostBurning([row('NT-1', { due: due(1) })], NOON))).not.toMatch(/Öztürk|Titel|lena/);
  });

  it('[FB4] on the way to a team it burns there, by the clock that is over first', () => {
    const flight = { team: 'technik', acceptBy: NOON - MINUTE };
    expect(burningOf(row('NT-1', { flight, due: due(5) }), NOON)).toMatchObject({ team: 'technik', clock: 'accept', dueAt: NOON - MINUTE });
    expect(burningOf(row('NT-1', { flight: { ...flight, acceptBy: NOON + 90 * MINUTE }, due: due(5) }), NOON)).toMatchObject({
      team: 'technik',
      clock: 'resolution',
    });
  });

  it('[FB4] the most pressing stands first, and no more than can be read', () => {
    const rows = Array.from({ length: 20 }, (_, n) => row(`NT-${String(n).padStart(2, '0')}`, { due: due(20 - n) }));
    const shown = mostBurning(rows, NOON);
    expect(shown).toHaveLength(BURNING);
    expect(shown[0]?.number).toBe('NT-19');
  });
});

it('[FB4] who is there is counted tier by tier, by name only where the pack allows figures about people', () => {
  const people = ['lena', 'tim', 'murat'].map((id) => TELECOM.people.get(id)!);
  expect(hereByTier(TELECOM, people).map(({ tier, count, names }) => [tier, count, names])).toEqual([
    [1, 2, null],
    [2, 0, null],
    [3, 1, null],
    [4, 0, null],
  ]);
  const open = telecomWith({ figures: { person: true, smallestGroup: 3 } });
  expect(hereByTier(open, people)[0]?.names).toEqual(['Lena Brandt', 'Tim Vogel']);
});

describe('what came back', () => {
  const teams = ['abrechnung', 'technik', 'mobil'];
  const returned = ['technik', 'abrechnung', 'technik', 'mobil', 'auftraggeber'];

  it('[FB5] is counted for the team that got it, the most first, the house alone', () => {
    expect(backByTeam(teams, returned, () => true)).toEqual([
      { team: 'technik', count: 2 },
      { team: 'abrechnung', count: 1 },
      { team: 'mobil', count: 1 },
    ]);
  });

  it('[FB5] of teams too small for a figure it is told together, or not at all', () => {
    expect(backByTeam(teams, returned, (some) => some.includes('technik') || some.length > 1)).toEqual([
      { team: 'technik', count: 2 },
      { team: null, count: 2 },
    ]);
    expect(backByTeam(teams, returned, (some) => some.includes('technik') && some.length === 1)).toEqual([{ team: 'technik', count: 2 }]);
    expect(backByTeam(teams, returned, () => false)).toEqual([]);
  });
});
