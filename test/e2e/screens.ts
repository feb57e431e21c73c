// Takes a picture of every screen in both themes, both languages and two sizes, to be looked at (`npm run screens`).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { projectRoot } from '../../build/paths.ts';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, type Language, type Shade } from './console-kit.ts';
import { walk } from './tour.ts';

// `de-light-1280` chooses looks, every other word screens by their names.
const words = process.argv.slice(2);
const isLook = (word: string): boolean => /^(?:de|en|light|dark|\d+)(?:-|$)/.test(word);
const [looks, stops] = [words.filter(isLook), words.filter((word) => !isLook(word))];
const among = (parts: readonly string[], name: string): boolean => parts.length === 0 || parts.some((part) => name.includes(part));

await ensureBuilt();
const folder = join(projectRoot, 'out/screens');
mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
for (const language of ['de', 'en'] satisfies Language[]) {
  for (const shade of ['light', 'dark'] satisfies Shade[]) {
    for (const [width, height] of [
      [1280, 800],
      [1920, 1080],
    ] as const) {
      if (!among(looks, `${language}-${shade}-${width}`)) continue;
      // A walk leaves a call and drafts behind; the next one begins with an untouched first day again.
      const place = await openConsole(language);
      const take = async (name: string, page: Page): Promise<void> => {
        await page.screenshot({ path: join(folder, `${name}-${language}-${shade}-${width}.png`) });
      };
      await walk(place, browser, { language, shade, width, height }, take, (name) => among(stops, name));
      if (place.broken.length > 0) process.stderr.write(`${place.broken.map(String).join('\n')}\n`);
      await place.close();
    }
  }
}
await browser.close();
process.stdout.write(`${folder}\n`);
