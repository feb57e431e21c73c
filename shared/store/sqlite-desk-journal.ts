// Keeps the device's journal of commands, its outbox, the verdicts and the refused commands of a desk in SQLite.
import type { Json, Refusal } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import type { Command } from '../case/commands.ts';
import type { CaseEvent } from '../case/events.ts';
import type { DeskStore, Outcome, Outgoing, Refused } from './desk-store.ts';
import { createLaneOpener } from './sqlite-desk-log.ts';
import type { SqlHandle } from './sqlite-handle.ts';

type JournalPart = Pick<
  DeskStore,
  | 'journalHead'
  | 'raiseGen'
  | 'journal'
  | 'queue'
  | 'requeue'
  | 'waiting'
  | 'knowsCommand'
  | 'outbox'
  | 'outboxOf'
  | 'outboxCount'
  | 'settle'
  | 'revise'
  | 'outcome'
  | 'refuse'
  | 'refused'
  | 'refusedOf'
  | 'dismiss'
>;

export const createJournalPart = (handle: SqlHandle): JournalPart => {
  const laneOf = handle.prepare('SELECT place, gen FROM lanes WHERE lane = ?');
  const setGen = handle.prepare('UPDATE lanes SET gen = ? WHERE lane = ?');
  const last = handle.prepare('SELECT dseq, hash FROM journal WHERE seq > ? AND seq < ? ORDER BY seq DESC LIMIT 1');
  const journal = handle.prepare('SELECT * FROM journal WHERE seq > ? AND seq < ? ORDER BY seq LIMIT ?');
  const insert = handle.prepare(
    'INSERT INTO journal (seq, lane, device, gen, dseq, command, case_id, prev, hash, text, forecast) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)',
  );
  const renumber = handle.prepare(
    'UPDATE journal SET seq = ?, device = ?, gen = ?, dseq = ?, prev = ?, hash = ?, forecast = ? WHERE command = ? AND settled = 0',
  );
  const waiting = handle.prepare('SELECT * FROM journal WHERE command = ? AND settled = 0');
  const knows = handle.prepare('SELECT 1 FROM journal WHERE command = ? UNION ALL SELECT 1 FROM outcomes WHERE command = ?');
  const outbox = handle.prepare('SELECT * FROM journal INDEXED BY journal_waiting WHERE settled = 0 AND lane = ? ORDER BY seq LIMIT ?');
  const outboxOf = handle.prepare('SELECT * FROM journal INDEXED BY journal_waiting WHERE settled = 0 AND case_id = ? ORDER BY seq');
  const outboxCount = handle.prepare('SELECT count(*) AS n FROM journal INDEXED BY journal_waiting WHERE settled = 0 AND lane = ?');
  const settleJournal = handle.prepare('UPDATE journal SET settled = 1, forecast = NULL WHERE command = ? AND settled = 0');
  const insertOutcome = handle.prepare(
    'INSERT OR IGNORE INTO outcomes (command, lane, dseq, verdict, refusal, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const reviseOutcome = handle.prepare(
    'INSERT OR REPLACE INTO outcomes (command, lane, dseq, verdict, refusal, at) VALUES (?, ?, ?, ?, ?, ?)',
  );
  const outcome = handle.prepare('SELECT * FROM outcomes WHERE command = ?');
  const insertRefused = handle.prepare(
    `INSERT INTO refused (command, lane, author, case_id, outgoing, refusal, at) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (command) DO UPDATE SET outgoing = excluded.outgoing, refusal = excluded.refusal, at = excluded.at,
       dismissed_at = NULL, dismissed_reason = NULL WHERE dismissed_reason = 'accepted'`,
  );
  const refused = handle.prepare(
    'SELECT * FROM refused WHERE lane = ? AND dismissed_at IS NULL AND (? IS NULL OR author = ?) ORDER BY at DESC, command',
  );
  const refusedOf = handle.prepare('SELECT * FROM refused WHERE case_id = ? ORDER BY at, command');
  const dismiss = handle.prepare('UPDATE refused SET dismissed_at = ?, dismissed_reason = ? WHERE command = ? AND dismissed_at IS NULL');
  const openLane = createLaneOpener(handle);

  const rows = (found: unknown[]): readonly Outgoing[] => (found as JournalRow[]).map(readOutgoing);
  const known = (lane: string): { readonly place: number; readonly gen: number } | undefined =>
    laneOf.get(lane) as { place: number; gen: number } | undefined;

  return {
    journalHead: (lane) => {
      const found = known(lane);
      if (found === undefined) return { gen: 0, dseq: 0, hash: '' };
      const entry = last.get(seqOf(found.place, found.gen, 0), seqOf(found.place, found.gen, 0) + NUMBERS) as
        | { dseq: number; hash: string }
        | undefined;
      return { gen: found.gen, dseq: entry?.dseq ?? 0, hash: entry?.hash ?? '' };
    },
    raiseGen: (lane, incarnation) => {
      openLane(lane);
      setGen.run(incarnation, lane);
    },
    journal: (lane, incarnation, afterDseq, limit) => {
      const place = known(lane)?.place;
      if (place === undefined) return [];
      return rows(journal.all(seqOf(place, incarnation, afterDseq), seqOf(place, incarnation, 0) + NUMBERS, limit));
    },
    queue: (o) => {
      const { place } = openLane(o.command.lane);
      insert.run(
        seqOf(place, o.gen, o.dseq),
        o.command.lane,
        o.device,
        o.gen,
        o.dseq,
        o.command.id,
        o.command.caseId,
        o.prev,
        o.hash,
        o.text,
        JSON.stringify(o.forecast),
      );
    },
    requeue: (o) =>
      void renumber.run(
        seqOf(openLane(o.command.lane).place, o.gen, o.dseq),
        o.device,
        o.gen,
        o.dseq,
        o.prev,
        o.hash,
        JSON.stringify(o.forecast),
        o.command.id,
      ),
    waiting: (command) => rows(waiting.all(command))[0] ?? null,
    knowsCommand: (command) => knows.get(command, command) !== undefined,
    outbox: (lane, limit) => rows(outbox.all(lane, limit)),
    outboxOf: (caseId) => rows(outboxOf.all(caseId)),
    outboxCount: (lane) => (outboxCount.get(lane) as { n: number }).n,
    settle: ({ command, lane, dseq, verdict, refusal, at }) => {
      settleJournal.run(command);
      insertOutcome.run(command, lane, dseq, verdict, refusal === null ? null : JSON.stringify(refusal), at);
    },
    revise: ({ command, lane, dseq, verdict, refusal, at }) =>
      void reviseOutcome.run(command, lane, dseq, verdict, refusal === null ? null : JSON.stringify(refusal), at),
    outcome: (command) => {
      const row = outcome.get(command) as OutcomeRow | undefined;
      if (row === undefined) return null;
      return { command: row.command, lane: row.lane, dseq: row.dseq, verdict: row.verdict, refusal: readRefusal(row.refusal), at: row.at };
    },
    refuse: (outgoing, refusal, at) => {
      const { id, lane, actor, caseId } = outgoing.command;
      insertRefused.run(id, lane, actor, caseId, JSON.stringify(outgoing), JSON.stringify(refusal), at);
    },
    refused: (lane, author) => (refused.all(lane, author, author) as RefusedRow[]).map(readRefused),
    refusedOf: (caseId) => (refusedOf.all(caseId) as RefusedRow[]).map(readRefused),
    dismiss: (command, at, reason) => void dismiss.run(at, reason, command),
  };
};

