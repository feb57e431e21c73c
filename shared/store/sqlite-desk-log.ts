// Keeps the confirmed log, the bodies behind its hashes and the folded states of a desk in SQLite.
import type { Body } from '../case/commands.ts';
import type { CaseEvent, Confirmed } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { withForecasts } from './current-state.ts';
import type { DeskStore } from './desk-store.ts';
import type { SqlHandle } from './sqlite-handle.ts';

type LogPart = Pick<
  DeskStore,
  | 'lanes'
  | 'head'
  | 'setHead'
  | 'appendConfirmed'
  | 'eventsOf'
  | 'eventsAfter'
  | 'saveBodies'
  | 'body'
  | 'bodiesOf'
  | 'confirmedState'
  | 'currentState'
  | 'saveConfirmedState'
>;

/** Hexadecimal digits of a hash that a number of JavaScript holds exactly (52 bits). */
const KEY_DIGITS = 13;

export const createLogPart = (handle: SqlHandle): LogPart => {
  const lanes = handle.prepare('SELECT lane FROM lanes ORDER BY lane');
  const laneOf = handle.prepare('SELECT epoch FROM lanes WHERE lane = ?');
  const setEpoch = handle.prepare('UPDATE lanes SET epoch = ? WHERE lane = ?');
  const lastPosition = handle.prepare('SELECT max(position) AS n FROM events WHERE lane = ?');
  const lastVersion = handle.prepare('SELECT max(version) AS n FROM events WHERE case_id = ?');
  const insertEvent = handle.prepare(
    'INSERT INTO events (lane, position, case_id, version, recorded_at, flag, event) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const eventsOf = handle.prepare('SELECT * FROM events WHERE case_id = ? AND version > ? ORDER BY version');
  const eventsAfter = handle.prepare('SELECT * FROM events WHERE lane = ? AND position > ? ORDER BY position LIMIT ?');
  const insertBody = handle.prepare('INSERT INTO bodies (key, hash, salt, text, lane, case_id) VALUES (?, ?, ?, ?, ?, ?)');
  const bodyAt = handle.prepare('SELECT hash, salt, text FROM bodies WHERE key = ?');
  const bodiesOf = handle.prepare('SELECT hash, salt, text FROM bodies WHERE case_id = ? ORDER BY hash');
  const confirmed = handle.prepare('SELECT state FROM states WHERE case_id = ?');
  const forecasts = handle.prepare(
    'SELECT forecast FROM journal INDEXED BY journal_waiting WHERE settled = 0 AND case_id = ? ORDER BY seq',
  );
  const saveConfirmed = handle.prepare(
    'INSERT INTO states (case_id, lane, state) VALUES (?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET state = excluded.state',
  );

  const confirmedState = (caseId: string): CaseState | null => {
    const row = confirmed.get(caseId) as { state: string } | undefined;
    return row === undefined ? null : (JSON.parse(row.state) as CaseState);
  };
  /** Where the words under a hash stand, or would stand; two hashes that begin alike stand one after the other. */
  const placeOf = (hash: string): { readonly key: number; readonly body: Body | null } => {
    for (let key = Number.parseInt(hash.slice(0, KEY_DIGITS), 16); ; key += 1) {
      const body = (bodyAt.get(key) as Body | undefined) ?? null;
      if (body === null || body.hash === hash) return { key, body };
    }
  };
  const highest = (row: unknown): number => (row as { n: number | null }).n ?? 0;
  const openLane = createLaneOpener(handle);

  return {
    lanes: () => (lanes.all() as { lane: string }[]).map(({ lane }) => lane),
    head: (lane) => ({
      epoch: (laneOf.get(lane) as { epoch: string | null } | undefined)?.epoch ?? null,
      position: highest(lastPosition.get(lane)),
      anchor: '',
      scope: null,
    }),
    setHead: (lane, { epoch }) => {
      openLane(lane);
      setEpoch.run(epoch, lane);
    },
    appendConfirmed: (lane, events) => {
      openLane(lane);
      let position = highest(lastPosition.get(lane));
      const versions = new Map<string, number>();
      for (const { event, ...entry } of events) {
        const version = versions.get(event.caseId) ?? highest(lastVersion.get(event.caseId));
        if (entry.position !== position + 1) throw new Error(`hole in lane ${lane}: position ${entry.position} after ${position}`);
        if (entry.version !== version + 1) throw new Error(`hole in case ${event.caseId}: version ${entry.version} after ${version}`);
        position = entry.position;
        versions.set(event.caseId, entry.version);
        insertEvent.run(lane, entry.position, event.caseId, entry.version, entry.recordedAt, entry.flag, JSON.stringify(event));
      }
    },
    eventsOf: (caseId, afterVersion = 0) => (eventsOf.all(caseId, afterVersion) as EventRow[]).map(readEvent),
    eventsAfter: (lane, position, limit) => (eventsAfter.all(lane, position, limit) as EventRow[]).map(readEvent),
    saveBodies: (lane, caseId, bodies) => {
      for (const { hash, salt, text } of bodies) {
        const { key, body } = placeOf(hash);
        if (body === null) insertBody.run(key, hash, salt, text, lane, caseId);
      }
    },
    body: (hash) => placeOf(hash).body,
    bodiesOf: (caseId) => bodiesOf.all(caseId) as Body[],
    confirmedState,
    currentState: (caseId) => {
      const waiting = forecasts.all(caseId) as { forecast: string }[];
      return withForecasts(
        confirmedState(caseId),
        waiting.flatMap(({ forecast }) => JSON.parse(forecast) as CaseEvent[]),
      );
    },
    saveConfirmedState: (state) => void saveConfirmed.run(state.id, state.lane, JSON.stringify(state)),
  };
};

export type EventRow = { position: number; version: number; recorded_at: number; flag: string | null; event: string };

export const readEvent = (row: EventRow): Confirmed => ({
  event: JSON.parse(row.event) as CaseEvent,
  position: row.position,
  version: row.version,
  recordedAt: row.recorded_at,
  flag: row.flag,
});

export type LaneKeys = { readonly place: number; readonly key: number };

/** Gives a lane its row and its two numbers once: the upper parts of its rowids in journal and search. */
export const createLaneOpener = (handle: SqlHandle): ((lane: string) => LaneKeys) => {
  const find = handle.prepare('SELECT place, key FROM lanes WHERE lane = ?');
  const insert = handle.prepare(
    'INSERT INTO lanes (lane, place, key, epoch, gen) SELECT ?, coalesce(max(place), 0) + 1, coalesce(max(key), 0) + 1, NULL, 0 FROM lanes',
  );
  return (lane) => {
    const known = find.get(lane) as LaneKeys | undefined;
    if (known !== undefined) return known;
    insert.run(lane);
    return find.get(lane) as LaneKeys;
  };
};
