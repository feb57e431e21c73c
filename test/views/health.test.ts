// Whose queues somebody is told of, and how a queue stands by its lists alone.
import { expect, it } from 'vitest';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { healthOf, membersOf, teamsOf, type Counting } from '../../shared/views/health.ts';
import { NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';

const teams = (person: string): readonly string[] => teamsOf(TELECOM, TELECOM.people.get(person)!).map(({ id }) => id);

it('[FB1] a manager is told of every team of the house, a lead of those he leads, anybody else of those he works in', () => {
  expect(teams('helga')).toEqual(['abrechnung', 'stoerung', 'technik', 'tl-abrechnung', 'tl-technik', 'leitung']);
  expect(teams('carla')).toEqual(['stoerung', 'technik', 'tl-technik']);
  expect(teams('tim')).toEqual(['abrechnung', 'stoerung']);
  expect(teams('nora')).toEqual([]);
  expect(membersOf(TELECOM, 'abrechnung')).toEqual(['lena', 'tim', 'murat']);
});

it('[FB1] whoever is there is counted in one team alone, the first of his own inside the house', () => {
  const none: Counting = { size: () => 0, due: () => 0, first: () => null };
  const floor = { count: none, live: 0, here: ['lena', 'murat', 'helga'], tellsHeld: true, now: NOON };
  const here = ['abrechnung', 'tl-abrechnung', 'leitung', 'technik'].map((team) => healthOf(TELECOM, team, floor).here);
  expect(here).toEqual([1, 1, 1, 0]);
});

it('[FB1] a queue is told by its lists: what waits and is on the way, since when, and what of both is due', () => {
  const places: Readonly<Record<string, readonly number[]>> = {
    'team:abrechnung': [NOON - MINUTE, NOON + MINUTE, NOON + 3 * HOUR],
    'inbox:abrechnung': [NOON, NOON + HOUR],
    'waits:abrechnung': [NOON - 2 * HOUR, NOON - HOUR],
    'presses:abrechnung': [NOON - HOUR, NOON - MINUTE, NOON, NOON + MINUTE, NOON + HOUR, NOON + 2 * HOUR],
    'mine:lena': [NOON - HOUR],
    'back:tim': [NOON - HOUR],
  };
  const of = (list: string): readonly number[] => places[list] ?? [];
  const count: Counting = {
    size: (list) => of(list).length,
    due: (list, until) => of(list).filter((at) => at <= until).length,
    first: (list) => of(list)[0] ?? null,
  };
  const floor = { count, live: 1, here: ['lena', 'jonas'], tellsHeld: true, now: NOON };
  expect(healthOf(TELECOM, 'abrechnung', floor)).toEqual({
    team: 'abrechnung',
    waiting: 3,
    inFlight: 2,
    oldestAt: NOON - 2 * HOUR,
    live: 1,
    late: 3,
    soon: 2,
    held: 2,
    here: 1,
  });
  expect(healthOf(TELECOM, 'abrechnung', { ...floor, tellsHeld: false }).held).toBeNull();
  expect(healthOf(TELECOM, 'leitung', floor)).toMatchObject({ waiting: 0, oldestAt: null, late: 0, soon: 0 });
});
