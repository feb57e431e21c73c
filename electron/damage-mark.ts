// Remembers that a store turned out damaged while it was open, so that the next start sets it aside; a start that waits for nobody cannot find out itself.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { STORE_DAMAGED } from '../shared/sync/driver.ts';
import type { Engine } from '../shared/sync/engine.ts';

const MARK = 'desk-damaged';

/** Writes the mark as soon as a conversation meets damage; answers how to stop watching. */
export const markDamage = (engine: Engine, dir: string): (() => void) =>
  engine.subscribe(({ lane, topics }) => {
    if (topics.includes('sync') && engine.status(lane).trouble?.startsWith(STORE_DAMAGED) === true)
      writeFileSync(join(dir, MARK), '', { mode: 0o600 });
  });

/** Whether the desk's store was found damaged; asked once, the mark is gone. */
export const takeMark = (dir: string): boolean => {
  const mark = join(dir, MARK);
  const isMarked = existsSync(mark);
  rmSync(mark, { force: true });
  return isMarked;
};
