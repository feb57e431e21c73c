// Knows the cases of the first day as a script: who does what how many minutes ago; the words stand in demo-words.ts.
import type { Customer } from '../shared/views/shapes.ts';
import type { DemoScene, Story, Typed } from './demo-script.ts';
import type { DemoLanguage, StoryWords } from './demo-texts.ts';
import { guidanceScenes, type GuidanceScenes } from './demo-guidance.ts';
import { decisionStories } from './demo-decisions.ts';
import { shiftEnd, togetherStories, type Filling, type ShiftEnd } from './demo-together.ts';
import { TRADES, type Cast, type Trade } from './demo-trades.ts';
import { demoWords } from './demo-words.ts';

export type Told = {
  readonly cast: Cast;
  readonly customers: readonly Customer[];
  readonly stories: readonly Story[];
  readonly away: Trade['away'];
  readonly awayToo: Trade['awayToo'];
  readonly shift: ShiftEnd;
};

/** Null for a principal without a script of its own. */
export const demoStories = (lane: string, language: DemoLanguage): Told | null => {
  const trade = TRADES[lane];
  const words = demoWords(lane, language);
  const guidance = guidanceScenes(lane, language);
  if (trade === undefined || words === null || guidance === null) return null;
  const { agent, colleague, specialist, lead, identity } = trade;
  const fill = filling(trade, language);
  return {
    cast: { agent, colleague, specialist, lead, identity },
    customers: words.customers,
    stories: [
      ...storiesOf(trade, words.stories, fill, guidance),
      ...decisionStories(trade, lane, language),
      ...togetherStories(trade, lane, language, fill),
    ],
    away: trade.away,
    awayToo: trade.awayToo,
    shift: shiftEnd(trade, lane, language),
  };
};

const AFTER_CALL = {
  de: { if: 'Niemand geht ans Telefon', then: 'E-Mail an die bekannte Adresse' },
  en: { if: 'Nobody answers the phone', then: 'Mail to the known address' },
} as const;

const filling =
  (t: Trade, language: DemoLanguage): Filling =>
  (words, by, remedy, more = {}): Typed => {
    const { summary = '', wish = '', question = '', recommendation = '', nextStep = '', tried = '', triedResult = '' } = words;
    return {
      by,
      summary,
      remedy,
      wish,
      question,
      recommendation,
      nextStep,
      tried,
      triedResult,
      deadlineIn: 180,
      window: '9–18',
      mood: 'upset',
      afterCall: { ...AFTER_CALL[language], deescalation: ['let-finish', 'apologise'] },
      ...(t.own === undefined ? {} : { own: t.own }),
      ...more,
    };
  };

