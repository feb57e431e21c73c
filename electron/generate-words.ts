// Knows the words generated cases are made of: invented names, and what callers say, in both languages.

export type GeneratedWords = {
  readonly details: Readonly<Record<'de' | 'en', readonly string[]>>;
  readonly notes: Readonly<Record<'de' | 'en', readonly string[]>>;
  readonly firstNames: readonly string[];
  readonly lastNames: readonly string[];
};

export const details: GeneratedWords['details'] = {
  de: [
    'zum zweiten Mal gemeldet',
    'Bestätigung fehlt',
    'Betrag stimmt nicht',
    'Termin nicht eingehalten',
    'Auskunft widersprüchlich',
    'dringend vor dem Wochenende',
    'Unterlagen nachgereicht',
    'Frist läuft ab',
    'Rückruf erbeten',
    'seit Montag ohne Antwort',
  ],
  en: [
    'reported for the second time',
    'confirmation missing',
    'amount is wrong',
    'appointment not kept',
    'contradictory information',
    'urgent before the weekend',
    'papers handed in later',
    'deadline is running out',
    'asks for a call back',
    'no answer since Monday',
  ],
};

export const notes: GeneratedWords['notes'] = {
  de: [
    'Kundin hat den Brief vorgelesen, die Angaben passen nicht zum Vertrag.',
    'Schon beim letzten Anruf zugesagt, aber nichts geschehen.',
    'Vorgang mit der Kollegin besprochen, Belege liegen vor.',
    'Kunde möchte eine schriftliche Bestätigung.',
    'Erreichbar erst ab 16 Uhr, bitte nicht vorher anrufen.',
    'Im System steht ein anderer Stand als im Schreiben.',
  ],
  en: [
    'Customer read the letter out; the figures do not match the contract.',
    'Was promised on the last call, but nothing has happened.',
    'Talked it over with a colleague, the papers are there.',
    'Customer wants a confirmation in writing.',
    'Can only be reached after 4 pm, please do not call earlier.',
    'The system shows something else than the letter says.',
  ],
};

export const firstNames: readonly string[] = [
  'Anna',
  'Jürgen',
  'Fatma',
  'Uwe',
  'Lina',
  'Matteo',
  'Sabine',
  'Çağla',
  'Tobias',
  'Irina',
  'Zoë',
  'Hannes',
  'Margret',
  'Paweł',
  'Sven',
  'Doris',
  'Emre',
  'Björn',
  'Klara',
  'Noah',
];
export const lastNames: readonly string[] = [
  'Möller',
  'Schäfer',
  'Yıldız',
  'Groß',
  'Fischer',
  'Nowak',
  'Becker',
  'Öztürk',
  'Krüger',
  'Weiß',
  'Hofmann',
  'Jäger',
  'Lüdtke',
  'Braun',
  'Sørensen',
  'Petrović',
  'Kühn',
  'Vogt',
  'Lang',
  'Richter',
];
