// Finds rows of the matrix that can never apply, and rows that differ only in their order.
import { packFault, type PackFault } from './pack-fault.ts';
import type { MatrixRow, Pack } from './pack-schema.ts';
import { situationsOf, type Situation } from './check-routes.ts';
import { route, type RouteQuestion } from './routing.ts';

/**
 * Asks the matrix itself, in every situation some row tells apart. A row that no situation reaches is either caught by rows before
 * it or fits nothing at all. Two rows overlap where both fit, lead to different places, name the same conditions, and neither is
 * the exception to the other: then only their order decides. `skip`: rows with a fault of their own. Source: issue "pack check".
 */
export const checkMatrix = (pack: Pack, skip: ReadonlySet<number> = new Set()): readonly PackFault[] => {
  const reasons = new Map(pack.reasons.map((reason) => [reason.id, reason]));
  const questions = questionsOf(pack);
  const winner = (matrix: readonly MatrixRow[], question: RouteQuestion): string | null => {
    const found = route({ pack: { ...pack, matrix: [...matrix] }, reasons }, question);
    return found.ok ? found.value.row : null;
  };
  const won = new Map<string, RouteQuestion>();
  for (const question of questions) {
    const row = winner(pack.matrix, question);
    if (row !== null && !won.has(row)) won.set(row, question);
  }
  // That a ticked marker goes before a row without one is the order of the matrix, not a flaw of that row.
  const fitting = (row: MatrixRow): readonly RouteQuestion[] =>
    questions.filter(
      ({ markers, ...rest }) => markers.length > 0 === (row.when.marker !== undefined) && winner([row], { ...rest, markers }) !== null,
    );
  const overlaps = pairsOf(pack.matrix, skip).flatMap(([first, index, second]) => {
    const both = fitting(second).find((question) => winner([first], question) !== null);
    return both === undefined
      ? []
      : [packFault('row-overlap', ['matrix', index], second.id, { other: first.id, example: exampleOf(both, second) })];
  });
  const told = new Set(overlaps.map(({ value }) => value));
  const unreachable = pack.matrix.flatMap((row, index) => {
    if (skip.has(index) || won.has(row.id) || (told.has(row.id) && pack.matrix.some((other) => other !== row && sameWhen(other, row))))
      return [];
    const by = [...new Set(fitting(row).map((question) => winner(pack.matrix, question)))].filter((id) => id !== null);
    return by.length === 0
      ? [packFault('row-never', ['matrix', index], row.id)]
      : [packFault('row-unreachable', ['matrix', index], row.id, { by })];
  });
  return [...unreachable, ...overlaps];
};

const questionsOf = (pack: Pack): readonly RouteQuestion[] => {
  const markers = [...new Set(pack.matrix.flatMap(({ when }) => when.marker ?? []))];
  const marked = [[], ...markers.map((marker) => [marker])];
  const rows = pack.matrix.flatMap(({ when }) => when.reason ?? []);
  const other = pack.reasons.find(({ id }) => !rows.includes(id));
  // Reasons no row names are alike: one stands for all of them.
  const asked = [...pack.reasons.filter(({ id }) => rows.includes(id)), ...(other === undefined ? [] : [other])];
  return situationsOf(pack, pack.teams).flatMap((situation: Situation) =>
    asked.flatMap(({ id: reason }) => marked.map((ticked) => ({ ...situation, reason, markers: ticked }))),
  );
};

const conditions = ({ when }: MatrixRow): readonly (readonly [string, readonly (string | number)[]])[] =>
  Object.entries(when).flatMap(([key, values]) => (values === undefined ? [] : [[key, values] as const]));

/** Pairs that name the same conditions, meet in every one, and of which neither lies within the other. */
const pairsOf = (
  matrix: readonly MatrixRow[],
  skip: ReadonlySet<number>,
): readonly (readonly [first: MatrixRow, index: number, second: MatrixRow])[] =>
  matrix.flatMap((second, index) =>
    matrix.slice(0, index).flatMap((first, at) => {
      const samePlace = first.to.team === second.to.team && first.to.person === second.to.person;
      if (samePlace || skip.has(index) || skip.has(at) || !meet(first, second)) return [];
      const exception = within(first, second) !== within(second, first);
      return exception ? [] : [[first, index, second] as const];
    }),
  );

const valuesOf = (row: MatrixRow, key: string): readonly (string | number)[] => conditions(row).find(([name]) => name === key)?.[1] ?? [];

const meet = (a: MatrixRow, b: MatrixRow): boolean => {
  const [own, others] = [conditions(a), conditions(b)];
  return (
    own.length > 0 && own.length === others.length && own.every(([key, values]) => values.some((value) => valuesOf(b, key).includes(value)))
  );
};
const within = (inner: MatrixRow, outer: MatrixRow): boolean =>
  conditions(inner).every(([key, values]) => values.every((value) => valuesOf(outer, key).includes(value)));
const sameWhen = (a: MatrixRow, b: MatrixRow): boolean => conditions(a).length === conditions(b).length && within(a, b) && within(b, a);

/** The part of the situation the row speaks of, as it is written in a pack. */
const exampleOf = ({ reason, category, channel, priority, markers, from }: RouteQuestion, row: MatrixRow): string => {
  const situation = { reason, category, channel, priority, marker: markers[0] ?? '', fromTier: from.tier, fromTeam: from.team };
  return conditions(row)
    .map(([key]) => `${key} ${String(situation[key as keyof typeof situation])}`)
    .join(', ');
};
