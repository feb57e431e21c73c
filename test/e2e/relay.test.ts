// The whole relay on imported cases, as two people see it in two windows: taken, noted, escalated, accepted, decided, answered, informed, closed.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContext, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { projectRoot } from '../../build/paths.ts';
import { startBrowserHost, type BrowserHost } from '../../electron/browser-host/browser-host.ts';
import { createDeskPort } from '../../electron/desk-port.ts';
import { generateCsv } from '../../electron/import/generate-csv.ts';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { launchBrowser, newContext } from '../browser/browser.ts';
import { cli } from '../cli/run-cli.ts';
import { signIn } from './console-kit.ts';

const REAL = join(projectRoot, '../shared/data/servicenow-incidents.csv');
const folder = mkdtempSync(join(tmpdir(), 'stafette-relay-'));
const dir = join(folder, 'data');
const broken: unknown[] = [];
let workplace: Workplace;
let host: BrowserHost;
let browser: Browser;
let context: BrowserContext;
let counted: { readonly isReal: boolean; readonly counts: Readonly<Record<string, unknown>> };

const importFile = async (): Promise<string> => {
  if (existsSync(REAL)) return REAL;
  const made = join(folder, 'made.csv');
  await writeFile(made, [...generateCsv(1200, 7)].join('\n'));
  return made;
};

beforeAll(async () => {
  const file = await importFile();
  const done = await cli([
    'import',
    file,
    '--from',
    'servicenow',
    '--principal',
    'nordlicht',
    '--data',
    dir,
    '--as-of',
    '2016-03-02T12:00',
    '--shift-to-now',
    '--json',
  ]);
  if (done.code !== 0) throw new Error(done.err.join('\n'));
  counted = { isReal: file === REAL, counts: JSON.parse(done.out.at(-1)!) as Readonly<Record<string, unknown>> };
  const opened = await openWorkplace({ dir });
  if (!opened.ok) throw new Error(opened.refusal.code);
  workplace = opened.value;
  const port = createDeskPort(workplace.desk, (name, error) => void broken.push(name, error));
  const report = (error: unknown): void => void broken.push(error);
  host = await startBrowserHost({
    port,
    page: join(projectRoot, 'out/renderer'),
    tcpPort: 0,
    now: Date.now,
    random: (count) => randomBytes(count),
    report,
  });
  browser = await launchBrowser(inject('browser'));
  context = await newContext(browser, { viewport: { width: 1280, height: 800 }, locale: 'de-DE', reducedMotion: 'reduce' });
});

afterAll(async () => {
  await browser?.close();
  await host?.close();
  await workplace?.close();
  rmSync(folder, { recursive: true, force: true });
});

const openWindow = async (url: string): Promise<Page> => {
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on('console', (message) => (message.type() === 'error' ? void broken.push(message.text()) : undefined));
  page.on('pageerror', (error) => void broken.push(error));
  await page.goto(url);
  return page;
};

const field = (page: Page, id: string): Locator => page.locator(`[data-field="${id}"]`);
const toast = (page: Page, words: RegExp): Promise<void> => page.getByText(words).first().waitFor();
const event = (page: Page, words: RegExp): Locator => page.getByRole('listitem').filter({ hasText: words }).first();

type Line = { readonly type: string; readonly caseId: string; readonly data: { readonly number?: string }; readonly body: unknown };

/** Depends on which imported case waits first: how often it was changed there, and whether it was waiting. */
const BESIDE: readonly string[] = ['row-imported', 'case-classified', 'wait-ended'];

const NOTE = 'Kunde war drei Tage ohne Dienst, möchte 40 Euro gutgeschrieben bekommen.';

