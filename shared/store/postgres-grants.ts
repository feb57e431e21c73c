// Keeps what was granted in PostgreSQL: rows found by index, monthly sums moved with every decision, as the embedded ledger does.
import type { BudgetSum, Grant } from '../policy/authority-types.ts';
import type { BudgetTotal } from './desk-store.ts';
import { spentBy } from './grant-facts.ts';
import type { LedgerStore } from './ledger-store.ts';
import type { PgSession, PgValue } from './postgres-handle.ts';

type GrantRow = Omit<Grant, 'decisionType' | 'caseId' | 'tier'> & {
  readonly decision_type: string;
  readonly case_id: string;
  readonly place: number;
  readonly tier: string;
};

const readGrant = ({ decision_type, case_id, tier, ...row }: GrantRow): Grant => ({
  decision: row.decision,
  decisionType: decision_type,
  ledger: row.ledger,
  unit: row.unit,
  amount: row.amount,
  currency: row.currency,
  customer: row.customer,
  contract: row.contract,
  caseId: case_id,
  actor: row.actor,
  team: row.team,
  tier: tier === 'A' ? 'A' : (Number(tier) as Exclude<Grant['tier'], 'A'>),
  at: row.at,
  month: row.month,
  open: row.open,
});

/** In one order of its keys, so that two grants are the same when their texts are. */
const textOf = (grant: Grant): string =>
  JSON.stringify([
    grant.decision,
    grant.decisionType,
    grant.ledger,
    grant.unit,
    grant.amount,
    grant.currency,
    grant.customer,
    grant.contract,
    grant.actor,
    grant.team,
    grant.tier,
    grant.at,
    grant.month,
    grant.open,
  ]);

// Each part of the question by an index of its own; a decision that fits several comes back once.
const FACTS = `
  SELECT * FROM grants WHERE lane = $1 AND customer = $2 AND at > $3
  UNION SELECT * FROM grants WHERE lane = $1 AND contract = $4 AND at > $3
  UNION SELECT * FROM grants WHERE lane = $1 AND case_id = $5
  UNION SELECT * FROM grants WHERE lane = $1 AND actor = $6 AND at >= $7
  UNION SELECT * FROM grants WHERE lane = $1 AND actor = $6 AND open AND ($8::text[] IS NULL OR decision_type = ANY($8))`;

const SUMS = `SELECT scope, id, month, ledger, used FROM budget_sums
  WHERE lane = $1 AND month = $2 AND currency = $3 AND used <> 0
    AND ((scope = 'principal' AND id = $1) OR (scope = 'team' AND id = ANY($4)))`;

export const createPostgresGrants = (
  session: PgSession,
): Pick<LedgerStore, 'facts' | 'grantsOfCase' | 'grantedCases' | 'budgetTotals'> => ({
  facts: async ({ lane, customer, contract, caseId, actor, since, dayStart, month, currency, teams, openTypes }) => {
    const types = openTypes ?? null;
    const grants = await session.rows<GrantRow>(FACTS, [lane, customer, since, contract, caseId, actor, dayStart, types]);
    const budgets = await session.rows<BudgetSum>(SUMS, [lane, month, currency, teams]);
    return { grants: grants.map(readGrant), budgets };
  },
  grantsOfCase: async (lane, caseId) => (await standing(session, lane, [caseId])).map(readGrant),
  grantedCases: async (lane, after, limit) => {
    const sql =
      'SELECT DISTINCT case_id COLLATE "C" AS case_id FROM grants WHERE lane = $1 AND case_id COLLATE "C" > $2 ORDER BY 1 LIMIT $3';
    const rows = await session.rows<{ case_id: string }>(sql, [lane, after ?? '', limit]);
    return rows.map(({ case_id }) => case_id);
  },
  budgetTotals: (lane) =>
    session.rows<BudgetTotal>('SELECT scope, id, month, ledger, currency, used FROM budget_sums WHERE lane = $1 AND used <> 0', [lane]),
});

/** In the order of the cases that were asked for. */
export const readGrants = async (session: PgSession, lane: string, cases: readonly string[]): Promise<readonly Grant[]> => {
  const rows = await standing(session, lane, cases);
  return cases.flatMap((caseId) => rows.filter((row) => row.case_id === caseId)).map(readGrant);
};

