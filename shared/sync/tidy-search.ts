// Removes what was forgotten from the file of the search as well, after a conversation and beside the day's work.
import type { Inside } from './inside.ts';

/** Where much may go at once others have their turn between two pieces; elsewhere a piece at a time is soon enough. */
export const tidySearch = async ({ store, breathe }: Pick<Inside, 'store' | 'breathe'>): Promise<void> => {
  const piece = (): boolean => store.transact(() => store.tidySearch());
  while (piece() && breathe !== undefined) await breathe();
};
