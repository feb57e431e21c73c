// Checks every name in a pack that points to another entry of it and that ids stand once.
import type { Json } from '../kernel/result.ts';
import { nearestFirst } from './nearest.ts';
import { packFault, type PackFault, type Path } from './pack-fault.ts';
import type { DecisionType, Pack } from './pack-schema.ts';
import { TEAM_CALENDAR } from './targets.ts';

type Lists = Readonly<
  Record<
    | 'tiers'
    | 'teams'
    | 'roster'
    | 'categories'
    | 'reasons'
    | 'notSolvable'
    | 'calendars'
    | 'clocks'
    | 'decisions'
    | 'contacts'
    | 'articles',
    readonly Json[]
  >
>;
/** A place that names an entry of a list. */
type Pointer = { readonly path: Path; readonly value: Json; readonly list: keyof Lists };

export const checkReferences = (pack: Pack): readonly PackFault[] => {
  const lists = listsOf(pack);
  return [
    ...pointersOf(pack).flatMap(({ path, value, list }) =>
      lists[list].includes(value) ? [] : [packFault('unknown-reference', path, value, { list, known: nearestFirst(lists[list], value) })],
    ),
    ...duplicates(pack),
    ...routeTargets(pack),
    ...pack.decisions.flatMap((type, index) => decisionFaults(pack, type, ['decisions', index])),
    ...pack.authority.budgets.flatMap(({ scope, team }, index) =>
      scope === 'principal' && team !== undefined ? [packFault('budget-of-principal', ['authority', 'budgets', index, 'team'], team)] : [],
    ),
    ...selfPointers(pack),
    ...(Intl.supportedValuesOf('currency').includes(pack.principal.currency)
      ? []
      : [packFault('unknown-currency', ['principal', 'currency'], pack.principal.currency)]),
  ];
};

const ids = (rows: readonly { readonly id: string }[]): readonly string[] => rows.map(({ id }) => id);

const listsOf = (pack: Pack): Lists => ({
  tiers: pack.tiers.map(({ tier }) => tier),
  teams: ids(pack.teams),
  roster: ids(pack.roster),
  categories: ids(pack.categories),
  reasons: ids(pack.reasons),
  notSolvable: ids(pack.notSolvable),
  calendars: Object.keys(pack.calendars),
  clocks: [...new Set(ids(pack.clocks))],
  decisions: ids(pack.decisions),
  contacts: ids(pack.contacts),
  articles: ids(pack.guidance.articles),
});

const one = (list: keyof Lists, value: Json | undefined, ...path: Path): readonly Pointer[] =>
  value === undefined ? [] : [{ path, value, list }];
const many = (list: keyof Lists, values: readonly Json[] | undefined, ...path: Path): readonly Pointer[] =>
  (values ?? []).map((value, index) => ({ path: [...path, index], value, list }));

/** What decisions and the rules over them name: reasons, and with `tiers` the house's own; budgets, calendars, types. */
const authorityPointers = ({ decisions, authority }: Pack): readonly Pointer[] => [
  ...decisions.flatMap(({ limits, formula, perCase, customer, agentDay }, i) => [
    ...Object.entries(limits).flatMap(([tier, limit]) =>
      many('reasons', limit?.only?.reasons, 'decisions', i, 'limits', tier, 'only', 'reasons'),
    ),
    ...(formula?.cases ?? []).flatMap(({ reasons }, n) => many('reasons', reasons, 'decisions', i, 'formula', 'cases', n, 'reasons')),
    ...Object.entries({ perCase, customer }).flatMap(([key, caps]) =>
      caps.flatMap(({ tiers }, n) => many('tiers', tiers, 'decisions', i, key, n, 'tiers')),
    ),
    // Left out, `tiers` of a day's cap means 1 and 2, which a small house need not have.
    ...agentDay.flatMap(({ tiers }, n) => (tiers.join() === '1,2' ? [] : many('tiers', tiers, 'decisions', i, 'agentDay', n, 'tiers'))),
  ]),
  ...authority.staleness.flatMap((step, i) =>
    one('calendars', 'calendar' in step ? step.calendar : undefined, 'authority', 'staleness', i, 'calendar'),
  ),
  ...authority.budgets.flatMap(({ team }, i) => one('teams', team, 'authority', 'budgets', i, 'team')),
  ...many('decisions', authority.breakGlass?.types, 'authority', 'breakGlass', 'types'),
];

