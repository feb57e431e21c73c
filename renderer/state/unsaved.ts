// Keeps words the desk could not take, for this window alone, until it can: a desk that was killed takes its sessions along.
import type { Json } from '../../shared/kernel/result.ts';
import { useSession } from './session.ts';

/** `savedAt`: the version they change, null = none. */
type Unsaved = { readonly value: Json; readonly savedAt: number | null };

const PREFIX = 'stafette.unsaved ';

let latest: string | null = null;

/** Only whoever typed them gets them back; the next person in this window must not even know. Just after a session was lost it is still his. */
const owner = (): string | null => {
  const { me } = useSession.getState();
  if (me !== null) latest = `${PREFIX}${me.lane} ${me.person} `;
  return latest;
};

/** Null as value: what was typed was cleared again, and that counts too. A full or closed store is no reason to stop typing. */
export const keepUnsaved = (key: string, words: Unsaved): void => {
  const mine = owner();
  if (mine === null) return;
  try {
    window.sessionStorage.setItem(`${mine}${key}`, JSON.stringify(words));
  } catch {
    // Memory still has them; the state of the draft says that they are not with the desk.
  }
};

export const dropUnsaved = (key: string): void => {
  const mine = owner();
  if (mine !== null) window.sessionStorage.removeItem(`${mine}${key}`);
};

const read = (text: string | null): Unsaved | null => {
  try {
    const found: unknown = JSON.parse(text ?? 'null');
    if (typeof found !== 'object' || found === null || !('value' in found)) return null;
    const savedAt = 'savedAt' in found && typeof found.savedAt === 'number' ? found.savedAt : null;
    return { value: found.value as Json, savedAt };
  } catch {
    return null;
  }
};

/** What this person typed in this window and the desk has not got yet. */
export const unsavedWords = (): readonly (Unsaved & { readonly key: string })[] => {
  const mine = owner();
  if (mine === null) return [];
  return Object.keys(window.sessionStorage)
    .filter((name) => name.startsWith(mine))
    .flatMap((name) => {
      const words = read(window.sessionStorage.getItem(name));
      return words === null ? [] : [{ key: name.slice(mine.length), ...words }];
    });
};
