// Decides what hangs on the wall: what burns, without whose it is, and who is there, by name only where the pack allows it.
import type { Ms } from '../kernel/time.ts';
import type { Policy } from '../policy/policy.ts';
import type { BoardView } from './floor-shapes.ts';
import { SOON } from './health.ts';
import type { CaseRow } from './shapes.ts';

/** As many as can be read from across a room. */
export const BURNING = 12;

type Burning = BoardView['burning'][number];

/** A case on the wall: its number, where it lies, and which clock is over or nearly; null where nothing presses. */
export const burningOf = ({ number, holder, flight, due }: CaseRow, now: Ms): Burning | null => {
  const clocks = [
    ...(flight === null ? [] : [{ team: flight.team, clock: 'accept', dueAt: flight.acceptBy }]),
    ...(due === null ? [] : [{ team: flight?.team ?? holder.team, clock: due.clock, dueAt: due.at }]),
  ].filter(({ dueAt }) => dueAt <= now + SOON);
  const first = clocks.toSorted((a, b) => a.dueAt - b.dueAt)[0];
  return first === undefined ? null : { number, ...first };
};

/** The most pressing first, a case once. */
export const mostBurning = (rows: readonly CaseRow[], now: Ms): Burning[] =>
  rows
    .flatMap((row) => burningOf(row, now) ?? [])
    .toSorted((a, b) => a.dueAt - b.dueAt || a.number.localeCompare(b.number))
    .slice(0, BURNING);

/** Who is there, tier by tier in the order of the pack; those outside the house do not sit here. */
export const hereByTier = ({ pack }: Policy, people: readonly { readonly name: string; readonly tier: unknown }[]): BoardView['here'] =>
  pack.tiers
    .filter(({ tier }) => tier !== 'A')
    .map(({ tier }) => {
      const there = people.filter((person) => person.tier === tier);
      return { tier, count: there.length, names: pack.figures.person ? there.map(({ name }) => name) : null };
    });

/**
 * How often a team got something back, the most first; a team too small to be told of counts along with all such teams, and where even
 * those are too few, nobody is told. `tells`: whether a figure about the people of these teams may hang here.
 */
export const backByTeam = (
  teams: readonly string[],
  returned: readonly string[],
  tells: (teams: readonly string[]) => boolean,
): BoardView['back'] => {
  const small = teams.filter((team) => !tells([team]));
  const count = (of: readonly string[]): number => returned.filter((each) => of.includes(each)).length;
  const rows = teams.filter((team) => !small.includes(team)).map((team): BoardView['back'][number] => ({ team, count: count([team]) }));
  const together = small.length > 0 && tells(small) ? [{ team: null, count: count(small) }] : [];
  return [...rows, ...together].filter((row) => row.count > 0).toSorted((a, b) => b.count - a.count);
};
