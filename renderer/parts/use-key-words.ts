// Every key as it is printed now, by its act: for sentences that name keys.
import { KEY_IDS } from './key-table.ts';
import { hasKey, keyLabel, useKeyMap } from './keys.ts';
import { useWords } from '../texts/texts.ts';

/** To be handed to a text: "… mit {{note}}" reads "… mit F4"; a letter that is switched off is a dash. */
export const useKeyWords = (): Readonly<Record<string, string>> => {
  const { language } = useWords();
  const map = useKeyMap();
  return Object.fromEntries(KEY_IDS.map((id) => [id, hasKey(id, map) ? keyLabel(id, language) : '–']));
};
