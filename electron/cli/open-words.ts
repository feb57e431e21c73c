// Knows the sentences of calls that are announced: what of a link does not fit, and why a desk did not take it.
import type { Words } from './command.ts';

export const OPEN_SENTENCES: Readonly<Record<string, Words>> = {
  'link-foreign': {
    de: 'Das ist kein Link der Form stafette://call?caller=…&customer=…&principal=…&case=…&call=…',
    en: 'This is no link of the form stafette://call?caller=…&customer=…&principal=…&case=…&call=…',
  },
  'link-long': { de: 'Der Link ist länger als {limit} Zeichen.', en: 'The link is longer than {limit} characters.' },
  'link-spelling': {
    de: 'Die Prozentzeichen des Links sind unvollständig geschrieben; ein Prozentzeichen selbst ist %25.',
    en: "The link's percent signs are written incompletely; a percent sign itself is %25.",
  },
  'link-unknown-key': {
    de: 'Die Angabe „{key}“ kennt Stafette nicht; möglich sind: {known}.',
    en: 'Stafette does not know "{key}"; possible are: {known}.',
  },
  'link-twice': { de: '„{key}“ steht zweimal da; gemeint sein kann nur eines.', en: '"{key}" is given twice; only one can be meant.' },
  'link-bad-value': {
    de: 'Die Angabe zu „{key}“ hat nicht die erwartete Form.',
    en: 'What is given for "{key}" is not of the expected form.',
  },
  'link-empty': {
    de: 'Es ist nichts angegeben; nötig ist wenigstens eines von: {known}.',
    en: 'Nothing is given; at least one is needed of: {known}.',
  },
  'pop-too-many': {
    de: 'Zu viele Anrufe auf einmal; bitte versuchen Sie es in einigen Sekunden wieder.',
    en: 'Too many calls at once; please try again in a few seconds.',
  },
  'pop-principal': {
    de: 'Den Auftraggeber „{principal}“ gibt es hier nicht; möglich sind: {known}.',
    en: 'There is no principal "{principal}" here; possible are: {known}.',
  },
  'not-running': {
    de: 'Auf dem Datenordner „{dir}“ läuft Stafette nicht. „npx stafette start“ startet es; dann kommt der Anruf an.',
    en: 'Stafette does not run on the data folder "{dir}". "npx stafette start" starts it; then the call arrives.',
  },
  'call-announced': { de: 'Der Anruf steht jetzt in {windows} Fenstern.', en: 'The call now stands in {windows} windows.' },
  'call-announced-one': { de: 'Der Anruf steht jetzt in einem Fenster.', en: 'The call now stands in one window.' },
  'call-announced-none': {
    de: 'Der Anruf wartet; noch ist kein Fenster offen. „npx stafette start“ zeigt den Link dazu.',
    en: 'The call waits; no window is open yet. "npx stafette start" shows the link to one.',
  },
  'call-handed-over': { de: 'Der Anruf ist dem Desktop-Programm übergeben.', en: 'The call was handed to the desktop program.' },
};
