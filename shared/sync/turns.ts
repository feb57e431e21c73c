// Lets work with the same key wait its turn, so that a lane has one sequencer and a desk one conversation at a time.

/** Runs work after all earlier work of the same key; a failure is its caller's alone, the next one runs all the same. */
export const createTurns = (): (<T>(key: string, work: () => Promise<T>) => Promise<T>) => {
  const last = new Map<string, Promise<unknown>>();
  return async (key, work) => {
    const before = last.get(key);
    const mine = (async () => {
      // The failure of an earlier piece was told to whoever asked for it.
      if (before !== undefined) await before.then(nothing, nothing);
      return work();
    })();
    last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (last.get(key) === mine) last.delete(key);
    }
  };
};

const nothing = (): void => undefined;
