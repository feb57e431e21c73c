// Decides where a hub may listen: encrypted everywhere, in the clear only on this machine or behind a proxy that encrypts.
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';

/** `tls`: the files of the certificate chain and its key, in PEM. `url`: where workstations and other hub processes reach this one. */
export type Address = {
  readonly host: string;
  /** 0 = any free one. */
  readonly port: number;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly behindProxy: boolean;
  readonly url: string | null;
  /** Requests may be handed on to other hub processes in the clear: the network between them is said to be safe. */
  readonly plainForward?: boolean;
};

export type TlsFiles = { readonly cert: string; readonly key: string };

/** Whether keys and words may travel there: encrypted, on this machine, or where somebody has said that the way is safe. */
export const mayForwardTo = (
  url: string,
  { behindProxy, plainForward = false }: Pick<Address, 'behindProxy' | 'plainForward'>,
): boolean => {
  const { protocol, hostname: host } = new URL(url);
  return protocol === 'https:' || behindProxy || plainForward || isLoopback(host.replace(/^\[|\]$/g, ''));
};

export const isLoopback = (host: string): boolean => /^(?:127(?:\.\d{1,3}){3}|::1|localhost)$/.test(host);

/**
 * Refusals: `plain-http` {host}, `tls-and-proxy`, `tls-file` {file, why}, `bad-public-url` {url}, `plain-forward` {url} (other processes would be
 * sent there in the clear). Answers what stands in the files.
 */
export const readAddress = (
  address: Address,
): Result<TlsFiles | null, Refusal<'plain-http' | 'tls-and-proxy' | 'tls-file' | 'bad-public-url' | 'plain-forward'>> => {
  if (address.tls !== null && address.behindProxy) return refuse('tls-and-proxy');
  if (address.tls === null && !address.behindProxy && !isLoopback(address.host)) return refuse('plain-http', { host: address.host });
  if (address.url !== null && !isPublicUrl(address.url)) return refuse('bad-public-url', { url: address.url });
  if (address.url !== null && !mayForwardTo(address.url, address)) return refuse('plain-forward', { url: address.url });
  return address.tls === null ? ok(null) : readTls(address.tls);
};

export const readTls = (files: TlsFiles): Result<TlsFiles, Refusal<'tls-file'>> => {
  const read: Partial<Record<keyof TlsFiles, string>> = {};
  for (const name of ['cert', 'key'] as const) {
    const file = files[name];
    try {
      const text = readFileSync(file, 'utf8');
      if (!text.includes('-----BEGIN ')) return refuse('tls-file', { file, why: 'PEM' });
      read[name] = text;
    } catch (error) {
      return refuse('tls-file', { file, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return ok({ cert: read.cert!, key: read.key! });
};

const isPublicUrl = (text: string): boolean => {
  const url = URL.parse(text);
  return url !== null && /^https?:$/.test(url.protocol) && url.search === '' && url.hash === '' && url.username === '';
};

/** Where nobody said it, the name of this machine has to do for an address that stands for all of them. */
export const ownUrl = ({ host, tls, url }: Address, port: number): string => {
  if (url !== null) return url.replace(/\/+$/, '');
  const name = /^(?:0\.0\.0\.0|::)$/.test(host) ? hostname() : host.includes(':') ? `[${host}]` : host;
  return `${tls === null ? 'http' : 'https'}://${name}:${port}`;
};
