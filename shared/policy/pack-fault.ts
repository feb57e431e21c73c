// Words what is wrong with a policy pack: the place, the value found there, and what to write instead.
import type { Json } from '../kernel/result.ts';

export type PackFault = {
  /** For the translations, with `data`; `message` and `cure` are the same in English. */
  readonly code: FaultCode;
  /** The place as one writes it: "teams[2].lead". The whole document is "pack". */
  readonly path: string;
  /** What stands there; null where nothing does. */
  readonly value: Json;
  readonly data: Readonly<Record<string, Json>>;
  readonly message: string;
  readonly cure: string;
};

export type PackFaults = { readonly code: 'pack-broken'; readonly data: { readonly faults: readonly PackFault[] } };

type Words = readonly [message: string, cure: string];

/** `{value}` is the value found, `{other names}` come from the fault's data. */
const WORDS = {
  // the shape
  missing: ['is missing', 'Add it: {expected}.'],
  'wrong-type': ['should be {expected}, but is {value}', 'Write {expected} here.'],
  'wrong-form': ['{value} has the wrong form', 'Write {expected}.'],
  'not-one-of': ['{value} is none of the allowed values', 'Write one of {allowed}.'],
  'too-small': ['{value} is too small or too short', 'Give at least {minimum}.'],
  'too-big': ['{value} is too big or too long', 'Give at most {maximum}.'],
  'unknown-key': ['the key "{key}" is not known here', 'Remove it or correct its spelling.'],
  // references
  'unknown-reference': ['{value} names no entry of "{list}"', 'Use one of {known}, or add {value} to "{list}".'],
  'duplicate-id': ['the id {value} stands twice in "{list}"', 'Give each entry of "{list}" an id of its own.'],
  'route-tier': ['tier {value} is not the tier of team "{team}"', 'Write {tier}, the tier of that team.'],
  'person-not-in-team': ['{value} does not belong to team "{team}"', 'Name a person of that team, or add the team to that person.'],
  'no-route': [
    'reason "{reason}" leads nowhere from team "{team}" (category {category}, channel {channel}, priority {priority})',
    'Add a matrix row for it, or a last row without conditions.',
  ],
  'marker-no-route': ['marker {value} forces no route from team "{team}"', 'Add a matrix row whose only condition is this marker.'],
  // decisions
  'limit-unknown-tier': ['there is no tier {tier} in "tiers"', 'Remove this limit or add the tier.'],
  'percent-of-count': ['a percent of the bill makes no sense for a count', 'Remove percentOfBill or set unit to "money".'],
  'four-eyes-gap': ['four eyes begin at {value}, above the limit of tier 4', 'Write the limit of tier 4, or less.'],
  // calendars and clocks
  'unknown-zone': ['{value} is no time zone', 'Write an IANA name such as "Europe/Berlin".'],
  'unknown-currency': ['{value} is no currency', 'Write an ISO 4217 code such as "EUR".'],
  'interval-order': [
    '{value} ends before it begins or overlaps the one before',
    'Write the intervals of a day in order, each ending after it begins.',
  ],
  'never-open': ['this calendar has no open minute in a year', 'Open it on at least one day of the week.'],
  'reserved-id': ['the id "{id}" has a meaning of its own', 'Choose another id.'],
  'clock-twice': ['clock {value} stands twice for the same tier', 'Keep one of the rows, or give them different tiers.'],
  'clock-missing': ['clock "{clock}" has no row for tier {tier}', 'Add a row for it.'],
  'target-missing': ['only "accept-live" may be without a target', 'Write a target such as { "minutes": 30 }.'],
  'wait-too-long': ['the expiry is longer than maxDays ({maxDays})', 'Shorten the expiry or raise maxDays.'],
  // the form
  'field-taken': [
    '{value} belongs to a standard field of the form',
    'Give the field of your own another id and a number from {free} up; of a standard field only label, hint, requirement and softMax may change.',
  ],
  'unknown-field': [
    '{value} is no standard field, and for one of your own keys are missing',
    'Correct the id, or give number, label, kind, stage, requirement and personal.',
  ],
} as const satisfies Record<string, Words>;

export type FaultCode = keyof typeof WORDS;
/** Every code, so that translations and tests can be held against the list. */
export const FAULT_CODES = Object.keys(WORDS) as readonly FaultCode[];
export type Path = readonly PropertyKey[];

export const packFault = (code: FaultCode, path: Path, found: unknown, data: Readonly<Record<string, Json>> = {}): PackFault => {
  const value = asJson(found);
  const figures = { ...data, value };
  const place = pathText(path);
  const [message, cure] = WORDS[code].map((words) => fill(words, figures));
  return { code, path: place, value, data, message: `${place} ${message!}.`, cure: cure! };
};

/** "teams[2].lead", "calendars.service.week.mon[0]", "pack" for the whole. */
export const pathText = (path: Path): string => {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return text === '' ? 'pack' : text.replace(/^\./, '');
};

// Codes are quoted where they are values of the document and bare where the sentence quotes them itself.
const fill = (words: string, figures: Readonly<Record<string, Json>>): string =>
  words.replace(/\{([a-z]\w*)\}/gi, (slot, name: string) => {
    const figure = figures[name];
    if (figure === undefined) return slot;
    return typeof figure === 'string' && name !== 'value' ? figure : shorten(JSON.stringify(figure));
  });

const shorten = (text: string): string => (text.length <= 300 ? text : `${text.slice(0, 299)}…`);

const asJson = (found: unknown): Json => {
  if (found === null || typeof found === 'string' || typeof found === 'boolean') return found;
  if (typeof found === 'number') return Number.isFinite(found) ? found : String(found);
  if (Array.isArray(found)) return found.map(asJson);
  if (typeof found === 'object') return Object.fromEntries(Object.entries(found).map(([key, value]) => [key, asJson(value)]));
  return found === undefined ? null : typeof found;
};
