// Counts the members of an object where a list of their names would be thrown away at once.

/** Those inherited count as well: what JSON was read into has none. */
export const membersOf = (value: object): number => {
  let count = 0;
  for (const _name in value) count += 1;
  return count;
};