describe('the relay on imported cases', () => {
  it('begins with what the file holds', () => {
    expect(counted.counts).toMatchObject(counted.isReal ? { cases: 734, open: 523, closed: 211, handovers: 233 } : { rejected: 0 });
  });

  it('goes from the waiting case to the closed one without a reload and tells it all', { timeout: 90_000 }, async () => {
    const lena = await openWindow(host.newLink());
    await signIn(lena, 'Lena Brandt');
    const murat = await openWindow(`${host.origin}/`);
    await signIn(murat, 'Murat Aydin');
    await murat.keyboard.press('Control+2');
    await murat.evaluate(() => Object.assign(window, { neverReloaded: true }));

    // The agent takes a waiting case, notes what she hears, and passes it on by its reason.
    await lena.locator('nav button[data-key^="team "]').first().click();
    const title = await lena.locator('main h1').innerText();
    const number = /NT-[0-9A-Z]{4}-[0-9A-Z]+/.exec(await lena.locator('main').innerText())![0];
    await lena.getByRole('main').getByRole('button', { name: 'Übernehmen', exact: true }).click();
    await event(lena, /Übernommen/).waitFor();
    await lena.keyboard.press('F4');
    await lena.keyboard.type(NOTE);
    await lena.keyboard.press('Control+Enter');
    await event(lena, /drei Tage ohne Dienst/).waitFor();

    await lena.keyboard.press('F9');
    await field(lena, 'summary').waitFor();
    await field(lena, 'reason').locator('select').selectOption('authority-exceeded');
    await field(lena, 'summary').locator('textarea').fill('Drei Tage ohne Dienst, zwei Anrufe ohne Ergebnis.');
    await field(lena, 'wish').locator('select').selectOption({ index: 1 });
    await field(lena, 'wish').locator('input').fill('40 Euro Gutschrift');
    await field(lena, 'question').locator('input').fill('Können wir 40 Euro aus Kulanz geben?');
    await field(lena, 'nextStep').locator('input').first().fill('Wir melden uns heute mit der Entscheidung.');
    await field(lena, 'decision').locator('select').selectOption('goodwill-credit');
    await field(lena, 'decision').locator('input').fill('40');
    await field(lena, 'recommendation').getByRole('button', { name: 'gewähren' }).click();
    await field(lena, 'recommendation').locator('input').fill('Der Ausfall ist belegt.');
    await field(lena, 'mood').getByRole('button', { name: 'verärgert' }).click();
    await field(lena, 'identity').getByRole('button').first().click();
    await field(lena, 'callback').locator('input').nth(1).fill('+49 40 555 0134');
    await field(lena, 'callback').locator('input').nth(2).fill('heute bis 18 Uhr');
    await field(lena, 'promises').getByRole('button', { name: 'Zusage hinzufügen' }).click();
    await field(lena, 'promises').locator('input').first().fill('Rückruf mit der Entscheidung');
    await lena.getByRole('main').getByText('vollständig, kann gesendet werden').waitFor();
    await lena.keyboard.press('Control+Enter');
    await toast(lena, /Gesendet an Teamleitung/);

    // The lead sees it without a reload, proves that he understood, decides and answers.
    const inbox = murat
      .getByRole('row')
      .filter({ hasText: title })
      .or(murat.locator('main button').filter({ hasText: title }));
    await inbox.first().click();
    await murat.keyboard.press('a');
    for (const fact of await murat.locator('[data-fact]').all()) await fact.check();
    await murat.getByRole('button', { name: /^Annehmen/ }).click();
    await toast(murat, /[Aa]ngenommen/);
    await murat.getByRole('button', { name: 'Zum Arbeitsplatz' }).click();
    await murat.locator('aside input[inputmode="decimal"]').fill('40');
    await murat
      .getByRole('region', { name: 'Entscheidung', exact: true })
      .getByRole('button', { name: /^Gewähren/ })
      .click();
    await event(murat, /Entscheidung.*40,00/s).waitFor();
    await murat.getByRole('main').getByRole('button', { name: 'gewährt', exact: true }).click();
    await murat.getByLabel(/Was soll dem Kunden gesagt werden/).fill('40 Euro sind gutgeschrieben, bitte dem Kunden sagen.');
    const answer = murat.getByRole('button', { name: /^Antwort an Lena Brandt/ });
    await answer.click();
    // What is said of it goes by; the form goes once it is sent, and stays where it is refused.
    await answer.waitFor({ state: 'detached' });
    expect(await murat.evaluate(() => 'neverReloaded' in window)).toBe(true);

    // The agent has it back, tells the customer, settles what was promised and closes.
    await lena
      .locator('nav button[data-key^="back "]')
      .filter({ hasText: title.slice(0, 12) })
      .first()
      .click();
    await event(lena, /40 Euro sind gutgeschrieben/).waitFor();
    await lena.getByRole('main').getByRole('button', { name: 'Anrufen', exact: true }).click();
    await lena.getByLabel('Kunde informiert').check();
    await lena.getByRole('button', { name: 'Gespräch beenden' }).click();
    await event(lena, /Kontakt/).waitFor();
    await lena.getByRole('button', { name: 'Gehalten' }).first().click();
    await event(lena, /Zusage abgerechnet/).waitFor();
    await lena.keyboard.press('F10');
    const finish = lena.getByRole('region', { name: /abschließen/ });
    await finish
      .getByRole('group', { name: /Ergebnis/ })
      .getByRole('button')
      .first()
      .click();
    await finish
      .getByRole('group', { name: /lösbar|vermeidbar/i })
      .getByRole('button')
      .first()
      .click();
    await lena.keyboard.press('Control+Enter');
    await toast(lena, /geschlossen/);
    for (const words of [
      /Übernommen aus anderem System/,
      /Übernommen/,
      /Notiz/,
      /Zusage/,
      /Übergabe/,
      /Übergabe angenommen/,
      /Entscheidung/,
      /Antwort/,
      /Kontakt/,
      /Zusage abgerechnet/,
      /Gelöst/,
      /Geschlossen/,
    ])
      await event(lena, words).waitFor();
    expect(broken).toEqual([]);

    // The export tells the same story in the same order, while both windows are open.
    await workplace.engine.sync('nordlicht');
    const file = join(folder, 'history.jsonl');
    const exported = await cli(['export', '--data', dir, '--principal', 'nordlicht', '--format', 'jsonl', '--out', file]);
    expect(exported.code).toBe(0);
    const lines = (await readFile(file, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Line);
    const caseId = lines.find(({ data }) => data.number === number)!.caseId;
    const story = lines.filter((line) => line.caseId === caseId).map(({ type }) => type);
    expect(story.filter((type) => !BESIDE.includes(type))).toEqual([
      'case-opened',
      'case-taken',
      'note-added',
      'handover-offered',
      'promise-made',
      'handover-accepted',
      'decision-made',
      'escalation-answered',
      'contact-logged',
      'call-logged',
      'promise-settled',
      'case-resolved',
      'case-closed',
    ]);
    expect(JSON.stringify(lines.filter((line) => line.caseId === caseId))).toContain(NOTE);
  });
});
