// Caps on a single decision: the amount, the formula, a share of the bill, terms such as months, and what four eyes must agree to.
import { asked, billOf, capped, limitOf, type Ask, type CapRule } from './cap-state.ts';
import type { CapState } from './authority-types.ts';
import { formulaAmount, shareOf } from './formula.ts';
import type { Tier } from './pack-schema.ts';

/** Without a connection a limit shrinks, in whole minor units; counts do not. Source: domain.md §5. */
const shrunk = ({ own, share, type }: Ask, limit: number | null): number | null =>
  limit === null || !own || share === null || type.unit === 'count' ? limit : shareOf(limit, share);

const offlineLimit = ({ own, type, question }: Ask): number | null =>
  own && !question.connection.online ? (type.offline.perDecision ?? null) : null;

const lower = (one: number | null, other: number | null): number | null =>
  one === null ? other : other === null ? one : Math.min(one, other);

const amountCap: CapRule = (ask) => {
  const { type, tier, question } = ask;
  const { amount } = question.wish;
  const limit = limitOf(type, tier);
  const names = { rule: 'per-decision', unit: type.unit } as const;
  if (limit === undefined) return [{ ...capped(names, 0, 0, amount), ok: false }];
  const offline = offlineLimit(ask);
  const full = shrunk(ask, limit.amount);
  const least = lower(full, offline);
  // "Any" is no cap.
  if (least === null) return [];
  const detail = least === offline && least !== full ? 'offline' : null;
  // A limit of 0 is "only by approval", whatever is asked.
  const state = capped({ ...names, detail }, least, 0, amount);
  return [limit.amount === 0 ? { ...state, ok: false } : state];
};

/** What is due by formula, and 0 where its facts are missing: then more than nothing overrides it. */
export const formulaOf = ({ policy, type, question }: Pick<Ask, 'policy' | 'type' | 'question'>): number =>
  formulaAmount(type, question.wish, billOf({ policy, question })) ?? 0;

const formulaCap: CapRule = (ask) => {
  const names = { rule: 'per-decision', unit: ask.type.unit, detail: 'formula' } as const;
  if (ask.tier === 'A') return [{ ...capped(names, 0, 0, ask.question.wish.amount), ok: false }];
  const least = lower(formulaOf(ask), offlineLimit(ask));
  return [capped(names, least, 0, ask.question.wish.amount)];
};

const TERMS = ['months', 'percent', 'instalments', 'days'] as const;

const termCaps: CapRule = (ask) => {
  const { type, tier, question } = ask;
  const { terms, amount } = question.wish;
  const limits = limitOf(type, tier)?.terms ?? {};
  const named = TERMS.flatMap((term) => {
    const [limit, wished] = [limits[term], terms?.[term]];
    return limit === undefined || wished === undefined
      ? []
      : [capped({ rule: 'per-decision', unit: 'count', detail: term }, limit, 0, wished)];
  });
  const bill = billOf(ask);
  if (limits.percent === undefined || bill === null || type.unit === 'count') return named;
  const most = shrunk(ask, shareOf(bill, limits.percent));
  return [capped({ rule: 'per-decision', detail: 'percent' }, most, 0, amount), ...named];
};

/** All that bounds a decision by itself, in any tier that has a say. */
const own: CapRule = (ask) => (ask.type.formula === undefined ? [...amountCap(ask), ...termCaps(ask)] : formulaCap(ask));

const TOP: Tier = 4;

/** A second person adds to what tier 4 may say; where tier 4 has no say there is nothing to add to. */
const hasSay = ({ type }: Ask): boolean => type.formula !== undefined || limitOf(type, TOP) !== undefined;

/** Above what tier 4 may alone, the second person stands in place of its limits. */
const lifted = (ask: Ask): boolean => ask.second && ask.tier === TOP && hasSay(ask) && markOf(ask) !== null;

export const perDecision: CapRule = (ask) => (lifted(ask) ? [] : own(ask));

const shareCap: CapRule = (ask) => {
  const { type, tier, question } = ask;
  const share = limitOf(type, tier)?.percentOfBill;
  if (share === undefined || question.bill === null || type.formula !== undefined || type.unit === 'count') return [];
  const most = shrunk(ask, shareOf(question.bill, share));
  return [capped({ rule: 'percent' }, most, 0, question.wish.amount)];
};

export const percent: CapRule = (ask) => (lifted(ask) ? [] : shareCap(ask));

const mark = (cap: CapState): CapState => ({ ...cap, rule: 'four-eyes', ok: false });

/**
 * What tier 4 may alone and this wish passes: the mark of the pack, the formula (also in sum over the case), or what stands as tier
 * 4's limit, a term among them. Null when it passes nothing, or where two people would not help. Source: domain.md §4 "four eyes".
 */
const markOf = (ask: Ask): CapState | null => {
  const { type, question, counted } = ask;
  const { amount } = question.wish;
  const names = { rule: 'four-eyes', unit: type.unit } as const;
  if (type.fourEyesAbove !== undefined && amount > type.fourEyesAbove) return mark(capped(names, type.fourEyesAbove, 0, amount));
  if (type.formula !== undefined) {
    const sum = capped({ ...names, detail: 'formula' }, formulaOf(ask), counted.inCase.amount, amount);
    return sum.ok ? null : mark(sum);
  }
  if (type.fourEyesAbove === undefined || !hasSay(ask)) return null;
  const top: Ask = { ...ask, tier: TOP, own: false };
  const passed = [...own(top), ...shareCap(top)].find(({ ok }) => !ok);
  return passed === undefined ? null : mark(passed);
};

/** A ceiling nobody passes, then the mark of four eyes, then an account that is not the customer's. */
export const fourEyes: CapRule = (ask) => {
  const { type, question, second } = ask;
  const { amount, otherAccount } = question.wish;
  const met = second && ask.tier === TOP;
  if (type.ceiling !== undefined && amount > type.ceiling)
    return [capped({ rule: 'four-eyes', unit: type.unit, detail: 'ceiling' }, type.ceiling, 0, amount)];
  const passed = markOf(ask);
  if (passed !== null) return [met ? { ...passed, remaining: null, ok: true } : passed];
  return otherAccount && type.fourEyesWhen.includes('other-account')
    ? [asked({ rule: 'four-eyes', unit: type.unit, detail: 'other-account' }, met)]
    : [];
};

/** The formula holds for a case as a whole: what was granted for it before is taken off. */
export const formulaPerCase: CapRule = (ask) =>
  ask.type.formula === undefined || ask.tier === 'A' || lifted(ask)
    ? []
    : [
        capped(
          { rule: 'per-case', unit: ask.type.unit, detail: 'formula' },
          formulaOf(ask),
          ask.counted.inCase.amount,
          ask.question.wish.amount,
        ),
      ];
