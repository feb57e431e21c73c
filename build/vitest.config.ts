// Three kinds of tests in one run: the core on Node, screens in jsdom, journeys in a real browser.
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { projectRoot } from './paths.ts';
import LongFirst, { APART, APART_JOURNEYS } from './test-order.ts';

const shared = {
  root: projectRoot,
  testTimeout: 45_000,
  hookTimeout: 90_000,
  // Whoever waits for a fact waits for it on a busy machine, too; how fast it comes stands in the bench.
  expect: { poll: { timeout: 15_000 } },
  // One core of two would idle: many tests wait for processes of their own, and the journeys for their browsers.
  maxWorkers: 3,
  // The tests start some hundred processes of ours, and most of what each does at its start is compiling the same files.
  env: { NODE_COMPILE_CACHE: join(projectRoot, 'node_modules/.cache/compiled') },
};

const journeys = { ...shared, globalSetup: [join(projectRoot, 'test/browser/global-setup.ts')] };

export default defineConfig({
  root: projectRoot,
  cacheDir: join(projectRoot, 'node_modules/.cache/vitest'),
  test: {
    reporters: ['default', join(projectRoot, 'test/browser/counts-reporter.ts')],
    coverage: {
      include: ['shared/**/*.ts', 'electron/**/*.ts', 'renderer/**/*.{ts,tsx}', 'hub/**/*.ts'],
      reportsDirectory: join(projectRoot, 'coverage'),
    },
    sequence: { sequencer: LongFirst },
    projects: [
      {
        root: projectRoot,
        test: {
          ...shared,
          name: 'core',
          // What is imported is shared by the files of a worker: loading it anew for each was a quarter of the whole run.
          isolate: false,
          include: ['test/**/*.test.ts'],
          exclude: ['test/e2e/**', 'test/renderer/**/*.test.tsx', ...APART],
        },
      },
      { root: projectRoot, test: { ...shared, name: 'apart', include: [...APART] } },
      // Each file has a page and modules of its own; what makes pages is loaded once for a worker.
      {
        root: projectRoot,
        test: { ...shared, name: 'dom', pool: 'vmForks', environment: 'jsdom', include: ['test/renderer/**/*.test.tsx'] },
      },
      // What a journey remembers stands in its window and its folder, and both end with it.
      {
        root: projectRoot,
        test: { ...journeys, name: 'e2e', isolate: false, include: ['test/e2e/**/*.test.ts'], exclude: [...APART_JOURNEYS] },
      },
      { root: projectRoot, test: { ...journeys, name: 'e2e apart', include: [...APART_JOURNEYS] } },
    ],
  },
});
