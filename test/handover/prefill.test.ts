// Prefilling: the machine fills, the agent corrects.
import { describe, expect, it } from 'vitest';
import { completenessOf } from '../../shared/handover/completeness.ts';
import { STANDARD_FIELDS } from '../../shared/handover/fields.ts';
import type { Form } from '../../shared/handover/form.ts';
import { prefillForm, type PrefillInput } from '../../shared/handover/prefill.ts';

const input = (changes: Partial<PrefillInput> = {}): PrefillInput => ({
  form: {},
  now: 1000,
  actor: 'lena',
  case: { urgency: 'high', impact: 'low', markers: [], channel: 'phone', call: 'call-7', contacts: 3 },
  customer: { name: 'Frau Berger', numbers: ['0221 1', '0221 2'], contracts: ['V-77'] },
  caller: null,
  steps: [{ step: 'Modem neu gestartet', result: 'ohne Erfolg', who: 'lena' }],
  notes: [{ text: 'Leitung gemessen\nund noch mehr', who: 'lena' }],
  deescalation: [],
  goodwill: 1500,
  identity: 'password',
  reason: { code: 'technical-depth', demanded: false, notSolvable: 'knowledge' },
  route: { kind: 'functional', tier: 2, team: 'technik', person: null },
  ownLimit: 1500,
  deadline: 9000,
  ...changes,
});

describe('prefilling', () => {
  it('[F8] leaves fields 4, 5, 7 and the block 10/11 to be typed', () => {
    const form = prefillForm(input());
    expect(completenessOf(form, STANDARD_FIELDS).missing).toEqual(['summary', 'wish', 'question', 'nextStep']);
    expect(
      completenessOf(prefillForm(input({ route: { kind: 'hierarchical', tier: 3, team: 't', person: null } })), STANDARD_FIELDS).missing,
    ).toEqual(['summary', 'wish', 'question', 'decision', 'recommendation', 'nextStep', 'mood']);
    expect(form).toMatchObject({
      kind: 'functional',
      reason: { code: 'technical-depth', demanded: false },
      priority: { urgency: 'high', impact: 'low' },
      tried: [{ step: 'Modem neu gestartet', result: 'ohne Erfolg', who: 'lena' }],
      promises: { none: true, rows: [] },
      deadline: 9000,
      callback: { who: 'Frau Berger', channel: 'phone', number: '0221 1', window: '' },
      identity: { method: 'password', contract: 'V-77' },
      history: { contacts: 3, goodwill: 1500 },
      callRef: { call: 'call-7', links: [] },
      markers: [],
      complaint: { is: false, receivedOn: null },
      target: { tier: 2, team: 'technik', person: null },
      notSolvable: 'knowledge',
    });
  });
  it('[F7] never touches what the agent has set', () => {
    const form: Form = {
      priority: { urgency: 'low', impact: 'low' },
      tried: [],
      promises: { none: false, rows: [{ what: 'Rückruf', due: 1, by: 'lena' }] },
      deadline: 5,
      callback: { who: 'x', channel: 'mail', number: 'y', window: 'z' },
      identity: { method: 'portal', contract: '' },
      markers: ['law'],
      complaint: { is: true, receivedOn: '2026-06-03' },
      notSolvable: 'conflict',
      callRef: { call: 'other', links: ['a'] },
      summary: 'mine',
    };
    expect(prefillForm(input({ form }))).toMatchObject(form);
  });
  it('[F7] says itself what only the system may say: kind, reason, target, own limit, history', () => {
    const form: Form = {
      kind: 'hierarchical',
      reason: { code: 'other', demanded: true },
      target: { tier: 4, team: 'x', person: null },
      history: { contacts: 0, goodwill: 0 },
      decision: { type: 'goodwill-credit', amount: 4000, own: 999_999 },
    };
    expect(prefillForm(input({ form }))).toMatchObject({
      kind: 'functional',
      reason: { code: 'technical-depth', demanded: true },
      target: { tier: 2, team: 'technik' },
      history: { contacts: 3, goodwill: 1500 },
      decision: { type: 'goodwill-credit', amount: 4000, own: 1500 },
    });
    expect(prefillForm(input({ form, ownLimit: undefined })).decision?.own).toBe(999_999);
    expect(prefillForm(input()).decision).toBeUndefined();
  });
  it('[F8] takes the notes where no step was ticked, and the caller before the directory', () => {
    const form = prefillForm(input({ steps: [], caller: { who: 'Herr Berger', phone: '0151 9' } }));
    expect(form.tried).toEqual([{ step: 'Leitung gemessen', result: '', who: 'lena' }]);
    expect(form.callback).toMatchObject({ who: 'Herr Berger', number: '0151 9' });
    expect(prefillForm(input({ steps: [], notes: [{ text: ' ', who: 'lena' }] })).tried).toBeUndefined();
  });
  it('[F7] claims nothing it does not know', () => {
    const form = prefillForm(
      input({
        customer: null,
        identity: null,
        reason: null,
        route: null,
        deadline: null,
        steps: [],
        notes: [],
        case: { ...input().case, call: null },
      }),
    );
    for (const key of ['kind', 'reason', 'callback', 'identity', 'deadline', 'tried', 'callRef', 'target', 'notSolvable'])
      expect(form).not.toHaveProperty(key);
  });

  it('[Q57] brings back what was typed for a handover that was returned, and of its call only what no newer one knows', () => {
    const returned: Form = {
      reason: { code: 'authority-exceeded', demanded: true },
      summary: 'Modem tot',
      priority: { urgency: 'low', impact: 'low' },
      markers: ['press'],
      deadline: 1,
      promises: { none: false, rows: [{ what: 'Rückruf', due: 2, by: 'lena' }] },
      mood: { level: 'upset', quote: 'Zum dritten Mal!' },
      identity: { method: 'birth-date', contract: 'V-1' },
      callRef: { call: 'call-1', links: [] },
      decision: { type: 'goodwill-credit', amount: 4000, own: 1 },
    };
    const form = prefillForm(input({ returned, mood: 'upset', identity: null }));
    expect(form).toMatchObject({
      reason: { code: 'technical-depth', demanded: true },
      summary: 'Modem tot',
      priority: { urgency: 'high', impact: 'low' },
      markers: [],
      deadline: 9000,
      promises: { none: true, rows: [] },
      mood: { quote: 'Zum dritten Mal!' },
      identity: { method: 'birth-date' },
      callRef: { call: 'call-7' },
      decision: { amount: 4000, own: 1500 },
    });
    expect(prefillForm(input({ returned, mood: 'calm' })).mood).toEqual({ level: 'calm', quote: '' });
    expect(prefillForm(input({ returned, form: { summary: 'Neu' } })).summary).toBe('Neu');
  });
});
