// Holds the lists a German call centre has alike whatever its trade, and joins them with what is the trade's own to a whole pack.
import type { PackInput } from '../policy/pack-schema.ts';
import { coded, wait } from './blocks.ts';

type Clock = PackInput['clocks'][number];
type Targets = Clock['targets'];

const minutes = (P1: number, P2: number, P3: number, P4: number): Targets => ({
  P1: { minutes: P1 },
  P2: { minutes: P2 },
  P3: { minutes: P3 },
  P4: { minutes: P4 },
});
const clock = (id: Clock['id'], de: string, en: string, calendar: string, targets: Targets, tiers?: Clock['tiers']): Clock => ({
  id,
  label: { de, en },
  ...(tiers === undefined ? {} : { tiers }),
  calendar,
  targets,
  grade: 'D',
});

/** The table of domain.md §6, counted in the calendars "real", "team", "service", "werktage" and "auftraggeber". */
const clocks: PackInput['clocks'] = [
  clock('accept-live', 'Annahme, Kunde am Apparat', 'Acceptance, customer on the line', 'real', {
    P1: { seconds: 60 },
    P2: { seconds: 60 },
    P3: { seconds: 90 },
    P4: null,
  }),
  clock('accept', 'Annahme', 'Acceptance', 'team', minutes(10, 30, 120, 240), [1, 2]),
  clock('accept', 'Annahme', 'Acceptance', 'team', minutes(10, 15, 60, 240), [3, 4, 'A']),
  clock('decision', 'Entscheidung', 'Decision', 'team', minutes(30, 120, 240, 480)),
  clock('answer', 'Antwort', 'Answer', 'team', minutes(60, 240, 480, 1440)),
  clock('principal-answer', 'Antwort des Auftraggebers', "Principal's answer", 'auftraggeber', minutes(60, 240, 480, 1440)),
  clock('callback', 'Rückruf', 'Callback', 'service', {
    P1: { minutes: 60 },
    P2: { minutes: 240 },
    P3: { days: 1, at: '12:00' },
    P4: { days: 2 },
  }),
  clock('interim', 'Zwischenbescheid', 'Interim update', 'werktage', {
    P1: { minutes: 120 },
    P2: { days: 1 },
    P3: { days: 2 },
    P4: { days: 3 },
  }),
  clock('resolution', 'Lösung', 'Resolution', 'service', { P1: { minutes: 240 }, P2: { days: 1 }, P3: { days: 3 }, P4: { days: 5 } }),
  // Not in the table: a quarter of the time for an answer, as the case stays where it is.
  clock('consult', 'Antwort auf eine Fachfrage', 'Answer to a question', 'team', minutes(15, 60, 240, 480)),
];

const common = {
  format: 'stafette-pack/1',
  validFrom: '2026-01-01',
  notice: {
    de: 'Beispiel-Regelwerk einer erfundenen Firma. Alle Beträge, Fristen und gesetzlichen Angaben sind Beispiele und vor dem Einsatz vom Auftraggeber zu bestätigen.',
    en: 'Sample rules of an invented company. All amounts, deadlines and statutory figures are examples which the principal must confirm before use.',
  },
  notSolvable: coded(
    ['knowledge', 'Fachwissen fehlt', 'Knowledge is missing'],
    ['authority', 'Befugnis fehlt', 'Authority is missing'],
    ['access', 'Zugriff auf System oder Ort fehlt', 'Access to a system or place is missing'],
    ['responsibility', 'Andere Stelle ist zuständig', 'Another place is responsible'],
    ['demanded', 'Kunde verlangt die nächste Ebene', 'Customer demands the next tier'],
  ),
  priorities: {
    high: { high: 'P1', medium: 'P2', low: 'P3' },
    medium: { high: 'P2', medium: 'P3', low: 'P3' },
    low: { high: 'P3', medium: 'P4', low: 'P4' },
  },
  deficiencies: [
    ...coded(['missing-field', 'Angabe fehlt', 'Field is missing'], ['unclear-field', 'Angabe ist unklar', 'Field is unclear']).map(
      (each) => ({
        ...each,
        field: true,
      }),
    ),
    ...coded(
      ['wrong-tier', 'Falsche Ebene oder falsches Team', 'Wrong tier or team'],
      ['solvable-below', 'Auf der unteren Ebene lösbar', 'Solvable on the lower tier'],
      ['duplicate', 'Schon als Vorgang vorhanden', 'Already exists as a case'],
    ),
  ],
  notTold: coded(
    ['call-dropped', 'Gespräch ist abgebrochen', 'The call dropped'],
    ['forbidden', 'Auskunft ist untersagt', 'Telling is forbidden'],
    ['safety', 'Sicherheitsgründe', 'Safety reasons'],
  ),
  results: coded(
    ['solved', 'Gelöst', 'Solved'],
    ['granted', 'Wunsch erfüllt', 'Wish granted'],
    ['partly', 'Teilweise erfüllt', 'Partly granted'],
    ['refused', 'Abgelehnt und begründet', 'Refused with reasons'],
    ['withdrawn', 'Vom Kunden zurückgezogen', 'Withdrawn by the customer'],
    ['duplicate', 'Doppelt erfasst', 'Recorded twice'],
    ['unreachable', 'Kunde nicht erreichbar', 'Customer not reachable'],
  ),
  avoidableCauses: coded(
    ['authority-too-low', 'Befugnis zu niedrig', 'Authority too low'],
    ['knowledge', 'Wissen fehlte', 'Knowledge was missing'],
    ['training', 'Schulung fehlte', 'Training was missing'],
    ['unclear-rule', 'Regel unklar', 'Rule unclear'],
    ['tool', 'Zugriff oder Werkzeug fehlte', 'Access or tool was missing'],
    ['earlier-mistake', 'Früherer Fehler von uns', 'Earlier mistake of ours'],
  ),
  clocks,
} satisfies Partial<PackInput>;

