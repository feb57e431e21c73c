// Decides which handovers are rated, who is asked, and what may be told of the answers.
import type { CaseEvent, EventOf } from '../case/events.ts';
import type { Person } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { leadsPerson, mayCount } from './figures.ts';
import type { QualityRow, RatingView } from './floor-shapes.ts';
import { eventsOfType, type History } from './history.ts';

const PRIME = 0x01000193;
const START = 0x811c9dc5;

/**
 * Whether a handover is one of those to be rated, `percent` of a hundred. By its id alone (FNV-1a), so that every desk picks the same
 * ones and nobody picks for himself.
 */
export const isSampled = (handover: string, percent: number): boolean => {
  const digest = [...handover].reduce((hash, sign) => Math.imul(hash ^ sign.codePointAt(0)!, PRIME) >>> 0, START);
  // The low bits of this digest are the least mixed ones.
  return ((digest ^ (digest >>> 15)) >>> 0) % 100 < percent;
};

/** The newest handover of the case that the reader accepted and that is of the sample, with what he said of it; null = none. */
export const ratingFor = (history: History, reader: Person, { pack }: Policy): RatingView | null => {
  const accepted = eventsOfType(history, 'handover-accepted')
    .filter(({ by, data }) => by.person === reader.id && isSampled(data.handover, pack.quality.sample))
    .at(-1)?.data.handover;
  const offered = eventsOfType(history, 'handover-offered').find(({ data }) => data.handover === accepted);
  if (offered === undefined || offered.by.person === reader.id) return null;
  const { handover, from, kind } = offered.data;
  const given = eventsOfType(history, 'handover-rated')
    .filter(({ by, data }) => by.person === reader.id && data.handover === handover)
    .at(-1);
  const { complete, clear, right } = given?.data ?? {};
  const said = complete === undefined || clear === undefined || right === undefined ? null : { complete, clear, right };
  return { handover, from: offered.by.person, team: from.team, kind, given: said };
};

/** A rating together with the handover it is about. */
export type Rated = { readonly rating: EventOf<'handover-rated'>; readonly person: string; readonly team: string };

/** Of a case's events: who sent the handover a rating is about; null where there was none, and so no rating. */
export const ratedOf = (rating: EventOf<'handover-rated'>, events: readonly CaseEvent[]): Rated | null => {
  const offered = events.find((event) => event.type === 'handover-offered' && event.data.handover === rating.data.handover);
  if (offered === undefined || offered.type !== 'handover-offered' || offered.by.person === rating.by.person) return null;
  return { rating, person: offered.by.person, team: offered.data.from.team };
};

export type Quality = { readonly teams: QualityRow[]; readonly people: QualityRow[]; readonly small: string[] };

/**
 * What may be told to the reader; said again, the later word of one person counts alone. A handover nobody was asked about counts nothing:
 * whoever rates only what annoyed him would make a figure of it. What is told is about those who sent what was rated, however large the
 * team around them is. Source: domain.md §7.
 */
export const qualityOf = (policy: Policy, reader: Person, teams: readonly string[], rated: readonly Rated[]): Quality => {
  const asked = rated.filter(({ rating }) => isSampled(rating.data.handover, policy.pack.quality.sample));
  const newest = [...new Map(asked.map((row) => [`${row.rating.data.handover} ${row.rating.by.person}`, row])).values()];
  const ofTeam = teams.map((team) => [team, newest.filter((row) => row.team === team)] as const).filter(([, rows]) => rows.length > 0);
  const isTold = ([, rows]: (typeof ofTeam)[number]): boolean =>
    mayCount(
      policy,
      reader,
      rows.map(({ person }) => person),
    );
  const people = policy.pack.figures.person ? [...new Set(newest.map(({ person }) => person))] : [];
  return {
    teams: ofTeam.filter(isTold).map(([team, rows]) => rowOf(team, rows)),
    people: people
      .filter((person) => leadsPerson(policy, reader, person))
      .map((person) =>
        rowOf(
          person,
          newest.filter((row) => row.person === person),
        ),
      ),
    small: ofTeam.filter((each) => !isTold(each)).map(([team]) => team),
  };
};

const rowOf = (id: string, rows: readonly Rated[]): QualityRow => {
  const of = (question: 'complete' | 'clear' | 'right') => {
    const said = (answer: string): number => rows.filter(({ rating }) => rating.data[question] === answer).length;
    return { yes: said('yes'), partly: said('partly'), no: said('no') };
  };
  return { id, count: rows.length, complete: of('complete'), clear: of('clear'), right: of('right') };
};
