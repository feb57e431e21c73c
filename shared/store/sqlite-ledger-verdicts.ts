// Keeps in SQLite what was ruled: the heads of the journals, a verdict for every command with the words it came with, second histories.
import type { Refusal } from '../kernel/result.ts';
import type { Verdict } from './desk-store.ts';
import type { JournalKey, LedgerAppend, LedgerJournal, LedgerStore, Settled } from './ledger-store.ts';
import { GIVEN, given } from './sqlite-given.ts';
import type { createTransact, SqlHandle } from './sqlite-handle.ts';
import { CHAPTER } from './migrations/ledger-004.ts';
import { CODE } from './migrations/ledger-005.ts';
import { chapterOf, markOf } from './sqlite-ledger-bodies.ts';

export type VerdictsOfLedger = Pick<
  LedgerStore,
  'journal' | 'journalHeads' | 'newestGen' | 'settledAt' | 'settledCommands' | 'settledAfter' | 'journals' | 'recordFork' | 'forks'
>;

const FOUND = `v.dseq, v.command, lower(hex(v.hash)) AS hash, v.verdict, v.refusal, v.at, v.text, j.lane, j.device, j.gen
  FROM verdicts v JOIN journals j ON j.key = v.journal`;

type Words = LedgerAppend['bodies'];

/** A journal that is being written, with its last number so far. */
type Begun = { readonly key: number; dseq: number; hash: string };

/** Entries of one journal that follow each other. */
type Run = { readonly key: JournalKey; readonly journal: Begun; readonly dseq: number; readonly place: number; count: number };

/**
 * Writes verdicts in their order, each with the words that came with its command, and moves each journal's head to its last one; inside a
 * transaction. Answers the words that came with none of them: both are told in one order, and a command names the hash of its words.
 */
