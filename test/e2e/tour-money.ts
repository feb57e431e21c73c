// Knows the way to what came of deciding without a connection: a day open elsewhere, a proposal that went up, what the hub flagged; a part of the tour.
import type { Page } from 'playwright-core';
import type { HubSetting } from './hub-setting.ts';
import { AWAY, leads, mine } from './tour-away.ts';
import { MOMENT } from './tour-hub.ts';
import { openTitle, type Stop } from './tour-together.ts';

const HOUR = 3_600_000;
const LEADS_HERE: NonNullable<HubSetting['answers']> = {
  'beside.choices': [{ person: 'murat', name: 'Murat Aydin', role: 'lead', tier: 3, ready: true }],
};

/** The emergency that waits for a look, as if the hub had flagged it: both sides drew on one limit. */
const flagged: NonNullable<HubSetting['inbox']> = (inbox) => ({
  ...inbox,
  reviews: inbox.reviews.map((row) => ({
    ...row,
    mayReview: null,
    decision: {
      ...row.decision,
      review: {
        ...row.decision.review!,
        cause: 'above-authority',
        rule: 'customer-count' as const,
        others: [
          { decision: 'd-1', caseId: row.caseId, by: 'lena', team: 'abrechnung', at: MOMENT - 26 * HOUR, amount: 3_000 },
          { decision: 'd-2', caseId: row.caseId, by: 'jonas', team: 'stoerung', at: MOMENT - 50 * HOUR, amount: 1_500 },
        ],
      },
    },
  })),
});

const wentUp: NonNullable<HubSetting['view']> = (view) => {
  const [first, ...rest] = view.approvals;
  if (first === undefined) return view;
  const asked = { ...first, proposed: { until: MOMENT + 21 * HOUR } };
  const news = { news: 'n-up', kind: 'proposal-went-up', at: MOMENT - HOUR / 4, about: first.approval, by: 'lena' };
  return { ...view, approvals: [asked, ...rest], news: [news] };
};

const signsInAnew = async (page: Page): Promise<void> => {
  await page.evaluate(() => window.sessionStorage.clear());
  await page.reload();
  await page.getByRole('button', { name: /^Lena Brandt/ }).click();
  await page.getByRole('region', { name: /^(Ihr Tag|Your day)/ }).waitFor();
};

export const AFTER: readonly Stop[] = [
  {
    name: 'money-elsewhere',
    person: 'Lena Brandt',
    setting: {
      hub: {},
      status: {},
      elsewhere: { name: 'Außenstelle Husum, Platz 1', at: MOMENT - 7 * HOUR, seenAt: MOMENT - 5 * HOUR },
    },
    go: signsInAnew,
  },
  {
    name: 'money-went-up',
    person: 'Lena Brandt',
    setting: { hub: {}, status: {}, view: wentUp },
    go: async (page) => {
      await mine(page);
      if ((await page.getByRole('region', { name: /^(Neu für Sie|New for you)/ }).count()) === 0) {
        await page.locator('aside input.text-huge').fill('40');
        await page.keyboard.press('F7');
      }
      await page.getByRole('region', { name: /^(Neu für Sie|New for you)/ }).waitFor();
    },
  },
  {
    name: 'money-beside-return',
    person: 'Carla Weiß',
    setting: { hub: {}, status: AWAY, answers: LEADS_HERE },
    go: async (page) => {
      await openTitle(page, /Dämpfung|attenuation/);
      await page
        .locator('main')
        .getByRole('button', { name: /^(Leitung hier|A lead is)/ })
        .click();
      await page.getByRole('combobox', { name: /^(Wer ist hier|Who is here)/ }).selectOption('murat');
      await page.getByRole('button', { name: /^(Zurückgeben|Return|Give back)$/ }).click();
      await page.getByRole('button', { name: /^(Angabe fehlt|Field is missing)/ }).click();
    },
  },
  {
    name: 'money-review',
    person: 'Murat Aydin',
    setting: { hub: {}, status: {}, inbox: flagged },
    go: async (page) => {
      await leads(page, page.locator('[data-list="reviews"] button').first());
      await page.locator('aside h1').waitFor();
    },
  },
];
