// Remembers that a store turned out damaged while it was open, so that the next start sets it aside; a start that waits for nobody cannot find out itself.
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Desk } from '../shared/desk.ts';
import { isDamaged } from '../shared/store/faults.ts';
import { STORE_DAMAGED } from '../shared/sync/driver.ts';
import type { Engine } from '../shared/sync/engine.ts';

const MARK = 'desk-damaged';

/** Writes the mark as soon as a conversation or somebody's call meets damage; `stop` ends that. */
export const watchDamage = (engine: Engine, desk: Desk, dir: string): { readonly desk: Desk; readonly stop: () => void } => {
  const mark = (): void => writeFileSync(join(dir, MARK), '', { mode: 0o600 });
  const call: Desk['call'] = async (name, session, input) => {
    try {
      return await desk.call(name, session, input);
    } catch (error) {
      if (isDamaged(error)) mark();
      throw error;
    }
  };
  const stop = engine.subscribe(({ lane, topics }) => {
    if (topics.includes('sync') && engine.status(lane).trouble?.startsWith(STORE_DAMAGED) === true) mark();
  });
  return { desk: { ...desk, call }, stop };
};

/** Whether the desk's store was found damaged; asked once, the mark is gone. */
export const takeMark = (dir: string): boolean => {
  const mark = join(dir, MARK);
  const isMarked = existsSync(mark);
  rmSync(mark, { force: true });
  return isMarked;
};
