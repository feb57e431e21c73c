// Finds what is odd about limits and caps: nobody may grant, limits that fall with rising tier, caps that stand twice, figures without effect.
import type { Json } from '../kernel/result.ts';
import { packFault, type PackFault, type Path } from './pack-fault.ts';
import type { DecisionType, Pack } from './pack-schema.ts';

type HouseTier = 1 | 2 | 3 | 4;
type Limit = NonNullable<DecisionType['limits']['1']>;
/** A figure of a tier at its place; `Infinity` is "any". */
type Figure = { readonly tier: HouseTier; readonly path: Path; readonly value: number };

const HOUSE: readonly HouseTier[] = [1, 2, 3, 4];
const limitsOf = (type: DecisionType): readonly (readonly [HouseTier, Limit])[] =>
  HOUSE.flatMap((tier) => {
    const limit = type.limits[`${tier}`];
    return limit === undefined ? [] : [[tier, limit] as const];
  });

/** Every decision by itself, then the rules over all of them. Tiers without a limit ("–") are skipped. Source: domain.md §4. */
export const checkLimits = (pack: Pack): readonly PackFault[] => [
  ...pack.decisions.flatMap((type, index) => {
    const at: Path = ['decisions', index];
    // Where nobody may grant anything, every other oddity only follows from that.
    if (!isGrantable(type)) return [packFault('decision-no-tier', [...at, 'limits'], type.id)];
    return [
      ...limitsFall(type, at),
      ...(['perCase', 'customer', 'agentDay'] as const).flatMap((key) => capFaults(type, key, [...at, key])),
      ...formulaFaults(type, [...at, 'formula', 'cases']),
      ...termFaults(type, at),
      ...idleFigures(type, at),
    ];
  }),
  ...budgetsTwice(pack),
  ...stalenessFaults(pack),
  ...leaseFaults(pack),
  ...digitFaults(pack),
];

const bounded = (value: number | null): number => value ?? Infinity;
const written = (value: number): Json => (value === Infinity ? { de: 'beliebig', en: 'any' } : value);
const highestOf = (type: DecisionType): number =>
  type.formula !== undefined ? Infinity : Math.max(0, ...limitsOf(type).map(([, { amount }]) => bounded(amount)));

const isGrantable = (type: DecisionType): boolean =>
  limitsOf(type).length > 0 && (highestOf(type) > 0 || (type.fourEyesAbove !== undefined && type.limits['4'] !== undefined));

/** Amount is compared with amount, percent with percent, each term with the same term; "any" with a percent beside it is no amount. */
const limitsFall = (type: DecisionType, at: Path): readonly PackFault[] => {
  const place = (tier: HouseTier, ...rest: Path): Path => [...at, 'limits', String(tier), ...rest];
  const figures = (read: (limit: Limit) => number | undefined, ...rest: Path): readonly Figure[] =>
    limitsOf(type).flatMap(([tier, limit]) => {
      const value = read(limit);
      return value === undefined ? [] : [{ tier, path: place(tier, ...rest), value }];
    });
  const amounts = figures(({ amount, percentOfBill, terms }) => {
    const byShare = amount === null && (percentOfBill ?? terms?.percent) !== undefined;
    return byShare ? undefined : bounded(amount);
  }, 'amount');
  const terms = (['months', 'percent', 'instalments', 'days'] as const).map((term) =>
    figures((limit) => limit.terms?.[term], 'terms', term),
  );
  return [amounts, figures(({ percentOfBill }) => percentOfBill, 'percentOfBill'), ...terms].flatMap((unit) => falls('limit-falls', unit));
};

/** Each figure against the highest of the tiers below it. */
const falls = (code: 'limit-falls' | 'cap-falls', figures: readonly Figure[]): readonly PackFault[] =>
  figures.flatMap((figure) => {
    const below = figures.filter(({ tier }) => tier < figure.tier).toSorted((a, b) => b.value - a.value)[0];
    return below === undefined || below.value <= figure.value
      ? []
      : [packFault(code, figure.path, figure.value, { before: written(below.value), lower: below.tier })];
  });

