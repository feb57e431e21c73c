// Makes and compares secrets: scrypt for what people remember, one plain hash for what was drawn at random.
import { hash as hashNow, scrypt, timingSafeEqual } from 'node:crypto';
import type { RandomBytes } from '../../shared/kernel/ids.ts';
import { deviceKeyText } from '../../shared/case/telephone-code.ts';

/** SHA-256 of a UTF-8 text, as the core asks for it. */
export const digest = (text: string): string => hashNow('sha256', text);

/** What a workstation shows with every request: 256 bits, so that a plain hash of it can stand in a database. */
export const newKey = (random: RandomBytes): string => `stafette_${Buffer.from(random(32)).toString('base64url')}`;
export const keyHash = (key: string): string => digest(deviceKeyText(key));

// Crockford's alphabet: what can be misread is not in it, or means the same.
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/** 80 bits in four groups of four letters, to be read out and typed. */
export const newCode = (random: RandomBytes): string =>
  [...random(16)].map((byte) => LETTERS[byte & 31]!).reduce((text, letter, n) => text + (n > 0 && n % 4 === 0 ? '-' : '') + letter, '');

/** However it was typed: small letters, blanks and dashes do not matter, O is 0, I and L are 1. */
export const codeHash = (typed: string): string =>
  digest(
    `stafette enrolment code\n${typed
      .toUpperCase()
      .replace(/[^0-9A-Z]/g, '')
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1')}`,
  );

/** `cost` is N, `block` r, `lanes` p of scrypt (RFC 7914). */
export type SecretHash = {
  readonly cost: number;
  readonly block: number;
  readonly lanes: number;
  readonly salt: Buffer;
  readonly hash: Buffer;
};

const COST = { cost: 1 << 15, block: 8, lanes: 1 } as const;
const LENGTH = 32;
const [LEAST_COST, MOST_MEMORY] = [1 << 14, 128 << 20];

/** `scrypt$N$r$p$salt$hash`, the last two in base64url; null for anything else, or for figures too weak or too dear to be used. */
export const readSecretHash = (text: string): SecretHash | null => {
  const parts = /^scrypt\$(\d{1,7})\$(\d{1,2})\$(\d{1,2})\$([\w-]{16,128})\$([\w-]{43})$/.exec(text);
  if (parts === null) return null;
  const [cost, block, lanes] = [Number(parts[1]), Number(parts[2]), Number(parts[3])];
  const isPower = (cost & (cost - 1)) === 0;
  if (!isPower || cost < LEAST_COST || block < 8 || lanes < 1 || lanes > 4 || 128 * cost * block > MOST_MEMORY) return null;
  return { cost, block, lanes, salt: Buffer.from(parts[4]!, 'base64url'), hash: Buffer.from(parts[5]!, 'base64url') };
};

const derive = (secret: string, { cost, block, lanes, salt }: Omit<SecretHash, 'hash'>): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    // The same word typed on two keyboards must be the same bytes.
    const bytes = Buffer.from(secret.normalize('NFKC'));
    scrypt(bytes, salt, LENGTH, { N: cost, r: block, p: lanes, maxmem: 2 * MOST_MEMORY }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });

export const hashSecret = async (secret: string, random: RandomBytes): Promise<string> => {
  const salt = Buffer.from(random(16));
  const hash = await derive(secret, { ...COST, salt });
  return `scrypt$${COST.cost}$${COST.block}$${COST.lanes}$${salt.toString('base64url')}$${hash.toString('base64url')}`;
};

/** What is compared with where there is nobody of that name, so that the time tells nothing. */
const NOBODY: SecretHash = { ...COST, salt: Buffer.alloc(16), hash: Buffer.alloc(LENGTH) };

/** Takes as long for somebody who does not exist (null), whose secret is never right. */
export const isSecret = async (secret: string, stored: SecretHash | null): Promise<boolean> => {
  const known = stored ?? NOBODY;
  const same = timingSafeEqual(await derive(secret, known), known.hash);
  return same && stored !== null;
};
