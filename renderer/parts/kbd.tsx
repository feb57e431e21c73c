// Prints a key on its button; screen readers hear it through aria-keyshortcuts instead.
import { useWords } from '../texts/texts.ts';
import { KEYS, keyLabel, type KeyId } from './keys.ts';

export const Kbd = ({ id, onAccent = false }: { readonly id: KeyId; readonly onAccent?: boolean }) => {
  const { language } = useWords();
  const look = onAccent ? 'border-current text-accent-ink' : 'border-line bg-panel text-ink-2';
  return (
    <kbd aria-hidden className={`rounded-sm border px-1.5 font-sans text-tiny whitespace-nowrap ${look}`}>
      {keyLabel(id, language)}
    </kbd>
  );
};

/** The same key in the notation of `aria-keyshortcuts`. */
export const shortcutOf = (id: KeyId): string => {
  const row: { readonly code: string; readonly mod?: boolean; readonly shift?: boolean } = KEYS[id];
  return row.mod === true ? `Control+${row.code}` : row.shift === true ? `Shift+${row.code}` : row.code;
};
