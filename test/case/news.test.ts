// What people are told of: whom each event gives news to, never whoever caused it, and when it is over.
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../shared/case/events.ts';
import { evolve } from '../../shared/case/evolve.ts';
import type { CaseState, NewsKind } from '../../shared/case/state.ts';
import { HOUR } from '../../shared/kernel/time.ts';
import { after, command, given, happened, NOON } from '../given.ts';
import { accepted, asked, closed, HELGA, LENA, MURAT, offered, opened, promised, QUEUE, to } from './story.ts';

const CARLA = { ...MURAT, person: 'carla' };
const consult = (person: string | null = 'ayse', by = 'lena'): CaseEvent =>
  happened('consult-asked', { consult: 'q-1', to: { team: 'technik', person }, customerWaiting: false, answerBy: NOON }, { by });
const answered = (by = 'ayse'): CaseEvent => happened('consult-answered', { consult: 'q-1' }, { by });
const over = (by: string): CaseEvent => happened('case-resolved', { result: 'solved' }, { by });
const said = (state: CaseState): readonly (readonly [NewsKind, string, string | null])[] =>
  (state.news ?? []).map((row) => [row.kind, row.to, row.about] as const);
const told = (...events: readonly CaseEvent[]) => said(after(opened(), ...events));

describe('news', () => {
  it('[T1] tells a sender that nobody accepted, and his heir where he has left', () => {
    const back = (holder = LENA): CaseEvent => happened('handover-fell-back', { handover: 'h-1', step: 2, holder }, { by: 'watchdog' });
    expect(told(offered(), back())).toEqual([['fell-back', 'lena', 'h-1']]);
    expect(told(offered(), back(QUEUE))).toEqual([['fell-back', 'murat', 'h-1']]);
  });
  it('[T1] tells the leads of a ping-pong, and nobody of an ordinary handover', () => {
    expect(told(offered({ pingPong: true, leads: ['murat', 'carla'] }))).toEqual([
      ['ping-pong', 'murat', 'h-1'],
      ['ping-pong', 'carla', 'h-1'],
    ]);
    expect(told(offered({ pingPong: true, leads: ['lena'] }))).toEqual([]);
    expect(told(offered({ leads: ['murat'] }))).toEqual([]);
  });
  it('[T1] tells whoever asked how his request ended', () => {
    const end = (type: 'approval-declined' | 'approval-expired'): CaseEvent =>
      happened(type, { approval: 'a-1' }, { by: type === 'approval-expired' ? 'watchdog' : 'murat' });
    const yes = happened('approval-given', { approval: 'a-1', amount: 1, decision: 'd-1' }, { by: 'murat' });
    expect(told(asked(), yes)).toEqual([['approval-given', 'lena', 'a-1']]);
    expect(told(asked(), end('approval-declined'))).toEqual([['approval-declined', 'lena', 'a-1']]);
    expect(told(asked(), end('approval-expired'))).toEqual([['approval-expired', 'lena', 'a-1']]);
    const half = happened('approval-seconded', { approval: 'a-1', amount: 1, to: to(4, 'leitung'), decideBy: NOON }, { by: 'helga' });
    expect(told(asked(), half)).toEqual([]);
  });
  it('[T1] [T6] tells the answer to whoever asked and to whoever holds the case by then', () => {
    expect(told(consult(), answered())).toEqual([['consult-answered', 'lena', 'q-1']]);
    expect(told(consult(), offered(), accepted(), answered())).toEqual([
      ['consult-answered', 'lena', 'q-1'],
      ['consult-answered', 'murat', 'q-1'],
    ]);
    expect(told(consult(null), offered(), accepted(CARLA), answered('carla'))).toEqual([['consult-answered', 'lena', 'q-1']]);
  });
  it('[T1] tells every sender how it ended, once for each result', () => {
    const up = [offered(), accepted(), offered({ handover: 'h-2', from: MURAT, to: { tier: 4, team: 'leitung', person: null } })];
    const far = [...up, accepted(HELGA, 'h-2')];
    const both = [
      ['closed-above', 'lena', null],
      ['closed-above', 'murat', null],
    ];
    expect(told(...far, over('helga'))).toEqual(both);
    const ends = [...far, over('helga'), closed(NOON)];
    expect(told(...ends.map((event) => ({ ...event, by: { ...event.by, person: 'helga' } })))).toEqual(both);
    const read = happened('note-added', {}, { by: 'lena' });
    expect(told(...far, over('helga'), read, { ...closed(NOON), by: over('helga').by })).toEqual([both[1]]);
    expect(told(offered(), accepted(), { ...over('lena') })).toEqual([]);
    expect(told(over('lena'))).toEqual([]);
  });
  it('[T1] tells a sender what another system closed', () => {
    const row = (state: 'open' | 'closed'): CaseEvent =>
      happened(
        'row-imported',
        {
          source: { system: 's', ref: 'r', row: 1 },
          team: null,
          assignee: null,
          state,
          holder: MURAT,
          priority: 'P3',
          urgency: 'medium',
          impact: 'medium',
          category: 'billing',
          wait: null,
          handover: null,
          reopened: false,
          recordedBy: 'x',
          result: null,
        },
        { by: 'import' },
      );
    expect(told(offered(), accepted(), row('closed'))).toEqual([['closed-above', 'lena', null]]);
    expect(told(offered(), accepted(), row('open'))).toEqual([]);
    expect(told(row('closed'))).toEqual([]);
  });
  it('[T1] tells both holders of a move, and the lead of what nobody solved', () => {
    const move = (by: string): CaseEvent =>
      happened('case-moved', { holder: { ...LENA, person: 'tim' }, from: LENA, cause: 'absence' }, { by });
    expect(told(move('murat'))).toEqual([
      ['moved', 'lena', null],
      ['moved', 'tim', null],
    ]);
    expect(told(move('tim'))).toEqual([['moved', 'lena', null]]);
    const flag = (holder: typeof MURAT | null): CaseEvent =>
      happened('case-flagged', { cause: 'unresolved', step: 1, lead: 'murat', from: LENA, holder }, { by: 'watchdog' });
    expect(told(flag(null))).toEqual([['flagged', 'murat', null]]);
    expect(told(flag({ ...LENA, person: 'murat' }))).toEqual([
      ['flagged', 'murat', null],
      ['moved', 'lena', null],
    ]);
  });
  it('[T1] [T14] tells whoever had a promise and whoever has it, and its owner that it was left with him', () => {
    const moved = (by: string): CaseEvent =>
      happened('promise-moved', { promise: 'p-1', from: 'lena', to: 'tim', cause: 'absence' }, { by });
    expect(told(promised(), moved('murat'))).toEqual([
      ['promise-moved', 'lena', 'p-1'],
      ['promise-moved', 'tim', 'p-1'],
    ]);
    expect(told(promised(), moved('tim'))).toEqual([['promise-moved', 'lena', 'p-1']]);
    const left = (by: string): CaseEvent => happened('promise-left', { promise: 'p-1', to: 'tim' }, { by });
    expect(told(promised(), left('tim'))).toEqual([['promise-left', 'lena', 'p-1']]);
    expect(told(promised(), left('lena'))).toEqual([]);
  });
  it('[T1] tells of a merge on both sides', () => {
    const merged = happened('case-merged', { into: 'case-2' }, { by: 'helga' });
    const kept = happened('promise-settled', { promise: 'p-1', outcome: 'kept', newDue: null });
    const tims = happened('promise-made', { promise: 'p-2', due: NOON, by: 'tim', callback: false });
    expect(told(offered(), accepted(), promised(), kept, tims, merged)).toEqual([
      ['merged', 'murat', 'case-2'],
      ['merged', 'tim', 'case-2'],
      ['merged', 'lena', 'case-2'],
    ]);
    const absorbed = happened('case-absorbed', { from: 'case-0', openedAt: NOON }, { by: 'helga' });
    expect(told(absorbed)).toEqual([['merged', 'lena', 'case-0']]);
    expect(said(after(opened({ holder: QUEUE }), absorbed))).toEqual([]);
  });
  it('[T1] [T13] tells the holder of a part what his master said and that it ended', () => {
    expect(told(happened('part-told', { master: 'm-1', informed: true }, { by: 'carla' }))).toEqual([['part-told', 'lena', 'm-1']]);
    const end = happened(
      'case-closed',
      { result: 'solved', informedAt: NOON, deviated: false, avoidable: false, cause: null, master: 'm-1' },
      { by: 'carla' },
    );
    expect(told(end)).toEqual([['part-closed', 'lena', 'm-1']]);
    expect(told({ ...end, by: happened('note-added', {}).by })).toEqual([]);
  });
});

