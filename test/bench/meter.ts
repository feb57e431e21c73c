// Measures the meter in a real browser: what one key in the amount field costs the page until its answer is painted.
import type { Page } from 'playwright-core';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, signIn } from '../e2e/console-kit.ts';
import { median, percentile, round } from './measure.ts';
import { traced, type TraceEvent } from './page-trace.ts';

/** One picture of a screen that shows sixty in a second. */
export const FRAME_MS = 16.7;
/** Long enough for the pause after a key, the call, and both pictures. */
const SETTLE = 300;
const KEYS = ['1', '2', '5', '0', 'Backspace', 'Backspace', '0', '0', 'Backspace', 'Backspace', 'Backspace', '9'] as const;

type Figures = { readonly median: number; readonly p95: number };
export type MeterReport = {
  /** Time of the page's main thread from the key until the new amount is painted. */
  readonly keyMs: Figures;
  /** From the answer until the new meter is painted. */
  readonly answerMs: Figures;
  /** All of it from the key to the painted meter, the question and a caret that blinks meanwhile included. */
  readonly workMs: Figures;
  /** From the key to the painted meter by the clock, with the pause that makes one question of a burst of keys. */
  readonly paintedMs: Figures;
  /** The question's way to the desk and back. */
  readonly callMs: Figures;
  readonly keys: number;
};

export const benchMeter = async (rounds: number, say: (what: string) => void): Promise<MeterReport> => {
  say('building the page');
  await ensureBuilt();
  const browser = await launchBrowser();
  try {
    const place = await openConsole('de');
    try {
      const { context, page } = await place.window(browser, { language: 'de', shade: 'light', width: 1280, height: 800 });
      await page.addInitScript(markTimes);
      await page.reload();
      await signIn(page, 'Lena Brandt');
      await page.locator('nav button[data-key]').filter({ hasText: 'Ersatzgerät kommt nicht an' }).first().click();
      await page.locator('main h1').filter({ hasText: 'Ersatzgerät kommt nicht an' }).waitFor();
      await page.locator('aside input[inputmode="decimal"]').first().focus();
      say('typing amounts');
      for (let n = 0; n < 4; n += 1) await typed(page);
      const events = await traced(await context.newCDPSession(page), async () => {
        for (let n = 0; n < rounds; n += 1) await typed(page);
      });
      const keys = keysOf(events);
      const pressed = rounds * (KEYS.length + 1);
      // The last key of a round empties the field; nothing is asked about that.
      if (keys.length < (pressed - rounds) * 0.9) throw new Error(`the meter answered ${keys.length} of ${pressed} keys`);
      if (place.broken.length > 0) throw new Error(place.broken.map(String).join('\n'));
      return {
        keyMs: figures(keys.map(({ typing }) => typing)),
        answerMs: figures(keys.map(({ answer }) => answer)),
        workMs: figures(keys.map(({ work }) => work)),
        paintedMs: figures(keys.map(({ painted }) => painted)),
        callMs: figures(keys.map(({ call }) => call)),
        keys: keys.length,
      };
    } finally {
      await place.close();
    }
  } finally {
    await browser.close();
  }
};

const figures = (values: readonly number[]): Figures => ({ median: round(median(values)), p95: round(percentile(values, 0.95)) });

const typed = async (page: Page): Promise<void> => {
  for (const key of [...KEYS, 'Backspace']) {
    await page.keyboard.press(key);
    await page.waitForTimeout(SETTLE);
  }
};

type Key = { readonly typing: number; readonly answer: number; readonly work: number; readonly painted: number; readonly call: number };

/** Keys whose answer was painted before the next key went down. */
const keysOf = (events: readonly TraceEvent[]): readonly Key[] => {
  const marks = events.filter(({ name }) => name.startsWith('meter:')).toSorted((a, b) => a.ts - b.ts);
  const page = marks[0];
  if (page === undefined) throw new Error('no key was noted');
  const tasks = outermost(events.filter(({ name, pid, tid }) => name.endsWith('::RunTask') && pid === page.pid && tid === page.tid));
  const workBetween = (from: number, to: number): number =>
    tasks.filter(({ ts, dur }) => ts + (dur ?? 0) > from && ts < to).reduce((sum, { tdur, dur }) => sum + (tdur ?? dur ?? 0), 0) / 1_000;
  return marks.flatMap((key, n) => {
    if (key.name !== 'meter:key') return [];
    const [typed, asked, answered, painted] = marks.slice(n + 1, n + 5);
    const inOrder = [typed, asked, answered, painted].map((mark) => mark?.name.replace('meter:', '')).join(' ');
    if (inOrder !== 'typed asked answered painted') return [];
    return [
      {
        typing: workBetween(key.ts, typed!.ts),
        answer: workBetween(answered!.ts, painted!.ts),
        work: workBetween(key.ts, painted!.ts),
        painted: (painted!.ts - key.ts) / 1_000,
        call: (answered!.ts - asked!.ts) / 1_000,
      },
    ];
  });
};

/** A task that runs inside another is part of it. */
const outermost = (tasks: readonly TraceEvent[]): readonly TraceEvent[] => {
  let end = -Infinity;
  return tasks
    .toSorted((a, b) => a.ts - b.ts)
    .filter(({ ts, dur }) => {
      if (ts < end) return false;
      end = ts + (dur ?? 0);
      return true;
    });
};

/** Runs in the page: marks when a key went down, when the desk was asked and answered, and when the meter stood on the screen after that. */
const markTimes = (): void => {
  let waits: 'asked' | 'answered' | 'painted' | null = null;
  const mark = (what: string): void => void performance.mark(`meter:${what}`);
  /** A message sent from a frame comes when the frame has been painted. */
  const markPainted = (what: string): void =>
    void requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => mark(what));
      port1.start();
      port2.postMessage(null);
    });
  window.addEventListener(
    'keydown',
    () => {
      mark('key');
      markPainted('typed');
      waits = 'asked';
    },
    true,
  );
  const fetched = window.fetch.bind(window);
  window.fetch = async (input, init) => {
    const counts = waits === 'asked' && typeof input === 'string' && input.endsWith('/authority.ask');
    if (counts) mark('asked');
    if (counts) waits = 'answered';
    const response = await fetched(input, init);
    if (counts && waits === 'answered') {
      mark('answered');
      waits = 'painted';
    }
    return response;
  };
  new MutationObserver(() => {
    if (waits !== 'painted') return;
    waits = null;
    markPainted('painted');
  }).observe(document, { subtree: true, childList: true, characterData: true, attributes: true });
};
