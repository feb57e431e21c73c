// Holds the knowledge articles of the car maker and the insurer, German and English: what whoever answers looks up most often.
import type { PackInput } from '../policy/pack-schema.ts';

export type Article = NonNullable<PackInput['guidance']['articles']>[number];
type Text = { readonly title: string; readonly words: readonly string[]; readonly body: readonly string[] };

/** An article of a trade, its text line by line. */
export const article = (id: string, categories: readonly string[], de: Text, en: Text): Article => ({
  id,
  title: { de: de.title, en: en.title },
  categories: [...categories],
  words: { de: [...de.words], en: [...en.words] },
  body: { de: de.body.join('\n'), en: en.body.join('\n') },
  reviewedOn: '2026-10-12',
});

export const automotiveArticles: readonly Article[] = [
  article(
    'breakdown-steps',
    ['breakdown', 'repair'],
    {
      title: 'Panne: sicher weiter',
      words: ['liegengeblieben', 'Abschleppen', 'Warnleuchte', 'Ersatzwagen'],
      body: [
        'Erst der **Mensch**, dann das Fahrzeug.',
        '',
        '1. Sind alle in Sicherheit? Warnblinker, Weste, hinter die Leitplanke, Warndreieck mit Abstand.',
        '2. Verletzte, Rauch oder Gas: **112** wählen lassen, Marke *Sicherheit* setzen.',
        '3. Standort klären: Straße, Fahrtrichtung, Kilometerschild oder Ortung des Telefons.',
        '4. Welche Leuchte, welche Farbe? **Rot**: nicht weiterfahren. Gelb: mit Vorsicht in die Werkstatt.',
        '5. Mobilitätsgarantie prüfen: letzter Service in einer unserer Werkstätten?',
        '6. Hilfe bestellen, Ankunftszeit nennen und als Zusage eintragen.',
        '7. Ersatzwagen oder Weiterfahrt klären; Rahmen im Balken rechts.',
        '',
        'Bei elektrischen Fahrzeugen nach einem Unfall: Abstand halten, **nicht** selbst überbrücken.',
      ],
    },
    {
      title: 'Breakdown: on safely',
      words: ['stranded', 'towing', 'warning light', 'replacement car'],
      body: [
        'First the **people**, then the car.',
        '',
        '1. Is everybody safe? Hazard lights, vest, behind the barrier, warning triangle at a distance.',
        '2. Injuries, smoke or gas: have **112** called, set the mark *safety*.',
        '3. Settle the location: road, direction, kilometre sign or the phone’s position.',
        '4. Which light, which colour? **Red**: do not drive on. Yellow: with care to the workshop.',
        '5. Check the mobility guarantee: was the last service at one of our workshops?',
        '6. Order help, name the time of arrival and enter it as a promise.',
        '7. Settle a replacement car or the onward journey; your limit is in the bar on the right.',
        '',
        'Electric cars after an accident: keep away, do **not** jump-start.',
      ],
    },
  ),
  article(
    'warranty-or-not',
    ['warranty', 'repair'],
    {
      title: 'Garantie, Gewährleistung oder Kulanz',
      words: ['Sachmangel', 'Gebrauchtwagen', 'Anschlussgarantie'],
      body: [
        '1. Kaufdatum, Laufleistung und Verkäufer feststellen.',
        '2. **Gewährleistung** (Gesetz, § 437 BGB): gegen den *Verkäufer*, zwei Jahre, bei Gebrauchten oft ein Jahr. Im ersten Jahr wird vermutet, dass der Mangel von Anfang an da war (§ 477 BGB).',
        '3. **Garantie** (Vertrag): gegen *uns*, nach den Bedingungen im Serviceheft. Wartung nachgewiesen?',
        '4. Beides vorbei: **Kulanz**. Laufleistung, Werkstatttreue und frühere Reparaturen ansehen.',
        '5. Entscheidung mit Grund nennen und buchen.',
        '',
        '> Eine Wartung in einer freien Werkstatt nach Herstellervorgabe lässt die Garantie nicht erlöschen.',
        '',
        'Liegen geblieben? Erst [Panne: sicher weiter](article:breakdown-steps).',
      ],
    },
    {
      title: 'Guarantee, legal warranty or goodwill',
      words: ['defect', 'used car', 'extended guarantee'],
      body: [
        '1. Settle date of purchase, mileage and seller.',
        '2. **Legal warranty** (law, § 437 BGB): against the *seller*, two years, often one for used cars. In the first year the fault is presumed to have been there from the start (§ 477 BGB).',
        '3. **Guarantee** (contract): against *us*, by the terms in the service book. Is servicing proven?',
        '4. Both are over: **goodwill**. Look at mileage, loyalty to the workshop and former repairs.',
        '5. Name the decision with its reason and book it.',
        '',
        '> Servicing at an independent workshop by the maker’s rules does not end the guarantee.',
        '',
        'Stranded? First [Breakdown: on safely](article:breakdown-steps).',
      ],
    },
  ),
];

