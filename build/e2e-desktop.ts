// Opens the real desktop application, where Electron's binary and a display are there, and looks at its first window.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { _electron, type Page } from 'playwright-core';
import { electronOrFetch, noDisplay } from './electron-binary.ts';
import { ensureBuilt } from './ensure-built.ts';
import { projectRoot } from './paths.ts';

function must(what: string, holds: boolean): void {
  if (!holds) throw new Error(`The desktop application fails here: ${what}`);
  console.log(`ok  ${what}`);
}

async function look(page: Page): Promise<void> {
  await page.getByRole('heading').first().waitFor({ timeout: 20_000 });
  must('the first window shows a screen with a heading', true);
  must('the page comes from app://, not from a file or a server', page.url().startsWith('app://'));
  must('the page has neither require nor process', await page.evaluate(() => !('require' in globalThis) && !('process' in globalThis)));
  must('the page can sign somebody in', (await page.getByRole('button').count()) > 0);
  must('the page may not open windows', await page.evaluate(() => window.open('https://example.org') === null));
}

async function walk(executablePath: string): Promise<void> {
  await ensureBuilt();
  const data = mkdtempSync(join(tmpdir(), 'stafette-desktop-'));
  // Chromium refuses its sandbox for root; nobody else runs the application without it.
  const args = [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), projectRoot, '--data', data];
  const app = await _electron.launch({ executablePath, args, cwd: projectRoot });
  try {
    await look(await app.firstWindow());
    const versions = await app.evaluate(() => process.versions['electron']);
    console.log(`Electron ${versions}: all checks hold.`);
  } finally {
    await app.close();
    rmSync(data, { recursive: true, force: true });
  }
}

const blind = noDisplay();
const electron = blind === undefined ? await electronOrFetch(120_000) : undefined;
if (blind !== undefined) console.log(`e2e:desktop skipped: ${blind}.`);
else if (electron === undefined) console.log('e2e:desktop skipped: the Electron binary is not installed and could not be fetched.');
else await walk(electron);
