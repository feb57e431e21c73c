// The words of the story's report, German and English; names and kinds of decisions are those of the pack.
import { starterPack } from '../../shared/packs/starter.ts';
import { BACKUP, CUSTOMERS, DROWNS, FAILS, OFFICES, type Day, type Label, type Place } from './script.ts';
import type { Fate, Standing } from './told.ts';

export type Language = 'de' | 'en';

const pack = starterPack('branch')!;
const nothing: Label = { de: '?', en: '?' };

export const personName = (id: string): string => pack.roster.find((row) => row.id === id)?.name ?? id;
export const kindName = (id: string, language: Language): string =>
  (pack.decisions.find((row) => row.id === id)?.label ?? nothing)[language];
export const teamName = (id: string, language: Language): string =>
  (pack.teams.find((row) => row.id === id)?.name ?? { de: id, en: id })[language];
export const officeName = (id: Place, language: Language): string => OFFICES.find((row) => row.id === id)!.name[language];
export const customerName = (id: string): string => CUSTOMERS.find((row) => row.id === id)?.name ?? id;

export const money = (cents: number, language: Language): string =>
  new Intl.NumberFormat(language === 'de' ? 'de-DE' : 'en-IE', { style: 'currency', currency: 'EUR' })
    .format(cents / 100)
    .replaceAll(' ', ' ');

export const dayName = (day: Day, language: Language): string =>
  new Intl.DateTimeFormat(language === 'de' ? 'de-DE' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  }).format(new Date(`${day}T12:00:00Z`));

export const T = {
  title: { de: 'Drei Außenstellen, eine Woche ohne Leitung', en: 'Three field offices, a week without a line' },
  intro: {
    de: 'Echte Prozesse: eine Zentrale, vier Arbeitsplätze mit eigenem Ordner und eigener Uhr. Alle Zahlen sagen die Arbeitsplätze und die Zentrale selbst.',
    en: 'Real processes: a hub, four workstations with folders and clocks of their own. All figures are what the workstations and the hub say.',
  },
  lastDay: { de: 'der letzte Tag mit Leitung', en: 'the last day with a line' },
  away: { de: 'ohne Leitung', en: 'no line' },
  held: { de: 'hält am Morgen', en: 'holds in the morning' },
  holdsNothing: { de: 'hält nichts, woraus etwas fest zugesagt werden kann', en: 'holds nothing a firm promise could be paid from' },
  limits: { de: 'Grenzen gelten zu', en: 'limits hold to' },
  noLimits: { de: 'alles nur unter Vorbehalt', en: 'everything only subject to confirmation' },
  left: { de: 'bleibt', en: 'leaves' },
  again: { de: 'aus dem Notizbuch, war Nr.', en: 'from the notebook, was no.' },
  back: { de: 'Die Leitung ist wieder da', en: 'The line is back' },
  gaveUp: { de: 'gibt auf', en: 'gives up' },
  reason: {
    lost: { de: 'Gerät verloren', en: 'workstation lost' },
    broken: { de: 'Platte defekt, aus alter Sicherung zurück', en: 'disk broken, put back from an old backup' },
  },
  fates: { de: 'Was aus jeder Entscheidung wurde', en: 'What became of each decision' },
  inAll: { de: 'zusammen', en: 'in all' },
  budgets: { de: 'Die Budgets an der Zentrale', en: 'The budgets at the hub' },
  before: { de: 'vor der Rückkehr', en: 'before the return' },
  after: { de: 'danach', en: 'afterwards' },
  spent: { de: 'ausgegeben', en: 'spent' },
  leased: { de: 'verliehen', en: 'leased' },
  free: { de: 'frei', en: 'free' },
  exceeded: { de: 'darüber hinaus', en: 'beyond' },
  limit: { de: 'Budget', en: 'budget' },
  toldSum: { de: 'Kunden zugesagt und angekommen', en: 'told to customers and arrived' },
  unknown: { de: 'mit der Platte verloren', en: 'lost with the disk' },
  givenUp: { de: 'davon gedeckt durch Aufgegebenes', en: 'covered by what was given up' },
  flags: { de: 'Was die Leitung ansehen muss', en: 'What the lead has to look at' },
  noFlags: { de: 'nichts', en: 'nothing' },
  onList: { de: 'steht auf der Liste von', en: 'is on the list of' },
  others: { de: 'weitere Zusagen an denselben Kunden dabei', en: 'further grants to the same customer shown with it' },
  knows: { de: 'der Arbeitsplatz weiß es', en: 'the workstation knows' },
  notebook: { de: 'steht nur im Notizbuch', en: 'stands in the notebook alone' },
  gone: { de: 'Arbeitsplatz weg', en: 'workstation gone' },
  wrong: { de: 'DER ARBEITSPLATZ WEISS ES NICHT', en: 'THE WORKSTATION DOES NOT KNOW' },
  allWell: {
    de: 'Alles geht auf: Budget = ausgegeben + verliehen + frei, jede Zusage steht oder liegt bei der Leitung, jeder weiß, was aus seiner wurde.',
    en: 'Everything adds up: budget = spent + leased + free, every promise stands or is with the lead, everybody knows what became of his.',
  },
  wrongAtAll: { de: 'Etwas geht nicht auf:', en: 'Something does not add up:' },
} as const;

