// The groups of a person's list and how several queues become one.
import { expect, it } from 'vitest';
import { dueOf, mergeRows, queueLists } from '../../shared/views/queue.ts';
import type { CaseRow } from '../../shared/views/shapes.ts';
import { contextOf } from '../given.ts';

const row = (caseId: string, at: number | null): CaseRow => ({
  caseId,
  number: caseId,
  ref: null,
  title: caseId,
  customer: null,
  category: 'billing',
  priority: 'P3',
  phase: 'open',
  holder: { person: 'murat', team: 'abrechnung', tier: 1, waiting: true },
  arrived: 'opened',
  due: at === null ? null : { clock: 'resolution', at, warnAt: at },
  flight: null,
  wait: null,
  contacts: 0,
  hops: 0,
  openedAt: 0,
  pending: false,
  hint: null,
});

it('[V8] groups stand in one order and ask the lists of the person and of each team', () => {
  const tim = contextOf('tim').actor;
  expect(queueLists(tim)).toEqual([
    { group: 'back', lists: ['back:tim'] },
    { group: 'mine', lists: ['mine:tim'] },
    { group: 'promises', lists: ['promises:tim'] },
    { group: 'team', lists: ['team:abrechnung', 'team:stoerung'] },
    { group: 'sent', lists: ['sent:tim'] },
    { group: 'followed', lists: ['followed:tim'] },
  ]);
});

it('[V8] several queues merge by due time, what has no clock comes last, nothing stands twice', () => {
  const first = [row('b', 20), row('d', 40), row('x', null)];
  const second = [row('a', 10), row('b', 20), row('c', 20)];
  expect(mergeRows([first, second], 10, dueOf).map(({ caseId }) => caseId)).toEqual(['a', 'b', 'c', 'd', 'x']);
  expect(mergeRows([first, second], 2, dueOf).map(({ caseId }) => caseId)).toEqual(['a', 'b']);
});

it('[V8] one list keeps the order it has: promises stand by their own time', () => {
  expect(mergeRows([[row('late', 90), row('soon', 10)]], 5, dueOf).map(({ caseId }) => caseId)).toEqual(['late', 'soon']);
});
