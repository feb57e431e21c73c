// What `simulate --story` refuses before any process is started.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { cli } from './run-cli.ts';

it('[Y103] [G2] the folders of a story are kept in a new or empty folder only, and of nothing but a story', async () => {
  const dir = mkdtempSync(join(tmpdir(), 'stafette-keep-'));
  writeFileSync(join(dir, 'mine.txt'), 'mine');
  const taken = await cli(['simulate', '--story', '--keep', dir]);
  expect(taken).toMatchObject({ code: 2, out: [] });
  expect(taken.err.join()).toContain('is not empty');
  const alone = await cli(['simulate', '--keep', dir], { language: 'de' });
  expect(alone).toMatchObject({ code: 2, out: [], err: ['„simulate“ braucht --story --keep DIR.'] });
  rmSync(dir, { recursive: true });
});
