// Keeps a ledger in an SQLite file of its own, exactly as an embedded hub does.
import type { Body } from '../case/commands.ts';
import type { CaseState } from '../case/state.ts';
import type { Refusal } from '../kernel/result.ts';
import { rankOf } from './case-rank.ts';
import type { Verdict } from './desk-store.ts';
import type { JournalKey, LedgerAppend, LedgerJournal, LedgerStore, Settled } from './ledger-store.ts';
import { readEvent, type EventRow } from './sqlite-desk-log.ts';
import { createGrantsPart, type GrantsPart } from './sqlite-grants.ts';
import { createTransact, type SqlHandle } from './sqlite-handle.ts';
import { createPapersPart } from './sqlite-ledger-papers.ts';
import { createScopePart } from './sqlite-ledger-scope.ts';

export const createSqliteLedgerStore = (handle: SqlHandle): LedgerStore => {
  const transact = createTransact(handle);
  const grants = createGrantsPart(handle);
  return {
    ...createLanePart(handle, transact, grants),
    ...createVerdictPart(handle, transact),
    ...createPapersPart(handle, transact),
    ...createScopePart(handle, transact, grants),
    facts: async (query) => grants.facts(query),
    grantsOfCase: async (lane, caseId) => grants.grantsOfCase(lane, caseId),
    grantedCases: async (lane, after, limit) => grants.grantedCases(lane, after, limit),
    budgetTotals: async (lane) => grants.budgetTotals(lane),
    close: async () => void handle.close(),
  };
};

/** Many keys are asked for at once: each question of its own costs more than its answer. */
const GIVEN = 'json_each(?) d';
const given = (keys: Iterable<string>): string => JSON.stringify([...new Set(keys)]);

type Transact = ReturnType<typeof createTransact>;

