// Keeps the confirmed log and the folded states of a desk in SQLite, and how far it has come in every lane.
import { anchorOf } from './anchor.ts';
import type { CaseEvent, Confirmed } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import { withForecasts } from './current-state.ts';
import type { Cursor, DeskStore } from './desk-store.ts';
import type { SqlHandle } from './sqlite-handle.ts';

export type LogPart = Pick<
  DeskStore,
  'lanes' | 'head' | 'setHead' | 'appendConfirmed' | 'eventsOf' | 'eventsAfter' | 'confirmedState' | 'currentState' | 'saveConfirmedState'
> & {
  /** From now on the head is what was set, and no longer simply the last event. */
  pinHead(lane: string, position: number, anchor: string): void;
  writeEvents(lane: string, events: readonly Confirmed[]): void;
};

export const createLogPart = (handle: SqlHandle): LogPart => {
  const lanes = handle.prepare('SELECT lane FROM lanes ORDER BY lane');
  const laneOf = handle.prepare('SELECT epoch, position, anchor, scope FROM lanes WHERE lane = ?');
  const setPlace = handle.prepare('UPDATE lanes SET epoch = ?, scope = ? WHERE lane = ?');
  const pin = handle.prepare('UPDATE lanes SET position = ?, anchor = ? WHERE lane = ?');
  const lastEvent = handle.prepare('SELECT position, event, recorded_at FROM events WHERE lane = ? ORDER BY position DESC LIMIT 1');
  const lastVersion = handle.prepare('SELECT max(version) AS n FROM events WHERE case_id = ?');
  const snapshot = handle.prepare('SELECT version FROM snapshots WHERE case_id = ?');
  const keepBase = handle.prepare(
    'UPDATE snapshots SET base = (SELECT state FROM states WHERE states.case_id = snapshots.case_id) WHERE case_id = ? AND base IS NULL',
  );
  const insertEvent = handle.prepare(
    'INSERT INTO events (lane, position, case_id, version, recorded_at, flag, event) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const eventsOf = handle.prepare('SELECT * FROM events WHERE case_id = ? AND version > ? ORDER BY version');
  const eventsAfter = handle.prepare('SELECT * FROM events WHERE lane = ? AND position > ? ORDER BY position LIMIT ?');
  const confirmed = handle.prepare('SELECT state FROM states WHERE case_id = ?');
  const forecasts = handle.prepare(
    'SELECT forecast FROM journal INDEXED BY journal_waiting WHERE settled = 0 AND case_id = ? ORDER BY seq',
  );
  const saveConfirmed = handle.prepare(
    'INSERT INTO states (case_id, lane, state) VALUES (?, ?, ?) ON CONFLICT (case_id) DO UPDATE SET state = excluded.state',
  );
  const openLane = createLaneOpener(handle);

  const confirmedState = (caseId: string): CaseState | null => {
    const row = confirmed.get(caseId) as { state: string } | undefined;
    return row === undefined ? null : (JSON.parse(row.state) as CaseState);
  };
  const last = (lane: string): { readonly position: number; readonly anchor: string } => {
    const row = lastEvent.get(lane) as { position: number; event: string; recorded_at: number } | undefined;
    if (row === undefined) return NOWHERE;
    return { position: row.position, anchor: anchorOf({ event: JSON.parse(row.event) as CaseEvent, recordedAt: row.recorded_at }) };
  };
  /** The version a case stands at; the first event after a snapshot finds its base about to be overwritten, and keeps it. */
  const versionOf = (caseId: string): number => {
    const { n } = lastVersion.get(caseId) as { n: number | null };
    if (n !== null) return n;
    const taken = snapshot.get(caseId) as { version: number } | undefined;
    if (taken === undefined) return 0;
    keepBase.run(caseId);
    return taken.version;
  };
  const writeEvents = (lane: string, events: readonly Confirmed[]): void => {
    for (const { event, position, version, recordedAt, flag } of events)
      insertEvent.run(lane, position, event.caseId, version, recordedAt, flag, JSON.stringify(event));
  };
  const pinHead = (lane: string, position: number, anchor: string): void => {
    openLane(lane);
    pin.run(position, anchor, lane);
  };
  const head = (lane: string): Cursor => {
    const row = laneOf.get(lane) as LaneRow | undefined;
    const place = row === undefined || row.position === null ? last(lane) : { position: row.position, anchor: row.anchor };
    return { epoch: row?.epoch ?? null, ...place, scope: row?.scope ?? null };
  };

  return {
    lanes: () => (lanes.all() as { lane: string }[]).map(({ lane }) => lane),
    head,
    pinHead,
    writeEvents,
    setHead: (lane, { epoch, position, anchor, scope }) => {
      const { position: pinned } = openLane(lane);
      setPlace.run(epoch, scope, lane);
      if (pinned === null && isSame(last(lane), { position, anchor })) return;
      pinHead(lane, position, anchor);
    },
    appendConfirmed: (lane, events) => {
      const { position: pinned } = openLane(lane);
      const versions = new Map<string, number>();
      for (const { event, version } of events) {
        const before = versions.get(event.caseId) ?? versionOf(event.caseId);
        if (version !== before + 1) throw new Error(`hole in case ${event.caseId}: version ${version} after ${before}`);
        versions.set(event.caseId, version);
      }
      writeEvents(lane, events);
      if (pinned === null || events.length === 0) return;
      const highest = events.reduce((high, entry) => (entry.position > high.position ? entry : high), events[0]!);
      if (highest.position > pinned) pinHead(lane, highest.position, anchorOf(highest));
    },
    eventsOf: (caseId, afterVersion = 0) => (eventsOf.all(caseId, afterVersion) as EventRow[]).map(readEvent),
    eventsAfter: (lane, position, limit) => (eventsAfter.all(lane, position, limit) as EventRow[]).map(readEvent),
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

type LaneRow = { readonly epoch: string | null; readonly position: number | null; readonly anchor: string; readonly scope: string | null };

const NOWHERE = { position: 0, anchor: '' };

const isSame = (a: { position: number; anchor: string }, b: { position: number; anchor: string }): boolean =>
  a.position === b.position && a.anchor === b.anchor;

export type EventRow = { position: number; version: number; recorded_at: number; flag: string | null; event: string };

export const readEvent = (row: EventRow): Confirmed => ({
  event: JSON.parse(row.event) as CaseEvent,
  position: row.position,
  version: row.version,
  recordedAt: row.recorded_at,
  flag: row.flag,
});

/** `position`: where the head was set to, null as long as it is the last event. */
export type LaneKeys = { readonly place: number; readonly key: number; readonly position: number | null };

/** Gives a lane its row and its two numbers once: the upper parts of its rowids in journal and search. */
export const createLaneOpener = (handle: SqlHandle): ((lane: string) => LaneKeys) => {
  const find = handle.prepare('SELECT place, key, position FROM lanes WHERE lane = ?');
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
