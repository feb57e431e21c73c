// Puts people into windows of their own on one console, and others at the desk without a window, for journeys of several people.
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, inject } from 'vitest';
import type { CallInput, CallOutput } from '../../shared/api.ts';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, signIn, type Console } from './console-kit.ts';

const LOOKS = { language: 'de', shade: 'light', width: 1280, height: 800 } as const;
const LANE = 'nordlicht';
type Data = Readonly<Record<string, unknown>>;
type View = Extract<CallOutput<'case.view'>, { readonly ok: true }>['value'];

export type People = {
  place(): Console;
  /** A browser of his own, signed in; on the lead's screen where `lead`. */
  windowOf(name: string, screen?: 'desk' | 'lead'): Promise<Page>;
  /** Signed in without a window, for what is only the setting. */
  seat(person: string, lane?: string): Promise<string>;
  send(session: string, type: CallInput<'command.send'>['type'], caseId: string | null, data: Data, body?: Data): Promise<string>;
  caseOf(session: string, title: RegExp): Promise<string>;
  view(session: string, caseId: string): Promise<View>;
};

/** One console for all tests of a file; windows close after each test, and nothing may have been reported broken. */
export const people = (): People => {
  let browser: Browser;
  let place: Console;
  const contexts: BrowserContext[] = [];
  beforeAll(async () => {
    browser = await launchBrowser(inject('browser'));
    place = await openConsole('de');
  });
  afterEach(async () => {
    await Promise.all(contexts.splice(0).map((context) => context.close()));
    const broken = place.broken.map(String);
    if (broken.length > 0) throw new Error(broken.join('\n'));
  });
  afterAll(async () => {
    await browser.close();
    await place.close();
  });
  const desk = () => place.workplace.desk;
  return {
    place: () => place,
    windowOf: async (name, screen = 'desk') => {
      const { context, page } = await place.window(browser, LOOKS);
      contexts.push(context);
      page.setDefaultTimeout(20_000);
      await signIn(page, name);
      if (screen === 'lead') await page.keyboard.press('Control+2');
      if (screen === 'lead') await page.locator('aside').waitFor();
      return page;
    },
    seat: async (person, lane = LANE) => {
      const answer = await desk().call('session.sign-in', null, { lane, person });
      if (!answer.ok) throw new Error(answer.refusal.code);
      return answer.value.session;
    },
    send: async (session, type, caseId, data, body = {}) => {
      const sent = await desk().call('command.send', session, { type, caseId, data: data as never, body: body as never });
      if (!sent.ok) throw new Error(`${type}: ${JSON.stringify(sent.refusal)}`);
      return sent.value.command;
    },
    caseOf: async (session, title) => {
      const queue = await desk().call('queue.list', session, { limit: 50 });
      const found = queue.flatMap(({ rows }) => rows).find((row) => title.test(row.title));
      if (found === undefined) throw new Error(`no case ${String(title)}`);
      return found.caseId;
    },
    view: async (session, caseId) => {
      const answer = await desk().call('case.view', session, { caseId });
      if (!answer.ok) throw new Error(answer.refusal.code);
      return answer.value;
    },
  };
};

export const rowOf = (page: Page, title: RegExp) => page.locator('nav button[data-key]').filter({ hasText: title });

export const openCase = async (page: Page, title: RegExp): Promise<void> => {
  await rowOf(page, title).first().click();
  await page.locator('main h1').filter({ hasText: title }).waitFor();
};

/** The name of a clock and what stands behind it when one points at it: its due time in words. */
export const clocksOn = (page: Page): Promise<readonly (readonly [string, string])[]> =>
  page.getByRole('region', { name: 'Uhren' }).evaluate((region) =>
    [...region.querySelectorAll('li > div')].map((line) => {
      const [name, level] = [line.querySelector('[title]'), [...line.querySelectorAll('[title]')].at(-1)];
      return [name?.textContent ?? '', level?.getAttribute('title') ?? ''] as const;
    }),
  );

/** Everything a form needs, as somebody types it; the desk fills in the rest. */
export const FORM = {
  summary: 'Kundin wartet seit zwei Wochen auf das Ersatzgerät.',
  wish: { remedy: 'credit', text: 'Gutschrift über 40 €' },
  question: 'Dürfen wir 40 € gutschreiben?',
  decision: { type: 'goodwill-credit', amount: 4000, own: null },
  recommendation: { verdict: 'grant', line: 'Ja, der Fehler liegt bei uns.' },
  promises: { none: true, rows: [] },
  nextStep: { text: 'Wir melden uns heute.', told: true, notTold: null },
  callback: { who: 'Frau Kröger', channel: 'phone', number: '+49 4821 555033', window: '9–18' },
  fallback: [{ if: 'Niemand geht ans Telefon', then: 'E-Mail' }],
  mood: { level: 'upset', quote: '' },
  deescalation: ['let-finish'],
  identity: { method: 'password', contract: 'NL-458833' },
  tried: [{ step: 'Sendung geprüft', result: 'verloren', who: 'lena' }],
  complaint: { is: false, receivedOn: null },
} as const;