type Cap = DecisionType['perCase'][number] & Partial<DecisionType['customer'][number]>;

/** Two caps of the same window, unit and tier: only the lower one can bind. Without a window it is the case, or the day. */
const capFaults = (type: DecisionType, key: 'perCase' | 'customer' | 'agentDay', at: Path): readonly PackFault[] => {
  const caps: readonly Cap[] = type[key];
  const windows = [...new Set(caps.map(windowOf))];
  const figures = windows.flatMap((window) =>
    (['amount', 'count'] as const).map((unit) => ({ window, unit, rows: rowsOf(caps, window, unit, at) })),
  );
  const twice = figures.flatMap(({ unit, rows }) =>
    caps.flatMap((cap, index) => {
      const own = rows.filter((row) => row.cap === index).map(({ tier }) => tier);
      const before = rows.find((row) => row.cap < index && own.includes(row.tier));
      return before === undefined
        ? []
        : [packFault('cap-twice', [...at, index, unit], cap[unit], { other: `${key}[${before.cap}].${unit}` })];
    }),
  );
  const idle = caps.flatMap(({ tiers }, index) =>
    // What binds tiers 1 and 2 where nothing is named may well name one that has no say.
    key === 'agentDay' && tiers.join() === '1,2' && tiers.some((tier) => type.limits[`${tier}`] !== undefined)
      ? []
      : tiers.flatMap((tier, n) =>
          type.limits[`${tier}`] === undefined ? [packFault('cap-without-say', [...at, index, 'tiers', n], tier, { tier })] : [],
        ),
  );
  return [...twice, ...(twice.length > 0 ? [] : figures.flatMap(({ rows }) => falls('cap-falls', rows))), ...idle];
};

const windowOf = ({ per, window, open }: Cap): string => JSON.stringify([per ?? '', window ?? {}, open ?? false]);

const rowsOf = (caps: readonly Cap[], window: string, unit: 'amount' | 'count', at: Path): readonly (Figure & { readonly cap: number })[] =>
  caps.flatMap((cap, index) => {
    const value = cap[unit];
    if (value === undefined || windowOf(cap) !== window) return [];
    return cap.tiers.map((tier) => ({ tier, value, cap: index, path: [...at, index, unit] }));
  });

const formulaFaults = (type: DecisionType, at: Path): readonly PackFault[] => {
  const cases = type.formula?.cases ?? [];
  return cases.flatMap((row, index) => [
    ...row.reasons.flatMap((reason, n) => {
      const before = cases.findIndex(({ reasons }) => reasons.includes(reason));
      return before < index || row.reasons.indexOf(reason) < n
        ? [packFault('formula-twice', [...at, index, 'reasons', n], reason, { other: `cases[${before}]` })]
        : [];
    }),
    ...('perDay' in row
      ? row.perDay.flatMap(({ fromDay }, n) =>
          n > 0 && fromDay <= row.perDay[n - 1]!.fromDay
            ? [packFault('formula-order', [...at, index, 'perDay', n, 'fromDay'], fromDay)]
            : [],
        )
      : []),
  ]);
};

/** `percent` bounds the amount itself, so nobody need be asked for it. */
const termFaults = (type: DecisionType, at: Path): readonly PackFault[] => {
  const lacks = (term: 'months' | 'instalments' | 'days'): boolean => !type.terms.includes(term);
  const byDay = type.formula?.cases.findIndex((row) => 'perDay' in row) ?? -1;
  return [
    ...limitsOf(type).flatMap(([tier, { terms }]) =>
      (['months', 'instalments', 'days'] as const)
        .filter((term) => terms?.[term] !== undefined && lacks(term))
        .map((term) => packFault('term-not-asked', [...at, 'limits', String(tier), 'terms', term], terms?.[term], { term })),
    ),
    ...(byDay >= 0 && lacks('days')
      ? [packFault('term-not-asked', [...at, 'formula', 'cases', byDay, 'perDay'], 'days', { term: 'days' })]
      : []),
  ];
};

