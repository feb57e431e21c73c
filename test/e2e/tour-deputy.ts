// Knows the way to what somebody sees who stands in for an absent colleague: what was asked of him, and what was handed to him; a part of the tour.
import type { Page } from 'playwright-core';
import type { Console } from './console-kit.ts';
import { FORM } from './people-kit.ts';
import { openTitle, type Stop } from './tour-together.ts';

const HOUR = 3_600_000;
const WORDS = {
  de: { asked: 'Leitung am Husumer Weg', question: 'Ist dort seit heute Morgen ein Ausfall gemeldet?', handed: 'Umzug nach Husum' },
  en: { asked: 'Line at Husumer Weg', question: 'Has an outage been reported there this morning?', handed: 'Moving to Husum' },
} as const;
const NEW = { customer: null, category: 'fault', channel: 'phone', urgency: 'medium', impact: 'medium', reason: null, call: null };

/** Jonas is away and Tim does his work; a colleague asks Jonas, another one hands him a case. */
const isSetUp = new WeakSet<Console>();
const setUp = async (place: Console, { asked, question, handed }: (typeof WORDS)['de' | 'en']): Promise<void> => {
  // Either stop may be looked at alone.
  if (isSetUp.has(place)) return;
  isSetUp.add(place);
  const { desk } = place.workplace;
  const seat = async (person: string): Promise<string> => {
    const answer = await desk.call('session.sign-in', null, { lane: 'nordlicht', person });
    if (!answer.ok) throw new Error(answer.refusal.code);
    return answer.value.session;
  };
  const { now } = await desk.call('host.info', null, {});
  const absence = { person: 'jonas', deputy: 'tim', from: now - HOUR, until: now + 8 * HOUR, scope: null };
  const set = await desk.call('absence.set', await seat('jonas'), absence);
  if (!set.ok) throw new Error(set.refusal.code);
  const send = async (
    person: string,
    type: 'open-case' | 'ask-consult' | 'offer-handover',
    caseId: string | null,
    data: object,
    body = {},
  ) => {
    const sent = await desk.call('command.send', await seat(person), { type, caseId, data: data as never, body });
    if (!sent.ok) throw new Error(sent.refusal.code);
    return sent.value.caseId;
  };
  const about = await send('ayse', 'open-case', null, NEW, { title: asked });
  await send('ayse', 'ask-consult', about, { to: { team: 'stoerung', person: 'jonas' }, customerWaiting: false }, { text: question });
  const passed = await send('lena', 'open-case', null, NEW, { title: handed });
  const order = { reason: 'technical-depth', demanded: false, customerWaiting: false, form: FORM };
  await send('lena', 'offer-handover', passed, { ...order, to: { team: 'stoerung', person: 'jonas' } });
};

const wordsOf = async (page: Page) => WORDS[(await page.locator('html').getAttribute('lang')) === 'de' ? 'de' : 'en'];

export const DEPUTY: readonly Stop[] = [
  {
    name: 'stands-in-question',
    person: 'Tim Vogel',
    go: async (page, place) => {
      const words = await wordsOf(page);
      await setUp(place, words);
      await openTitle(page, new RegExp(words.asked));
      await page.locator('main textarea').first().waitFor();
    },
  },
  {
    name: 'stands-in-handover',
    person: 'Tim Vogel',
    go: async (page, place) => {
      const words = await wordsOf(page);
      await setUp(place, words);
      await openTitle(page, new RegExp(words.handed));
      await page.locator('main [data-fact]').first().waitFor();
    },
  },
];
