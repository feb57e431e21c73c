// Prints a key on its button as this person has it; screen readers hear it through aria-keyshortcuts instead.
import { useWords } from '../texts/texts.ts';
import { chordOf, type Chord, type KeyMap } from './key-map.ts';
import { chordLabel, hasKey, isMac, useKeyMap, type KeyId } from './keys.ts';

const LOOK = 'rounded-sm border px-1.5 font-sans text-tiny whitespace-nowrap';

export const Kbd = ({ id, onAccent = false }: { readonly id: KeyId; readonly onAccent?: boolean }) => {
  const map = useKeyMap();
  return hasKey(id, map) ? <Printed chord={chordOf(id, map)} onAccent={onAccent} /> : null;
};

/** A key that belongs to no act yet. */
export const Printed = ({ chord, onAccent = false }: { readonly chord: Chord; readonly onAccent?: boolean }) => {
  const { language } = useWords();
  return (
    <kbd aria-hidden className={`${LOOK} ${onAccent ? 'border-current text-accent-ink' : 'border-line bg-panel text-ink-2'}`}>
      {chordLabel(chord, language)}
    </kbd>
  );
};

const notation = (id: KeyId, map: KeyMap): string => {
  const { code, mod, shift } = chordOf(id, map);
  return mod === true ? `${isMac() ? 'Meta' : 'Control'}+${code}` : shift === true ? `Shift+${code}` : code;
};

/** The same key in the notation of `aria-keyshortcuts`, as it is now. */
export const shortcutOf = (id: KeyId): string => notation(id, useKeyMap.getState());

/** The same for a part that is to follow when a key is changed; undefined where the act has no key. */
export const useShortcuts = (): ((id: KeyId) => string | undefined) => {
  const map = useKeyMap();
  return (id) => (hasKey(id, map) ? notation(id, map) : undefined);
};
