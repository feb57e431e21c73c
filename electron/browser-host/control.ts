// The door for this user's other programs, by a secret only he can read: a new link for a second start, a call to announce.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { refuse, type Result } from '../../shared/kernel/result.ts';
import { readPop } from '../../shared/pop-link.ts';
import { pop, type Pop } from '../../shared/views/pop-shapes.ts';
import { json, text, type Answer } from './answer.ts';
import { readBody } from './body.ts';
import { isJson } from './guard.ts';

/** What stands in the data folder while a browser host runs there. */
const note = z.strictObject({ pid: z.number().int(), port: z.number().int().min(1).max(65535), secret: z.string().min(40) });
type Note = z.infer<typeof note>;

const noteFile = (dir: string): string => join(dir, 'running.json');

/** Puts a call before the windows; refusals are the desk's. */
export type Announce = (pop: Pop) => Result<unknown>;

export interface Control {
  readonly secret: string;
  answer(request: IncomingMessage, path: string): Answer | Promise<Answer>;
}

type ControlParts = { readonly newLink: () => string; readonly announce: Announce | null; readonly windows: () => number };

/** What the host answers to whoever wants to know, before he says anything, whether it is the one whose note he has read. */
const proofOf = (secret: string, nonce: string): string => createHmac('sha256', secret).update(`stafette ${nonce}`).digest('base64url');
const NONCE = /^[\w-]{22,64}$/;

const isSame = (one: string, other: string): boolean => {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
};

/** Five short words. */
const CALL_BYTES = 4_096;

export const createControl = ({ newLink, announce, windows }: ControlParts): Control => {
  const secret = randomBytes(32).toString('base64url');
  const isOurs = (given: unknown): boolean => isSame(secret, typeof given === 'string' ? given : '');
  return {
    secret,
    answer: (request, path) => {
      // A browser always tells on itself by these headers; whatever it is, it has no business here.
      if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined) return text(403, 'Not for pages.');
      if (request.method !== 'POST') return text(405, 'This door is asked by POST.', { allow: 'POST' });
      if (path === '/control/hello') return hello(request, secret);
      if (!isOurs(request.headers['stafette-control'])) return text(403, 'This secret is not the one in the data folder.');
      return path === '/control/open' ? announced(request, announce, windows) : json(200, { url: newLink() });
    },
  };
};

const hello = ({ headers }: IncomingMessage, secret: string): Answer => {
  const nonce = headers['stafette-nonce'];
  return typeof nonce === 'string' && NONCE.test(nonce) ? json(200, { proof: proofOf(secret, nonce) }) : text(400, 'A nonce is missing.');
};

const announced = async (request: IncomingMessage, announce: Announce | null, windows: () => number): Promise<Answer> => {
  if (announce === null) return text(404, 'Nobody answers calls here.');
  if (!isJson(request.headers)) return text(415, 'A call is JSON.');
  const body = await readBody(request, CALL_BYTES);
  if (body === 'too-large') return text(413, 'A call is five short words.', { connection: 'close' });
  const asked = body === 'gone' ? null : pop.safeParse(jsonOf(body.text));
  if (asked?.success !== true) return text(400, 'A call is {caller, customer, principal, case, call}.');
  const read = readPop(asked.data);
  const done = read.ok ? announce(read.value) : read;
  return json(200, done.ok ? { ok: true, windows: windows() } : { ok: false, refusal: done.refusal });
};

const jsonOf = (written: string): unknown => {
  try {
    return JSON.parse(written);
  } catch {
    return null;
  }
};

/** Written beside and renamed, so that nobody ever reads half of it; mode 600 from its first moment. */
export const leaveNote = (dir: string, port: number, secret: string): void => {
  const content: Note = { pid: process.pid, port, secret };
  const fresh = `${noteFile(dir)}.${process.pid}`;
  writeFileSync(fresh, JSON.stringify(content), { mode: 0o600 });
  renameSync(fresh, noteFile(dir));
};

const readNote = (dir: string): Note | null => {
  try {
    return note.parse(JSON.parse(readFileSync(noteFile(dir), 'utf8')));
  } catch {
    // None, or one that an older version or a crash left: both mean that nobody can be asked.
    return null;
  }
};

/** Only our own note is taken away: a later host may have left its own. */
export const takeNoteAway = (dir: string): void => {
  if (readNote(dir)?.pid === process.pid) rmSync(noteFile(dir), { force: true });
};

const isAtWork = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

type Said = { readonly headers: Readonly<Record<string, string>>; readonly body: string | null };

const ask = async (url: string, { headers, body }: Said): Promise<unknown> => {
  const response = await fetch(url, { method: 'POST', headers, body, redirect: 'error', signal: AbortSignal.timeout(1000) });
  return response.ok ? await response.json() : null;
};

/**
 * A port and a number of a process outlive whoever had them: what a crash left behind may name a stranger's by now, who must hear neither
 * the secret nor who is calling. Only whoever knows the secret can prove it over a word made just now.
 */
const isOurHost = async (origin: string, secret: string): Promise<boolean> => {
  const nonce = randomBytes(16).toString('base64url');
  const said = z
    .strictObject({ proof: z.string() })
    .safeParse(await ask(`${origin}/control/hello`, { headers: { 'stafette-nonce': nonce }, body: null }));
  return said.success && isSame(said.data.proof, proofOf(secret, nonce));
};

/** Posts to the host that runs on this folder; null when none answers within a second. */
const post = async (
  dir: string,
  path: string,
  body: string | null,
): Promise<{ readonly origin: string; readonly answer: unknown } | null> => {
  const found = readNote(dir);
  if (found === null || !isAtWork(found.pid)) return null;
  const origin = `http://127.0.0.1:${found.port}`;
  const headers = { 'stafette-control': found.secret, ...(body === null ? {} : { 'content-type': 'application/json' }) };
  try {
    return (await isOurHost(origin, found.secret)) ? { origin, answer: await ask(`${origin}${path}`, { headers, body }) } : null;
  } catch {
    // A crash left the note behind, or another program has the port now.
    return null;
  }
};

/** A fresh link of the host that runs on this folder, or null when none answers within a second. */
export const askRunning = async (dir: string): Promise<string | null> => {
  const answered = await post(dir, '/control/link', null);
  const read = z.strictObject({ url: z.url() }).safeParse(answered?.answer);
  return read.success && read.data.url.startsWith(`${answered?.origin ?? ''}/`) ? read.data.url : null;
};

const announcedShape = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), windows: z.number().int() }),
  z.strictObject({ ok: z.literal(false), refusal: z.strictObject({ code: z.string(), data: z.record(z.string(), z.json()) }) }),
]);

/** Announces a call to the host that runs on this folder: how many windows see it, or its refusal; null when none answers. */
export const announceToRunning = async (dir: string, call: Pop): Promise<Result<number> | null> => {
  const answered = await post(dir, '/control/open', JSON.stringify(call));
  const read = announcedShape.safeParse(answered?.answer);
  if (!read.success) return null;
  return read.data.ok ? { ok: true, value: read.data.windows } : refuse(read.data.refusal.code, read.data.refusal.data);
};
