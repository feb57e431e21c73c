// Names what keeps a way to a ledger from answering, so that a status can say it and whoever tries again knows how long to wait.
import type { Ms } from '../kernel/time.ts';

/**
 * What a transport rejects with. `unreachable` (no connection), `hub-silent` (no answer in time), `not-a-hub` (something else answered: a
 * network's login page, a proxy), `bad-answer` (cut off, or no answer of the protocol), `hub-untrusted` (its certificate), and the
 * codes of `HubFault`: `not-enrolled`, `device-revoked`, `no-rights`, `not-ready`, `too-many`, `too-large`, `broken`, …
 */
export type TransportTrouble = Error & { readonly trouble: string; readonly after: Ms | null };

/** `words` are for whoever looks closer; `after`: how long the other side asks to be left alone. */
export const transportTrouble = (trouble: string, words: string, after: Ms | null = null): TransportTrouble =>
  Object.assign(new Error(words), { trouble, after });

export const isTransportTrouble = (error: unknown): error is TransportTrouble =>
  error instanceof Error && 'trouble' in error && typeof error.trouble === 'string';

/** As a status tells it: the code, and after a colon the words where there are any. */
export const troubleLine = ({ trouble, message }: TransportTrouble): string => (message === '' ? trouble : `${trouble}: ${message}`);
