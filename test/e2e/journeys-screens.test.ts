// Every screen by Tab alone, there and back, and everything that may lie on top of it: what one looks into gives the focus back.
import { describe, expect, it } from 'vitest';
import { focusComes, focused, pointers, said, tabTo } from './keyboard-kit.ts';
import { finds, note, opens, seats } from './journeys-kit.ts';
import { faultsOf, spot, walk, walkBack } from './walk-kit.ts';

const { page: at, another } = seats(/^Lena Brandt/);
const FIRST = 'Ersatzgerät kommt nicht an';

describe('Tab', () => {
  it('[LK10] walks the desk with a case in reading order, every stop named and seen, and back again', async () => {
    const page = at();
    await opens(page, FIRST);
    await note(page);
    // Where an escalation would go is told a moment after the case.
    await page
      .locator('footer button')
      .filter({ hasText: /^Eskalieren → / })
      .waitFor();
    const stops = await walk(page);
    expect(stops.length).toBeGreaterThan(30);
    expect(faultsOf(stops)).toEqual([]);
    expect((await walkBack(page, stops)).map(spot)).toEqual(stops.map(spot));
  });

  it.each([
    ['the handover', 'F9', '[data-field]'],
    ['a request for approval', 'F7', 'main section[aria-label="Freigabe anfragen"]'],
    ['the end of a case', 'F10', 'main section[aria-label="Vorgang abschließen"]'],
  ])('[LK10] walks %s and comes back to the note', async (_, key, place) => {
    const page = at();
    await note(page);
    await page.keyboard.press(key);
    await page.locator(place).first().waitFor();
    // Out of it by Escape the focus is back at the note it came from.
    await page.waitForFunction((of) => document.activeElement?.closest(of) !== null, place);
    await page.keyboard.press('Escape');
    await focusComes(page, /Notiz zum Vorgang/);
    await page.keyboard.press(key);
    await page.locator(place).first().waitFor();
    expect(faultsOf(await walk(page))).toEqual([]);
    await page.keyboard.press('Escape');
  });

  it('[LK10] walks the board', async () => {
    const page = at();
    await note(page);
    await page.keyboard.press('Control+3');
    await focusComes(page, /Nordlicht Telekom/);
    expect(faultsOf(await walk(page))).toEqual([]);
    await page.keyboard.press('Control+1');
  });

  it('[LK10] walks the list of whoever decides', async () => {
    const lead = await another(/^Murat Aydin/);
    await lead.keyboard.press('Control+2');
    await lead.waitForFunction(() => document.activeElement?.closest('[data-letters]') !== null);
    expect(faultsOf(await walk(lead))).toEqual([]);
    await lead.close();
  });
});

