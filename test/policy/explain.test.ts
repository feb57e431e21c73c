// The black box judges what a request says: every rule and verdict with its figures, and every wrong request with its place and cure.
import { describe, expect, it } from 'vitest';
import { explain, type ExplainAnswer, type Explained, type PackSource } from '../../shared/policy/explain.ts';
import { badRequest } from '../../shared/policy/request-words.ts';
import { compilePack } from '../../shared/policy/compile.ts';
import { readPack } from '../../shared/policy/check.ts';
import { ok } from '../../shared/kernel/result.ts';
import { hotel, telecom, withPlace } from './policies.ts';

type Fields = Readonly<Record<string, unknown>>;

const budgeted = readPack(withPlace(['authority', 'budgets'], [{ scope: 'principal', amount: 10_000 }]));
if (!budgeted.ok) throw new Error(JSON.stringify(budgeted.refusal));
const packs: PackSource = (name) => {
  if (name === 'budgeted') return ok(compilePack(budgeted.value));
  return name === 'telecom' ? ok(telecom) : name === 'hotel' ? ok(hotel) : badRequest('pack', 'no such pack');
};

const eur = (minor: number) => ({ minor, currency: 'EUR' });
const NOW = '2026-03-01T10:00:00+01:00';
const TODAY = '2026-03-01T08:00:00+01:00';
const earlier = (change: Fields = {}) => ({
  type: 'goodwill-credit',
  amount: eur(1_500),
  customer: 'c1',
  case: 'k0',
  actor: 'a1',
  tier: 1,
  at: '2026-02-01T09:00:00+01:00',
  ...change,
});
const many = (n: number, change: Fields) => Array.from({ length: n }, (_, i) => earlier({ customer: `c${i + 10}`, ...change }));
const asking = (decision: Fields = {}, top: Fields = {}) => ({
  pack: 'telecom',
  actor: { id: 'a1', tier: 1 },
  decision: { type: 'goodwill-credit', amount: eur(1_000), customer: 'c1', case: 'k1', ...decision },
  now: NOW,
  ...top,
});
const answer = (request: unknown): ExplainAnswer => explain(request, packs);
const explained = (decision: Fields = {}, top: Fields = {}): Explained => {
  const said = answer(asking(decision, top));
  if ('error' in said) throw new Error(`${said.error.path}: ${said.error.message}`);
  return said;
};
const fault = (request: unknown) => {
  const said = answer(request);
  if (!('error' in said)) throw new Error(`judged: ${said.verdict}`);
  return said.error;
};

