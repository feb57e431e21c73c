// Opens a big store for windows, as a program of its own or in this process with colleagues who go on working.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { projectRoot } from '../../build/paths.ts';
import { startBrowserHost } from '../../electron/browser-host/browser-host.ts';
import { createDeskPort } from '../../electron/desk-port.ts';
import { openWorkplace, schedule, type Workplace } from '../../electron/workplace.ts';
import { newContext } from '../browser/browser.ts';

const LANE = 'nordlicht';
const LINK = /http:\/\/127\.0\.0\.1:\d+\/open\?key=[\w-]{43}/;
/** A busy floor: somebody's note every so often, for as long as it is wanted. */
const NOTE_MS = 500;

export type Big = {
  readonly workplace: Workplace;
  readonly broken: unknown[];
  events(): number;
  window(browser: Browser): Promise<{ readonly context: BrowserContext; readonly page: Page }>;
  /** Colleagues write notes into cases of theirs; the answer ends that. */
  others(): () => Promise<void>;
  seat(person: string): Promise<string>;
  close(): Promise<void>;
};

export const openBig = async (dir: string): Promise<Big> => {
  const opened = await openWorkplace({ dir });
  if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
  const workplace = opened.value;
  const endWatch = workplace.desk.watch(schedule);
  const broken: unknown[] = [];
  const host = await startBrowserHost({
    port: createDeskPort(workplace.desk, (name, error) => void broken.push(name, error)),
    page: join(projectRoot, 'out/renderer'),
    tcpPort: 0,
    now: Date.now,
    random: (count) => randomBytes(count),
    report: (error) => void broken.push(error),
  });
  const seat = async (person: string): Promise<string> => {
    const signed = await workplace.desk.call('session.sign-in', null, { lane: LANE, person });
    if (!signed.ok) throw new Error(signed.refusal.code);
    return signed.value.session;
  };
  return {
    workplace,
    broken,
    seat,
    events: () => workplace.store.head(LANE).position,
    window: async (browser) => {
      const context = await newContext(browser, { locale: 'de-DE', viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce' });
      const page = await context.newPage();
      page.on('pageerror', (error) => void broken.push(error));
      await page.goto(host.newLink());
      return { context, page };
    },
    others: () => {
      let ended = false;
      const going = (async () => {
        const session = await seat('lena');
        const queue = await workplace.desk.call('queue.list', session, { limit: 20 });
        const rows = queue.flatMap((group) => group.rows).slice(1, 9);
        for (let n = 0; !ended; n += 1) {
          const row = rows[n % rows.length];
          if (row === undefined) throw new Error('nobody has a case to write into');
          const note = { type: 'add-note', caseId: row.caseId, data: {}, body: { text: `Nachtrag ${n}` } } as const;
          const sent = await workplace.desk.call('command.send', session, note);
          if (!sent.ok) throw new Error(sent.refusal.code);
          await new Promise((resolve) => setTimeout(resolve, NOTE_MS));
        }
      })();
      return () => {
        ended = true;
        return going;
      };
    },
    close: async () => {
      endWatch();
      await host.close();
      await workplace.close();
    },
  };
};

/** The program as a person starts it; `ms` from its call until it gave its link. */
export const startDesk = async (
  dir: string,
): Promise<{ readonly link: string; readonly ms: number; readonly end: () => Promise<void> }> => {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [join(projectRoot, 'electron/cli.ts'), 'start', '--data', dir, '--no-open', '--empty', '--host', 'browser', '--language', 'de'],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let said = '';
  child.stderr.on('data', (bytes) => (said += String(bytes)));
  const link = await new Promise<string>((resolve, reject) => {
    child.stdout.on('data', (bytes) => {
      said += String(bytes);
      const found = LINK.exec(said);
      if (found !== null) resolve(found[0]);
    });
    child.on('exit', (code) => reject(new Error(`the desk ended with ${String(code)}: ${said}`)));
  });
  const ms = performance.now() - began;
  const end = async (): Promise<void> => {
    const ended = once(child, 'exit');
    child.kill('SIGINT');
    await ended;
  };
  return { link, ms, end };
};
