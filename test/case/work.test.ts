// The everyday verbs: opening, classifying, noting, contacts, promises, taking.
import { describe, expect, it } from 'vitest';
import { command, given, happened, NOON } from '../given.ts';
import { closed, LENA, offered, opened, promised, QUEUE, resolved } from './story.ts';
import { HOUR } from '../../shared/kernel/time.ts';
import type { CommandData } from '../../shared/case/commands.ts';
import type { EventData } from '../../shared/case/events.ts';

const opening = {
  number: 'NT-0A00-4K7',
  customer: 'c-1',
  category: 'billing',
  channel: 'phone',
  urgency: 'high',
  impact: 'medium',
  reason: null,
  call: null,
} as const;

const contact = { channel: 'phone', direction: 'in', reached: true, informed: false, call: null } as const;

describe('opening', () => {
  it('[C2] makes the opener the holder in his first team, with the priority of the table', () => {
    const state = given()
      .when('lena', command('open-case', opening, { body: 'words' }))
      .then(['case-opened', { holder: LENA, priority: 'P2', source: null, openedAt: NOON }]);
    expect(state).toMatchObject({ phase: 'open', version: 1, titleBody: 'words', contacts: 1, teams: ['abrechnung'] });
  });
  it('[C2] refuses a category the pack does not know, a second opening, and an opener without a team', () => {
    given()
      .when('lena', command('open-case', { ...opening, category: 'weather' }))
      .thenRefused('unknown-code', { list: 'categories', code: 'weather' });
    given()
      .when('lena', command('open-case', { ...opening, reason: 'whim' }))
      .thenRefused('unknown-code', { list: 'reasons' });
    given(opened()).when('lena', command('open-case', opening)).thenRefused('case-exists', { case: 'case-1' });
  });
  it('[C17] refuses a command for another principal before anything else', () => {
    given(opened())
      .when('nora', command('add-note', {}, { lane: 'hotel' }))
      .thenRefused('wrong-principal', { lane: 'hotel', expected: 'nordlicht' });
  });
  it('[C14] refuses any verb on a case that does not exist', () => {
    given().when('lena', command('add-note', {})).thenRefused('case-unknown', { case: 'case-1' });
  });
});

describe('classifying', () => {
  it('[C7] records what changes and moves the priority with it', () => {
    given(opened())
      .when('lena', command('classify', { category: 'billing', urgency: 'high', impact: 'high', markers: ['law'] }))
      .then(['case-classified', { urgency: 'high', impact: 'high', priority: 'P1', markers: ['law'] }]);
    given(opened())
      .when('lena', command('classify', { category: 'billing', urgency: 'medium' }))
      .thenRefused('nothing-changed');
    given(opened())
      .when('lena', command('classify', { category: 'weather' }))
      .thenRefused('unknown-code');
    given(opened(), closed())
      .when('lena', command('classify', { category: 'fault' }))
      .thenRefused('not-open', { phase: 'closed' });
  });
  const saw: CommandData<'classify'>['was'] = { category: 'billing', urgency: 'medium', impact: 'medium', markers: [], customer: 'c-1' };
  const murat = (data: EventData['case-classified']) => happened('case-classified', data, { by: 'murat' });
  it('[C25] what he left as he saw it stays as somebody else has set it meanwhile', () => {
    given(opened(), murat({ category: 'fault' }))
      .when('lena', command('classify', { category: 'billing', urgency: 'high', was: saw }))
      .then(['case-classified', { urgency: 'high', priority: 'P2' }]);
    given(opened(), murat({ category: 'fault' }))
      .when('lena', command('classify', { category: 'billing', was: saw }))
      .thenRefused('nothing-changed');
  });
  it('[C25] marks of both are kept, and one that he took off goes', () => {
    const marked = [opened(), murat({ markers: ['law'] }), murat({ markers: ['law', 'press'] })];
    const state = given(...marked)
      .when('lena', command('classify', { markers: ['safety'], was: { ...saw, markers: ['law'] } }))
      .then(['case-classified', { markers: ['press', 'safety'] }]);
    expect(state?.markers).toEqual(['press', 'safety']);
    given(...marked)
      .when('lena', command('classify', { markers: ['safety'] }))
      .then(['case-classified', { markers: ['safety'] }]);
  });
  it('[C25] a value he had not seen is replaced, stands in the history, and both are asked; one he had seen is not', () => {
    const state = given(opened(), murat({ category: 'fault', customer: 'c-2' }))
      .when('tim', command('classify', { category: 'contract', was: saw }))
      .then(['case-classified', { category: 'contract', unseen: { category: 'fault' } }]);
    expect(state?.news?.filter(({ kind }) => kind === 'both-changed').map(({ to }) => to)).toEqual(['lena', 'tim']);
    const seen = given(opened(), murat({ category: 'fault' }))
      .when('tim', command('classify', { category: 'contract', was: { ...saw, category: 'fault' } }))
      .then(['case-classified', { category: 'contract' }]);
    expect(seen?.news ?? []).toEqual([]);
  });
  it('[C7] takes a new title alone', () => {
    const state = given(opened())
      .when('lena', command('classify', {}, { body: 'new title' }))
      .then(['case-classified', {}]);
    expect(state?.titleBody).toBe('new title');
  });
  it('[C14] is for the team that has the case', () => {
    given(opened())
      .when('jonas', command('classify', { category: 'fault' }))
      .thenRefused('not-in-team', { holder: 'lena', team: 'abrechnung' });
    given(opened())
      .when('helga', command('classify', { category: 'fault' }))
      .then(['case-classified', { category: 'fault' }]);
  });
});

