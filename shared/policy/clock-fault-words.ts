// Words what is wrong with the clocks of a policy pack in German and English: those that never end, and who is told in circles.
import { wordsOf, type Words } from './fault-words.ts';

const words = wordsOf('error');

export const CLOCK_WORDS = {
  'never-ends': words(
    'enthält {value}; im Kalender „{calendar}“ ist das in zwei Jahren nicht erreicht',
    'holds {value}, which the calendar "{calendar}" does not reach in two years',
    'Kürzen Sie das Ziel, oder öffnen Sie den Kalender länger.',
    'Shorten the target, or open that calendar for longer.',
  ),
  'tier-without-team': words(
    'nennt Ebene {value}, zu der kein Team gehört',
    'names tier {value}, which has no team',
    'Entfernen Sie die Ebene hier, oder ergänzen Sie ein Team dieser Ebene.',
    'Remove that tier here, or add a team of it.',
  ),
  'above-circle': words(
    'nennt {value}; von dort führt der Weg nach oben zu diesem Team zurück: {circle}',
    'names {value}, from where the way up leads back to this team: {circle}',
    'Nennen Sie ein Team, über dem dieses nicht steht, oder lassen Sie above weg.',
    'Name a team that this one does not stand above, or leave above out.',
  ),
  'above-outside': words(
    'nennt {value}; dieses Team gehört zum Auftraggeber, und dessen Leute führen hier niemanden',
    'names {value}, a team of the principal, whose people lead nobody here',
    'Nennen Sie ein Team des eigenen Hauses, oder lassen Sie above weg.',
    'Name a team of the house, or leave above out.',
  ),
  'contact-circle': words(
    'nennt {value}; von dort führt die Vertretung zurück: {circle}',
    'names {value}, from where the deputies lead back: {circle}',
    'Nennen Sie jemand anderen, oder lassen Sie deputy weg.',
    'Name somebody else, or leave deputy out.',
  ),
  'contact-clock': words(
    'nennt die Uhr {value}, die für Ebene "A" keine Zeile hat',
    'names the clock {value}, which has no row for tier "A"',
    'Nennen Sie „principal-answer“, oder geben Sie der Uhr eine Zeile für Ebene "A".',
    'Name "principal-answer", or give that clock a row for tier "A".',
  ),
} as const satisfies Readonly<Record<string, Words>>;
