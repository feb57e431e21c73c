// Puts what one customer was granted in the pack's window into one picture, so that many small credits are seen as what they are.
import type { Ms } from '../kernel/time.ts';
import type { CapState, Grant } from '../policy/authority-types.ts';
import type { DecisionType } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { windowStart } from '../policy/windows.ts';
import type { Picture } from './shapes.ts';

export type PictureParts = {
  readonly policy: Policy;
  /** As grants name him, see `customerKey`. */
  readonly customer: string;
  readonly name: string;
  /** His grants as far back as any window of the pack reaches, whoever gave them. */
  readonly grants: readonly Grant[];
  readonly now: Ms;
  /** The number of a case the reader may read; null leaves its decisions out. */
  readonly numberOf: (caseId: string) => string | null;
};

/** Null when nothing in the window can be shown. Newest first; sums are of the pack's currency alone. Source: domain.md §4 "Splitting". */
export const pictureOf = ({ policy, customer, name, grants, now, numberOf }: PictureParts): Picture | null => {
  const { window } = policy.pack.authority.splitting;
  const decisions = inside(grants, windowStart(now, window, zoneOf(policy)), now)
    .toSorted((a, b) => b.at - a.at || (a.decision < b.decision ? 1 : -1))
    .flatMap((grant) => {
      const number = numberOf(grant.caseId);
      return number === null ? [] : [{ grant, number }];
    });
  if (decisions.length === 0) return null;
  return {
    customer,
    name,
    window,
    count: decisions.length,
    sums: sumsOf(
      decisions.map(({ grant }) => grant),
      policy.pack.principal.currency,
    ),
    closest: closestOf(policy, grants, now),
    decisions: decisions.map(({ grant, number }) => ({
      decision: grant.decision,
      decisionType: grant.decisionType,
      ledger: grant.ledger,
      unit: grant.unit,
      amount: grant.amount,
      by: grant.actor,
      at: grant.at,
      caseId: grant.caseId,
      number,
    })),
  };
};

/** Customers whom tiers 1 and 2 granted so often in the window that it makes a picture; `grants` of many customers, newest first. */
export const repeatedCustomers = ({ pack }: Policy, grants: readonly Grant[], concerns: (grant: Grant) => boolean): readonly string[] => {
  const small = grants.filter(({ tier }) => tier === 1 || tier === 2);
  const byCustomer = Map.groupBy(small, ({ customer }) => customer);
  return [...byCustomer].flatMap(([customer, own]) =>
    own.length >= pack.authority.splitting.count && own.some(concerns) ? [customer] : [],
  );
};

const zoneOf = ({ pack }: Policy): string => pack.principal.zone;

/** Windows are exclusive of their beginning and inclusive of now. */
const inside = (grants: readonly Grant[], since: Ms, now: Ms): readonly Grant[] => grants.filter(({ at }) => at > since && at <= now);

/** Per ledger in the order first met; a plain number (visits, slots) is counted and adds no money. */
const sumsOf = (grants: readonly Grant[], currency: string): Picture['sums'] =>
  [...new Set(grants.map(({ ledger }) => ledger))].map((ledger) => {
    const own = grants.filter((grant) => grant.ledger === ledger);
    const money = own.filter((grant) => grant.unit === 'money' && grant.currency === currency);
    return { ledger, amount: money.reduce((sum, { amount }) => sum + amount, 0), count: own.length };
  });

type CustomerCap = DecisionType['customer'][number];

/** The customer cap that is used up furthest, of the types granted; ties go to the type granted last. */
const closestOf = (policy: Policy, grants: readonly Grant[], now: Ms): Picture['closest'] => {
  const newest = grants.toSorted((a, b) => b.at - a.at).map(({ decisionType }) => decisionType);
  const found = [...new Set(newest)].flatMap((id) => {
    const type = policy.decisions.get(id);
    const own = grants.filter(({ decisionType }) => decisionType === id);
    return (type?.customer ?? []).flatMap((cap) => usesOf(policy, type!, cap, own, now));
  });
  return found.reduce<Picture['closest']>((first, next) => (first === null || next.share > first.share ? next : first), null);
};

/** One row per figure of the cap; where it counts per contract, the contract that used most of it. */
const usesOf = (
  policy: Policy,
  type: DecisionType,
  cap: CustomerCap,
  grants: readonly Grant[],
  now: Ms,
): NonNullable<Picture['closest']>[] => {
  const counted = inside(grants, windowStart(now, cap.window, zoneOf(policy)), now).filter(({ open }) => open || !cap.open);
  const groups = cap.per === 'contract' ? Object.values(Object.groupBy(counted, ({ contract }) => contract ?? '')) : [counted];
  const detail = cap.per === 'contract' ? 'contract' : null;
  const row = (rule: CapState['rule'], unit: CapState['unit'], limit: number, used: number) => ({
    decisionType: type.id,
    cap: { rule, unit, limit, used, remaining: Math.max(0, limit - used), ok: used < limit, detail, window: cap.window },
    share: limit === 0 ? 100 : Math.round((used / limit) * 100),
  });
  return groups.flatMap((group = []) => {
    const summed = group.filter(({ currency, unit }) => unit !== 'money' || currency === policy.pack.principal.currency);
    const used = summed.reduce((sum, { amount }) => sum + amount, 0);
    return [
      ...(cap.amount === undefined || used === 0 ? [] : [row('customer-window', type.unit, cap.amount, used)]),
      ...(cap.count === undefined || group.length === 0 ? [] : [row('customer-count', 'count', cap.count, group.length)]),
    ];
  });
};
