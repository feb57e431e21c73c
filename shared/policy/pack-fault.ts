// Words what is wrong with a policy pack: the place, the value found there, and what to write instead, in both languages.
import type { Json } from '../kernel/result.ts';
import { CLOCK_WORDS } from './clock-fault-words.ts';
import { FAULT_WORDS } from './fault-words.ts';
import { FORM_WORDS } from './form-fault-words.ts';
import { LINT_WORDS } from './lint-words.ts';
import type { Label } from './pack-schema.ts';

const WORDS = { ...FAULT_WORDS, ...CLOCK_WORDS, ...FORM_WORDS, ...LINT_WORDS };
export type FaultCode = keyof typeof WORDS;
/** Every code, so that tests can be held against the list. */
export const FAULT_CODES = Object.keys(WORDS) as readonly FaultCode[];

export type PackFault = {
  /** With an error a pack cannot do what it says; a warning asks whether it is meant so. */
  readonly severity: 'error' | 'warning';
  readonly code: FaultCode;
  /** The place as one writes it: "teams[2].lead". The whole document is "pack". */
  readonly path: string;
  /** What stands there; null where nothing does. */
  readonly value: Json;
  readonly data: Readonly<Record<string, Json>>;
  readonly message: Label;
  readonly cure: Label;
};

export type PackFaults = { readonly code: 'pack-broken'; readonly data: { readonly faults: readonly PackFault[] } };
export type Path = readonly PropertyKey[];

/** `data` fills the places of the words; a figure `{de, en}` is told in the language of the sentence. */
export const packFault = (code: FaultCode, path: Path, found: unknown, data: Readonly<Record<string, Json>> = {}): PackFault => {
  const value = asJson(found);
  const figures = { ...data, value };
  const place = pathText(path);
  const { severity, message, cure } = WORDS[code];
  const told = (language: keyof Label): string => `${place} ${fill(message[language], figures, language)}.`;
  return {
    severity,
    code,
    path: place,
    value,
    data,
    message: { de: told('de'), en: told('en') },
    cure: { de: fill(cure.de, figures, 'de'), en: fill(cure.en, figures, 'en') },
  };
};

/** "teams[2].lead", "calendars.service.week.mon[0]", "pack" for the whole. */
export const pathText = (path: Path): string => {
  const text = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
  return text === '' ? 'pack' : text.replace(/^\./, '');
};

// Codes are quoted where they are values of the document and bare where the sentence quotes them itself.
const fill = (text: string, figures: Readonly<Record<string, Json>>, language: keyof Label): string =>
  text.replace(/\{([a-z]\w*)\}/gi, (slot, name: string) => {
    const figure = inLanguage(figures[name], language);
    if (figure === undefined) return slot;
    return typeof figure === 'string' && name !== 'value' ? figure : shorten(JSON.stringify(figure));
  });

const inLanguage = (figure: Json | undefined, language: keyof Label): Json | undefined =>
  typeof figure === 'object' && figure !== null && !Array.isArray(figure) && 'de' in figure && 'en' in figure
    ? (figure as Readonly<Record<string, Json>>)[language]
    : figure;

const shorten = (json: string): string => (json.length <= 300 ? json : `${json.slice(0, 299)}…`);

const asJson = (found: unknown): Json => {
  if (found === null || typeof found === 'string' || typeof found === 'boolean') return found;
  if (typeof found === 'number') return Number.isFinite(found) ? found : String(found);
  if (Array.isArray(found)) return found.map(asJson);
  if (typeof found === 'object') return Object.fromEntries(Object.entries(found).map(([key, value]) => [key, asJson(value)]));
  return found === undefined ? null : typeof found;
};
