// Knows the way to every screen on which several people work together; a part of the tour.
import type { Page } from 'playwright-core';
import type { Console } from './console-kit.ts';
import type { HubSetting } from './hub-setting.ts';

export type Stop = {
  readonly name: string;
  readonly person: string | null;
  /** What the desk is made to tell of its hub at this stop. */
  readonly setting?: HubSetting;
  /** The stop that shows the same parts with other words: a picture is taken of both, one is judged for accessibility. */
  readonly twin?: string;
  /** It goes on where the stop before it ended, with its call on the line. */
  readonly goesOn?: true;
  readonly go: (page: Page, place: Console) => Promise<void>;
};

const rows = (page: Page) => page.locator('nav button[data-key]');
const firstRow = async (page: Page, group: string): Promise<void> => {
  await page.locator(`nav button[data-key^="${group} "]`).first().click();
  await page.locator('main h1').waitFor();
};
export const openTitle = async (page: Page, title: RegExp): Promise<void> => {
  await rows(page).filter({ hasText: title }).first().click();
  await page.locator('main h1').filter({ hasText: title }).waitFor();
};

export const TOGETHER: readonly Stop[] = [
  {
    name: 'handover-former',
    person: 'Lena Brandt',
    go: async (page) => {
      // The lead had it already: going back there asks for a reason.
      await openTitle(page, /Mahngebühr|Reminder fee/);
      await page.keyboard.press('F9');
      await page.locator('[data-field="again"]').waitFor();
    },
  },
  {
    name: 'lateral',
    person: 'Lena Brandt',
    go: async (page) => {
      await openTitle(page, /Kündigungsfrist|Notice period/);
      await page.keyboard.press('Shift+F9');
      await page.locator('[data-field="to"] select').first().selectOption('abrechnung');
      await page.locator('[data-field="to"] select').nth(1).waitFor();
    },
  },
  {
    name: 'consult',
    person: 'Lena Brandt',
    go: async (page) => {
      await openTitle(page, /Kündigungsfrist|Notice period/);
      await page.keyboard.press('Shift+F7');
      await page.locator('main textarea').first().fill('IPv6?');
    },
  },
  {
    name: 'consult-reply',
    person: 'Lena Brandt',
    go: async (page) => {
      await firstRow(page, 'asked');
      await page.locator('main textarea').first().waitFor();
    },
  },
  {
    name: 'owed',
    person: 'Lena Brandt',
    go: async (page) => {
      await firstRow(page, 'owed');
      await page
        .locator('main')
        .getByText(/Nacharbeit|After-call work/i)
        .first()
        .waitFor();
    },
  },
  {
    name: 'promise-calls',
    person: 'Lena Brandt',
    go: async (page) => {
      await openTitle(page, /Glasfaser|fibre/i);
      await page.keyboard.press('Shift+F4');
    },
  },
  {
    name: 'links',
    person: 'Lena Brandt',
    go: async (page) => {
      await openTitle(page, /Kündigungsfrist|Notice period/);
      await page.keyboard.press('Shift+F8');
      await page.locator('main input[type="search"]').fill('Husum');
      await page.locator('main li').first().waitFor();
    },
  },
  {
    name: 'shift',
    person: 'Lena Brandt',
    go: async (page) => {
      await rows(page).first().waitFor();
      await page
        .getByRole('banner')
        .getByRole('button', { name: /^Lena Brandt/ })
        .click();
      await page.getByRole('menuitem', { name: /^(Schichtübergabe|Shift handover|Hand over)/ }).click();
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    },
  },
  {
    name: 'receive',
    person: 'Lena Brandt',
    go: async (page) => {
      await page.locator('nav .bg-accent-soft').filter({ hasText: 'Tim Vogel' }).click();
      await page.getByRole('dialog').getByRole('checkbox').first().waitFor();
    },
  },
  {
    name: 'alerts',
    person: 'Lena Brandt',
    go: async (page) => {
      await rows(page).first().waitFor();
      await page.keyboard.press('Control+b');
      await page.getByRole('dialog').locator('[data-key]').first().focus();
      await page.keyboard.press('s');
    },
  },
  {
    // The house case of an outage speaks to all its parts.
    name: 'master',
    person: 'Carla Weiß',
    go: async (page) => {
      await openTitle(page, /Großstörung|Outage in Husum/);
      await page.keyboard.press('Shift+F8');
      await page.locator('main textarea').first().waitFor();
    },
  },
  {
    name: 'passed-on',
    person: 'Carla Weiß',
    go: (page) => openTitle(page, /Dämpfung|attenuation/),
  },
  {
    name: 'news',
    person: 'Jonas Peters',
    go: (page) => openTitle(page, /Husum: Praxis|Husum: surgery/),
  },
  {
    name: 'principal',
    person: 'Helga Sommer',
    go: (page) => openTitle(page, /Sonderkündigung|Early termination/),
  },
  {
    name: 'principal-card',
    person: 'Helga Sommer',
    go: async (page) => {
      await openTitle(page, /Sonderkündigung|Early termination/);
      await page
        .getByRole('button', { name: /^(Karte|Card …|Give the card)/ })
        .first()
        .click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'work-of',
    person: 'Carla Weiß',
    go: async (page) => {
      await rows(page).first().waitFor();
      await page
        .getByRole('banner')
        .getByRole('button', { name: /^\d+ (da|here)$/ })
        .click();
      await page
        .getByRole('button', { name: /^(Arbeit übertragen|Move work) … (Jonas Peters|Piotr Nowak)/ })
        .first()
        .click();
      await page.getByRole('dialog', { name: /Jonas Peters|Piotr Nowak/ }).waitFor();
    },
  },
  {
    name: 'lead-alerts',
    person: 'Carla Weiß',
    go: async (page) => {
      await page.keyboard.press('Control+b');
      await page.getByRole('dialog').waitFor();
    },
  },
];
