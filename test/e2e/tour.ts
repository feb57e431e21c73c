// Knows the way to every screen of the console; the screenshots and the accessibility test walk the same one.
import type { Browser, Page } from 'playwright-core';
import { signIn, type Console, type Looks } from './console-kit.ts';
import { WITHOUT_HUB } from './tour-away.ts';
import { CALLS, hangUp } from './tour-call.ts';
import { DEPUTY } from './tour-deputy.ts';
import { FLOOR } from './tour-floor.ts';
import { GUIDE, GUIDE_ALONE } from './tour-guide.ts';
import { LOOKS } from './tour-looks.ts';
import { MENUS } from './tour-menus.ts';
import { AFTER } from './tour-money.ts';
import { WITH_HUB } from './tour-hub.ts';
import { DEPUTIES, leadsTo, onLead, PRESENCE } from './tour-presence.ts';
import { TOGETHER, type Stop } from './tour-together.ts';

const rows = (page: Page) => page.locator('nav button[data-key]');
const firstCase = async (page: Page, group = 'mine'): Promise<void> => {
  await rows(page)
    .and(page.locator(`[data-key^="${group} "]`))
    .first()
    .click();
  await page.locator('main h1').waitFor();
  await page.locator('footer button[aria-keyshortcuts="F9"]').waitFor();
};
const settled = async (page: Page): Promise<void> => {
  await page.locator('main[aria-busy="true"]').waitFor({ state: 'detached' });
  await page.waitForTimeout(250);
};

const NOTE = {
  de: ['Sendung laut Lieferdienst seit Freitag im Depot. Kundin braucht das Gerät für die Arbeit.', '12,50'],
  en: ['The carrier says the parcel is in its depot since Friday. The customer needs the device for work.', '12.50'],
} as const;

const AMOUNT = 'aside input.text-huge';
const pressed = (page: Page, words: RegExp): Promise<void> => page.locator('aside button').filter({ hasText: words }).first().click();

