// Keeps a ledger in an SQLite file of its own, exactly as an embedded hub does.
import type { CaseState } from '../case/state.ts';
import { rankOf } from './case-rank.ts';
import type { LedgerAppend, LedgerStore } from './ledger-store.ts';
import { readEvent, type EventRow } from './sqlite-desk-log.ts';
import { GIVEN, given } from './sqlite-given.ts';
import { createGrantsPart } from './sqlite-grants.ts';
import { createTransact, type SqlHandle } from './sqlite-handle.ts';
import { createBodiesOfLedger } from './sqlite-ledger-bodies.ts';
import { createPapersPart } from './sqlite-ledger-papers.ts';
import { createPlaces } from './sqlite-ledger-places.ts';
import { createScopePart, type LedgerShared } from './sqlite-ledger-scope.ts';
import { createSettle, createVerdictsOfLedger } from './sqlite-ledger-verdicts.ts';

export const createSqliteLedgerStore = (handle: SqlHandle): LedgerStore => {
  const transact = createTransact(handle);
  const [grants, places] = [createGrantsPart(handle), createPlaces(handle)];
  const shared = { grants, places, bodies: createBodiesOfLedger(handle, places) };
  return {
    ...createLanePart(handle, transact, shared),
    ...createVerdictsOfLedger(handle, transact),
    ...createPapersPart(handle, transact),
    ...createScopePart(handle, transact, shared),
    facts: async (query) => grants.facts(query),
    grantsOfCase: async (lane, caseId) => grants.grantsOfCase(lane, caseId),
    grantedCases: async (lane, after, limit) => grants.grantedCases(lane, after, limit),
    budgetTotals: async (lane) => grants.budgetTotals(lane),
    close: async () => void handle.close(),
  };
};

type Transact = ReturnType<typeof createTransact>;

/** The narrow row of a case; `key` null: it has none yet. */
type CaseHead = { readonly caseId: string; key: number | null; version: number; last: number; rank: number };

