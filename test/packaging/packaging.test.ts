// The packed application: what is inside the archive, what stays outside, and which doors are shut.
import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractFile, listPackage } from '@electron/asar';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { build, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import config from '../../build/electron-builder.config.ts';
import { ensureBuilt } from '../../build/ensure-built.ts';
import { projectRoot } from '../../build/paths.ts';
import { fakeElectron } from './fake-electron.ts';

// The schema check has no public door; this one is what the command line itself goes through first.
type Validate = (config: unknown, logger: { add: () => void; isEnabled: boolean }) => Promise<void>;
const { validateConfiguration } = createRequire(import.meta.url)('app-builder-lib/out/util/config/config.js') as {
  validateConfiguration: Validate;
};
const logger = { add: () => undefined, isEnabled: false };

describe('the configuration', () => {
  it('fits the schema of electron-builder', async () => {
    await expect(validateConfiguration(config, logger)).resolves.toBeUndefined();
  });

  it('would be refused with a word the schema does not know', async () => {
    await expect(validateConfiguration({ ...config, asarr: true }, logger)).rejects.toThrow(/asarr/);
  });

  it.each(['linux', 'win', 'mac'] as const)('lists its own files for %s, and one database only', (system) => {
    const files = config[system]?.files as string[];
    const name = { linux: 'linux', win: 'win32', mac: 'darwin' }[system];
    expect(files.filter((pattern) => pattern.includes('prebuilds'))).toEqual([
      `!node_modules/better-sqlite3/prebuilds/!(${name}-\${arch}).node`,
    ]);
  });

  it('names icons that are there', () => {
    for (const icon of [config.win?.icon, config.mac?.icon]) expect(statSync(join(projectRoot, String(icon))).size).toBeGreaterThan(1000);
    expect(readdirSync(join(projectRoot, String(config.linux?.icon)))).toContain('512x512.png');
  });
});

describe.runIf(process.platform === 'linux')('the packed application for Linux', () => {
  const electronDist = fakeElectron();
  const output = mkdtempSync(join(tmpdir(), 'stafette-packed-'));
  const packed = join(output, process.arch === 'arm64' ? 'linux-arm64-unpacked' : 'linux-unpacked');
  const archive = join(packed, 'resources/app.asar');
  let files: string[] = [];

  beforeAll(async () => {
    await ensureBuilt();
    await build({
      projectDir: projectRoot,
      targets: Platform.LINUX.createTarget('dir'),
      config: { ...config, electronDist, directories: { ...config.directories, output } },
    });
    files = listPackage(archive, { isPack: false }).map((name) => name.replace(/^\//, ''));
  });
  afterAll(() => {
    for (const folder of [electronDist, output]) rmSync(folder, { recursive: true, force: true });
  });

  it('holds the three bundles', () => {
    expect(files).toEqual(
      expect.arrayContaining(['package.json', 'out/main/main.js', 'out/preload/preload.cjs', 'out/renderer/index.html']),
    );
  });

  it('holds no sources, no maps and no second Node', () => {
    expect(files.filter((name) => /\.(?:ts|tsx|map)$|node-linux|^(?:shared|electron|renderer|hub|test|build)\//.test(name))).toEqual([]);
  });

  it('carries better-sqlite3 as its only package', () => {
    const packages = new Set(files.filter((name) => name.startsWith('node_modules/')).map((name) => name.split('/')[1]));
    expect([...packages]).toEqual(['better-sqlite3']);
  });

  it('starts with the bundled main process', () => {
    const manifest = JSON.parse(extractFile(archive, 'package.json').toString()) as { main: string; type: string; name: string };
    expect([manifest.name, manifest.main, manifest.type]).toEqual(['stafette', 'out/main/main.js', 'module']);
    expect(files).toContain(manifest.main);
  });

  it('keeps the database outside the archive, for this system only, and it opens from there', () => {
    const folder = join(packed, 'resources/app.asar.unpacked/node_modules/better-sqlite3');
    expect(readdirSync(join(folder, 'prebuilds'))).toEqual([`linux-${process.arch}.node`]);
    const nativeBinding = join(folder, 'prebuilds', `linux-${process.arch}.node`);
    const Database = createRequire(import.meta.url)('better-sqlite3') as typeof import('better-sqlite3');
    const database = new Database(':memory:', { nativeBinding });
    expect(database.prepare('select 6 * 7 as answer').pluck().get()).toBe(42);
    database.close();
  });

  it('stays small', () => expect(statSync(archive).size).toBeLessThan(6_000_000));

  it('has its doors shut: nothing but our archive runs, and nobody attaches', async () => {
    const wire = await getCurrentFuseWire(join(packed, 'stafette'));
    const shut = [
      FuseV1Options.RunAsNode,
      FuseV1Options.EnableNodeOptionsEnvironmentVariable,
      FuseV1Options.EnableNodeCliInspectArguments,
      FuseV1Options.GrantFileProtocolExtraPrivileges,
    ];
    const on = [
      FuseV1Options.EnableCookieEncryption,
      FuseV1Options.EnableEmbeddedAsarIntegrityValidation,
      FuseV1Options.OnlyLoadAppFromAsar,
    ];
    expect(shut.map((fuse) => wire[fuse])).toEqual(shut.map(() => FuseState.DISABLE));
    expect(on.map((fuse) => wire[fuse])).toEqual(on.map(() => FuseState.ENABLE));
  });
});
