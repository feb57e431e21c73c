// Measures committed actions per second on the desk as a share of raw transactions that write the same bytes, in turns.
import Database from 'better-sqlite3';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Json } from '../../shared/kernel/result.ts';
import { settleConnection } from '../../shared/store/sqlite-handle.ts';
import type { Order } from '../../shared/sync/submit.ts';
import { generateStore } from '../../electron/generate-store.ts';
import { createSeeded, type Seeded } from '../../electron/seeded.ts';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { median, round, timed, withFolder } from './measure.ts';

const LANE = 'nordlicht';
const CASES = 1_000;
/** Few enough that the log before them fits the write-ahead log without a checkpoint in between. */
const SAMPLE = 20;

export type ActionsReport = {
  readonly actionsPerSecond: number;
  readonly rawPerSecond: number;
  readonly share: number;
  readonly bytesPerAction: number;
  readonly rawBytes: number;
  readonly rounds: number;
  /** What the ledger adds to one action, in this process, after the desk has answered. */
  readonly rulingMs: number;
  readonly actionMs: number;
};

export const benchActions = (rounds: number, perRound: number): Promise<ActionsReport> =>
  withFolder(async (dir) => {
    const data = join(dir, 'data');
    const made = await generateStore({
      dir: data,
      cases: CASES,
      seed: 1,
      principal: LANE,
      language: 'de',
      clock: Date.now,
      progress: () => undefined,
    });
    if (!made.ok) throw new Error(JSON.stringify(made.refusal));
    const opened = await openWorkplace({ dir: data });
    if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
    const place = opened.value;
    try {
      const next = createActions(place, createSeeded(7));
      const act = (count: number): void => {
        for (let n = 0; n < count; n += 1) submit(place, next());
      };
      act(50);
      await place.engine.sync(LANE);
      const bytes = await growthPerAction(join(data, 'desk.sqlite'), () => act(SAMPLE));
      await place.engine.sync(LANE);
      const raw = createRaw(join(dir, 'raw.sqlite'), bytes);

      const [desk, limit, ruled]: [number[], number[], number[]] = [[], [], []];
      for (let n = 0; n < rounds; n += 1) {
        // In turns, so that a noisy minute of the machine falls on both.
        limit.push(await timed(() => raw.write(perRound)));
        desk.push(await timed(() => act(perRound)));
        const waiting = await timed(() => place.engine.sync(LANE));
        ruled.push(waiting / perRound);
      }
      const [actionMs, rawMs] = [median(desk) / perRound, median(limit) / perRound];
      raw.close();
      return {
        actionsPerSecond: round(1_000 / actionMs, 0),
        rawPerSecond: round(1_000 / rawMs, 0),
        share: round(rawMs / actionMs),
        bytesPerAction: bytes,
        rawBytes: raw.bytes,
        rounds,
        rulingMs: round(median(ruled), 3),
        actionMs: round(actionMs, 3),
      };
    } finally {
      await place.close();
    }
  });

const submit = ({ engine }: Workplace, order: Order): void => {
  const answer = engine.submit(order);
  if (!answer.ok) throw new Error(`the bench was refused: ${JSON.stringify(answer.refusal)}`);
};

/** What agents do most: notes, contacts, promises, new cases. */
const createActions = ({ engine, store }: Workplace, chance: Seeded): (() => Order) => {
  const cases = store.caseIds(LANE, null, CASES);
  const agents = engine.policy(LANE)!.pack.roster.filter(({ role, teams }) => role === 'agent' && teams.length > 0);
  const customers = store.customers(LANE, '', CASES);
  const order = (type: Order['type'], data: Json, body: Json): Order => ({
    lane: LANE,
    caseId: chance.pick(cases),
    actor: chance.pick(agents).id,
    type,
    data,
    body,
  });
  const note = 'Kundin hat den Brief vorgelesen, die Angaben passen nicht zum Vertrag; Rückruf erst ab 16 Uhr erbeten.';
  return () => {
    const kind = chance.weighted([
      ['note', 45],
      ['contact', 30],
      ['promise', 15],
      ['open', 10],
    ] as const);
    if (kind === 'note') return order('add-note', {}, { text: note });
    if (kind === 'contact')
      return order(
        'log-contact',
        { channel: 'phone', direction: 'out', reached: true, informed: false, call: null },
        { text: note, who: 'Petra Sommerfeld' },
      );
    if (kind === 'promise')
      return order('make-promise', { due: Date.now() + 7_200_000, by: agents[0]!.id, callback: true }, { what: 'Rückruf mit Ergebnis' });
    const data = {
      number: engine.nextCaseNumber(LANE),
      customer: chance.pick(customers).id,
      category: 'billing',
      channel: 'phone',
      urgency: 'medium',
      impact: 'low',
      reason: null,
      call: null,
    };
    return { ...order('open-case', data, { title: 'Rechnung doppelt abgebucht', text: note }), caseId: null };
  };
};

/** Bytes the write-ahead log grows by, per action. */
const growthPerAction = async (file: string, work: () => void): Promise<number> => {
  emptyLog(file);
  const before = logSize(file);
  work();
  const grown = logSize(file) - before;
  if (grown <= 0) throw new Error('the write-ahead log did not grow: what was measured?');
  return Math.round(grown / SAMPLE);
};

const logSize = (file: string): number => statSync(`${file}-wal`).size;

const emptyLog = (file: string): void => {
  const other = new Database(file);
  other.pragma('wal_checkpoint(TRUNCATE)');
  other.close();
};

/** One insert per transaction with the desk's own settings, its size chosen so that the log grows by as many bytes. */
const createRaw = (
  file: string,
  wanted: number,
): { readonly bytes: number; readonly write: (count: number) => void; readonly close: () => void } => {
  const db = new Database(file);
  settleConnection(db);
  db.exec('CREATE TABLE raw (id INTEGER PRIMARY KEY, data BLOB)');
  const insert = db.prepare('INSERT INTO raw (data) VALUES (?)');
  const write = (size: number, count: number): void => {
    for (let n = 0; n < count; n += 1) {
      db.exec('BEGIN IMMEDIATE');
      insert.run(Buffer.alloc(size, n));
      db.exec('COMMIT');
    }
  };
  const growth = (size: number): number => {
    db.pragma('wal_checkpoint(TRUNCATE)');
    write(size, SAMPLE);
    return statSync(`${file}-wal`).size / SAMPLE;
  };
  let size = Math.max(100, wanted - 8_192);
  let bytes = growth(size);
  for (let turn = 0; turn < 12 && Math.abs(bytes - wanted) > 2_048; turn += 1) {
    size = Math.max(100, size + Math.round((wanted - bytes) * 0.9));
    bytes = growth(size);
  }
  return { bytes: Math.round(bytes), write: (count) => write(size, count), close: () => void db.close() };
};
