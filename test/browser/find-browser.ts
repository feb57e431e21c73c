// Finds a browser for tests and screenshots: named, installed, playwright's own, or the Chromium that npm brought along.
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { chromium } from 'playwright-core';
import type { BrowserInfo } from './browser-info.ts';
import { unpackChromium } from './npm-chromium.ts';

const linuxNames = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'];
const windowsPaths = ['Google/Chrome/Application/chrome.exe', 'Microsoft/Edge/Application/msedge.exe', 'Chromium/Application/chrome.exe'];
const macPaths = [
  'Google Chrome.app/Contents/MacOS/Google Chrome',
  'Chromium.app/Contents/MacOS/Chromium',
  'Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
];

function installedCandidates(): string[] {
  if (process.platform === 'win32') {
    const roots = ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((name) => process.env[name] ?? []);
    return roots.flatMap((root) => windowsPaths.map((path) => join(root, path)));
  }
  if (process.platform === 'darwin') {
    const roots = ['/Applications', join(process.env['HOME'] ?? '/', 'Applications')];
    return roots.flatMap((root) => macPaths.map((path) => join(root, path)));
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)));
}

// On Linux a name on the PATH may be an empty shell (a snap that cannot start here), so it has to answer once.
function answers(file: string): boolean {
  if (!existsSync(file)) return false;
  if (process.platform !== 'linux') return true;
  try {
    return /\d+\.\d+/.test(execFileSync(file, ['--version'], { timeout: 5000, stdio: ['ignore', 'pipe', 'ignore'] }).toString());
  } catch {
    return false;
  }
}

function playwrightsOwn(): string[] {
  try {
    return [chromium.executablePath()];
  } catch {
    return [];
  }
}

export async function findBrowser(): Promise<BrowserInfo> {
  const named = process.env['STAFETTE_BROWSER'];
  if (named !== undefined && named !== '') {
    if (!existsSync(named)) throw new Error(`STAFETTE_BROWSER names "${named}", and no such file exists.`);
    return { executablePath: named, env: {} };
  }
  const installed = [...installedCandidates(), ...playwrightsOwn()].find(answers);
  if (installed !== undefined) return { executablePath: installed, env: {} };
  if (process.platform === 'linux' && process.arch === 'x64') return unpackChromium();
  throw new Error('No browser was found: install Chrome, Chromium or Edge, or set STAFETTE_BROWSER to the path of one.');
}
