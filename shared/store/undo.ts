// Lets plain maps take part in a transaction: every change notes how to take it back.

/** A map whose changes can be undone while a transaction runs. */
export interface Table<Value> {
  get(key: string): Value | undefined;
  set(key: string, value: Value): void;
  delete(key: string): void;
  /** In the order of their keys. */
  sorted(): readonly (readonly [string, Value])[];
  values(): IterableIterator<Value>;
}

export interface Undo {
  table<Value>(): Table<Value>;
  /** All or nothing; inside a running one it joins it. */
  transact<T>(work: () => T): T;
  /** Everything as it stands, in the order in which the tables were made: what `createUndo` begins with again. */
  image(): UndoImage;
}

export type UndoImage = readonly ReadonlyMap<string, unknown>[];

/** `image`: the contents of the tables at the beginning; values are never changed in place, so they need no copy. */
export const createUndo = (image: UndoImage = []): Undo => {
  const tables: Map<string, unknown>[] = [];
  let log: (() => void)[] | null = null;
  const note = (back: () => void): void => void log?.push(back);

  const table = <Value>(): Table<Value> => {
    const held = new Map<string, Value>((image[tables.length] ?? new Map()) as ReadonlyMap<string, Value>);
    tables.push(held);
    const restore = (key: string): (() => void) => {
      const old = held.get(key);
      return old === undefined ? () => void held.delete(key) : () => void held.set(key, old);
    };
    return {
      get: (key) => held.get(key),
      set: (key, value) => {
        note(restore(key));
        held.set(key, value);
      },
      delete: (key) => {
        note(restore(key));
        held.delete(key);
      },
      sorted: () => [...held].sort(([a], [b]) => (a < b ? -1 : 1)),
      values: () => held.values(),
    };
  };

  return {
    table,
    image: () => tables.map((held) => new Map(held)),
    transact: (work) => {
      if (log !== null) return work();
      log = [];
      try {
        return work();
      } catch (error) {
        // From the last change back to the first.
        for (const back of log.toReversed()) back();
        throw error;
      } finally {
        log = null;
      }
    },
  };
};
