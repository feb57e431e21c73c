// Knows absences: who is away from when to when and who decides for him meanwhile, never above him.
import type { Ms } from '../kernel/time.ts';

/** One entry of the absence book of a principal; entries are never deleted, an ended one keeps its time. */
export type Absence = {
  readonly id: string;
  readonly lane: string;
  readonly person: string;
  readonly deputy: string;
  /** Half-open: `from` inclusive, `until` exclusive. */
  readonly from: Ms;
  readonly until: Ms;
  /** Decision types the deputy may decide; null = all. */
  readonly scope: readonly string[] | null;
  readonly setBy: string;
  readonly setAt: Ms;
  readonly endedAt: Ms | null;
  readonly endedBy: string | null;
};

/** Deputies of deputies are followed so far; a chain that comes back to somebody in it ends there. */
export const LONGEST_CHAIN = 5;

/** In force at this instant. */
export const isAbsent = ({ from, until, endedAt }: Absence, now: Ms): boolean =>
  from <= now && now < until && (endedAt === null || now < endedAt);

/** `person` decides for `principal`; `via` is the whole chain from the principal (first) to the person (last). */
export type Deputyship = { readonly principal: string; readonly person: string; readonly via: readonly string[] };

const activeOf = (absences: readonly Absence[], person: string, decisionType: string, now: Ms): Absence | undefined =>
  absences.find((row) => row.person === person && isAbsent(row, now) && (row.scope === null || row.scope.includes(decisionType)));

/**
 * Who decides this type for an absent person now: the deputy, or his own deputy where he is absent too, at most `LONGEST_CHAIN`
 * steps. Null when the person is not absent, when a link does not cover the type, or when the chain is a circle. Source: domain.md §4.
 */
export const deputyOf = (absences: readonly Absence[], person: string, decisionType: string, now: Ms): Deputyship | null => {
  const via = [person];
  while (via.length <= LONGEST_CHAIN + 1) {
    const last = via.at(-1)!;
    const absence = activeOf(absences, last, decisionType, now);
    if (absence === undefined) {
      const stillAway = absences.some((row) => row.person === last && isAbsent(row, now));
      return last === person || stillAway ? null : { principal: person, person: last, via };
    }
    if (via.includes(absence.deputy)) return null;
    via.push(absence.deputy);
  }
  return null;
};

/** Everybody this person decides for now, of the people given. */
export const actsFor = (
  absences: readonly Absence[],
  people: readonly string[],
  deputy: string,
  decisionType: string,
  now: Ms,
): readonly Deputyship[] =>
  people.flatMap((person) => {
    const found = person === deputy ? null : deputyOf(absences, person, decisionType, now);
    return found?.person === deputy ? [found] : [];
  });

/**
 * Who stands in for the work of an absent person as such, whatever decisions he may make for him: handovers, cases, promises. An
 * entry for all decisions goes before one for some. Null as for `deputyOf`. Source: domain.md §1 "deputy".
 */
export const standInOf = (absences: readonly Absence[], person: string, now: Ms): string | null => {
  const book = [...absences.filter(({ scope }) => scope === null), ...absences.filter(({ scope }) => scope !== null)];
  return (
    deputyOf(
      book.map((row) => ({ ...row, scope: null })),
      person,
      '',
      now,
    )?.person ?? null
  );
};

/** Everybody whose work this person does now, because they are absent: himself never. */
export const standsInFor = (absences: readonly Absence[], person: string, now: Ms): readonly string[] =>
  [...new Set(absences.filter((row) => isAbsent(row, now)).map((row) => row.person))].filter(
    (absent) => absent !== person && standInOf(absences, absent, now) === person,
  );
