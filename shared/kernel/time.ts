// Knows the words for time in the core: instants are epoch milliseconds (UTC), zones are IANA names, the clock is handed in.

/** An instant: integer milliseconds since 1970-01-01T00:00Z. */
export type Ms = number;

/** An IANA time zone such as "Europe/Berlin". */
export type Zone = string;

/** The clock a host hands in; the core never asks the machine. */
export type Clock = () => Ms;

export const MINUTE = 60_000;
export const HOUR = 3_600_000;
