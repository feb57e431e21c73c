// Test files share a worker and what it has imported: whatever would reach from one into the next stands apart or is not there.
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../build/paths.ts';
import { APART, APART_JOURNEYS } from '../../build/test-order.ts';

const filesOf = (pattern: string): readonly string[] => globSync(pattern, { cwd: projectRoot }).map((path) => path.replaceAll('\\', '/'));
const holds = (path: string, words: RegExp): boolean => words.test(readFileSync(join(projectRoot, path), 'utf8'));

describe('files that share a worker', () => {
  it('stand apart if they put something in the place of a module, and only then', () => {
    expect(APART).toContain('test/hosts/desktop-parts.test.ts');
    expect(APART).not.toContain('test/build/test-order.test.ts');
    expect(APART.length).toBeLessThan(10);
    expect(APART_JOURNEYS).toEqual(['test/e2e/electron-path.test.ts']);
  });

  it('get their hooks from a function they call: those of a helper itself would run for the first file alone', () => {
    const helpers = filesOf('test/**/*.ts').filter((path) => !path.endsWith('.test.ts'));
    expect(helpers.length).toBeGreaterThan(50);
    expect(helpers.filter((path) => holds(path, /^(?:before|after)(?:All|Each)\(/m))).toEqual([]);
  });
});
