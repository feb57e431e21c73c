// Knows the words the program says outside its windows; no name and no matter of a customer stands there.
export type Language = 'de' | 'en';

type Words = {
  readonly open: string;
  readonly alerts: (count: number) => string;
  readonly quit: string;
  readonly tip: (count: number) => string;
};

const WORDS: Readonly<Record<Language, Words>> = {
  de: {
    open: 'Stafette öffnen',
    alerts: (count) => (count === 0 ? 'Hinweise' : `Hinweise (${count} dringend)`),
    quit: 'Stafette beenden',
    tip: (count) => (count === 0 ? 'Stafette' : `Stafette · ${count} dringend`),
  },
  en: {
    open: 'Open Stafette',
    alerts: (count) => (count === 0 ? 'Alerts' : `Alerts (${count} pressing)`),
    quit: 'Quit Stafette',
    tip: (count) => (count === 0 ? 'Stafette' : `Stafette · ${count} pressing`),
  },
};

export const trayWords = (language: Language): Words => WORDS[language];
