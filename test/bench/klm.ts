// Counts what a hand does for the commonest handovers in a real browser, and prices it by the keystroke-level model.
import type { Browser, Page } from 'playwright-core';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, signIn, type Console } from '../e2e/console-kit.ts';
import { focused } from '../e2e/keyboard-kit.ts';
import { inputsOf, keystrokeSeconds, type Act } from './klm-model.ts';
import { round } from './measure.ts';

type Priced = { readonly inputs: number; readonly seconds: number; readonly log: string };
export type KeysReport = {
  /** The steps tried and the caller's identity were logged while he was on the line. */
  readonly functional: Priced;
  /** The same with nothing logged before. */
  readonly bare: Priced;
  readonly hierarchical: Priced;
  readonly approval: Priced;
  /** Reading back and accepting a handover. */
  readonly accept: Priced;
};

/** What an agent types, of the lengths the budgets name: summary 60, the customer's words 25, the question 25, the next step 40 signs. */
const WORDS: Readonly<Record<string, string>> = {
  summary: 'Ersatzgerät seit drei Wochen nicht da, Paket wohl verloren; ',
  wish: 'Gerät bis Freitag bei ihm',
  tried: 'Sendung beim Zusteller gesucht',
  question: 'Bitte neues Gerät senden?',
  decision: '20',
  recommendation: 'Kundin seit acht Jahren',
  nextStep: 'Technik meldet sich bis morgen um zwölf.',
};
const SETTLE = 500;

type Hand = { readonly acts: Act[]; readonly log: string[] };
const newHand = (): Hand => ({ acts: [], log: [] });
const priced = ({ acts, log }: Hand): Priced => ({
  inputs: inputsOf(acts),
  seconds: round(keystrokeSeconds(acts), 1),
  log: log.join(' · '),
});

const press = async (page: Page, { acts, log }: Hand, key: string, kind: 'command' | 'walk' = 'command'): Promise<void> => {
  acts.push({ kind, keys: key.split('+').length });
  if (kind === 'command') log.push(key);
  await page.keyboard.press(key);
};

/** Fills in what the focus stands on: words are typed, of choices the next or the first is taken. */
const fillIn = async (page: Page, { acts, log }: Hand): Promise<void> => {
  const { tag, field } = await focused(page);
  if (field === '') throw new Error(`the focus left the form for ${tag}`);
  log.push(`${field}${tag === 'SELECT' || tag === 'BUTTON' ? ' (choice)' : ''}`);
  if (tag === 'SELECT' || tag === 'BUTTON') {
    acts.push({ kind: 'field', keys: 1 });
    return page.keyboard.press(tag === 'SELECT' ? 'ArrowDown' : 'Space');
  }
  const words = WORDS[field];
  if (words === undefined) throw new Error(`nobody said what is typed into ${field}`);
  acts.push({ kind: 'field', keys: words.length });
  return page.keyboard.type(words);
};

const sentAlready = async (page: Page): Promise<boolean> => (await page.getByText(/^Gesendet an/).count()) > 0;

/** The press that led nowhere further was the one that sent: that is a command. */
const asSent = ({ acts, log }: Hand): Hand => ({
  acts: [...acts.slice(0, -1), { kind: 'command', keys: 2 }],
  log: [...log, 'Control+Enter'],
});

/** From F9 until it is sent; whatever a step of the guidance or the call has logged before is filled in already. */
const handOver = async (page: Page, hand: Hand): Promise<Priced> => {
  await press(page, hand, 'F9');
  await page.waitForFunction(() => document.activeElement?.closest('[data-field]') !== null);
  for (let step = 0; step < 15; step += 1) {
    await fillIn(page, hand);
    // What is missing is asked of the desk once the hand rests.
    await page.waitForTimeout(SETTLE * 2);
    await press(page, hand, 'Control+Enter', 'walk');
    await page.waitForTimeout(SETTLE);
    if (await sentAlready(page)) return priced(asSent(hand));
  }
  throw new Error('the form did not come to an end');
};

const openCase = async (page: Page, title: string): Promise<void> => {
  await page.locator('nav button[data-key]').filter({ hasText: title }).first().click();
  await page.locator('main h1').filter({ hasText: title }).waitFor();
};

const agent = async (browser: Browser, place: Console, name: string): Promise<Page> => {
  const { page } = await place.window(browser, { language: 'de', shade: 'light', width: 1280, height: 800 });
  await signIn(page, name);
  return page;
};

/** The reason of the way up is chosen with the mouse, as whoever does it rarely does: opened, and pressed. */
const chooseReason = async (page: Page, { acts, log }: Hand, reason: RegExp): Promise<void> => {
  acts.push({ kind: 'click', fromKeys: true }, { kind: 'click', fromKeys: false });
  log.push('reason (two clicks)');
  await page.getByRole('button', { name: /^Grund der Eskalation/ }).click();
  await page.getByRole('menuitemradio', { name: reason }).click();
  await page.waitForTimeout(SETTLE);
};

