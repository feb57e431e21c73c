// Moves an embedded ledger into an empty PostgreSQL, row by row and all or nothing: events, verdicts, words, papers, workstations, marks.
import Database from 'better-sqlite3';
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import { bodyHash } from '../../shared/sync/protocol.ts';
import { LANE_SPAN, MARK_DIGITS } from '../../shared/store/migrations/ledger-004.ts';
import type { PgHandle, PgSession, PgValue } from '../../shared/store/postgres-handle.ts';
import { BUNDLES, unpack, type BundleRow, type Kept } from '../../shared/store/sqlite-ledger-bundles.ts';
import { digest } from './secrets.ts';

type Cell = null | number | string | boolean;
type Row = Readonly<Record<string, Cell>>;
type Table = {
  /** Columns over there, with the type each list of values is sent as; the rows stand in the order they are read. */
  readonly columns: Readonly<Record<string, string>>;
  readonly read: string;
  /** The rows over there that one row here stands for. */
  readonly turn?: (row: Row) => readonly Row[];
  /** The same may stand twice here, and once there. */
  readonly once?: boolean;
};

const list = (type: string, names: string): Readonly<Record<string, string>> =>
  Object.fromEntries(names.split(' ').map((name) => [name, type]));
const text = (names: string): Readonly<Record<string, string>> => list('text', names);
const big = (names: string): Readonly<Record<string, string>> => list('bigint', names);

/**
 * A command names the hash of the words that came with it; beside the words stand its first digits only. Whoever wrote the command may have
 * put other signs after the same digits: the hash is the one of these words.
 */
export const withHash = (row: Row): Row => {
  const start = Number(row['mark']).toString(16).padStart(MARK_DIGITS, '0');
  const named = String(row['command']).matchAll(new RegExp(`(?=(${start}[0-9a-f]{${64 - MARK_DIGITS}}))`, 'g'));
  const hash = [...named].map(([, found]) => found!).find((found) => bodyHash(digest, String(row['salt']), String(row['text'])) === found);
  if (hash === undefined) throw new Error(`no command names the words ${start}…`);
  return { ...row, hash };
};

const keptIn = (row: Row): readonly Kept[] => unpack(row as unknown as BundleRow);

const verdictsIn = (row: Row): readonly Row[] =>
  keptIn(row).map(({ settled: { outcome, key, hash, text: said } }) => {
    const refusal = outcome.refusal === null ? null : JSON.stringify(outcome.refusal);
    return { ...key, command: outcome.command, hash, text: said, verdict: outcome.verdict, refusal, dseq: outcome.dseq, at: outcome.at };
  });

const wordsIn = (row: Row): readonly Row[] =>
  keptIn(row).flatMap(({ lane, mark, caseId, salt, words, settled }) =>
    mark === null ? [] : [withHash({ command: settled.text, mark, salt, text: words, lane, case_id: caseId })],
  );

/** Who holds a lane is not told: nobody does while it is moved. */
const TABLES: Readonly<Record<string, readonly Table[]>> = {
  hub: [{ columns: { ...list('integer', 'key'), ...text('name') }, read: 'SELECT key, name FROM hub' }],
  lanes: [
    {
      columns: { ...text('lane epoch'), ...big('position absences canary') },
      read: 'SELECT lane, epoch, position, absences, canary FROM lanes ORDER BY number',
    },
  ],
  epochs: [
    {
      columns: { ...text('lane epoch'), ...big('from_position') },
      read: 'SELECT lane, epoch, from_position FROM epochs ORDER BY place',
    },
  ],
  events: [
    {
      columns: { ...text('lane case_id flag event'), ...big('position version recorded_at') },
      read: `SELECT l.lane, json_extract(e.event, '$.caseId') AS case_id, e.flag, e.event, e.position, e.version, e.recorded_at
        FROM events e JOIN lanes l ON l.number = e.place / ${LANE_SPAN} ORDER BY e.place`,
    },
  ],
  states: [
    {
      columns: { ...text('case_id lane state'), ...big('version rank') },
      read: `SELECT c.case_id, c.lane, s.state, json_extract(s.state, '$.version') AS version, c.rank
        FROM cases c JOIN states s ON s.key = c.key ORDER BY c.key`,
    },
  ],
  audience: [{ columns: { ...text('case_id tag lane'), ...big('rank') }, read: 'SELECT case_id, tag, lane, rank FROM audience' }],
  journals: [
    {
      columns: { ...text('lane device hash'), ...big('gen dseq'), ...list('boolean', 'frozen') },
      read: 'SELECT lane, device, hash, gen, dseq, frozen FROM journals ORDER BY key',
      turn: (row) => [{ ...row, frozen: row['frozen'] === 1 }],
    },
  ],
  verdicts: [
    {
      columns: { ...text('lane device command hash text verdict refusal'), ...big('gen dseq at') },
      read: `${BUNDLES} ORDER BY b.place`,
      turn: verdictsIn,
    },
  ],
  forks: [
    {
      columns: { ...text('lane device hash text'), ...big('gen dseq at') },
      read: 'SELECT lane, device, hash, text, gen, dseq, at FROM forks',
    },
  ],
  bodies: [
    {
      columns: text('hash salt text lane case_id'),
      read: `SELECT lower(hex(b.hash)) AS hash, b.salt, b.text, l.lane, b.case_id
        FROM bodies b JOIN lanes l ON l.number = b.lane ORDER BY b.place`,
      once: true,
    },
    {
      columns: text('hash salt text lane case_id'),
      read: `${BUNDLES} ORDER BY b.place`,
      turn: wordsIn,
      once: true,
    },
  ],
  grants: [
    {
      columns: {
        ...text('lane case_id decision decision_type ledger unit currency customer contract actor team tier month'),
        ...big('place amount at'),
        ...list('boolean', 'open'),
      },
      read: 'SELECT * FROM grants ORDER BY key',
      turn: (row) => [{ ...row, open: row['open'] === 1 }],
    },
  ],
  budget_sums: [{ columns: { ...text('lane scope id month currency ledger'), ...big('used') }, read: 'SELECT * FROM budget_sums' }],
  absences: [{ columns: text('lane id absence'), read: 'SELECT lane, id, absence FROM absences' }],
  packs: [{ columns: { ...text('lane version document'), ...big('at') }, read: 'SELECT lane, version, document, at FROM packs' }],
  customers: [{ columns: { ...text('lane id customer'), ...big('mark') }, read: 'SELECT lane, id, customer, mark FROM customers' }],
  codes: [
    {
      columns: { ...text('hash lanes note used_by'), ...big('made_at expires_at') },
      read: 'SELECT hash, lanes, note, used_by, made_at, expires_at FROM codes',
    },
  ],
  devices: [
    {
      columns: { ...text('id name key code lanes'), ...big('slot enrolled_at seen_at revoked_at') },
      read: 'SELECT id, name, key, code, lanes, slot, enrolled_at, seen_at, revoked_at FROM devices',
    },
  ],
  bindings: [{ columns: { ...text('device lane person'), ...big('at') }, read: 'SELECT device, lane, person, at FROM bindings' }],
  tries: [{ columns: { ...text('lane person'), ...big('at') }, read: 'SELECT lane, person, at FROM tries ORDER BY key' }],
};

