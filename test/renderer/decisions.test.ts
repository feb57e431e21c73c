// The words and drafts of decisions: every rule by name, what a bar draws, what a request keeps, how its history is told.
import i18next, { type TFunction } from 'i18next';
import { fc } from '../seeded.ts';
import { beforeAll, describe, expect, it } from 'vitest';
import { CAP_NAMES, type CapDetail, type CapName } from '../../shared/policy/authority-types.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { packViewOf } from '../../shared/views/pack-view.ts';
import type { CapView, TimelineItem } from '../../shared/views/shapes.ts';
import { keptOf } from '../../renderer/parts/approval-correct.tsx';
import { askedWords, namesWords } from '../../renderer/parts/asked-words.ts';
import { barOf, figureWords, isPlain, ruleWords } from '../../renderer/parts/cap-words.ts';
import { emptyDraft, missingTerm, readDecisionDraft, wishOf } from '../../renderer/parts/decision-draft.ts';
import { readTerm } from '../../renderer/parts/decision-terms.tsx';
import { tellEvent } from '../../renderer/parts/event-words.ts';
import { packWords } from '../../renderer/parts/pack-words.ts';
import { refusalWords } from '../../renderer/parts/refusal-words.ts';
import type { Desk } from '../../renderer/parts/use-pack.ts';
import de from '../../renderer/texts/de.json' with { type: 'json' };
import en from '../../renderer/texts/en.json' with { type: 'json' };
import { startTexts } from '../../renderer/texts/texts.ts';
import { TELECOM } from '../pack.ts';

beforeAll(startTexts);

const deskIn = (language: 'de' | 'en'): Desk => {
  const t: TFunction = i18next.getFixedT(language);
  const me = { lane: 'nordlicht', person: 'lena', name: 'Lena Brandt', role: 'agent' as const, tier: 1 as const, teams: ['abrechnung'] };
  return { ...packWords(packViewOf(TELECOM, 1), language), me, t, language, telling: { t, language, zone: 'Europe/Berlin' } };
};

const cap = (more: Partial<CapView> = {}): CapView => ({
  rule: 'per-decision',
  unit: 'money',
  limit: 1500,
  used: 0,
  remaining: 1500,
  ok: true,
  detail: null,
  window: null,
  ...more,
});
const plain = (text: string): string => text.replace(/\u00a0/g, ' ');

/** Which details a rule can carry (domain.md §4); a rule not named here carries none. */
const DETAILS: Readonly<Partial<Record<CapName, readonly CapDetail[]>>> = {
  'per-decision': ['formula', 'percent', 'months', 'instalments', 'days'],
  'per-case': ['formula'],
  'customer-window': ['contract', 'offline'],
  'customer-count': ['contract'],
  budget: ['team', 'principal'],
  condition: ['evidence', 'reason', 'tenure', 'segment', 'first-time', 'offline'],
  block: ['own', 'relative', 'colleague', 'retroactive'],
  'four-eyes': ['other-account', 'formula', 'ceiling'],
};

describe('the words of a rule', () => {
  it('[M1] stand in both languages for every rule and every detail it can carry', () => {
    const names = CAP_NAMES.flatMap((rule) => [rule, ...(DETAILS[rule] ?? []).map((detail) => `${rule}-${detail}`)]);
    const missing = (words: Readonly<Record<string, string>>): readonly string[] => names.filter((name) => words[name] === undefined);
    expect([missing(de.limits), missing(en.limits)]).toEqual([[], []]);
  });

  it.each([
    ['de', cap({ rule: 'customer-window', window: { months: 12 } }), 'je Kunde, 12 Monate'],
    ['en', cap({ rule: 'customer-window', window: { days: 90 }, detail: 'contract' }), 'per contract, 90 days'],
    ['de', cap({ rule: 'condition', detail: 'evidence' }), 'nur mit Beleg'],
    // A detail this console does not know yet leaves the rule's own word.
    ['de', cap({ rule: 'budget', detail: 'own' }), 'Monatsbudget'],
  ] as const)('[M1] in %s tell the window and what it counts', (language, given, words) =>
    expect(ruleWords(given, deskIn(language))).toBe(words),
  );

  it.each([
    [cap(), 1500, '15 €'],
    [cap({ unit: 'count' }), 2, '2'],
    [cap({ unit: 'count', detail: 'percent' }), 20, '20 %'],
    [cap(), null, 'ohne'],
  ])('[M1] give its figures their unit: %o', (given, value, words) => expect(plain(figureWords(value, given, deskIn('de')))).toBe(words));
});

