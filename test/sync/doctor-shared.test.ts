// Damages what a ledger keeps so that many desks share it, and asks the doctor.
import { describe, expect, it } from 'vitest';
import { LEDGER_APPLICATION, LEDGER_MIGRATIONS } from '../../shared/store/schema.ts';
import { createSqliteLedgerStore } from '../../shared/store/sqlite-ledger-store.ts';
import { examineLedger } from '../../shared/sync/doctor-ledger.ts';
import { openSqlite } from '../store/open-sqlite.ts';
import { digest } from './desks.ts';
import { createHub, createJournal, notes, opens, settles } from './writers.ts';

const kept = async () => {
  const { handle } = openSqlite('memory', LEDGER_APPLICATION, LEDGER_MIGRATIONS);
  const hub = await createHub(createSqliteLedgerStore(handle));
  await settles(hub.ledger, createJournal('front')(opens(hub, 'a', 'lena'), opens(hub, 'b', 'jonas'), notes(hub, 'n', 'a', 'tim')));
  return { handle, hub };
};

const damages: readonly (readonly [string, string, RegExp])[] = [
  [
    'somebody who has to do with a case and may not see it',
    `DELETE FROM audience WHERE tag = 'person:lena'`,
    /person:lena, who may not see it/,
  ],
  ['an epoch that is not the lane’s', `UPDATE lanes SET epoch = 'other'`, /the lane is in other, its last epoch is epoch-1/],
  [
    'an epoch behind the end of the log',
    `INSERT INTO epochs (lane, epoch, from_position) VALUES ('nordlicht', 'far', 9)`,
    /far begins after 9/,
  ],
  ['a log without a first epoch', `UPDATE epochs SET from_position = 1`, /no epoch covers the beginning/],
  ['a case in nobody’s list', `UPDATE cases SET lane = 'elsewhere' WHERE case_id = 'b'`, /leaves it out/],
  ['an open case among the closed ones', `UPDATE cases SET rank = 8600000000000000 WHERE case_id = 'b'`, /is open, and stands elsewhere/],
];

describe('[Y49] the doctor of a ledger', () => {
  it('finds nothing where nothing is wrong', async () => {
    const { hub } = await kept();
    expect(await examineLedger(hub.store, digest)).toEqual([]);
  });

  it.each(damages)('finds %s', async (_, sql, detail) => {
    const { handle, hub } = await kept();
    handle.exec(sql);
    const found = (await examineLedger(hub.store, digest)).map((finding) => finding.detail);
    expect(found.join(' | ')).toMatch(detail);
  });
});
