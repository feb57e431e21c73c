// Knows the sentences a start says in the terminal, in German and English.

export type Language = 'de' | 'en';
export type WhyBrowser = 'asked' | 'no-display' | 'root' | 'no-binary';

type Words = {
  readonly browserBecause: Readonly<Record<WhyBrowser, string>>;
  readonly fetching: string;
  readonly ready: (dir: string) => string;
  readonly link: (url: string) => string;
  readonly opened: string;
  readonly enter: string;
  readonly again: string;
  readonly ending: string;
  readonly ended: string;
  readonly runsAlready: (dir: string) => string;
  readonly portTaken: (port: number) => string;
  readonly otherPort: (port: number) => string;
  readonly noDesktop: (why: string) => string;
};

const de: Words = {
  browserBecause: {
    asked: 'Stafette läuft im Browser, wie verlangt.',
    'no-display': 'Stafette läuft im Browser: Dieser Rechner hat keine grafische Oberfläche für das Desktop-Programm.',
    root: 'Stafette läuft im Browser: Als root startet das Desktop-Programm aus Sicherheitsgründen nicht.',
    'no-binary': 'Stafette läuft im Browser: Das Desktop-Programm (Electron) ist nicht installiert und war jetzt nicht ladbar.',
  },
  fetching: 'Das Desktop-Programm (Electron, rund 110 MB) wird einmalig geladen … (--host browser vermeidet das)',
  ready: (dir) => `Bereit. Daten: ${dir}`,
  link: (url) => `Öffnen Sie diesen Link (gilt einmal, 10 Minuten):\n  ${url}`,
  opened: 'Ihr Browser wurde damit geöffnet.',
  enter: 'Eingabetaste: neuer Link · Strg+C: beenden',
  again: 'Neuer Link (gilt einmal, 10 Minuten):',
  ending: 'Stafette wird beendet …',
  ended: 'Beendet. Alles ist gespeichert.',
  runsAlready: (dir) => `Stafette läuft schon auf ${dir}.`,
  portTaken: (port) => `Der Port ${port} ist belegt. Wählen Sie mit --port einen anderen, oder lassen Sie --port weg.`,
  otherPort: (port) => `Der übliche Port ist belegt, darum ${port}.`,
  noDesktop: (why) => `${why} Ohne --host desktop startet Stafette im Browser.`,
};

const en: Words = {
  browserBecause: {
    asked: 'Stafette runs in the browser, as asked.',
    'no-display': 'Stafette runs in the browser: this machine has no display for the desktop program.',
    root: 'Stafette runs in the browser: for safety the desktop program does not start as root.',
    'no-binary': 'Stafette runs in the browser: the desktop program (Electron) is not installed and could not be fetched now.',
  },
  fetching: 'Fetching the desktop program once (Electron, about 110 MB) … (--host browser avoids this)',
  ready: (dir) => `Ready. Data: ${dir}`,
  link: (url) => `Open this link (good once, for 10 minutes):\n  ${url}`,
  opened: 'Your browser was opened with it.',
  enter: 'Enter: new link · Ctrl+C: stop',
  again: 'New link (good once, for 10 minutes):',
  ending: 'Stopping Stafette …',
  ended: 'Stopped. Everything is stored.',
  runsAlready: (dir) => `Stafette already runs on ${dir}.`,
  portTaken: (port) => `Port ${port} is taken. Choose another with --port, or leave --port away.`,
  otherPort: (port) => `The usual port is taken, hence ${port}.`,
  noDesktop: (why) => `${why} Without --host desktop Stafette starts in the browser.`,
};

const words: Readonly<Record<Language, Words>> = { de, en };
export const startWords = (language: Language): Words => words[language];
