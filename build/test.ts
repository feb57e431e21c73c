// `npm test`: types, rules of style and layout are checked beside the tests, which often wait; whatever comes behind `--` is for the tests.
import { join } from 'node:path';
import { runBeside } from './beside.ts';
import { projectRoot } from './paths.ts';

const file = process.execPath;
// Checkers side by side each work out for themselves what they share; beside the tests there is no idle core to pay for that.
const checks = [['typecheck', '--', '--checkers', '1'], ['lint'], ['format:check']].map((args) => ({
  name: args[0]!,
  file,
  args: ['--run', ...args],
}));
const withNode = join(projectRoot, 'build/with-node.mjs');
const vitest = [withNode, 'vitest', 'run', '--config', join(projectRoot, 'build/vitest.config.ts'), ...process.argv.slice(2)];
process.exitCode = (await runBeside(checks, { name: 'tests', file, args: vitest }, console.log)) ? 0 : 1;
