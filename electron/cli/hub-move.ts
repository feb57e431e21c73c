// Moves a hub that has outgrown the file in its folder to PostgreSQL, so that no workstation has to be enrolled anew.
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import { moveLedger } from '../../hub/server/move-ledger.ts';
import { lockFolder } from '../folder-lock.ts';
import { EXIT, type Given, type Io } from './command.ts';
import { anyFolder } from './folder.ts';
import { databaseOf, hubFolder } from './hub-place.ts';

/** Refusals: `missing-option`, `hub-held` {dir}, and those of `moveLedger`. */
export const moveHub = async (given: Given, io: Io): Promise<Result<number>> => {
  const database = databaseOf(given, io);
  if (database === null) return refuse('missing-option', { command: 'hub move', option: '--database', value: 'postgres://…' });
  const dir = anyFolder(hubFolder(given));
  if (!dir.ok) return dir;
  const locked = lockFolder(dir.value);
  if (!locked.ok) return refuse('hub-held', { dir: dir.value });
  try {
    const moved = await moveLedger(dir.value, database, io.now);
    if (!moved.ok) return moved;
    const { lanes, rows, aside, again } = moved.value;
    if (given.flag('json')) io.out(JSON.stringify({ lanes, rows, aside, again }));
    else if (io.language === 'de')
      io.out(
        `${again ? 'Alles stand schon in der Datenbank.' : `${lanes} Auftraggeber mit ${rows} Zeilen stehen jetzt in der Datenbank.`} Die Datei liegt in ${aside}.\nVon nun an: npx stafette hub --data DIR --database postgres://…`,
      );
    else
      io.out(
        `${again ? 'Everything was in the database already.' : `${lanes} principals with ${rows} rows are in the database now.`} The file lies in ${aside}.\nFrom now on: npx stafette hub --data DIR --database postgres://…`,
      );
    return ok(EXIT.done);
  } finally {
    locked.value.release();
  }
};
