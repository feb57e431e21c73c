// Knows what the screens need of a pack: words for every code, names of people, and the signed-in tier's own limits.
import type { DecisionType, Pack, Tier } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import type { PackView } from './shapes.ts';

/** The pack as one person sees it; `tier` picks whose limit stands as `own` (null = any amount, absent = no say). */
export const packViewOf = (policy: Policy, tier: Tier): PackView => {
  const { pack } = policy;
  const { principal } = pack;
  return {
    lane: policy.lane,
    version: policy.version,
    name: principal.name,
    prefix: principal.prefix,
    zone: principal.zone,
    currency: principal.currency,
    accent: principal.accent,
    notice: pack.notice ?? null,
    breakGlass: pack.authority.breakGlass === undefined ? null : breakGlassOf(pack.authority.breakGlass, tier),
    tiers: pack.tiers,
    teams: pack.teams.map(({ id, name, tier: teamTier, lead }) => ({ id, name, tier: teamTier, lead })),
    people: pack.roster.map(({ id, name, role, tier: personTier, teams, signIn }) => ({
      id,
      name,
      role,
      tier: personTier,
      teams: [...teams],
      signIn,
    })),
    categories: pack.categories.map(({ id, label }) => ({ id, label })),
    remedies: pack.remedies,
    deficiencies: pack.deficiencies,
    reasons: pack.reasons.map(({ id, label, kind }) => ({ id, label, kind })),
    notSolvable: pack.notSolvable,
    notTold: pack.notTold,
    identity: pack.identity,
    calendars: Object.entries(pack.calendars).map(([id, { label }]) => ({ id, label: label ?? { de: id, en: id } })),
    waits: pack.waits.map(({ id, label }) => ({ id, label })),
    results: pack.results,
    avoidableCauses: pack.avoidableCauses,
    greeting: principal.greeting ?? null,
    steps: pack.guidance.steps.map(({ id, label, categories, article, needed }) => ({
      id,
      label,
      categories: categories ?? null,
      article: article ?? null,
      needed: needed === true,
    })),
    deescalation: pack.guidance.deescalation.map(({ id, label, phase, say }) => ({ id, label, phase, say: say ?? null })),
    articles: pack.guidance.articles.map(({ id, title, categories }) => ({ id, title, categories: categories ?? null })),
    figures: pack.figures,
    call: pack.call,
    decisions: pack.decisions.map((row) => decisionFor(row, tier)),
    fields: [...policy.fields],
    sections: pack.handover.sections,
    formerTeam: pack.formerTeam,
    statutory: pack.statutory.map(({ id, label }) => ({ id, label })),
    snoozes: pack.alerts.snoozes,
    snoozeMinutes: pack.alerts.snoozeMinutes,
    contacts: pack.contacts.map(({ id, name, function: work, deputy }) => ({ id, name, function: work, deputy: deputy ?? null })),
  };
};

/** Null for a tier that may not break the glass. */
const breakGlassOf = ({ tiers, types, amount, review }: BreakGlass, tier: Tier): PackView['breakGlass'] =>
  tier !== 'A' && tiers.includes(tier) ? { types, amount, review } : null;

type BreakGlass = NonNullable<Pack['authority']['breakGlass']>;

const decisionFor = (row: DecisionType, tier: Tier): PackView['decisions'][number] => {
  const { id, label, ledger, unit, quick, saying, terms, papers } = row;
  const limit = tier === 'A' ? undefined : row.limits[`${tier}`];
  return {
    id,
    label,
    ledger,
    unit,
    quick,
    saying,
    ...(limit === undefined ? {} : { own: limit.amount }),
    formula: row.formula !== undefined,
    terms,
    papers,
    reasons: reasonsFor(row),
    otherAccount: row.fourEyesWhen.includes('other-account'),
  };
};

/** The reasons its formula knows, or those of the listed cases where every tier asks for one; else any reason fits. */
const reasonsFor = ({ formula, limits }: DecisionType): string[] => {
  const tiers = Object.values(limits).map((limit) => limit?.only?.reasons);
  const listed = tiers.every((reasons) => reasons !== undefined) ? tiers.flatMap((reasons) => reasons ?? []) : [];
  return [...new Set(formula === undefined ? listed : formula.cases.flatMap(({ reasons }) => reasons))];
};
