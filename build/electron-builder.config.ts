// How the desktop application is packed for Linux, Windows and macOS.
import type { Configuration } from 'electron-builder';

type Platform = 'linux' | 'win32' | 'darwin';

/**
 * The whole list, once per system. electron-builder's own `${platform}` is the building machine's, so that a Windows build on
 * Linux would pack Linux's database; and a list of exclusions only would sweep up the whole checkout.
 */
function filesFor(platform: Platform): string[] {
  return [
    'package.json',
    'out/main/**',
    'out/preload/**',
    'out/renderer/**',
    '!**/*.map',
    // Bundles carry everything else; the native database is the one package that stays one.
    'node_modules/better-sqlite3/**',
    '!node_modules/better-sqlite3/{deps,src,binding.gyp}',
    '!node_modules/better-sqlite3/{deps,src}/**',
    `!node_modules/better-sqlite3/prebuilds/!(${platform}-\${arch}).node`,
    '!node_modules/node-addon-api/**',
    // The locked Node runs a checkout; the packed app brings Electron's.
    '!node_modules/node-{linux,win,darwin,bin}-*/**',
  ];
}

const config: Configuration = {
  appId: 'org.stafette.desk',
  productName: 'Stafette',
  // Telephone systems open links of the form stafette://call?…; see electron/surroundings/links.ts.
  protocols: [{ name: 'Stafette', schemes: ['stafette'] }],
  copyright: 'MIT licence, Stafette contributors',
  directories: { buildResources: 'build/icons', output: 'dist' },
  asar: true,
  asarUnpack: ['**/*.node'],
  // Nothing is compiled: better-sqlite3 brings its binaries (Node-API, the same for Node and Electron).
  npmRebuild: false,
  publish: null,
  // A packed app runs our code and nothing else: no Node by environment variable, no debugger, no replaced archive.
  electronFuses: {
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    grantFileProtocolExtraPrivileges: false,
  },
  linux: {
    files: filesFor('linux'),
    target: ['AppImage', 'tar.gz'],
    category: 'Office',
    icon: 'build/icons',
    executableName: 'stafette',
    synopsis: 'The handover desk for call centres',
  },
  win: { files: filesFor('win32'), target: ['nsis', 'zip'], icon: 'build/icons/stafette.ico' },
  nsis: { oneClick: false, perMachine: false, allowToChangeInstallationDirectory: true },
  mac: {
    files: filesFor('darwin'),
    target: ['dmg', 'zip'],
    category: 'public.app-category.business',
    icon: 'build/icons/stafette.icns',
    hardenedRuntime: true,
  },
};

export default config;