describe('notes and contacts', () => {
  it('[C5] are recorded whoever notes them, open, in flight or closed', () => {
    for (const events of [[opened()], [opened(), offered()], [opened(), resolved()], [opened(), closed()]])
      given(...events)
        .when('jonas', command('add-note', {}, { body: 'words' }))
        .then(['note-added', {}]);
  });
  it('[C6] a customer who gets in touch reopens, a note and our own call do not', () => {
    for (const end of [resolved(), closed()]) {
      const state = given(opened(), end)
        .when('tim', command('log-contact', contact))
        .then(['contact-logged', contact], ['case-reopened', { cause: 'customer', holder: LENA }]);
      expect(state).toMatchObject({ phase: 'open', reopened: 1, arrived: 'reopened', holder: LENA });
      given(opened(), end)
        .when('tim', command('log-contact', { ...contact, direction: 'out' }))
        .then(['contact-logged', {}]);
    }
  });
  it('[C5] the time the customer was informed is kept', () => {
    const state = given(opened())
      .when('lena', command('log-contact', { ...contact, direction: 'out', informed: true }))
      .then(['contact-logged', {}]);
    expect(state).toMatchObject({ informedAt: NOON, lastContactAt: NOON, contacts: 2 });
    const missed = given(opened())
      .when('lena', command('log-contact', { ...contact, direction: 'out', reached: false }))
      .then(['contact-logged', {}]);
    expect(missed).toMatchObject({ informedAt: null, lastContactAt: NOON - 2 * HOUR, contacts: 2 });
  });
});

describe('promises', () => {
  const promise = { due: NOON + HOUR, by: 'lena', callback: true };
  it('[C5] are recorded by anybody of the house, with the id of their command', () => {
    given(opened(), offered())
      .when('jonas', command('make-promise', promise, { id: 'p-9', body: 'words' }))
      .then(['promise-made', { promise: 'p-9', ...promise }]);
    given(opened())
      .when('jonas', command('make-promise', { ...promise, by: 'nobody' }))
      .thenRefused('unknown-code', { list: 'people' });
  });
  it('[C9] a promise on a closed case reopens it', () => {
    const state = given(opened(), closed())
      .when('lena', command('make-promise', promise))
      .then(['promise-made', {}], ['case-reopened', { cause: 'new-fact' }]);
    expect(state?.phase).toBe('open');
    given(opened(), resolved()).when('lena', command('make-promise', promise)).then(['promise-made', {}]);
  });
  it('[C8] are settled once; re-agreed stays open until its new time', () => {
    const settle = (outcome: 'kept' | 're-agreed' | 'broken', newDue: number | null = null) =>
      command('settle-promise', { promise: 'p-1', outcome, newDue });
    const again = given(opened(), promised())
      .when('lena', settle('re-agreed', NOON + 9 * HOUR))
      .then(['promise-settled', { outcome: 're-agreed', newDue: NOON + 9 * HOUR }]);
    expect(again?.promises).toMatchObject([{ promise: 'p-1', due: NOON + 9 * HOUR, outcome: 'open' }]);
    const kept = given(opened(), promised())
      .when('lena', settle('kept', NOON))
      .then(['promise-settled', { outcome: 'kept', newDue: null }]);
    expect(kept?.promises).toMatchObject([{ outcome: 'kept' }]);
    given(opened(), promised()).when('lena', settle('re-agreed')).thenRefused('promise-needs-due', { promise: 'p-1' });
    given(opened()).when('lena', settle('kept')).thenRefused('promise-unknown', { promise: 'p-1' });
    given(opened(), promised(), happened('promise-settled', { promise: 'p-1', outcome: 'broken', newDue: null }))
      .when('lena', settle('kept'))
      .thenRefused('promise-settled', { promise: 'p-1', outcome: 'broken' });
  });
});

describe('taking', () => {
  const take = command('take-case', {});
  it('[C3] gives a waiting case to the first of the team', () => {
    const state = given(opened({ holder: QUEUE }))
      .when('lena', take)
      .then(['case-taken', { holder: LENA, from: 'murat' }]);
    expect(state).toMatchObject({ holder: LENA, arrived: 'taken', heldSince: NOON });
    given(opened({ holder: QUEUE }), happened('case-taken', { holder: LENA, from: 'murat' }, { at: NOON - 5 }))
      .when('tim', take)
      .thenRefused('already-taken', { holder: 'lena', since: NOON - 5 });
    given(opened()).when('lena', take).thenRefused('already-holder');
    given(opened({ holder: QUEUE }))
      .when('jonas', take)
      .thenRefused('not-in-team', { team: 'abrechnung' });
  });
  it('[C4] lets a lead or a manager take over', () => {
    given(opened())
      .when('murat', take)
      .then(['case-taken', { holder: { ...LENA, person: 'murat' }, from: 'lena' }]);
    given(opened())
      .when('helga', take)
      .then(['case-taken', { holder: { ...LENA, person: 'helga' }, from: 'lena' }]);
  });
  it('[H4] is not possible in flight or when closed', () => {
    given(opened(), offered()).when('murat', take).thenRefused('in-flight', { handover: 'h-1' });
    given(opened(), closed()).when('murat', take).thenRefused('not-open');
  });
});
