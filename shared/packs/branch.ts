// The starter pack of an insurer's field offices: long hours without a connection, small claims settled on the spot, no say in between.
import type { PackInput } from '../policy/pack-schema.ts';
import { aroundTheClock, categoriesOf, coded, hours, matrixOf, reasonsOf, rosterOf, row, step, team, tiersOf, wait } from './blocks.ts';
import { branchDecisions } from './branch-decisions.ts';
import { packOfTrade } from './common.ts';

export const branch: PackInput = packOfTrade({
  version: 'kornmark-2026.1',
  principal: {
    id: 'kornmark',
    name: 'Kornmark Versicherung',
    prefix: 'KV',
    accent: { light: '#2b4a8b', dark: '#9db8f2' },
    zone: 'Europe/Berlin',
    currency: 'EUR',
    greeting: {
      de: 'Guten Tag, Kornmark Versicherung, mein Name ist {name}. Was kann ich für Sie tun?',
      en: 'Good day, Kornmark insurance, my name is {name}. How can I help you?',
    },
  },
  tiers: tiersOf(
    ['Außenstelle', 'Field office'],
    ['Fachbereich der Zentrale', 'Specialists of the head office'],
    ['Gebietsleitung', 'Area lead'],
    ['Direktion', 'Directors'],
  ),
  teams: [
    team('kiel', ['Außenstelle Kiel', 'Field office Kiel'], 1, 'thore', 'aussenstelle'),
    team('husum', ['Außenstelle Husum', 'Field office Husum'], 1, 'thore', 'aussenstelle'),
    team('schaden', ['Fachbereich Schaden', 'Claims department'], 2, 'gesine', 'zentrale'),
    team('vertrag', ['Fachbereich Vertrag', 'Contracts department'], 2, 'gesine', 'zentrale'),
    team('gebietsleitung', ['Gebietsleitung Nord', 'Area lead North'], 3, 'thore', 'zentrale'),
    team('fachleitung', ['Leitung der Fachbereiche', 'Lead of the departments'], 3, 'gesine', 'zentrale'),
    team('direktion', ['Direktion', 'Directors'], 4, 'sigrid', 'zentrale'),
    team('auftraggeber', ['Kornmark Versicherung (Auftraggeber)', 'Kornmark Versicherung (principal)'], 'A', 'sigrid', 'auftraggeber'),
  ],
  roster: rosterOf(
    ['birte', 'Birte Hansen', 'agent', 1, 'kiel'],
    ['momme', 'Momme Carstens', 'agent', 1, 'husum'],
    ['samira', 'Samira Haddad', 'agent', 1, 'kiel', 'husum'],
    ['lars', 'Lars Frings', 'specialist', 2, 'schaden'],
    ['elena', 'Elena Popescu', 'specialist', 2, 'vertrag'],
    ['thore', 'Thore Lüders', 'lead', 3, 'gebietsleitung', 'kiel', 'husum'],
    ['gesine', 'Gesine Ahlers', 'lead', 3, 'fachleitung', 'schaden', 'vertrag'],
    ['sigrid', 'Sigrid Wulf', 'manager', 4, 'direktion', 'auftraggeber'],
    ['eckhard', 'Eckhard Blume', 'manager', 4, 'direktion'],
    ['jette', 'Jette Matthiesen', 'auditor', 4],
  ),
  categories: categoriesOf(
    ['claim', 'Schaden', 'Claim', 'claim-unclear'],
    ['contract', 'Vertrag und Deckung', 'Contract and cover', 'cover-question'],
    ['premium', 'Beitrag und Zahlung', 'Premium and payment', 'premium-error'],
    ['cancellation', 'Kündigung', 'Cancellation', 'cancellation-risk'],
    ['office', 'Außenstelle und Beratung', 'Office and advice', 'conduct-complaint'],
    ['other', 'Sonstiges', 'Other', 'authority-exceeded'],
  ),
  reasons: [
    ...reasonsOf(
      'functional',
      ['claim-unclear', 'Schaden ist zu prüfen', 'Claim needs examining', 'knowledge'],
      ['claim-delay', 'Regulierung verzögert', 'Settlement is delayed', 'access'],
      ['cover-question', 'Deckung ist auszulegen', 'Cover needs interpreting', 'knowledge'],
      ['premium-error', 'Beitrag falsch berechnet', 'Premium is wrong', 'knowledge'],
      ['system-down', 'Außenstelle ohne Verbindung', 'Office has no connection', 'access'],
      ['data-protection', 'Auskunft, Löschung, Datenschutz', 'Disclosure, erasure, data protection', 'responsibility'],
      ['other', 'Anderer Grund', 'Other reason', 'knowledge'],
    ),
    ...reasonsOf(
      'hierarchical',
      ['authority-exceeded', 'Eigene Befugnis reicht nicht', 'Own authority is not enough', 'authority'],
      ['cancellation-risk', 'Kunde droht zu kündigen', 'Customer threatens to cancel', 'authority'],
      ['customer-demands-lead', 'Kunde verlangt die Führungskraft', 'Customer demands a superior', 'demanded'],
      ['conduct-complaint', 'Beschwerde über Beratung', 'Complaint about advice', 'responsibility'],
      ['fraud-suspicion', 'Verdacht auf Betrug', 'Suspicion of fraud', 'responsibility'],
      ['ombudsman', 'Ombudsstelle oder Aufsicht beteiligt', 'Ombudsman or supervisor involved', 'responsibility'],
      ['principal-decision', 'Nur der Auftraggeber kann entscheiden', 'Only the principal can decide', 'authority'],
    ),
  ],
  remedies: coded(
    ['settle', 'Schaden regulieren', 'Settle the claim'],
    ['refund', 'Geld zurück', 'Money back'],
    ['credit', 'Gutschrift', 'Credit'],
    ['later-payment', 'Später zahlen', 'Pay later'],
    ['change-contract', 'Vertrag ändern', 'Change the contract'],
    ['explanation', 'Erklärung', 'Explanation'],
    ['other', 'Etwas anderes', 'Something else'],
  ),
  matrix: matrixOf(
    { lead: 'gebietsleitung', top: 'direktion', principal: 'auftraggeber' },
    row('r-grave', { reason: ['fraud-suspicion', 'ombudsman', 'data-protection'], fromTier: [1, 2, 3] }, 4, 'direktion', [
      'Betrug, Aufsicht und Datenschutz verantwortet die Direktion.',
      'The directors answer for fraud, supervision and data protection.',
    ]),
    row('r-principal', { reason: ['principal-decision'], fromTier: [3, 4] }, 'A', 'auftraggeber', [
      'Diese Frage kann nur der Auftraggeber beantworten.',
      'Only the principal can answer this question.',
    ]),
    row('r-claim', { reason: ['claim-unclear', 'claim-delay'], fromTier: [1] }, 2, 'schaden', [
      'Schäden prüft der Fachbereich Schaden.',
      'Claims are examined by the claims department.',
    ]),
    row('r-contract', { reason: ['cover-question', 'premium-error'], fromTier: [1] }, 2, 'vertrag', [
      'Deckung und Beitrag klärt der Fachbereich Vertrag.',
      'Cover and premiums are settled by the contracts department.',
    ]),
    row('r-conduct', { reason: ['conduct-complaint'], fromTier: [1] }, 3, 'fachleitung', [
      'Eine Beschwerde über die Beratung prüft nicht das eigene Gebiet.',
      'A complaint about advice is not examined by the own area.',
    ]),
    row('d-departments-up', { fromTeam: ['schaden', 'vertrag'] }, 3, 'fachleitung', [
      'Über den Fachbereichen entscheidet ihre Leitung.',
      'Above the departments their lead decides.',
    ]),
  ),
  decisions: branchDecisions,
  authority: {
    baseBill: 12000,
    staleness: [
      { workingDays: 4, calendar: 'aussenstelle', share: 100 },
      { workingDays: 10, calendar: 'aussenstelle', share: 50 },
    ],
    retroactive: { minutes: 240, fromTier: 3 },
    breakGlass: {
      tiers: [1],
      types: ['goodwill-credit', 'small-claim'],
      amount: 40000,
      review: { days: 2 },
      grade: 'D',
      comment: 'After a storm surge, with the line down: up to 400, recorded, told to the area lead as soon as there is a connection.',
    },
  },
  identity: coded(
    ['in-person', 'Persönlich mit Ausweis', 'In person with an identity card'],
    ['policy-number', 'Versicherungsnummer und Geburtsdatum', 'Policy number and date of birth'],
    ['callback', 'Rückruf auf bekannte Nummer', 'Callback to a known number'],
    ['not-needed', 'Nicht nötig (allgemeine Auskunft)', 'Not needed (general question)'],
    ['failed', 'Nicht möglich', 'Not possible'],
  ),
  waits: [
    wait('expert', ['Wartet auf ein Gutachten', "Waiting for an expert's report"], ['answer', 'decision']),
    wait('craftsman', ['Wartet auf die Rechnung des Handwerkers', "Waiting for the craftsman's bill"], ['answer', 'resolution']),
    wait('connection', ['Wartet auf die Verbindung zur Zentrale', 'Waiting for the connection to the head office'], ['answer']),
  ],
  steps: [
    step('cover-checked', ['Deckung im Vertrag geprüft', 'Cover in the contract checked'], 'claim', 'contract'),
    step('photos', ['Fotos aufgenommen', 'Photos taken'], 'claim'),
    step('other-insurer', ['Andere Versicherung erfragt', 'Asked for another insurer'], 'claim'),
    step('premium-history', ['Beitragsverlauf angesehen', 'History of premiums looked at'], 'premium'),
    step('payment-received', ['Zahlungseingang geprüft', 'Incoming payment checked'], 'premium'),
    step('better-tariff', ['Passenderen Tarif gerechnet', 'Better fitting tariff calculated'], 'cancellation', 'contract'),
    step('earlier-contacts', ['Frühere Kontakte gelesen', 'Earlier contacts read']),
  ],
  calendars: {
    real: aroundTheClock,
    service: hours(['Öffnungszeit der Außenstellen', 'opening hours of the field offices'], [['09:00', '18:00']]),
    aussenstelle: hours(
      ['Arbeitszeit der Außenstelle', 'hours of the field office'],
      [
        ['09:00', '13:00'],
        ['14:00', '17:00'],
      ],
      { thu: [['09:00', '18:00']] },
    ),
    zentrale: hours(['Arbeitszeit der Zentrale', 'hours of the head office'], [['08:00', '17:00']]),
    auftraggeber: hours(['Arbeitszeit des Auftraggebers', 'hours of the principal'], [['08:00', '16:30']]),
    werktage: hours(['Werktagen', 'working days'], [['08:00', '18:00']]),
  },
  contacts: [
    {
      id: 'kv-betrieb',
      name: 'Roswitha Ehlers',
      function: { de: 'Leitung Außenstellen', en: 'Head of field offices' },
      phone: '+49 431 5550100',
      mail: 'aussenstellen@kornmark.example',
      calendar: 'auftraggeber',
      clock: 'principal-answer',
    },
    {
      id: 'kv-notfall',
      name: 'Schadennotruf',
      function: { de: 'Bereitschaft Schaden', en: 'Claims duty desk' },
      phone: '+49 431 5550199',
      calendar: 'real',
      clock: 'principal-answer',
    },
  ],
});
