// Sealing: no personal word in the chain, the same judgement, the same form again.
import { fc } from '../seeded.ts';
import { describe, expect, it } from 'vitest';
import { completenessOf, sealedCompletenessOf } from '../../shared/handover/completeness.ts';
import { STANDARD_FIELDS } from '../../shared/handover/fields.ts';
import { formSchema, sealedFormSchema, type Form } from '../../shared/handover/form.ts';
import { readSealed, sealForm, soundForm, unsealForm } from '../../shared/handover/seal.ts';

const SECRET = 'Zz§';
const words = fc.string({ maxLength: 12 }).map((text) => (text === '' ? '' : `${SECRET}${text}`));
const code = fc.constantFrom('a', 'b', 'lena');
const level = fc.constantFrom('high', 'medium', 'low');
const ms = fc.integer({ min: 0, max: 2_000_000_000_000 });

/** Any draft: every key may be missing, every personal text may be empty, every other begins with the secret. */
const forms: fc.Arbitrary<Form> = fc
  .record(
    {
      kind: fc.constantFrom('functional', 'hierarchical'),
      reason: fc.record({ code, demanded: fc.boolean() }),
      priority: fc.record({ urgency: level, impact: level }),
      summary: words,
      wish: fc.record({ remedy: code, text: words }),
      tried: fc.array(fc.record({ step: words, result: words, who: code }), { maxLength: 3 }),
      question: words,
      decision: fc.record({ type: code, amount: fc.nat(), own: fc.option(fc.nat()) }),
      recommendation: fc.record({ verdict: fc.constantFrom('grant', 'partly', 'refuse'), line: words }),
      promises: fc.record({ none: fc.boolean(), rows: fc.array(fc.record({ what: words, due: ms, by: code }), { maxLength: 3 }) }),
      nextStep: fc.record({ text: words, told: fc.boolean(), notTold: fc.option(code) }),
      deadline: ms,
      callback: fc.record({ who: words, channel: fc.constantFrom('phone', 'mail'), number: words, window: words }),
      fallback: fc.array(fc.record({ if: words, then: words }), { maxLength: 2 }),
      mood: fc.record({ level: fc.constantFrom('calm', 'upset', 'escalated'), quote: words }),
      deescalation: fc.array(code, { maxLength: 2 }),
      identity: fc.record({ method: code, contract: words }),
      callRef: fc.record({ call: code, links: fc.array(words, { maxLength: 2 }) }),
      markers: fc.array(fc.constantFrom('law', 'safety'), { maxLength: 2 }),
      complaint: fc.record({ is: fc.boolean(), receivedOn: fc.constantFrom(null, '2026-06-03') }),
      target: fc.record({ tier: fc.constantFrom(1, 3, 'A'), team: code, person: fc.option(code) }),
      notSolvable: code,
    },
    { requiredKeys: [] },
  )
  .map((form) => formSchema.parse(form));

describe('sealing', () => {
  it('[F9] leaves no personal word in the chain and unseals to the same form', () => {
    fc.assert(
      fc.property(forms, (form) => {
        const { sealed, body } = sealForm(form, STANDARD_FIELDS);
        expect(sealedFormSchema.safeParse(sealed).success).toBe(true);
        expect(JSON.stringify(sealed.open)).not.toContain(SECRET);
        expect(unsealForm(sealed, body)).toEqual(form);
      }),
      { numRuns: 300 },
    );
  });
  it('[F9] is judged as complete as the plain form', () => {
    fc.assert(
      fc.property(forms, (form) => {
        // Words of blanks only are words for the seal, but not for the reader: the desk seals what its author has seen as filled.
        fc.pre(!/"Zz§\s+"/.test(JSON.stringify(form)));
        expect(sealedCompletenessOf(sealForm(form, STANDARD_FIELDS).sealed, STANDARD_FIELDS)).toEqual(
          completenessOf(form, STANDARD_FIELDS),
        );
      }),
      { numRuns: 300 },
    );
  });
  it('[F9] changes nothing of the form it was given', () => {
    const form: Form = { summary: 'Rechnung', tried: [{ step: 'a', result: 'b', who: 'lena' }] };
    const before = structuredClone(form);
    sealForm(form, STANDARD_FIELDS);
    expect(form).toEqual(before);
  });
  it('[F9] a withheld body leaves gaps and all else', () => {
    const { sealed } = sealForm({ summary: 'geheim', wish: { remedy: 'credit', text: 'geheim' } }, STANDARD_FIELDS);
    expect(unsealForm(sealed, null)).toEqual({ wish: { remedy: 'credit' } });
  });
  it('[F10] recognises what is no form', () => {
    const broken = [
      { open: { summary: 1 }, sealed: [] },
      { open: { nonsense: 1 }, sealed: [] },
      { open: {}, sealed: ['__proto__.polluted'] },
      { open: {}, sealed: ['wish.constructor.x'] },
      { open: { wish: { remedy: 'x' } }, sealed: ['wish.remedy.text'] },
      { open: { deadline: 'soon' }, sealed: [] },
    ];
    for (const sealed of broken) expect(readSealed(sealed)).toBeNull();
    expect(Object.prototype).not.toHaveProperty('polluted');
    expect(readSealed({ open: {}, sealed: ['summary'] })).toEqual({ summary: '…' });
  });
  it('[F22] the path of a sealed word leads to it: nobody writes words in its place', () => {
    const { sealed } = sealForm({ summary: 'geheim', callRef: { call: 'R-1', links: ['https://a'] } }, STANDARD_FIELDS);
    expect(soundForm(sealed, STANDARD_FIELDS)).not.toBeNull();
    for (const path of ['summary.HerrBergerIstKrank', 'own.HerrBerger', 'tried.0.HerrBerger'])
      expect(soundForm({ open: sealed.open, sealed: [...sealed.sealed, path] }, STANDARD_FIELDS)).toBeNull();
  });
});
