// Knows the way to every screen of working with a hub: the door, the first sync, silence, and a case taken away; a part of the tour.
import type { Page } from 'playwright-core';
import type { HubSetting } from './hub-setting.ts';
import type { Stop } from './tour-together.ts';

const MINUTE = 60_000;
/** The moment of the tour's desk, so that "since" reads the same whenever a picture is taken. */
export const MOMENT = Date.UTC(2026, 10, 24, 12, 50);

const rows = (page: Page) => page.locator('nav button[data-key]');
const mine = async (page: Page): Promise<void> => {
  await page.locator('nav button[data-key^="mine "]').first().click();
  await page.locator('main h1').waitFor();
  await page.locator('footer button[aria-keyshortcuts="F9"]').waitFor();
};
const drawer = async (page: Page, words: RegExp): Promise<void> => {
  await rows(page).first().waitFor();
  await page.getByRole('banner').getByRole('button', { name: words }).click();
  await page.getByRole('dialog').waitFor();
};
const openDoor = async (page: Page): Promise<void> => {
  await page.locator('main h2').first().waitFor();
  await page.getByRole('button', { name: /^Lena Brandt/ }).click();
  await page.locator('input[type="password"]').fill('2468');
  await page.keyboard.press('Enter');
  await page.locator('#door-said').filter({ hasText: /\S/ }).waitFor();
};

const AWAY: NonNullable<HubSetting['view']> = (view) => ({
  ...view,
  checkOut: { by: 'jonas', at: MOMENT - 90 * MINUTE, until: MOMENT + 27 * 60 * MINUTE, place: 'Filiale Husum' },
  can: { ...view.can, 'override-check-out': null },
});
const SILENT: HubSetting = {
  hub: { trouble: 'unreachable: connect ECONNREFUSED' },
  status: { trouble: 'unreachable: connect ECONNREFUSED', lastHeard: MOMENT - 26 * MINUTE, waiting: 2, unconfirmed: 1 },
};

