// Finds rows of the matrix that can never apply, and rows that differ only in their order.
import { packFault, type PackFault } from './pack-fault.ts';
import type { MatrixRow, Pack } from './pack-schema.ts';
import { situationsOf, type Situation } from './check-routes.ts';
import { hoursOfAYear } from './route-hours.ts';
import { firstFit, isWithin, type Hours, type RouteQuestion } from './routing.ts';

/** A question at a time of which only the hours are known. */
type Asked = { readonly question: RouteQuestion; readonly isOpen: Hours };

/**
 * Asks the matrix itself, in every situation some row tells apart. A row that no situation reaches is either caught by rows before
 * it or fits nothing at all. Two rows overlap where both fit, lead to different places, name the same conditions, and neither is
 * the exception to the other: then only their order decides. `skip`: rows with a fault of their own. Source: issue "pack check".
 */
export const checkMatrix = (pack: Pack, skip: ReadonlySet<number> = new Set()): readonly PackFault[] => {
  const questions = questionsOf(pack);
  const amounts = amountsOf(pack.matrix);
  const winner = (matrix: readonly MatrixRow[], { question, isOpen }: Asked): string | null =>
    firstFit({ teams: pack.teams, matrix: [...matrix] }, question, isOpen).row?.id ?? null;
  const won = new Set(questions.map((asked) => winner(pack.matrix, asked)));
  // That a ticked marker goes before a row without one is the order of the matrix, not a flaw of that row.
  const fitting = (row: MatrixRow): readonly Asked[] =>
    questions.filter((asked) => asked.question.markers.length > 0 === (row.when.marker !== undefined) && winner([row], asked) !== null);
  const overlaps = pairsOf(pack.matrix, skip).flatMap(([first, index, second]) => {
    const both = fitting(second).find((asked) => winner([first], asked) !== null);
    return both === undefined
      ? []
      : [packFault('row-overlap', ['matrix', index], second.id, { other: first.id, example: exampleOf(both.question, second) })];
  });
  const told = new Set(overlaps.map(({ value }) => value));
  const unreachable = pack.matrix.flatMap((row, index) => {
    const twin = pack.matrix.some((other) => other !== row && sameWhen(conditionsOf(other, amounts), conditionsOf(row, amounts)));
    if (skip.has(index) || won.has(row.id) || (told.has(row.id) && twin)) return [];
    const by = [...new Set(fitting(row).map((asked) => winner(pack.matrix, asked)))].filter((id) => id !== null);
    return by.length === 0
      ? [packFault('row-never', ['matrix', index], row.id)]
      : [packFault('row-unreachable', ['matrix', index], row.id, { by })];
  });
  return [...unreachable, ...overlaps];
};

const questionsOf = (pack: Pack): readonly Asked[] => {
  const markers = [...new Set(pack.matrix.flatMap(({ when }) => when.marker ?? []))];
  const marked = [[], ...markers.map((marker) => [marker])];
  const rows = pack.matrix.flatMap(({ when }) => when.reason ?? []);
  const other = pack.reasons.find(({ id }) => !rows.includes(id));
  // Reasons no row names are alike: one stands for all of them.
  const asked = [...pack.reasons.filter(({ id }) => rows.includes(id)), ...(other === undefined ? [] : [other])];
  const around = hoursOfAYear(pack).flatMap((isOpen) =>
    presencesOf(pack).flatMap((present) => [null, ...amountsOf(pack.matrix)].map((amount) => ({ isOpen, present, amount }))),
  );
  return situationsOf(pack, pack.teams).flatMap((situation: Situation) =>
    asked.flatMap(({ id: reason }) =>
      marked.flatMap((ticked) =>
        around.map(({ isOpen, present, amount }) => ({ question: { ...situation, reason, markers: ticked, present, amount }, isOpen })),
      ),
    ),
  );
};

/** One amount for each stretch between the ends of bands: amounts of a stretch are alike. */
const amountsOf = (matrix: readonly MatrixRow[]): readonly number[] => [
  ...new Set(
    matrix.flatMap(({ when: { amount } }) =>
      amount === undefined ? [] : [0, amount.from ?? 0, ...(amount.to === undefined ? [] : [amount.to, amount.to + 1])],
    ),
  ),
];

/** Nobody there leaves a row the fewest rows before it, together with its own team; everybody there shows which rows meet. */
const presencesOf = ({ matrix }: Pack): readonly (readonly string[])[] => {
  const teams = [...new Set(matrix.flatMap(({ needsPresence, to }) => (needsPresence === true ? [to.team] : [])))];
  return teams.length === 0 ? [[]] : [[], teams, ...teams.map((team) => [team])];
};

type Conditions = readonly (readonly [string, readonly (string | number)[]])[];

/** Every condition as a list of values; of an amount those of `amounts` within it. */
const conditionsOf = ({ when, needsPresence, to }: MatrixRow, amounts: readonly number[]): Conditions => {
  const { amount, hours, ...lists } = when;
  return [
    ...Object.entries(lists).flatMap(([key, values]) => (values === undefined ? [] : [[key, values] as const])),
    ...(amount === undefined ? [] : [['amount', amounts.filter((value) => isWithin(amount, value))] as const]),
    ...(hours === undefined ? [] : [['hours', [`${hours.calendar} ${hours.is}`]] as const]),
    ...(needsPresence === true ? [['present', [to.team]] as const] : []),
  ];
};

/** Pairs that name the same conditions, meet in every one, and of which neither lies within the other. */
const pairsOf = (
  matrix: readonly MatrixRow[],
  skip: ReadonlySet<number>,
): readonly (readonly [first: MatrixRow, index: number, second: MatrixRow])[] => {
  const amounts = amountsOf(matrix);
  const all = matrix.map((row) => conditionsOf(row, amounts));
  return matrix.flatMap((second, index) =>
    matrix.slice(0, index).flatMap((first, at) => {
      const [ours, theirs] = [all[index]!, all[at]!];
      const samePlace = (['team', 'person', 'contact'] as const).every((key) => first.to[key] === second.to[key]);
      if (samePlace || skip.has(index) || skip.has(at) || !meet(theirs, ours)) return [];
      const exception = within(theirs, ours) !== within(ours, theirs);
      return exception ? [] : [[first, index, second] as const];
    }),
  );
};

const valuesOf = (conditions: Conditions, key: string): readonly (string | number)[] =>
  conditions.find(([name]) => name === key)?.[1] ?? [];

const meet = (a: Conditions, b: Conditions): boolean =>
  a.length > 0 && a.length === b.length && a.every(([key, values]) => values.some((value) => valuesOf(b, key).includes(value)));
const within = (inner: Conditions, outer: Conditions): boolean =>
  inner.every(([key, values]) => values.every((value) => valuesOf(outer, key).includes(value)));
const sameWhen = (a: Conditions, b: Conditions): boolean => a.length === b.length && within(a, b) && within(b, a);

/** The part of the situation the row speaks of, as it is written in a pack. */
const exampleOf = ({ reason, category, channel, priority, markers, from, amount }: RouteQuestion, row: MatrixRow): string => {
  const situation = { reason, category, channel, priority, marker: markers[0] ?? '', fromTier: from.tier, fromTeam: from.team, amount };
  return conditionsOf(row, [])
    .map(([key, [own]]) => `${key} ${String(key in situation ? situation[key as keyof typeof situation] : own)}`)
    .join(', ');
};
