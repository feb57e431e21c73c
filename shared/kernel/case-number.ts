// Makes and reads case numbers that are short, can be spoken over a bad line, and notice a misheard character.
import { refuse, ok, type Refusal, type Result } from './result.ts';

// Without B, G, I, L, O, S, U: they are read or heard as 8, 6, 1, 1, 0, 5, V. 29 is prime, which the check needs.
const ALPHABET = '0123456789ACDEFHJKMNPQRTVWXYZ';
const BASE = ALPHABET.length;
const DESK_DIGITS = 2;
const COUNTER_DIGITS = 4;

/** How many desks one principal's numbers can tell apart. */
export const DESK_SLOTS = BASE ** DESK_DIGITS;

const encode = (value: number, digits: number): string => {
  let text = '';
  for (let rest = value; rest > 0 || text.length < digits; rest = Math.floor(rest / BASE)) text = ALPHABET[rest % BASE]! + text;
  return text;
};

// A weighted sum modulo a prime finds every single wrong character and every swap of two neighbours.
const checkCharacter = (payload: string): string => {
  let sum = 0;
  for (let i = 0; i < payload.length; i += 1) sum += ALPHABET.indexOf(payload[i]!) * ((i % (BASE - 2)) + 2);
  return ALPHABET[sum % BASE]!;
};

/**
 * A case number such as "NT-0A00-4K7": prefix of the principal, slot of the desk (2 characters), running number of that
 * desk (4 or more), check character. Made without a hub; unique as long as two desks never share a slot.
 */
export const makeCaseNumber = (prefix: string, deskSlot: number, counter: number): string => {
  if (!Number.isInteger(deskSlot) || deskSlot < 0 || deskSlot >= DESK_SLOTS) throw new Error(`desk slot ${deskSlot} out of range`);
  if (!Number.isSafeInteger(counter) || counter < 0) throw new Error(`case counter ${counter} out of range`);
  const payload = encode(deskSlot, DESK_DIGITS) + encode(counter, COUNTER_DIGITS);
  const body = payload + checkCharacter(payload);
  return `${prefix}-${body.slice(0, 4)}-${body.slice(4)}`;
};

/**
 * Reads what somebody typed or said ("nt 0a004k7") back into the written form.
 * Refusals: `case-number-form` (not of the shape), `case-number-check` (a character is wrong or swapped).
 */
export const readCaseNumber = (prefix: string, spoken: string): Result<string, Refusal<'case-number-form' | 'case-number-check'>> => {
  const bare = spoken.toUpperCase().replace(/[\s.\-–/]/g, '');
  const body = bare.startsWith(prefix) ? bare.slice(prefix.length) : bare;
  const wellFormed = body.length >= DESK_DIGITS + COUNTER_DIGITS + 1 && [...body].every((c) => ALPHABET.includes(c));
  if (!wellFormed) return refuse('case-number-form', { text: spoken });
  const payload = body.slice(0, -1);
  if (checkCharacter(payload) !== body.at(-1)) return refuse('case-number-check', { text: spoken });
  return ok(`${prefix}-${body.slice(0, 4)}-${body.slice(4)}`);
};
