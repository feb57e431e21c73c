// Knows which test files stand apart, and orders all so that the long ones come first and no worker is left alone with one at the end.
import { globSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { BaseSequencer, type TestSpecification } from 'vitest/node';
import { projectRoot } from './paths.ts';

/** Where files take longest, longest first. Whoever is not named comes after; a name too few costs time and nothing else. */
const LONG = [
  'test/e2e/keyboard',
  'test/e2e/axe',
  'test/e2e/approval',
  'test/e2e/',
  'test/renderer/',
  'test/sync/simulation',
  'test/real/',
  'test/crash/',
  'test/import/',
  'test/cli/damage',
  'test/pg/',
  'test/contracts/',
  'test/hosts/',
  'test/cli/',
  'test/policy/authority-properties',
  'test/policy/pack-lint',
  'test/policy/routing-check',
  'test/case/approvals-property',
  'test/case/property',
  'test/architecture',
  'test/sync/escrow',
  'test/case/random',
  'test/hub/',
];

const rankOf = (path: string): number => {
  const rank = LONG.findIndex((start) => path.startsWith(start));
  return rank === -1 ? LONG.length : rank;
};

/** Puts something else in the place of a module. */
const STANDS_IN = /^vi\.(?:do)?mock\(/im;

const isJourney = (path: string): boolean => path.startsWith('test/e2e/');

const standingIn: readonly string[] = globSync('test/**/*.test.ts', { cwd: projectRoot })
  .map((path) => path.replaceAll('\\', '/'))
  .filter((path) => STANDS_IN.test(readFileSync(join(projectRoot, path), 'utf8')));

/** What these files import is theirs alone: a stand-in would stay for the next file of the worker. */
export const APART: readonly string[] = standingIn.filter((path) => !isJourney(path));
export const APART_JOURNEYS: readonly string[] = standingIn.filter(isJourney);

export default class LongFirst extends BaseSequencer {
  override sort(files: readonly TestSpecification[]): Promise<TestSpecification[]> {
    const judged = files.map((file) => ({
      file,
      // Files of a project stand together: a worker goes on with the next one only if it is of the same.
      project: ['e2e', 'e2e apart', 'apart', 'dom', 'core'].indexOf(file.project.name),
      rank: rankOf(relative(projectRoot, file.moduleId).replaceAll('\\', '/')),
      size: statSync(file.moduleId).size,
    }));
    judged.sort((a, b) => a.project - b.project || a.rank - b.rank || b.size - a.size);
    return Promise.resolve(judged.map(({ file }) => file));
  }
}
