// Measures actions in a real browser: from the key that acts until its durably stored result is painted.
import type { Browser, Page } from 'playwright-core';
import { signIn } from '../e2e/console-kit.ts';
import { focused } from '../e2e/keyboard-kit.ts';
import type { CallInput } from '../../shared/api.ts';
import { median, percentile, round } from './measure.ts';
import type { Big } from './page-place.ts';

export type ActionTimes = { readonly medianMs: number; readonly p95Ms: number; readonly times: readonly number[] };

type Form = CallInput<'escalation.preview'>['form'];

const figures = (times: readonly number[]): ActionTimes => ({
  medianMs: round(median(times), 1),
  p95Ms: round(percentile(times, 0.95), 1),
  times: times.map((ms) => round(ms, 1)),
});

/** Longer than any picture of a result takes to come to rest. */
const SETTLE = 250;

/** What was painted is waited for in the page itself: whoever looks from outside at every frame makes it draw sixty a second meanwhile. */
type Armed = { readonly painted: Promise<number> };

/** Presses the key that acts and answers how long it took until words matching `words` were painted in `within`. */
const acted = async (page: Page, key: string, within: string, words: RegExp): Promise<number> => {
  await page.evaluate(arm, { within, source: words.source, longest: 30_000 });
  await page.keyboard.press(key);
  const ms = await page.evaluate(() => (window as unknown as { acted: Armed }).acted.painted);
  await page.waitForTimeout(SETTLE);
  return ms;
};

/** Runs in the page: notes when the next key goes down, and when the result stands on the screen. */
const arm = ({ within, source, longest }: { readonly within: string; readonly source: string; readonly longest: number }): void => {
  const words = new RegExp(source, 's');
  const known = new Set([...document.querySelectorAll(within)].filter(({ textContent }) => words.test(textContent)));
  let from: number | null = null;
  // The last one: whoever holds another key acts with the second.
  const pressed = ({ timeStamp }: KeyboardEvent): void => void (from = timeStamp);
  window.addEventListener('keydown', pressed, { capture: true });
  const painted = new Promise<number>((resolve, reject) => {
    const timer = window.setTimeout(() => reject(new Error(`nothing like ${source} was painted`)), longest);
    const observer = new MutationObserver(() => {
      if (from === null || ![...document.querySelectorAll(within)].some((found) => !known.has(found) && words.test(found.textContent)))
        return;
      observer.disconnect();
      window.clearTimeout(timer);
      window.removeEventListener('keydown', pressed, { capture: true });
      // A message sent from a frame comes when the frame has been painted.
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel();
        port1.addEventListener('message', () => resolve(performance.now() - (from ?? 0)));
        port1.start();
        port2.postMessage(null);
      });
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });
  // Told where it is waited for, and not as an unhandled one before.
  painted.catch(() => undefined);
  Object.assign(window, { acted: { painted } });
};

/** A fresh case of the agent's own, so that every round begins alike; its title is its name on the screen. */
const fresh = async (big: Big, session: string, title: string): Promise<string> => {
  const data = { customer: null, category: 'billing', channel: 'phone', urgency: 'medium', impact: 'medium', reason: null, call: null };
  const sent = await big.workplace.desk.call('command.send', session, { type: 'open-case', caseId: null, data, body: { title } });
  if (!sent.ok) throw new Error(`${sent.refusal.code} ${JSON.stringify(sent.refusal.data)}`);
  return sent.value.caseId;
};

const openFresh = async (page: Page, big: Big, session: string, title: string): Promise<string> => {
  const caseId = await fresh(big, session, title);
  await page.keyboard.press('Control+k');
  await page.keyboard.type(title);
  await page.getByRole('option', { name: new RegExp(title) }).waitFor();
  await page.keyboard.press('Enter');
  await page.locator('main h1').filter({ hasText: title }).waitFor();
  await page.waitForTimeout(SETTLE);
  return caseId;
};

/** Another case on its way to the lead, with the form of one that went before. */
const onItsWay = async (big: Big, session: string, title: string, form: Form): Promise<void> => {
  const caseId = await fresh(big, session, title);
  const asked = await big.workplace.desk.call('escalation.preview', session, { caseId, reason: null, form, customerWaiting: true });
  if (!asked.ok) throw new Error(asked.refusal.code);
  const data = { reason: asked.value.reason, demanded: false, customerWaiting: true, form };
  const sent = await big.workplace.desk.call('command.send', session, { type: 'escalate', caseId, data, body: {} } as never);
  if (!sent.ok) throw new Error(`${sent.refusal.code} ${JSON.stringify(sent.refusal.data)}`);
};

/** A leads to the facts, Space ticks each, and the second A accepts. */
const accepted = async (page: Page, title: string): Promise<number> => {
  await page.locator('[data-list="rows"] [data-key]').filter({ hasText: title }).click();
  await page.waitForTimeout(SETTLE * 2);
  await page.keyboard.press('a');
  await page.waitForFunction(() => document.activeElement?.hasAttribute('data-fact'));
  const facts = await page.locator('[data-fact]').count();
  for (let fact = 0; fact < facts; fact += 1) {
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-fact'));
    await page.keyboard.press('Space');
    if (fact < facts - 1) await page.keyboard.press('Tab');
  }
  await page.waitForTimeout(SETTLE);
  return acted(page, 'a', 'body *', /Angenommen\./);
};

