// The groups of a person's list and how several queues become one.
import { expect, it } from 'vitest';
import { duesInGroup, mergePlaces, queueLists } from '../../shared/views/queue.ts';
import { contextOf } from '../given.ts';

const place = (caseId: string, due: number) => ({ list: 'l', due, caseId });

it('[V8] groups stand in one order and ask the lists of the person and of each team', () => {
  const tim = contextOf('tim').actor;
  // A lead reads what is handed over in his inbox.
  expect(queueLists(contextOf('murat').actor).map(({ group }) => group)).not.toContain('handed');
  expect(queueLists(tim)).toEqual([
    { group: 'back', lists: ['back:tim'] },
    { group: 'handed', lists: ['inbox:abrechnung', 'inbox:stoerung', 'addressed:tim'] },
    { group: 'asked', lists: ['consults:abrechnung', 'consults:stoerung', 'consulted:tim'] },
    { group: 'owed', lists: ['owed:tim'] },
    { group: 'shift', lists: ['shift:tim'] },
    { group: 'mine', lists: ['mine:tim'] },
    { group: 'promises', lists: ['promises:tim'] },
    { group: 'team', lists: ['team:abrechnung', 'team:stoerung'] },
    { group: 'sent', lists: ['sent:tim'] },
    { group: 'followed', lists: ['followed:tim'] },
  ]);
});

it('[V8] a row shows the time that made it stand there, and no later clock hides a duty that is over', () => {
  const row = (caseId: string, at: number | null) => ({ caseId, due: at === null ? null : { clock: 'accept', at, warnAt: at } });
  const at = (...of: Parameters<typeof duesInGroup>) => duesInGroup(...of).map(({ caseId, due }) => [caseId, due?.clock, due?.at]);
  const rows = [row('a', 1600), row('b', 1500), row('c', null)];
  const places = new Map([
    ['a', 1325],
    ['b', 1700],
    ['c', 1400],
  ]);
  const late = new Map([['a', { clock: 'promise', at: 1325 }]]);
  const promised = [
    ['a', 'promise', 1325],
    ['c', 'promise', 1400],
    ['b', 'promise', 1700],
  ];
  expect(at('promises', rows, places, late)).toEqual(promised);
  expect(at('owed', rows, places, late)[0]).toEqual(['a', 'after-call', 1325]);
  expect(at('sent', rows, new Map(), late)).toEqual([
    ['a', 'promise', 1325],
    ['b', 'accept', 1500],
    ['c', undefined, undefined],
  ]);
  expect(at('mine', [row('a', 1300)], new Map(), late)).toEqual([['a', 'accept', 1300]]);
});

it('[V8] several queues merge by their times, equal times by case, and nothing stands twice', () => {
  const first = [place('b', 20), place('d', 40), place('x', Number.MAX_SAFE_INTEGER)];
  const second = [place('a', 10), place('c', 20), place('b', 30)];
  expect(mergePlaces([first, second], 10)).toEqual(['a', 'b', 'c', 'd', 'x']);
  expect(mergePlaces([first, second], 2)).toEqual(['a', 'b']);
});