export const STANDINGS: Readonly<Record<Standing, Label>> = {
  committed: { de: 'fest zugesagt', en: 'committed' },
  proposed: { de: 'unter Vorbehalt', en: 'proposed' },
  request: { de: 'angefragt', en: 'asked' },
  refused: { de: 'nicht zugesagt', en: 'not told' },
};

/** What happens in the evening of a day. */
export const EVENINGS: readonly { readonly day: Day; readonly what: Label }[] = [
  {
    day: BACKUP,
    what: { de: 'Am Abend kopiert Husum seinen Ordner.', en: 'In the evening Husum copies its folder.' },
  },
  {
    day: FAILS,
    what: {
      de: 'In der Nacht fällt in Husum die Platte aus; die Kopie vom Vortag kommt zurück. Was seitdem zugesagt wurde, steht nur im Notizbuch.',
      en: 'At night the disk in Husum fails; the copy of the day before is put back. What was told since stands in the notebook alone.',
    },
  },
  {
    day: DROWNS,
    what: {
      de: 'Am Abend steht der Wagen von Büsum unter Wasser: Gerät und Ordner sind verloren.',
      en: 'In the evening the van of Büsum is under water: machine and folder are lost.',
    },
  },
];

const CAUSES: Readonly<Record<string, Label>> = {
  'above-authority': { de: 'über der Befugnis', en: 'above authority' },
  'lease-written-off': { de: 'aus einem aufgegebenen Kontingent', en: 'out of a lease that was given up' },
  'draw-unpaid': { de: 'nicht aus dem Budget bezahlt', en: 'not paid out of the budget' },
  'policy-changed': { de: 'nach neuem Regelwerk nicht mehr', en: 'no longer under the new pack' },
  'authority-withdrawn': { de: 'Befugnis inzwischen entzogen', en: 'authority withdrawn meanwhile' },
};

const RULES: Readonly<Record<string, Label>> = {
  'customer-window': { de: 'Betrag je Kunde', en: 'amount per customer' },
  'customer-count': { de: 'Anzahl je Kunde', en: 'number per customer' },
  'agent-day': { de: 'Tagessumme', en: 'sum of a day' },
  'agent-count': { de: 'Anzahl am Tag', en: 'number in a day' },
  'per-decision': { de: 'Betrag je Entscheidung', en: 'amount per decision' },
};

const inWords = (words: Readonly<Record<string, Label>>, code: string, language: Language): string =>
  Object.hasOwn(words, code) ? words[code]![language] : code;

export const causeWords = ({ cause, rule }: Extract<Fate, { kind: 'flagged' }>, language: Language): string =>
  rule === null ? inWords(CAUSES, cause, language) : `${inWords(CAUSES, cause, language)} (${inWords(RULES, rule, language)})`;

export const fateWords = (fate: Fate, language: Language): string => {
  const german = language === 'de';
  switch (fate.kind) {
    case 'accepted':
      return german ? 'angenommen' : 'accepted';
    case 'granted':
      return german ? 'bestätigt, wie vorgeschlagen' : 'confirmed as proposed';
    case 'flagged':
      return `${german ? 'gilt, bestätigungsbedürftig' : 'stands, flagged'}: ${causeWords(fate, language)}`;
    case 'went-up':
      return `${german ? 'liegt zur Freigabe bei' : 'went up to'} ${fate.person === null ? teamName(fate.team, language) : personName(fate.person)}`;
    case 'refused':
      return `${german ? 'abgelehnt' : 'refused'}: ${fate.code}`;
    case 'lost-with-disk': {
      const lost = german ? 'mit der Platte verloren' : 'lost with the disk';
      return fate.again === null ? lost : `${lost}${german ? ', neu erfasst als Nr.' : ', entered again as no.'} ${fate.again}`;
    }
    case 'nothing-said':
      return german ? 'nichts zugesagt' : 'nothing told';
    case 'unknown':
      return german ? 'UNBEKANNT' : 'UNKNOWN';
  }
};
