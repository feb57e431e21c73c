// Keeps in PostgreSQL what was ruled: the heads of the devices' journals, a verdict for every command, second histories as evidence.
import type { Refusal } from '../kernel/result.ts';
import type { Verdict } from './desk-store.ts';
import type { LedgerJournal, LedgerStore, Settled } from './ledger-store.ts';
import type { PgHandle, PgValue } from './postgres-handle.ts';

type VerdictRow = {
  readonly lane: string;
  readonly device: string;
  readonly gen: number;
  readonly dseq: number;
  readonly command: string;
  readonly hash: string;
  readonly text: string;
  readonly verdict: Verdict;
  readonly refusal: string | null;
  readonly at: number;
};

const readSettled = ({ lane, device, gen, dseq, command, hash, text, verdict, refusal, at }: VerdictRow): Settled => ({
  outcome: { command, lane, dseq, verdict, refusal: refusal === null ? null : (JSON.parse(refusal) as Refusal), at },
  key: { lane, device, gen },
  hash,
  text,
});

type Verdicts = Pick<
  LedgerStore,
  'journal' | 'journalHeads' | 'newestGen' | 'settledAt' | 'settledCommands' | 'settledAfter' | 'journals' | 'recordFork' | 'forks'
>;

export const createPostgresVerdicts = (handle: PgHandle): Verdicts => ({
  journal: async ({ lane, device, gen }) => {
    const sql = 'SELECT gen, dseq, hash, frozen FROM journals WHERE lane = $1 AND device = $2 AND gen = $3';
    return (await handle.rows<LedgerJournal>(sql, [lane, device, gen]))[0] ?? null;
  },
  journalHeads: async (keys) => {
    const sql = `SELECT j.gen, j.dseq, j.hash, j.frozen
      FROM unnest($1::text[], $2::text[], $3::bigint[]) WITH ORDINALITY AS asked (lane, device, gen, place)
      LEFT JOIN journals j ON j.lane = asked.lane AND j.device = asked.device AND j.gen = asked.gen ORDER BY asked.place`;
    const asked = [keys.map(({ lane }) => lane), keys.map(({ device }) => device), keys.map(({ gen }) => gen)];
    const rows = await handle.rows<LedgerJournal | { readonly gen: null }>(sql, asked);
    return rows.map((row) => (row.gen === null ? null : (row as LedgerJournal)));
  },
  newestGen: async (lane, device) => {
    const sql = 'SELECT max(gen) AS gen FROM journals WHERE lane = $1 AND device = $2';
    return (await handle.rows<{ gen: number | null }>(sql, [lane, device]))[0]?.gen ?? null;
  },
  journals: (lane) => handle.rows('SELECT lane, device, gen FROM journals WHERE lane = $1 ORDER BY device COLLATE "C", gen', [lane]),
  settledAt: async ({ lane, device, gen }, dseq) => {
    const sql = 'SELECT * FROM verdicts WHERE lane = $1 AND device = $2 AND gen = $3 AND dseq = $4';
    return (await handle.rows<VerdictRow>(sql, [lane, device, gen, dseq])).map(readSettled)[0] ?? null;
  },
  settledAfter: async ({ lane, device, gen }, dseq, limit) => {
    const sql = 'SELECT * FROM verdicts WHERE lane = $1 AND device = $2 AND gen = $3 AND dseq > $4 ORDER BY dseq LIMIT $5';
    return (await handle.rows<VerdictRow>(sql, [lane, device, gen, dseq, limit])).map(readSettled);
  },
  settledCommands: async (lane, commands) => {
    const sql = 'SELECT DISTINCT ON (command) * FROM verdicts WHERE lane = $1 AND command = ANY($2) ORDER BY command, place';
    const rows = commands.length === 0 ? [] : await handle.rows<VerdictRow>(sql, [lane, commands]);
    return new Map(rows.map((row) => [row.command, readSettled(row)]));
  },
  recordFork: ({ key, dseq, hash, text, at }) =>
    handle.transact(async (session) => {
      await session.run(
        'INSERT INTO forks (lane, device, gen, dseq, hash, text, at) VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING',
        [key.lane, key.device, key.gen, dseq, hash, text, at],
      );
      await session.run(
        `INSERT INTO journals (lane, device, gen, dseq, hash, frozen) VALUES ($1, $2, $3, 0, '', true)
         ON CONFLICT (lane, device, gen) DO UPDATE SET frozen = true`,
        [key.lane, key.device, key.gen],
      );
    }),
  forks: async (lane) => {
    const sql = 'SELECT * FROM forks WHERE lane = $1 ORDER BY at, device COLLATE "C", gen, dseq, hash COLLATE "C"';
    return (await handle.rows<VerdictRow>(sql, [lane])).map(({ device, gen, dseq, hash, text, at }) => ({
      key: { lane, device, gen },
      dseq,
      hash,
      text,
      at,
    }));
  },
});

/** The columns of verdicts in their order, and those of the journals whose heads move to their last one. */
export const verdictValues = (settled: readonly Settled[]): readonly PgValue[] => {
  const heads = [...new Map(settled.map((entry) => [`${entry.key.gen} ${entry.key.device}`, entry])).values()];
  return [
    settled.map(({ key }) => key.device),
    settled.map(({ key }) => key.gen),
    settled.map(({ outcome }) => outcome.dseq),
    settled.map(({ outcome }) => outcome.command),
    settled.map(({ hash }) => hash),
    settled.map(({ text }) => text),
    settled.map(({ outcome }) => outcome.verdict),
    settled.map(({ outcome }) => (outcome.refusal === null ? null : JSON.stringify(outcome.refusal))),
    settled.map(({ outcome }) => outcome.at),
    heads.map(({ key }) => key.device),
    heads.map(({ key }) => key.gen),
    heads.map(({ outcome }) => outcome.dseq),
    heads.map(({ hash }) => hash),
  ];
};
