// Knows the words for time in the core: instants are epoch milliseconds (UTC), zones are IANA names, the clock is handed in.

/** An instant: integer milliseconds since 1970-01-01T00:00Z. */
export type Ms = number;

/** The last instant of the year 9999: what lies behind it is no appointment, and later dates cannot be written. */
export const LAST_INSTANT: Ms = 253_402_300_799_999;

/** An IANA time zone such as "Europe/Berlin". */
export type Zone = string;

/** The clock a host hands in; the core never asks the machine. */
export type Clock = () => Ms;

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
/** As a span of time; days of a calendar may be an hour longer or shorter. */
export const DAY = 86_400_000;
