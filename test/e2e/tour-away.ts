// Knows the way to every screen of authority without a connection: what is firm, what is proposed, shares of budgets; a part of the tour.
import type { Locator, Page } from 'playwright-core';
import type { StandingView } from '../../shared/views/budget-shapes.ts';
import type { HubSetting } from './hub-setting.ts';
import { BILLING, BUDGETS, HOLDS } from './tour-budgets.ts';
import { MOMENT } from './tour-hub.ts';
import { leadsTo } from './tour-presence.ts';
import type { Stop } from './tour-together.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
export const AWAY = { trouble: 'unreachable: connect ECONNREFUSED', lastHeard: MOMENT - 6 * HOUR, waiting: 3, holds: HOLDS } as const;

const draw = (left: number, amount: number): StandingView['draws'] => [
  { account: 'budget-team', name: BILLING, amount, left, short: Math.max(0, amount - left), lease: true },
];
const PROPOSED: Partial<StandingView> = {
  standing: 'proposed',
  away: true,
  holds: HOLDS,
  until: MOMENT + 21 * HOUR,
  draws: draw(3_750, 4_000),
  sentence: {
    de: 'Ich halte das für Sie fest: 40,00 €, vorbehaltlich der Bestätigung bis Mittwoch, 25. November um 12:00. Bis dahin melde ich mich in jedem Fall.',
    en: 'I am noting this for you: €40.00, subject to confirmation by Wednesday 25 November at 12:00. You will hear from me by then either way.',
  },
};
const COMMITTED: Partial<StandingView> = {
  standing: 'committed',
  away: true,
  holds: HOLDS,
  draws: draw(3_750, 500),
  sentence: { de: 'Das sage ich Ihnen fest zu: 5,00 €.', en: 'I promise you this firmly: €5.00.' },
};

export const mine = async (page: Page): Promise<void> => {
  await page.locator('nav button[data-key^="mine "]').first().click();
  await page.locator('main h1').waitFor();
  await page.locator('footer button[aria-keyshortcuts="F9"]').waitFor();
};
const weighs = async (page: Page, amount: string): Promise<void> => {
  await mine(page);
  await page.locator('aside input.text-huge').fill(amount);
  await page.getByRole('region', { name: /^(Verbindlichkeit|How firm)/ }).waitFor();
};
/** A request stands there, this walk's or an earlier one's, and one of its ways is opened. */
const asksFor = async (page: Page, way: RegExp): Promise<void> => {
  await mine(page);
  const button = page.locator('main').getByRole('button', { name: way });
  if ((await button.count()) === 0) {
    await page.locator('aside input.text-huge').fill('40');
    await page.keyboard.press('F7');
  }
  await button.first().click();
};
export const leads = async (page: Page, open: Locator): Promise<void> => {
  await leadsTo(page, open);
  await open.click();
};
const budgets = async (page: Page): Promise<void> => {
  await leads(page, page.locator('footer').getByRole('button', { name: 'Budgets', exact: true }));
  await page.getByRole('dialog').locator('table').first().waitFor();
};

/** An office reads its letters to the lead, who types them. */
const isCalled = async (page: Page): Promise<void> => {
  await leads(page, page.locator('footer').getByRole('button', { name: /^(Telefonfreigabe|Approval by)/ }));
  await page.getByRole('textbox', { name: /^(Was die Stelle|What the office)/ }).fill('0a1c 7m2n 9tx8');
  await page.keyboard.press('Enter');
};

