// The built bundles: made once per state of the sources, and each importing only what is there where it runs.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';
import { beforeAll, describe, expect, it } from 'vitest';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { projectRoot } from '../../build/paths.ts';

const read = (path: string): string => readFileSync(join(projectRoot, 'out', path), 'utf8');
const packagesOf = (path: string): string[] => {
  const { staticImports } = parseSync(path, read(path)).module;
  return staticImports.map(({ moduleRequest }) => moduleRequest.value).filter((name) => !name.startsWith('node:') && !name.startsWith('.'));
};

describe('the built bundles', () => {
  beforeAll(ensureBuilt);

  it('are not built again while no source changed', async () => expect(await ensureBuilt()).toBeLessThan(1000));

  it.each(['main/main.js', 'host/cli.js'])('%s imports nothing but Electron, the database and Node', (path) => {
    expect(packagesOf(path).filter((name) => !['electron', 'better-sqlite3'].includes(name))).toEqual([]);
  });

  it('the preload requires nothing but Electron, as a sandbox demands', () => {
    const required = [...read('preload/preload.cjs').matchAll(/\brequire\(["'`]([^"'`]+)["'`]\)/g)].map(([, name]) => name);
    expect([...new Set(required)]).toEqual(['electron']);
  });

  it('the page is built for use, whoever asked for it', () => {
    const scripts = readdirSync(join(projectRoot, 'out/renderer/assets')).filter((name) => name.endsWith('.js'));
    expect(scripts.filter((name) => read(`renderer/assets/${name}`).includes('react-stack-bottom-frame'))).toEqual([]);
  });

  it('the page has no inline script and no address outside', () => {
    const page = read('renderer/index.html');
    expect([...page.matchAll(/<script(?![^>]*\bsrc=)/g)]).toEqual([]);
    expect([...page.matchAll(/(?:src|href)="(?:https?:)?\/\//g)]).toEqual([]);
  });

  it('the page stays light: no calendars of the whole world, no database', () => {
    const scripts = readdirSync(join(projectRoot, 'out/renderer/assets')).filter((name) => name.endsWith('.js'));
    expect(scripts.reduce((sum, name) => sum + read(`renderer/assets/${name}`).length, 0)).toBeLessThan(1_750_000);
  });
});