describe('the bar', () => {
  it('[M2] shows what was used, what this adds, and where the limit stands', () =>
    expect(barOf(cap({ limit: 4500, used: 2000 }), 1000, 'money')).toEqual({ used: 2000 / 4500, added: 1000 / 4500, limit: 1 }));
  it('[M2] shows what lies beyond the limit', () => expect(barOf(cap(), 4000, 'money')).toEqual({ used: 0, added: 1, limit: 1500 / 4000 }));
  it('[M2] is used by one where decisions are counted', () =>
    expect(barOf(cap({ rule: 'customer-count', unit: 'count', limit: 2, used: 1 }), 4000, 'money')).toEqual({
      used: 0.5,
      added: 0.5,
      limit: 1,
    }));
  it('[M2] is not drawn where nothing is counted', () => {
    expect(barOf(cap({ limit: null }), 1000, 'money')).toBeNull();
    expect(barOf(cap({ rule: 'condition', limit: null, remaining: 0 }), 1000, 'money')).toBeNull();
    expect(barOf(cap({ unit: 'count', detail: 'months', limit: 3 }), 1000, 'money')).toBeNull();
    expect(isPlain(cap({ rule: 'block', limit: null }))).toBe(true);
  });
  it('[M2] never leaves its frame', () => {
    const figure = fc.nat(1_000_000);
    fc.assert(
      fc.property(figure, figure, figure, (limit, used, amount) => {
        const bar = barOf(cap({ limit, used }), amount, 'money')!;
        expect(bar.used + bar.added).toBeLessThanOrEqual(1 + 1e-9);
        expect(bar.limit).toBeLessThanOrEqual(1);
      }),
    );
  });
});

describe('the draft of a decision', () => {
  it('[M3] of an older console keeps what still fits', () => {
    const old = { type: 'fee-waiver', amount: 500, evidence: true } as const;
    expect(readDecisionDraft(old, 'goodwill-credit')).toEqual({ ...emptyDraft('fee-waiver'), amount: 500 });
    expect(readDecisionDraft(null, 'goodwill-credit')).toEqual(emptyDraft('goodwill-credit'));
    expect(readDecisionDraft('words', 'x')).toEqual(emptyDraft('x'));
  });
  it('[M3] comes back as it was stored', () => {
    const draft = {
      ...emptyDraft('payment-plan'),
      amount: 20_000,
      terms: { instalments: 3, days: 60 },
      evidence: ['id'],
      toldAt: 5,
      contract: 'v1',
    };
    expect(readDecisionDraft(JSON.parse(JSON.stringify(draft)) as Json, 'x')).toEqual(draft);
  });
  it('[M3] asks for the terms of its type before it can be sent, except where a formula works with what is known', () => {
    const { decision } = deskIn('de');
    const plan = decision('payment-plan')!;
    const draft = emptyDraft('payment-plan');
    expect(missingTerm(plan, draft)).toBe(plan.terms[0]);
    expect(missingTerm(plan, { ...draft, terms: Object.fromEntries(plan.terms.map((name) => [name, 1])) })).toBeNull();
    expect(missingTerm(decision('compensation'), emptyDraft('compensation'))).toBeNull();
    expect(wishOf(draft, 100).terms).toBeNull();
  });
  it.each([
    ['months', '6', 6],
    ['months', '0', null],
    ['months', '2,5', null],
    ['percent', '12,5', 12.5],
    ['percent', '20 %', 20],
    ['percent', '101', null],
    ['percent', '12,505', null],
    ['days', ' ', undefined],
  ] as const)('[M3] reads %s from "%s" as %s', (name, text, value) => expect(readTerm(name, text)).toBe(value));
});

