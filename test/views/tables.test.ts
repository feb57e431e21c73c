// A case stands in exactly the lists in which somebody has to do something about it.
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { tablesOf } from '../../shared/views/tables.ts';
import { opened, QUEUE } from '../case/story.ts';
import { happened } from '../given.ts';
import { TELECOM } from '../pack.ts';

const words = { title: 'Doppelte Abbuchung', hint: null };
const listsAfter = (...events: readonly CaseEvent[]): readonly string[] => {
  const state = events.reduce<CaseState | null>(evolve, null);
  return tablesOf(state!, TELECOM, words, false)!.lists.map(({ list }) => list);
};

describe('the lists of a case', () => {
  it('[S8] follow it from the queue to its holder', () => {
    expect(listsAfter(opened({ holder: QUEUE }))).toEqual(['team:abrechnung']);
    expect(listsAfter(opened())).toEqual(['mine:lena']);
  });

  it('[S8] a case resolved while nobody had taken it waits for nobody', () => {
    expect(listsAfter(opened({ holder: QUEUE }), happened('case-resolved', { result: 'solved' }))).toEqual([]);
    expect(listsAfter(opened(), happened('case-resolved', { result: 'solved' }))).toEqual(['mine:lena']);
  });
});
