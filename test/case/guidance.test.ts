// What is recorded about a call beside the contact, and how good a handover was: who may say it, and what it changes.
import { describe, expect, it } from 'vitest';
import { evolve } from '../../shared/case/evolve.ts';
import type { Command } from '../../shared/case/commands.ts';
import { command, given, happened, stateOf } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { mayRead, mayReadRefused } from '../../shared/case/between-two.ts';
import { searchTextOf } from '../../shared/sync/forecast.ts';
import { timelineOf } from '../../shared/views/timeline.ts';
import telecom from '../../shared/packs/telecom.json' with { type: 'json' };
import { accepted, closed, offered, opened } from './story.ts';

const identity = (method = 'birth-date') => command('check-identity', { method, call: 'call-7' });
const METHOD = telecom.identity[0]!.id;
const STEP = telecom.guidance.steps[0]!.id;
const step = (id = STEP) => command('log-guidance', { kind: 'step', id, result: 'no-effect' });
const rate = (handover = 'h-1') => command('rate-handover', { handover, complete: 'yes', clear: 'partly', right: 'no' });
const note = (to: string, handover: string | null = 'h-1') => command('coach', { handover, to }, { body: 'words' });
const gap = (article: string | null = null, category = telecom.categories[0]!.id) =>
  command('report-gap', { article, category }, { body: 'words' });

describe('a call', () => {
  it('[GD1] tells how the caller was identified, by a code of the pack', () => {
    given(opened())
      .when('tim', identity(METHOD))
      .then(['identity-checked', { method: METHOD, call: 'call-7' }]);
    given(opened()).when('lena', identity('palm-reading')).thenRefused('unknown-code', { list: 'identity', code: 'palm-reading' });
    given(opened(), closed()).when('lena', identity(METHOD)).thenRefused('not-open', { phase: 'closed' });
  });
  it('[GD1] tells how long it was and how long of that the customer was on hold, also in a finished case', () => {
    const call = (seconds: number, held: number) => command('log-call', { call: 'call-7', direction: 'in', seconds, held });
    given(opened())
      .when('lena', call(240, 40))
      .then(['call-logged', { seconds: 240, held: 40 }]);
    given(opened(), closed()).when('lena', call(10, 10)).then(['call-logged', {}]);
    given(opened()).when('lena', call(30, 31)).thenRefused('held-too-long', { seconds: 30, held: 31 });
  });
  it('[GD1] tells the mood and the steps that were tried, by codes of the pack', () => {
    given(opened())
      .when('lena', command('note-mood', { level: 'upset' }))
      .then(['mood-noted', { level: 'upset' }]);
    given(opened())
      .when('lena', step())
      .then(['guidance-logged', { kind: 'step', id: STEP, result: 'no-effect' }]);
    given(opened()).when('lena', step('dance')).thenRefused('unknown-code', { list: 'steps', code: 'dance' });
    given(opened(), closed()).when('lena', step()).thenRefused('not-open');
    given(opened(), closed())
      .when('lena', command('note-mood', { level: 'calm' }))
      .thenRefused('not-open');
  });
});

describe('a gap in the articles', () => {
  it('[GD2] goes to the lead of the team that holds the case, and is news for him', () => {
    const state = given(opened())
      .when('lena', gap())
      .then(['gap-reported', { article: null, lead: 'murat' }]);
    expect(state?.news).toMatchObject([{ kind: 'gap-reported', to: 'murat', about: null }]);
    given(opened()).when('lena', gap('router')).thenRefused('unknown-code', { list: 'articles', code: 'router' });
    const withArticle = telecomWith({
      guidance: {
        ...telecom.guidance,
        // Its steps lead to articles that are not in this list.
        steps: telecom.guidance.steps.map((step) => ({ ...step, article: undefined })),
        articles: [{ id: 'router', title: { de: 'Router', en: 'Router' }, body: { de: 'Neu starten.', en: 'Restart.' } }],
      },
    });
    given(opened())
      .when('lena', gap('router'), { policy: withArticle })
      .then(['gap-reported', { article: 'router' }]);
    given(opened()).when('lena', gap(null, 'weather')).thenRefused('unknown-code', { list: 'categories', code: 'weather' });
  });
});

