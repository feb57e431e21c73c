// Makes the packs of simulated worlds: one principal whose cases everybody sees or only their teams, in versions between which people change teams.
import { ALL_STARTER_PACKS } from '../../shared/packs/starter.ts';
import type { PackInput } from '../../shared/policy/pack-schema.ts';

export type Visibility = 'principal' | 'teams';

/** Who may belong to other teams after a move. */
const MOVES: Readonly<Record<string, readonly string[]>> = { tim: ['abrechnung'], jonas: ['abrechnung'], ayse: ['stoerung', 'technik'] };
export const MOVERS = Object.keys(MOVES);

const CLOSED_DAYS = 30;
const telecom = ALL_STARTER_PACKS['telecom']!;

/** A document nobody can change, all of it. */
export const frozen = <Value>(value: Value): Value => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.values(value).forEach(frozen);
    Object.freeze(value);
  }
  return value;
};

const made = new Map<string, PackInput>();

/** Less than people would grant in a world, so that workstations must share it. */
const SHARED: Pick<NonNullable<PackInput['authority']>, 'budgets' | 'leases'> = {
  budgets: [
    { scope: 'principal', ledgers: ['goodwill'], amount: 14_000 },
    { scope: 'team', team: 'abrechnung', ledgers: ['goodwill'], amount: 7_000 },
  ],
  leases: { reserve: 10, askAt: 40, days: 3, least: 2_000 },
};

/** `moved`: those who have changed teams; `shared`: with budgets that workstations share. The same version is the same document. */
export const packOf = (cases: Visibility, moved: readonly string[], version: string, shared = false): PackInput => {
  const name = `${version} ${cases} ${moved.join(' ')} ${shared}`;
  const known = made.get(name);
  if (known !== undefined) return known;
  const roster = telecom.roster.map((person) => (moved.includes(person.id) ? { ...person, teams: [...MOVES[person.id]!] } : person));
  const authority = shared ? { ...telecom.authority, ...SHARED } : telecom.authority;
  const pack = frozen(structuredClone({ ...telecom, version, roster, authority, visibility: { cases, closedDays: CLOSED_DAYS } }));
  made.set(name, pack);
  return pack;
};