export const createSettle = (handle: SqlHandle): ((lane: string, settled: readonly Settled[], words: Words) => Words) => {
  const headOf = handle.prepare('SELECT key, dseq FROM journals WHERE lane = ? AND device = ? AND gen = ?');
  const begin = handle.prepare("INSERT INTO journals (lane, device, gen, dseq, hash) VALUES (?, ?, ?, 0, '') RETURNING key, dseq");
  const move = handle.prepare('UPDATE journals SET dseq = ?, hash = ? WHERE key = ?');
  const last = handle.prepare('SELECT coalesce(max(place), 0) AS place FROM verdicts');
  const settle = handle.prepare(
    `INSERT INTO verdicts (place, journal, dseq, command, hash, verdict, refusal, at, mark, case_id, salt, text, words)
     VALUES (?, ?, ?, ?, unhex(?), ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  const run = handle.prepare('INSERT INTO runs (journal, dseq, place, count) VALUES (?, ?, ?, ?)');
  const closeChapter = handle.prepare(
    `INSERT INTO marks (chapter, code) SELECT ?, ${CODE} AS code FROM verdicts WHERE place >= ? AND place < ? AND mark IS NOT NULL ORDER BY code`,
  );
  return (lane, settled, words) => {
    if (settled.length === 0) return words;
    const journals = new Map<string, Begun>();
    const journalOf = ({ device, gen }: JournalKey): Begun => {
      const name = `${gen} ${device}`;
      const known = journals.get(name);
      if (known !== undefined) return known;
      const { key, dseq } = (headOf.get(lane, device, gen) ?? begin.get(lane, device, gen)) as { key: number; dseq: number };
      const begun = { key, dseq, hash: '' };
      journals.set(name, begun);
      return begun;
    };
    const { place } = last.get() as { place: number };
    let spoken = 0;
    let own: Run | null = null;
    const endRun = (): void => {
      if (own !== null) run.run(own.journal.key, own.dseq, own.place, own.count);
    };
    settled.forEach((entry, index) => {
      const { outcome, key, hash, text } = entry;
      const next = words[spoken];
      const said = next !== undefined && text.includes(next.body.hash) ? next : null;
      if (said !== null) spoken += 1;
      const at = place + index + 1;
      const journal: Begun = own?.key === key ? own.journal : journalOf(key);
      if (outcome.dseq <= journal.dseq) throw new Error(`number ${outcome.dseq} of ${key.device}/${key.gen} was settled before`);
      if (own?.journal === journal && outcome.dseq === own.dseq + own.count) own.count += 1;
      else {
        endRun();
        own = { key, journal, dseq: outcome.dseq, place: at, count: 1 };
      }
      journal.dseq = outcome.dseq;
      journal.hash = hash;
      settle.run(
        at,
        journal.key,
        outcome.dseq,
        outcome.command,
        hash,
        outcome.verdict,
        outcome.refusal === null ? null : JSON.stringify(outcome.refusal),
        outcome.at,
        said === null ? null : markOf(said.body.hash),
        said?.caseId ?? null,
        said?.body.salt ?? null,
        text,
        said?.body.text ?? null,
      );
    });
    endRun();
    for (const { key, dseq, hash } of journals.values()) move.run(dseq, hash, key);
    // Hashes have no order: sorted in one by one they would write nearly every page of their chapter with every push.
    for (let chapter = chapterOf(place + 1); chapter < chapterOf(place + settled.length + 1); chapter += 1)
      closeChapter.run(chapter, chapter * CHAPTER, (chapter + 1) * CHAPTER);
    return words.slice(spoken);
  };
};

export const createVerdictsOfLedger = (handle: SqlHandle, transact: ReturnType<typeof createTransact>): VerdictsOfLedger => {
  const journal = handle.prepare('SELECT gen, dseq, hash, frozen FROM journals WHERE lane = ? AND device = ? AND gen = ?');
  const newestGen = handle.prepare('SELECT max(gen) AS gen FROM journals WHERE lane = ? AND device = ?');
  const journals = handle.prepare('SELECT lane, device, gen FROM journals WHERE lane = ? ORDER BY device, gen');
  const runs = handle.prepare(
    `SELECT r.dseq, r.place, r.count FROM journals j CROSS JOIN runs r ON r.journal = j.key
     WHERE j.lane = ? AND j.device = ? AND j.gen = ?
       AND r.dseq >= coalesce((SELECT max(b.dseq) FROM runs b WHERE b.journal = j.key AND b.dseq <= ?), 0)
     ORDER BY r.dseq LIMIT ?`,
  );
  const between = handle.prepare(`SELECT ${FOUND} WHERE v.place >= ? AND v.place < ? ORDER BY v.place LIMIT ?`);
  // The first of each command, whatever numbers it was sent again under.
  const ofCommands = handle.prepare(
    `SELECT v.dseq, v.command, lower(hex(v.hash)) AS hash, v.verdict, v.refusal, v.at, v.text, j.lane, j.device, j.gen
     FROM ${GIVEN} CROSS JOIN verdicts v ON v.place =
       (SELECT f.place FROM verdicts f CROSS JOIN journals o ON o.key = f.journal WHERE f.command = d.value AND o.lane = ? ORDER BY f.place LIMIT 1)
     CROSS JOIN journals j ON j.key = v.journal`,
  );
  const insertFork = handle.prepare('INSERT OR IGNORE INTO forks (lane, device, gen, dseq, hash, text, at) VALUES (?, ?, ?, ?, ?, ?, ?)');
  const freeze = handle.prepare(`INSERT INTO journals (lane, device, gen, dseq, hash, frozen) VALUES (?, ?, ?, 0, '', 1)
    ON CONFLICT (lane, device, gen) DO UPDATE SET frozen = 1`);
  const forks = handle.prepare('SELECT * FROM forks WHERE lane = ? ORDER BY at, device, gen, dseq, hash');

  const readHead = ({ lane, device, gen }: JournalKey): LedgerJournal | null => {
    const row = journal.get(lane, device, gen) as (Omit<LedgerJournal, 'frozen'> & { frozen: number }) | undefined;
    return row === undefined ? null : { ...row, frozen: row.frozen === 1 };
  };

  const after = ({ lane, device, gen }: JournalKey, dseq: number, limit: number): readonly Settled[] => {
    const found: Settled[] = [];
    // One more than are asked for: the first may end at this very number.
    for (const run of runs.all(lane, device, gen, dseq, limit + 1) as { dseq: number; place: number; count: number }[]) {
      if (found.length >= limit) break;
      const from = run.place + Math.max(0, dseq + 1 - run.dseq);
      for (const row of between.all(from, run.place + run.count, limit - found.length)) found.push(readSettled(row)!);
    }
    return found;
  };

  return {
    journal: async (key) => readHead(key),
    journalHeads: async (keys) => keys.map(readHead),
    newestGen: async (lane, device) => (newestGen.get(lane, device) as { gen: number | null }).gen,
    journals: async (lane) => journals.all(lane) as { lane: string; device: string; gen: number }[],
    settledAt: async (key, dseq) => after(key, dseq - 1, 1).find(({ outcome }) => outcome.dseq === dseq) ?? null,
    settledAfter: async (key, dseq, limit) => after(key, dseq, limit),
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