export const branchArticles: readonly Article[] = [
  article(
    'report-claim',
    ['claim'],
    {
      title: 'Schaden aufnehmen',
      words: ['Unfall', 'Wasserschaden', 'Einbruch', 'Meldung'],
      body: [
        '1. Ist jemand verletzt, besteht noch Gefahr? Dann erst helfen lassen.',
        '2. Wann, wo, was; wer war beteiligt? Nur **Tatsachen**, keine Schuldfrage.',
        '3. Schaden klein halten: Wasser abdrehen, Tür sichern. Notmaßnahmen werden bezahlt.',
        '4. Fotos **vor** dem Aufräumen, kaputte Sachen aufheben.',
        '5. Einbruch oder Diebstahl: Anzeige bei der Polizei, Aktenzeichen notieren, Liste der Sachen.',
        '6. Andere Versicherung beteiligt? Name und Nummer aufnehmen.',
        '7. Deckung prüfen, aber am Telefon **nichts zusagen**, was über Ihren Rahmen geht.',
        '8. Schadennummer und nächsten Schritt nennen.',
        '',
        'Zur Frage, was versichert ist: [Deckung erklären](article:cover-explained).',
      ],
    },
    {
      title: 'Take a claim',
      words: ['accident', 'water damage', 'burglary', 'report'],
      body: [
        '1. Is anybody hurt, is there still danger? Then help comes first.',
        '2. When, where, what; who was involved? **Facts** only, not whose fault it was.',
        '3. Keep the damage small: turn off the water, secure the door. Emergency measures are paid for.',
        '4. Photos **before** tidying up, keep broken things.',
        '5. Burglary or theft: report to the police, note the reference, list the things.',
        '6. Another insurer involved? Take name and number.',
        '7. Check the cover, but on the telephone **promise nothing** beyond your limit.',
        '8. Name the claim number and the next step.',
        '',
        'On what is insured: [Explain the cover](article:cover-explained).',
      ],
    },
  ),
  article(
    'cover-explained',
    ['contract', 'claim', 'cancellation'],
    {
      title: 'Deckung, Widerruf und Kündigung erklären',
      words: ['versichert', 'Selbstbehalt', 'Widerruf', 'Sonderkündigung'],
      body: [
        '1. Vertrag und Stand der Bedingungen öffnen, den Abschnitt **vorlesen**, nicht deuten.',
        '2. Selbstbehalt und Höchstsumme nennen.',
        '3. Nicht gedeckt: Grund mit Abschnitt sagen und fragen, ob ein anderer Vertrag hilft.',
        '4. Streitig: als Frage an die Fachebene, nicht raten.',
        '',
        '## Fristen',
        '',
        '- **Widerruf**: 14 Tage, bei Lebensversicherung 30 (§§ 8, 152 VVG), ab Zugang aller Unterlagen.',
        '- **Nach einem Schaden**: beide Seiten dürfen binnen eines Monats kündigen (§ 92 VVG).',
        '- **Beitragserhöhung ohne mehr Leistung**: Kündigung binnen eines Monats (§ 40 VVG).',
      ],
    },
    {
      title: 'Explain cover, withdrawal and notice',
      words: ['insured', 'excess', 'withdrawal', 'special notice'],
      body: [
        '1. Open the contract and its terms as they stand, **read** the section out, do not interpret it.',
        '2. Name the excess and the maximum.',
        '3. Not covered: say why, with the section, and ask whether another contract helps.',
        '4. In dispute: a question to the specialists, no guessing.',
        '',
        '## Periods',
        '',
        '- **Withdrawal**: 14 days, 30 for life insurance (§§ 8, 152 VVG), once all papers have arrived.',
        '- **After a claim**: either side may give notice within a month (§ 92 VVG).',
        '- **A higher premium for no more cover**: notice within a month (§ 40 VVG).',
      ],
    },
  ),
];
