// Knows what every row of caps is asked, and how the state of one cap is written down.
import type { AuthorityQuestion, CapState } from './authority-types.ts';
import type { Counted } from './counted.ts';
import type { DecisionType, Tier } from './pack-schema.ts';
import type { Policy } from './policy.ts';

/** One tier asked about one wish. Everything that costs time (counting, staleness) is worked out once for all tiers. */
export type Ask = {
  readonly policy: Policy;
  readonly type: DecisionType;
  readonly question: AuthorityQuestion;
  readonly tier: Tier;
  readonly counted: Counted;
  /** Share of each limit in percent, null = stale; see `freshShare`. */
  readonly share: number | null;
  /** False for somebody who might approve: he is asked with full limits, not about his own day or the asker's connection. */
  readonly own: boolean;
  /** Two different people of tier 4 agree. */
  readonly second: boolean;
};

export type CapRule = (ask: Ask) => readonly CapState[];

export const limitOf = (type: DecisionType, tier: Tier): DecisionType['limits']['1'] => (tier === 'A' ? undefined : type.limits[`${tier}`]);

type Names = Pick<CapState, 'rule'> & Partial<Pick<CapState, 'unit' | 'detail' | 'window'>>;
const bare = { unit: 'money', detail: null, window: null } as const;

/** A cap with a figure: what was used before is taken off, and what is asked must fit into the rest. `asked` 1 for a count of decisions. */
export const capped = (names: Names, limit: number | null, used: number, asked: number): CapState => {
  const remaining = limit === null ? null : Math.max(0, limit - used);
  return { ...bare, ...names, limit, used, remaining, ok: remaining === null || asked <= remaining };
};

/** A cap without a figure: it stands against the wish, or it does not. */
export const asked = (names: Names, ok: boolean): CapState => ({ ...bare, ...names, limit: null, used: 0, remaining: ok ? null : 0, ok });

/** A count cap on decisions asks for one more; where the amount itself is a count, for all of it. */
export const askedCount = ({ type, question }: Ask): number => (type.unit === 'count' ? question.wish.amount : 1);

/** The bill a share is taken of: the last one, else the usual one of the pack, else unknown. */
export const billOf = ({ policy, question }: Pick<Ask, 'policy' | 'question'>): number | null =>
  question.bill ?? policy.pack.authority.baseBill ?? null;