/** Fills in whatever the form asks, sends, and takes it back: from then on one press sends. */
const fillForm = async (page: Page): Promise<void> => {
  await page.keyboard.press('F9');
  await page.waitForFunction(() => document.activeElement?.closest('[data-field]') !== null);
  for (let step = 0; step < 15; step += 1) {
    const { tag } = await focused(page);
    if (tag === 'SELECT') await page.keyboard.press('ArrowDown');
    else if (tag === 'BUTTON') await page.keyboard.press('Space');
    else await page.keyboard.type('Ersatzgerät seit drei Wochen nicht da.');
    await page.keyboard.press('Control+Enter');
    await page.waitForTimeout(SETTLE * 2);
    if ((await page.getByText(/^Gesendet an/).count()) > 0) {
      await page.keyboard.press('F8');
      await page
        .getByText(/^Zurückgezogen/)
        .first()
        .waitFor();
      return;
    }
  }
  throw new Error('the form did not come to an end');
};

/** So many in one shift the pack leaves to an agent; from the next on it is a question to somebody else. */
const OWN_DECISIONS = 5;
const ITEM = 'main li';

export const benchActionsOnPage = async (browser: Browser, big: Big, rounds: number): Promise<Readonly<Record<string, ActionTimes>>> => {
  const agent = await big.window(browser);
  await signIn(agent.page, 'Lena Brandt');
  const [note, decide] = [[] as number[], [] as number[]];
  const [escalate, withdraw, answer] = [[] as number[], [] as number[], [] as number[]];
  const { page } = agent;
  const session = await big.seat('lena');
  await openFresh(page, big, session, 'Messung Notizen');
  for (let n = 0; n < rounds; n += 1) {
    await page.keyboard.press('F4');
    await page.keyboard.type(`Notiz Nummer ${n}.`);
    note.push(await acted(page, 'Control+Enter', ITEM, new RegExp(`Notiz Nummer ${n}\\.`)));
  }
  for (let n = 0; n < Math.min(rounds, OWN_DECISIONS); n += 1) {
    await openFresh(page, big, session, `Messung Entscheidung ${n}`);
    await page.keyboard.press('F6');
    await page.keyboard.type('0,50');
    await page
      .getByText(/in Ihrer Befugnis/)
      .first()
      .waitFor();
    await page.waitForTimeout(SETTLE);
    decide.push(await acted(page, 'F6', ITEM, /Entscheidung/));
  }
  await openFresh(page, big, session, 'Messung Weitergabe');
  await fillForm(page);
  for (let n = 0; n < rounds; n += 1) {
    escalate.push(await acted(page, 'F9', ITEM, /Übergabe ·.*Annahme\sbis/));
    withdraw.push(await acted(page, 'F8', ITEM, /Übergabe\szurückgezogen/));
  }
  const lead = await big.window(browser);
  await signIn(lead.page, 'Murat Aydin');
  await lead.page.keyboard.press('Control+2');
  for (let n = 0; n < rounds; n += 1) {
    const amount = 4_000 + n * 7;
    // What was granted in a case before counts against the next question in it.
    const asked = await fresh(big, session, `Messung Freigabe ${n}`);
    const data = { decisionType: 'goodwill-credit', amount, reason: null, evidence: [], customerWaiting: true, recommendation: 'grant' };
    const sent = await big.workplace.desk.call('command.send', session, { type: 'ask-approval', caseId: asked, data, body: {} } as never);
    if (!sent.ok) throw new Error(`${sent.refusal.code} ${JSON.stringify(sent.refusal.data)}`);
    const euros = (amount / 100).toFixed(2).replace('.', ',');
    // The card, not the list below it, where the same sum may stand.
    await lead.page.locator('[data-approval]').filter({ hasText: euros }).first().focus();
    // A row that came under the key by itself is not answered in the same breath.
    await lead.page.waitForTimeout(600);
    answer.push(await acted(lead.page, 'y', 'body *', new RegExp(`${euros}.*freigegeben`)));
  }
  await agent.context.close();
  await lead.context.close();
  return {
    note: figures(note),
    decide: figures(decide),
    escalate: figures(escalate),
    withdraw: figures(withdraw),
    answer: figures(answer),
  };
};

/** Acceptance by read-back, in a store small enough for what was just sent to stand in the lead's list without scrolling. */
export const benchAcceptance = async (browser: Browser, small: Big, rounds: number): Promise<ActionTimes> => {
  const agent = await small.window(browser);
  await signIn(agent.page, 'Lena Brandt');
  const session = await small.seat('lena');
  const caseId = await openFresh(agent.page, small, session, 'Messung Weitergabe');
  await fillForm(agent.page);
  // What was taken back is a draft again a moment later.
  const draft = async (): Promise<unknown> => (await small.workplace.desk.call('draft.get', session, { key: `handover:${caseId}` })).value;
  while ((await draft()) === null) await agent.page.waitForTimeout(SETTLE);
  const form = await draft();
  await agent.context.close();
  const lead = await small.window(browser);
  await signIn(lead.page, 'Murat Aydin');
  await lead.page.keyboard.press('Control+2');
  const accept: number[] = [];
  for (let n = 0; n < rounds; n += 1) {
    await onItsWay(small, session, `Messung Annahme ${n}`, form as Form);
    accept.push(await accepted(lead.page, `Messung Annahme ${n}`));
  }
  await lead.context.close();
  return figures(accept);
};
