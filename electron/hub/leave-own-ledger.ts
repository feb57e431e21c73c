// Lets a folder that kept its own ledger begin anew as a workstation of a hub: both files are set aside, nothing is deleted.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import { openReadOnly } from '../read-only.ts';
import { rescueDesk, setAside, type Rescued } from '../rescue.ts';
import { ownCases } from './door.ts';

const [DESK, LEDGER] = ['desk.sqlite', 'ledger.sqlite'];

/**
 * What is worth keeping of the old desk (drafts, its name, its membership), null where the folder is a workstation already. Refusal:
 * `own-cases` {cases, dir} where somebody has worked in it.
 */
export const leaveOwnLedger = (dir: string, stamp: string): Result<Rescued | null, Refusal> => {
  if (!existsSync(join(dir, LEDGER))) return ok(null);
  if (existsSync(join(dir, DESK))) {
    const opened = openReadOnly(dir);
    if (!opened.ok) return opened;
    const cases = ownCases(opened.value);
    opened.value.close();
    if (cases > 0) return refuse('own-cases', { cases, dir });
  }
  const folder = setAside(dir, DESK, `${stamp}-own`);
  const rescued = rescueDesk(join(folder, DESK));
  // The ledger goes last: as long as it lies here, a start that was interrupted begins again.
  setAside(dir, LEDGER, `${stamp}-own`);
  return ok(rescued);
};
