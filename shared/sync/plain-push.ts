// Recognises by hand what nearly every push is, so that the schema need not read five hundred commands twice on their way.
import { membersOf } from '../kernel/members.ts';
import type { Push } from './protocol.ts';

const HASH = /^[0-9a-f]{64}$/;
const DIGITS = 64;
const LONGEST_NAME = 120;
const LONGEST_TEXT = 200_000;
/** As in the schema of a push; a test holds both against each other. */
const [ENTRIES, BODIES] = [500, 500];

const isName = (value: unknown): boolean => typeof value === 'string' && value.length > 0 && value.length <= LONGEST_NAME;
const isText = (value: unknown): boolean => typeof value === 'string' && value.length <= LONGEST_TEXT;
/** Reading the digits costs a third of computing the hash, and what is computed next has no others. */
const isLikeHash = (value: unknown): boolean => typeof value === 'string' && value.length === DIGITS;
const has = (value: unknown, members: number): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && membersOf(value) === members;

const isEntry = (value: unknown): boolean =>
  has(value, 3) &&
  Number.isSafeInteger(value['dseq']) &&
  (value['dseq'] as number) > 0 &&
  isLikeHash(value['hash']) &&
  isText(value['text']);

const isBody = (value: unknown): boolean => {
  if (!has(value, 4)) return false;
  const { caseId, hash, salt, text } = value;
  return isName(caseId) && isLikeHash(hash) && typeof salt === 'string' && salt.length >= 16 && salt.length <= 64 && isText(text);
};

/**
 * Whatever leaves something out, has more or something else is left to the schema, which alone refuses and names the place. The hashes of
 * entries and words may still have other digits: such a push fits nothing and is refused, and then the schema is asked after all.
 */
export const isPlainPush = (frame: unknown): frame is Push => {
  if (!has(frame, 6)) return false;
  const { lane, device, gen, prev, entries, bodies } = frame;
  return (
    isName(lane) &&
    isName(device) &&
    Number.isSafeInteger(gen) &&
    (gen as number) >= 0 &&
    (prev === '' || (isLikeHash(prev) && HASH.test(prev as string))) &&
    Array.isArray(entries) &&
    entries.length > 0 &&
    entries.length <= ENTRIES &&
    entries.every(isEntry) &&
    Array.isArray(bodies) &&
    bodies.length <= BODIES &&
    bodies.every(isBody)
  );
};
