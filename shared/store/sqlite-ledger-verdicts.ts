// Keeps in SQLite what was ruled: the heads of the journals, a verdict for every command with the words it came with, second histories.
import type { JournalKey, LedgerAppend, LedgerJournal, LedgerStore, Settled } from './ledger-store.ts';
import { damage } from './faults.ts';
import { given } from './sqlite-given.ts';
import type { createTransact, SqlHandle } from './sqlite-handle.ts';
import { CHAPTER } from './migrations/ledger-004.ts';
import { SPARE_BITS } from './migrations/ledger-005.ts';
import { BUNDLES, createKeptAt, createPacking, LAST_PLACE, unpack, type BundleRow, type Kept } from './sqlite-ledger-bundles.ts';
import { chapterOf } from './sqlite-ledger-marks.ts';

export type VerdictsOfLedger = Pick<
  LedgerStore,
  'journal' | 'journalHeads' | 'newestGen' | 'settledAt' | 'settledCommands' | 'settledAfter' | 'journals' | 'recordFork' | 'forks'
>;

type Words = LedgerAppend['bodies'];

/** SQLite orders these as JavaScript does. */
const ORDERED = /^[ -[\]-~]+$/;

/** A command mostly ends with the hash of its words; looking for it everywhere takes a third of a microsecond. */
const isNamedIn = (text: string, hash: string): boolean => text.startsWith(hash, text.length - hash.length - 2) || text.includes(hash);

/** What `json_valid` is asked for. One damaged list keeps nobody from writing on: only its own words are not found. */
const JSON5 = 2;

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
  const last = handle.prepare(LAST_PLACE);
  const packing = createPacking(handle);
  const tell = handle.prepare('INSERT INTO told (command, place) SELECT d.value, ? + d.key FROM json_each(?) d');
  const run = handle.prepare('INSERT INTO runs (journal, dseq, place, count) VALUES (?, ?, ?, ?)');
  const closeChapter = handle.prepare(
    `INSERT INTO marks (chapter, code) SELECT ?, (m.value >> ${SPARE_BITS}) * ${CHAPTER} + (b.place + m.key) % ${CHAPTER} AS code
     FROM bundles b CROSS JOIN json_each(CASE WHEN json_valid(b.marks, ${JSON5}) THEN b.marks ELSE '[]' END) m
     WHERE b.place >= ? AND b.place < ? AND m.value IS NOT NULL ORDER BY code`,
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
    const pack = packing();
    let spoken = 0;
    let own: Run | null = null;
    const endRun = (): void => {
      if (own !== null) run.run(own.journal.key, own.dseq, own.place, own.count);
    };
    settled.forEach((entry, index) => {
      const { outcome, key, hash, text } = entry;
      const next = words[spoken];
      const said = next !== undefined && isNamedIn(text, next.body.hash) ? next : null;
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
      pack.add(journal.key, at, entry, said);
    });
    endRun();
    pack.end();
    tell.run(place + 1, JSON.stringify(settled.map(({ outcome }) => outcome.command.toWellFormed())));
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
  const between = handle.prepare(
    `${BUNDLES} WHERE b.place >= coalesce((SELECT max(f.place) FROM bundles f WHERE f.place <= ?), 0) AND b.place < ? ORDER BY b.place`,
  );
  const anyTold = handle.prepare('SELECT place FROM told WHERE command >= ? AND command <= ? LIMIT 1');
  const told = handle.prepare('SELECT d.value AS command, t.place FROM json_each(?) d CROSS JOIN told t ON t.command = d.value');
  const keptAt = createKeptAt(handle);
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
      const end = Math.min(run.place + run.count, from + limit - found.length);
      if (from >= end) continue;
      const kept = (between.all(from, end) as BundleRow[]).flatMap(unpack).filter(({ place }) => place >= from && place < end);
      const isThere = ({ place, settled: { key, outcome } }: Kept): boolean =>
        outcome.dseq === run.dseq + place - run.place && key.device === device && key.gen === gen && key.lane === lane;
      // Whoever asks on from the last number would be told the same ones for ever, or never miss those that are gone.
      if (kept.length < end - from || !kept.every(isThere))
        throw damage(`the numbers from ${run.dseq} of journal ${device}/${gen} are not at place ${run.place}, where they were kept`);
      found.push(...kept.map(({ settled }) => settled));
    }
    return found;
  };

  /** Ids grow with time: mostly none that was told lies among those of a push, which one question can tell. */
  const isNew = (commands: readonly string[], names: string): boolean => {
    if (!ORDERED.test(names)) return false;
    let [least, most] = [commands[0]!, commands[0]!];
    for (const command of commands)
      if (command > most) most = command;
      else if (command < least) least = command;
    return anyTold.get(least, most) === undefined;
  };

  return {
    journal: async (key) => readHead(key),
    journalHeads: async (keys) => keys.map(readHead),
    newestGen: async (lane, device) => (newestGen.get(lane, device) as { gen: number | null }).gen,
    journals: async (lane) => journals.all(lane) as { lane: string; device: string; gen: number }[],
    settledAt: async (key, dseq) => after(key, dseq - 1, 1).find(({ outcome }) => outcome.dseq === dseq) ?? null,
    settledAfter: async (key, dseq, limit) => after(key, dseq, limit),
    settledCommands: async (lane, commands) => {
      const found = new Map<string, Settled>();
      // Half a sign is kept as the one that stands for what cannot be read.
      const names = given(commands.map((command) => command.toWellFormed()));
      if (isNew(commands, names)) return found;
      const at = keptAt();
      // The first of each command, whatever numbers it was sent again under.
      for (const { command, place } of told.all(names) as { command: string; place: number }[]) {
        const kept = at(place);
        // Taken for new, it would be ruled on a second time.
        if (kept?.settled.outcome.command !== command) throw damage(`command ${command} is not at place ${place}, where it was kept`);
        if (kept.lane === lane && !found.has(command)) found.set(command, kept.settled);
      }
      return found;
    },
    recordFork: async ({ key, dseq, hash, text, at: seenAt }) =>
      transact(() => {
        insertFork.run(key.lane, key.device, key.gen, dseq, hash, text, seenAt);
        freeze.run(key.lane, key.device, key.gen);
      }),
    forks: async (lane) =>
      (forks.all(lane) as ForkRow[]).map((row) => ({
        key: { lane, device: row.device, gen: row.gen },
        dseq: row.dseq,
        hash: row.hash,
        text: row.text,
        at: row.at,
      })),
  };
};

type ForkRow = JournalKey & { readonly dseq: number; readonly hash: string; readonly text: string; readonly at: number };
