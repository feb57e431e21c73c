// Writes the card of a handover for a principal without a desk: to whom, by when an answer is needed, and the whole handover in words.
import { both, type Language, type Words } from '../handover/card-words.ts';
import { writtenCard } from '../handover/written-card.ts';
import type { Ms } from '../kernel/time.ts';
import type { CaseState } from '../case/state.ts';
import { calendarOf } from '../policy/targets.ts';
import type { Policy } from '../policy/policy.ts';
import { cardWords } from './card-words.ts';
import type { ExternalCard, HandoverCard } from './shapes.ts';

const PHRASES = {
  to: { de: 'An', en: 'To' },
  from: { de: 'Von', en: 'From' },
  number: { de: 'Vorgang', en: 'Case' },
  sent: { de: 'Übergeben', en: 'Handed over' },
  by: { de: 'Antwort bitte bis', en: 'Please answer by' },
  deadline: { de: 'Dem Kunden genannte Frist', en: 'Deadline told to the customer' },
  waiting: { de: 'Der Kunde wartet am Telefon.', en: 'The customer is waiting on the telephone.' },
  open: { de: 'Rückfragen und ihre Antworten', en: 'Questions and their answers' },
  answer: {
    de: 'Bitte nennen Sie in Ihrer Antwort den Vorgang und Ihren Namen.',
    en: 'Please name the case and yourself in your answer.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/**
 * The contact with whether he is open now and when he opens next, and the card as plain text in both languages. `card` is the handover
 * as it stands now. Source: domain.md §2 "the principal never holds", issue "a card to print, copy or mail".
 */
export const externalCardOf = (state: CaseState, card: HandoverCard, policy: Policy, now: Ms): ExternalCard => ({
  contact: contactOf(card.contact, policy, now),
  subject: both((language) => subjectIn(language, state, card, policy)),
  text: both((language) => textIn(language, state, card, policy)),
});

/** Null where nobody is named; a closed one opens at an instant, if ever. */
export const contactOf = (id: string | null, policy: Policy, now: Ms): ExternalCard['contact'] => {
  const found = policy.pack.contacts.find((contact) => contact.id === id);
  if (found === undefined) return null;
  const calendar = calendarOf(policy, found.calendar);
  const open = calendar.isOpen(now);
  // The first open millisecond has passed one millisecond after its beginning.
  const next = open ? null : calendar.after(now, 1);
  return {
    id: found.id,
    name: found.name,
    function: { ...found.function },
    phone: found.phone ?? null,
    mail: found.mail ?? null,
    open,
    opensAt: next === null ? null : next - 1,
  };
};

const subjectIn = (language: Language, state: CaseState, card: HandoverCard, policy: Policy): string => {
  const reason = cardWords(policy).code('reasons', card.reason)[language];
  return `${PHRASES.number[language]} ${state.number} (${state.priority}): ${reason}`;
};

const textIn = (language: Language, state: CaseState, card: HandoverCard, policy: Policy): string => {
  const words = cardWords(policy);
  const said = (phrase: keyof typeof PHRASES, value: string): string => `${PHRASES[phrase][language]}: ${value}`;
  const contact = policy.pack.contacts.find(({ id }) => id === card.contact);
  const head = [
    said('to', contact === undefined ? words.code('teams', card.to.team)[language] : `${contact.name}, ${contact.function[language]}`),
    said('from', `${words.person(card.from.person)}, ${words.code('teams', card.from.team)[language]}`),
    said('number', `${state.number} (${state.priority})`),
    said('sent', words.time(card.sentAt, language)),
    said('by', words.time(card.acceptBy, language)),
    ...(card.deadline === null ? [] : [said('deadline', words.time(card.deadline, language))]),
    ...(card.customerWaiting ? [PHRASES.waiting[language]] : []),
  ];
  const queries = card.queries.map(({ text, answer }) => `– ${text}${answer === null ? '' : ` – ${answer}`}`);
  return [
    head.join('\n'),
    writtenCard(card.form, policy.fields, words)[language],
    ...(queries.length === 0 ? [] : [[PHRASES.open[language], ...queries].join('\n')]),
    PHRASES.answer[language],
  ].join('\n\n');
};
