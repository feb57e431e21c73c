// A case whose earlier events have not come yet is shown all the same: what stands is right, only words and reasons are missing.
import { expect, it } from 'vitest';
import { caseView } from '../../shared/views/shapes.ts';
import { caseViewOf } from '../../shared/views/case-view.ts';
import { tablesOf } from '../../shared/views/tables.ts';
import { timelineOf } from '../../shared/views/timeline.ts';
import { judge } from '../case/random-lives.ts';
import { contextOf } from '../given.ts';
import { TELECOM } from '../pack.ts';

it('[Q52] any case is shown without its first events, whoever looks, with the same row, clocks, promises and verbs', () => {
  let shown = 0;
  judge(({ moments }) => {
    const last = new Map(moments.map((moment) => [moment.event.caseId, moment]));
    for (const [caseId, { after: state, event: newest }] of last) {
      const all = moments.filter(({ event }) => event.caseId === caseId).map(({ event }) => event);
      const row = tablesOf(state, TELECOM, { title: 't', hint: null }, false)?.row;
      if (row === undefined) continue;
      const viewOf = (events: typeof all, person: string) => {
        const history = { events, bodyOf: () => null };
        const confirmed = events.map((event, index) => ({ event, position: index, version: index, recordedAt: event.at, flag: null }));
        return caseViewOf({
          state,
          row,
          history,
          timeline: timelineOf({ confirmed, pending: [], refused: [], bodyOf: () => null, people: TELECOM.people, reader: 'lena' }),
          customer: null,
          earlier: [],
          context: contextOf(person, { at: newest.at }),
          policyOf: () => TELECOM,
          picture: null,
          linked: () => null,
        });
      };
      for (const person of ['lena', 'carla']) {
        const whole = viewOf(all, person);
        for (const from of [all.length, Math.floor(all.length / 2), 1]) {
          const short = caseView.parse(viewOf(all.slice(from), person));
          expect(short.timeline.length).toBe(all.length - from);
          for (const key of ['row', 'can', 'formerTeams'] as const) expect(short[key]).toEqual(whole[key]);
          const dues = ({ clocks }: typeof whole) => clocks.map(({ clock, state: stands, dueAt }) => [clock, stands, dueAt]);
          expect(dues(short)).toEqual(dues(whole));
          expect(short.promises.map(({ promise, due }) => [promise, due])).toEqual(
            whole.promises.map(({ promise, due }) => [promise, due]),
          );
          shown += 1;
        }
      }
    }
  }, 8);
  expect(shown).toBeGreaterThan(80);
}, 60_000);
