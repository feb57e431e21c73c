// Cases that belong together: linked, and merged without losing anything of either.
import { describe, expect, it } from 'vitest';
import { clocksOf } from '../../shared/case/clocks.ts';
import type { CommandData } from '../../shared/case/commands.ts';
import type { CaseEvent, Relation } from '../../shared/case/events.ts';
import type { LinkState } from '../../shared/case/state.ts';
import { HOUR, MINUTE } from '../../shared/kernel/time.ts';
import { after, command, given, happened, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { accepted, asked, closed, LENA, MURAT, offered, opened, promised, QUEUE, resolved } from './story.ts';

const DAY = 24 * HOUR;
const link = (relation: Relation, other = 'case-2') => command('link-case', { other, relation });
const linked = (relation: Relation, other = 'case-2'): CaseEvent => happened('case-linked', { other, relation });
const unlink = command('unlink-case', { other: 'case-2' });
const merge = (into = 'case-2') => command('merge-case', { into });
const merged = (): CaseEvent => happened('case-merged', { into: 'case-2' }, { at: NOON - 10 * MINUTE });
const absorb = (changes: Partial<CommandData<'absorb-case'>> = {}) =>
  command('absorb-case', { from: 'case-2', openedAt: NOON - DAY, promises: [], ...changes }, { body: 'words' });
const relations = (links: readonly LinkState[] = []) => links.map(({ other, relation }) => [other, relation]);
const contact = { channel: 'phone', direction: 'in', reached: true, informed: false, call: null } as const;

describe('linked cases', () => {
  it('[T8] say how they relate; a new relation replaces the old one', () => {
    const state = given(opened())
      .when('lena', link('related'))
      .then(['case-linked', { other: 'case-2', relation: 'related' }]);
    expect(relations(state?.links)).toEqual([['case-2', 'related']]);
    const next = given(opened(), linked('related')).when('lena', link('part-of')).then(['case-linked', {}]);
    expect(relations(next?.links)).toEqual([['case-2', 'part-of']]);
    const two = given(opened(), linked('related')).when('lena', link('related', 'case-3')).then(['case-linked', {}]);
    expect(relations(two?.links)).toEqual([
      ['case-2', 'related'],
      ['case-3', 'related'],
    ]);
    given(opened()).when('lena', link('related', 'case-1')).thenRefused('link-self');
    given(opened(), linked('related'))
      .when('lena', link('related'))
      .thenRefused('already-linked', { other: 'case-2', relation: 'related' });
    given(opened(), closed()).when('lena', link('related')).then(['case-linked', {}]);
    given(opened(), closed()).when('lena', link('part-of')).thenRefused('not-open', { phase: 'closed' });
    given(opened(), resolved()).when('lena', link('has-part')).then(['case-linked', {}]);
  });
  it('[T8] are let go again, but a merge stays one', () => {
    const state = given(opened(), linked('has-part'))
      .when('lena', unlink)
      .then(['case-unlinked', { other: 'case-2' }]);
    expect(state?.links).toEqual([]);
    given(opened()).when('lena', unlink).thenRefused('not-linked', { other: 'case-2' });
    const absorbed = happened('case-absorbed', { from: 'case-2', openedAt: NOON });
    for (const event of [merged(), absorbed]) {
      given(opened(), event).when('lena', unlink).thenRefused('not-linked');
      given(opened(), event).when('lena', link('related')).thenRefused('already-linked', { other: 'case-2' });
    }
  });
  it('[T9] have one master at most, and a master is a part of nothing', () => {
    given(opened(), linked('has-part')).when('lena', link('part-of', 'case-3')).thenRefused('master-has-master', { other: 'case-3' });
    given(opened(), linked('part-of')).when('lena', link('has-part', 'case-3')).thenRefused('master-has-master', { other: 'case-3' });
    given(opened(), linked('part-of')).when('lena', link('part-of', 'case-3')).thenRefused('master-has-master', { other: 'case-3' });
    given(opened(), linked('has-part')).when('lena', link('has-part', 'case-3')).then(['case-linked', {}]);
    given(opened(), linked('part-of')).when('lena', link('related', 'case-3')).then(['case-linked', {}]);
    // The other way round between the same two is a correction, and leaves no ring.
    given(opened(), linked('has-part')).when('lena', link('part-of')).then(['case-linked', {}]);
  });
});

describe('a merged case', () => {
  const open = clocksOf(after(opened(), promised()), TELECOM, NOON).filter(({ promise }) => promise !== null);
  it('[T10] ends without a result of its own; its promises tick no more', () => {
    const waiting = happened('wait-started', { reason: 'evidence', until: NOON + DAY, stops: ['resolution'] });
    const offer = happened('promise-offered', { promise: 'p-1', to: 'tim', shift: 's-1' });
    const kept = happened('promise-settled', { promise: 'p-2', outcome: 'kept', newDue: null });
    const state = given(opened(), waiting, promised(), offer, promised('p-2'), kept)
      .when('lena', merge())
      .then(['wait-ended', {}], ['case-merged', { into: 'case-2' }]);
    expect(state).toMatchObject({ phase: 'closed', closedAt: NOON, resolvedAt: NOON, result: null, wait: null, holder: LENA });
    expect(relations(state?.links)).toEqual([['case-2', 'merged-into']]);
    expect(state?.promises).toMatchObject([{ outcome: 'moved' }, { outcome: 'kept' }]);
    expect(state?.promises[0]?.offered).toBeUndefined();
    expect(open).toHaveLength(1);
    expect(clocksOf(state!, TELECOM, NOON).filter(({ stoppedAt }) => stoppedAt === null)).toEqual([]);
    given(opened(), promised(), merged())
      .when('lena', command('settle-promise', { promise: 'p-1', outcome: 'kept', newDue: null }))
      .thenRefused('promise-settled', { promise: 'p-1', outcome: 'moved' });
  });
  it('[T10] was in nobody’s hands, and nobody waits for an answer about it', () => {
    const question = happened('consult-asked', {
      consult: 'q-1',
      to: { team: 'technik', person: null },
      customerWaiting: false,
      answerBy: NOON,
    });
    given(opened(), offered()).when('lena', merge()).thenRefused('in-flight');
    given(opened(), asked())
      .when('lena', merge())
      .thenRefused('approvals-open', { approvals: ['a-1'] });
    given(opened(), question)
      .when('lena', merge())
      .thenRefused('merge-open-work', { errands: [], consults: ['q-1'] });
    given(opened(), offered(), accepted())
      .when('murat', merge())
      .thenRefused('merge-open-work', { errands: ['h-1'], consults: [] });
    given(opened(), linked('has-part', 'case-3')).when('lena', merge()).thenRefused('merge-master', { parts: 1 });
    given(opened()).when('lena', merge('case-1')).thenRefused('link-self');
    given(opened(), closed()).when('lena', merge()).thenRefused('not-open', { phase: 'closed' });
    given(opened(), merged()).when('lena', merge('case-3')).thenRefused('merged-already', { into: 'case-2' });
    given(opened()).when('tim', merge()).thenRefused('not-holder');
    given(opened()).when('murat', merge()).then(['case-merged', {}]);
    given(opened(), resolved()).when('lena', merge()).then(['case-merged', {}]);
    // What it was resolved with was not how it ended.
    const before = given(opened(), resolved()).when('lena', merge()).then(['case-merged', {}]);
    expect(before).toMatchObject({ result: null, resolvedAt: NOON - HOUR, closedAt: NOON });
    const part = given(opened(), linked('part-of')).when('lena', merge()).then(['case-merged', {}]);
    expect(relations(part?.links)).toEqual([['case-2', 'merged-into']]);
  });
  it('[T12] is not brought back: what a customer says is recorded, and its holder told where it belongs', () => {
    const state = given(opened(), merged()).when('tim', command('log-contact', contact)).then(['contact-logged', contact]);
    expect(state).toMatchObject({ phase: 'closed', reopened: 0, contacts: 2 });
    expect(state?.news).toMatchObject([{ kind: 'contact-merged', to: 'lena', about: 'case-2' }]);
    const ours = given(opened(), merged())
      .when('tim', command('log-contact', { ...contact, direction: 'out' }))
      .then(['contact-logged', {}]);
    expect(ours?.news ?? []).toEqual([]);
    given(opened(), merged())
      .when('tim', command('reopen', { cause: 'new-fact' }))
      .thenRefused('merged-already', { into: 'case-2' });
    const promise = command('make-promise', { due: NOON + HOUR, by: 'lena', callback: false });
    given(opened(), merged()).when('tim', promise).thenRefused('merged-already', { into: 'case-2' });
    given(opened(), merged())
      .when('tim', command('add-note', {}, { body: 'words' }))
      .then(['note-added', {}]);
    given(opened(), merged())
      .when('lena', absorb({ from: 'case-3' }))
      .thenRefused('merged-already', { into: 'case-2' });
  });
  it('[T12] is one no more once another system has opened it again', () => {
    const row = happened(
      'row-imported',
      {
        source: { system: 's', ref: 'r', row: 1 },
        team: null,
        assignee: null,
        state: 'open',
        holder: LENA,
        priority: 'P3',
        urgency: 'medium',
        impact: 'medium',
        category: 'billing',
        wait: null,
        handover: null,
        reopened: true,
        recordedBy: 'x',
        result: null,
      },
      { by: 'import' },
    );
    const state = given(opened(), merged(), row)
      .when('tim', command('make-promise', { due: NOON + HOUR, by: 'tim', callback: false }))
      .then(['promise-made', {}]);
    expect(state).toMatchObject({ phase: 'open', promises: [{ by: 'tim', outcome: 'open' }] });
    given(opened(), merged(), row)
      .when('tim', command('reopen', { cause: 'new-fact' }))
      .thenRefused('not-resolved', { phase: 'open' });
  });
});

describe('the case it goes on in', () => {
  const going = { promise: 'p-9', due: NOON + HOUR, by: 'tim', callback: true, window: { from: NOON, until: NOON + HOUR } };
  it('[T11] takes over promises, waiting time, contacts, the complaint and the marks', () => {
    const complaint = { on: '2026-06-02', at: NOON - DAY };
    const state = given(opened(), promised())
      .when('tim', absorb({ promises: [going], contacts: 3, lastContactAt: NOON - MINUTE, complaint, markers: ['law'] }))
      .then(['case-absorbed', { from: 'case-2', openedAt: NOON - DAY, contacts: 3 }], ['promise-made', going]);
    expect(state).toMatchObject({
      waitingSince: NOON - DAY,
      contacts: 4,
      lastContactAt: NOON - MINUTE,
      complaint,
      markers: ['law'],
      holder: LENA,
    });
    expect(relations(state?.links)).toEqual([['case-2', 'absorbed']]);
    expect(state?.promises).toMatchObject([{ promise: 'p-1' }, { ...going, outcome: 'open', madeAt: NOON }]);
  });
  it('[T11] loses nothing of its own by it', () => {
    const own = offered({ form: { open: { complaint: { is: true, receivedOn: null } }, sealed: [] } });
    const before = [opened(), own, happened('handover-withdrawn', { handover: 'h-1' }), happened('case-classified', { markers: ['law'] })];
    const later = { openedAt: NOON, lastContactAt: NOON - DAY, complaint: { on: null, at: NOON }, markers: ['press', 'law'] as const };
    const state = given(...before)
      .when('lena', absorb({ ...later, markers: [...later.markers] }))
      .then(['case-absorbed', {}]);
    const { openedAt, lastContactAt } = after(opened());
    expect(state).toMatchObject({ waitingSince: openedAt, lastContactAt, contacts: 1, complaint: { on: null, at: NOON - HOUR } });
    expect(state?.markers).toEqual(['law', 'press']);
    const plain = given(opened()).when('lena', absorb()).then(['case-absorbed', {}]);
    expect(plain?.complaint).toBeUndefined();
    const first = happened('case-absorbed', { from: 'case-3', openedAt: NOON - 2 * DAY });
    const twice = given(opened(), first).when('lena', absorb()).then(['case-absorbed', {}]);
    expect(twice?.waitingSince).toBe(NOON - 2 * DAY);
  });
  it('[T11] is open, takes over no case twice and no promise twice', () => {
    given(opened(), happened('case-absorbed', { from: 'case-2', openedAt: NOON }))
      .when('lena', absorb())
      .thenRefused('already-linked', { other: 'case-2', relation: 'absorbed' });
    given(opened(), promised('p-9'))
      .when('lena', absorb({ promises: [going] }))
      .thenRefused('promise-exists', { promise: 'p-9' });
    given(opened())
      .when('lena', absorb({ promises: [going, going] }))
      .thenRefused('promise-exists', { promise: 'p-9' });
    given(opened())
      .when('lena', absorb({ promises: [{ ...going, by: 'nobody' }] }))
      .thenRefused('unknown-code', { list: 'people' });
    given(opened())
      .when('lena', absorb({ promises: [{ ...going, window: { from: NOON + 1, until: NOON } }] }))
      .thenRefused('window-order');
    given(opened())
      .when('lena', absorb({ from: 'case-1' }))
      .thenRefused('link-self');
    given(opened(), resolved()).when('lena', absorb()).thenRefused('not-open', { phase: 'resolved' });
    given(opened({ holder: QUEUE }))
      .when('jonas', absorb())
      .thenRefused('not-in-team');
    given(opened(), offered(), accepted(MURAT)).when('murat', absorb()).then(['case-absorbed', {}]);
  });
});