describe('every rule binds with its figures', () => {
  it('[E5] the first example of the issue: 15 € at tier 1 with 15 € granted a month ago leaves 30 € of the customer window', () => {
    const said = explained({ amount: eur(1_500), bill: eur(4_000), reason: 'delay', evidence: [] }, { history: [earlier()] });
    expect(said).toMatchObject({
      verdict: 'within',
      binding: { rule: 'per-decision', limit: eur(1_500), used: eur(0), remaining: eur(1_500) },
      approver: null,
    });
    expect(said.caps).toEqual([
      { rule: 'per-decision', limit: eur(1_500), used: eur(0), remaining: eur(1_500), ok: true },
      { rule: 'percent', limit: eur(2_000), used: eur(0), remaining: eur(2_000), ok: true },
      { rule: 'customer-window', limit: eur(4_500), used: eur(1_500), remaining: eur(3_000), ok: true },
      { rule: 'customer-count', limit: { count: 2 }, used: { count: 1 }, remaining: { count: 1 }, ok: true },
      { rule: 'agent-day', limit: eur(7_500), used: eur(0), remaining: eur(7_500), ok: true },
      { rule: 'agent-count', limit: { count: 6 }, used: { count: 0 }, remaining: { count: 6 }, ok: true },
    ]);
    expect(Object.keys(said)).toEqual(['verdict', 'binding', 'approver', 'caps', 'sentence']);
    expect(Object.keys(said.binding)).toEqual(['rule', 'limit', 'used', 'remaining']);
  });

  type Row = readonly [rule: string, decision: Fields, top: Fields, figures: readonly [unknown, unknown, unknown], approver: number | null];
  const none = eur(0);
  const rows: readonly Row[] = [
    ['per-decision', { amount: eur(1_501) }, {}, [eur(1_500), none, eur(1_500)], 2],
    ['percent', { amount: eur(1_001), bill: eur(2_001) }, {}, [eur(1_000), none, eur(1_000)], 2],
    ['customer-window', {}, { history: [earlier({ amount: eur(4_000), actor: 'b', tier: 3 })] }, [eur(4_500), eur(4_000), eur(500)], 3],
    ['customer-count', { amount: eur(1) }, { history: [earlier(), earlier()] }, [{ count: 2 }, { count: 2 }, { count: 0 }], 4],
    ['agent-day', {}, { history: many(1, { amount: eur(7_000), at: TODAY }) }, [eur(7_500), eur(7_000), eur(500)], 2],
    ['agent-count', {}, { history: many(6, { amount: eur(1), at: TODAY }) }, [{ count: 6 }, { count: 6 }, { count: 0 }], 2],
    ['budget', {}, { budget: { limit: eur(10_000), used: eur(9_500) } }, [eur(10_000), eur(9_500), eur(500)], 3],
    ['condition', { type: 'own-billing-error' }, {}, [none, none, none], 2],
    ['block', {}, { facts: { relation: 'colleague' } }, [none, none, none], 3],
    ['block', {}, { facts: { toldAt: TODAY } }, [none, none, none], 3],
    ['four-eyes', { amount: eur(30_001) }, { actor: { id: 'd', tier: 4 } }, [eur(30_000), none, eur(30_000)], 4],
    ['four-eyes', { amount: eur(30_001) }, {}, [eur(30_000), none, eur(30_000)], 4],
    ['stale', {}, { online: false, lastSync: '2026-02-26T10:00:00+01:00' }, [none, none, none], 2],
    ['stale', {}, { online: false }, [none, none, none], 2],
  ];
  it.each(rows)('[E5] %s %j %j needs approval', (rule, decision, top, [limit, used, remaining], tier) => {
    const said = explained(decision, top);
    expect([said.verdict, said.binding, said.approver]).toEqual(['needs-approval', { rule, limit, used, remaining }, { tier }]);
    expect(said.caps).toContainEqual({ rule, limit, used, remaining, ok: false });
    expect([said.sentence.de, said.sentence.en].filter((text) => text.length < 10 || text.includes('{'))).toEqual([]);
  });

  it('[E5] one case together gets no more than the formula', () => {
    const said = explained(
      { type: 'compensation', reason: 'missed-appointment' },
      { history: [earlier({ type: 'compensation', case: 'k1', amount: eur(400) })] },
    );
    expect(said.caps).toContainEqual({ rule: 'per-case', limit: eur(1_000), used: eur(400), remaining: eur(600), ok: false });
    expect([said.verdict, said.approver]).toEqual(['needs-approval', { tier: 4 }]);
  });

  it('[E5] nobody grants on his own account, nor beyond what any tier may', () => {
    const own = explained({}, { facts: { ownAccount: true } });
    expect([own.verdict, own.binding.rule, own.approver]).toEqual(['never', 'block', null]);
    const beyond = explained({ type: 'fee-waiver', amount: eur(15_001) });
    expect([beyond.verdict, beyond.binding.rule, beyond.approver]).toEqual(['never', 'per-decision', null]);
  });

  it('[E6] where nothing applies no cap is told and "none" binds, without limit', () => {
    const free = explained({ type: 'payment-plan', amount: eur(90_000) }, { actor: { id: 'd', tier: 4 } });
    expect([free.verdict, free.binding, free.caps]).toEqual(['within', { rule: 'none', limit: null, used: eur(0), remaining: null }, []]);
  });

  it('[E6] a condition that is met has null for limit and remaining, one that is not has limit 0', () => {
    const met = explained({ type: 'own-billing-error', evidence: ['wrong-bill-item'] });
    expect(met.caps).toContainEqual({ rule: 'condition', limit: null, used: eur(0), remaining: null, ok: true });
    expect([met.verdict, met.binding.rule]).toEqual(['within', 'per-decision']);
  });

  it('[E6] missing papers are told and change no verdict; where none are missing the field is not there', () => {
    const without = explained({ type: 'own-billing-error', amount: eur(5_001), evidence: ['something'] }, { actor: { id: 'b', tier: 2 } });
    expect([without.verdict, without.papers]).toEqual(['within', ['wrong-bill-item']]);
    const withAll = explained(
      { type: 'own-billing-error', amount: eur(5_001), evidence: ['wrong-bill-item'] },
      { actor: { id: 'b', tier: 2 } },
    );
    expect(withAll).not.toHaveProperty('papers');
  });
});

