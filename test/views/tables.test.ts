// A case stands in exactly the lists in which somebody has to do something about it.
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../shared/case/events.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { tablesOf } from '../../shared/views/tables.ts';
import { accepted, asked, closed, LENA, offered, opened, promised, QUEUE } from '../case/story.ts';
import { after, happened, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';

const words = { title: 'Doppelte Abbuchung', hint: null };
const placesAfter = (events: readonly CaseEvent[], policy = TELECOM): Readonly<Record<string, number>> =>
  Object.fromEntries(tablesOf(after(...events), policy, words, false)!.lists.map(({ list, due }) => [list, due]));
/** What somebody is alerted to has places of its own, see the alerts. */
const listsAfter = (...events: readonly CaseEvent[]): readonly string[] =>
  Object.keys(placesAfter(events)).filter((list) => !list.startsWith('alerts:') && !list.startsWith('presses:'));
const consulted = (person: string | null, team = 'technik'): CaseEvent =>
  happened('consult-asked', { consult: 'q-1', to: { team, person }, customerWaiting: false, answerBy: NOON + HOUR });

describe('the lists of a case', () => {
  it('[S8] follow it from the queue to its holder', () => {
    expect(listsAfter(opened({ holder: QUEUE }))).toEqual(['team:abrechnung', 'waits:abrechnung']);
    expect(listsAfter(opened())).toEqual(['mine:lena']);
  });

  it('[S8] a case resolved while nobody had taken it waits for nobody', () => {
    expect(Object.keys(placesAfter([opened({ holder: QUEUE }), happened('case-resolved', { result: 'solved' })]))).toEqual([]);
    expect(listsAfter(opened(), happened('case-resolved', { result: 'solved' }))).toEqual(['mine:lena']);
  });

  it('[V31] a question lies with the team asked, or with the person asked by name', () => {
    expect(placesAfter([opened(), consulted(null)])['consults:technik']).toBe(NOON + HOUR);
    expect(listsAfter(opened(), consulted('ayse'))).toEqual(['mine:lena', 'consulted:ayse']);
    expect(listsAfter(opened(), consulted('ayse'), happened('consult-answered', { consult: 'q-1' }, { by: 'ayse' }))).toEqual([
      'back:lena',
    ]);
    expect(listsAfter(opened(), consulted('ayse'), happened('consult-withdrawn', { consult: 'q-1' }))).toEqual(['mine:lena']);
  });

  it('[V31] what is new comes back to whoever is told, also about a closed case', () => {
    const moved = happened('case-moved', { holder: { ...LENA, person: 'tim' }, from: LENA, cause: 'absence' }, { by: 'murat' });
    expect(listsAfter(opened(), moved)).toEqual(['back:lena', 'back:tim']);
    const done = closed(NOON);
    expect(placesAfter([opened(), offered(), accepted(), { ...done, by: { ...done.by, person: 'murat' } }])).toEqual({ 'back:lena': NOON });
  });

  it('[V31] what is owed after the call lies with the sender, whoever holds the case', () => {
    const later = { fields: ['tried'], by: NOON + 10 * MINUTE };
    const sent = [opened(), offered({ later })];
    expect(placesAfter(sent)['owed:lena']).toBe(NOON + 10 * MINUTE);
    expect(placesAfter([...sent, accepted()])['owed:lena']).toBe(NOON + 10 * MINUTE);
    const filled = happened('handover-amended', {
      handover: 'h-1',
      form: { open: {}, sealed: [] },
      later: [],
    });
    expect(Object.keys(placesAfter([...sent, filled]))).not.toContain('owed:lena');
  });

  it('[V31] a shift handover lies with the colleague it is offered to, case and promise', () => {
    const to = { tier: 1 as const, team: 'abrechnung', person: 'tim' };
    expect(listsAfter(opened(), offered({ lateral: true, shift: 's-1', to }))).toEqual([
      'sent:lena',
      'inbox:abrechnung',
      'waits:abrechnung',
      'shift:tim',
      'watched',
    ]);
    expect(listsAfter(opened(), offered({ lateral: true, to }))).not.toContain('shift:tim');
    const given = happened('promise-offered', { promise: 'p-1', to: 'tim', shift: 's-1' });
    expect(placesAfter([opened(), promised(), given])['shift:tim']).toBe(NOON + 4 * HOUR);
    const left = happened('promise-left', { promise: 'p-1', to: 'tim' }, { by: 'tim' });
    expect(listsAfter(opened(), promised(), given, left)).not.toContain('shift:tim');
  });

  it('[V31] what is due first presses on the team it lies with, in its queue, on its way, accepted; an overdue promise stays in front', () => {
    const late = promised('p-1', NOON - HOUR);
    expect(placesAfter([opened({ holder: QUEUE }), late])['presses:abrechnung']).toBe(NOON - HOUR);
    const sent = [opened(), late, offered({ acceptBy: NOON + 2 * HOUR })];
    expect(placesAfter(sent)).toMatchObject({ 'presses:tl-abrechnung': NOON - HOUR, 'inbox:tl-abrechnung': NOON + 2 * HOUR });
    expect(placesAfter(sent)['presses:abrechnung']).toBeUndefined();
    expect(placesAfter([...sent, accepted()])['presses:tl-abrechnung']).toBe(NOON - HOUR);
    const outside = offered({ to: { tier: 'A', team: 'auftraggeber', person: null } });
    expect(placesAfter([opened(), late, outside])['presses:abrechnung']).toBe(NOON - HOUR);
    expect(listsAfter(opened(), closed(NOON)).filter((list) => list.startsWith('presses:'))).toEqual([]);
  });

  it('[V31] what moves on by itself is watched: a request, a handover, a case nobody solves', () => {
    expect(placesAfter([opened(), offered()])['watched']).toBe(after(opened(), offered()).flight?.acceptBy);
    expect(placesAfter([opened(), asked()])['watched']).toBe(NOON + MINUTE);
    const chased = telecomWith({ alerts: { unresolved: { after: { minutes: 120 }, calendar: 'service', forward: false } } });
    expect(placesAfter([opened({ openedAt: NOON - HOUR })], chased)['watched']).toBe(NOON + HOUR);
    expect(placesAfter([opened()])['watched']).toBeUndefined();
  });
});
