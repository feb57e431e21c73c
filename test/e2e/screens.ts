// Takes a picture of every screen in both themes, both languages and two sizes, to be looked at (`npm run screens`).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { projectRoot } from '../../build/paths.ts';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, type Language, type Shade } from './console-kit.ts';
import { walk } from './tour.ts';

const only = process.argv.slice(2);
const wants = (name: string): boolean => only.length === 0 || only.some((part) => name.includes(part));

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
      if (!wants(`${language}-${shade}-${width}`)) continue;
      // A walk leaves a call and drafts behind; the next one begins with an untouched first day again.
      const place = await openConsole(language);
      await walk(place, browser, { language, shade, width, height }, async (name, page) => {
        await page.screenshot({ path: join(folder, `${name}-${language}-${shade}-${width}.png`) });
      });
      if (place.broken.length > 0) process.stderr.write(`${place.broken.map(String).join('\n')}\n`);
      await place.close();
    }
  }
}
await browser.close();
process.stdout.write(`${folder}\n`);
