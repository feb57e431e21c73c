// Keeps a hub's register in the embedded ledger's SQLite file, over the same connection.
import { createTransact, type SqlHandle } from '../../shared/store/sqlite-handle.ts';
import { mayEnrol, SEEN_EVERY, TRIES_KEPT, type KnownDevice } from './enrolling.ts';
import { newestFirst, type Binding, type Device, type EnrolmentCode, type Register } from './register.ts';

const CODE = 'hash, lanes, note, made_at AS madeAt, expires_at AS expiresAt, used_by AS usedBy';
const DEVICE = 'id, name, key, code, lanes, slot, enrolled_at AS enrolledAt, seen_at AS seenAt, revoked_at AS revokedAt';

export const createSqliteRegister = (handle: SqlHandle): Register => {
  const transact = createTransact(handle);
  const propose = handle.prepare('INSERT OR IGNORE INTO hub (key, name) VALUES (1, ?)');
  const hub = handle.prepare('SELECT name FROM hub');
  const addCode = handle.prepare('INSERT INTO codes (hash, lanes, note, made_at, expires_at, used_by) VALUES (?, ?, ?, ?, ?, ?)');
  const code = handle.prepare(`SELECT ${CODE} FROM codes WHERE hash = ?`);
  const codes = handle.prepare(`SELECT ${CODE} FROM codes ORDER BY made_at, hash`);
  const useCode = handle.prepare('UPDATE codes SET used_by = ? WHERE hash = ?');
  const device = handle.prepare(`SELECT ${DEVICE} FROM devices WHERE id = ?`);
  const deviceByKey = handle.prepare(`SELECT ${DEVICE} FROM devices WHERE key = ?`);
  const devices = handle.prepare(`SELECT ${DEVICE} FROM devices ORDER BY slot`);
  const addDevice = handle.prepare(`INSERT INTO devices (id, name, key, code, lanes, slot, enrolled_at, seen_at, revoked_at)
    VALUES (?, ?, ?, ?, ?, (SELECT coalesce(max(slot), 0) + 1 FROM devices), ?, ?, ?)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, key = excluded.key, code = excluded.code, lanes = excluded.lanes,
      enrolled_at = excluded.enrolled_at, seen_at = excluded.seen_at, revoked_at = excluded.revoked_at`);
  const seen = handle.prepare('UPDATE devices SET seen_at = ? WHERE id = ? AND seen_at <= ?');
  const revoke = handle.prepare('UPDATE devices SET revoked_at = ? WHERE id = ? AND revoked_at IS NULL');
  const bind = handle.prepare(
    'INSERT INTO bindings (device, lane, person, at) VALUES (?, ?, ?, ?) ON CONFLICT (device, lane, person) DO UPDATE SET at = excluded.at',
  );
  const unbind = handle.prepare('DELETE FROM bindings WHERE device = ? AND lane = ? AND person = ?');
  const unbindAll = handle.prepare('DELETE FROM bindings WHERE device = ?');
  const bindings = handle.prepare('SELECT device, lane, person, at FROM bindings WHERE device = ? ORDER BY lane, person');
  const movedOn = handle.prepare(`SELECT other.device, other.lane, other.person, other.at FROM bindings mine
    CROSS JOIN bindings other ON other.lane = mine.lane AND other.person = mine.person AND other.device <> mine.device AND other.at > mine.at
    WHERE mine.device = ? AND other.at = (SELECT max(at) FROM bindings newest WHERE newest.lane = mine.lane AND newest.person = mine.person)
    ORDER BY mine.lane, mine.person`);
  const inLane = handle.prepare('SELECT device, lane, person, at FROM bindings WHERE lane = ?');
  const ofPerson = handle.prepare('SELECT device, lane, person, at FROM bindings WHERE lane = ? AND person = ?');
  const failures = handle.prepare('SELECT count(*) AS n FROM tries WHERE lane = ? AND person = ? AND at >= ?');
  const addTry = handle.prepare('INSERT INTO tries (lane, person, at) VALUES (?, ?, ?)');
  const dropTries = handle.prepare('DELETE FROM tries WHERE lane = ? AND person = ? AND at <= ?');

  const known = (id: string): KnownDevice | null => read<KnownDevice>(device.get(id));

  return {
    hub: async (proposed) =>
      transact(() => {
        propose.run(proposed);
        return (hub.get() as { name: string }).name;
      }),
    addCode: async ({ hash, lanes, note, madeAt, expiresAt, usedBy }) =>
      void addCode.run(hash, write(lanes), note, madeAt, expiresAt, usedBy),
    enrol: async (hash, asking) =>
      transact(() => {
        const [found, before] = [read<EnrolmentCode>(code.get(hash)), known(asking.id)];
        const answer = mayEnrol(found, before, asking, bindings.all(asking.id).length > 0);
        if (answer !== 'ok' || found === null) return answer;
        if (before !== null && before.revokedAt !== null) unbindAll.run(asking.id);
        const { id, name, key, enrolledAt, seenAt, revokedAt } = asking;
        addDevice.run(id, name, key, hash, write(found.lanes), enrolledAt, seenAt, revokedAt);
        useCode.run(id, hash);
        return 'ok';
      }),
    codes: async () => codes.all().flatMap((row) => read<EnrolmentCode>(row) ?? []),
    device: async (id) => plain(known(id)),
    deviceByKey: async (key) => plain(read<KnownDevice>(deviceByKey.get(key))),
    devices: async () => devices.all().flatMap((row) => plain(read<KnownDevice>(row)) ?? []),
    seen: async (id, at) => void seen.run(at, id, at - SEEN_EVERY),
    revoke: async (id, at) => revoke.run(at, id).changes > 0,
    bind: async ({ device: id, lane, person, at }) => void bind.run(id, lane, person, at),
    unbind: async (id, lane, person) => void unbind.run(id, lane, person),
    bindings: async (id) => bindings.all(id) as Binding[],
    movedOn: async (id) => movedOn.all(id) as Binding[],
    bindingsIn: async (lane, person) => newestFirst((person === undefined ? inLane.all(lane) : ofPerson.all(lane, person)) as Binding[]),
    failures: async (lane, person, since) => (failures.get(lane, person, since) as { n: number }).n,
    recordTry: async (lane, person, at, succeeded) =>
      transact(() => {
        dropTries.run(lane, person, succeeded ? Number.MAX_SAFE_INTEGER : at - TRIES_KEPT);
        if (!succeeded) addTry.run(lane, person, at);
      }),
  };
};

/** Principals as a list in JSON, null for all of them. */
const write = (lanes: readonly string[] | null): string | null => (lanes === null ? null : JSON.stringify(lanes));

const read = <Row extends { readonly lanes: readonly string[] | null }>(found: unknown): Row | null => {
  if (found === undefined) return null;
  const row = found as Omit<Row, 'lanes'> & { readonly lanes: string | null };
  return { ...row, lanes: row.lanes === null ? null : (JSON.parse(row.lanes) as string[]) } as unknown as Row;
};

const plain = (device: KnownDevice | null): Device | null => {
  if (device === null) return null;
  const { code: _code, ...rest } = device;
  return rest;
};
