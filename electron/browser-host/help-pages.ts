// Knows the small pages for people who stand before a closed door: what happened, and how to come in.

export type HelpPage = 'used' | 'expired' | 'unknown' | 'no-cookie' | 'foreign' | 'stranger';

type Words = { readonly title: string; readonly text: string };

const pages: Readonly<Record<HelpPage, { readonly de: Words; readonly en: Words }>> = {
  used: {
    de: {
      title: 'Dieser Link wurde schon benutzt',
      text: 'Jeder Link öffnet Stafette genau einmal. Wenn nicht Sie ihn geöffnet haben, beenden Sie Stafette im Terminal.',
    },
    en: {
      title: 'This link was already used',
      text: 'Each link opens Stafette exactly once. If it was not you who opened it, stop Stafette in the terminal.',
    },
  },
  expired: {
    de: { title: 'Dieser Link ist abgelaufen', text: 'Ein Link gilt nur wenige Minuten.' },
    en: { title: 'This link has expired', text: 'A link is valid for a few minutes only.' },
  },
  unknown: {
    de: {
      title: 'Diesen Link kennt Stafette nicht',
      text: 'Vielleicht wurde er unvollständig kopiert, oder Stafette ist seither neu gestartet.',
    },
    en: { title: 'Stafette does not know this link', text: 'Perhaps it was copied in part, or Stafette was restarted since.' },
  },
  'no-cookie': {
    de: {
      title: 'Dieser Browser ist nicht angemeldet',
      text: 'Stafette öffnet sich nur mit einem Link aus dem Terminal, damit kein anderes Programm und keine andere Seite hineinkommt.',
    },
    en: {
      title: 'This browser has not come in yet',
      text: 'Stafette opens only by a link from the terminal, so that no other program and no other page gets in.',
    },
  },
  foreign: {
    de: {
      title: 'Aufruf von einer anderen Seite',
      text: 'Stafette antwortet nur seiner eigenen Seite. Fügen Sie den Link in die Adresszeile ein, statt ihn auf einer Seite anzuklicken.',
    },
    en: {
      title: 'Called from another page',
      text: 'Stafette answers only its own page. Paste the link into the address bar instead of clicking it on a page.',
    },
  },
  stranger: {
    de: { title: 'Ein anderer Benutzer dieses Rechners', text: 'Der Link gilt nur für die Person, die Stafette gestartet hat.' },
    en: { title: 'Another user of this computer', text: 'The link is only for the person who started Stafette.' },
  },
};

const ways = {
  de: [
    'So kommen Sie hinein',
    'Drücken Sie im Terminal, in dem Stafette läuft, die Eingabetaste: Es zeigt einen neuen Link.',
    'Oder rufen Sie dort noch einmal auf:',
  ],
  en: ['How to come in', 'Press Enter in the terminal in which Stafette runs: it shows a new link.', 'Or call once more there:'],
} as const;

/** German when the browser asks for German before English, else English. */
export const languageOf = (acceptLanguage: string | undefined): 'de' | 'en' => {
  const first = (acceptLanguage ?? '')
    .split(',')
    .map((part) => part.trim().slice(0, 2).toLowerCase())
    .find((part) => part === 'de' || part === 'en');
  return first === 'de' ? 'de' : 'en';
};

export const helpPage = (page: HelpPage, language: 'de' | 'en'): string => {
  const { title, text } = pages[page][language];
  const [how, enter, again] = ways[language];
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title} · Stafette</title>
<style>:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1rem}h1{font-size:1.4rem}h2{font-size:1rem}code{font-size:1.05em}</style></head>
<body><main><h1>${title}</h1><p>${text}</p><h2>${how}</h2><ul><li>${enter}</li><li>${again} <code>npx stafette start</code></li></ul></main></body></html>
`;
};
