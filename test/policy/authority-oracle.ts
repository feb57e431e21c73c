// A slow second opinion on authority, written plainly from domain.md §4: it loops over everything for every cap and shares no code.
import { Temporal } from 'temporal-polyfill';
import type { AuthorityQuestion, Grant } from '../../shared/policy/authority-types.ts';
import type { Table } from './authority-tables.ts';

type Opinion = {
  rule: string;
  unit: 'money' | 'count';
  limit: number | null;
  used: number;
  remaining: number | null;
  ok: boolean;
  allows: number;
  absolute: boolean;
};

const ORDER = [
  'per-decision',
  'percent',
  'per-case',
  'customer-window',
  'customer-count',
  'agent-day',
  'agent-count',
  'budget',
  'condition',
  'block',
  'four-eyes',
  'stale',
];
const HOUR = 3_600_000;

/** Same wall time so many months or days back, by hand: year and month counted down, the day cut to the month's last. */
export const backFrom = (now: number, back: { readonly months?: number; readonly days?: number }, zone: string): number => {
  const wall = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDateTime();
  let date = wall.toPlainDate();
  for (let n = 0; n < (back.days ?? 0); n += 1) date = date.subtract({ days: 1 });
  if (back.months !== undefined) {
    let [year, month] = [date.year, date.month];
    for (let n = 0; n < back.months; n += 1) [year, month] = month === 1 ? [year - 1, 12] : [year, month - 1];
    let day = date.day;
    while (day > Temporal.PlainYearMonth.from({ year, month }).daysInMonth) day -= 1;
    date = Temporal.PlainDate.from({ year, month, day });
  }
  return date.toPlainDateTime(wall.toPlainTime()).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
};

const dateIn = (at: number, zone: string): string =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDate().toString();

const partOf = (sum: number, percent: number): number => Number((BigInt(sum) * BigInt(percent)) / 100n);

