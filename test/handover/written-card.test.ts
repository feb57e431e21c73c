// The written card: the whole handover in words, to print, copy or mail.
import { describe, expect, it } from 'vitest';
import type { FieldSpec } from '../../shared/handover/field-schema.ts';
import { fieldsFor, STANDARD_FIELDS } from '../../shared/handover/fields.ts';
import type { Form } from '../../shared/handover/form.ts';
import { ownLines } from '../../shared/handover/own-words.ts';
import { writtenCard } from '../../shared/handover/written-card.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { cardWords } from '../../shared/views/card-words.ts';
import { fullForm } from '../case/story.ts';
import { NOON } from '../given.ts';
import { TELECOM } from '../pack.ts';

const words = cardWords(TELECOM);
/** Amounts and times are written with blanks that do not break. */
const tidy = (text: string): string => text.replaceAll(/[\u00a0\u202f]/g, ' ');

const own = (id: string, kind: FieldSpec['kind'], change: Partial<FieldSpec> = {}): FieldSpec => ({
  id,
  number: 101,
  label: { de: `Feld ${id}`, en: `Field ${id}` },
  kind,
  stage: 'send',
  requirement: { Fu: 'o', Hi: 'o', Co: 'o', Au: 'o' },
  personal: false,
  needs: [],
  section: 'way',
  ...change,
});
const option = (id: string, de: string, en: string) => ({ id, label: { de, en } });
const OPTIONS = [option('day', 'Tag', 'Day'), option('night', 'Nacht', 'Night')];
const OWN: readonly FieldSpec[] = [
  own('line', 'line'),
  own('choice', 'choice', { options: OPTIONS }),
  own('multi', 'multi', { options: OPTIONS }),
  own('money', 'money'),
  own('date', 'date'),
  own('moment', 'datetime'),
  own('flag', 'flag'),
  own('rows', 'rows', {
    columns: [
      { ...option('part', 'Teil', 'Part'), kind: 'line' },
      { ...option('price', 'Wert', 'Value'), kind: 'money' },
    ],
  }),
];
const VALUES: Readonly<Record<string, Json>> = {
  line: ' S-77 ',
  choice: 'night',
  multi: ['day', 'night'],
  money: 390_050,
  date: '2026-06-03',
  moment: NOON,
  flag: false,
  rows: [{ price: 3_900, part: 'Router' }, { part: 'Kabel' }],
};

describe('own fields in words', () => {
  it('[F19] are told by their kind, in the way of each language', () => {
    const lines = ownLines({ own: VALUES } as Form, OWN, words);
    expect(lines.map(({ id, text }) => [id, tidy(text.de), tidy(text.en)])).toEqual([
      ['line', 'S-77', 'S-77'],
      ['choice', 'Nacht', 'Night'],
      ['multi', 'Tag, Nacht', 'Day, Night'],
      ['money', '3.900,50 €', '€3,900.50'],
      ['date', '3.6.2026', '03/06/2026'],
      ['moment', 'Mi., 3.6., 12:00', 'Wed 03/06, 12:00'],
      ['flag', 'nein', 'no'],
      ['rows', 'Teil: Router, Wert: 39,00 €\nTeil: Kabel', 'Part: Router, Value: €39.00\nPart: Kabel'],
    ]);
    expect(lines[0]?.label).toEqual({ de: 'Feld line', en: 'Field line' });
  });
  it('[F19] are left out while empty, and told as they stand where the pack has changed since', () => {
    expect(ownLines({ own: { line: ' ', multi: [], rows: [] } } as Form, OWN, words)).toEqual([]);
    const texts = ownLines({ own: { choice: 'noon', date: 'soon', money: 'viel', rows: 'Router' } } as Form, OWN, words).map(
      ({ text }) => text.de,
    );
    expect(texts).toEqual(['noon', 'viel', 'soon', 'Router']);
    expect(ownLines({ own: { line: '…', date: '…' } } as Form, OWN, words).map(({ text }) => text.en)).toEqual(['…', '…']);
  });
});