describe('news is over', () => {
  const two = [asked(), happened('approval-declined', { approval: 'a-1' }, { by: 'murat' }), consult(null), answered('piotr')];
  // The consult was lena's own act: only what came after it is left.
  const state = (): CaseState => after(opened(), ...two);
  it('[T2] once its reader acts on the case, whatever he does', () => {
    expect(told(...two.slice(0, 2))).toHaveLength(1);
    expect(told(...two)).toEqual([['consult-answered', 'lena', 'q-1']]);
    expect(said(evolve(state(), happened('note-added', {})))).toEqual([]);
    expect(said(evolve(state(), happened('note-added', {}, { by: 'tim' })))).toHaveLength(1);
  });
  it('[T2] once he says he has read it, and only that', () => {
    const both = [
      asked(),
      consult(null),
      happened('approval-declined', { approval: 'a-1' }, { by: 'murat' }),
      offered(),
      accepted(),
      answered('piotr'),
    ];
    const gone = after(opened(), ...both);
    expect(said(gone)).toEqual([
      ['consult-answered', 'lena', 'q-1'],
      ['consult-answered', 'murat', 'q-1'],
    ]);
    const [first] = gone.news ?? [];
    const read = command('acknowledge-news', { news: [first!.news, 'unknown'] });
    const next = given(opened(), ...both)
      .when('lena', read)
      .then(['news-acknowledged', { news: [first!.news] }]);
    // The same event has told somebody else as well, who has not read it.
    expect(said(next!)).toEqual([['consult-answered', 'murat', 'q-1']]);
    given(opened(), ...both)
      .when('tim', read)
      .thenRefused('nothing-changed');
  });
  it('[T2] but not by an alert seen', () => {
    for (const event of [
      happened('alert-acknowledged', { alert: 'x' }),
      happened('alert-snoozed', { alert: 'x', until: NOON + HOUR, reason: 'busy' }),
    ])
      expect(said(evolve(state(), event))).toHaveLength(1);
  });
  it('[T3] a later one about the same thing replaces the earlier, and a case keeps the newest fifty', () => {
    const again = happened('promise-moved', { promise: 'p-1', from: 'lena', to: 'tim', cause: 'absence' }, { by: 'murat' });
    expect(told(promised(), again, { ...again, id: 'later.0' })).toHaveLength(2);
    expect(after(opened(), promised(), again, { ...again, id: 'later.0' }).news?.map(({ news }) => news)).toEqual(['later.0', 'later.0']);
    const many = Array.from({ length: 60 }, (_, index) =>
      happened('part-told', { master: `m-${index}`, informed: false }, { by: 'carla' }),
    );
    expect(told(...many).map(([, , about]) => about)).toEqual(Array.from({ length: 50 }, (_, index) => `m-${index + 10}`));
  });
});