const ALONE: readonly Stop[] = [
  { name: 'sign-in', person: null, go: async (page) => page.locator('main h2').first().waitFor() },
  { name: 'desk-empty', person: 'Lena Brandt', go: async (page) => rows(page).first().waitFor() },
  // Before any case is open: later ones come back to theirs.
  GUIDE_ALONE,
  {
    name: 'desk-case',
    person: 'Lena Brandt',
    go: async (page) => {
      await firstCase(page);
      await page
        .locator('main button')
        .filter({ hasText: /Anruf annehmen|Take the call/ })
        .click();
      await page.keyboard.press('F4');
      const [note, amount] = NOTE[(await page.locator('html').getAttribute('lang')) === 'de' ? 'de' : 'en'];
      await page.keyboard.type(note);
      await page.locator(AMOUNT).fill(amount);
      await page.waitForTimeout(900);
    },
  },
  {
    name: 'desk-amount-above',
    person: 'Lena Brandt',
    go: async (page) => {
      await firstCase(page);
      await page.locator(AMOUNT).fill('40');
      await page.getByRole('button', { name: /^(Warum diese Zeiten|Why these times)/ }).click();
      await pressed(page, /^(Alle Grenzen|All limits)/);
      await pressed(page, /Notfallentscheidung|Break-glass/);
    },
  },
  {
    name: 'desk-amount-unclear',
    person: 'Lena Brandt',
    go: async (page) => {
      await firstCase(page);
      await page.locator(AMOUNT).fill('1.234');
    },
  },
  {
    name: 'desk-why',
    person: 'Lena Brandt',
    go: async (page) => {
      await firstCase(page, 'back');
      await page
        .locator('main button')
        .filter({ hasText: /^(Warum war das erlaubt|Why was this allowed)/ })
        .first()
        .click();
    },
  },
  { name: 'desk-back', person: 'Lena Brandt', go: (page) => firstCase(page, 'back') },
  {
    name: 'handover',
    person: 'Lena Brandt',
    go: async (page) => {
      await firstCase(page);
      await settled(page);
      await page.keyboard.press('F9');
      await page.locator('[data-field]').first().waitFor();
    },
  },
  {
    name: 'approval',
    person: 'Lena Brandt',
    go: async (page) => {
      await firstCase(page);
      await page.keyboard.press('F7');
    },
  },
  {
    name: 'approval-open',
    person: 'Lena Brandt',
    go: async (page) => {
      await firstCase(page);
      await page.locator(AMOUNT).fill('40');
      await page.keyboard.press('F7');
      await page.locator('main section li').filter({ hasText: '40' }).first().waitFor();
    },
  },
  {
    name: 'finish',
    person: 'Lena Brandt',
    go: async (page) => {
      // Not the one that waits for an approval: that one is not closed.
      await firstCase(page, 'back');
      await page.keyboard.press('F10');
      await page.getByRole('region', { name: /^(Vorgang abschließen|Finish the case)$/ }).waitFor();
    },
  },
  {
    name: 'new-case',
    person: 'Lena Brandt',
    go: async (page) => {
      await rows(page).first().waitFor();
      await page.keyboard.press('F2');
      await page.locator('input[type="search"]').fill('Kröger');
      await page.locator('main li button').first().click();
    },
  },
  {
    name: 'refused',
    person: 'Lena Brandt',
    go: async (page) =>
      page
        .getByRole('navigation')
        .getByRole('button', { name: /^(Nachfassen nötig|Follow up) ·/ })
        .click(),
  },
  {
    name: 'palette',
    person: 'Lena Brandt',
    go: async (page) => {
      await rows(page).first().waitFor();
      await page.keyboard.press('Control+k');
      await page.keyboard.type('NT');
    },
  },
  {
    name: 'keys',
    person: 'Lena Brandt',
    go: async (page) => {
      await rows(page).first().waitFor();
      await page.keyboard.press('F1');
    },
  },
  {
    name: 'sync',
    person: 'Lena Brandt',
    go: async (page) => {
      await rows(page).first().waitFor();
      await page
        .getByRole('banner')
        .getByRole('button', { name: /^(Alles gesichert|All saved)/ })
        .click();
    },
  },
  {
    // Nobody decides on his own account, however little it is.
    name: 'desk-amount-never',
    person: 'Jonas Peters',
    go: async (page) => {
      await page.keyboard.press('F2');
      await page.locator('input[type="search"]').fill('NL-461190');
      await page.locator('main li button').first().click();
      await page.locator('main form input').first().fill('Router');
      await page.locator('main form [role="group"] button').first().click();
      await page.keyboard.press('Control+Enter');
      await page.locator('main h1').filter({ hasText: 'Router' }).waitFor();
      await page.locator(AMOUNT).fill('5');
      await page.locator('aside .bg-bad-soft').waitFor();
    },
  },
  {
    name: 'lead',
    person: 'Murat Aydin',
    go: async (page) => {
      await leadsTo(page, page.locator('aside h1'));
    },
  },
  {
    name: 'lead-return',
    person: 'Murat Aydin',
    go: async (page) => {
      await leadsTo(page, page.locator('aside h1'));
      await page
        .getByRole('button', { name: /^(Zurückgeben|Return)/ })
        .first()
        .click();
    },
  },
  {
    name: 'lead-other-amount',
    person: 'Murat Aydin',
    go: async (page) => {
      const amount = page.getByRole('button', { name: /^(Betrag|Amount)/ }).first();
      await leadsTo(page, amount);
      await amount.click();
    },
  },
  {
    name: 'lead-review',
    person: 'Murat Aydin',
    go: async (page) => {
      await onLead(page);
      await page.locator('[data-list="reviews"] button').first().click();
      await page.locator('aside h1').waitFor();
    },
  },
  {
    name: 'lead-picture',
    person: 'Murat Aydin',
    go: async (page) => {
      await onLead(page);
      await page.locator('[data-list="pictures"] button').first().click();
      await page.locator('aside h1').waitFor();
    },
  },
  ...DEPUTIES,
  {
    name: 'lead-desk',
    person: 'Murat Aydin',
    go: async (page) => {
      // The window opened where it was: on the lead's screen.
      await page.locator('aside h1').waitFor();
      await page.keyboard.press('Control+1');
      await page.getByRole('navigation').first().waitFor();
    },
  },
];

const LATER: readonly Stop[] = [...GUIDE, ...CALLS, ...PRESENCE, ...FLOOR, ...LOOKS, ...DEPUTY, ...MENUS];
export const TOUR: readonly Stop[] = [...ALONE, ...TOGETHER, ...WITH_HUB, ...WITHOUT_HUB, ...AFTER, ...LATER];

/** Shows every stop to its own person, loaded anew from stop to stop, and hands the page to `look`. */
export const walk = async (
  place: Console,
  browser: Browser,
  looks: Looks,
  look: (name: string, page: Page) => Promise<void>,
  wanted: (name: string) => boolean = () => true,
): Promise<void> => {
  const stops = TOUR.filter(({ name }) => wanted(name));
  for (const person of new Set(stops.map((stop) => stop.person))) {
    const { context, page } = await place.window(browser, looks);
    if (person !== null) await signIn(page, person);
    for (const [index, stop] of stops.filter((each) => each.person === person).entries()) {
      place.setting(stop.setting ?? null);
      // A setting is told to a window that asks anew.
      if (index > 0 || stop.setting !== undefined) {
        await page.emulateMedia({ colorScheme: looks.shade });
        if (person !== null && stop.goesOn !== true) await hangUp(page);
        await page.reload();
        if (person !== null) await page.getByRole('navigation').first().waitFor();
      }
      await stop.go(page, place);
      await settled(page);
      await look(stop.name, page);
    }
    place.setting(null);
    await context.close();
  }
};