/** Waits every trade knows. */
const waits: PackInput['waits'] = [
  wait(
    'customer-info',
    ['Wartet auf Angaben des Kunden', 'Waiting for information from the customer'],
    ['answer', 'decision', 'resolution', 'principal-answer'],
  ),
  wait(
    'customer-wish',
    ['Kunde wünscht einen späteren Zeitpunkt', 'Customer wishes a later time'],
    ['answer', 'decision', 'callback', 'interim', 'resolution'],
  ),
  wait('evidence', ['Wartet auf Belege', 'Waiting for evidence'], ['answer', 'decision', 'resolution']),
  wait('principal', ['Wartet auf den Auftraggeber', 'Waiting for the principal'], ['answer', 'decision']),
];

const deescalation: NonNullable<PackInput['guidance']['deescalation']> = (
  [
    [
      'listen',
      'let-finish',
      'Ausreden lassen, mitschreiben',
      'Let the customer finish, take notes',
      'Erzählen Sie bitte in Ruhe. Ich höre zu und schreibe mit.',
      'Please tell me in your own time. I am listening and taking notes.',
    ],
    [
      'acknowledge',
      'name-feeling',
      'Ärger benennen, ohne zu werten',
      'Name the anger without judging it',
      'Ich verstehe, dass Sie das ärgert.',
      'I can see why this annoys you.',
    ],
    [
      'acknowledge',
      'apologise',
      'Für die Folgen um Entschuldigung bitten',
      'Apologise for the consequences',
      'Es tut mir leid, dass Ihnen das so viel Mühe macht.',
      'I am sorry this has caused you so much trouble.',
    ],
    [
      'clarify',
      'summarise',
      'Anliegen in eigenen Worten wiederholen',
      'Repeat the matter in own words',
      'Damit ich es richtig verstanden habe: Es geht um …',
      'Let me make sure I have got this right: it is about …',
    ],
    [
      'clarify',
      'ask-outcome',
      'Fragen, was heute helfen würde',
      'Ask what would help today',
      'Was würde Ihnen heute am meisten helfen?',
      'What would help you most today?',
    ],
    [
      'offer',
      'two-options',
      'Zwei Möglichkeiten anbieten',
      'Offer two options',
      'Ich kann Ihnen heute zwei Dinge anbieten: entweder … oder …',
      'I can offer you two things today: either … or …',
    ],
    [
      'offer',
      'say-limit',
      'Offen sagen, was nicht geht und warum',
      'Say openly what is impossible and why',
      'Das kann ich nicht zusagen, weil … Was ich tun kann, ist …',
      'I cannot promise that, because … What I can do is …',
    ],
    [
      'agree',
      'fix-next-step',
      'Nächsten Schritt und Zeit festlegen',
      'Fix next step and time',
      'Ich kümmere mich darum und melde mich bis … bei Ihnen. Passt das?',
      'I will see to it and get back to you by … Is that all right?',
    ],
  ] as const
).map(([phase, id, de, en, say, sayEn]) => ({ id, label: { de, en }, phase, say: { de: say, en: sayEn } }));

type OwnParts = Omit<PackInput, keyof typeof common | 'guidance' | 'handover'> & {
  readonly steps: NonNullable<PackInput['guidance']['steps']>;
  readonly articles: readonly NonNullable<PackInput['guidance']['articles']>[number][];
  /** The trade's own fields of the form, and what it changes of the standard ones. */
  readonly fields: NonNullable<PackInput['handover']['fields']>;
};

/** A whole pack: the parts of the trade, and behind its own waits those every trade knows. */
export const packOfTrade = ({ steps, articles, fields, ...own }: OwnParts): PackInput => ({
  ...common,
  ...own,
  waits: [...own.waits, ...waits],
  guidance: { steps, deescalation, articles: [...articles] },
  handover: { fields },
});
