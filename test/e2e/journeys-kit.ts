// Sits people down at one console without a mouse: one window per person, what is set up beforehand, and where the focus stands.
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest';
import type { CallInput, CallOutput } from '../../shared/api.ts';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, type Console } from './console-kit.ts';
import { countPointers, enter, focusComes, focused, pointers } from './keyboard-kit.ts';

const LANE = 'nordlicht';
type Data = Readonly<Record<string, unknown>>;
type View = Extract<CallOutput<'case.view'>, { readonly ok: true }>['value'];

export type Seats = {
  readonly page: () => Page;
  readonly place: () => Console;
  readonly seat: (person: string) => Promise<string>;
  readonly send: (
    session: string,
    type: CallInput<'command.send'>['type'],
    caseId: string | null,
    data: Data,
    body?: Data,
  ) => Promise<string>;
  /** A case of somebody's own, with its title. */
  readonly newCase: (session: string, title: string) => Promise<string>;
  readonly caseOf: (session: string, title: RegExp) => Promise<string>;
  readonly view: (session: string, caseId: string) => Promise<View>;
  /** Somebody else in a tab of the same browser, signed in without a mouse. */
  readonly another: (person: RegExp) => Promise<Page>;
};

/** One browser, one console, one window; after every journey nothing was broken, no pointer was used, and the focus stands where one sees it. */
export const seats = (person: RegExp): Seats => {
  let browser: Browser;
  let place: Console;
  let page: Page;
  beforeAll(async () => {
    browser = await launchBrowser(inject('browser'));
    place = await openConsole('de');
    ({ page } = await place.window(browser, { language: 'de', shade: 'light', width: 1280, height: 800 }));
    await countPointers(page);
    await page.reload();
    await enter(page, person);
    await page.keyboard.press('Control+1');
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-key'));
  });
  // A journey that went astray leaves the next one at the same place to begin.
  beforeEach(async () => {
    for (let step = 0; step < 3 && (await page.locator('[role="dialog"]').count()) > 0; step += 1) await page.keyboard.press('Escape');
  });
  afterEach(async () => {
    await stands(page);
    expect(await pointers(page)).toBe(0);
    expect(place.broken.map(String)).toEqual([]);
  });
  afterAll(async () => {
    await browser.close();
    await place.close();
  });
  const send: Seats['send'] = async (session, type, caseId, data, body = {}) => {
    const sent = await place.workplace.desk.call('command.send', session, { type, caseId, data: data as never, body: body as never });
    if (!sent.ok) throw new Error(`${type}: ${JSON.stringify(sent.refusal)}`);
    return sent.value.caseId;
  };
  const caseOf: Seats['caseOf'] = async (session, title) => {
    const queue = await place.workplace.desk.call('queue.list', session, { limit: 100 });
    const found = queue.flatMap(({ rows }) => rows).find((row) => title.test(row.title));
    if (found === undefined) throw new Error(`no case ${String(title)}`);
    return found.caseId;
  };
  return {
    page: () => page,
    place: () => place,
    seat: async (id) => {
      const answer = await place.workplace.desk.call('session.sign-in', null, { lane: LANE, person: id });
      if (!answer.ok) throw new Error(answer.refusal.code);
      return answer.value.session;
    },
    send,
    newCase: (session, title) => {
      const data = { customer: null, category: 'billing', channel: 'phone', urgency: 'medium', impact: 'medium', reason: null, call: null };
      return send(session, 'open-case', null, data, { title });
    },
    caseOf,
    view: async (session, caseId) => {
      const answer = await place.workplace.desk.call('case.view', session, { caseId });
      if (!answer.ok) throw new Error(answer.refusal.code);
      return answer.value;
    },
    another: async (name) => {
      const other = await page.context().newPage();
      await countPointers(other);
      await other.goto(new URL('/', page.url()).href);
      await enter(other, name);
      return other;
    },
  };
};

/** The focus is somewhere, and one sees where; what an act took away with it may need a moment to lead it home. */
export const stands = async (page: Page): Promise<void> => {
  const where = async (): Promise<string> => {
    const now = await focused(page);
    return now.tag !== 'BODY' && now.visible ? 'in sight' : `${now.tag} ${now.name.slice(0, 60)}`;
  };
  await expect.poll(where).toBe('in sight');
};

/** By Ctrl+K, as for anything that has a name. */
export const finds = async (page: Page, words: string, option = new RegExp(words)): Promise<void> => {
  await page.keyboard.press('Control+k');
  await page.locator('[cmdk-input]').waitFor();
  await page.keyboard.type(words);
  await page.getByRole('option', { name: option }).first().waitFor();
  // What was found comes after the commands where both have the word.
  const chosen = page.locator('[cmdk-item][aria-selected="true"]');
  for (let step = 0; step < 12 && !option.test((await chosen.first().textContent()) ?? ''); step += 1)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
};

/** The palette keeps an Enter that was quicker than its list until the list has come, and every key with it; nothing below is reached by then. */
const isGone = (page: Page): Promise<void> => page.locator('[cmdk-input]').waitFor({ state: 'detached' });

export const opens = async (page: Page, title: string): Promise<void> => {
  await finds(page, title);
  await page.locator('main h1').filter({ hasText: title }).waitFor();
  await isGone(page);
};

export const note = async (page: Page): Promise<void> => {
  await isGone(page);
  await page.keyboard.press('F4');
  await focusComes(page, /Notiz zum Vorgang/);
};
