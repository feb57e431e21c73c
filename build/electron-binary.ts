// Where Electron's binary stands in this checkout, and one patient try to fetch it; its package has none until first use.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './paths.ts';

const packageFolder = join(projectRoot, 'node_modules/electron');
const failureMark = join(projectRoot, 'node_modules/.cache/electron-not-fetched');
const dayMs = 24 * 60 * 60 * 1000;

/** The binary's path when it is there; never downloads, which `import 'electron'` outside of Electron would do. */
export function installedElectron(): string | undefined {
  const pathFile = join(packageFolder, 'path.txt');
  const name = existsSync(pathFile) ? readFileSync(pathFile, 'utf8') : 'electron';
  const file = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(packageFolder, 'dist'), name);
  return existsSync(file) ? file : undefined;
}

function download(timeoutMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(packageFolder, 'install.js')], { stdio: 'ignore', timeout: timeoutMs });
    child.on('error', () => resolve(false));
    child.on('exit', (code) => resolve(code === 0));
  });
}

/** Installed or fetched now. A failure is remembered for a day, so that a desk without the download starts at once the second time. */
export async function electronOrFetch(timeoutMs: number): Promise<string | undefined> {
  const installed = installedElectron();
  const failedLately = existsSync(failureMark) && Date.now() - statSync(failureMark).mtimeMs < dayMs;
  if (installed !== undefined || failedLately) return installed;
  if (!(await download(timeoutMs))) {
    mkdirSync(dirname(failureMark), { recursive: true });
    writeFileSync(failureMark, '');
  }
  return installedElectron();
}

/** Why no window can open here, or undefined where one can. */
export function noDisplay(): string | undefined {
  const blind = process.platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY'];
  return blind ? 'this machine has no display' : undefined;
}
