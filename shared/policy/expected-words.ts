// Words what a place of a policy pack expects, German and English, from what the schema says about it in English.
import type { Label } from './pack-schema.ts';

const TYPES: Readonly<Record<string, Label>> = {
  string: { de: 'ein Text in Anführungszeichen', en: 'a text in quotes' },
  number: { de: 'eine Zahl', en: 'a number' },
  int: { de: 'eine ganze Zahl', en: 'a whole number' },
  boolean: { de: 'true oder false', en: 'true or false' },
  array: { de: 'eine Liste in [ ]', en: 'a list in [ ]' },
  tuple: { de: 'ein Paar wie ["08:00", "17:00"]', en: 'a pair such as ["08:00", "17:00"]' },
  object: { de: 'ein Objekt in { }', en: 'an object in { }' },
  record: { de: 'ein Objekt in { }', en: 'an object in { }' },
};

export const DATE: Label = { de: 'ein Datum, das es gibt, wie "2026-12-24"', en: 'a date that exists, such as "2026-12-24"' };

/** The words of the schema itself, so that none stays English only. */
const FORMS: Readonly<Record<string, string>> = {
  'an id of small letters, digits and - . _ : (up to 80 characters)':
    'eine Kennung aus kleinen Buchstaben, Ziffern und - . _ : (bis zu 80 Zeichen)',
  'a field id such as "summary"': 'eine Feldkennung wie "summary"',
  'a time such as "08:00", at most "24:00"': 'eine Uhrzeit wie "08:00", höchstens "24:00"',
  'two or three capital letters that begin every case number': 'zwei oder drei Großbuchstaben, mit denen jede Vorgangsnummer beginnt',
  'a colour such as "#0b6e6e"': 'eine Farbe wie "#0b6e6e"',
  'three capital letters such as "EUR"': 'drei Großbuchstaben wie "EUR"',
  'an object such as { "minutes": 30 }, { "seconds": 60 } or { "days": 1, "at": "12:00" }':
    'ein Objekt wie { "minutes": 30 }, { "seconds": 60 } oder { "days": 1, "at": "12:00" }',
  'an object such as { "months": 12 } or { "days": 90 }': 'ein Objekt wie { "months": 12 } oder { "days": 90 }',
  '"from", "to" or both, in minor units, "from" not above "to"':
    '"from", "to" oder beides, in kleinsten Einheiten (Cent), "from" nicht größer als "to"',
  'an amount, a count, or both': 'ein Betrag (amount), eine Anzahl (count) oder beides',
  'an object such as { "hours": 24, "share": 100 } or { "workingDays": 4, "calendar": "service", "share": 100 }':
    'ein Objekt wie { "hours": 24, "share": 100 } oder { "workingDays": 4, "calendar": "service", "share": 100 }',
  'reasons with "once" (an amount) or "perDay" (steps)': 'Gründe mit "once" (ein Betrag) oder "perDay" (Stufen)',
  'a change of a standard field (id with label, hint, requirement, rules, section or softMax), or a field of your own with all its keys':
    'eine Änderung an einem Standardfeld (id mit label, hint, requirement, rules, section oder softMax) oder ein eigenes Feld mit allen Schlüsseln',
  'an id of small letters and digits': 'eine Kennung aus kleinen Buchstaben und Ziffern',
  'a key such as "part"': 'ein Schlüssel wie "part"',
  'a list of dates such as ["2026-12-24"], or a region such as { "country": "DE", "state": "BY" }':
    'eine Liste von Daten wie ["2026-12-24"] oder eine Region wie { "country": "DE", "state": "BY" }',
  'true, false, or a list of keys': 'true, false oder eine Liste von Schlüsseln',
};

/** The schema's word for a kind of value ("string", "array"). */
export const typeWords = (type: string): Label => TYPES[type] ?? { de: `ein Wert der Art ${type}`, en: `a value of type ${type}` };

/** The schema's own sentence; one nobody translated is told as it is, so that nothing is hidden. */
export const formWords = (english: string): Label => ({ de: FORMS[english] ?? english, en: english });

export const oneOf = (allowed: readonly string[]): Label => ({ de: `eines von ${allowed.join(', ')}`, en: `one of ${allowed.join(', ')}` });