describe('what a request says is what is judged', () => {
  it('[E5] a tier that is not present is passed over; where nobody is there is no approver', () => {
    const above = { amount: eur(1_600) };
    expect(explained(above, { present: [1, 3, 4] }).approver).toEqual({ tier: 3 });
    expect(explained(above, { present: null }).approver).toEqual({ tier: 2 });
    const nobody = explained(above, { present: [] });
    expect([nobody.verdict, nobody.approver]).toEqual(['needs-approval', null]);
  });

  it('[E5] the tier given counts, whatever the roster says of that person', () => {
    expect(explained({ amount: eur(7_500) }, { actor: { id: 'lena', tier: 3 } }).verdict).toBe('within');
    expect(explained({ amount: eur(1_501) }, { actor: { id: 'murat', tier: 1 } }).verdict).toBe('needs-approval');
  });

  it('[E5] the last sync counts only without a connection', () => {
    const old = { lastSync: '2020-01-01T00:00:00Z' };
    expect(explained({}, old)).toEqual(explained());
    expect(explained({}, { ...old, online: true })).toEqual(explained());
    expect(explained({}, { ...old, online: false }).binding.rule).toBe('stale');
    const half = explained({}, { online: false, lastSync: '2026-02-28T09:00:00+01:00' });
    expect(half.binding).toEqual({ rule: 'per-decision', limit: eur(750), used: eur(0), remaining: eur(750) });
  });

  it('[E5] a window ends with now and begins behind the same wall time of its first day', () => {
    const used = (at: string): unknown =>
      explained({}, { history: [earlier({ at })] }).caps.find(({ rule }) => rule === 'customer-window')?.used;
    expect(used('2025-03-01T10:00:00+01:00')).toEqual(eur(0));
    expect(used('2025-03-01T10:00:00.001+01:00')).toEqual(eur(1_500));
    expect(used('2026-03-01T09:00:00Z')).toEqual(eur(1_500));
    expect(used('2026-03-01T09:00:00.001Z')).toEqual(eur(0));
  });

  it('[E5] amounts of another currency are never summed', () => {
    const dollars = { history: [earlier({ amount: { minor: 4_400, currency: 'USD' } })] };
    const caps = explained({}, dollars).caps;
    expect(caps.find(({ rule }) => rule === 'customer-window')).toMatchObject({ used: eur(0) });
    expect(caps.find(({ rule }) => rule === 'customer-count')).toMatchObject({ used: { count: 1 } });
  });

  it('[E5] a case without a customer is a customer of its own', () => {
    const history = [earlier({ customer: null, case: 'k1' }), earlier({ customer: null, case: 'k2' }), earlier({ customer: 'c1' })];
    const caps = explained({ customer: null }, { history }).caps;
    expect(caps.find(({ rule }) => rule === 'customer-count')?.used).toEqual({ count: 1 });
  });

  it('[E5] counted decisions count one where no number is given, and open ones only as long as they are', () => {
    const callback = (open: boolean) => earlier({ type: 'callback-promise', amount: null, open });
    const counted = explained({ type: 'callback-promise', amount: null }, { history: [callback(true), callback(false)] });
    expect(counted.caps.find(({ rule }) => rule === 'customer-count')).toEqual({
      rule: 'customer-count',
      limit: { count: 2 },
      used: { count: 1 },
      remaining: { count: 1 },
      ok: true,
    });
    expect(explained({ type: 'callback-promise', amount: { count: 2 } }).verdict).toBe('needs-approval');
  });

  it('[E5] terms bind, beside the decision or in it', () => {
    const discount = { type: 'retention-discount', amount: eur(500) };
    expect(explained(discount, { terms: { months: 3, percent: null } }).verdict).toBe('within');
    expect(explained({ ...discount, terms: { months: 4 } })).toMatchObject({
      verdict: 'needs-approval',
      binding: { rule: 'per-decision', limit: { count: 3 } },
      approver: { tier: 3 },
    });
  });

  it('[E5] a refund to another account takes four eyes', () =>
    expect(explained({ type: 'refund-inside-policy' }, { facts: { otherAccount: true } })).toMatchObject({
      verdict: 'needs-approval',
      binding: { rule: 'four-eyes' },
      approver: { tier: 4 },
    }));

  it("[E5] a budget of the pack itself counts the history of the month that runs, in the pack's currency", () => {
    const history = [
      ...many(1, { amount: eur(9_500), at: '2026-03-01T00:00:00+01:00', actor: 'b' }),
      ...many(1, { amount: eur(9_500), at: '2026-02-28T23:59:59+01:00' }),
      ...many(1, { amount: { minor: 9_500, currency: 'USD' }, at: TODAY }),
      ...many(1, { amount: eur(9_500), at: TODAY, type: 'compensation' }),
    ];
    expect(explained({}, { pack: 'budgeted', history })).toMatchObject({
      binding: { rule: 'budget', limit: eur(10_000), used: eur(9_500), remaining: eur(500) },
      approver: { tier: 3 },
    });
  });

  it('[E5] the order of the history is of no account', () => {
    const history = [earlier(), earlier({ customer: 'c2', at: TODAY }), earlier({ amount: eur(700), at: TODAY })];
    expect(explained({}, { history: history.toReversed() })).toEqual(explained({}, { history }));
  });
});

