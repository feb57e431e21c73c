// Decides which lanes change hands so that every living hub process holds its fair share, the fewest that will do, and none once it is fair.

/**
 * To whom `me` hands one lane each, so that no two hold more than one apart; nothing where that is so already. Whoever holds most keeps
 * what does not divide evenly, so that a single lane stays where it is. Every process that has the same counts before it comes to the same plan.
 */
export const handOvers = (me: string, counts: ReadonlyMap<string, number>): readonly string[] => {
  const ranked = [...counts].toSorted(([a, one], [b, other]) => other - one || (a < b ? -1 : 1));
  const all = ranked.reduce((sum, [, count]) => sum + count, 0);
  const even = Math.floor(all / ranked.length);
  const over = ranked.map(([owner, count], rank) => ({ owner, over: count - even - (rank < all % ranked.length ? 1 : 0) }));
  const givers = over.flatMap(({ owner, over: surplus }) => Array<string>(Math.max(0, surplus)).fill(owner));
  const takers = over.flatMap(({ owner, over: surplus }) => Array<string>(Math.max(0, -surplus)).fill(owner));
  return takers.filter((_, nth) => givers[nth] === me);
};