describe('what lies on top', () => {
  it.each([
    ['settings', 'Control+,'],
    ['the help', 'F1'],
    ['the warnings', 'Control+b'],
    ['the palette', 'Control+k'],
  ])('[LK10] %s: the focus stays inside, and goes back to the note by Escape', async (_, key) => {
    const page = at();
    await opens(page, FIRST);
    await note(page);
    await page.keyboard.press(key);
    await page.getByRole('dialog').waitFor();
    const stops = await walk(page);
    expect(stops.every(({ part }) => part === 'DIV')).toBe(true);
    expect(faultsOf(stops)).toEqual([]);
    expect((await walkBack(page, stops)).map(spot)).toEqual(stops.map(spot));
    await page.keyboard.press('Escape');
    await focusComes(page, /Notiz zum Vorgang/);
  });

  it.each([['Abgleich'], ['Vertretung'], ['Schichtübergabe'], ['Einstellungen'], ['Hilfe']])(
    '[LK10] "%s", found by its name, gives the focus back to where it was before the palette',
    async (what) => {
      const page = at();
      await note(page);
      await finds(page, what);
      await page.locator('[cmdk-input]').waitFor({ state: 'detached' });
      await page.getByRole('dialog').waitFor();
      expect(faultsOf(await walk(page))).toEqual([]);
      await page.keyboard.press('Escape');
      await focusComes(page, /Notiz zum Vorgang/);
    },
  );

  it('[LK6] the first walk takes no focus, and gives it back when it ends', async () => {
    const page = at();
    await note(page);
    await finds(page, 'Rundgang');
    const walkthrough = page.getByRole('region', { name: 'Rundgang' });
    await walkthrough.waitFor();
    await focusComes(page, /Notiz zum Vorgang/);
    await tabTo(page, /^Weiter$/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await said(page, /2 von \d/);
    expect((await focused(page)).name).toBe('Weiter');
    await tabTo(page, /^Nicht mehr zeigen/, 'Shift+Tab');
    await page.keyboard.press('Enter');
    await walkthrough.waitFor({ state: 'detached' });
    await focusComes(page, /Notiz zum Vorgang/);
  });
});

describe('the palette', () => {
  it('finds a command and a case', async () => {
    const page = at();
    await finds(page, 'Farben: dunkel');
    await page.locator('html[data-theme="dark"]').waitFor();
    await finds(page, 'Farben: hell');
    await page.locator('html[data-theme="light"]').waitFor();
    await opens(page, FIRST);
    expect(await pointers(page)).toBe(0);
  });

  it('finds a customer and an article', async () => {
    const page = at();
    await opens(page, FIRST);
    await note(page);
    await finds(page, 'Hansen', /Hansen.*offene/);
    await page.getByRole('option', { name: /^Neuer Vorgang für/ }).waitFor();
    await page.keyboard.press('Escape');
    await focusComes(page, /Notiz zum Vorgang/);
    await finds(page, 'großstör', /Großstörung prüfen/);
    await page.getByRole('heading', { name: 'Großstörung prüfen' }).waitFor();
    await focusComes(page, /Großstörung prüfen/);
    await page.keyboard.press('Escape');
    await focusComes(page, /Notiz zum Vorgang/);
    expect(await pointers(page)).toBe(0);
  });

  it('[LK9] keeps an Enter that was quicker than the list', async () => {
    const page = at();
    for (const words of ['Ersatzgerät', 'Angebot für Glas', 'Ersatzgerät']) {
      await note(page);
      await page.keyboard.press('Control+k');
      await page.keyboard.type(words);
      await page.keyboard.press('Enter');
      await page.locator('main h1').filter({ hasText: words }).waitFor();
      await focusComes(page, /Notiz zum Vorgang/);
    }
    expect(await pointers(page)).toBe(0);
  });
});

describe('[W36] a window opened anew', () => {
  // Each of these has its first field in hand at once when somebody asks for it.
  it.each([
    ['the links', 'Shift+F8', 'main input[type="search"]'],
    ['a request for approval', 'F7', 'main section[aria-label="Freigabe anfragen"]'],
    ['the end of a case', 'F10', 'main section[aria-label="Vorgang abschließen"]'],
    ['a new case', 'F2', 'main input[type="search"]'],
  ])('brings %s back late, leaves whoever is elsewhere by then there, and else has the focus', async (_, key, place) => {
    const page = at();
    await opens(page, FIRST);
    await note(page);
    await page.keyboard.press(key);
    await page.locator(place).first().waitFor();
    await expect.poll(async () => (await focused(page)).tag).not.toBe('BODY');
    // The place is a draft like any other; it is on the disk after as long as that takes.
    await page.waitForTimeout(900);
    await page.route(/rpc.(?:draft.get|case.view)/, async (route) => {
      await new Promise((done) => setTimeout(done, 700));
      await route.continue();
    });
    await page.reload();
    await page.getByRole('button', { name: /^Lena Brandt/ }).waitFor();
    await tabTo(page, /^Lena Brandt/);
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Schichtübergabe …' }).waitFor();
    await page.locator(place).first().waitFor();
    await page.waitForTimeout(100);
    expect(await page.getByRole('menu').count()).toBe(1);
    await page.unrouteAll({ behavior: 'wait' });
    await page.reload();
    await page.waitForFunction((of) => document.querySelector(of)?.closest('section, main')?.contains(document.activeElement), place);
    await page.keyboard.press('Escape');
    await focusComes(page, /Notiz zum Vorgang/);
  });
});

describe('keys', () => {
  it('are changed by pressing them, and work at once', async () => {
    const page = at();
    await note(page);
    await finds(page, 'Tasten', /Tasten/);
    await page.getByRole('dialog').waitFor();
    await tabTo(page, /^Notiz: /);
    await page.keyboard.press('Enter');
    await page.keyboard.press('F8');
    await said(page, /F8 gehört schon zu/);
    await page.keyboard.press('Shift+F10');
    await page.getByRole('button', { name: /^Notiz: .*Umschalt F10/ }).waitFor();
    await page.keyboard.press('Escape');
    await focusComes(page, /Notiz zum Vorgang/);
    await page.keyboard.press('Control+1');
    await page.waitForFunction(() => document.activeElement?.hasAttribute('data-key'));
    await page.keyboard.press('Shift+F10');
    await focusComes(page, /Notiz zum Vorgang/);
    expect(await pointers(page)).toBe(0);
  });
});
