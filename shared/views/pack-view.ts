// Knows what the screens need of a pack: words for every code, names of people, and the signed-in tier's own limits.
import type { Pack, Tier } from '../policy/pack-schema.ts';
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
    tiers: pack.tiers,
    teams: pack.teams.map(({ id, name, tier: teamTier, lead }) => ({ id, name, tier: teamTier, lead })),
    people: pack.roster.map(({ id, name, role, tier: personTier, signIn }) => ({ id, name, role, tier: personTier, signIn })),
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
    steps: pack.guidance.steps.map(({ id, label, categories }) => ({ id, label, categories: categories ?? null })),
    deescalation: pack.guidance.deescalation,
    decisions: pack.decisions.map((row) => decisionFor(row, tier)),
    fields: [...policy.fields],
  };
};

const decisionFor = (row: Pack['decisions'][number], tier: Tier): PackView['decisions'][number] => {
  const { id, label, ledger, unit, quick, saying } = row;
  const limit = tier === 'A' ? undefined : row.limits[`${tier}`];
  return { id, label, ledger, unit, quick, saying, ...(limit === undefined ? {} : { own: limit.amount }) };
};
