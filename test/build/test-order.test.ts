// Test files share a worker and what it has imported: whatever would reach from one into the next stands apart or is not there.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../build/paths.ts';
import { APART } from '../../build/test-order.ts';

const filesOf = (pattern: string): readonly string[] => globSync(pattern, { cwd: projectRoot }).map((path) => path.replaceAll('\\', '/'));
const holds = (path: string, words: RegExp): boolean => words.test(readFileSync(join(projectRoot, path), 'utf8'));

// Journeys and screens are loaded anew, each file by itself.
const sharing = filesOf('test/**/*.test.ts').filter((path) => !path.startsWith('test/e2e/'));

describe('files that share a worker', () => {
  it('put nothing in the place of a module: those that do stand apart', () =>
    expect(sharing.filter((path) => holds(path, /^vi\.(?:do)?mock\(/im)).toSorted()).toEqual(APART.toSorted()));

  it('get their hooks from a function they call: those of a helper itself would run for the first file alone', () => {
    const helpers = filesOf('test/**/*.ts').filter((path) => !path.endsWith('.test.ts'));
    expect(helpers.length).toBeGreaterThan(50);
    expect(helpers.filter((path) => holds(path, /^(?:before|after)(?:All|Each)\(/m))).toEqual([]);
  });
});