describe('a received handover', () => {
  it('[GD3] is rated by the receiving team, a lead or a manager, never by its sender or a first-tier agent', () => {
    given(opened(), offered(), accepted())
      .when('murat', rate())
      .then(['handover-rated', { handover: 'h-1', complete: 'yes', clear: 'partly', right: 'no' }]);
    given(opened(), offered(), accepted()).when('lena', rate()).thenRefused('role-forbids', { verb: 'rate-handover' });
    given(opened()).when('ayse', rate()).thenRefused('not-received');
  });
  it('[GD3] is coached by a lead to one person, who alone has news of it', () => {
    const state = given(opened(), offered(), accepted())
      .when('murat', note('lena'))
      .then(['coaching-given', { handover: 'h-1', to: 'lena' }]);
    expect(state?.news).toMatchObject([{ kind: 'coached', to: 'lena', about: 'h-1' }]);
    given(opened()).when('murat', note('murat')).thenRefused('coach-oneself');
    given(opened()).when('murat', note('nobody')).thenRefused('unknown-code', { list: 'people', code: 'nobody' });
    given(opened()).when('lena', note('tim')).thenRefused('role-forbids', { verb: 'coach' });
  });
  it('[GD3] leaves the news of whoever rates or coaches where it was', () => {
    const before = stateOf([opened(), offered(), accepted(), happened('gap-reported', { article: null, category: 'c', lead: 'murat' })]);
    const told = evolve(before, happened('coaching-given', { handover: 'h-1', to: 'lena' }, { by: 'murat' }));
    expect(told.news?.map(({ kind }) => kind)).toEqual(['gap-reported', 'coached']);
  });
});

describe('a note to a colleague', () => {
  const coached = happened('coaching-given', { handover: 'h-1', to: 'lena' }, { by: 'murat', body: 'between-two' });
  it('[GD5] is read by those two alone, in the history and where it was refused', () => {
    const readers = ['murat', 'lena', 'tim', 'carla'];
    expect(readers.filter((reader) => mayRead(reader, coached))).toEqual(['murat', 'lena']);
    const refused = { ...note('lena'), actor: 'murat' };
    expect(readers.filter((reader) => mayReadRefused(reader, refused))).toEqual(['murat', 'lena']);
    expect(readers.filter((reader) => mayRead(reader, happened('note-added', {})))).toEqual(readers);
    const items = (reader: string) =>
      timelineOf({
        confirmed: [{ event: coached, position: 1, version: 1, recordedAt: 1, flag: null }],
        pending: [coached],
        refused: [{ command: refused, refusal: { code: 'not-received', data: {} }, at: 1 }],
        bodyOf: () => null,
        people: TELECOM.people,
        reader,
      });
    expect([items('lena').length, items('tim').length]).toEqual([3, 0]);
  });
  it('[GD5] is no word lists or the search show', () => {
    const before = stateOf([opened()])!;
    expect(evolve(before, coached).lastBody).toBe(before.lastBody);
    expect(evolve(before, happened('note-added', {}, { body: 'words' })).lastBody).toBe('words');
    expect(searchTextOf([coached], { text: 'Bitte Feld 8 ausfüllen' })).toBe('');
  });
});

describe('what was recorded beside a contact', () => {
  it('[GD4] changes nothing that is true of the case', () => {
    const before = stateOf([opened()])!;
    const all: readonly Command[] = [identity(METHOD), step(), command('note-mood', { level: 'calm' })];
    const after = all.map((sent) => {
      const { result } = given(opened()).when('lena', sent);
      return result.ok ? result.value.reduce(evolve, before) : null;
    });
    expect(after.map((state) => ({ ...state, version: before.version }))).toEqual([before, before, before]);
  });
});
