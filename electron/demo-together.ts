// Knows the part of the first day in which several people work together: questions, a handover nobody took, a shift, an outage, the principal.
import type { DemoScene, Story, Typed } from './demo-script.ts';
import type { DemoLanguage, StoryWords } from './demo-texts.ts';
import { TOGETHER_TEXTS } from './demo-together-texts.ts';
import type { Trade } from './demo-trades.ts';

/** A colleague goes home: one case, and a promise about a case that stays with somebody else, in one list to one receiver. */
export type ShiftEnd = {
  readonly ago: number;
  readonly from: string;
  readonly to: string;
  readonly note: string;
  readonly cases: readonly string[];
  readonly promises: readonly { readonly story: string; readonly promise: string }[];
};

export const shiftEnd = ({ colleague, agent }: Trade, lane: string, language: DemoLanguage): ShiftEnd => ({
  ago: 8,
  from: colleague,
  to: agent,
  note: TOGETHER_TEXTS[lane]?.[language][2]?.question ?? '',
  cases: ['evening'],
  promises: [{ story: 'master', promise: 'promise' }],
});

/** A person's way of filling in the form of one story. */
export type Filling = (words: StoryWords, by: string, remedy: string, more?: Partial<Typed>) => Typed;

export const togetherStories = (t: Trade, lane: string, language: DemoLanguage, typed: Filling): readonly Story[] => {
  const [question, passed, shift, master, first, second, top] = TOGETHER_TEXTS[lane]?.[language] ?? [];
  if (!question || !passed || !shift || !master || !first || !second || !top) return [];
  return [
    questioned(t, question),
    notTaken(t, passed, typed),
    endOfShift(t, shift),
    outage(t, master),
    affected(t, first, master, { customer: 3, openedAgo: 85 }),
    affected(t, second, master, { customer: 5, openedAgo: 70 }),
    forPrincipal(t, top, typed),
  ];
};

const note = (words: StoryWords, ago: number, by: string): DemoScene => ({ ago, by, type: 'add-note', body: { text: words.note ?? '' } });

/** Two questions about one case that stays where it is: to the specialists, and to a colleague by name. */
const questioned = (t: Trade, words: StoryWords): Story => ({
  title: words.title,
  customer: 6,
  category: t.fault,
  by: t.colleague,
  openedAgo: 55,
  scenes: [
    {
      ago: 35,
      by: t.colleague,
      type: 'ask-consult',
      data: { to: { team: t.experts, person: null }, customerWaiting: false },
      body: { text: words.note ?? '' },
    },
    {
      ago: 20,
      by: t.colleague,
      type: 'ask-consult',
      data: { to: { team: t.shared, person: t.agent }, customerWaiting: false },
      body: { text: words.answer ?? '' },
    },
  ],
});

/** Sent with the customer on the line to somebody who did not take it: the clock asked the next one, the sender still answers for it. */
const notTaken = (t: Trade, words: StoryWords, typed: Filling): Story => {
  const { by, to } = t.unanswered;
  const data = { reason: t.aside, demanded: false, customerWaiting: true };
  const form = typed(words, by, t.repair, { mood: 'calm', ...(t.ownOfFault === undefined ? {} : { own: t.ownOfFault }) });
  const sent = { ago: 20, by, named: 'handover', form };
  return {
    title: words.title,
    customer: 4,
    category: t.fault,
    by,
    openedAgo: 45,
    scenes: [
      to === null ? { ...sent, type: 'escalate', data } : { ...sent, type: 'offer-handover', data: { ...data, to } },
      { ago: 15, by: 'watchdog', type: 'pass-handover', refers: { handover: 'handover' }, data: { step: 1 } },
    ],
  };
};

/** Goes to a colleague at the end of the shift (`shiftEnd`). */
const endOfShift = (t: Trade, words: StoryWords): Story => ({
  named: 'evening',
  title: words.title,
  customer: 7,
  category: t.other,
  by: t.colleague,
  openedAgo: 120,
  scenes: [{ ago: 116, by: t.colleague, type: 'add-note', body: { text: words.summary ?? '' } }],
});

/** The master case: one message to all who are affected, and a promise of somebody who is about to go home. */
const outage = (t: Trade, words: StoryWords): Story => ({
  named: 'master',
  title: words.title,
  customer: 8,
  category: t.fault,
  urgency: 'high',
  by: t.head,
  openedAgo: 100,
  scenes: [
    {
      ago: 90,
      by: t.colleague,
      type: 'make-promise',
      named: 'promise',
      times: { due: 150 },
      data: { by: t.colleague, callback: true },
      body: { what: words.answer ?? '' },
    },
    { ago: 40, by: t.head, type: 'tell-parts', data: { parts: 2, informed: false }, body: { text: words.note ?? '' } },
  ],
});

type Place = Pick<Story, 'customer' | 'openedAgo'>;

const affected = (t: Trade, words: StoryWords, message: StoryWords, { customer, openedAgo }: Place): Story => {
  const link = { ago: openedAgo - 10, by: t.head, type: 'link-case' } as const;
  return {
    named: words.title,
    title: words.title,
    customer,
    category: t.fault,
    by: t.affected,
    openedAgo,
    scenes: [
      note(words, openedAgo - 2, t.affected),
      { ...link, cases: { other: 'master' }, data: { relation: 'part-of' } },
      { ...link, on: 'master', cases: { other: words.title }, data: { relation: 'has-part' } },
      {
        ago: 39,
        by: t.head,
        type: 'tell-part',
        cases: { master: 'master' },
        data: { informed: false },
        body: { text: message.note ?? '' },
      },
    ],
  };
};

/** Only the principal can decide: its card was mailed, the case stays with whoever asked. */
const forPrincipal = (t: Trade, words: StoryWords, typed: Filling): Story => {
  const [, head] = t.away;
  return {
    title: words.title,
    customer: 2,
    category: t.other,
    by: head,
    openedAgo: 240,
    scenes: [
      note(words, 230, head),
      {
        ago: 30,
        by: head,
        type: 'escalate',
        named: 'handover',
        data: { reason: t.beyond, demanded: false, customerWaiting: false },
        form: typed(words, head, t.remedy, { mood: 'calm', decision: { type: 'goodwill-credit', amount: t.goodwill[1] } }),
      },
      { ago: 28, by: head, type: 'give-card', refers: { handover: 'handover' }, data: { way: 'mail', contact: t.contact } },
    ],
  };
};
