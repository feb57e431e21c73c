// A lead's window whose desk answers late: nothing leads him away from where he has gone, and nothing leads him to the wrong row.
import { describe, expect, it } from 'vitest';
import { focused, tabTo } from './keyboard-kit.ts';
import { seats } from './journeys-kit.ts';

const { page: at, seat, send, newCase } = seats(/^Murat Aydin/);

const rows = () => at().locator('[data-list="rows"] [data-key]');
const answersLate = async (names: RegExp): Promise<void> => {
  await at().route(names, async (route) => {
    await new Promise((done) => setTimeout(done, 700));
    await route.continue();
  });
};

describe('a lead whose desk answers late', () => {
  it('stands where he has gone, however late the desk answers', async () => {
    const page = at();
    await page.reload();
    await rows().first().waitFor();
    await answersLate(/rpc.(?:lead.inbox|queue.list|draft.get)/);
    await page.keyboard.press('Control+3');
    await page.getByRole('main', { name: 'Wandtafel' }).getByRole('region', { name: 'Wer ist da' }).waitFor();
    await page.keyboard.press('Control+2');
    await tabTo(page, /^Wandtafel öffnen/);
    await rows().first().waitFor();
    await page.waitForTimeout(200);
    expect((await focused(page)).name).toMatch(/^Wandtafel öffnen/);
    // What the window remembers comes late as well, and leads nobody away.
    await page.reload();
    await page.getByRole('navigation').first().waitFor();
    await page.keyboard.press('Control+3');
    await page.waitForTimeout(1200);
    await page.getByRole('main', { name: 'Wandtafel' }).waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    await page.keyboard.press('Control+2');
    await rows().first().waitFor();
  });

  it('[LK13] is led to who waits live, not to what else was told earlier', async () => {
    const page = at();
    const lena = await seat('lena');
    const data = {
      decisionType: 'goodwill-credit',
      amount: 3300,
      reason: null,
      evidence: [],
      recommendation: 'grant',
      customerWaiting: true,
    };
    await send(lena, 'ask-approval', await newCase(lena, 'Wartet am Telefon'), data);
    await answersLate(/rpc.lead.inbox/);
    await page.reload();
    await page.getByRole('button', { name: /^Murat Aydin/ }).waitFor();
    await page.keyboard.press('Control+2');
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-key'));
    expect(await page.locator('[data-list="live"] :focus').count()).toBe(1);
    await page.unrouteAll({ behavior: 'wait' });
  });
});
