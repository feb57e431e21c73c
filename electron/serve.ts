// Runs the browser host in the terminal: opens the folder, prints the link, waits for Ctrl-C.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../build/ensure-built.ts';
import { projectRoot } from '../build/paths.ts';
import { startBrowserHost, type BrowserHost, type BrowserHostOptions } from './browser-host/browser-host.ts';
import { askRunning, leaveNote, takeNoteAway } from './browser-host/control.ts';
import { sentence } from './cli/words.ts';
import { createDeskPort } from './desk-port.ts';
import { idleLimit, openDesk, type OpenDesk } from './open-desk.ts';
import { openBrowser, openerFor } from './open-browser.ts';
import { startWords, type Language } from './start-words.ts';
import { IN_A_BROWSER } from './surroundings/in-a-browser.ts';

export type Serve = {
  readonly dir: string;
  readonly port: number | null;
  readonly open: boolean;
  readonly language: Language;
  readonly pageLanguage: Language | null;
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
};

/** Always the same one where it is free: what a browser remembers for a page (theme, keys) hangs on the port. */
const usualPort = 7411;
const exit = { done: 0, refused: 2 } as const;

const versionOf = (): string => {
  const manifest: unknown = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '?';
};

const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES');

/** Null = the asked port is taken. */
const listen = async (options: Omit<BrowserHostOptions, 'tcpPort'>, asked: number | null): Promise<BrowserHost | null> => {
  try {
    return await startBrowserHost({ ...options, tcpPort: asked ?? usualPort });
  } catch (error) {
    if (!isTaken(error)) throw error;
    return asked === null ? await startBrowserHost({ ...options, tcpPort: 0 }) : null;
  }
};

/** Resolves at the first Ctrl-C or polite kill; a second one does not wait for anything. */
const untilStopped = (onEnter: () => void): Promise<void> =>
  new Promise((resolve) => {
    const stop = (): void => {
      if (process.stdin.isTTY) process.stdin.pause();
      for (const signal of signals) {
        process.off(signal, stop);
        process.once(signal, () => process.exit(130));
      }
      resolve();
    };
    const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
    for (const signal of signals) process.on(signal, stop);
    if (process.stdin.isTTY) process.stdin.on('data', onEnter);
  });

/** Shows a link of the host that already runs there; false when none answers. */
export const showRunning = async ({ dir, open, language, out }: Serve): Promise<boolean> => {
  const link = await askRunning(dir);
  if (link === null) return false;
  const words = startWords(language);
  out(words.runsAlready(dir));
  out(words.link(link));
  if (open && (await openBrowser(openerFor(process.platform, process.env, link)))) out(words.opened);
  return true;
};

const hostFor = (asked: Serve, desk: OpenDesk, report: (error: unknown) => void): Promise<BrowserHost | null> =>
  listen(
    {
      port: createDeskPort(desk.api, (call, error) => report(new Error(`The call ${call} failed.`, { cause: error }))),
      announce: desk.pops.announce,
      page: join(projectRoot, 'out/renderer'),
      now: () => Date.now(),
      random: (count) => randomBytes(count),
      language: asked.pageLanguage ?? undefined,
      report,
    },
    asked.port,
  );

const welcome = async (asked: Serve, host: BrowserHost): Promise<void> => {
  const words = startWords(asked.language);
  if (asked.port === null && host.tcpPort !== usualPort) asked.out(words.otherPort(host.tcpPort));
  asked.out(words.ready(asked.dir));
  asked.out(words.link(host.newLink()));
  const opener = asked.open ? openerFor(process.platform, process.env, host.newLink()) : null;
  if (await openBrowser(opener)) asked.out(words.opened);
  if (process.stdin.isTTY) asked.out(words.enter);
};

/** Exit code 0 after an orderly end, 2 when the folder or the port is not to be had (said in a sentence). */
export const serve = async (asked: Serve): Promise<number> => {
  const words = startWords(asked.language);
  const report = (error: unknown): void => asked.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  await ensureBuilt();
  const opened = await openDesk({ dir: asked.dir, host: 'browser', version: versionOf(), surroundings: IN_A_BROWSER, examples: null });
  if (!opened.ok) {
    asked.err(sentence(opened.refusal, asked.language));
    return exit.refused;
  }
  const desk = opened.value;
  const host = await hostFor(asked, desk, report);
  if (host === null) {
    await desk.close();
    asked.err(words.portTaken(asked.port ?? usualPort));
    return exit.refused;
  }
  leaveNote(asked.dir, host.tcpPort, host.secret);
  const idleWatch = setInterval(() => desk.expireIdle(idleLimit), 30_000);
  const stopped = untilStopped(() => asked.out(`${words.again}\n  ${host.newLink()}`));
  await welcome(asked, host);
  await stopped;

  asked.out(words.ending);
  clearInterval(idleWatch);
  takeNoteAway(asked.dir);
  await host.close();
  await desk.close();
  asked.out(words.ended);
  return exit.done;
};