const createLanePart = (
  handle: SqlHandle,
  transact: Transact,
  { grants, places, bodies: words }: LedgerShared,
): Pick<LedgerStore, 'openLane' | 'lanes' | 'head' | 'append' | 'events' | 'eventsOf' | 'states' | 'bodies'> => {
  const openLane = handle.prepare(
    'INSERT OR IGNORE INTO lanes (lane, epoch, position, number) SELECT ?, ?, 0, coalesce(max(number), 0) + 1 FROM lanes',
  );
  const openEpoch = handle.prepare('INSERT INTO epochs (lane, epoch, from_position) VALUES (?, ?, 0)');
  const lanes = handle.prepare('SELECT lane FROM lanes ORDER BY lane');
  const head = handle.prepare('SELECT epoch, position FROM lanes WHERE lane = ?');
  const moveHead = handle.prepare('UPDATE lanes SET position = ? WHERE lane = ? AND position = ? AND epoch = coalesce(?, epoch)');
  const moveHeldHead = handle.prepare(
    'UPDATE lanes SET position = ? WHERE lane = ? AND position = ? AND epoch = coalesce(?, epoch) AND holder = ? AND token = ?',
  );
  const heads = handle.prepare(
    `SELECT c.case_id AS caseId, c.key, c.version, c.last, c.rank FROM ${GIVEN} CROSS JOIN cases c ON c.case_id = d.value`,
  );
  const addCase = handle.prepare('INSERT INTO cases (case_id, lane, version, last, rank) VALUES (?, ?, ?, ?, ?) RETURNING key');
  const moveCase = handle.prepare('UPDATE cases SET version = ?, last = ? WHERE key = ?');
  const insertEvent = handle.prepare(
    'INSERT INTO events (place, before, position, version, recorded_at, flag, event) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const events = handle.prepare('SELECT * FROM events WHERE place > ? AND place <= ? ORDER BY place LIMIT ?');
  const lastOf = handle.prepare('SELECT last FROM cases WHERE case_id = ?');
  const event = handle.prepare('SELECT * FROM events WHERE place = ?');
  const states = handle.prepare(
    `SELECT c.case_id AS caseId, s.state FROM ${GIVEN} CROSS JOIN cases c ON c.case_id = d.value CROSS JOIN states s ON s.key = c.key`,
  );
  const saveState = handle.prepare('INSERT INTO states (key, state) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET state = excluded.state');
  // Apart from the rest, because naming an indexed column rewrites its index even where the value stays.
  const rankCase = handle.prepare('UPDATE cases SET rank = ? WHERE key = ?');
  const rankAudience = handle.prepare('UPDATE audience SET rank = ? WHERE case_id = ?');
  const tagsOf = handle.prepare('SELECT tag FROM audience WHERE case_id = ?');
  const addTag = handle.prepare(
    'INSERT INTO audience (case_id, tag, lane, rank) VALUES (?, ?, ?, coalesce((SELECT rank FROM cases WHERE case_id = ?), 0))',
  );
  const settle = createSettle(handle);

  const readHead = (lane: string): { epoch: string; position: number } | undefined =>
    head.get(lane) as { epoch: string; position: number } | undefined;

  const headsOf = ({ events: added, states: saved }: LedgerAppend): Map<string, CaseHead> => {
    const ids = new Set([...added.map((entry) => entry.event.caseId), ...saved.map(({ id }) => id)]);
    const known = new Map((heads.all(given(ids)) as CaseHead[]).map((row) => [row.caseId, row]));
    for (const caseId of ids) if (!known.has(caseId)) known.set(caseId, { caseId, key: null, version: 0, last: 0, rank: 0 });
    return known;
  };
  const saveEvents = ({ lane, expected, events: added }: LedgerAppend, cases: ReadonlyMap<string, CaseHead>): void => {
    added.forEach(({ event: fresh, position, version, recordedAt, flag }, index) => {
      const found = cases.get(fresh.caseId)!;
      if (position !== expected + 1 + index) throw new Error(`hole in lane ${lane}: position ${position} at ${expected + 1 + index}`);
      if (version !== found.version + 1) throw new Error(`hole in case ${fresh.caseId}: version ${version} after ${found.version}`);
      const place = places.of(lane, position);
      insertEvent.run(place, found.last, position, version, recordedAt, flag, JSON.stringify(fresh));
      found.version = version;
      found.last = place;
    });
  };
  const saveCases = (lane: string, cases: ReadonlyMap<string, CaseHead>): void => {
    for (const found of cases.values())
      if (found.key === null) found.key = (addCase.get(found.caseId, lane, found.version, found.last, found.rank) as { key: number }).key;
      else moveCase.run(found.version, found.last, found.key);
  };
  const saveStates = ({ lane, states: saved, grants: granted }: LedgerAppend, cases: ReadonlyMap<string, CaseHead>): void => {
    for (const fresh of saved) {
      const { key, rank: stood } = cases.get(fresh.id)!;
      const rank = rankOf(fresh);
      saveState.run(key, JSON.stringify(fresh));
      if (stood === rank) continue;
      rankCase.run(rank, key);
      rankAudience.run(rank, fresh.id);
    }
    const byCase = Map.groupBy(granted, ({ caseId }) => caseId);
    const touched = saved.map(({ id }) => id);
    // Most cases never grant anything.
    const had = touched.length === 0 ? new Set<string>() : grants.casesWithGrants(lane, touched);
    for (const caseId of touched) if (byCase.has(caseId) || had.has(caseId)) grants.replaceGrants(lane, caseId, byCase.get(caseId) ?? []);
  };
  const saveAudience = ({ lane, audience = [] }: LedgerAppend): void => {
    for (const { caseId, tags } of audience) {
      const known = new Set((tagsOf.all(caseId) as { tag: string }[]).map(({ tag }) => tag));
      for (const tag of new Set(tags)) if (!known.has(tag)) addTag.run(caseId, tag, lane, caseId);
    }
  };

  return {
    openLane: async (lane, epoch) =>
      transact(() => {
        if (openLane.run(lane, epoch).changes > 0) openEpoch.run(lane, epoch);
        return readHead(lane)!.epoch;
      }),
    lanes: async () => (lanes.all() as { lane: string }[]).map((row) => row.lane),
    head: async (lane) => readHead(lane) ?? null,
    append: async (change) =>
      transact(() => {
        const { lane, expected, epoch = null, events: added, settled, bodies, fence } = change;
        const next = expected + added.length;
        // Of two sequencers of one lane only the one that knows the head, and holds the lane where it is held, may write.
        const moved =
          fence === undefined
            ? moveHead.run(next, lane, expected, epoch)
            : moveHeldHead.run(next, lane, expected, epoch, fence.owner, fence.token);
        if (moved.changes === 0) return false;
        const cases = headsOf(change);
        saveEvents(change, cases);
        saveCases(lane, cases);
        saveStates(change, cases);
        saveAudience(change);
        words.save(lane, settle(lane, settled, bodies));
        return true;
      }),
    events: async (lane, after, limit) => (events.all(places.of(lane, after), places.end(lane), limit) as EventRow[]).map(readEvent),
    eventsOf: async (caseId, after = 0, limit = Number.MAX_SAFE_INTEGER) => {
      const found: EventRow[] = [];
      let place = (lastOf.get(caseId) as { last: number } | undefined)?.last ?? 0;
      while (place !== 0) {
        const row = event.get(place) as (EventRow & { before: number }) | undefined;
        if (row === undefined || row.version <= after) break;
        found.push(row);
        place = row.before;
      }
      return found.toReversed().slice(0, limit).map(readEvent);
    },
    states: async (caseIds) => {
      const rows = states.all(given(caseIds)) as { caseId: string; state: string }[];
      return new Map(rows.map(({ caseId, state }) => [caseId, JSON.parse(state) as CaseState]));
    },
    bodies: async (lane, hashes) => words.find(lane, hashes).map(({ hash, salt, text }) => ({ hash, salt, text })),
  };
};
