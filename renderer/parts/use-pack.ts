// Gives a part the pack's words in the language of the screen, and the telling of times in the principal's zone.
import { useMemo } from 'react';
import { useSession } from '../state/session.ts';
import { useWords } from '../texts/texts.ts';
import { packWords, type PackWords } from './pack-words.ts';
import type { Telling } from './time-words.ts';
import type { Me } from '../../shared/views/shapes.ts';
import type { TFunction } from 'i18next';
import type { Language } from '../state/looks.ts';

export type Desk = PackWords & { readonly me: Me; readonly t: TFunction; readonly language: Language; readonly telling: Telling };

/** Everything a part needs to speak; only below the signed-in app. */
export const useDesk = (): Desk => {
  const { t, language } = useWords();
  const pack = useSession((session) => session.pack);
  const me = useSession((session) => session.me);
  return useMemo(() => {
    if (pack === null || me === null) throw new Error('a part of the signed-in desk was shown to nobody');
    const words = packWords(pack, language);
    // Whatever works by itself is called by what it does: a roster has one name, and nobody is called by it.
    const person = (id: string): string => {
      const role = pack.people.find((row) => row.id === id)?.role;
      return role === 'watchdog' || role === 'importer' ? t(`role.${role}`) : words.person(id);
    };
    return { ...words, person, me, t, language, telling: { t, language, zone: pack.zone } };
  }, [pack, me, t, language]);
};
