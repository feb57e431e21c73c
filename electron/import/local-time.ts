// Reads times as an export writes them, in a principal's zone; one look-up of the zone per day, not per row.
import { Temporal } from 'temporal-polyfill';
import type { Ms, Zone } from '../../shared/kernel/time.ts';

/** Reads one written time; null where it is not of the form or not a date. */
export type ReadTime = (text: string) => Ms | null;

const DIGITS: Readonly<Record<string, number>> = { YYYY: 4, MM: 2, DD: 2, HH: 2, mm: 2, ss: 2 };
const DAY = 86_400_000;
/** Days remembered at a time: eleven years; more only costs looking up again. */
const REMEMBERED = 4_000;

/**
 * A reader for one form ("DD-MM-YYYY HH:mm"), in one zone. A time that exists twice (clocks set back) is the first of the
 * two, one that never existed (clocks set forward) is moved on by the gap: RFC 5545's rule, the same for every caller.
 */
export const createReadTime = (form: string, zone: Zone): ReadTime => {
  const order: string[] = [];
  const pattern = new RegExp(
    `^${form.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/YYYY|MM|DD|HH|mm|ss/g, (part) => {
      order.push(part);
      return `(\\d{${DIGITS[part]}})`;
    })}$`,
  );
  const place = (part: string): number => order.indexOf(part) + 1;
  const [y, mo, d, h, mi, s] = ['YYYY', 'MM', 'DD', 'HH', 'mm', 'ss'].map(place) as [number, number, number, number, number, number];
  const offsets = new Map<number, number | null>();

  /** Offset from UTC valid the whole local day, null on a day on which it changes. */
  const offsetOf = (day: number): number | null => {
    const known = offsets.get(day);
    if (known !== undefined) return known;
    if (offsets.size >= REMEMBERED) offsets.clear();
    const start = day - at(day, zone);
    const end = day + DAY - at(day + DAY, zone);
    const offset = end - start === DAY ? day - start : null;
    offsets.set(day, offset);
    return offset;
  };

  return (text) => {
    const found = pattern.exec(text);
    if (found === null) return null;
    const [year, month, date] = [Number(found[y]), Number(found[mo]), Number(found[d])];
    const [hour, minute, second] = [Number(found[h]), Number(found[mi]), s === 0 ? 0 : Number(found[s])];
    const day = Date.UTC(year, month - 1, date);
    // Date.UTC turns 31 April into 1 May; an export that says so is broken, not clever.
    const back = new Date(day);
    if (year < 1970 || back.getUTCMonth() !== month - 1 || back.getUTCDate() !== date) return null;
    if (hour > 23 || minute > 59 || second > 59) return null;
    const local = day + ((hour * 60 + minute) * 60 + second) * 1000;
    const offset = offsetOf(day);
    return offset === null ? local - at(local, zone) : local - offset;
  };
};

/** Offset of the zone at a local time given as if it were UTC. */
const at = (local: Ms, zone: Zone): Ms => {
  const plain = Temporal.Instant.fromEpochMilliseconds(local).toZonedDateTimeISO('UTC').toPlainDateTime();
  return local - plain.toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
};

const AS_OF_FORMS = ['YYYY-MM-DDTHH:mm', 'YYYY-MM-DDTHH:mm:ss', 'YYYY-MM-DD HH:mm'] as const;

/** The moment `--as-of` names, in the principal's zone; null for anything else, a time with a zone of its own included. */
export const readAsOf = (text: string, zone: Zone): Ms | null => {
  for (const form of AS_OF_FORMS) {
    const found = createReadTime(form, zone)(text);
    if (found !== null) return found;
  }
  return null;
};
