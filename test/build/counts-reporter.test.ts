// The line machines read must not call a broken run a good one: a real run of tests that fail in every way there is.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot } from '../../build/paths.ts';

const files = {
  'good.test.ts': "it('holds', () => {}); it('fails', () => { throw new Error('x'); }); it.skip('later', () => {});",
  'before.test.ts': "describe('group', () => { beforeAll(() => { throw new Error('x'); }); it('never', () => {}); });",
  'import.test.ts': "import './missing.ts'; it('never', () => {});",
  'late.test.ts': "it('holds', async () => { void Promise.reject(new Error('x')); await new Promise((done) => setTimeout(done, 50)); });",
};

describe('the closing line', () => {
  it('counts what broke outside of a test as failed, and stands last', () => {
    const folder = mkdtempSync(join(tmpdir(), 'counts-'));
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    symlinkSync(join(projectRoot, 'node_modules'), join(folder, 'node_modules'), 'junction');
    const vitest = join(projectRoot, 'node_modules/vitest/vitest.mjs');
    const reporter = join(projectRoot, 'test/browser/counts-reporter.ts');
    const args = [
      vitest,
      'run',
      '--root',
      folder,
      '--config',
      join(folder, 'vitest.config.ts'),
      '--globals',
      '--reporter=default',
      `--reporter=${reporter}`,
    ];
    writeFileSync(join(folder, 'vitest.config.ts'), 'export default {};');
    const run = spawnSync(process.execPath, args, { cwd: folder });
    rmSync(folder, { recursive: true, force: true });
    expect(run.status).toBe(1);
    // Failed: one test, one beforeAll, one import, one forgotten rejection. Skipped: one by name, one behind its beforeAll.
    expect(run.stdout.toString().trimEnd().split('\n').at(-1)).toBe('2 passed, 4 failed, 2 skipped');
  });
});
