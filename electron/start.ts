// Starts Stafette for a person: the desktop program where it can open, else the browser host, said in one line.
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { ensureBuilt } from '../build/ensure-built.ts';
import { sentence } from './cli/words.ts';
import { defaultDataFolder } from './data-folder.ts';
import { chooseDesktop, runDesktop } from './desktop.ts';
import { serve, showRunning, type Serve } from './serve.ts';
import { startWords, type Language } from './start-words.ts';

export type StartOptions = {
  /** Data folder; else the system's usual place, see data-folder.ts. */
  readonly dir?: string | null;
  readonly port?: number | null;
  /** false = only print the link. */
  readonly open?: boolean;
  readonly host?: 'browser' | 'desktop' | null;
  /** Of the sentences in the terminal. */
  readonly language?: Language;
  /** Of the page, where the person asked for one; else the page goes by its browser. */
  readonly pageLanguage?: Language | null;
  readonly out?: (line: string) => void;
  readonly err?: (line: string) => void;
};

/** Resolves with the exit code when Stafette has ended: 0 in order, 2 when it could not start (said in a sentence). */
export const runStart = async (options: StartOptions = {}): Promise<number> => {
  const asked: Serve = {
    dir: resolve(options.dir ?? defaultDataFolder(process.platform, process.env, homedir())),
    port: options.port ?? null,
    open: options.open ?? true,
    language: options.language ?? 'en',
    pageLanguage: options.pageLanguage ?? null,
    out: options.out ?? ((line) => void process.stdout.write(`${line}\n`)),
    err: options.err ?? ((line) => void process.stderr.write(`${line}\n`)),
  };
  const words = startWords(asked.language);
  try {
    mkdirSync(asked.dir, { recursive: true, mode: 0o700 });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    asked.err(sentence({ code: 'no-write', data: { file: asked.dir, why } }, asked.language));
    return 2;
  }
  if (await showRunning(asked)) return 0;

  const desktop = await chooseDesktop(options.host ?? null, () => asked.out(words.fetching));
  if ('binary' in desktop) {
    await ensureBuilt();
    const language = asked.pageLanguage === null ? [] : [`--language=${asked.pageLanguage}`];
    // The command line has already filled a new folder, or was told not to.
    return runDesktop(desktop.binary, [`--data=${asked.dir}`, '--empty', ...language]);
  }
  const why = words.browserBecause[desktop.why];
  if (options.host === 'desktop') {
    asked.err(words.noDesktop(why));
    return 2;
  }
  asked.out(why);
  return serve(asked);
};
