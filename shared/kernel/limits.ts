// Knows how long words may be, for what takes them and for whatever says so while they are typed.

/** In signs, as strings count them. `text`: of a note, an answer, a reason; `form`: of a long field of a handover; `line`: of everything on one line. */
export const LONGEST = { text: 20_000, form: 4_000, line: 500, toParts: 5_000, aside: 2_000 } as const;
