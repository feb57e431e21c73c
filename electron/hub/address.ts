// Reads the address of a hub as a person writes it: encrypted, or on this very machine.
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';

const HERE = /^(?:127(?:\.\d{1,3}){3}|localhost|\[::1\])$/;

/**
 * Without an end slash; a name alone means https. Refusals: `bad-url`, `hub-insecure` (plain HTTP elsewhere than on this machine: the
 * key of the workstation and customers' words would be read on the way).
 */
export const readAddress = (text: string): Result<string, Refusal<'bad-url' | 'hub-insecure'>> => {
  const written = text.trim();
  const whole = /^[a-z][a-z+.-]*:\/\//i.test(written) ? written : `https://${written}`;
  if (!URL.canParse(whole)) return refuse('bad-url', { url: text });
  const url = new URL(whole);
  const clean = url.username === '' && url.password === '' && url.search === '' && url.hash === '' && url.hostname !== '';
  if (!clean || (url.protocol !== 'https:' && url.protocol !== 'http:')) return refuse('bad-url', { url: text });
  if (url.protocol === 'http:' && !HERE.test(url.hostname)) return refuse('hub-insecure', { url: text });
  return ok(`${url.origin}${url.pathname.replace(/\/+$/, '')}`);
};