const storiesOf = (t: Trade, w: readonly StoryWords[], fill: Filling, told: GuidanceScenes): readonly Story[] => {
  const typed = (n: number, by: string, remedy: string, more: Partial<Typed> = {}): Typed => fill(w[n]!, by, remedy, more);
  const story = (n: number, more: Omit<Story, 'title' | 'customer'>): Story => ({
    title: w[n]!.title,
    text: w[n]!.note ?? '',
    customer: n % 10,
    ...more,
  });
  const note = (n: number, ago: number, by: string): DemoScene => ({ ago, by, type: 'add-note', body: { text: w[n]!.note ?? '' } });
  const up = (ago: number, by: string, reason: string, form: Typed, customerWaiting = false): DemoScene => ({
    ago,
    by,
    type: 'escalate',
    named: 'handover',
    data: { reason, demanded: false, customerWaiting },
    form,
  });
  const accept = (ago: number, by: string): DemoScene => ({
    ago,
    by,
    type: 'accept-handover',
    refers: { handover: 'handover' },
    data: { facts: ['situation', 'request', 'promise'] },
  });
  const wish = { type: 'goodwill-credit', amount: t.goodwill[1] };
  // A call that reached nobody.
  const tried = (ago: number, by: string): DemoScene => ({
    ago,
    by,
    type: 'log-contact',
    data: { channel: 'phone', direction: 'out', reached: false, informed: false, call: null },
  });

  /** A talk as it ends: how long it was, and how long of that the customer was on hold. */
  const talked = (ago: number, by: string, minutes: number, held: number): DemoScene => ({
    ago,
    by,
    type: 'log-call',
    data: { call: `${by}-${ago}`, direction: 'in', seconds: minutes * 60, held },
  });

  return [
    // Waiting in two queues, one of them since this morning.
    story(0, { by: t.agent, queue: t.queues[0], category: t.money, openedAgo: 95, scenes: [] }),
    story(1, { by: t.agent, queue: t.queues[1], category: t.fault, urgency: 'high', openedAgo: 40, scenes: [] }),
    // In work.
    story(2, { by: t.agent, category: t.other, openedAgo: 70, scenes: [note(2, 66, t.agent)] }),
    // On its way to the lead, with a form that is complete but for what may follow after the call.
    story(3, {
      by: t.agent,
      category: t.money,
      urgency: 'high',
      openedAgo: 22,
      scenes: [
        told.identity(21, t.agent),
        note(3, 19, t.agent),
        told.mood(18, t.agent, 'escalated'),
        ...told.tried(12, t.agent, 'money'),
        up(6, t.agent, t.up, typed(3, t.agent, t.remedy, { decision: wish, afterCall: null })),
        talked(5, t.agent, 16, 140),
      ],
    }),
    // On its way to the specialists.
    story(4, {
      by: t.colleague,
      category: t.fault,
      openedAgo: 50,
      scenes: [
        told.identity(48, t.colleague),
        ...told.tried(40, t.colleague, 'fault'),
        talked(34, t.colleague, 13, 0),
        up(15, t.colleague, t.aside, typed(4, t.colleague, t.repair, { mood: 'calm' })),
      ],
    }),
    // Came back with a deficiency.
    story(5, {
      by: t.agent,
      category: t.money,
      openedAgo: 150,
      scenes: [
        up(120, t.agent, t.up, typed(5, t.agent, t.remedy, { decision: wish, mood: 'calm' })),
        {
          ago: 60,
          by: t.lead,
          type: 'return-handover',
          refers: { handover: 'handover' },
          data: { deficiency: 'missing-field', field: 6 },
          body: { text: w[5]!.answer ?? '' },
        },
      ],
    }),
    // Came back with an answer and a decision of the lead.
    story(6, {
      by: t.agent,
      category: t.money,
      openedAgo: 200,
      scenes: [
        told.mood(195, t.agent, 'escalated'),
        ...told.said(194, t.agent),
        up(180, t.agent, t.up, typed(6, t.agent, t.remedy, { decision: wish })),
        accept(90, t.lead),
        {
          ago: 84,
          by: t.lead,
          type: 'decide',
          data: { decisionType: 'goodwill-credit', amount: t.goodwill[1], reason: null, evidence: [] },
          body: { text: w[6]!.answer ?? '' },
        },
        {
          ago: 82,
          by: t.lead,
          type: 'answer-escalation',
          refers: { handover: 'handover' },
          data: { outcome: 'granted' },
          body: { text: w[6]!.answer ?? '' },
        },
        // The lead says how it had arrived; those he has not been asked about, or not yet, stand without.
        {
          ago: 81,
          by: t.lead,
          type: 'rate-handover',
          refers: { handover: 'handover' },
          data: { complete: 'yes', clear: 'yes', right: 'partly' },
        },
        told.mood(80, t.agent, 'calm'),
        talked(79, t.agent, 9, 35),
        told.gap(75, t.agent),
      ],
    }),
    // A question to the lead while the customer is on the line; of low priority, so that it waits for whoever looks around first.
    story(7, {
      by: t.agent,
      category: t.money,
      urgency: 'low',
      impact: 'low',
      openedAgo: 4,
      scenes: [
        {
          ago: 0.4,
          by: t.agent,
          type: 'ask-approval',
          data: {
            decisionType: 'goodwill-credit',
            amount: t.goodwill[1],
            reason: null,
            evidence: [],
            customerWaiting: true,
            recommendation: 'grant',
          },
          body: { text: w[7]!.note ?? '' },
        },
      ],
    }),
    // A promise to call back that fell through twice and falls due today, and one that is overdue.
    story(8, {
      by: t.agent,
      category: t.other,
      openedAgo: 300,
      scenes: [
        {
          ago: 280,
          by: t.agent,
          type: 'make-promise',
          times: { due: 75 },
          window: [15, 75],
          data: { by: t.agent, callback: true },
          body: { what: w[8]!.note ?? '' },
        },
        tried(200, t.agent),
        tried(65, t.agent),
      ],
    }),
    story(9, {
      by: t.agent,
      category: t.fault,
      openedAgo: 400,
      scenes: [
        {
          ago: 380,
          by: t.agent,
          type: 'make-promise',
          times: { due: -25 },
          data: { by: t.agent, callback: true },
          body: { what: w[9]!.note ?? '' },
        },
      ],
    }),
    // Resolved, the customer knows; it only has to be closed.
    story(10, {
      by: t.colleague,
      category: t.other,
      openedAgo: 1_500,
      scenes: [
        note(10, 1_480, t.colleague),
        {
          ago: 1_400,
          by: t.colleague,
          type: 'decide',
          data: { decisionType: 'goodwill-credit', amount: t.goodwill[0], reason: null, evidence: [] },
        },
        {
          ago: 130,
          by: t.colleague,
          type: 'log-contact',
          data: { channel: 'phone', direction: 'out', reached: true, informed: true, call: null },
          body: { text: w[10]!.answer ?? '' },
        },
        { ago: 128, by: t.colleague, type: 'resolve', data: { result: 'solved' } },
      ],
    }),
  ];
};
