// How hub processes come to fair shares of the lanes, whatever each held before, with as few changes as can be.
import { describe, expect, it } from 'vitest';
import { handOvers } from '../../hub/server/fair-shares.ts';
import { fc } from '../seeded.ts';

type Counts = ReadonlyMap<string, number>;

const after = (counts: Counts, me: string): Counts => {
  const next = new Map(counts);
  for (const to of handOvers(me, counts)) {
    next.set(me, next.get(me)! - 1);
    next.set(to, next.get(to)! + 1);
  }
  return next;
};

const sum = (counts: Counts): number => [...counts.values()].reduce((all, count) => all + count, 0);
const apart = (counts: Counts): number => Math.max(...counts.values()) - Math.min(...counts.values());

const anyCounts = fc
  .array(fc.nat({ max: 20 }), { minLength: 1, maxLength: 7 })
  .map((counts): Counts => new Map(counts.map((count, nth) => [`p${(nth * 5) % 7}`, count])));

describe('[HS41] fair shares', () => {
  it('come from one round of all, with no lane moved that could stay', () => {
    fc.assert(
      fc.property(anyCounts, (counts) => {
        const moved = [...counts.keys()].map((me) => handOvers(me, counts));
        const next = new Map(counts);
        [...counts.keys()].forEach((me, nth) => {
          next.set(me, next.get(me)! - moved[nth]!.length);
          for (const to of moved[nth]!) next.set(to, next.get(to)! + 1);
        });
        expect([apart(next) <= 1, sum(next)]).toEqual([true, sum(counts)]);
        const even = Math.floor(sum(counts) / counts.size);
        const least = [...counts.values()].reduce((all, count) => all + Math.max(0, even - count), 0);
        const most = [...counts.values()].reduce((all, count) => all + Math.max(0, count - even - 1), 0);
        expect(moved.flat()).toHaveLength(Math.max(least, most));
      }),
    );
  });

  it('come also where each acts on what it sees when its turn comes, and stay then', () => {
    fc.assert(
      fc.property(anyCounts, fc.array(fc.nat(), { maxLength: 7 }), (counts, order) => {
        const names = [...counts.keys()];
        let now = counts;
        // Whoever saw another picture than the one before him may leave something for the next round.
        for (const me of [...order.map((nth) => names[nth % names.length]!), ...names, ...names, ...names]) now = after(now, me);
        expect(apart(now)).toBeLessThanOrEqual(1);
        expect(names.flatMap((me) => handOvers(me, now))).toEqual([]);
      }),
    );
  });

  it('leave a single lane, and a process without others, alone', () => {
    expect([
      handOvers(
        'a',
        new Map([
          ['b', 0],
          ['a', 1],
        ]),
      ),
      handOvers(
        'a',
        new Map([
          ['b', 1],
          ['a', 0],
        ]),
      ),
      handOvers('a', new Map([['a', 9]])),
    ]).toEqual([[], [], []]);
  });
});
