// A warning comes by itself, can be put off with a reason, comes again, and is gone once it was seen, for its reader alone.
import { describe, expect, it } from 'vitest';
import { people } from './people-kit.ts';

const MINUTE = 60_000;
const { place, windowOf, seat } = people();

describe('a warning', () => {
  it('stands by the bell, can be put off with a reason, comes again, and is gone once it was seen', { timeout: 90_000 }, async () => {
    const lena = await windowOf('Lena Brandt');
    const bell = lena.getByRole('button', { name: /Warnung/ }).first();
    await bell.waitFor();
    await lena.keyboard.press('Control+b');
    const panel = lena.getByRole('dialog', { name: 'Warnungen' });
    const row = panel.locator('li').filter({ hasText: 'Ersatzgerät' }).filter({ hasText: 'Rückruf zugesagt' });
    await row.waitFor();
    await row.getByText('liegt bei Ihnen').waitFor();
    const rows = await panel.locator('li [data-key]').count();
    await row.locator('[data-key]').focus();
    await lena.keyboard.press('s');
    // Without a reason nothing is put off.
    await lena.keyboard.press('Control+Enter');
    expect(await row.count()).toBe(1);
    await row.getByRole('button', { name: 'Ich bin beim Kunden' }).click();
    await lena.keyboard.press('Control+Enter');
    await row.waitFor({ state: 'detached' });
    await panel.getByText(/1 zurückgestellt/).waitFor();
    expect(await panel.locator('li [data-key]').count()).toBe(rows - 1);

    place().leap(61 * MINUTE);
    await lena.reload();
    await lena.getByRole('navigation').first().waitFor();
    await lena.keyboard.press('Control+b');
    await row.waitFor();
    await row.locator('[data-key]').focus();
    await lena.keyboard.press('g');
    await row.waitFor({ state: 'detached' });
    const session = await seat('murat');
    const { alerts } = await place().workplace.desk.call('alerts.list', session, { limit: 200 });
    // Seen by her alone: her lead is still told.
    expect(alerts.filter(({ title, clock }) => title.includes('Ersatzgerät') && clock === 'callback')).toHaveLength(1);
  });
});