/** Tables over there; `cases` of the embedded ledger is part of `states` there. */
export const MOVED_TABLES: readonly string[] = Object.keys(TABLES);

const BATCH = 500;

const send = async (session: PgSession, name: string, { columns, once = false }: Table, rows: readonly Row[]): Promise<void> => {
  const names = Object.keys(columns);
  const lists = names.map((column, index) => `$${index + 1}::${columns[column]}[]`);
  const sql = `INSERT INTO ${name} (${names.join(', ')}) SELECT ${names.map((column) => `given.${column}`).join(', ')}
    FROM unnest(${lists.join(', ')}) WITH ORDINALITY AS given (${names.join(', ')}, nth) ORDER BY given.nth${once ? ' ON CONFLICT DO NOTHING' : ''}`;
  await session.run(
    sql,
    names.map((column): PgValue => rows.map((row) => row[column] ?? null)),
  );
};

const sendAll = async (session: PgSession, file: Database.Database): Promise<number> => {
  let count = 0;
  for (const [name, parts] of Object.entries(TABLES))
    for (const part of parts) {
      let rows: Row[] = [];
      for (const row of file.prepare<[], Row>(part.read).iterate()) {
        rows.push(...(part.turn?.(row) ?? [row]));
        if (rows.length < BATCH) continue;
        await send(session, name, part, rows);
        count += rows.length;
        rows = [];
      }
      if (rows.length > 0) await send(session, name, part, rows);
      count += rows.length;
    }
  return count;
};

type Heads = { readonly hub: string | null; readonly lanes: string };

const HEADS = 'SELECT lane, epoch, position FROM lanes';
type Head = { readonly lane: string; readonly epoch: string; readonly position: number };

/** What tells one ledger from another: the hub's name, and how far each lane has come. */
const tell = (names: readonly { readonly name: string }[], lanes: readonly Head[]): Heads => ({
  hub: names[0]?.name ?? null,
  lanes: lanes
    .map(({ lane, epoch, position }) => `${lane} ${epoch} ${position}`)
    .toSorted()
    .join('\n'),
});

export type Moved = { readonly rows: number; readonly again: boolean };

/**
 * `again`: it stood there already, and exactly as here, so that a move that was broken off behind its last step can be gone on with.
 * Refusals: `ledger-empty` {dir}, `ledger-in-use` {dir}, `database-not-empty`.
 */
export const moveRows = async (
  dir: string,
  file: Database.Database,
  to: PgHandle,
): Promise<Result<Moved, Refusal<'ledger-empty' | 'ledger-in-use' | 'database-not-empty'>>> => {
  try {
    file.exec('BEGIN IMMEDIATE');
  } catch (error) {
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) return refuse('ledger-in-use', { dir });
    throw error;
  }
  try {
    const here = tell(file.prepare<[], { name: string }>('SELECT name FROM hub').all(), file.prepare<[], Head>(HEADS).all());
    if (here.lanes === '') return refuse('ledger-empty', { dir });
    return await to.transact(async (session) => {
      // Whoever else wants to begin here waits, and then finds it taken.
      await session.rows('LOCK TABLE lanes, hub IN EXCLUSIVE MODE');
      const there = tell(await session.rows<{ name: string }>('SELECT name FROM hub'), await session.rows<Head>(HEADS));
      if (there.lanes === here.lanes && there.hub === here.hub) return ok({ rows: 0, again: true });
      if (there.lanes !== '' || there.hub !== null) return refuse('database-not-empty', {});
      return ok({ rows: await sendAll(session, file), again: false });
    });
  } finally {
    file.exec('ROLLBACK');
  }
};
