// Hands many keys to one SQLite statement: each question of its own costs more than its answer.

/** The table of the keys, as `d.value`. */
export const GIVEN = 'json_each(?) d';

export const given = (keys: Iterable<string>): string => JSON.stringify([...new Set(keys)]);
