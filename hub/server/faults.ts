// Knows why a hub did not answer a request, with the status each reason travels under.
import type { HubFault } from '../../shared/sync/wire.ts';

export type FaultCode =
  | 'bad-request'
  | 'not-enrolled'
  | 'device-revoked'
  | 'no-rights'
  | 'unknown-route'
  | 'too-large'
  | 'protocol-too-old'
  | 'protocol-too-new'
  | 'too-many'
  | 'quota'
  | 'broken'
  | 'not-ready'
  | 'hub-full';

const STATUS: Readonly<Record<FaultCode, number>> = {
  'bad-request': 400,
  'not-enrolled': 401,
  'device-revoked': 403,
  'no-rights': 403,
  'unknown-route': 404,
  'too-large': 413,
  'protocol-too-old': 426,
  'protocol-too-new': 426,
  'too-many': 429,
  quota: 429,
  broken: 500,
  'not-ready': 503,
  'hub-full': 507,
};

/** Thrown inside a request, and turned into its answer in one place. */
export type Turned = Error & { readonly fault: HubFault };

export const statusOf = (code: string): number => STATUS[code as FaultCode] ?? 500;

/** Ends the request with this fault. */
export const turnAway = (code: FaultCode, data: HubFault['data'] = {}): Turned => Object.assign(new Error(code), { fault: { code, data } });

export const isTurned = (error: unknown): error is Turned => error instanceof Error && 'fault' in error;

/** What Fastify and its plugins complain of, in the words of the wire; null for what is our own bug. */
export const faultOfServer = (error: { readonly code?: string | undefined; readonly statusCode?: number | undefined }): HubFault | null => {
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return { code: 'too-large', data: {} };
  if (error.statusCode === 415) return { code: 'bad-request', data: { path: 'content-type' } };
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
    return { code: 'bad-request', data: { path: '' } };
  return null;
};