describe('what was seen of a case', () => {
  it('[T3] is kept for each reader, the newest two hundred of it', () => {
    const seen = (alert: string, by = 'lena', at = NOON): CaseEvent => happened('alert-acknowledged', { alert }, { by, at });
    const snoozed = happened('alert-snoozed', { alert: 'a', until: NOON + HOUR, reason: 'busy' });
    expect(after(opened(), snoozed, seen('a', 'tim'), seen('a')).seen).toEqual([
      { alert: 'a', person: 'tim', at: NOON, until: null },
      { alert: 'a', person: 'lena', at: NOON, until: null },
    ]);
    const many = Array.from({ length: 210 }, (_, index) => seen(`a-${index}`));
    expect(after(opened(), ...many).seen?.map(({ alert }) => alert)).toEqual(many.slice(10).map((_, index) => `a-${index + 10}`));
  });
  it('[C13] a flag is of the time before it was closed: reopened, it counts anew', () => {
    const flag = happened('case-flagged', { cause: 'unresolved', step: 1, lead: 'murat', from: LENA, holder: null }, { by: 'watchdog' });
    const again = happened('case-reopened', { cause: 'customer', holder: LENA });
    expect(after(opened(), flag, closed()).flagged).toEqual({ step: 1, at: NOON - HOUR });
    expect(after(opened(), flag, closed(), again).flagged).toBeUndefined();
  });
});
