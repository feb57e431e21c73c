// Knows whose certificates a workstation believes: those Node and the system know, and the authority of the house that was named for its folder.
import { X509Certificate } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import tls from 'node:tls';
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';

const CA_FILE = 'hub-ca.pem';
const CERTIFICATE = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g;

/** Every certificate in the file, in PEM. Refusal: `ca-file` {file, why}. */
export const readAuthority = (file: string): Result<string, Refusal<'ca-file'>> => {
  try {
    const found = readFileSync(file, 'utf8').match(CERTIFICATE) ?? [];
    if (found.length === 0) return refuse('ca-file', { file, why: 'PEM' });
    // Half a certificate would be noticed with the first question only, and as something else.
    for (const pem of found) void new X509Certificate(pem).fingerprint256;
    return ok(`${found.join('\n')}\n`);
  } catch (error) {
    return refuse('ca-file', { file, why: error instanceof Error ? error.message.split('\n')[0]! : String(error) });
  }
};

/** From the next start on the folder's hub is believed by it, too; whole or not at all. */
export const keepAuthority = (dir: string, pem: string): void => {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const file = join(dir, CA_FILE);
  writeFileSync(`${file}.new`, pem, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

/** Null where none was named. */
export const authorityOf = (dir: string): string | null => {
  const file = join(dir, CA_FILE);
  const read = existsSync(file) ? readAuthority(file) : null;
  return read?.ok === true ? read.value : null;
};

/** For every question this process asks from now on. A house's own authority is known to the machines it runs, not to Node. */
export const trust = (url: string, authority: string | null): void => {
  if (!url.startsWith('https:') || !('setDefaultCACertificates' in tls)) return;
  const own = authority?.match(CERTIFICATE) ?? [];
  tls.setDefaultCACertificates([...new Set([...tls.getCACertificates('default'), ...tls.getCACertificates('system'), ...own])]);
};
