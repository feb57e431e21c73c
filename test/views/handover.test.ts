// What a handover will be before it is sent, and how it reads afterwards.
import { describe, expect, it } from 'vitest';
import type { CaseEvent } from '../../shared/case/events.ts';
import type { FieldSpec } from '../../shared/handover/field-schema.ts';
import type { Form } from '../../shared/handover/form.ts';
import { sealForm } from '../../shared/handover/seal.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { HOUR } from '../../shared/kernel/time.ts';
import { compilePack } from '../../shared/policy/compile.ts';
import { handoverCardOf } from '../../shared/views/handover-card.ts';
import { previewOf, type PreviewParts } from '../../shared/views/preview.ts';
import { asked, escalation, fullForm, offered, opened } from '../case/story.ts';
import { after, command, contextOf, given, happened, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';

const parts = (events: readonly CaseEvent[], changes: Partial<PreviewParts> = {}): PreviewParts => ({
  state: after(...events),
  history: {
    events,
    bodyOf: (hash) => (hash === 'caller' ? { who: 'Karin', phone: '040 1' } : hash === 'note' ? { text: 'geprüft' } : null),
  },
  policy: TELECOM,
  person: contextOf('lena').actor,
  customer: null,
  past: { contacts: 3, goodwill: 500 },
  reason: null,
  form: {},
  customerWaiting: false,
  now: NOON,
  to: null,
  ...changes,
});

const preview = (events: readonly CaseEvent[], changes: Partial<PreviewParts> = {}) => {
  const answer = previewOf(parts(events, changes));
  if (!answer.ok) throw new Error(answer.refusal.code);
  return answer.value;
};

describe('preview', () => {
  it('[V13] proposes the reason of the opening, else the usual one of the category', () => {
    expect(preview([opened({ reason: 'wrong-information' })])).toMatchObject({
      reason: 'wrong-information',
      to: { team: 'tl-abrechnung' },
    });
    expect(preview([opened()]).reason).toBe('billing-error');
    expect(preview([opened({ category: 'appointment' })])).toMatchObject({
      reason: 'missed-appointment',
      to: { team: 'technik', tier: 2, lead: 'carla' },
    });
    expect(preview([opened()], { form: { reason: { code: 'conduct-complaint', demanded: true } } }).reason).toBe('conduct-complaint');
    expect(preview([opened()], { reason: 'legal-threat' })).toMatchObject({ reason: 'legal-threat', to: { tier: 4 } });
  });

  it('[V13] a reason the pack does not know is refused', () => {
    expect(previewOf(parts([opened()], { reason: 'weather' }))).toMatchObject({ ok: false, refusal: { code: 'no-reason' } });
  });

  it.each([true, false])('[V14] the time to accept is the one the handover gets (customer waiting: %s)', (customerWaiting) => {
    const form = fullForm();
    const { acceptBy } = preview([opened()], { reason: 'authority-exceeded', form, customerWaiting });
    const { result } = given(opened()).when('lena', command('escalate', escalation(form, { customerWaiting })));
    expect(result).toMatchObject({ ok: true, value: [{ type: 'handover-offered', data: { acceptBy } }] });
  });

  it('[V14] the deadline proposed is after the time to accept and never after the solution is due', () => {
    const { acceptBy, deadline } = preview([opened()]);
    expect(deadline).toBeGreaterThan(acceptBy);
    const urgent = preview([opened({ priority: 'P1', urgency: 'high', impact: 'high', openedAt: NOON - HOUR })]);
    expect(urgent.deadline).toBeLessThanOrEqual(NOON + 3 * HOUR);
    expect(preview([opened()], { form: { deadline: NOON + 5 } }).deadline).toBe(NOON + 5);
  });

  it('[V15] what the system knows is filled in, what was typed stays', () => {
    const events = [
      opened(),
      happened('note-added', {}, { body: 'note' }),
      happened('contact-logged', { channel: 'phone', direction: 'in', reached: true, informed: false, call: 'call-8' }, { body: 'caller' }),
    ];
    const { form } = preview(events, {
      reason: 'authority-exceeded',
      form: { summary: 'selbst getippt', decision: { type: 'goodwill-credit', amount: 4000, own: null } },
    });
    expect(form).toMatchObject({
      summary: 'selbst getippt',
      kind: 'hierarchical',
      notSolvable: 'authority',
      tried: [{ step: 'geprüft', who: 'lena' }],
      callback: { who: 'Karin', number: '040 1' },
      callRef: { call: 'call-8' },
      history: { contacts: 3, goodwill: 500 },
      decision: { own: 1500 },
      target: { team: 'tl-abrechnung', tier: 3 },
    });
    const typed = preview(events, { form: { tried: [{ step: 'eigene', result: '', who: 'lena' }] } });
    expect(typed.form.tried).toEqual([{ step: 'eigene', result: '', who: 'lena' }]);
  });

  it('[V15] a handover sideways goes where its sender says', () => {
    expect(preview([opened()], { reason: 'other', to: { team: 'stoerung', person: 'jonas' } })).toMatchObject({
      kind: 'functional',
      row: null,
      to: { team: 'stoerung', tier: 1, person: 'jonas' },
    });
  });
});

describe('what is asked for already', () => {
  const form: Form = { reason: { code: 'authority-exceeded', demanded: false } };
  const open = asked({ approval: 'a-1', amount: 4_000, recommendation: 'partly' });
  const declinedOne = happened('approval-declined', { approval: 'a-1' }, { by: 'murat' });
  const withdrawnOne = happened('approval-withdrawn', { approval: 'a-1' });

  it('[F20] a request that waits stands in fields 8 and 9, with the own authority of its asker', () => {
    expect(preview([opened(), open], { form }).form).toMatchObject({
      decision: { type: 'goodwill-credit', amount: 4_000, own: 1_500 },
      recommendation: { verdict: 'partly', line: '' },
    });
  });
  it('[F20] what is weighed just now comes before it, and what was typed before both', () => {
    const weighing = { type: 'fee-waiver', amount: 900 };
    expect(preview([opened(), open], { form, weighing }).form).toMatchObject({ decision: { type: 'fee-waiver', amount: 900 } });
    const typed: Form = { ...form, decision: { type: 'replacement', amount: 1, own: null } };
    expect(preview([opened(), open], { form: typed, weighing }).form.decision).toMatchObject({ type: 'replacement', amount: 1 });
    expect(preview([opened()], { form, weighing: { type: 'no-such-type', amount: 900 } }).form.decision).toBeUndefined();
  });
  it('[F20] what was declined goes up by a reason of authority alone; what was withdrawn does not', () => {
    const declined = [opened(), open, declinedOne];
    expect(preview(declined, { form }).form.decision).toMatchObject({ amount: 4_000 });
    expect(preview(declined, { reason: 'technical-depth' }).form.decision).toBeUndefined();
    expect(preview([opened(), open, withdrawnOne], { form }).form.decision).toBeUndefined();
  });
  it('[F20] is known before the way is looked for', () => {
    const why = { de: 'Zum Versuch.', en: 'For a trial.' };
    const dear = { id: 'dear', when: { amount: { from: 4_000 } }, to: { tier: 4 as const, team: 'leitung' }, why };
    const policy = compilePack({ ...TELECOM.pack, matrix: [dear, ...TELECOM.pack.matrix] });
    expect(preview([opened(), open], { form, policy })).toMatchObject({ row: 'dear', to: { team: 'leitung' } });
    expect(preview([opened()], { form, policy }).row).not.toBe('dear');
  });
});

describe('the sheet', () => {
  const own = {
    id: 'ticket',
    number: 101,
    label: { de: 'Störungsnummer', en: 'Fault ticket' },
    kind: 'date',
    stage: 'send',
    requirement: { Fu: 'R', Hi: 'R', Co: 'o', Au: 'o' },
    personal: false,
    needs: [],
    section: 'told',
    when: { category: ['billing'] },
  } as const satisfies FieldSpec;
  const policy = compilePack({ ...TELECOM.pack, handover: { ...TELECOM.pack.handover, fields: [own as FieldSpec] } });

  it('[F14] stands in the sections of the pack, with the fields that exist for this form', () => {
    const { sections } = preview([opened()], { policy });
    expect(sections.map(({ id }) => id)).toEqual(['matter', 'so-far', 'told', 'customer', 'way']);
    expect(sections.find(({ id }) => id === 'told')?.fields).toEqual(['promises', 'nextStep', 'deadline', 'fallback', 'ticket']);
    // What the receiver or the closing fills has its place elsewhere.
    expect(sections.flatMap(({ fields }) => fields)).toHaveLength(24);
    const elsewhere = preview([opened({ category: 'appointment' })], { policy });
    expect(elsewhere.sections.flatMap(({ fields }) => fields)).not.toContain('ticket');
    expect([preview([opened()], { policy }).missing, elsewhere.missing].map((missing) => missing.includes('ticket'))).toEqual([
      true,
      false,
    ]);
  });
  it('[F16] sends no value of a field that does not exist here, that the pack does not know, or that is none of its kind', () => {
    const given = (category: string, value: Json) =>
      preview([opened({ category })], { policy, form: { own: { ticket: value, gone: 'x' } } as Form }).form.own;
    expect(given('billing', '2026-06-03')).toEqual({ ticket: '2026-06-03' });
    expect([given('appointment', '2026-06-03'), given('billing', 'soon')]).toEqual([undefined, undefined]);
  });
  it('[V21] tells every row that was passed over, with its words and why, and the contact it goes to', () => {
    const { skipped, row } = preview([opened()], { reason: 'authority-exceeded' });
    expect(row).toBe('d-commercial');
    expect(skipped.length).toBeGreaterThan(3);
    for (const passed of skipped) {
      const { why } = TELECOM.pack.matrix.find(({ id }) => id === passed.row)!;
      expect(passed.label).toEqual(why);
    }
    expect(skipped[0]).toMatchObject({ why: 'marker' });
    const outside = TELECOM.pack.matrix.find(({ to }) => to.contact !== undefined);
    const there = { ...outside!, when: {} };
    const toPrincipal = compilePack({ ...TELECOM.pack, matrix: [there, ...TELECOM.pack.matrix.filter(({ id }) => id !== there.id)] });
    expect(preview([opened()], { policy: toPrincipal, reason: 'authority-exceeded' })).toMatchObject({
      contact: outside!.to.contact,
      skipped: [],
    });
  });
});

describe('card', () => {
  const sent = (form: Form) => sealForm(form, TELECOM.fields);
  const bodies = (entries: Readonly<Record<string, Json>>) => (hash: string | null) => (hash === null ? null : (entries[hash] ?? null));
  const offer = (form: Form): CaseEvent => ({ ...offered({ form: sent(form).sealed }), body: 'offer' });

  it('[V11] the form is read as it was sent, with the facts to tick and the words to say', () => {
    const form = fullForm();
    const events = [opened(), offer(form)];
    const card = handoverCardOf({ events, bodyOf: bodies({ offer: { form: sent(form).body, promises: {} } }) }, 'h-1', TELECOM);
    expect(card?.form).toEqual(form);
    expect(card).toMatchObject({ handover: 'h-1', from: { person: 'lena' }, queries: [] });
    expect(card?.facts.map(({ text }) => text.de).join(' ')).toContain('doppelt abgebucht');
    expect(card?.spoken.en).toContain('Darf ich 40 Euro gutschreiben?');
  });

  it('[V11] withheld words leave a mark and everything else readable', () => {
    const form = fullForm();
    const card = handoverCardOf({ events: [opened(), offer(form)], bodyOf: () => null }, 'h-1', TELECOM);
    expect(card?.form).toMatchObject({ summary: '…', wish: { remedy: 'credit', text: '…' }, decision: { amount: 4000 } });
  });

  it('[F16] a card is judged by the case as it was when it was sent, whatever it became', () => {
    const needed: FieldSpec = {
      id: 'ticket',
      number: 101,
      label: { de: 'Störungsnummer', en: 'Fault ticket' },
      kind: 'line',
      stage: 'send',
      requirement: { Fu: 'R', Hi: 'R', Co: 'R', Au: 'R' },
      personal: false,
      needs: [],
      when: { category: ['billing'], channel: ['phone'] },
    };
    const policy = compilePack({ ...TELECOM.pack, handover: { ...TELECOM.pack.handover, fields: [needed] } });
    const form = fullForm({ own: { ticket: 'S-1' } });
    const events = [opened(), offer(form), happened('case-classified', { category: 'appointment' })];
    const bodyOf = bodies({ offer: { form: sent(form).body } });
    const required = (told: readonly CaseEvent[]): number | undefined => handoverCardOf({ events: told, bodyOf }, 'h-1', policy)?.required;
    expect(required(events)).toBe(required(events.slice(0, 2)));
    const elsewhere = [opened({ category: 'appointment' }), offer(form)];
    expect(required(events)).toBe(required(elsewhere)! + 1);
    expect(handoverCardOf({ events, bodyOf }, 'h-1', policy)?.own).toMatchObject([{ id: 'ticket', text: { de: 'S-1' } }]);
  });

  it('[V11] a handover the case never had has no card', () => {
    expect(handoverCardOf({ events: [opened()], bodyOf: () => null }, 'h-9', TELECOM)).toBeNull();
  });

  it('[V12] what is added later fills what was open and changes nothing that was read', () => {
    const form = fullForm();
    const added: Form = { summary: 'anders', fallback: [{ if: 'nicht da', then: 'Brief' }] };
    const amend: CaseEvent = { ...happened('handover-amended', { handover: 'h-1', form: sent(added).sealed }), body: 'amend' };
    const bodyOf = bodies({ offer: { form: sent(form).body }, amend: { form: sent(added).body } });
    const history = { events: [opened(), offer(form), amend], bodyOf };
    const card = handoverCardOf(history, 'h-1', TELECOM);
    expect(card?.form).toEqual({ ...form, fallback: [{ if: 'nicht da', then: 'Brief' }] });
    expect(card?.later).not.toContain('fallback');
  });
});
