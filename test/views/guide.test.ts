// What was tried, said and noted in a case is read from its history, and stands in the handover before anybody types it again.
import { describe, expect, it } from 'vitest';
import type { CaseEvent, EventData } from '../../shared/case/events.ts';
import type { Form } from '../../shared/handover/form.ts';
import { sealForm } from '../../shared/handover/seal.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import { handoverCardOf } from '../../shared/views/handover-card.ts';
import { guidanceOf, identityNow, identityOf, moodOf, triedRows, untriedSteps, usedSentences } from '../../shared/views/guide.ts';
import { previewOf } from '../../shared/views/preview.ts';
import { after, contextOf, happened, NOON } from '../given.ts';
import { fullForm, offered, opened } from '../case/story.ts';
import { TELECOM } from '../pack.ts';
import { fc } from '../seeded.ts';

const sealed = (form: Form) => sealForm(form, TELECOM.fields).sealed;
const of = (...events: readonly CaseEvent[]) => ({ events, bodyOf: () => null });
const step = (id: string, result: EventData['guidance-logged']['result'], more: object = {}): CaseEvent =>
  happened('guidance-logged', { kind: 'step', id, result }, more);
const say = (id: string, result: 'used' | 'undone' = 'used'): CaseEvent =>
  happened('guidance-logged', { kind: 'deescalation', id, result });
const mood = (level: 'calm' | 'upset' | 'escalated', at = NOON): CaseEvent => happened('mood-noted', { level }, { at });
const checked = (call: string | null, at = NOON): CaseEvent => happened('identity-checked', { method: 'password', call }, { at });
const contact = (call: string | null, more: Partial<EventData['contact-logged']> = {}): CaseEvent =>
  happened('contact-logged', { channel: 'phone', direction: 'in', reached: true, informed: false, call, ...more }, { at: NOON + MINUTE });

describe('what was tried', () => {
  it('[GD7] the last word on a step counts, one taken back is as if it had never been said', () => {
    const history = of(
      opened(),
      step('restart-router', 'no-effect'),
      say('apologise'),
      step('line-test', 'helped', { at: NOON + 1 }),
      step('restart-router', 'helped'),
      say('apologise', 'undone'),
    );
    expect(guidanceOf(history)).toMatchObject([
      { kind: 'step', id: 'line-test', result: 'helped', by: 'lena', at: NOON + 1 },
      { kind: 'step', id: 'restart-router', result: 'helped' },
    ]);
    expect(guidanceOf(of(opened()))).toEqual([]);
  });
  it('[GD7] the needed steps of the category that nobody tried are named; what could not be done is tried', () => {
    const steps = [
      { id: 'a', needed: true },
      { id: 'b', needed: true, categories: ['fault'] },
      { id: 'c', needed: true, categories: ['billing'] },
      { id: 'd', needed: false },
      { id: 'e' },
    ];
    const open = (category: string, ...ids: readonly string[]) =>
      untriedSteps(
        steps,
        category,
        ids.map((id) => ({ kind: 'step' as const, id })),
      ).map(({ id }) => id);
    expect(open('fault')).toEqual(['a', 'b']);
    expect(open('fault', 'b')).toEqual(['a']);
    expect(open('billing', 'a', 'b')).toEqual(['c']);
    expect(untriedSteps(steps, 'fault', [{ kind: 'deescalation', id: 'a' }]).map(({ id }) => id)).toEqual(['a', 'b']);
  });
  it('[GD7] is put into words in the language asked for; a step the pack has lost keeps its code', () => {
    const guided = guidanceOf(of(step('restart-router', 'no-effect'), step('dowsing', 'not-possible'), say('apologise'), say('gone')));
    const [{ label } = { label: { de: '', en: '' } }] = TELECOM.pack.guidance.steps.filter(({ id }) => id === 'restart-router');
    expect(triedRows(TELECOM.pack, guided, 'en')).toEqual([
      { step: label.en, result: 'without success', who: 'lena' },
      { step: 'dowsing', result: 'not possible', who: 'lena' },
    ]);
    expect(usedSentences(TELECOM.pack, guided)).toEqual(['apologise']);
  });
});

