// A ledger keeps the cases it worked on last at hand: only as long as nobody else wrote into their lane, and nothing else of them.
import { describe, expect, it } from 'vitest';
import type { CaseState } from '../../shared/case/state.ts';
import { createAtHand } from '../../shared/sync/at-hand.ts';

const state = (id: string, version: number, lane = 'l') => ({ id, lane, version }) as CaseState;

const bench = (...cases: readonly CaseState[]) => {
  const stored = new Map(cases.map((one) => [one.id, one]));
  const asked: (readonly string[])[] = [];
  const atHand = createAtHand({
    states: (ids) => {
      asked.push(ids);
      return Promise.resolve(new Map(ids.flatMap((id) => (stored.has(id) ? [[id, stored.get(id)!] as const] : []))));
    },
  });
  const versions = async (position: number, ids: readonly string[], epoch = 'e') =>
    [...(await atHand.states('l', { epoch, position }, ids)).values()].map(({ id, version }) => `${id}${version}`);
  return { stored, asked, atHand, versions };
};

describe('cases at hand', () => {
  it('[Y95] are read once, and follow what this ledger writes itself', async () => {
    const { asked, atHand, versions } = bench(state('a', 1), state('b', 1));
    await versions(4, ['a']);
    atHand.moved('l', { epoch: 'e', position: 5 }, [state('a', 2)]);
    expect([await versions(5, ['a', 'b']), await versions(5, ['a', 'b']), asked]).toEqual([
      ['a2', 'b1'],
      ['a2', 'b1'],
      [['a'], ['b']],
    ]);
  });

  it('[Y95] are read anew where somebody else wrote, where the epoch is another one, and after a failure', async () => {
    const { stored, atHand, versions } = bench(state('a', 1));
    await versions(4, ['a']);
    stored.set('a', state('a', 2));
    expect(await versions(5, ['a'])).toEqual(['a2']);
    stored.set('a', state('a', 3));
    expect(await versions(5, ['a'], 'other')).toEqual(['a3']);
    stored.set('a', state('a', 4));
    expect(await versions(5, ['a'], 'other')).toEqual(['a3']);
    atHand.drop('l');
    expect(await versions(5, ['a'], 'other')).toEqual(['a4']);
  });

  it('[Y95] are never those of another lane, and no more than fit', async () => {
    const { stored, asked, atHand, versions } = bench(state('x', 1, 'm'));
    await versions(4, ['x']);
    stored.set('x', state('x', 2, 'm'));
    expect(await versions(4, ['x'])).toEqual(['x2']);
    atHand.moved(
      'l',
      { epoch: 'e', position: 5_000 },
      Array.from({ length: 4_097 }, (_, n) => state(`c${n}`, 1)),
    );
    asked.length = 0;
    await versions(5_000, ['c0', 'c1', 'c4096']);
    expect(asked).toEqual([['c0']]);
  });
});
