// Makes chance that can be repeated: the same seed gives the same cases, rows and names.

export interface Seeded {
  /** In [0, 1). */
  unit(): number;
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number;
  pick<Item>(items: readonly Item[]): Item;
  /** The item at the place the weights make likely. */
  weighted<Item>(items: readonly (readonly [Item, number])[]): Item;
}

/** A 32-bit generator (mulberry32): quick, and good enough for plausible data; never for secrets. */
export const createSeeded = (seed: number): Seeded => {
  let state = seed >>> 0;
  const unit = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const whole = (low: number, high: number): number => low + Math.floor(unit() * (high - low + 1));
  const pick = <Item>(items: readonly Item[]): Item => items[whole(0, items.length - 1)]!;
  const weighted = <Item>(items: readonly (readonly [Item, number])[]): Item => {
    let left = unit() * items.reduce((sum, [, weight]) => sum + weight, 0);
    for (const [item, weight] of items) {
      left -= weight;
      if (left < 0) return item;
    }
    return items.at(-1)![0];
  };
  return { unit, whole, pick, weighted };
};
