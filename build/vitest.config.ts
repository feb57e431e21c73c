// Three kinds of tests in one run: the core on Node, screens in jsdom, journeys in a real browser.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { projectRoot } from './paths.ts';

const shared = { root: projectRoot, testTimeout: 45_000, hookTimeout: 90_000 };
// One core of two would idle, and many of the first wait for processes of their own. The journeys come after the rest: their browsers
// need the room.
const first = { maxWorkers: 3, sequence: { groupOrder: 0 } };
const last = { maxWorkers: 2, sequence: { groupOrder: 1 } };

export default defineConfig({
  root: projectRoot,
  cacheDir: join(projectRoot, 'node_modules/.cache/vitest'),
  test: {
    reporters: ['default', join(projectRoot, 'test/browser/counts-reporter.ts')],
    coverage: {
      include: ['shared/**/*.ts', 'electron/**/*.ts', 'renderer/**/*.{ts,tsx}', 'hub/**/*.ts'],
      reportsDirectory: join(projectRoot, 'coverage'),
    },
    projects: [
      {
        root: projectRoot,
        test: {
          ...shared,
          ...first,
          name: 'core',
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/renderer/**/*.test.tsx'],
        },
      },
      { root: projectRoot, test: { ...shared, ...first, name: 'dom', environment: 'jsdom', include: ['test/renderer/**/*.test.tsx'] } },
      {
        root: projectRoot,
        test: {
          ...shared,
          ...last,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: [join(projectRoot, 'test/browser/global-setup.ts')],
        },
      },
    ],
  },
});
