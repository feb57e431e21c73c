// Asks a hub one question over HTTP and always comes back: with a checked answer, or with a named trouble.
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { PROTOCOL } from '../../shared/sync/protocol.ts';
import { isTransportTrouble, transportTrouble, type TransportTrouble } from '../../shared/sync/trouble.ts';
import { hubFaultSchema, routes, type RouteInput, type RouteName, type RouteOutput } from '../../shared/sync/wire.ts';
import { createPace } from './pace.ts';

export type HubClientParts = {
  readonly url: () => string;
  /** Shown with every request but the first; null before enrolment. */
  readonly key: () => string | null;
  /** Longest silence; the whole of an answer may take longer as long as something comes. */
  readonly silence?: number;
  /** The same of a line in doubt. */
  readonly doubted?: number;
};

export interface HubClient {
  /** Rejects with a `TransportTrouble`, and with nothing else. */
  ask<Name extends RouteName>(name: Name, input: RouteInput<Name>, silence?: number): Promise<RouteOutput<Name>>;
  /** The line may be gone: for a moment nobody is given the patience that a slow line deserves, questions under way included. */
  doubt(): void;
  /** Breaks off whatever is under way and asks nothing more. */
  close(): void;
}

export const SILENCE = 15_000;
/** A line in doubt has so long to answer, and is in doubt for so long. */
const DOUBTED_SILENCE = 3_000;
const DOUBT = 10_000;
/** No answer takes longer, however steadily it drips. */
const LONGEST = 8;
/** A page of 500 events is less than one; more than this nobody sends in good faith. */
const MOST_BYTES = 64 << 20;
/** Below this packing costs more than it saves: three packets (sync.md §2.6). */
const PACK_FROM = 4096;

/** Whoever asks to be left alone no longer than this is asked again without a word; so long at first, doubling, where he does not say. */
const BRIEFLY = 2_000;
const MOMENT = 100;

const pack = promisify(gzip);

export const createHubClient = ({ url, key, silence = SILENCE, doubted = DOUBTED_SILENCE }: HubClientParts): HubClient => {
  const closing = new AbortController();
  const watches = new Set<Watch>();
  const turn = createPace(() => performance.now());
  let doubtedUntil = 0;
  const patience = (limit: number): number => (performance.now() < doubtedUntil ? Math.min(limit, doubted) : limit);

  const askOnce = async <Name extends RouteName>(name: Name, input: RouteInput<Name>, limit: number): Promise<RouteOutput<Name>> => {
    const shown = key();
    if (closing.signal.aborted) throw transportTrouble('unreachable', 'closed');
    if (routes[name].auth === 'device' && shown === null) throw transportTrouble('not-enrolled', '');
    const watch = startWatch(patience(limit));
    watches.add(watch);
    const signal = AbortSignal.any([watch.signal, closing.signal]);
    try {
      const response = await fetch(`${url()}/v1/${name}`, { ...(await requestOf(input, shown)), signal });
      watch.heard();
      return checked(name, await readText(response, watch.heard));
    } catch (error) {
      throw watch.signal.aborted ? transportTrouble('hub-silent', `${watch.limit()} ms`) : nameTrouble(error);
    } finally {
      watch.stop();
      watches.delete(watch);
    }
  };

  return {
    doubt: () => {
      doubtedUntil = performance.now() + DOUBT;
      for (const watch of watches) watch.hurry(doubted);
    },
    ask: async (name, input, limit = silence) => {
      await rest(turn(), closing.signal);
      const until = performance.now() + patience(limit);
      for (let tries = 0; ; tries += 1) {
        try {
          return await askOnce(name, input, limit);
        } catch (error) {
          const wait = isTransportTrouble(error) ? waitOf(error, tries) : null;
          // Nothing was done with it: asking again says nothing twice.
          if (wait === null || performance.now() + wait > until) throw error;
          await rest(wait, closing.signal);
        }
      }
    },
    close: () => closing.abort(),
  };
};

/** Null where waiting is not for this question: it lasts longer, or something else is the matter. */
const waitOf = ({ trouble, after }: TransportTrouble, tries: number): number | null =>
  trouble === 'too-many' && (after ?? 0) <= BRIEFLY ? Math.max(after ?? 0, Math.min(BRIEFLY, MOMENT * 2 ** tries)) : null;

/** Ends at once where everything is broken off; whoever asks then hears so. */
const rest = async (ms: number, closing: AbortSignal): Promise<void> => {
  if (ms > 0) await sleep(ms, undefined, { signal: closing }).catch(() => undefined);
};

