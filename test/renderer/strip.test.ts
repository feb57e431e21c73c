// The strip under a hand: nothing slides under a finger that is about to answer, and a correction is noticed once.
import { fc } from '../seeded.ts';
import { describe, expect, it } from 'vitest';
import { nextPlaces, seeAll, type Place } from '../../renderer/parts/strip-order.ts';
import type { ApprovalRow } from '../../shared/views/shapes.ts';

const row = (approval: string, more: Partial<ApprovalRow> = {}): ApprovalRow => ({
  approval,
  caseId: `case-${approval}`,
  number: 'NT-2026-1',
  title: 'Rechnung',
  customer: 'Nele Hartwig',
  decisionType: 'goodwill-credit',
  unit: 'money',
  amount: 4000,
  currency: 'EUR',
  askedBy: 'lena',
  askedAt: 0,
  decideBy: 60_000,
  expiresAt: 600_000,
  to: { tier: 3, team: 'tl-abrechnung', person: null, for: null },
  steps: 0,
  corrected: 0,
  customerWaiting: false,
  recommendation: 'grant',
  reason: null,
  evidence: [],
  terms: null,
  contract: null,
  otherAccount: false,
  toldAt: null,
  text: null,
  outcome: 'open',
  answeredBy: null,
  mayAnswer: null,
  picture: null,
  ...more,
});

const ids = (places: readonly Place[]): readonly string[] =>
  places.map(({ row: { approval }, gone }) => (gone ? `(${approval})` : approval));
const live = (approval: string, more: Partial<ApprovalRow> = {}): ApprovalRow => row(approval, { customerWaiting: true, ...more });

describe('the places in the strip', () => {
  const before = nextPlaces([], [row('a', { decideBy: 30_000 }), row('b')], 'none');

  it('put whoever has a customer on the line first, then who must be answered first', () => {
    const rows = [row('late', { decideBy: 90_000 }), row('soon', { decideBy: 10_000 }), live('live', { decideBy: 95_000 })];
    expect(ids(nextPlaces([], rows, 'none'))).toEqual(['live', 'soon', 'late']);
  });

  it('show only what is open', () => {
    expect(ids(nextPlaces([], [row('a'), row('b', { outcome: 'given' }), row('c', { outcome: 'expired' })], 'none'))).toEqual(['a']);
  });

  it('hold still while the focus is in the strip: what presses more comes below, what is over leaves', () => {
    expect(ids(nextPlaces(before, [live('c'), row('a', { decideBy: 90_000 }), row('b', { decideBy: 1 })], 'focus'))).toEqual([
      'a',
      'b',
      'c',
    ]);
    expect(ids(nextPlaces(before, [row('b')], 'focus'))).toEqual(['b']);
  });

  it('leave a place that is over where it was, as long as a pointer could press what slides into it', () => {
    const held = nextPlaces(before, [row('b'), live('c')], 'pointer');
    expect(ids(held)).toEqual(['(a)', 'b', 'c']);
    expect(ids(nextPlaces(held, [row('b'), live('c')], 'pointer'))).toEqual(['(a)', 'b', 'c']);
    expect(ids(nextPlaces(held, [row('b'), live('c')], 'none'))).toEqual(['c', 'b']);
  });

  it('never let a row stand above its place before, whatever happens under a hand', () => {
    const anyRow = fc.record({ id: fc.integer({ min: 0, max: 6 }), waits: fc.boolean(), by: fc.nat(100), open: fc.boolean() });
    const anyRows = fc
      .uniqueArray(anyRow, { selector: ({ id }) => id })
      .map((all) =>
        all.map(({ id, waits, by, open }) => row(`${id}`, { customerWaiting: waits, decideBy: by, outcome: open ? 'open' : 'given' })),
      );
    fc.assert(
      fc.property(anyRows, anyRows, (first, second) => {
        const was = nextPlaces([], first, 'none');
        const is = nextPlaces(was, second, 'pointer');
        expect(is.slice(0, was.length).map((place) => place.row.approval)).toEqual(was.map((place) => place.row.approval));
        expect(
          is
            .filter(({ gone }) => !gone)
            .map((place) => place.row.approval)
            .toSorted(),
        ).toEqual(
          second
            .filter(({ outcome }) => outcome === 'open')
            .map(({ approval }) => approval)
            .toSorted(),
        );
      }),
    );
  });
});

describe('what was seen of a request', () => {
  it('tells the amount before a correction, and how often it changed here', () => {
    const first = seeAll(new Map(), [row('a')]);
    const second = seeAll(first, [row('a', { amount: 3500, corrected: 1 })]);
    expect(second.get('a')).toEqual({ corrected: 1, amount: 3500, changes: 1, before: 4000 });
    expect(seeAll(second, [row('a', { amount: 3000, corrected: 2 })]).get('a')).toMatchObject({ changes: 2, before: 3500 });
  });

  it('counts nothing where only the time or the tier moved, and forgets what is gone', () => {
    const first = seeAll(new Map(), [row('a'), row('b')]);
    expect(seeAll(first, [row('a', { steps: 1, decideBy: 1 }), row('b')])).toBe(first);
    expect([...seeAll(first, [row('b')]).keys()]).toEqual(['b']);
  });

  it('takes a request that was corrected before it was first seen as it stands', () => {
    expect(seeAll(new Map(), [row('a', { corrected: 3 })]).get('a')).toMatchObject({ changes: 0, before: null });
  });
});