describe('the mood', () => {
  it('[GD7] has a level, its points and the way it took between the last two', () => {
    expect(moodOf(of(opened()))).toBeNull();
    expect(moodOf(of(mood('upset')))).toEqual({ level: 'upset', trend: null, points: [{ level: 'upset', at: NOON }] });
    expect(moodOf(of(mood('upset'), mood('escalated')))?.trend).toBe('worse');
    expect(moodOf(of(mood('escalated'), mood('calm')))?.trend).toBe('better');
    expect(moodOf(of(mood('calm'), mood('upset'), mood('upset')))?.trend).toBe('same');
  });
  it('[GD7] field 15 of a handover is a point where it says something new, and none where it only repeats', () => {
    const up = (level: 'calm' | 'upset'): CaseEvent => offered({ form: sealed(fullForm({ mood: { level, quote: '' } })) });
    expect(moodOf(of(up('upset')))?.points).toHaveLength(1);
    expect(moodOf(of(mood('escalated'), up('upset')))).toMatchObject({ level: 'upset', trend: 'better' });
    expect(moodOf(of(mood('calm'), mood('upset'), up('upset')))).toMatchObject({ trend: 'worse', points: [{}, {}] });
    const form = fullForm();
    delete form.mood;
    expect(moodOf(of(offered({ form: sealed(form) })))).toBeNull();
  });
  it('[GD7] keeps the newest twenty points, whatever was noted', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('calm' as const, 'upset' as const, 'escalated' as const), { maxLength: 40 }), (levels) => {
        const seen = moodOf(of(...levels.map((level, n) => mood(level, NOON + n))));
        expect(seen?.points.map(({ level }) => level) ?? []).toEqual(levels.slice(-20));
        expect(seen?.level).toBe(levels.at(-1));
      }),
    );
  });
  it('[GD7] stands on the card of a handover with its way', () => {
    const card = handoverCardOf(of(opened(), mood('calm'), offered(), mood('escalated')), 'h-1', TELECOM);
    expect(card?.mood).toMatchObject({ level: 'escalated', trend: 'worse' });
    const quiet = fullForm();
    delete quiet.mood;
    expect(handoverCardOf(of(opened(), offered({ form: sealed(quiet) })), 'h-1', TELECOM)).not.toHaveProperty('mood');
  });
});

describe('the identity', () => {
  it('[GD8] counts in the call it was checked in, and after it until somebody calls anew', () => {
    const running = { call: 'call-9', startedAt: NOON - MINUTE };
    expect(identityOf(of(checked('call-9')))).toEqual({ method: 'password', call: 'call-9', by: 'lena', at: NOON });
    expect(identityNow(of(checked('call-9')), running)).toBe('password');
    expect(identityNow(of(checked('call-8')), running)).toBeNull();
    expect(identityNow(of(checked(null)), running)).toBe('password');
    expect(identityNow(of(checked(null, NOON - 2 * MINUTE)), running)).toBeNull();
    expect(identityNow(of(checked('call-8')), null)).toBe('password');
    expect(identityNow(of(checked('call-8'), contact('call-8')), null)).toBe('password');
    expect(identityNow(of(checked('call-8'), contact('call-9')), null)).toBeNull();
    expect(identityNow(of(checked('call-8'), contact('call-9', { reached: false })), null)).toBe('password');
    expect(identityNow(of(checked('call-8'), contact(null, { channel: 'mail' })), null)).toBe('password');
    expect(identityNow(of(), null)).toBeNull();
  });
});

describe('the handover', () => {
  const form = (events: readonly CaseEvent[], more: object = {}) => {
    const answer = previewOf({
      state: after(...events),
      history: of(...events),
      policy: TELECOM,
      person: contextOf('lena').actor,
      customer: null,
      past: { contacts: 0, goodwill: 0 },
      reason: null,
      form: {},
      customerWaiting: false,
      now: NOON,
      to: null,
      ...more,
    });
    if (!answer.ok) throw new Error(answer.refusal.code);
    return answer.value.form;
  };
  const day = [opened(), checked('call-7'), mood('upset'), step('check-credits', 'no-effect'), say('apologise')];
  it('[GD8] fields 6, 15, 16 and 17 stand there from what was logged, and call from the one that runs', () => {
    expect(form(day, { language: 'en' })).toMatchObject({
      tried: [{ result: 'without success', who: 'lena' }],
      mood: { level: 'upset', quote: '' },
      deescalation: ['apologise'],
      identity: { method: 'password' },
    });
    const now = form(day, { running: { call: 'call-9', startedAt: NOON } });
    expect(now.callRef?.call).toBe('call-9');
    expect(now).not.toHaveProperty('identity');
  });
  it('[GD8] what its author wrote himself stays', () => {
    const own = {
      mood: { level: 'calm' as const, quote: 'Danke' },
      tried: [{ step: 'gefragt', result: '', who: 'lena' }],
      deescalation: [],
    };
    expect(form(day, { form: own })).toMatchObject(own);
  });
});
