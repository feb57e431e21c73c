// Gives the screens their words: two files of one shape, switched while everything stays open.
import i18next from 'i18next';
import { initReactI18next, useTranslation } from 'react-i18next';
import type { TFunction } from 'i18next';
import { useLooks, type Language } from '../state/looks.ts';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

export const startTexts = (): void => {
  void i18next.use(initReactI18next).init({
    lng: 'de',
    fallbackLng: 'de',
    resources: { de: { translation: de }, en: { translation: en } },
    // React escapes already; twice would show "&amp;".
    interpolation: { escapeValue: false },
    returnNull: false,
    initAsync: false,
  });
};

/** Words with their language, for everything that also writes numbers, money or times. */
export const useWords = (): { readonly t: TFunction; readonly language: Language } => {
  const { t } = useTranslation();
  const language = useLooks((looks) => looks.language);
  return { t, language };
};

export type Label = { readonly de: string; readonly en: string };
