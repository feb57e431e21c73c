// Keeps in SQLite what was ruled: the heads of the journals, a verdict for every command with the words it came with, second histories.
import type { Refusal } from '../kernel/result.ts';
import type { Verdict } from './desk-store.ts';
import type { JournalKey, LedgerAppend, LedgerJournal, LedgerStore, Settled } from './ledger-store.ts';
import { GIVEN, given } from './sqlite-given.ts';
import type { createTransact, SqlHandle } from './sqlite-handle.ts';
import { chapterOf, markOf } from './sqlite-ledger-bodies.ts';

export type VerdictsOfLedger = Pick<
  LedgerStore,
  'journal' | 'journalHeads' | 'newestGen' | 'settledAt' | 'settledCommands' | 'settledAfter' | 'journals' | 'recordFork' | 'forks'
>;

const FOUND = `v.dseq, v.command, lower(hex(v.hash)) AS hash, v.verdict, v.refusal, v.at, v.text, j.lane, j.device, j.gen
  FROM verdicts v JOIN journals j ON j.key = v.journal`;

type Words = LedgerAppend['bodies'];

/**
 * Writes verdicts in their order, each with the words that came with its command, and moves each journal's head to its last one; inside a
 * transaction. Answers the words that came with none of them: both are told in one order, and a command names the hash of its words.
 */
export const createSettle = (handle: SqlHandle): ((lane: string, settled: readonly Settled[], words: Words) => Words) => {
  const keyOf = handle.prepare('SELECT key FROM journals WHERE lane = ? AND device = ? AND gen = ?');
  const begin = handle.prepare("INSERT INTO journals (lane, device, gen, dseq, hash) VALUES (?, ?, ?, 0, '') RETURNING key");
  const move = handle.prepare('UPDATE journals SET dseq = ?, hash = ? WHERE key = ?');
  const last = handle.prepare('SELECT coalesce(max(place), 0) AS place FROM verdicts');
  const settle = handle.prepare(
    `INSERT INTO verdicts (place, journal, dseq, command, hash, verdict, refusal, at, chapter, mark, case_id, salt, text, words)
     VALUES (?, ?, ?, ?, unhex(?), ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
  );
  return (lane, settled, words) => {
    if (settled.length === 0) return words;
    const journals = new Map<string, { readonly key: number; last: Settled }>();
    const { place } = last.get() as { place: number };
    let spoken = 0;
    settled.forEach((entry, index) => {
      const { outcome, key, hash, text } = entry;
      const name = `${key.gen} ${key.device}`;
      const known = journals.get(name);
      if (known === undefined) {
        const found = keyOf.get(lane, key.device, key.gen) ?? begin.get(lane, key.device, key.gen);
        journals.set(name, { key: (found as { key: number }).key, last: entry });
      } else known.last = entry;
      const next = words[spoken];
      const own = next !== undefined && text.includes(next.body.hash) ? next : null;
      if (own !== null) spoken += 1;
      const at = place + index + 1;
      settle.run(
        at,
        journals.get(name)!.key,
        outcome.dseq,
        outcome.command,
        hash,
        outcome.verdict,
        outcome.refusal === null ? null : JSON.stringify(outcome.refusal),
        outcome.at,
        chapterOf(at),
        own === null ? null : markOf(own.body.hash),
        own?.caseId ?? null,
        own?.body.salt ?? null,
        text,
        own?.body.text ?? null,
      );
    });
    for (const { key, last: end } of journals.values()) move.run(end.outcome.dseq, end.hash, key);
    return words.slice(spoken);
  };
};

export const createVerdictsOfLedger = (handle: SqlHandle, transact: ReturnType<typeof createTransact>): VerdictsOfLedger => {
  const journal = handle.prepare('SELECT gen, dseq, hash, frozen FROM journals WHERE lane = ? AND device = ? AND gen = ?');
  const newestGen = handle.prepare('SELECT max(gen) AS gen FROM journals WHERE lane = ? AND device = ?');
  const journals = handle.prepare('SELECT lane, device, gen FROM journals WHERE lane = ? ORDER BY device, gen');
  const at = handle.prepare(`SELECT ${FOUND} WHERE j.lane = ? AND j.device = ? AND j.gen = ? AND v.dseq = ?`);
  const after = handle.prepare(`SELECT ${FOUND} WHERE j.lane = ? AND j.device = ? AND j.gen = ? AND v.dseq > ? ORDER BY v.dseq LIMIT ?`);
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
