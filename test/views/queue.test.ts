// The groups of a person's list and how several queues become one.
import { expect, it } from 'vitest';
import { mergePlaces, queueLists } from '../../shared/views/queue.ts';
import { contextOf } from '../given.ts';

const place = (caseId: string, due: number) => ({ list: 'l', due, caseId });

it('[V8] groups stand in one order and ask the lists of the person and of each team', () => {
  const tim = contextOf('tim').actor;
  expect(queueLists(tim)).toEqual([
    { group: 'back', lists: ['back:tim'] },
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

it('[V8] several queues merge by their times, equal times by case, and nothing stands twice', () => {
  const first = [place('b', 20), place('d', 40), place('x', Number.MAX_SAFE_INTEGER)];
  const second = [place('a', 10), place('c', 20), place('b', 30)];
  expect(mergePlaces([first, second], 10)).toEqual(['a', 'b', 'c', 'd', 'x']);
  expect(mergePlaces([first, second], 2)).toEqual(['a', 'b']);
});