const opinions = (table: Table, question: AuthorityQuestion, tier: number, approver: boolean): Opinion[] => {
  const row = table.rows[question.wish.decisionType]!;
  const { wish, now, actor, about, facts, connection } = question;
  const list: Opinion[] = [];
  const money = row.counts !== true;
  const unit = money ? 'money' : 'count';
  const figure = (rule: string, of: 'money' | 'count', limit: number, used: number, wanted: number): Opinion => {
    const remaining = limit - used < 0 ? 0 : limit - used;
    const ok = wanted <= remaining;
    const onAmount = of === 'money' || !money;
    return { rule, unit: of, limit, used, remaining, ok, allows: onAmount ? remaining : ok ? Infinity : 0, absolute: false };
  };
  const yesNo = (rule: string, ok: boolean, absolute = false): Opinion => ({
    rule,
    unit: 'money',
    limit: null,
    used: 0,
    remaining: ok ? null : 0,
    ok,
    allows: ok ? Infinity : 0,
    absolute,
  });
  const same = (keep: (grant: Grant) => boolean): { sum: number; number: number } => {
    let [sum, number] = [0, 0];
    for (const grant of facts.grants) {
      if (grant.decisionType !== wish.decisionType) continue;
      if (grant.at > now) continue;
      if (!keep(grant)) continue;
      if (money && grant.currency === table.currency) sum += grant.amount;
      if (!money) sum += grant.amount;
      number += money ? 1 : grant.amount;
    }
    return { sum, number };
  };
  const offline = !connection.online && !approver;
  const since = connection.lastSync;
  const age = since === null ? Infinity : now - since;
  const stale = offline && age > 48 * HOUR;
  const half = offline && !stale && age > 24 * HOUR;
  const cut = (limit: number): number => (half && money ? partOf(limit, 50) : limit);
  const bill = question.bill ?? table.usualBill;
  const inCase = same((grant) => grant.caseId === about.caseId);

  const single = (of: number, fresh: boolean): Opinion[] => {
    const say = row.tiers[of - 1]!;
    if (say === '-') return [{ ...figure('per-decision', unit, 0, 0, wish.amount), ok: false, allows: 0 }];
    const limits: number[] = [];
    if (say.most !== null) limits.push(fresh ? say.most : cut(say.most));
    if (offline && !fresh && typeof row.offline === 'object' && row.offline.perDecision !== undefined) limits.push(row.offline.perDecision);
    const all: Opinion[] = [];
    if (limits.length > 0) {
      const first = figure('per-decision', unit, Math.min(...limits), 0, wish.amount);
      all.push(say.most === 0 ? { ...first, ok: false } : first);
    }
    if (say.priceShare !== undefined) {
      const share = partOf(bill, say.priceShare);
      all.push(figure('per-decision', 'money', fresh ? share : cut(share), 0, wish.amount));
    }
    const terms = [
      [say.months, wish.terms?.months],
      [say.priceShare, wish.terms?.percent],
      [say.instalments, wish.terms?.instalments],
      [say.days, wish.terms?.days],
    ];
    for (const [limit, wanted] of terms) {
      if (limit === undefined || wanted === undefined) continue;
      const cap = figure('per-decision', 'count', limit, 0, wanted);
      all.push({ ...cap, allows: cap.ok ? Infinity : 0 });
    }
    if (say.billShare !== undefined && question.bill !== null) {
      const share = partOf(question.bill, say.billShare);
      all.push(figure('percent', 'money', fresh ? share : cut(share), 0, wish.amount));
    }
    return all;
  };

  // Four eyes first, because two people of tier 4 stand in place of tier 4's own limits.
  let mark: Opinion | null = null;
  const due = row.due === undefined ? null : row.due(wish.reason, wish.terms?.days ?? null, bill);
  if (row.fourEyesAbove !== undefined && wish.amount > row.fourEyesAbove)
    mark = figure('four-eyes', unit, row.fourEyesAbove, 0, wish.amount);
  else if (due !== null && wish.amount > Math.max(0, due - inCase.sum)) mark = figure('four-eyes', unit, due, inCase.sum, wish.amount);
  else if (due === null && row.fourEyesAbove !== undefined && row.tiers[3] !== '-') {
    const passed = single(4, true).find(({ ok }) => !ok);
    if (passed !== undefined) mark = { ...passed, rule: 'four-eyes' };
  }
  const two =
    tier === 4 &&
    (approver || (actor.tier === 4 && question.askedBy !== null && question.askedBy.tier === 4 && question.askedBy.id !== actor.id));
  const replaced = two && mark !== null && (due !== null || row.tiers[3] !== '-');

  if (due !== null) {
    if (!replaced) {
      list.push(figure('per-decision', unit, due, 0, wish.amount));
      list.push(figure('per-case', unit, due, inCase.sum, wish.amount));
    }
  } else if (!replaced) list.push(...single(tier, approver));

  if (row.inCase?.tiers.includes(tier)) {
    if (row.inCase.most !== undefined) list.push(figure('per-case', unit, row.inCase.most, inCase.sum, wish.amount));
    if (row.inCase.count !== undefined) list.push(figure('per-case', 'count', row.inCase.count, inCase.number, money ? 1 : wish.amount));
  }
  for (const cap of row.customer ?? []) {
    if (!cap.tiers.includes(tier)) continue;
    const start = backFrom(now, cap.back, table.zone);
    const before = same((grant) => {
      if (grant.at <= start) return false;
      if (cap.open && !grant.open) return false;
      if (cap.contract && about.contract !== null)
        return grant.contract === null ? grant.customer === about.customer : grant.contract === about.contract;
      return grant.customer === about.customer;
    });
    if (cap.most !== undefined) list.push(figure('customer-window', unit, cap.most, before.sum, wish.amount));
    if (cap.count !== undefined) list.push(figure('customer-count', 'count', cap.count, before.number, money ? 1 : wish.amount));
  }
  if (offline && typeof row.offline === 'object' && row.offline.perCustomer !== undefined) {
    const before = same((grant) => grant.customer === about.customer && (since === null || grant.at > since));
    list.push(figure('customer-window', unit, row.offline.perCustomer, before.sum, wish.amount));
  }
  if (!approver && row.day?.tiers.includes(tier)) {
    const today = same(
      (grant) => grant.actor === actor.id && (row.day!.open ? grant.open : dateIn(grant.at, table.zone) === dateIn(now, table.zone)),
    );
    if (row.day.most !== undefined) list.push(figure('agent-day', unit, row.day.most, today.sum, wish.amount));
    if (row.day.count !== undefined) list.push(figure('agent-count', 'count', row.day.count, today.number, money ? 1 : wish.amount));
  }
  if (tier <= 2) for (const { limit, used } of budgetsFor(table, question)) list.push(figure('budget', 'money', limit, used, wish.amount));

  const say = row.tiers[tier - 1]!;
  if (say !== '-') {
    const asked: boolean[] = [];
    if (say.reasons) asked.push(wish.reason !== null && say.reasons.includes(wish.reason));
    if (say.evidence) asked.push(wish.evidence.length > 0);
    if (say.tenure) asked.push(question.tenureDays !== null && question.tenureDays >= say.tenure);
    if (say.segments) asked.push(question.segment !== null && say.segments.includes(question.segment));
    if (say.firstInMonths) {
      const start = backFrom(now, { months: say.firstInMonths }, table.zone);
      asked.push(same((grant) => grant.customer === about.customer && grant.at > start).number === 0);
    }
    if (asked.length > 0) list.push(yesNo('condition', asked.every(Boolean)));
  }
  if (offline && row.offline === 'no') list.push(yesNo('condition', false));
  if (question.relation === 'own' || question.relation === 'relative') list.push(yesNo('block', false, true));
  if (question.relation === 'colleague') list.push(yesNo('block', tier >= 3));
  if (wish.toldAt !== null && now - wish.toldAt > HOUR) list.push(yesNo('block', tier >= 3));
  if (row.ceiling !== undefined && wish.amount > row.ceiling) list.push(figure('four-eyes', unit, row.ceiling, 0, wish.amount));
  else if (mark !== null) list.push(two ? { ...mark, ok: true, remaining: null, allows: Infinity } : { ...mark, ok: false });
  else if (row.fourEyesOtherAccount && wish.otherAccount) list.push({ ...yesNo('four-eyes', two), unit });
  if (stale) list.push(yesNo('stale', false));
  return list.sort((one, other) => ORDER.indexOf(one.rule) - ORDER.indexOf(other.rule));
};