const pointersOf = (pack: Pack): readonly Pointer[] => [
  ...pack.teams.flatMap(({ tier, lead, calendar, above }, i) => [
    ...one('teams', above, 'teams', i, 'above'),
    ...one('tiers', tier, 'teams', i, 'tier'),
    ...one('roster', lead, 'teams', i, 'lead'),
    ...one('calendars', calendar, 'teams', i, 'calendar'),
  ]),
  ...pack.roster.flatMap(({ tier, teams }, i) => [
    ...one('tiers', tier, 'roster', i, 'tier'),
    ...many('teams', teams, 'roster', i, 'teams'),
  ]),
  ...pack.categories.flatMap(({ usualReason }, i) => one('reasons', usualReason, 'categories', i, 'usualReason')),
  ...pack.reasons.flatMap(({ notSolvable }, i) => one('notSolvable', notSolvable, 'reasons', i, 'notSolvable')),
  ...pack.matrix.flatMap(({ when, to }, i) => [
    ...many('reasons', when.reason, 'matrix', i, 'when', 'reason'),
    ...many('categories', when.category, 'matrix', i, 'when', 'category'),
    ...many('tiers', when.fromTier, 'matrix', i, 'when', 'fromTier'),
    ...many('teams', when.fromTeam, 'matrix', i, 'when', 'fromTeam'),
    ...one('tiers', to.tier, 'matrix', i, 'to', 'tier'),
    ...one('teams', to.team, 'matrix', i, 'to', 'team'),
    ...one('roster', to.person, 'matrix', i, 'to', 'person'),
    ...one('contacts', to.contact, 'matrix', i, 'to', 'contact'),
    ...one('calendars', when.hours?.calendar, 'matrix', i, 'when', 'hours', 'calendar'),
  ]),
  ...pack.guidance.steps.flatMap(({ categories, article }, i) => [
    ...many('categories', categories, 'guidance', 'steps', i, 'categories'),
    ...one('articles', article, 'guidance', 'steps', i, 'article'),
  ]),
  ...pack.guidance.articles.flatMap(({ categories, body }, i) => [
    ...many('categories', categories, 'guidance', 'articles', i, 'categories'),
    ...(['de', 'en'] as const).flatMap((language) =>
      linkedArticles(body[language]).flatMap((id) => one('articles', id, 'guidance', 'articles', i, 'body', language)),
    ),
  ]),
  ...pack.waits.flatMap(({ stops }, i) => many('clocks', stops, 'waits', i, 'stops')),
  ...pack.statutory.flatMap(({ categories }, i) => many('categories', categories, 'statutory', i, 'categories')),
  ...pack.clocks.flatMap(({ tiers, calendar }, i) => [
    ...many('tiers', tiers, 'clocks', i, 'tiers'),
    ...(calendar === TEAM_CALENDAR ? [] : one('calendars', calendar, 'clocks', i, 'calendar')),
  ]),
  ...one('calendars', pack.alerts.unresolved?.calendar, 'alerts', 'unresolved', 'calendar'),
  ...pack.contacts.flatMap(({ calendar, clock, deputy }, i) => [
    ...one('contacts', deputy, 'contacts', i, 'deputy'),
    ...one('calendars', calendar, 'contacts', i, 'calendar'),
    ...one('clocks', clock, 'contacts', i, 'clock'),
  ]),
  ...authorityPointers(pack),
];

/** Ids behind links of the form `[words](article:ID)`. */
const linkedArticles = (markdown: string): readonly string[] => [...markdown.matchAll(/\]\(article:([^)\s]*)/g)].map(([, id = '']) => id);