const ASKED = 'Kündigungsfrist nach Tarifwechsel';

const lenasCase = async (
  { workplace: { desk } }: Console,
  title: string,
): Promise<{ readonly session: string; readonly caseId: string }> => {
  const me = await desk.call('session.sign-in', null, { lane: 'nordlicht', person: 'lena' });
  if (!me.ok) throw new Error(me.refusal.code);
  const { session } = me.value;
  const queue = await desk.call('queue.list', session, { limit: 50 });
  const row = queue.flatMap((group) => group.rows).find((shown) => shown.title.startsWith(title));
  if (row === undefined) throw new Error(`${title} is not there`);
  return { session, caseId: row.caseId };
};

type Sent = Parameters<Console['workplace']['desk']['call']>[2];

/** One press each while the caller is on the line. */
const logInCall = async (place: Console, title: string): Promise<void> => {
  const { session, caseId } = await lenasCase(place, title);
  const acts: readonly Sent[] = [
    { type: 'check-identity', caseId, data: { method: 'password', call: null }, body: {} },
    { type: 'log-guidance', caseId, data: { kind: 'step', id: 'restart-router', result: 'no-effect' }, body: {} },
  ];
  for (const act of acts) {
    const sent = await place.workplace.desk.call('command.send', session, act as never);
    if (!sent.ok) throw new Error(sent.refusal.code);
  }
};

const answer = async (page: Page, place: Console): Promise<Priced> => {
  const { session, caseId } = await lenasCase(place, ASKED);
  const data = {
    decisionType: 'goodwill-credit',
    amount: 4_300,
    reason: null,
    evidence: [],
    customerWaiting: true,
    recommendation: 'grant',
  };
  const sent = await place.workplace.desk.call('command.send', session, { type: 'ask-approval', caseId, data, body: {} });
  if (!sent.ok) throw new Error(sent.refusal.code);
  const hand = newHand();
  await page.keyboard.press('Control+2');
  await page.locator('[data-letters]').filter({ hasText: '43,00' }).first().focus();
  await page.waitForTimeout(SETTLE * 2);
  await press(page, hand, 'y');
  await page
    .getByText(/43,00.*freigegeben/)
    .first()
    .waitFor();
  return priced(hand);
};

/** A leads to the facts, a space ticks each as read back, the second A accepts. */
const accept = async (page: Page): Promise<Priced> => {
  const hand = newHand();
  await page.locator('[data-list="rows"] [data-key]').filter({ hasText: 'Techniker kam dreimal nicht' }).click();
  await page.waitForTimeout(SETTLE);
  await press(page, hand, 'a');
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-fact'));
  const facts = await page.locator('[data-fact]').count();
  for (let fact = 0; fact < facts; fact += 1) {
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-fact'));
    hand.acts.push({ kind: 'field', keys: 1 });
    hand.log.push('fact');
    await page.keyboard.press('Space');
    if (fact < facts - 1) await press(page, hand, 'Tab', 'walk');
  }
  await page.waitForTimeout(SETTLE);
  await press(page, hand, 'a');
  await page
    .getByText(/Angenommen\. Lena Brandt sieht/)
    .first()
    .waitFor();
  return priced(hand);
};

export const benchKeys = async (say: (what: string) => void): Promise<KeysReport> => {
  say('building the page');
  await ensureBuilt();
  const browser = await launchBrowser();
  try {
    const place = await openConsole('de');
    try {
      say('handing over');
      const by = async (title: string, hand: Hand, before: (page: Page) => Promise<unknown>): Promise<Priced> => {
        // A window of its own each time: in the last one still stands what was sent.
        const page = await agent(browser, place, 'Lena Brandt');
        await openCase(page, title);
        await before(page);
        return handOver(page, hand);
      };
      const nothing = (): Promise<void> => Promise.resolve();
      const functional = await by('Ersatzgerät kommt nicht an', newHand(), () => logInCall(place, 'Ersatzgerät kommt nicht an'));
      const bare = await by('Angebot für Glasfaser', newHand(), nothing);
      const upwards = newHand();
      const hierarchical = await by(ASKED, upwards, (page) => chooseReason(page, upwards, /Kunde droht zu kündigen/));
      say('answering and accepting');
      const murat = await agent(browser, place, 'Murat Aydin');
      const approval = await answer(murat, place);
      const accepted = await accept(murat);
      if (place.broken.length > 0) throw new Error(place.broken.map(String).join('\n'));
      return { functional, bare, hierarchical, approval, accept: accepted };
    } finally {
      await place.close();
    }
  } finally {
    await browser.close();
  }
};
