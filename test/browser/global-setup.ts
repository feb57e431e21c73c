// Once per run, before any browser test: the app is built and the browser found, so that workers never race for either.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { ensureBuilt } from '../../build/ensure-built.ts';
import type { BrowserInfo } from './browser-info.ts';
import { findBrowser } from './find-browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    browser: BrowserInfo;
  }
}

export default async function setup(project: TestProject): Promise<() => void> {
  await ensureBuilt();
  project.provide('browser', await findBrowser());
  const days = mkdtempSync(join(tmpdir(), 'stafette-first-days-'));
  // Workers are started later, and with this.
  process.env['STAFETTE_FIRST_DAYS'] = days;
  return () => rmSync(days, { recursive: true, force: true });
}
