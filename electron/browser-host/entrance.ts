// Knows who may come in: single-use links that turn into a cookie, and cookies that end when nobody comes for hours.
import { createHash, timingSafeEqual } from 'node:crypto';
import type { RandomBytes } from '../../shared/kernel/ids.ts';
import type { Clock, Ms } from '../../shared/kernel/time.ts';

export type EntranceLimits = {
  /** A link is for the browser that opens now; a forgotten one in a scrollback should open nothing. */
  readonly linkLife: Ms;
  /** Without any request for this long a cookie ends. */
  readonly cookieIdle: Ms;
};

export type Exchange =
  | { readonly ok: true; readonly cookie: string }
  | { readonly ok: false; readonly why: 'used' | 'expired' | 'unknown' };

export interface Entrance {
  /** A new 256-bit key, good for one exchange. */
  newKey(): string;
  exchange(key: string): Exchange;
  /** The name of the visit a cookie belongs to (not the cookie itself), or null. Counts as a sign of life. */
  admit(cookie: string | null): string | null;
  /** True while the visit lives; does not count as a sign of life. */
  lives(visit: string): boolean;
}

type Link = { readonly hash: Buffer; readonly until: Ms; used: boolean };
type Visit = { readonly hash: Buffer; readonly name: string; lastSeen: Ms };

const rememberedLinks = 200;
const rememberedVisits = 200;
const hashOf = (secret: string): Buffer => createHash('sha256').update(secret).digest();

/** Only hashes are kept, and every one is compared in constant time, so neither memory nor timing gives a secret away. */
const found = <Entry extends { readonly hash: Buffer }>(entries: readonly Entry[], secret: string): Entry | undefined => {
  const hash = hashOf(secret);
  let match: Entry | undefined;
  for (const entry of entries) if (timingSafeEqual(entry.hash, hash)) match = entry;
  return match;
};

export const createEntrance = (now: Clock, random: RandomBytes, limits: EntranceLimits): Entrance => {
  let links: readonly Link[] = [];
  let visits: readonly Visit[] = [];
  const secret = (): string => Buffer.from(random(32)).toString('base64url');
  const alive = (visit: Visit): boolean => now() - visit.lastSeen < limits.cookieIdle;

  return {
    newKey: () => {
      const key = secret();
      links = [...links, { hash: hashOf(key), until: now() + limits.linkLife, used: false }].slice(-rememberedLinks);
      return key;
    },
    exchange: (key) => {
      const link = found(links, key);
      if (link === undefined) return { ok: false, why: 'unknown' };
      if (link.used) return { ok: false, why: 'used' };
      if (now() >= link.until) return { ok: false, why: 'expired' };
      link.used = true;
      const cookie = secret();
      const name = hashOf(secret()).toString('hex').slice(0, 16);
      visits = [...visits.filter(alive), { hash: hashOf(cookie), name, lastSeen: now() }].slice(-rememberedVisits);
      return { ok: true, cookie };
    },
    admit: (cookie) => {
      const visit = cookie === null ? undefined : found(visits, cookie);
      if (visit === undefined || !alive(visit)) return null;
      visit.lastSeen = now();
      return visit.name;
    },
    lives: (name) => visits.some((visit) => visit.name === name && alive(visit)),
  };
};