const createLanePart = (
  handle: SqlHandle,
  transact: Transact,
  grants: GrantsPart,
): Pick<LedgerStore, 'openLane' | 'lanes' | 'head' | 'append' | 'events' | 'eventsOf' | 'states' | 'bodies'> => {
  const openLane = handle.prepare('INSERT OR IGNORE INTO lanes (lane, epoch, position) VALUES (?, ?, 0)');
  const openEpoch = handle.prepare('INSERT INTO epochs (lane, epoch, from_position) VALUES (?, ?, 0)');
  const lanes = handle.prepare('SELECT lane FROM lanes ORDER BY lane');
  const head = handle.prepare('SELECT epoch, position FROM lanes WHERE lane = ?');
  const moveHead = handle.prepare('UPDATE lanes SET position = ? WHERE lane = ? AND position = ?');
  const moveHeldHead = handle.prepare('UPDATE lanes SET position = ? WHERE lane = ? AND position = ? AND holder = ? AND token = ?');
  const lastVersions = handle.prepare(
    `SELECT d.value AS caseId, (SELECT max(version) FROM events WHERE case_id = d.value) AS n FROM ${GIVEN}`,
  );
  const insertEvent = handle.prepare(
    'INSERT INTO events (lane, position, case_id, version, recorded_at, flag, event) VALUES (?, ?, ?, ?, ?, ?, ?)',
  );
  const events = handle.prepare('SELECT * FROM events WHERE lane = ? AND position > ? ORDER BY position LIMIT ?');
  const eventsOf = handle.prepare('SELECT * FROM events WHERE case_id = ? AND version > ? ORDER BY version');
  const states = handle.prepare(`SELECT s.case_id AS caseId, s.state FROM ${GIVEN} CROSS JOIN states s ON s.case_id = d.value`);
  // Answers the rank that stood there: it is not written with the rest, because naming an indexed column rewrites its index even where
  // the value stays.
  const saveState = handle.prepare(
    `INSERT INTO states (case_id, lane, state, rank) VALUES (?, ?, ?, ?)
     ON CONFLICT (case_id) DO UPDATE SET state = excluded.state RETURNING rank`,
  );
  const moveState = handle.prepare('UPDATE states SET rank = ? WHERE case_id = ?');
  const moveAudience = handle.prepare('UPDATE audience SET rank = ? WHERE case_id = ?');
  const tagsOf = handle.prepare('SELECT tag FROM audience WHERE case_id = ?');
  const addTag = handle.prepare(
    'INSERT INTO audience (case_id, tag, lane, rank) VALUES (?, ?, ?, coalesce((SELECT rank FROM states WHERE case_id = ?), 0))',
  );
  const saveBody = handle.prepare('INSERT OR IGNORE INTO bodies (hash, salt, text, lane, case_id) VALUES (?, ?, ?, ?, ?)');
  const body = handle.prepare('SELECT hash, salt, text FROM bodies WHERE hash = ? AND lane = ?');
  const settle = handle.prepare(
    'INSERT INTO verdicts (lane, device, gen, dseq, command, hash, text, verdict, refusal, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const moveJournal = handle.prepare(`INSERT INTO journals (lane, device, gen, dseq, hash) VALUES (?, ?, ?, ?, ?)
    ON CONFLICT (lane, device, gen) DO UPDATE SET dseq = excluded.dseq, hash = excluded.hash`);

  const readHead = (lane: string): { epoch: string; position: number } | undefined =>
    head.get(lane) as { epoch: string; position: number } | undefined;

  const versionsOf = (added: LedgerAppend['events']): Map<string, number> => {
    const rows = lastVersions.all(given(added.map(({ event }) => event.caseId))) as { caseId: string; n: number | null }[];
    return new Map(rows.map(({ caseId, n }) => [caseId, n ?? 0]));
  };
  const saveStates = ({ lane, states: saved, grants: granted }: LedgerAppend): void => {
    for (const fresh of saved) {
      const rank = rankOf(fresh);
      const stood = saveState.get(fresh.id, lane, JSON.stringify(fresh), rank) as { rank: number };
      if (stood.rank === rank) continue;
      moveState.run(rank, fresh.id);
      moveAudience.run(rank, fresh.id);
    }
    const byCase = Map.groupBy(granted, ({ caseId }) => caseId);
    const touched = saved.map(({ id }) => id);
    // Most cases never grant anything.
    const had = grants.casesWithGrants(lane, touched);
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
        const { lane, expected, events: added, settled, bodies, fence } = change;
        const next = expected + added.length;
        // Of two sequencers of one lane only the one that knows the head, and holds the lane where it is held, may write.
        const moved =
          fence === undefined ? moveHead.run(next, lane, expected) : moveHeldHead.run(next, lane, expected, fence.owner, fence.token);
        if (moved.changes === 0) return false;
        const versions = versionsOf(added);
        added.forEach(({ event, position, version, recordedAt, flag }, index) => {
          const before = versions.get(event.caseId) ?? 0;
          if (position !== expected + 1 + index) throw new Error(`hole in lane ${lane}: position ${position} at ${expected + 1 + index}`);
          if (version !== before + 1) throw new Error(`hole in case ${event.caseId}: version ${version} after ${before}`);
          versions.set(event.caseId, version);
          insertEvent.run(lane, position, event.caseId, version, recordedAt, flag, JSON.stringify(event));
        });
        saveStates(change);
        saveAudience(change);
        for (const { caseId, body: fresh } of bodies) saveBody.run(fresh.hash, fresh.salt, fresh.text, lane, caseId);
        const heads = new Map<string, Settled>();
        for (const entry of settled) {
          const { outcome, key, hash, text } = entry;
          const refusal = outcome.refusal === null ? null : JSON.stringify(outcome.refusal);
          settle.run(lane, key.device, key.gen, outcome.dseq, outcome.command, hash, text, outcome.verdict, refusal, outcome.at);
          heads.set(`${key.gen} ${key.device}`, entry);
        }
        for (const { key, outcome, hash } of heads.values()) moveJournal.run(lane, key.device, key.gen, outcome.dseq, hash);
        return true;
      }),
    events: async (lane, after, limit) => (events.all(lane, after, limit) as EventRow[]).map(readEvent),
    eventsOf: async (caseId, after = 0) => (eventsOf.all(caseId, after) as EventRow[]).map(readEvent),
    states: async (caseIds) => {
      const rows = states.all(given(caseIds)) as { caseId: string; state: string }[];
      return new Map(rows.map(({ caseId, state }) => [caseId, JSON.parse(state) as CaseState]));
    },
    bodies: async (lane, hashes) => hashes.flatMap((hash) => (body.get(hash, lane) as Body | undefined) ?? []),
  };
};

const createVerdictPart = (
  handle: SqlHandle,
  transact: Transact,
): Pick<
  LedgerStore,
  'journal' | 'journalHeads' | 'newestGen' | 'settledAt' | 'settledCommands' | 'settledAfter' | 'journals' | 'recordFork' | 'forks'
> => {
  const journal = handle.prepare('SELECT gen, dseq, hash, frozen FROM journals WHERE lane = ? AND device = ? AND gen = ?');
  const newestGen = handle.prepare('SELECT max(gen) AS gen FROM journals WHERE lane = ? AND device = ?');
  const journals = handle.prepare('SELECT lane, device, gen FROM journals WHERE lane = ? ORDER BY device, gen');
  const at = handle.prepare('SELECT * FROM verdicts WHERE lane = ? AND device = ? AND gen = ? AND dseq = ?');
  const after = handle.prepare('SELECT * FROM verdicts WHERE lane = ? AND device = ? AND gen = ? AND dseq > ? ORDER BY dseq LIMIT ?');
  // The first of each command, whatever numbers it was sent again under.
  const ofCommands = handle.prepare(
    `SELECT v.* FROM ${GIVEN} CROSS JOIN verdicts v ON v.rowid =
       (SELECT f.rowid FROM verdicts f WHERE f.command = d.value AND f.lane = ? ORDER BY f.rowid LIMIT 1)`,
  );
  const insertFork = handle.prepare('INSERT OR IGNORE INTO forks (lane, device, gen, dseq, hash, text, at) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const freeze = handle.prepare(`INSERT INTO journals (lane, device, gen, dseq, hash, frozen) VALUES (?, ?, ?, 0, '', 1)
    ON CONFLICT (lane, device, gen) DO UPDATE SET frozen = 1`);
  const forks = handle.prepare('SELECT * FROM forks WHERE lane = ? ORDER BY at, device, gen, dseq, hash');

  const readHead = ({ lane, device, gen }: JournalKey): LedgerJournal | null => {
    const row = journal.get(lane, device, gen) as (Omit<LedgerJournal, 'frozen'> & { frozen: number }) | undefined;
    return row === undefined ? null : { ...row, frozen: row.frozen === 1 };
  };

  return {
    journal: async (key) => readHead(key),
    journalHeads: async (keys) => keys.map(readHead),
    newestGen: async (lane, device) => (newestGen.get(lane, device) as { gen: number | null }).gen,
    journals: async (lane) => journals.all(lane) as { lane: string; device: string; gen: number }[],
    settledAt: async ({ lane, device, gen }, dseq) => readSettled(at.get(lane, device, gen, dseq)),
    settledAfter: async ({ lane, device, gen }, dseq, limit) =>
      after.all(lane, device, gen, dseq, limit).flatMap((row) => readSettled(row) ?? []),
    settledCommands: async (lane, commands) =>
      new Map(
        ofCommands.all(given(commands), lane).map((row) => {
          const entry = readSettled(row)!;
          return [entry.outcome.command, entry] as const;
        }),
      ),
    recordFork: async ({ key, dseq, hash, text, at: seenAt }) =>
      transact(() => {
        insertFork.run(key.lane, key.device, key.gen, dseq, hash, text, seenAt);
        freeze.run(key.lane, key.device, key.gen);
      }),
    forks: async (lane) =>
      (forks.all(lane) as VerdictRow[]).map((row) => ({
        key: { lane, device: row.device, gen: row.gen },
        dseq: row.dseq,
        hash: row.hash,
        text: row.text,
        at: row.at,
      })),
  };
};

type VerdictRow = {
  lane: string;
  device: string;
  gen: number;
  dseq: number;
  command: string;
  hash: string;
  text: string;
  verdict: Verdict;
  refusal: string | null;
  at: number;
};

const readSettled = (found: unknown): Settled | null => {
  if (found === undefined) return null;
  const row = found as VerdictRow;
  const refusal = row.refusal === null ? null : (JSON.parse(row.refusal) as Refusal);
  return {
    outcome: { command: row.command, lane: row.lane, dseq: row.dseq, verdict: row.verdict, refusal, at: row.at },
    key: { lane: row.lane, device: row.device, gen: row.gen },
    hash: row.hash,
    text: row.text,
  };
};