const item = (type: string, data: Json, more: Partial<TimelineItem> = {}): TimelineItem => ({
  id: type,
  type,
  at: 0,
  recordedAt: 0,
  by: { person: 'lena', role: 'agent', tier: 1, team: 'abrechnung' },
  data,
  body: null,
  pending: false,
  flag: null,
  refusal: null,
  ...more,
});
const to = { tier: 3, team: 'tl-abrechnung', person: null, for: null };
const asked = { approval: 'f1', decisionType: 'goodwill-credit', unit: 'money', amount: 4000, currency: 'EUR', to, decideBy: 90_000 };
const { currency: _currency, decideBy: _decideBy, ...corrected } = { ...asked, amount: 3500 };

describe('a request that is corrected', () => {
  it('[M4] keeps what the row does not show, as it was last said', () => {
    const first = item('approval-asked', { ...asked, contract: 'v1', otherAccount: true, toldAt: 7 }, { at: 1 });
    const second = item('approval-corrected', { ...corrected, contract: 'v2', otherAccount: false }, { at: 2 });
    const other = item('approval-asked', { ...asked, approval: 'f2', contract: 'v9' }, { at: 3 });
    expect(keptOf('f1', [other, second, first])).toEqual({ contract: 'v2', otherAccount: false });
    expect(keptOf('f1', [first])).toEqual({ contract: 'v1', otherAccount: true, toldAt: 7 });
    expect(keptOf('f3', [first])).toEqual({});
  });
});

describe('the history of a request', () => {
  const story = [
    item('approval-given', { approval: 'f1', amount: 2000, decision: 'd1', actingFor: { person: 'murat', via: ['murat', 'lena'] } }),
    item('approval-corrected', corrected),
    item('approval-asked', asked),
  ];
  const told = (index: number): string => plain(tellEvent(story[index]!, story, deskIn('de'), 0).detail);
  it('[M5] measures an answer by what was asked last, and names whom a deputy stood in for', () => {
    expect(told(0)).toContain('20,00 € statt 35,00 €');
    expect(told(0)).toContain('für Murat Aydin');
    expect(told(1)).toContain('35,00 € statt 40,00 €');
    expect(told(2)).toContain('40,00 €');
    expect(told(2)).not.toContain('statt');
  });
  it('[M5] says from whom to whom it moved and why', () => {
    const deputy = { tier: 3, team: 'tl-abrechnung', person: 'carla', for: 'murat' };
    const moved = item('approval-moved', {
      approval: 'f1',
      step: 1,
      from: to,
      to: deputy,
      decideBy: 90_000,
      passedOver: [],
      byHand: false,
    });
    const words = tellEvent(moved, [moved], deskIn('de'), 0).detail;
    expect(words).toMatch(/nicht rechtzeitig beantwortet/);
    expect(words).toContain(`→ ${askedWords(deputy, deskIn('de'))}`);
    expect(askedWords(deputy, deskIn('de'))).toMatch(/ für Murat Aydin, /);
  });
  it('[M5] marks an emergency with who must look at it', () => {
    const decision = {
      decisionType: 'goodwill-credit',
      unit: 'money',
      amount: 4000,
      currency: 'EUR',
      standing: 'committed',
      review: { by: 0, team: 'tl-abrechnung' },
    };
    const made = item('decision-made', decision);
    expect(tellEvent(made, [made], deskIn('de'), 0).detail).toMatch(/Notfallentscheidung, zu prüfen bis .* von Teamleitung Abrechnung/);
  });
});

it('[M5] names of many who are there stay short', () =>
  expect(namesWords(['lena', 'tim', 'murat'], deskIn('de'))).toBe('Lena Brandt, Tim Vogel und 1 weitere'));

describe('a refusal about authority', () => {
  const data = { decisionType: 'own-billing-error', unit: 'money', currency: 'EUR', amount: 4000, remaining: 0, tier: 1, approverTier: 2 };
  it('[M6] names the limit where one is exceeded', () =>
    expect(
      plain(refusalWords({ code: 'above-authority', data: { ...data, rule: 'per-decision', limit: 1500 } }, deskIn('de'), 0)),
    ).toContain('übersteigt Ihre Befugnis von 15,00 €'));
  it('[M6] names the rule where there is no limit to exceed', () =>
    expect(plain(refusalWords({ code: 'above-authority', data: { ...data, rule: 'condition', limit: null } }, deskIn('de'), 0))).toBe(
      'Eigener Abrechnungsfehler 40,00 € braucht eine Freigabe, Regel „Bedingung“. Fragen Sie sie an: Fachebene.',
    ));
});
