// Knows the part of the first day that is about money: small credits that add up, a request at the top, an emergency to be looked at.
import type { DemoScene, Story } from './demo-script.ts';
import type { DemoLanguage, StoryWords } from './demo-texts.ts';
import type { Trade } from './demo-trades.ts';

const DAY = 24 * 60;

/** The customer whose small credits make a picture, and the one of the emergency; their place among the demo's customers. */
const REPEATED = 10;
const URGENT = 11;

const TEXTS: Readonly<Record<string, Readonly<Record<DemoLanguage, readonly StoryWords[]>>>> = {
  nordlicht: {
    de: [
      { title: 'Kartenterminal ohne Netz', note: 'Anschluss fiel am Samstag zwei Stunden aus.', answer: 'Gutschrift über 10 € zugesagt.' },
      { title: 'Wieder kein Netz im Laden', note: 'Am Freitag eine Stunde Ausfall.', answer: '10 € zugesagt, Leitung wird gemessen.' },
      {
        title: 'Dritter Ausfall der Bäckerei',
        note: 'Kunde möchte 20 € für den Ausfall von gestern; zwei Gutschriften gab es in diesem Monat schon.',
      },
      {
        title: 'Konto im Minus nach doppelter Abbuchung',
        note: 'Kundin steht an der Apotheke ohne Geld. In der Teamleitung war niemand zu erreichen; 40 € sofort gutgeschrieben.',
      },
    ],
    en: [
      { title: 'Card terminal without network', note: 'The line was down for two hours on Saturday.', answer: 'Promised a credit of €10.' },
      { title: 'No network in the shop again', note: 'Down for an hour on Friday.', answer: 'Promised €10, the line will be measured.' },
      {
        title: 'Third outage of the bakery',
        note: 'Customer would like €20 for yesterday’s outage; there were two credits this month already.',
      },
      {
        title: 'Account overdrawn after a double debit',
        note: 'Customer stands at the chemist’s without money. No team lead could be reached; credited €40 at once.',
      },
    ],
  },
  seeblick: {
    de: [
      { title: 'Sauna geschlossen', note: 'Sauna am Anreisetag außer Betrieb.', answer: 'Gutschein über 20 € zugesagt.' },
      { title: 'Frühstück zu spät', note: 'Zimmerfrühstück kam eine Stunde zu spät.', answer: '20 € zugesagt, Haus informiert.' },
      {
        title: 'Stammgast: dritte Beschwerde',
        note: 'Gast möchte 40 € für den kalten Pool; zwei Gutscheine gab es in diesem Monat schon.',
      },
      {
        title: 'Kein Zimmer um Mitternacht',
        note: 'Haus voll, Gast mit Kind vor der Tür. Schichtleitung nicht erreichbar; 90 € für das Taxi und das Haus am See zugesagt.',
      },
    ],
    en: [
      { title: 'Sauna closed', note: 'Sauna out of order on the day of arrival.', answer: 'Promised a voucher of €20.' },
      { title: 'Breakfast too late', note: 'Breakfast in the room came an hour late.', answer: 'Promised €20, the house knows.' },
      {
        title: 'Regular guest: third complaint',
        note: 'Guest would like €40 for the cold pool; there were two vouchers this month already.',
      },
      {
        title: 'No room at midnight',
        note: 'House full, guest with a child at the door. No shift lead could be reached; promised €90 for the taxi and the house by the lake.',
      },
    ],
  },
};

/** Two small credits that are closed, the third one asked for at the top because of them, and an emergency of this morning. */
export const decisionStories = (t: Trade, lane: string, language: DemoLanguage): readonly Story[] => {
  const words = TEXTS[lane]?.[language] ?? [];
  const [first, second, third, urgent] = words;
  if (first === undefined || second === undefined || third === undefined || urgent === undefined) return [];
  const wish = (amount: number) => ({ decisionType: 'goodwill-credit', amount, reason: null, evidence: [] });
  const small = (told: StoryWords, by: string, days: number): Story => {
    const ago = days * DAY;
    return {
      title: told.title,
      customer: REPEATED,
      category: t.fault,
      by,
      openedAgo: ago,
      scenes: [
        note(told, ago - 3, by),
        { ago: ago - 5, by, type: 'decide', data: wish(t.goodwill[0]), body: { text: told.answer ?? '' } },
        {
          ago: ago - 7,
          by,
          type: 'log-contact',
          data: { channel: 'phone', direction: 'out', reached: true, informed: true, call: null },
          body: { text: told.answer ?? '' },
        },
        { ago: ago - 8, by, type: 'resolve', data: { result: 'solved' } },
        {
          ago: ago - 9,
          by,
          type: 'close',
          times: { informedAt: 7 - ago },
          data: { result: 'solved', deviated: false, avoidable: false, cause: null },
        },
      ],
    };
  };
  return [
    small(first, t.colleague, 26),
    small(second, t.agent, 6),
    {
      title: third.title,
      customer: REPEATED,
      category: t.fault,
      by: t.agent,
      openedAgo: 34,
      scenes: [
        note(third, 31, t.agent),
        {
          ago: 25,
          by: t.agent,
          type: 'ask-approval',
          data: { ...wish(2 * t.goodwill[0]), customerWaiting: false, recommendation: 'partly' },
          body: { text: third.note ?? '' },
        },
      ],
    },
    {
      title: urgent.title,
      customer: URGENT,
      category: t.money,
      urgency: 'high',
      by: t.colleague,
      openedAgo: 52,
      scenes: [
        { ago: 47, by: t.colleague, type: 'decide', data: { ...wish(t.emergency), breakGlass: true }, body: { text: urgent.note ?? '' } },
      ],
    },
  ];
};

const note = (told: StoryWords, ago: number, by: string): DemoScene => ({ ago, by, type: 'add-note', body: { text: told.note ?? '' } });