const budgetsFor = (table: Table, question: AuthorityQuestion): { limit: number; used: number }[] => {
  const row = table.rows[question.wish.decisionType]!;
  if (row.counts) return [];
  if (question.budget !== null) return [question.budget];
  const found: { limit: number; used: number }[] = [];
  for (const { scope, id, ledgers, limit } of table.budgets) {
    if (!ledgers.includes(row.ledger)) continue;
    if (scope === 'team' && (question.actor.team === null || (id !== null && id !== question.actor.team))) continue;
    const whose = scope === 'team' ? question.actor.team : table.principal;
    let used = 0;
    for (const sum of question.facts.budgets) {
      if (sum.scope !== scope || sum.id !== whose || !ledgers.includes(sum.ledger)) continue;
      if (sum.month === dateIn(question.now, table.zone).slice(0, 7)) used += sum.used;
    }
    found.push({ limit, used });
  }
  return found;
};

/** What judge ought to say, of the figures only. */
export const secondOpinion = (table: Table, question: AuthorityQuestion) => {
  const tier = question.actor.tier === 'A' ? 5 : question.actor.tier;
  const row = table.rows[question.wish.decisionType]!;
  const own = opinions(table, question, tier, false);
  let binding: Opinion | null = null;
  for (const cap of own) if (binding === null || cap.allows < binding.allows) binding = cap;
  for (const cap of own) if (cap.rule === 'four-eyes' && !cap.ok) binding = cap;
  for (const cap of own) if (cap.rule === 'stale' && !cap.ok) binding = cap;
  for (const cap of own) if (cap.absolute) binding = cap;
  const able: number[] = [];
  for (let other = 1; other <= 4; other += 1) {
    const above = other > tier || (tier === 4 && other === 4);
    if (above && opinions(table, question, other, true).every(({ ok }) => ok)) able.push(other);
  }
  const within = own.every(({ ok }) => ok);
  const there = able.filter((other) => question.present === null || question.present.includes(other as 1));
  let warning: number | null = null;
  for (const { limit, used } of budgetsFor(table, question))
    for (const share of [70, 90, 100]) if (used + question.wish.amount >= (limit * share) / 100) warning = Math.max(warning ?? 0, share);
  return {
    verdict: within ? 'within' : able.length === 0 ? 'never' : 'needs-approval',
    binding: plain(binding),
    approver: within ? null : (there[0] ?? null),
    caps: own.map(plain),
    papers: (row.papers ?? [])
      .filter(([id, above]) => question.wish.amount > above && !question.wish.evidence.includes(id))
      .map(([id]) => id),
    warning,
  };
};

const plain = (cap: Opinion | null) =>
  cap === null
    ? { rule: 'none', unit: 'money', limit: null, used: 0, remaining: null, ok: true }
    : { rule: cap.rule, unit: cap.unit, limit: cap.limit, used: cap.used, remaining: cap.remaining, ok: cap.ok };
