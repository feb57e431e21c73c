// Keeps what was granted in SQLite, for desk and ledger alike: rows found by index, monthly sums moved with every decision.
import type { BudgetSum, Facts, Grant } from '../policy/authority-types.ts';
import type { BudgetTotal, FactsQuery } from './desk-store.ts';
import { spentBy } from './grant-facts.ts';
import type { SqlHandle } from './sqlite-handle.ts';

export type GrantsPart = {
  facts(query: FactsQuery): Facts;
  grantsSince(lane: string, since: number, limit: number): readonly Grant[];
  grantsOfCustomer(lane: string, customer: string, since: number, limit: number): readonly Grant[];
  grantsOfCase(lane: string, caseId: string): readonly Grant[];
  /** Those of these cases that have any. */
  casesWithGrants(lane: string, caseIds: readonly string[]): ReadonlySet<string>;
  grantedCases(lane: string, after: string | null, limit: number): readonly string[];
  budgetTotals(lane: string): readonly BudgetTotal[];
  /** Writes only what differs from what stands there of the case. */
  replaceGrants(lane: string, caseId: string, grants: readonly Grant[]): void;
  clearGrants(lane: string): void;
};

const NEWEST = 'ORDER BY at DESC, decision LIMIT ?';

export const createGrantsPart = (handle: SqlHandle): GrantsPart => {
  const ofCase = handle.prepare('SELECT * FROM grants WHERE lane = ? AND case_id = ? ORDER BY place');
  const granting = handle.prepare(
    'SELECT d.value AS id FROM json_each(?) d CROSS JOIN grants ON grants.lane = ? AND grants.case_id = d.value',
  );
  const ofCustomer = handle.prepare('SELECT * FROM grants WHERE lane = ? AND customer = ? AND at > ?');
  const ofContract = handle.prepare('SELECT * FROM grants WHERE lane = ? AND contract = ? AND at > ?');
  const ofDay = handle.prepare('SELECT * FROM grants WHERE lane = ? AND actor = ? AND at >= ?');
  const openOf = handle.prepare('SELECT * FROM grants INDEXED BY grants_open WHERE open = 1 AND lane = ? AND actor = ?');
  const openOfType = handle.prepare(
    'SELECT * FROM grants INDEXED BY grants_open WHERE open = 1 AND lane = ? AND actor = ? AND decision_type = ?',
  );
  const since = handle.prepare(`SELECT * FROM grants WHERE lane = ? AND at > ? ${NEWEST}`);
  const customerSince = handle.prepare(`SELECT * FROM grants WHERE lane = ? AND customer = ? AND at > ? ${NEWEST}`);
  const cases = handle.prepare(
    'SELECT DISTINCT case_id FROM grants INDEXED BY grants_by_case WHERE lane = ? AND case_id > ? ORDER BY case_id LIMIT ?',
  );
  const add = handle.prepare(`INSERT INTO grants (lane, case_id, place, decision, decision_type, ledger, unit, amount, currency, customer,
    contract, actor, team, tier, at, month, open) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const remove = handle.prepare('DELETE FROM grants WHERE key = ?');
  const setOpen = handle.prepare('UPDATE grants SET open = ? WHERE key = ?');
  const spend = handle.prepare(`INSERT INTO budget_sums (lane, scope, id, month, currency, ledger, used) VALUES (?, ?, ?, ?, ?, ?, ?)
    ON CONFLICT (lane, scope, id, month, currency, ledger) DO UPDATE SET used = used + excluded.used`);
  const spent = handle.prepare(
    'SELECT scope, id, month, ledger, used FROM budget_sums WHERE lane = ? AND scope = ? AND id = ? AND month = ? AND currency = ? AND used <> 0',
  );
  const totals = handle.prepare(`SELECT scope, id, month, ledger, currency, used FROM budget_sums WHERE lane = ? AND used <> 0`);
  const clear = ['grants', 'budget_sums'].map((table) => handle.prepare(`DELETE FROM ${table} WHERE lane = ?`));

  const count = (lane: string, grant: Grant, sign: 1 | -1): void => {
    for (const { scope, id, month, currency, ledger, used } of spentBy(lane, grant))
      spend.run(lane, scope, id, month, currency, ledger, sign * used);
  };
  const insert = (lane: string, place: number, grant: Grant): void => {
    const { caseId, decision, decisionType, ledger, unit, amount, currency, customer, contract, actor, team, tier, at, month, open } =
      grant;
    add.run(
      lane,
      caseId,
      place,
      decision,
      decisionType,
      ledger,
      unit,
      amount,
      currency,
      customer,
      contract,
      actor,
      team,
      String(tier),
      at,
      month,
      open ? 1 : 0,
    );
    count(lane, grant, 1);
  };

  return {
    facts: (query) => {
      const { lane, customer, contract, caseId, actor, dayStart, month, currency, teams, openTypes } = query;
      const found = [
        ofCustomer.all(lane, customer, query.since),
        contract === null ? [] : ofContract.all(lane, contract, query.since),
        ofCase.all(lane, caseId),
        ofDay.all(lane, actor, dayStart),
        ...(openTypes === undefined || openTypes === null
          ? [openOf.all(lane, actor)]
          : openTypes.map((type) => openOfType.all(lane, actor, type))),
      ];
      const rows = new Map(found.flatMap((part) => (part as GrantRow[]).map((row) => [row.key, row] as const)));
      const sums = [
        spent.all(lane, 'principal', lane, month, currency),
        ...[...new Set(teams)].map((team) => spent.all(lane, 'team', team, month, currency)),
      ];
      return { grants: [...rows.values()].map(readGrant), budgets: sums.flat() as BudgetSum[] };
    },
    grantsSince: (lane, after, limit) => (since.all(lane, after, limit) as GrantRow[]).map(readGrant),
    grantsOfCustomer: (lane, customer, after, limit) => (customerSince.all(lane, customer, after, limit) as GrantRow[]).map(readGrant),
    grantsOfCase: (lane, caseId) => (ofCase.all(lane, caseId) as GrantRow[]).map(readGrant),
    casesWithGrants: (lane, caseIds) => new Set((granting.all(JSON.stringify(caseIds), lane) as { id: string }[]).map(({ id }) => id)),
    grantedCases: (lane, after, limit) => (cases.all(lane, after ?? '', limit) as { case_id: string }[]).map((row) => row.case_id),
    budgetTotals: (lane) => totals.all(lane) as BudgetTotal[],
    replaceGrants: (lane, caseId, fresh) => {
      const stood = ofCase.all(lane, caseId) as GrantRow[];
      const changed = stood.filter((row) => !isSame(readGrant(row), fresh[row.place]));
      // Closing a case changes nothing but whether its decisions are open: only the index of open ones moves.
      const shut = changed.filter((row) => isSame({ ...readGrant(row), open: row.open === 0 }, fresh[row.place]));
      for (const row of shut) setOpen.run(row.open === 0 ? 1 : 0, row.key);
      const gone = changed.filter((row) => !shut.includes(row));
      for (const row of gone) {
        remove.run(row.key);
        count(lane, readGrant(row), -1);
      }
      const standing = new Set(stood.filter((row) => !gone.includes(row)).map(({ place }) => place));
      fresh.forEach((grant, place) => (standing.has(place) ? undefined : insert(lane, place, grant)));
    },
    clearGrants: (lane) => clear.forEach((statement) => statement.run(lane)),
  };
};

type GrantRow = {
  key: number;
  case_id: string;
  place: number;
  decision: string;
  decision_type: string;
  ledger: Grant['ledger'];
  unit: Grant['unit'];
  amount: number;
  currency: string;
  customer: string;
  contract: string | null;
  actor: string;
  team: string | null;
  tier: string;
  at: number;
  month: string;
  open: number;
};

const readGrant = (row: GrantRow): Grant => ({
  decision: row.decision,
  decisionType: row.decision_type,
  ledger: row.ledger,
  unit: row.unit,
  amount: row.amount,
  currency: row.currency,
  customer: row.customer,
  contract: row.contract,
  caseId: row.case_id,
  actor: row.actor,
  team: row.team,
  tier: row.tier === 'A' ? 'A' : (Number(row.tier) as Exclude<Grant['tier'], 'A'>),
  at: row.at,
  month: row.month,
  open: row.open === 1,
});

const KEYS = [
  'decision',
  'decisionType',
  'ledger',
  'unit',
  'amount',
  'currency',
  'customer',
  'contract',
  'caseId',
  'actor',
  'team',
  'tier',
  'at',
  'month',
  'open',
] as const satisfies readonly (keyof Grant)[];

const isSame = (stored: Grant, fresh: Grant | undefined): boolean => fresh !== undefined && KEYS.every((key) => stored[key] === fresh[key]);