const GENS = 2 ** 12;
const NUMBERS = 2 ** 31;

/** A number of the journal as one rowid that sorts by lane, incarnation, number: 10 + 12 + 31 bits, as many as are exact. */
const seqOf = (place: number, gen: number, dseq: number): number => {
  if (place >= 2 ** 10 || gen >= GENS || dseq >= NUMBERS) throw new Error(`the journal has no number for ${place}/${gen}/${dseq}`);
  return (place * GENS + gen) * NUMBERS + dseq;
};

type JournalRow = { device: string; gen: number; dseq: number; prev: string; hash: string; text: string; forecast: string | null };
type OutcomeRow = { command: string; lane: string; dseq: number; verdict: Outcome['verdict']; refusal: string | null; at: Ms };
type RefusedRow = { outgoing: string; refusal: string; at: Ms; dismissed_at: Ms | null; dismissed_reason: string | null };

const readOutgoing = (row: JournalRow): Outgoing => ({
  command: JSON.parse(row.text) as Command,
  text: row.text,
  device: row.device,
  gen: row.gen,
  dseq: row.dseq,
  prev: row.prev,
  hash: row.hash,
  forecast: row.forecast === null ? [] : (JSON.parse(row.forecast) as CaseEvent[]),
});

const readRefusal = (text: string | null): Refusal | null =>
  text === null ? null : (JSON.parse(text) as { code: string; data: Record<string, Json> });

const readRefused = (row: RefusedRow): Refused => ({
  outgoing: JSON.parse(row.outgoing) as Outgoing,
  refusal: JSON.parse(row.refusal) as Refusal,
  at: row.at,
  dismissed: row.dismissed_at === null ? null : { at: row.dismissed_at, reason: row.dismissed_reason ?? '' },
});