const duplicates = (pack: Pack): readonly PackFault[] => {
  const twice = (list: string, values: readonly Json[], key: string, ...path: Path): readonly PackFault[] =>
    values.flatMap((value, index) =>
      values.indexOf(value) < index ? [packFault('duplicate-id', [...path, index, key], value, { list })] : [],
    );
  const named = (
    [
      'teams',
      'roster',
      'categories',
      'reasons',
      'notSolvable',
      'remedies',
      'matrix',
      'decisions',
      'deficiencies',
      'notTold',
      'identity',
      'waits',
      'results',
      'avoidableCauses',
      'contacts',
    ] as const
  ).flatMap((list) => twice(list, ids(pack[list]), 'id', list));
  return [
    ...named,
    ...twice(
      'tiers',
      pack.tiers.map(({ tier }) => tier),
      'tier',
      'tiers',
    ),
    ...pack.decisions.flatMap(({ papers }, i) => twice('papers', ids(papers), 'id', 'decisions', i, 'papers')),
    ...twice('guidance.steps', ids(pack.guidance.steps), 'id', 'guidance', 'steps'),
    ...twice('guidance.deescalation', ids(pack.guidance.deescalation), 'id', 'guidance', 'deescalation'),
    ...twice('guidance.articles', ids(pack.guidance.articles), 'id', 'guidance', 'articles'),
    ...twice('formerTeam', ids(pack.formerTeam), 'id', 'formerTeam'),
    ...twice('alerts.snoozes', ids(pack.alerts.snoozes), 'id', 'alerts', 'snoozes'),
  ];
};

const routeTargets = (pack: Pack): readonly PackFault[] =>
  pack.matrix.flatMap(({ to }, index) => {
    const team = pack.teams.find(({ id }) => id === to.team);
    const person = pack.roster.find(({ id }) => id === to.person);
    return [
      ...(team === undefined || team.tier === to.tier
        ? []
        : [packFault('route-tier', ['matrix', index, 'to', 'tier'], to.tier, { team: team.id, tier: team.tier })]),
      ...(person === undefined || person.teams.includes(to.team)
        ? []
        : [packFault('person-not-in-team', ['matrix', index, 'to', 'person'], person.id, { team: to.team })]),
      ...(to.contact === undefined || to.tier === 'A'
        ? []
        : [packFault('contact-inside', ['matrix', index, 'to', 'contact'], to.contact, { tier: to.tier })]),
    ];
  });

const decisionFaults = (pack: Pack, type: DecisionType, path: Path): readonly PackFault[] => {
  const top = type.limits['4']?.amount;
  return [
    ...Object.entries(type.limits).flatMap(([tier, limit]) => [
      ...(pack.tiers.some((row) => String(row.tier) === tier)
        ? []
        : [packFault('limit-unknown-tier', [...path, 'limits', tier], limit, { tier })]),
      ...(type.unit === 'count' && limit?.percentOfBill !== undefined
        ? [packFault('percent-of-count', [...path, 'limits', tier, 'percentOfBill'], limit.percentOfBill)]
        : []),
    ]),
    // Between the limit of tier 4 and a higher mark nobody could decide, although above the mark somebody could again.
    ...(type.fourEyesAbove !== undefined && (top === undefined || (top !== null && top < type.fourEyesAbove))
      ? [packFault('four-eyes-gap', [...path, 'fourEyesAbove'], type.fourEyesAbove)]
      : []),
  ];
};

/** Whoever stands in for somebody, or above him, is somebody else. */
const selfPointers = ({ teams, contacts }: Pack): readonly PackFault[] => [
  ...teams.flatMap(({ id, above }, index) => (above === id ? [packFault('points-to-itself', ['teams', index, 'above'], id)] : [])),
  ...contacts.flatMap(({ id, deputy }, index) => (deputy === id ? [packFault('points-to-itself', ['contacts', index, 'deputy'], id)] : [])),
];
