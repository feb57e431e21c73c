// Asks axe about a page in one go: every rule of the levels we promise, the same as its own driver asks, without its detours.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../build/paths.ts';

const AXE = readFileSync(join(projectRoot, 'node_modules/axe-core/axe.min.js'), 'utf8');
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

type Check = { readonly message: string };
type Node = {
  readonly target: readonly string[];
  readonly any: readonly Check[];
  readonly all: readonly Check[];
  readonly none: readonly Check[];
};
type Axe = {
  run(
    context: Document,
    options: object,
  ): Promise<{ readonly violations: readonly { readonly id: string; readonly nodes: readonly Node[] }[] }>;
};

/**
 * What axe finds, one line each: rule, where, why. Only what is wrong is described, which spares most of the work; the style sheets are read
 * anew (`sheets`) for the one rule that needs their text, and they are the same on every screen.
 */
export const findings = async (page: Page, sheets = true): Promise<readonly string[]> => {
  if (page.frames().length > 1) throw new Error('a frame inside the page would not be looked at');
  await page.evaluate(AXE);
  return page.evaluate(
    async ({ values, preload }) => {
      const { axe } = window as unknown as { axe: Axe };
      const options = { runOnly: { type: 'tag', values }, resultTypes: ['violations'], preload, performanceTimer: false };
      const { violations } = await axe.run(document, options);
      return violations.flatMap(({ id, nodes }) =>
        nodes.map(
          ({ target, any, all, none }) =>
            `${id} at ${target.join(' ')}: ${[...any, ...all, ...none].map(({ message }) => message).join('; ')}`,
        ),
      );
    },
    { values: TAGS, preload: sheets },
  );
};
