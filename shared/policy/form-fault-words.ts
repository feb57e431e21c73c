// Words what can be wrong with the form of a pack, German and English: fields nobody could fill, conditions that never hold.
import { wordsOf } from './fault-words.ts';

const words = wordsOf('error');

export const FORM_WORDS = {
  'field-taken': words(
    'enthält {value}; das gehört einem Standardfeld des Formulars',
    'holds {value}, which belongs to a standard field of the form',
    'Geben Sie dem eigenen Feld eine andere id und eine Nummer ab {free}; an einem Standardfeld ändern sich nur label, hint, requirement, rules, section und softMax.',
    'Give the field of your own another id and a number from {free} up; of a standard field only label, hint, requirement, rules, section and softMax may change.',
  ),
  'number-taken': words(
    'enthält {value}; diese Nummer trägt schon das eigene Feld „{field}“',
    'holds {value}; the field "{field}" of your own has that number already',
    'Geben Sie jedem eigenen Feld eine eigene Nummer ab {free}.',
    'Give each field of your own a number of its own from {free} up.',
  ),
  'name-reserved': words(
    'enthält {value}; diesen Namen braucht das Programm selbst',
    'holds {value}, a name the program needs itself',
    'Nehmen Sie einen anderen Namen, etwa {instead}.',
    'Use another name, such as {instead}.',
  ),
  'unknown-field': words(
    'enthält {value}; das ist kein Standardfeld, und für ein eigenes fehlen Schlüssel',
    'holds {value}, which is no standard field, and for one of your own keys are missing',
    'Berichtigen Sie die id, oder geben Sie number, label, kind, stage, requirement und personal an.',
    'Correct the id, or give number, label, kind, stage, requirement and personal.',
  ),
  'no-choice': words(
    'fehlt: bei kind {kind} gibt es nichts zu wählen, und niemand kann „{field}“ ausfüllen',
    'is missing: with kind {kind} there is nothing to choose from, and nobody can fill "{field}"',
    'Ergänzen Sie options: [{ "id": …, "label": { "de": …, "en": … } }, …].',
    'Add options: [{ "id": …, "label": { "de": …, "en": … } }, …].',
  ),
  'no-columns': words(
    'fehlt: bei kind {kind} gibt es nichts einzutragen, und niemand kann „{field}“ ausfüllen',
    'is missing: with kind {kind} there is nothing to enter, and nobody can fill "{field}"',
    'Ergänzen Sie columns: [{ "id": …, "label": …, "kind": "line" }, …].',
    'Add columns: [{ "id": …, "label": …, "kind": "line" }, …].',
  ),
  'idle-key': words(
    'bewirkt bei kind {kind} nichts',
    'has no effect with kind {kind}',
    'Entfernen Sie {key}, oder wählen Sie {kinds} als kind.',
    'Remove {key}, or choose {kinds} as the kind.',
  ),
  'nothing-to-tick': words(
    'ist leer, das Formular verlangt aber „{field}“ ({columns}): niemand kann es ausfüllen',
    'is empty, but the form requires "{field}" ({columns}): nobody can fill it',
    'Ergänzen Sie Schritte, oder setzen Sie die requirement von „{field}“ in diesen Spalten auf "o".',
    'Add steps, or set the requirement of "{field}" in these columns to "o".',
  ),
  'own-field-stage': words(
    'enthält {value}: dann hat das eigene Feld „{field}“ keinen Platz, und niemand kann es ausfüllen',
    'holds {value}: then the field "{field}" of your own has no place, and nobody can fill it',
    'Schreiben Sie "send"; nur dort stehen eigene Felder.',
    'Write "send"; only there own fields stand.',
  ),
  'not-by-system': words(
    'enthält {value}, aber das Programm kann „{field}“ nicht selbst ausfüllen, und sonst verlangt es niemand',
    'holds {value}, but the program cannot fill "{field}" itself, and nobody else is asked for it',
    'Schreiben Sie "R", "r" oder "o".',
    'Write "R", "r" or "o".',
  ),
  'condition-never': words(
    'gilt nie: {why}',
    'never holds: {why}',
    'Berichtigen Sie die Bedingung, oder entfernen Sie sie.',
    'Correct the condition, or remove it.',
  ),
  'rule-idle': words(
    'kommt nie zum Zug: die Regel {by} davor gilt in jedem seiner Fälle',
    'is never asked: rule {by} before it holds in every one of its cases',
    'Stellen Sie diese Regel davor, oder machen Sie jene enger.',
    'Put this rule before it, or narrow that one.',
  ),
} as const;
