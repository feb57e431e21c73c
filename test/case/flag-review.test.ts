// A decision a hub keeps and flags is put before a lead with the facts of both sides, and ends upheld or with a word to the customer.
import { describe, expect, it } from 'vitest';
import type { Context } from '../../shared/case/context.ts';
import { decide } from '../../shared/case/decide.ts';
import type { CaseEvent } from '../../shared/case/events.ts';
import { forReview } from '../../shared/case/flag-review.ts';
import type { Grant } from '../../shared/policy/authority-types.ts';
import { flagOf } from '../../shared/sync/flags.ts';
import { HOUR } from '../../shared/kernel/time.ts';
import { after, command, contextOf, given, NOON } from '../given.ts';
import { TELECOM, telecomWith } from '../pack.ts';
import { ACCOUNT, budgeted } from './budgets.ts';
import { opened } from './story.ts';
import { wish } from './wishes.ts';

const elsewhere: Grant = {
  decision: 'd-9',
  decisionType: 'goodwill-credit',
  ledger: 'goodwill',
  unit: 'money',
  amount: 40_00,
  currency: 'EUR',
  customer: 'K-1',
  contract: null,
  caseId: 'case-9',
  actor: 'jonas',
  team: 'stoerung',
  tier: 1,
  at: NOON - HOUR,
  month: '2026-06',
  open: true,
};
const state = after(opened({ customer: 'K-1' }));
const deciding = command('decide', wish(10_00), { id: 'd-1' });
const here = (more: Partial<Context> = {}): Context => ({ ...contextOf('lena', { facts: { grants: [elsewhere], budgets: [] } }), ...more });
const eventsOf = (context: Context): readonly CaseEvent[] => {
  const decided = decide({ ...deciding, actor: 'lena' }, state, context);
  if (!decided.ok) throw new Error(decided.refusal.code);
  return decided.value;
};
const plain = () => eventsOf(contextOf('lena'));
const flagged = (code: string): readonly CaseEvent[] => forReview(plain(), state, here(), { code, rule: 'customer-window' });

describe('[U17] a flagged decision', () => {
  it('stands, and lies on the lead’s list with the cap it passed and who used that besides', () => {
    const made = after(opened({ customer: 'K-1' }), ...flagged('above-authority')).decisions[0];
    expect(made?.review).toMatchObject({
      team: 'tl-abrechnung',
      cause: 'above-authority',
      rule: 'customer-window',
      outcome: null,
      others: [{ decision: 'd-9', caseId: 'case-9', by: 'jonas', team: 'stoerung', at: NOON - HOUR, amount: 40_00 }],
    });
  });
  it('of a wrong clock, or that the newer pack allows as well, troubles nobody', () => {
    for (const code of ['clock-ahead', 'older-pack']) expect(flagged(code)).toEqual(plain());
  });
  it('is upheld without a word, or told to the customer again: in words, by somebody, in time', () => {
    const events = [opened({ customer: 'K-1' }), ...flagged('above-authority')];
    const look = (outcome: 'upheld' | 'follow-up', callback?: object, body: string | null = null) =>
      command('review-decision', { decision: 'd-1', outcome, ...(callback === undefined ? {} : { callback }) } as never, {
        id: 'r-1',
        body,
      });
    const callback = { due: NOON + HOUR, by: 'lena' };
    given(...events)
      .when('murat', look('upheld'))
      .then(['decision-reviewed', { outcome: 'upheld' }]);
    given(...events)
      .when('murat', look('follow-up', callback))
      .thenRefused('review-needs-words');
    given(...events)
      .when('murat', look('follow-up', undefined, 'w'))
      .thenRefused('review-needs-callback');
    given(...events)
      .when('lena', look('upheld'))
      .thenRefused('own-decision');
    const told = given(...events)
      .when('murat', look('follow-up', callback, 'w'))
      .then(['decision-reviewed', { outcome: 'follow-up' }], ['promise-made', { promise: 'r-1', by: 'lena', callback: true }]);
    expect(told?.promises).toMatchObject([{ promise: 'r-1', due: NOON + HOUR, outcome: 'open' }]);
  });
});

describe('[U16] what a hub finds', () => {
  const found = (more: object = {}, policy = TELECOM, data: object = {}) => {
    const context = { ...contextOf('lena', { policy }) };
    const sent = { ...command('decide', { ...wish(10_00), ...data }), actor: 'lena' };
    const decided = decide(sent, state, context);
    if (!decided.ok) throw new Error(decided.refusal.code);
    const looked = {
      events: decided.value,
      ahead: false,
      newer: null,
      isSent: true,
      isPaid: true,
      spendFlag: null,
      isWithdrawn: false,
      isCut: false,
      ...more,
    };
    return flagOf(sent, state, context, looked);
  };
  const roster = (change: (id: string) => object | null) =>
    telecomWith({
      roster: TELECOM.pack.roster.flatMap((person) => (change(person.id) === null ? [] : [{ ...person, ...change(person.id) }])),
    });
  const lower = telecomWith({
    decisions: TELECOM.pack.decisions.map((type) =>
      type.id === 'goodwill-credit' ? { ...type, limits: { ...type.limits, 1: { amount: 5_00 } } } : type,
    ),
  });
  it('is nothing where all is well, and an older pack that the newer one bears out', () => {
    expect([found(), found({ newer: TELECOM })]).toEqual([null, { code: 'older-pack', rule: null }]);
    expect(found({ ahead: true, newer: TELECOM })).toEqual({ code: 'clock-ahead', rule: null });
  });
  it('is the rule that a newer pack holds against it', () =>
    expect(found({ newer: lower })).toEqual({ code: 'policy-changed', rule: 'per-decision' }));
  it('is authority withdrawn from somebody who left, or stands lower now', () => {
    const left = roster((id) => (id === 'lena' ? null : {}));
    expect(found({ newer: left })).toEqual({ code: 'authority-withdrawn', rule: null });
    expect(found({ newer: roster((id) => (id === 'lena' ? { role: 'auditor' } : {})) })?.code).toBe('authority-withdrawn');
  });
  it('is money that nobody drew, or that stands in no account', () => {
    const draws = [{ account: ACCOUNT, lease: 'l1', amount: 10_00 }];
    expect(found({}, budgeted())).toEqual({ code: 'budget-without-lease', rule: null });
    expect(found({ isSent: false }, budgeted())).toBeNull();
    expect([found({}, budgeted(), { draws }), found({ isPaid: false }, budgeted(), { draws })?.code]).toEqual([null, 'draw-unpaid']);
  });
});
