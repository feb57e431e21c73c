// For whom a decision counts: the customer it was granted to, whatever the case is called afterwards, and nobody's own account.
import { describe, expect, it } from 'vitest';
import { questionOf } from '../../shared/case/authority-question.ts';
import type { CaseEvent, EventData } from '../../shared/case/events.ts';
import { grantsOf } from '../../shared/case/grants.ts';
import { MINUTE } from '../../shared/kernel/time.ts';
import { after, command, contextOf, given, happened, NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';
import { asked, customerOf, opened, WHY } from './story.ts';
import { approve, grant, wish } from './wishes.ts';

describe('whose decision it is', () => {
  const other = happened('case-classified', { customer: 'c-2' });
  const made = (customer: string | null, changes: Partial<EventData['decision-made']> = {}, at?: number) =>
    happened(
      'decision-made',
      {
        decision: 'd-0',
        decisionType: 'goodwill-credit',
        ledger: 'goodwill',
        unit: 'money',
        amount: 4000,
        currency: 'EUR',
        customer,
        reason: null,
        evidence: [],
        approval: null,
        standing: 'committed',
        why: WHY,
        ...changes,
      },
      at === undefined ? {} : { at },
    );
  const customersOf = (...events: readonly CaseEvent[]) =>
    grantsOf(after(...events), TELECOM.pack.principal.zone).map(({ customer }) => customer);

  it('[D27] counts for the customer it was granted to, whomever the case names afterwards', () => {
    expect(customersOf(opened(), made('c-1'), other)).toEqual(['c-1']);
    const moved = after(opened({ customer: 'c-2' }), made('c-2'), happened('case-classified', { customer: 'c-1' }));
    // Another customer's window is not used up by what this one was granted.
    expect(questionOf(wish(1500), moved, contextOf('lena', { customer: customerOf() }), 1).facts.grants).toMatchObject([
      { customer: 'c-2' },
    ]);
  });
  it('[D27] counts for the first customer named, where nobody was known', () => {
    const unknown = opened({ customer: null });
    expect(customersOf(unknown, made(null))).toEqual(['case:case-1']);
    expect(customersOf(unknown, made(null), happened('case-classified', { customer: 'c-1' }))).toEqual(['c-1']);
    expect(customersOf(unknown, made(null), happened('case-classified', { customer: 'c-1' }), other)).toEqual(['c-1']);
  });
  it('[D27] is not turned into a grant to oneself or a relative by naming the customer afterwards', () => {
    const name = command('classify', { customer: 'c-1' });
    const unknown = [opened({ customer: null }), made(null)];
    for (const [relation, account] of [
      ['own', { staff: 'lena' }],
      ['relative', { relatives: ['lena'] }],
    ] as const)
      for (const person of ['lena', 'murat'])
        given(...unknown)
          .when(person, name, { customer: customerOf(account) })
          .thenRefused('own-account', { customer: 'c-1', relation });
    given(...unknown)
      .when('lena', name, { customer: customerOf({ staff: 'tim' }) })
      .then(['case-classified', { customer: 'c-1' }]);
    given(opened({ customer: null }))
      .when('lena', name, { customer: customerOf({ staff: 'lena' }) })
      .then(['case-classified', { customer: 'c-1' }]);
  });
  it('[D27] is not given on an account that has become the asker’s own since he asked', () => {
    for (const account of [{ staff: 'lena' }, { relatives: ['lena'] }]) {
      given(opened(), asked())
        .when('murat', approve(4000), { customer: customerOf(account) })
        .thenRefused('own-account');
      given(opened(), asked())
        .when('murat', command('decline', { approval: 'a-1' }), { customer: customerOf(account) })
        .then(['approval-declined', {}]);
    }
  });
  it('[D28] counts what its case granted already, even where a quicker clock says it was later', () => {
    given(opened(), made('c-1', {}, NOON + MINUTE))
      .when('lena', grant(1500))
      .thenRefused('above-authority', { rule: 'customer-window', remaining: 500 });
  });
});