describe('the written card', () => {
  const form = fullForm({
    kind: 'hierarchical',
    reason: { code: 'authority-exceeded', demanded: true },
    promises: { none: false, rows: [{ what: 'Rückruf', due: NOON, by: 'lena' }] },
    fallback: [{ if: 'nicht erreichbar', then: 'Brief' }],
    history: { contacts: 3, goodwill: 1_500 },
    callRef: { call: 'call-7', links: ['https://akte.example/7'] },
    complaint: { is: true, receivedOn: '2026-06-02' },
    target: { tier: 3, team: 'tl-abrechnung', person: null },
    own: { line: 'S-77', rows: [{ part: 'Router' }, { part: 'Kabel' }] },
  });
  const card = writtenCard(form, [...STANDARD_FIELDS, ...OWN], words);

  it('[F19] tells every filled field, section by section', () => {
    expect(tidy(card.de)).toBe(
      [
        'ANLIEGEN',
        'Kurzfassung: Rechnung März doppelt abgebucht',
        'Kundenwunsch: Gutschrift – Gutschrift über 40 Euro',
        'Offene Frage an die nächste Ebene: Darf ich 40 Euro gutschreiben?',
        'Gewünschte Entscheidung, Betrag, eigene Befugnis: Kulanzgutschrift 40,00 €, eigene Befugnis 15,00 €',
        'Eigene Empfehlung: gewähren, treuer Kunde',
        '',
        'BISHER',
        'Was wurde versucht: Buchungen verglichen – zwei Abbuchungen (Lena Brandt)',
        'Stimmung: verärgert, „So geht das nicht!“',
        'Frühere Kontakte, frühere Kulanz (12 Monate): 3 Kontakte, Kulanz in 12 Monaten 15,00 €',
        'Gesprächs-Kennung, Anlagen: call-7, https://akte.example/7',
        '',
        'DEM KUNDEN GESAGT',
        'Zusagen an den Kunden: Rückruf (bis Mi., 3.6., 12:00, Lena Brandt)',
        'Nächster Schritt, dem Kunden genannt: Wir melden uns bis morgen. (so gesagt)',
        'Frist gegenüber dem Kunden: Do., 4.6., 12:00',
        'Falls nicht erreichbar, falls abgelehnt: falls nicht erreichbar, dann Brief',
        '',
        'KUNDE UND RÜCKMELDUNG',
        'Rückmeldung: Frau Berger, Telefon 0221 123456, nachmittags',
        'Kunde, Vertrag, Identität geprüft: Kundenkennwort, V-77',
        '',
        'WEG',
        'Eskalationsart: hierarchisch',
        'Grund, vom Kunden verlangt: Eigene Befugnis reicht nicht, vom Kunden verlangt',
        'Dringlichkeit und Auswirkung: Dringlichkeit mittel, Auswirkung mittel',
        'Sicherheit, Recht, Presse, Behörde: nichts davon',
        'Beschwerde? Eingangsdatum: ja, eingegangen am 2.6.2026',
        'Ziel: Ebene, Team, Person: Teamleitung Abrechnung, Teamleitung',
        'Auf dieser Ebene nicht lösbar, weil: Befugnis fehlt',
        'Feld line: S-77',
        'Feld rows:',
        '- Teil: Router',
        '- Teil: Kabel',
      ].join('\n'),
    );
    expect(tidy(card.en)).toContain('goodwill in 12 months €15.00');
    expect(card.en.split('\n\n').map((part) => part.split('\n')[0])).toEqual([
      'MATTER',
      'SO FAR',
      'TOLD TO THE CUSTOMER',
      'CUSTOMER AND CALL BACK',
      'WAY',
    ]);
  });
  it('[F19] says why the customer was not told, and that nothing was promised', () => {
    const text = writtenCard(
      { nextStep: { text: '', told: false, notTold: 'call-dropped' }, promises: { none: true, rows: [] }, markers: ['law', 'press'] },
      STANDARD_FIELDS,
      words,
    );
    expect(text.en).toBe(
      [
        'TOLD TO THE CUSTOMER',
        'Promises to the customer: nothing promised',
        'Next step, told to the customer: not told to the customer: The call dropped',
        '',
        'WAY',
        'Safety, law, press, authority: law, press',
      ].join('\n'),
    );
  });
  it('[F19] leaves what was withheld as a gap, and an empty form empty', () => {
    expect(writtenCard({}, STANDARD_FIELDS, words)).toEqual({ de: '', en: '' });
    const withheld = { wish: { remedy: 'credit' }, tried: [{ who: 'lena' }], nextStep: { told: true, notTold: null } } as Form;
    expect(writtenCard(withheld, STANDARD_FIELDS, words).en).not.toMatch(/undefined|null|\[object/);
  });
  it('[F19] follows the sections and names of the pack', () => {
    const fields = fieldsFor(
      [{ id: 'summary', label: { de: 'Kurz', en: 'Short' }, section: 'b' }],
      [option('a', 'A', 'A'), option('b', 'Bé', 'Be')],
    );
    const text = writtenCard({ summary: 'x', question: 'y' }, fields, {
      ...words,
      sections: [option('b', 'Bé', 'Be'), option('a', 'A', 'A')],
    });
    expect(text.de).toBe('BÉ\nKurz: x\nOffene Frage an die nächste Ebene: y');
  });
});