const ASKED = {
  number: 'NT-0000-04Z',
  decisionType: 'goodwill-credit',
  unit: 'money',
  amount: 4_000,
  currency: 'EUR',
  asker: { person: 'lena', name: 'Lena Brandt' },
} as const;
const CHALLENGE = '0A1C-7M2N-9TX8';
const PHONE: NonNullable<HubSetting['answers']> = {
  'telephone.challenge': {
    ok: true,
    value: {
      challenge: CHALLENGE,
      askedAt: MOMENT,
      until: MOMENT + HOUR / 2,
      ...ASKED,
      customer: 'Waltraud Kröger',
      left: 4,
      leads: [{ person: 'murat', name: 'Murat Aydin', role: 'lead', tier: 3 }],
    },
  },
  'telephone.look': {
    ok: true,
    value: {
      challenge: CHALLENGE,
      desk: 'Büro Husum, Platz 1',
      people: [ASKED.asker],
      askedAt: MOMENT,
      until: MOMENT + HOUR / 2,
      asked: { ...ASKED, caseId: null, title: null, customer: null },
      may: null,
    },
  },
  'telephone.approve': { ok: true, value: { code: '7K2M9-0QYAE', until: MOMENT + HOUR / 2 } },
  'telephone.list': [
    {
      challenge: CHALLENGE,
      ...ASKED,
      lead: { person: 'murat', name: 'Murat Aydin' },
      givenAt: MOMENT - DAY,
      usedAt: MOMENT - DAY,
      standing: 'confirmed',
      caseId: null,
    },
    {
      challenge: '0B1C-7K2M-9RTC',
      ...ASKED,
      lead: { person: 'murat', name: 'Murat Aydin' },
      givenAt: null,
      usedAt: MOMENT - 2 * DAY,
      standing: 'unconfirmed',
      caseId: null,
    },
  ],
};

export const WITHOUT_HUB: readonly Stop[] = [
  {
    name: 'away-committed',
    person: 'Lena Brandt',
    setting: { hub: {}, status: AWAY, standing: COMMITTED },
    go: (page) => weighs(page, '5'),
  },
  {
    name: 'away-proposed',
    person: 'Lena Brandt',
    setting: { hub: {}, status: AWAY, standing: PROPOSED },
    go: (page) => weighs(page, '40'),
  },
  {
    name: 'away-drawer',
    person: 'Lena Brandt',
    setting: { hub: {}, status: AWAY, budgets: BUDGETS },
    go: async (page) => {
      await page.locator('nav button[data-key]').first().waitFor();
      await page
        .getByRole('banner')
        .getByRole('button', { name: /^(Ohne Zentrale|No word)/ })
        .click();
      await page.getByRole('dialog').locator('li').first().waitFor();
    },
  },
  {
    name: 'away-lead',
    person: 'Murat Aydin',
    setting: { hub: {}, status: AWAY },
    go: async (page) => {
      await leads(page, page.locator('[data-list="pictures"] button').first());
      await page.locator('aside h1').waitFor();
    },
  },
  {
    name: 'budgets',
    person: 'Murat Aydin',
    setting: { hub: {}, status: {}, budgets: { ...BUDGETS, away: false } },
    go: async (page) => {
      await budgets(page);
      await page
        .getByRole('dialog')
        .getByRole('button', { name: /^(Abschreiben|Write off)/ })
        .nth(1)
        .click();
      await page.getByRole('dialog').locator('form').waitFor();
    },
  },
  {
    name: 'phone-ask',
    person: 'Lena Brandt',
    setting: { hub: {}, status: AWAY, answers: PHONE },
    go: async (page) => {
      await asksFor(page, /^(Telefon|Telephone) …/);
      await page.getByRole('textbox', { name: /^(Code der|The lead)/ }).fill('7K2M9-0QYAF');
    },
  },
  {
    name: 'phone-lead',
    person: 'Murat Aydin',
    setting: { hub: {}, status: {}, answers: PHONE },
    go: async (page) => {
      await isCalled(page);
      await page.getByRole('button', { name: /^(Freigeben|Grant)/ }).waitFor();
    },
  },
  {
    name: 'phone-code',
    person: 'Murat Aydin',
    setting: { hub: {}, status: {}, answers: PHONE },
    go: async (page) => {
      await isCalled(page);
      await page.getByRole('button', { name: /^(Freigeben|Grant)/ }).click();
      await page.getByRole('region', { name: /^(Freigegeben|Granted)/ }).waitFor();
    },
  },
  {
    name: 'beside',
    person: 'Lena Brandt',
    setting: {
      hub: {},
      status: AWAY,
      answers: { 'beside.choices': [{ person: 'murat', name: 'Murat Aydin', role: 'lead', tier: 3, ready: true }] },
    },
    go: async (page) => {
      await asksFor(page, /^(Leitung hier|A lead is)/);
      await page.getByRole('combobox', { name: /^(Wer ist hier|Who is here)/ }).selectOption('murat');
    },
  },
];
