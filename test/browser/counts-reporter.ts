// Says at the very end, alone on a line, how many tests passed, failed and were skipped: the line machines read.
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule, TestSuite } from 'vitest/node';

/** A file or group that breaks outside of any test (an import, a beforeAll) has no test that failed; it counts as one. */
const broke = (part: TestModule | TestSuite): boolean => part.errors().length > 0;

function countAll(modules: readonly TestModule[]): Record<'passed' | 'failed' | 'skipped', number> {
  const count = { passed: 0, failed: 0, skipped: 0 };
  for (const module of modules) {
    count.failed += [module, ...module.children.allSuites()].filter(broke).length;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      count[state === 'pending' ? 'failed' : state] += 1;
    }
  }
  return count;
}

export default class CountsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly SerializedError[]): void {
    const { passed, failed, skipped } = countAll(modules);
    // At exit, because other reporters (coverage) still print after this call.
    process.on('exit', () => process.stdout.write(`${passed} passed, ${failed + errors.length} failed, ${skipped} skipped\n`));
  }
}
