// Once per run, before any browser test: the app is built and the browser found, so that workers never race for either.
import type { TestProject } from 'vitest/node';
import { ensureBuilt } from '../../build/ensure-built.ts';
import type { BrowserInfo } from './browser-info.ts';
import { findBrowser } from './find-browser.ts';

declare module 'vitest' {
  interface ProvidedContext {
    browser: BrowserInfo;
  }
}

export default async function setup(project: TestProject): Promise<void> {
  await ensureBuilt();
  project.provide('browser', await findBrowser());
}
