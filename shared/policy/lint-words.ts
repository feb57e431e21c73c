// Words what a sound policy pack can still get wrong, German and English: gaps, overlaps, rows without effect, limits that fall.
import { wordsOf, type Words } from './fault-words.ts';

const error = wordsOf('error');
const warning = wordsOf('warning');

/** An error says that a rule cannot do what is written; a warning, that it may not be what was meant. */
export const LINT_WORDS = {
  // the matrix
  'row-unreachable': error(
    '({value}) greift nie: jeden ihrer Fälle fangen vorher {by} ab',
    '({value}) never applies: before it, {by} catch every one of its cases',
    'Stellen Sie die Zeile davor, oder machen Sie jene Zeilen enger.',
    'Put this row before them, or narrow those rows.',
  ),
  'row-never': error(
    '({value}) greift nie: kein Fall passt, der von dort zu ihrem Team führen könnte',
    '({value}) never applies: no case fits that could lead from there to its team',
    'Prüfen Sie fromTier und fromTeam: ein Weg führt nie zum eigenen Team und nie zu einer niedrigeren Ebene.',
    'Check fromTier and fromTeam: a route never leads to the own team, nor to a lower tier.',
  ),
  'row-overlap': error(
    '({value}) überschneidet sich mit der Zeile „{other}“: dieselben Fälle ({example}), verschiedene Ziele, und nur die Reihenfolge entscheidet',
    '({value}) overlaps with row "{other}": the same cases ({example}), different targets, and only their order decides',
    'Trennen Sie die Bedingungen, oder geben Sie einer der Zeilen eine engere.',
    'Separate the conditions, or give one of the rows a narrower one.',
  ),
  // decisions
  'decision-no-tier': error(
    'geben keiner Ebene etwas: {value} kann niemand gewähren',
    'give no tier anything: nobody can grant {value}',
    'Geben Sie mindestens einer Ebene eine Grenze, oder entfernen Sie die Entscheidung.',
    'Give at least one tier a limit, or remove the decision.',
  ),
  'limit-falls': error(
    'fällt mit steigender Ebene: {value} ist weniger als {before} der Ebene {lower}',
    'falls with rising tier: {value} is less than {before} of tier {lower}',
    'Geben Sie der höheren Ebene mindestens so viel wie der niedrigeren.',
    'Give the higher tier at least as much as the lower one.',
  ),
  'cap-falls': error(
    'fällt mit steigender Ebene: {value} ist im selben Fenster weniger als {before} der Ebene {lower}',
    'falls with rising tier: {value} is in the same window less than {before} of tier {lower}',
    'Geben Sie der höheren Ebene mindestens so viel wie der niedrigeren.',
    'Give the higher tier at least as much as the lower one.',
  ),
  'cap-twice': error(
    'begrenzt dasselbe wie „{other}“ noch einmal',
    'caps the same as "{other}" once more',
    'Behalten Sie eine der beiden Grenzen.',
    'Keep one of the two caps.',
  ),
  'formula-twice': error(
    'nennt den Grund {value}, den „{other}“ schon berechnet',
    'names the reason {value}, which "{other}" computes already',
    'Nennen Sie jeden Grund in einer einzigen Formel.',
    'Name each reason in one formula only.',
  ),
  'formula-order': error(
    'beginnt mit Tag {value} nicht nach dem Schritt davor',
    'begins with day {value} not after the step before',
    'Ordnen Sie die Schritte nach fromDay, jeden Tag einmal.',
    'Order the steps by fromDay, each day once.',
  ),
  'staleness-order': error(
    'folgt nicht auf die Stufe davor: später und mit kleinerem Anteil',
    'does not follow the step before: later, and with a smaller share',
    'Ordnen Sie die Stufen nach der Zeit, die Anteile fallend.',
    'Order the steps by time, their shares falling.',
  ),
  'lease-none': error(
    'behält mit {value} das ganze Budget in der Zentrale: ohne Verbindung entscheidet niemand',
    'keeps with {value} the whole budget at the centre: nobody decides without a connection',
    'Schreiben Sie weniger als 100, üblich sind 20 bis 30.',
    'Write less than 100, usual are 20 to 30.',
  ),
  'lease-late': warning(
    'holt Nachschub erst, wenn nichts mehr da ist ({value})',
    'asks for more only when nothing is left ({value})',
    'Schreiben Sie etwa 30.',
    'Write about 30.',
  ),
  'lease-always': warning(
    'holt nach jeder Entscheidung Nachschub ({value})',
    'asks for more after every decision ({value})',
    'Schreiben Sie etwa 30.',
    'Write about 30.',
  ),
  'lease-large': warning(
    'ist mit {value} mehr, als die Zentrale von einem Budget über {budget} je abgibt',
    'is with {value} more than the centre ever hands out of a budget of {budget}',
    'Senken Sie least oder reserve, oder heben Sie das Budget an.',
    'Lower least or reserve, or raise the budget.',
  ),
  'blind-above': warning(
    'erlaubt bei unbekannten Kunden mehr ({value}) als bei bekannten ({most})',
    'allows more for unknown customers ({value}) than for known ones ({most})',
    'Senken Sie blind, oder heben Sie perCustomer an.',
    'Lower blind, or raise perCustomer.',
  ),
  'term-not-asked': error(
    'braucht „{term}“, wonach der Bildschirm nicht fragt',
    'needs "{term}", which the screen does not ask for',
    'Ergänzen Sie "{term}" in terms dieser Entscheidung.',
    'Add "{term}" to the terms of this decision.',
  ),
  'cap-without-say': warning(
    'begrenzt Ebene {tier}, die hier nichts zu entscheiden hat',
    'caps tier {tier}, which has no say here',
    'Entfernen Sie die Ebene, oder geben Sie ihr eine Grenze.',
    'Remove the tier, or give it a limit.',
  ),
  'quick-too-high': warning(
    'bietet {value} als schnellen Betrag an; keine Ebene gewährt mehr als {highest}',
    'offers {value} as a quick amount, but no tier grants more than {highest}',
    'Entfernen oder senken Sie den schnellen Betrag.',
    'Remove or lower the quick amount.',
  ),
  'paper-never': warning(
    'verlangt die Unterlage erst über {value}, und mehr gewährt niemand',
    'asks for the paper only above {value}, and nobody grants more',
    'Senken Sie „above“, oder entfernen Sie die Unterlage.',
    'Lower "above", or remove the paper.',
  ),
  'four-eyes-below': warning(
    'beginnt mit {value} unter der Grenze der Ebene 4 ({top}), die so nie allein gilt',
    'begins with {value} below the limit of tier 4 ({top}), which so never holds alone',
    'Schreiben Sie bei beiden denselben Betrag.',
    'Write the same amount for both.',
  ),
  'ceiling-below': warning(
    'liegt mit {value} unter einer Grenze, die mehr erlaubt ({top})',
    'lies with {value} below a limit that allows more ({top})',
    'Heben Sie ceiling an, oder senken Sie die Grenzen.',
    'Raise the ceiling, or lower the limits.',
  ),
  'currency-digits': warning(
    'kennt keine Unterteilung; Beträge wie {example} sehen aus, als stünden sie in Hundertsteln',
    'has no minor unit; amounts such as {example} look as if they were written in hundredths',
    'Schreiben Sie Beträge in {value} ohne Nachkommastellen: 1500 sind 1500 {value}.',
    'Write amounts in {value} without decimals: 1500 is 1500 {value}.',
  ),
  'lead-outside': warning(
    'nennt {value}, aber nicht aus dem eigenen Team „{team}“',
    'names {value}, who does not belong to the team "{team}"',
    'Nehmen Sie die Leitung in das Team auf.',
    'Add the lead to that team.',
  ),
} as const satisfies Readonly<Record<string, Words>>;
