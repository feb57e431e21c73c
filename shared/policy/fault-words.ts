// Words every kind of fault of a policy pack in German and English: what is wrong, and what to write instead.
import type { Label } from './pack-schema.ts';

export type Words = { readonly severity: 'error' | 'warning'; readonly message: Label; readonly cure: Label };
export const wordsOf =
  (severity: Words['severity']) =>
  (de: string, en: string, cureDe: string, cureEn: string): Words => ({ severity, message: { de, en }, cure: { de: cureDe, en: cureEn } });
const words = wordsOf('error');

/** `{value}` is the value found, `{other names}` come from the fault's data. The message follows the place: "teams[2].lead is missing". */
export const FAULT_WORDS = {
  // the shape
  missing: words('fehlt', 'is missing', 'Ergänzen Sie es: {expected}.', 'Add it: {expected}.'),
  'wrong-type': words(
    'enthält {value}, erwartet wird aber: {expected}',
    'holds {value}, but {expected} is expected',
    'Schreiben Sie hier: {expected}.',
    'Write here: {expected}.',
  ),
  'wrong-form': words(
    'enthält {value}; das hat die falsche Form',
    'holds {value}, which has the wrong form',
    'Schreiben Sie {expected}.',
    'Write {expected}.',
  ),
  'not-one-of': words(
    'enthält {value}; das ist keiner der erlaubten Werte',
    'holds {value}, which is none of the allowed values',
    'Schreiben Sie einen von {allowed}.',
    'Write one of {allowed}.',
  ),
  'too-small': words(
    'enthält {value}; das ist zu klein oder zu kurz',
    'holds {value}, which is too small or too short',
    'Mindestens {minimum}.',
    'Give at least {minimum}.',
  ),
  'too-big': words(
    'enthält {value}; das ist zu groß oder zu lang',
    'holds {value}, which is too big or too long',
    'Höchstens {maximum}.',
    'Give at most {maximum}.',
  ),
  'unknown-key': words(
    'ist ein Schlüssel, den es hier nicht gibt: „{key}“',
    'is a key that is not known here: "{key}"',
    'Entfernen Sie ihn oder berichtigen Sie seine Schreibweise.',
    'Remove it or correct its spelling.',
  ),
  // references
  'unknown-reference': words(
    'nennt {value}; das ist kein Eintrag von „{list}“',
    'names {value}, which is no entry of "{list}"',
    'Nehmen Sie einen von {known}, oder ergänzen Sie {value} in „{list}“.',
    'Use one of {known}, or add {value} to "{list}".',
  ),
  'duplicate-id': words(
    'enthält {value}; das steht in „{list}“ schon einmal',
    'holds {value}, which stands in "{list}" already',
    'Geben Sie jedem Eintrag von „{list}“ eine eigene Kennung.',
    'Give each entry of "{list}" an id of its own.',
  ),
  'points-to-itself': words(
    'nennt {value} selbst',
    'names {value} itself',
    'Nennen Sie einen anderen Eintrag, oder entfernen Sie die Angabe.',
    'Name another entry, or remove it.',
  ),
  'route-tier': words(
    'nennt Ebene {value}; Team „{team}“ gehört zu einer anderen',
    'names tier {value}, but team "{team}" is of another one',
    'Schreiben Sie {tier}, die Ebene dieses Teams.',
    'Write {tier}, the tier of that team.',
  ),
  'person-not-in-team': words(
    'nennt {value}, aber nicht aus Team „{team}“',
    'names {value}, who does not belong to team "{team}"',
    'Nennen Sie jemanden aus diesem Team, oder nehmen Sie die Person in das Team auf.',
    'Name a person of that team, or add the team to that person.',
  ),
  'contact-inside': words(
    'nennt {value}, aber Ebene {tier} gehört zum eigenen Haus',
    'names {value}, but tier {tier} is inside the house',
    'Entfernen Sie contact, oder führen Sie die Zeile zu einem Team der Ebene "A".',
    'Remove contact, or lead the row to a team of tier "A".',
  ),
  'no-route': words(
    'führt als Grund „{reason}“ von Team „{team}“ nirgendwohin (Kategorie {category}, Kanal {channel}, Priorität {priority})',
    'leads as reason "{reason}" nowhere from team "{team}" (category {category}, channel {channel}, priority {priority})',
    'Ergänzen Sie eine Zeile der Matrix dafür, oder eine letzte Zeile ohne Bedingungen.',
    'Add a matrix row for it, or a last row without conditions.',
  ),
  'marker-no-route': words(
    'erzwingt für das Merkmal {value} von Team „{team}“ keinen Weg',
    'forces for the marker {value} no route from team "{team}"',
    'Ergänzen Sie eine Zeile, deren einzige Bedingung dieses Merkmal ist.',
    'Add a matrix row whose only condition is this marker.',
  ),
  // decisions
  'limit-unknown-tier': words(
    'gilt für eine Ebene {tier}, die „tiers“ nicht kennt',
    'is for a tier {tier} that "tiers" does not know',
    'Entfernen Sie die Grenze oder ergänzen Sie die Ebene.',
    'Remove this limit or add the tier.',
  ),
  'percent-of-count': words(
    'ist ein Prozentsatz der Rechnung; bei einer Anzahl hat er keinen Sinn',
    'is a percent of the bill, which makes no sense for a count',
    'Entfernen Sie percentOfBill, oder setzen Sie unit auf "money".',
    'Remove percentOfBill or set unit to "money".',
  ),
  'four-eyes-gap': words(
    'beginnt mit {value} über der Grenze der Ebene 4: dazwischen entscheidet niemand',
    'begins with {value} above the limit of tier 4: nobody decides in between',
    'Schreiben Sie die Grenze der Ebene 4, oder weniger.',
    'Write the limit of tier 4, or less.',
  ),
  'budget-of-principal': words(
    'nennt ein Team, obwohl das Budget dem Auftraggeber gehört',
    "names a team although the budget is the principal's",
    'Entfernen Sie team, oder setzen Sie scope auf "team".',
    'Remove team, or set scope to "team".',
  ),
  // calendars and clocks
  'unknown-zone': words(
    'nennt {value}; das ist keine Zeitzone',
    'names {value}, which is no time zone',
    'Schreiben Sie einen IANA-Namen wie "Europe/Berlin".',
    'Write an IANA name such as "Europe/Berlin".',
  ),
  'unknown-country': words(
    'nennt {value}; für dieses Land sind keine Feiertage bekannt',
    'names {value}, a country of which no holidays are known',
    'Schreiben Sie einen Code nach ISO 3166-1 wie "DE", oder eine Liste von Daten.',
    'Write an ISO 3166-1 code such as "DE", or a list of dates.',
  ),
  'unknown-state': words(
    'nennt {value}; das gehört nicht zu „{within}“',
    'names {value}, which is no part of "{within}"',
    'Nehmen Sie einen von {known}, oder lassen Sie {key} weg.',
    'Use one of {known}, or leave {key} out.',
  ),
  'no-states': words(
    'nennt {value}; zu „{within}“ ist kein Eintrag für {key} bekannt',
    'names {value}, but no {key} is known of "{within}"',
    'Lassen Sie {key} weg.',
    'Leave {key} out.',
  ),
  'closed-and-open': words(
    'nennt {value}; dieser Tag steht auch unter closed',
    'names {value}, a day that stands under closed as well',
    'Behalten Sie einen der beiden Einträge.',
    'Keep one of the two entries.',
  ),
  'unknown-currency': words(
    'nennt {value}; das ist keine Währung',
    'names {value}, which is no currency',
    'Schreiben Sie einen Code nach ISO 4217 wie "EUR".',
    'Write an ISO 4217 code such as "EUR".',
  ),
  'interval-order': words(
    'enthält {value}; das endet, bevor es beginnt, oder überschneidet das vorige',
    'holds {value}, which ends before it begins or overlaps the one before',
    'Schreiben Sie die Zeiten eines Tages der Reihe nach, jede mit dem Ende nach dem Anfang.',
    'Write the intervals of a day in order, each ending after it begins.',
  ),
  'never-open': words(
    'hat in einem Jahr keine offene Minute',
    'has no open minute in a year',
    'Öffnen Sie den Kalender an mindestens einem Wochentag.',
    'Open it on at least one day of the week.',
  ),
  'reserved-id': words(
    'heißt „{id}“; das Wort hat eine eigene Bedeutung',
    'is called "{id}", a word with a meaning of its own',
    'Wählen Sie eine andere Kennung.',
    'Choose another id.',
  ),
  'clock-twice': words(
    'nennt die Uhr {value} zum zweiten Mal für dieselbe Ebene',
    'names clock {value} a second time for the same tier',
    'Behalten Sie eine der Zeilen, oder geben Sie ihnen verschiedene Ebenen.',
    'Keep one of the rows, or give them different tiers.',
  ),
  'clock-missing': words(
    'hat für die Uhr „{clock}“ keine Zeile für Ebene {tier}',
    'has for the clock "{clock}" no row for tier {tier}',
    'Ergänzen Sie eine Zeile dafür.',
    'Add a row for it.',
  ),
  'target-missing': words(
    'ist ohne Ziel; das darf nur „accept-live“',
    'is without a target; only "accept-live" may be',
    'Schreiben Sie ein Ziel wie { "minutes": 30 }.',
    'Write a target such as { "minutes": 30 }.',
  ),
  'wait-too-long': words(
    'läuft länger als maxDays ({maxDays})',
    'runs longer than maxDays ({maxDays})',
    'Kürzen Sie expiry, oder erhöhen Sie maxDays.',
    'Shorten the expiry or raise maxDays.',
  ),
} as const satisfies Readonly<Record<string, Words>>;
