// Starts the browser that was found, with nothing switched off that the security tests rely on.
import { chromium, type Browser, type BrowserContext, type BrowserContextOptions, type LaunchOptions } from 'playwright-core';
import type { BrowserInfo } from './browser-info.ts';
import { findBrowser } from './find-browser.ts';

export { findBrowser } from './find-browser.ts';
export type { BrowserInfo } from './browser-info.ts';

// Chromium refuses its sandbox for root; some systems refuse it to everybody (no user namespaces), which shows at the first start.
let sandbox = process.getuid?.() !== 0;

/** In a test: `launchBrowser(inject('browser'))`; in a script: `launchBrowser()`. */
export async function launchBrowser(info?: BrowserInfo, options: LaunchOptions = {}): Promise<Browser> {
  const { executablePath, env } = info ?? (await findBrowser());
  const start = (): Promise<Browser> =>
    chromium.launch({ ...options, executablePath, chromiumSandbox: sandbox, env: { ...inherited(), ...env, ...options.env } });
  try {
    return await start();
  } catch (error) {
    if (!sandbox || !/sandbox/i.test(String(error))) throw error;
    sandbox = false;
    return start();
  }
}

function inherited(): Record<string, string> {
  return Object.fromEntries(Object.entries(process.env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}

/** A context of its own per person; German unless asked otherwise, because the bare default ("en-US@posix") is no valid locale. */
export function newContext(browser: Browser, options: BrowserContextOptions = {}): Promise<BrowserContext> {
  return browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin', ...options });
}
