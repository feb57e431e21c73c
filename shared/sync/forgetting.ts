// Decides when a case goes that may no longer be seen here: at once, or with the verdict of the last command that waits for it.
import type { DeskStore } from '../store/desk-store.ts';

type Forgetting = {
  /** May no longer be seen. */
  readonly forget: readonly string[];
  /** Of which something was just settled. */
  readonly touched: Iterable<string>;
  /** Came just now: whoever gets a case may see it. */
  readonly visible: ReadonlySet<string>;
};

/** Inside a transaction. The cases to be forgotten now; the others are noted, so that a restart does not keep them for ever. */
export const freeOf = (store: DeskStore, lane: string, { forget, touched, visible }: Forgetting): readonly string[] => {
  const noted = notedOf(store, lane);
  if (forget.length === 0 && noted.size === 0) return [];
  const before = JSON.stringify([...noted]);
  for (const caseId of visible) noted.delete(caseId);
  const asked = new Set([...forget, ...[...touched].filter((caseId) => noted.has(caseId))]);
  const free = [...asked].filter((caseId) => store.outboxOf(caseId).length === 0);
  for (const caseId of asked) noted.add(caseId);
  for (const caseId of free) noted.delete(caseId);
  note(store, lane, noted, before);
  return free;
};

/** A new inventory says anew what may be seen. Inside a transaction. */
export const forgiveAll = (store: DeskStore, lane: string): void => note(store, lane, new Set(), JSON.stringify([...notedOf(store, lane)]));

const KEY = 'forget-later:';

const notedOf = (store: DeskStore, lane: string): Set<string> => new Set(JSON.parse(store.setting(KEY + lane) ?? '[]') as string[]);

const note = (store: DeskStore, lane: string, noted: ReadonlySet<string>, before: string): void => {
  const text = JSON.stringify([...noted]);
  if (text !== before) store.saveSetting(KEY + lane, text);
};
