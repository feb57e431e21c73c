// Takes a picture of every screen to be looked at: in both languages, light, dark and in hard contrast, small, large and enlarged (`npm run screens`).
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { projectRoot } from '../../build/paths.ts';
import { launchBrowser } from '../browser/browser.ts';
import { openConsole, type Language } from './console-kit.ts';
import { dress, type Look } from './looks-kit.ts';
import { walk } from './tour.ts';

type Picture = Look & { readonly width: number; readonly height: number };

const [SMALL, LARGE, HUGE] = [
  { width: 1280, height: 800 },
  { width: 1920, height: 1080 },
  { width: 2560, height: 1440 },
];
// A window of 1280 by 800 enlarged to 200 % has half as many pixels to arrange.
const ENLARGED = { width: 640, height: 400 };
const [LIGHT, DARK] = [
  { shade: 'light', hard: false },
  { shade: 'dark', hard: false },
] as const;
const PICTURES: readonly Picture[] = (['de', 'en'] as const).flatMap((language) =>
  [
    { ...LIGHT, ...SMALL },
    { ...DARK, ...SMALL },
    { ...LIGHT, ...SMALL, hard: true },
    { ...DARK, ...SMALL, hard: true },
    { ...LIGHT, ...LARGE },
    { ...DARK, ...LARGE },
    { ...LIGHT, ...HUGE },
    { ...DARK, ...ENLARGED },
  ].map((picture) => ({ language, ...picture })),
);
const nameOf = ({ language, shade, hard, width }: Picture): string => `${language}-${hard ? 'hard' : ''}${shade}-${width}`;

// `de-light-1280`, `en`, `harddark` or `640` chooses looks, every other word screens by their names.
const words = process.argv.slice(2);
const isLook = (word: string): boolean => /^(?:de|en|(?:hard)?(?:light|dark)|\d+)(?:-|$)/.test(word);
const [looks, stops] = [words.filter(isLook), words.filter((word) => !isLook(word))];
const among = (parts: readonly string[], name: string): boolean => parts.length === 0 || parts.some((part) => name.includes(part));
const isWanted = (picture: Picture): boolean => looks.length === 0 || looks.some((look) => `-${nameOf(picture)}-`.includes(`-${look}-`));

await ensureBuilt();
// Beside `out`, which every build puts in place anew.
const folder = join(projectRoot, 'out.screens');
mkdirSync(folder, { recursive: true });
const browser = await launchBrowser();
for (const language of ['de', 'en'] satisfies Language[]) {
  const wanted = PICTURES.filter((picture) => picture.language === language && isWanted(picture));
  const [first] = wanted;
  if (first === undefined) continue;
  // A walk leaves a call and drafts behind; the next one begins with an untouched first day again.
  const place = await openConsole(language);
  const base = { ...DARK, ...SMALL, language };
  const take = async (name: string, page: Page): Promise<void> => {
    for (const picture of wanted) {
      await page.setViewportSize(picture);
      await dress(page, picture);
      // As long as panes need to find their new place.
      await page.waitForTimeout(150);
      await page.screenshot({ path: join(folder, `${name}-${nameOf(picture)}.png`) });
    }
    await page.setViewportSize(base);
    await dress(page, base);
  };
  await walk(place, browser, base, take, (name) => among(stops, name));
  if (place.broken.length > 0) process.stderr.write(`${place.broken.map(String).join('\n')}\n`);
  await place.close();
}
await browser.close();
process.stdout.write(`${folder}\n`);