const idleFigures = (type: DecisionType, at: Path): readonly PackFault[] => {
  const highest = highestOf(type);
  const top = type.limits['4']?.amount ?? null;
  const { fourEyesAbove: mark, ceiling } = type;
  const reach = mark === undefined ? highest : (ceiling ?? Infinity);
  return [
    ...type.quick.flatMap((quick, index) =>
      quick > highest ? [packFault('quick-too-high', [...at, 'quick', index], quick, { highest: written(highest) })] : [],
    ),
    ...type.papers.flatMap(({ above }, index) =>
      above >= reach ? [packFault('paper-never', [...at, 'papers', index, 'above'], above)] : [],
    ),
    ...(mark !== undefined && top !== null && mark < top ? [packFault('four-eyes-below', [...at, 'fourEyesAbove'], mark, { top })] : []),
    ...(ceiling !== undefined && highest !== Infinity && ceiling < highest
      ? [packFault('ceiling-below', [...at, 'ceiling'], ceiling, { top: highest })]
      : []),
  ];
};

const budgetsTwice = ({ authority: { budgets } }: Pack): readonly PackFault[] =>
  budgets.flatMap((budget, index) => {
    const before = budgets
      .slice(0, index)
      .findIndex(
        ({ scope, team, ledgers }) => scope === budget.scope && team === budget.team && ledgers.some((id) => budget.ledgers.includes(id)),
      );
    return before < 0 ? [] : [packFault('cap-twice', ['authority', 'budgets', index], budget.amount, { other: `budgets[${before}]` })];
  });

/** Steps in hours are held against hours, steps in working days against working days of the same calendar. */
const stalenessFaults = ({ authority: { staleness } }: Pack): readonly PackFault[] =>
  staleness.flatMap((step, index) => {
    const before = staleness[index - 1];
    if (before === undefined) return [];
    const later =
      'hours' in step && 'hours' in before
        ? step.hours > before.hours
        : 'calendar' in step && 'calendar' in before && step.calendar === before.calendar
          ? step.workingDays > before.workingDays
          : true;
    return later && step.share < before.share ? [] : [packFault('staleness-order', ['authority', 'staleness', index], step)];
  });

/** What can never be handed out, asked for in time or told blindly. Source: domain.md §5. */
const leaseFaults = ({ authority: { budgets, leases }, decisions }: Pack): readonly PackFault[] => {
  const { reserve, askAt, least } = leases;
  const none = reserve === WHOLE ? [packFault('lease-none', ['authority', 'leases', 'reserve'], reserve)] : [];
  const late = askAt === 0 ? [packFault('lease-late', ['authority', 'leases', 'askAt'], askAt)] : [];
  const always = askAt === WHOLE ? [packFault('lease-always', ['authority', 'leases', 'askAt'], askAt)] : [];
  const small = budgets.findIndex(({ amount }) => (amount * (WHOLE - reserve)) / WHOLE < least);
  const large =
    small >= 0 && reserve < WHOLE
      ? [packFault('lease-large', ['authority', 'leases', 'least'], least, { budget: budgets[small]!.amount })]
      : [];
  const blind = decisions.flatMap(({ offline }, index) =>
    offline.blind !== undefined && offline.perCustomer !== undefined && offline.blind > offline.perCustomer
      ? [packFault('blind-above', ['decisions', index, 'offline', 'blind'], offline.blind, { most: offline.perCustomer })]
      : [],
  );
  return [...none, ...late, ...always, ...large, ...blind];
};
const WHOLE = 100;

/** In a currency without a minor unit, amounts that all end in 00 look as if they were written for another one. */
const digitFaults = ({ principal: { currency }, decisions }: Pack): readonly PackFault[] => {
  if (!Intl.supportedValuesOf('currency').includes(currency)) return [];
  const digits = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  const amounts = decisions
    .filter(({ unit }) => unit === 'money')
    .flatMap((type) => limitsOf(type).flatMap(([, { amount }]) => (amount === null || amount === 0 ? [] : [amount])));
  const suspicious = digits === 0 && amounts.length > 0 && amounts.every((amount) => amount % 100 === 0);
  return suspicious ? [packFault('currency-digits', ['principal', 'currency'], currency, { example: amounts[0]! })] : [];
};