const standing = (session: PgSession, lane: string, cases: readonly string[]): Promise<readonly GrantRow[]> =>
  session.rows<GrantRow>('SELECT * FROM grants WHERE lane = $1 AND case_id = ANY($2) ORDER BY case_id, place', [lane, cases]);

const COLUMNS: readonly (readonly [name: string, type: string, value: (grant: Grant) => null | number | string | boolean])[] = [
  ['case_id', 'text', ({ caseId }) => caseId],
  ['decision', 'text', ({ decision }) => decision],
  ['decision_type', 'text', ({ decisionType }) => decisionType],
  ['ledger', 'text', ({ ledger }) => ledger],
  ['unit', 'text', ({ unit }) => unit],
  ['amount', 'bigint', ({ amount }) => amount],
  ['currency', 'text', ({ currency }) => currency],
  ['customer', 'text', ({ customer }) => customer],
  ['contract', 'text', ({ contract }) => contract],
  ['actor', 'text', ({ actor }) => actor],
  ['team', 'text', ({ team }) => team],
  ['tier', 'text', ({ tier }) => String(tier)],
  ['at', 'bigint', ({ at }) => at],
  ['month', 'text', ({ month }) => month],
  ['open', 'boolean', ({ open }) => open],
];

const INSERT = `INSERT INTO grants (lane, place, ${COLUMNS.map(([name]) => name).join(', ')})
  SELECT $1, * FROM unnest($2::int[], ${COLUMNS.map(([, type], index) => `$${index + 3}::${type}[]`).join(', ')})`;

const SPEND = `INSERT INTO budget_sums AS sums (lane, scope, id, month, currency, ledger, used)
  SELECT $1, * FROM unnest($2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::bigint[])
  ON CONFLICT (lane, scope, id, month, currency, ledger) DO UPDATE SET used = sums.used + excluded.used`;

/** Writes only what differs from what stands there of these cases, and moves the sums by the difference. */
export const replaceGrants = async (
  session: PgSession,
  lane: string,
  cases: readonly string[],
  granted: readonly Grant[],
): Promise<void> => {
  const stood = await standing(session, lane, cases);
  if (stood.length === 0 && granted.length === 0) return;
  const places = new Map<string, number>();
  const fresh = granted.map((grant) => {
    const place = places.get(grant.caseId) ?? 0;
    places.set(grant.caseId, place + 1);
    return { place, grant, key: `${place} ${grant.caseId}` };
  });
  const wanted = new Map(fresh.map(({ key, grant }) => [key, textOf(grant)]));
  const gone = stood.filter((row) => wanted.get(`${row.place} ${row.case_id}`) !== textOf(readGrant(row)));
  const kept = new Set(stood.filter((row) => !gone.includes(row)).map((row) => `${row.place} ${row.case_id}`));
  const added = fresh.filter(({ key }) => !kept.has(key));
  if (gone.length > 0)
    await session.run(
      'DELETE FROM grants USING unnest($2::text[], $3::int[]) AS old (c, p) WHERE lane = $1 AND case_id = c AND place = p',
      [lane, gone.map((row) => row.case_id), gone.map((row) => row.place)],
    );
  if (added.length > 0)
    await session.run(INSERT, [
      lane,
      added.map(({ place }) => place),
      ...COLUMNS.map(([, , value]): PgValue => added.map(({ grant }) => value(grant))),
    ]);
  await spend(session, lane, [
    ...gone.flatMap((row) => spentBy(lane, readGrant(row)).map((total) => ({ ...total, used: -total.used }))),
    ...added.flatMap(({ grant }) => spentBy(lane, grant)),
  ]);
};

const spend = async (session: PgSession, lane: string, totals: readonly BudgetTotal[]): Promise<void> => {
  // One statement may not touch a row twice, so that each sum is moved once.
  const moves = new Map<string, BudgetTotal>();
  for (const total of totals) {
    const key = JSON.stringify([total.scope, total.id, total.month, total.currency, total.ledger]);
    moves.set(key, { ...total, used: (moves.get(key)?.used ?? 0) + total.used });
  }
  const rows = [...moves.values()].filter(({ used }) => used !== 0);
  if (rows.length === 0) return;
  await session.run(SPEND, [
    lane,
    rows.map(({ scope }) => scope),
    rows.map(({ id }) => id),
    rows.map(({ month }) => month),
    rows.map(({ currency }) => currency),
    rows.map(({ ledger }) => ledger),
    rows.map(({ used }) => used),
  ]);
};
