// Knows the public holidays of a country, state and region as the library lists them, a year at a time and each once.
import Holidays from 'date-holidays';
import { DAY } from './zone-days.ts';

/** Codes of the library: ISO 3166-1 for the country, of ISO 3166-2 the part behind the dash for the state; case is of no account. */
export type Region = { readonly country: string; readonly state?: string | undefined; readonly region?: string | undefined };

/** The first code of a region that names nothing, and the codes that stand for something in its place. */
export type RegionFault = { readonly key: 'country' | 'state' | 'region'; readonly known: readonly string[] };

/** Days are counted from 1970-01-01. */
export type HolidayList = {
  readonly has: (day: number) => boolean;
  /** The holidays from one day up to, but not with, another one. */
  readonly between: (from: number, to: number) => readonly number[];
};

/**
 * The public holidays of a region, computed once for each year. Only type `public` counts and always as the whole day; substitute days
 * are those of the library. Throws for an unknown region, because reading a pack refuses it. Source: domain.md §6.
 */
export const publicHolidays = (region: Region): HolidayList => {
  const key = keyOf(region);
  const kept = regions.get(key);
  if (kept !== undefined) return kept;
  const codes = codesOf(region);
  if ('known' in codes) throw new Error(`no holidays are known of ${key}`);
  // In UTC a date is a date, whatever the time zone of the machine or of the region.
  const library = new Holidays(codes.join('.'), { types: ['public'], timezone: 'UTC' });
  const begun = new Map<number, readonly number[]>();
  const years = new Map<number, ReadonlySet<number>>();
  const daysBegunIn = (year: number): readonly number[] => {
    const known = begun.get(year);
    if (known !== undefined) return known;
    const days = library.getHolidays(year).flatMap(({ date, start, end }) => daysFrom(date, start, end));
    begun.set(year, days);
    return days;
  };
  /** Holidays of several days may begin at the end of one year and last into the next. */
  const daysOf = (year: number): ReadonlySet<number> => {
    const known = years.get(year);
    if (known !== undefined) return known;
    const days = new Set([...daysBegunIn(year - 1), ...daysBegunIn(year)].filter((day) => yearOf(day) === year));
    years.set(year, days);
    return days;
  };
  const made: HolidayList = {
    has: (day) => daysOf(yearOf(day)).has(day),
    between: (from, to) => {
      const [first, last] = [yearOf(from), yearOf(to - 1)];
      const days = first === last ? [...daysOf(first)] : Array.from({ length: last - first + 1 }, (_, n) => [...daysOf(first + n)]).flat();
      return days.filter((day) => from <= day && day < to);
    },
  };
  regions.set(key, made);
  return made;
};
// A fact about the world, the same for every calendar of the region: nothing that is answered depends on what is kept.
const regions = new Map<string, HolidayList>();

const yearOf = (day: number): number => new Date(day * DAY).getUTCFullYear();

/** Null when country, state and region exist; a state is of its country, a region of its state. */
export const regionFault = (region: Region): RegionFault | null => {
  if (regions.has(keyOf(region))) return null;
  const codes = codesOf(region);
  return 'known' in codes ? codes : null;
};

const keyOf = ({ country, state = '', region = '' }: Region): string => [country, state, region].join('/').toUpperCase();

/** The codes as the library writes them, or the first that names nothing. */
const codesOf = ({ country, state, region }: Region): readonly string[] | RegionFault => {
  const library = new Holidays();
  const countries = Object.keys(library.getCountries());
  const land = codeIn(countries, country);
  if (land === null) return { key: 'country', known: countries };
  if (state === undefined) return region === undefined ? [land] : { key: 'region', known: [] };
  const states = Object.keys(library.getStates(land) ?? {});
  const part = codeIn(states, state);
  if (part === null) return { key: 'state', known: states };
  if (region === undefined) return [land, part];
  const regionsOf = Object.keys(library.getRegions(land, part) ?? {});
  const place = codeIn(regionsOf, region);
  return place === null ? { key: 'region', known: regionsOf } : [land, part, place];
};

const codeIn = (known: readonly string[], wanted: string): string | null =>
  known.find((code) => code.toUpperCase() === wanted.toUpperCase()) ?? null;

/** `date` is the local day on which a holiday begins, however many hours of it; what lasts longer closes each of its days. */
const daysFrom = (date: string, start: Date, end: Date): readonly number[] => {
  const first = Date.parse(`${date.slice(0, 10)}T00:00:00Z`) / DAY;
  const count = Math.max(1, Math.ceil((end.getTime() - start.getTime()) / DAY));
  return Array.from({ length: count }, (_, n) => first + n);
};