describe('a wrong request', () => {
  const rows: readonly (readonly [unknown, string, RegExp])[] = [
    [null, 'request', /is null\. Write an object/],
    [[], 'request', /is \[\]\. Write an object/],
    [{}, 'pack', /is missing\. Write a text/],
    [asking({}, { pack: 'nobody' }), 'pack', /no such pack/],
    [asking({}, { actor: { id: 'a1', tier: 5 } }), 'actor.tier', /is 5\. Write one of the tiers 1, 2, 3 or 4/],
    [asking({}, { actor: { id: 7, tier: 1 } }), 'actor.id', /is 7\. Write a text/],
    [asking({}, { now: undefined }), 'now', /is missing/],
    [asking({}, { now: '2026-03-01T10:00:00' }), 'now', /with its offset.*"2026-03-01T10:00:00\+01:00"/],
    [asking({}, { now: '2026-02-30T10:00:00Z' }), 'now', /a day that exists/],
    [asking({}, { now: '1 March' }), 'now', /ISO 8601/],
    [asking({}, { now: 1_767_225_600_000 }), 'now', /ISO 8601/],
    [asking({}, { hisotry: [] }), 'hisotry', /is not known\. Correct its spelling.*known here are .*history/],
    [asking({ type: 'goodwil' }), 'decision.type', /no decision of this pack\. Write one of goodwill-credit, compensation/],
    [asking({ type: 'constructor' }), 'decision.type', /no decision/],
    [asking({ reason: 'weather' }), 'decision.reason', /no reason of this pack\. Write one of .*missed-appointment/],
    [asking({ amount: undefined }), 'decision.amount', /is missing\. Write money/],
    [asking({ amount: 15 }), 'decision.amount', /is 15\. Write money/],
    [asking({ amount: { minor: 1_500 } }), 'decision.amount.currency', /is missing/],
    [asking({ amount: { currency: 'EUR' } }), 'decision.amount.minor', /is missing/],
    [asking({ amount: { minor: 1_500, currency: 'eur' } }), 'decision.amount.currency', /ISO 4217/],
    [asking({ amount: { minor: 1_500, currency: 'USD' } }), 'decision.amount.currency', /this pack decides in EUR/],
    [asking({ amount: eur(15.5) }), 'decision.amount.minor', /is 15\.5\. Write a whole number/],
    [asking({ amount: eur(0) }), 'decision.amount.minor', /from 1 to/],
    [asking({ amount: eur(-1) }), 'decision.amount.minor', /from 1 to/],
    [asking({ amount: eur(2 ** 53) }), 'decision.amount.minor', /to 9007199254740991/],
    [asking({ amount: { count: 1 } }), 'decision.amount.count', /is money/],
    [asking({ type: 'callback-promise' }), 'decision.amount', /is counted\. Write \{"count":1\}/],
    [asking({ bill: { minor: 4_000, currency: 'USD' } }), 'decision.bill.currency', /decides in EUR/],
    [asking({ customer: undefined }), 'decision.customer', /is missing/],
    [asking({ case: '' }), 'decision.case', /is ""\. Write a text/],
    [asking({ evidence: true }), 'decision.evidence', /a list of paper codes/],
    [asking({ evidence: ['a', 1] }), 'decision.evidence[1]', /is 1\. Write a text/],
    [asking({}, { history: [earlier(), earlier(), earlier(), earlier({ at: '2026-02-01' })] }), 'history[3].at', /ISO 8601/],
    [asking({}, { history: [earlier({ type: 'gift' })] }), 'history[0].type', /no decision/],
    [asking({}, { history: [earlier({ amount: { count: 2 } })] }), 'history[0].amount.count', /is money/],
    [asking({}, { history: {} }), 'history', /a list of earlier decisions/],
    [asking({}, { present: [1, 'A'] }), 'present[1]', /one of the tiers/],
    [asking({}, { online: 'no' }), 'online', /true or false/],
    [asking({}, { budget: { limit: eur(1) } }), 'budget.used', /is missing/],
    [asking({}, { budget: { limit: { minor: 1, currency: 'CHF' }, used: eur(0) } }), 'budget.limit.currency', /decides in EUR/],
    [asking({}, { terms: { months: 0 } }), 'terms.months', /from 1/],
    [asking({ terms: { months: 1 } }, { terms: { months: 1 } }), 'terms', /Keep one of the two/],
    [asking({}, { facts: { ownAccount: true, relation: 'relative' } }), 'facts.relation', /contradicts/],
    [asking({ facts: { ownAccount: false, relation: 'own' } }), 'decision.facts.relation', /contradicts/],
    [asking({}, { facts: { relation: 'friend' } }), 'facts.relation', /one of none, own, relative, colleague/],
    [JSON.parse('{"__proto__":{}}'), 'pack', /is missing/],
  ];
  it.each(rows.map(([request, path, message]) => ({ request, path, message })))(
    '[E2] is answered at $path: $message',
    ({ request, path, message }) => {
      const found = fault(request);
      expect([found.path, Object.keys(found)]).toEqual([path, ['path', 'message']]);
      expect(found.message).toMatch(message);
    },
  );

  it('[E5] times are read in every way ISO 8601 writes them with an offset', () => {
    const same = ['2026-03-01T10:00:00+01:00', '2026-03-01T09:00:00Z', '2026-03-01T10:00+01:00', '2026-03-01T14:30:00.000000+0530'];
    const answers = same.map((now) => explained({}, { now, history: [earlier({ at: '2026-03-01T09:00:00Z' })] }));
    expect(answers.slice(1)).toEqual(answers.slice(1).map(() => answers[0]));
    expect(answers[0]!.caps.find(({ rule }) => rule === 'agent-day')?.used).toEqual(eur(1_500));
  });
});
