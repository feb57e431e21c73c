// What an answer keeps of the one before: everything that says the same, and nothing that does not.
import { describe, expect, it } from 'vitest';
import { keep } from '../../renderer/state/keep.ts';

const before = {
  rows: [
    { id: 1, tags: ['a'] },
    { id: 2, tags: [] },
  ],
  total: 2,
  at: null as string | null,
};
const again = (): typeof before => structuredClone(before);

describe('what an answer keeps', () => {
  it('is the one before as a whole where both say the same', () => {
    expect(keep(before, again())).toBe(before);
    expect([keep(null, null), keep('a', 'a'), keep(0, 0)]).toEqual([null, 'a', 0]);
  });

  it('is every part that says the same, at its own place', () => {
    const after = { ...again(), rows: [again().rows[0]!, { id: 2, tags: ['b'] }] };
    const kept = keep(before, after) as typeof before;
    expect(kept).toEqual(after);
    expect(kept.rows[0]).toBe(before.rows[0]);
    expect(kept.rows[1]).not.toBe(before.rows[1]);
  });

  it.each([
    ['a word more', { ...before, more: 1 }],
    ['a word less', { rows: before.rows, total: 2 }],
    ['another word of the same number', { rows: before.rows, total: 2, until: null }],
    ['a row more', { ...before, rows: [...before.rows, { id: 3, tags: [] }] }],
    ['a row less', { ...before, rows: before.rows.slice(0, 1) }],
    ['other places', { ...before, rows: before.rows.toReversed() }],
    ['nothing in place of something', { ...before, rows: null }],
    ['something in place of nothing', { ...before, at: 'now' }],
    ['an object in place of a list', { ...before, rows: {} }],
    ['a list in place of an object', []],
  ])('says the new with %s', (_what, after) => {
    expect(keep(before, structuredClone(after))).toStrictEqual(after);
    expect(keep(structuredClone(after), again())).toStrictEqual(before);
  });

  it('takes no word that every object inherits for one it had', () => {
    const after = JSON.parse('{"__proto__": {}}') as unknown;
    expect(keep({ other: {} }, after)).toStrictEqual(after);
  });
});