const requestOf = async (input: unknown, key: string | null): Promise<RequestInit> => {
  const body = Buffer.from(JSON.stringify(input));
  const packed = body.length >= PACK_FROM;
  return {
    method: 'POST',
    body: packed ? new Uint8Array(await pack(body, { level: 1 })) : new Uint8Array(body),
    // A hub sends nobody elsewhere; a login page of the network does.
    redirect: 'manual',
    headers: {
      'content-type': 'application/json',
      accept: 'application/json',
      'stafette-protocol': String(PROTOCOL),
      ...(packed ? { 'content-encoding': 'gzip' } : {}),
      ...(key === null ? {} : { authorization: `Bearer ${key}` }),
    },
  };
};

type Watch = {
  readonly signal: AbortSignal;
  readonly heard: () => void;
  /** Nobody waits longer than this any more, from now on. */
  readonly hurry: (limit: number) => void;
  readonly limit: () => number;
  readonly stop: () => void;
};

const startWatch = (patience: number): Watch => {
  let silence = patience;
  const control = new AbortController();
  const end = (): void => control.abort();
  const whole = setTimeout(end, silence * LONGEST);
  let quiet = setTimeout(end, silence);
  return {
    signal: control.signal,
    heard: () => {
      clearTimeout(quiet);
      quiet = setTimeout(end, silence);
    },
    hurry: (limit) => {
      silence = Math.min(silence, limit);
      clearTimeout(quiet);
      quiet = setTimeout(end, silence);
    },
    limit: () => silence,
    stop: () => {
      clearTimeout(whole);
      clearTimeout(quiet);
    },
  };
};

const isJson = (response: Response): boolean => /^application\/json\b/i.test(response.headers.get('content-type') ?? '');

/** The text of an answer in the protocol; everything else is named. */
const readText = async (response: Response, heard: () => void): Promise<string> => {
  if (!isJson(response)) {
    await response.body?.cancel();
    throw foreignAnswer(response);
  }
  const text = await readBody(response, heard);
  if (response.ok) return text;
  const fault = hubFaultSchema.safeParse(parsed(text));
  if (!fault.success) throw foreignAnswer(response);
  const { code, data } = fault.data.fault;
  const after = typeof data['after'] === 'number' ? data['after'] : null;
  throw transportTrouble(
    /^[a-z-]{1,60}$/.test(code) ? code : 'bad-answer',
    Object.keys(data).length === 0 ? '' : JSON.stringify(data),
    after,
  );
};

/** What stands between desk and hub answers in its own way: a proxy whose hub is away, a page to log in at. */
const foreignAnswer = (response: Response): TransportTrouble => {
  const seen = `${response.status} ${response.headers.get('content-type') ?? ''}`.trim();
  const { status } = response;
  if (status === 413) return transportTrouble('too-large', seen);
  if (status === 429) return transportTrouble('too-many', seen, retryAfter(response));
  if (status === 502 || status === 503 || status === 504) return transportTrouble('not-ready', seen, retryAfter(response));
  return transportTrouble('not-a-hub', seen);
};

const retryAfter = (response: Response): number | null => {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  return Number.isFinite(seconds) && seconds >= 0 ? seconds * 1000 : null;
};

const readBody = async (response: Response, heard: () => void): Promise<string> => {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    heard();
    size += part.length;
    if (size > MOST_BYTES) throw transportTrouble('too-large', `${size}`);
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
};

const parsed = (text: string): unknown => {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw transportTrouble('bad-answer', 'no JSON');
  }
};

const checked = <Name extends RouteName>(name: Name, text: string): RouteOutput<Name> => {
  const read = routes[name].output.safeParse(parsed(text));
  if (!read.success) throw transportTrouble('bad-answer', `${name}: ${read.error.issues[0]?.path.join('.') ?? ''}`);
  // Each name has its own schema; the compiler cannot follow which.
  return read.data as RouteOutput<Name>;
};

const CERTIFICATE = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ALTNAME|ERR_TLS/;
/** What came was no HTTP, or no TLS. */
const NO_HTTP = /^(?:HTTPParserError|HPE_|ERR_SSL_|EPROTO)/;
/** The connection stood and the answer broke off, or was not packed as it said. */
const BROKEN_OFF = /^(?:UND_ERR_(?!CONNECT_|SOCKET)|Z_|ERR_INVALID_)/;

/** `fetch` hides what happened behind "fetch failed" or "terminated"; the cause has a code. */
const nameTrouble = (error: unknown): TransportTrouble => {
  if (error instanceof Error && 'trouble' in error) return error as TransportTrouble;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const words = cause instanceof Error ? cause.message : String(cause);
  if (NO_HTTP.test(code) || (cause instanceof Error && NO_HTTP.test(cause.name))) return transportTrouble('not-a-hub', words);
  if (CERTIFICATE.test(code)) return transportTrouble('hub-untrusted', words);
  if (BROKEN_OFF.test(code) || (error instanceof Error && error.message === 'terminated')) return transportTrouble('bad-answer', words);
  return transportTrouble('unreachable', words);
};