export const WITH_HUB: readonly Stop[] = [
  {
    name: 'enrol',
    person: null,
    setting: { hub: { url: null, enrolled: false, name: null } },
    go: async (page) => {
      await page.getByRole('button', { name: /^(Mit einer Zentrale|Connect to a centre)/ }).click();
      await page.locator('input[name="url"]').fill('https://zentrale.example.de');
      await page.locator('form button[type="submit"]').click();
      await page.locator('#enrol-said').filter({ hasText: /\S/ }).waitFor();
    },
  },
  {
    name: 'enrol-own-cases',
    person: null,
    setting: { hub: { url: null, enrolled: false, name: null, ownCases: 3 } },
    go: async (page) => {
      await page.getByRole('button', { name: /^(Mit einer Zentrale|Connect to a centre)/ }).click();
      await page.locator('main ol').waitFor();
    },
  },
  {
    name: 'enrol-known',
    person: null,
    twin: 'enrol',
    setting: { hub: { enrolled: false } },
    go: (page) => page.locator('input[name="code"]').waitFor(),
  },
  {
    name: 'enrol-done',
    twin: 'enrol',
    person: null,
    setting: { hub: { restart: true } },
    go: (page) => page.locator('main [role="status"]').waitFor(),
  },
  { name: 'door', person: null, setting: { hub: {}, door: {} }, go: openDoor },
  {
    name: 'door-locked',
    twin: 'door',
    person: null,
    setting: { hub: { trouble: 'hub-silent' }, door: { locked: true } },
    go: openDoor,
  },
  {
    name: 'door-arriving',
    person: null,
    setting: {
      hub: {
        lanes: [
          { lane: 'nordlicht', name: 'Nordlicht Telekom', arriving: { what: 'list', done: 8_400, total: 20_000 } },
          { lane: 'alster', name: 'Alster Hotels', arriving: { what: 'list', done: 120, total: 4_200 } },
        ],
      },
      door: {},
    },
    go: async (page) => page.locator('progress').first().waitFor(),
  },
  {
    name: 'hub-arriving',
    person: 'Lena Brandt',
    setting: { hub: {}, status: { arriving: { what: 'list', done: 8_400, total: 20_000 } } },
    go: async (page) => page.locator('nav progress').waitFor(),
  },
  {
    name: 'hub-arriving-empty',
    twin: 'hub-arriving',
    person: 'Lena Brandt',
    setting: { hub: {}, status: { arriving: { what: 'list', done: 0, total: 20_000 } }, empty: true },
    go: async (page) => page.locator('nav progress').waitFor(),
  },
  {
    name: 'hub-sync',
    person: 'Lena Brandt',
    setting: { hub: {}, status: { aside: 3, arriving: { what: 'history', done: 1_240, total: 20_000 } } },
    go: (page) => drawer(page, /^(Zentrale verbunden|Centre connected)/),
  },
  { name: 'hub-silent', person: 'Lena Brandt', setting: SILENT, go: (page) => drawer(page, /^(Ohne Zentrale|No word)/) },
  {
    name: 'hub-replaced',
    person: 'Lena Brandt',
    setting: { hub: { trouble: 'hub-replaced' }, status: { trouble: 'hub-replaced', waiting: 2 } },
    go: async (page) => {
      await mine(page);
      await page.locator('[role="alert"]').filter({ hasText: /\S/ }).first().waitFor();
    },
  },
  {
    name: 'hub-forked',
    person: 'Lena Brandt',
    setting: { hub: { trouble: 'journal-forked' }, status: { trouble: 'journal-forked', waiting: 3 } },
    go: (page) => drawer(page, /^(Platz doppelt|Desk exists twice)/),
  },
  {
    name: 'hub-revoked',
    person: 'Lena Brandt',
    twin: 'hub-forked',
    setting: { hub: { trouble: 'device-revoked' }, status: { trouble: 'device-revoked' }, empty: true },
    go: async (page) => {
      await page
        .getByRole('banner')
        .getByRole('button', { name: /^(Platz gesperrt|Desk locked out)/ })
        .click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'hub-replaced-drawer',
    person: 'Lena Brandt',
    twin: 'hub-forked',
    setting: { hub: { trouble: 'hub-replaced' }, status: { trouble: 'hub-replaced', waiting: 2 } },
    go: (page) => drawer(page, /^(Andere Zentrale|Another centre)/),
  },
  {
    name: 'hub-history',
    person: 'Lena Brandt',
    setting: { hub: {}, status: {}, view: (view) => ({ ...view, timeline: view.timeline.slice(0, 1), historyComing: true }) },
    go: mine,
  },
  {
    name: 'hub-tentative',
    twin: 'hub-silent',
    person: 'Lena Brandt',
    setting: { ...SILENT, view: (view) => ({ ...view, row: { ...view.row, tentative: true, pending: true } }) },
    go: mine,
  },
  {
    name: 'check-out',
    person: 'Lena Brandt',
    setting: { hub: {}, status: {} },
    go: async (page) => {
      await mine(page);
      await page.keyboard.press('Shift+F6');
      await page
        .locator('main')
        .getByRole('textbox', { name: /^(bis|until)$/i })
        .first()
        .waitFor();
    },
  },
  {
    name: 'check-out-theirs',
    person: 'Lena Brandt',
    setting: { hub: {}, status: {}, view: AWAY },
    go: async (page) => {
      await mine(page);
      const strip = page.getByRole('region', { name: /^(Außer Haus|Away from the centre)$/ });
      await strip.getByRole('button', { name: /^(Trotzdem|Take over all)/ }).click();
      await strip.getByRole('textbox', { name: /^(Warum kann|Why can)/ }).fill('Kundin steht in der Filiale');
    },
  },
  {
    name: 'hub-forked-lead',
    person: 'Murat Aydin',
    setting: { hub: { trouble: 'journal-frozen' }, status: { trouble: 'journal-frozen', waiting: 1 } },
    go: async (page) => {
      await page
        .getByRole('banner')
        .getByRole('button', { name: /^(Platz angehalten|Desk stopped)/ })
        .click();
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'refused-ways',
    person: 'Lena Brandt',
    go: async (page) => {
      await page
        .getByRole('navigation')
        .getByRole('button', { name: /^(Nachfassen nötig|Follow up) ·/ })
        .click();
      await page
        .getByRole('button', { name: /^(Ablegen|Put away) …/ })
        .first()
        .click();
    },
  },
];
