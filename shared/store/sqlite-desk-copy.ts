// Lets a desk's SQLite database hold a part of a lane: cases without their past, cases forgotten, a log cut back, what was granted elsewhere.
import { anchorOf } from './anchor.ts';
import type { Confirmed } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { CaseDigest, CopyPart, SetAside, Unfilled } from './desk-store.ts';
import { hashesIn } from './hashes.ts';
import type { BodiesPart } from './sqlite-desk-bodies.ts';
import { readEvent, type EventRow, type LogPart } from './sqlite-desk-log.ts';
import type { SearchPart } from './sqlite-desk-search.ts';
import type { TablesPart } from './sqlite-desk-tables.ts';
import type { GrantsPart } from './sqlite-grants.ts';
import type { SqlHandle } from './sqlite-handle.ts';

export type DeskParts = {
  readonly log: LogPart;
  readonly bodies: BodiesPart;
  readonly tables: TablesPart;
  readonly grants: GrantsPart;
  readonly search: SearchPart;
};

/** `keepBases`: before states are emptied, those that nothing else remembers are put away. */
export type SqliteCopyPart = CopyPart & { keepBases(lane: string): void };

export const createCopyPart = (handle: SqlHandle, { log, bodies, tables, grants, search }: DeskParts): SqliteCopyPart => {
  const known = handle.prepare(
    `SELECT 1 FROM events WHERE case_id = ? UNION ALL SELECT 1 FROM snapshots WHERE case_id = ?
     UNION ALL SELECT 1 FROM states WHERE case_id = ? LIMIT 1`,
  );
  const insert = handle.prepare('INSERT INTO snapshots (case_id, lane, version, position, opened_at) VALUES (?, ?, ?, ?, ?)');
  const find = handle.prepare(`SELECT p.lane, p.version, p.position, coalesce(p.base, s.state) AS state
    FROM snapshots p LEFT JOIN states s ON s.case_id = p.case_id WHERE p.case_id = ?`);
  const takenAt = handle.prepare('SELECT version FROM snapshots WHERE case_id = ?');
  const drop = handle.prepare('DELETE FROM snapshots WHERE case_id = ?');
  const unfilled = handle.prepare(
    'SELECT case_id AS caseId, version FROM snapshots WHERE lane = ? ORDER BY opened_at DESC, case_id LIMIT ?',
  );
  const unfilledCount = handle.prepare('SELECT count(*) AS n FROM snapshots WHERE lane = ?');
  const newerSnapshots = handle.prepare('SELECT case_id FROM snapshots WHERE lane = ? AND position > ?');
  const keepBases = handle.prepare(`UPDATE snapshots SET base = (SELECT state FROM states WHERE states.case_id = snapshots.case_id)
    WHERE lane = ? AND base IS NULL`);
  const versions = handle.prepare(`SELECT caseId, version FROM (
      SELECT s.case_id AS caseId, coalesce((SELECT max(version) FROM events e WHERE e.case_id = s.case_id),
        (SELECT version FROM snapshots p WHERE p.case_id = s.case_id)) AS version
      FROM states s WHERE s.lane = ? AND s.case_id > ? ORDER BY s.case_id
    ) WHERE version IS NOT NULL LIMIT ?`);
  const eventTexts = handle.prepare('SELECT lane, event AS text FROM events WHERE case_id = ?');
  const asideTexts = handle.prepare('SELECT entry AS text FROM aside WHERE case_id = ?');
  const stateText = handle.prepare('SELECT lane, state AS text FROM states WHERE case_id = ?');
  const dropEvents = handle.prepare('DELETE FROM events WHERE case_id = ?');
  const dropState = handle.prepare('DELETE FROM states WHERE case_id = ?');
  const waiting = handle.prepare('SELECT command FROM journal INDEXED BY journal_waiting WHERE settled = 0 AND case_id = ?');
  const isOwn = handle.prepare('SELECT 1 FROM journal WHERE command = ?');
  const eventAt = handle.prepare('SELECT * FROM events WHERE lane = ? AND position = ?');
  const eventsAfter = handle.prepare('SELECT * FROM events WHERE lane = ? AND position > ? ORDER BY position');
  const cutEvents = handle.prepare('DELETE FROM events WHERE lane = ? AND position > ?');
  const putAside = handle.prepare(
    'INSERT OR REPLACE INTO aside (event, lane, epoch, position, case_id, entry, at) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const aside = handle.prepare('SELECT epoch, entry, at FROM aside WHERE lane = ? ORDER BY position, event');
  const asideCount = handle.prepare('SELECT count(*) AS n FROM aside WHERE lane = ?');
  const dropAside = handle.prepare('DELETE FROM aside WHERE event = ?');
  const putDigest = handle.prepare('INSERT OR IGNORE INTO digests (lane, digest) VALUES (?, ?)');
  const dropDigest = handle.prepare('DELETE FROM digests WHERE lane = ? AND digest = ?');
  const digests = handle.prepare('SELECT digest FROM digests WHERE lane = ? ORDER BY digest');
  const granted = handle.prepare(`SELECT DISTINCT case_id FROM grants INDEXED BY grants_by_case WHERE lane = ? AND case_id > ?
    AND NOT EXISTS (SELECT 1 FROM digests d WHERE d.lane = grants.lane AND d.digest = grants.case_id) ORDER BY case_id LIMIT ?`);

  const snapshot = (caseId: string): SnapshotRow | null => (find.get(caseId) as SnapshotRow | undefined) ?? null;
  const missing = (caseId: string): number => (takenAt.get(caseId) as { version: number } | undefined)?.version ?? 0;
  const commandsWaiting = (caseId: string): ReadonlySet<string> =>
    new Set((waiting.all(caseId) as { command: string }[]).map(({ command }) => command));
  const texts = (rows: unknown[]): readonly string[] => (rows as { text: string | null }[]).map(({ text }) => text ?? '');

  const forgetCase = (caseId: string): void => {
    const taken = snapshot(caseId);
    const events = eventTexts.all(caseId) as { lane: string; text: string }[];
    const state = stateText.get(caseId) as { lane: string; text: string } | undefined;
    const lane = state?.lane ?? taken?.lane ?? events[0]?.lane;
    if (lane !== undefined) {
      const { position, anchor } = log.head(lane);
      log.pinHead(lane, position, anchor);
    }
    const kept = hashesIn(texts(asideTexts.all(caseId)));
    const said = hashesIn([...texts(events), state?.text ?? '', taken?.state ?? '']);
    bodies.dropBodies(
      caseId,
      [...said].filter((hash) => !kept.has(hash)),
    );
    for (const statement of [dropEvents, drop, dropState]) statement.run(caseId);
    tables.dropTables(caseId);
    const own = commandsWaiting(caseId);
    search.disownCase(caseId, (command) => !own.has(command));
  };

  const putDigests = (lane: string, list: readonly CaseDigest[]): void => {
    for (const { digest, grants: given } of list) {
      grants.replaceGrants(
        lane,
        digest,
        given.map((grant) => ({ ...grant, caseId: digest })),
      );
      (given.length === 0 ? dropDigest : putDigest).run(lane, digest);
    }
  };
  const digestNames = (lane: string): readonly string[] => (digests.all(lane) as { digest: string }[]).map(({ digest }) => digest);

  return {
    keepBases: (lane) => void keepBases.run(lane),
    installSnapshot: (lane, state, position) => {
      if (known.get(state.id, state.id, state.id) !== undefined) throw new Error(`case ${state.id} is known already`);
      const { position: at, anchor } = log.head(lane);
      log.pinHead(lane, at, anchor);
      insert.run(state.id, lane, state.version, position, state.openedAt);
      log.saveConfirmedState(state);
    },
    snapshotOf: (caseId) => {
      const row = snapshot(caseId);
      return row === null || row.state === null ? null : { state: JSON.parse(row.state) as CaseState, position: row.position };
    },
    missing,
    backfill: (lane, caseId, events) => {
      const version = missing(caseId);
      if (version === 0) throw new Error(`nothing is missing of case ${caseId}`);
      const isWhole =
        events.length === version && events.every((entry, index) => entry.version === index + 1 && entry.event.caseId === caseId);
      if (!isWhole) throw new Error(`hole in case ${caseId}: not its first ${version} events`);
      log.writeEvents(lane, events);
      drop.run(caseId);
    },
    unfilled: (lane, limit) => unfilled.all(lane, limit) as Unfilled[],
    unfilledCount: (lane) => (unfilledCount.get(lane) as { n: number }).n,
    versions: (lane, after, limit) => versions.all(lane, after ?? '', limit) as { caseId: string; version: number }[],
    forgetCase,
    cutBack: (lane, position, at) => {
      const { epoch, position: end } = log.head(lane);
      const cut = (eventsAfter.all(lane, position) as EventRow[]).map(readEvent);
      const newer = (newerSnapshots.all(lane, position) as { case_id: string }[]).map(({ case_id }) => case_id);
      for (const entry of cut) {
        const { id, caseId } = entry.event;
        putAside.run(id, lane, epoch, entry.position, caseId, JSON.stringify(entry), at);
      }
      const cases = new Set([...cut.map(({ event }) => event.caseId), ...newer]);
      const commands = new Set(cut.map(({ event }) => event.command).filter((command) => isOwn.get(command) === undefined));
      for (const caseId of cases) search.disownCase(caseId, (command) => commands.has(command));
      cutEvents.run(lane, position);
      for (const caseId of newer) forgetCase(caseId);
      for (const caseId of cases) dropState.run(caseId);
      const place = Math.min(position, end);
      const last = eventAt.get(lane, place) as EventRow | undefined;
      log.pinHead(lane, place, last === undefined ? '' : anchorOf(readEvent(last)));
      return [...cases];
    },
    aside: (lane) =>
      (aside.all(lane) as { epoch: string | null; entry: string; at: number }[]).map(({ epoch, entry, at }): SetAside => ({
        lane,
        epoch,
        entry: JSON.parse(entry) as Confirmed,
        at,
      })),
    asideCount: (lane) => (asideCount.get(lane) as { n: number }).n,
    dropAside: (events) => events.forEach((event) => dropAside.run(event)),
    putDigests,
    dropDigests: (lane) =>
      putDigests(
        lane,
        digestNames(lane).map((digest) => ({ digest, grants: [] })),
      ),
    digests: (lane) => digestNames(lane).map((digest) => ({ digest, grants: grants.grantsOfCase(lane, digest) })),
    grantedCases: (lane, after, limit) => (granted.all(lane, after ?? '', limit) as { case_id: string }[]).map((row) => row.case_id),
  };
};

type SnapshotRow = { readonly lane: string; readonly version: number; readonly position: number; readonly state: string | null };
