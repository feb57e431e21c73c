// Unpacks the Chromium that stands in node_modules, once, and says which environment it needs on a bare machine.
// Done here and not by the package: it trusts whatever lies in the shared temp folder, and its fonts are found only there.
import { execFileSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve, sep } from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import { projectRoot } from '../../build/paths.ts';
import type { BrowserInfo } from './browser-info.ts';

const packageFolder = join(projectRoot, 'node_modules/@sparticuz/chromium');
const cacheFolder = join(projectRoot, 'node_modules/.cache/chromium');

const inflated = (name: string): Buffer => brotliDecompressSync(readFileSync(join(packageFolder, 'bin', name)));

const field = (tar: Buffer, from: number, length: number): string => tar.toString('utf8', from, from + length).replace(/\0.*$/s, '');

/** These archives hold plain files with short names only; anything else in them is left out. */
function untar(tar: Buffer, folder: string): void {
  for (let at = 0; at + 512 <= tar.length && tar[at] !== 0;) {
    const size = Number.parseInt(field(tar, at + 124, 12), 8);
    const file = resolve(folder, field(tar, at, 100));
    const isFile = field(tar, at + 156, 1) === '0' || tar[at + 156] === 0;
    if (isFile && file.startsWith(folder + sep)) {
      mkdirSync(dirname(file), { recursive: true });
      writeFileSync(file, tar.subarray(at + 512, at + 512 + size), { mode: 0o755 });
    }
    at += 512 + Math.ceil(size / 512) * 512;
  }
}

// The system's fonts where there are any, and in any case Open Sans: without a font every page would be blank.
const fontConfig = (folder: string): string => `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <dir>${join(folder, 'fonts')}</dir>
  <cachedir>${join(folder, 'fonts-cache')}</cachedir>
</fontconfig>
`;

function unpackInto(folder: string, final: string): void {
  writeFileSync(join(folder, 'chromium'), inflated('chromium.br'), { mode: 0o755 });
  for (const name of ['fonts', 'swiftshader', 'al2023']) untar(inflated(`${name}.tar.br`), folder);
  writeFileSync(join(folder, 'fonts.conf'), fontConfig(final));
}

function lacksLibraries(executable: string): boolean {
  try {
    return execFileSync('ldd', [executable], { stdio: ['ignore', 'pipe', 'ignore'] }).includes('not found');
  } catch {
    return true;
  }
}

export function unpackChromium(): BrowserInfo {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')) as { version: string };
  const folder = join(cacheFolder, version);
  if (!existsSync(folder)) {
    mkdirSync(cacheFolder, { recursive: true });
    const fresh = mkdtempSync(join(cacheFolder, 'unpacking-'));
    try {
      unpackInto(fresh, folder);
      // A fresh temporary folder is its maker's alone; a checkout may be used by several accounts.
      chmodSync(fresh, 0o755);
      renameSync(fresh, folder);
    } catch (error) {
      // Someone else was quicker: theirs is as good.
      if (!existsSync(folder)) throw error;
    } finally {
      rmSync(fresh, { recursive: true, force: true });
    }
  }
  const executablePath = join(folder, 'chromium');
  const env: Record<string, string> = { FONTCONFIG_FILE: join(folder, 'fonts.conf') };
  if (lacksLibraries(executablePath)) env['LD_LIBRARY_PATH'] = join(folder, 'lib');
  return { executablePath, env };
}
