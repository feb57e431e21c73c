// Keeps a hub's register in PostgreSQL beside the ledger, shared by all hub processes.
import type { PgHandle, PgSession } from '../../shared/store/postgres-handle.ts';
import { mayEnrol, SEEN_EVERY, TRIES_KEPT, type KnownDevice } from './enrolling.ts';
import { newestFirst, type Binding, type Device, type EnrolmentCode, type Register } from './register.ts';

/** Any number will do, as long as every hub takes the same: who enrols holds it, so that no two get one number. */
const ENROLLING = 5_711_039;

const CODE = 'hash, lanes, note, made_at AS "madeAt", expires_at AS "expiresAt", used_by AS "usedBy"';
const DEVICE = 'id, name, key, code, lanes, slot, enrolled_at AS "enrolledAt", seen_at AS "seenAt", revoked_at AS "revokedAt"';

const ADD_DEVICE = `INSERT INTO devices (id, name, key, code, lanes, slot, enrolled_at, seen_at, revoked_at)
  VALUES ($1, $2, $3, $4, $5, (SELECT coalesce(max(slot), 0) + 1 FROM devices), $6, $7, $8)
  ON CONFLICT (id) DO UPDATE SET name = excluded.name, key = excluded.key, code = excluded.code, lanes = excluded.lanes,
    enrolled_at = excluded.enrolled_at, seen_at = excluded.seen_at, revoked_at = excluded.revoked_at`;

const MOVED_ON = `SELECT DISTINCT ON (other.lane COLLATE "C", other.person COLLATE "C") other.device, other.lane, other.person, other.at
  FROM bindings mine
  JOIN bindings other ON other.lane = mine.lane AND other.person = mine.person AND other.device <> mine.device AND other.at > mine.at
  WHERE mine.device = $1 ORDER BY other.lane COLLATE "C", other.person COLLATE "C", other.at DESC`;

export const createPostgresRegister = (handle: PgHandle): Register => ({
  hub: async (proposed) => {
    await handle.run('INSERT INTO hub (key, name) VALUES (1, $1) ON CONFLICT DO NOTHING', [proposed]);
    return (await handle.rows<{ name: string }>('SELECT name FROM hub'))[0]!.name;
  },
  addCode: async ({ hash, lanes, note, madeAt, expiresAt, usedBy }) => {
    const sql = 'INSERT INTO codes (hash, lanes, note, made_at, expires_at, used_by) VALUES ($1, $2, $3, $4, $5, $6)';
    await handle.run(sql, [hash, write(lanes), note, madeAt, expiresAt, usedBy]);
  },
  enrol: (hash, asking) =>
    handle.transact(async (session) => {
      await session.rows('SELECT pg_advisory_xact_lock($1)', [ENROLLING]);
      const [code] = (await session.rows<Row<EnrolmentCode>>(`SELECT ${CODE} FROM codes WHERE hash = $1`, [hash])).map(read<EnrolmentCode>);
      const [known] = await devicesWhere(session, 'id = $1', asking.id);
      const bound = await session.rows('SELECT 1 FROM bindings WHERE device = $1 LIMIT 1', [asking.id]);
      const answer = mayEnrol(code ?? null, known ?? null, asking, bound.length > 0);
      if (answer !== 'ok' || code === undefined) return answer;
      const { id, name, key, enrolledAt, seenAt, revokedAt } = asking;
      if (known !== undefined && known.revokedAt !== null) await session.run('DELETE FROM bindings WHERE device = $1', [id]);
      await session.run(ADD_DEVICE, [id, name, key, hash, write(code.lanes), enrolledAt, seenAt, revokedAt]);
      await session.run('UPDATE codes SET used_by = $1 WHERE hash = $2', [id, hash]);
      return 'ok';
    }),
  codes: async () =>
    (await handle.rows<Row<EnrolmentCode>>(`SELECT ${CODE} FROM codes ORDER BY made_at, hash COLLATE "C"`)).map(read<EnrolmentCode>),
  device: async (id) => (await devicesWhere(handle, 'id = $1', id)).map(plain)[0] ?? null,
  deviceByKey: async (key) => (await devicesWhere(handle, 'key = $1', key)).map(plain)[0] ?? null,
  devices: async () => (await devicesWhere(handle, 'true')).map(plain),
  seen: async (id, at) =>
    void (await handle.run('UPDATE devices SET seen_at = $1 WHERE id = $2 AND seen_at <= $3', [at, id, at - SEEN_EVERY])),
  revoke: async (id, at) => (await handle.run('UPDATE devices SET revoked_at = $1 WHERE id = $2 AND revoked_at IS NULL', [at, id])) > 0,
  bind: async ({ device, lane, person, at }) => {
    const sql = `INSERT INTO bindings (device, lane, person, at) VALUES ($1, $2, $3, $4)
      ON CONFLICT (device, lane, person) DO UPDATE SET at = excluded.at`;
    await handle.run(sql, [device, lane, person, at]);
  },
  unbind: async (device, lane, person) =>
    void (await handle.run('DELETE FROM bindings WHERE device = $1 AND lane = $2 AND person = $3', [device, lane, person])),
  movedOn: (device) => handle.rows<Binding>(MOVED_ON, [device]),
  bindings: (device) =>
    handle.rows<Binding>('SELECT device, lane, person, at FROM bindings WHERE device = $1 ORDER BY lane COLLATE "C", person COLLATE "C"', [
      device,
    ]),
  bindingsIn: async (lane, person) => {
    const sql = `SELECT device, lane, person, at FROM bindings WHERE lane = $1${person === undefined ? '' : ' AND person = $2'}`;
    return newestFirst(await handle.rows<Binding>(sql, person === undefined ? [lane] : [lane, person]));
  },
  failures: async (lane, person, since) => {
    const sql = 'SELECT count(*) AS n FROM tries WHERE lane = $1 AND person = $2 AND at >= $3';
    return (await handle.rows<{ n: number }>(sql, [lane, person, since]))[0]?.n ?? 0;
  },
  recordTry: (lane, person, at, succeeded) =>
    handle.transact(async (session) => {
      const old = succeeded ? Number.MAX_SAFE_INTEGER : at - TRIES_KEPT;
      await session.run('DELETE FROM tries WHERE lane = $1 AND person = $2 AND at <= $3', [lane, person, old]);
      if (!succeeded) await session.run('INSERT INTO tries (lane, person, at) VALUES ($1, $2, $3)', [lane, person, at]);
    }),
});

/** Principals as a list in JSON, null for all of them. */
const write = (lanes: readonly string[] | null): string | null => (lanes === null ? null : JSON.stringify(lanes));

type Listed = { readonly lanes: readonly string[] | null };
type Row<Value extends Listed> = Omit<Value, 'lanes'> & { readonly lanes: string | null };

const read = <Value extends Listed>(row: Row<Value>): Value =>
  ({ ...row, lanes: row.lanes === null ? null : (JSON.parse(row.lanes) as string[]) }) as unknown as Value;

const devicesWhere = async (session: PgSession, condition: string, ...values: string[]): Promise<readonly KnownDevice[]> =>
  (await session.rows<Row<KnownDevice>>(`SELECT ${DEVICE} FROM devices WHERE ${condition} ORDER BY slot`, values)).map(read<KnownDevice>);

const plain = ({ code: _code, ...device }: KnownDevice): Device => device;
