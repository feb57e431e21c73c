// Makes identities: time-ordered UUIDs from handed-in time and randomness, and repeatable ones from a digest.
import type { Clock } from './time.ts';

/** Fills the given number of random bytes; a host hands in its secure generator, a test a seeded one. */
export type RandomBytes = (count: number) => Uint8Array;

/** SHA-256 of a UTF-8 text as 64 lower-case hex digits; handed in because the core owns no cryptography. */
export type Digest = (text: string) => string;

/** Makes a new id, unique without asking anyone. */
export type NewId = () => string;

const hex = (bytes: Uint8Array): string => {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
};

const dashed = (digits: string): string =>
  `${digits.slice(0, 8)}-${digits.slice(8, 12)}-${digits.slice(12, 16)}-${digits.slice(16, 20)}-${digits.slice(20, 32)}`;

/** UUIDv7 (RFC 9562 §5.7): identity only, never an order of effects. */
export const createNewId =
  (clock: Clock, random: RandomBytes): NewId =>
  () => {
    const time = Math.max(0, Math.trunc(clock())).toString(16).padStart(12, '0').slice(-12);
    const noise = random(10);
    noise[0] = (noise[0]! & 0x0f) | 0x70;
    noise[2] = (noise[2]! & 0x3f) | 0x80;
    return dashed(time + hex(noise));
  };

/** UUIDv8 (RFC 9562 §5.8) from a digest: the same parts always give the same id, so a repeated import repeats nothing. */
export const derivedId = (digest: Digest, ...parts: readonly string[]): string => {
  const digits = digest(parts.map((part) => `${part.length}:${part}`).join(''));
  const variant = ((Number.parseInt(digits[16]!, 16) & 0x3) | 0x8).toString(16);
  return dashed(`${digits.slice(0, 12)}8${digits.slice(13, 16)}${variant}${digits.slice(17, 32)}`);
};
