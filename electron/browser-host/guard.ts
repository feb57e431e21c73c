// Decides from the headers alone whether a request can come from this host's own page; everything else is turned away first.
import type { IncomingHttpHeaders } from 'node:http';

/** Where the page lives: the literal address, never a name, because a name can be made to point here by anyone (DNS rebinding). */
export type Address = { readonly host: string; readonly origin: string };

export const addressOf = (port: number): Address => ({ host: `127.0.0.1:${port}`, origin: `http://127.0.0.1:${port}` });

export type Turned = { readonly status: 421 | 403; readonly why: 'host' | 'origin' | 'site' };

/**
 * 421 for another Host, 403 for a foreign Origin or a foreign Sec-Fetch-Site; null = may go on.
 * `SameSite=Strict` does not help here: another port of 127.0.0.1 is the same site, and the browser sends it our cookie.
 */
export const turnAway = (address: Address, headers: IncomingHttpHeaders): Turned | null => {
  if (headers.host !== address.host) return { status: 421, why: 'host' };
  if (headers.origin !== undefined && headers.origin !== address.origin) return { status: 403, why: 'origin' };
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return { status: 403, why: 'site' };
  return null;
};

/** A socket is stricter: browsers always send its Origin, so one without it is no page of ours. */
export const turnSocketAway = (address: Address, headers: IncomingHttpHeaders): Turned | null =>
  turnAway(address, headers) ?? (headers.origin === address.origin ? null : { status: 403, why: 'origin' });

/** The value of one cookie; the name carries the port, since cookies of 127.0.0.1 are shared by all ports. */
export const cookieOf = (headers: IncomingHttpHeaders, name: string): string | null => {
  for (const part of (headers.cookie ?? '').split(';')) {
    const [key, ...value] = part.split('=');
    if (key?.trim() === name) return value.join('=').trim();
  }
  return null;
};

/** JSON in its plain spelling only: a form or a plain-text post of another page can never carry it without a preflight. */
export const isJson = (headers: IncomingHttpHeaders): boolean =>
  /^application\/json(?:\s*;\s*charset="?utf-8"?)?$/i.test(headers['content-type'] ?? '') &&
  (headers['content-encoding'] ?? 'identity') === 'identity';
