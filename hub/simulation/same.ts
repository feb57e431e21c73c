// Compares what two sides hold as exactly as their bytes would, without writing them down.

/** Whether both would be written as the same JSON: the same members in the same order; what is undefined is not there. */
export const isSame = (one: unknown, other: unknown): boolean => {
  if (one === other) return true;
  if (typeof one !== 'object' || typeof other !== 'object' || one === null || other === null)
    return Number.isNaN(one) && Number.isNaN(other);
  if (Array.isArray(one) || Array.isArray(other)) return Array.isArray(one) && Array.isArray(other) && isSameList(one, other);
  const mine = membersOf(one);
  const theirs = membersOf(other);
  return (
    mine.length === theirs.length && mine.every(([key, value], place) => key === theirs[place]![0] && isSame(value, theirs[place]![1]))
  );
};

const isSameList = (one: readonly unknown[], other: readonly unknown[]): boolean =>
  one.length === other.length && one.every((value, place) => isSame(value, other[place]));

const membersOf = (value: object): readonly (readonly [string, unknown])[] =>
  Object.entries(value).filter(([, member]) => member !== undefined);
