// Lets a second start on the same data folder ask the running host for a new link, by a secret only this user can read.
import { randomBytes, timingSafeEqual } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
import { join } from 'node:path';
import { z } from 'zod';
import { json, text, type Answer } from './answer.ts';

/** What stands in the data folder while a browser host runs there. */
const note = z.strictObject({ pid: z.number().int(), port: z.number().int().min(1).max(65535), secret: z.string().min(40) });
type Note = z.infer<typeof note>;

const noteFile = (dir: string): string => join(dir, 'running.json');

export interface Control {
  readonly secret: string;
  answer(request: IncomingMessage): Answer;
}

export const createControl = (newLink: () => string): Control => {
  const secret = randomBytes(32).toString('base64url');
  const isOurs = (given: unknown): boolean => {
    const [left, right] = [Buffer.from(secret), Buffer.from(typeof given === 'string' ? given : '')];
    return left.length === right.length && timingSafeEqual(left, right);
  };
  return {
    secret,
    answer: (request) => {
      // A browser always tells on itself by these headers; whatever it is, it has no business here.
      if (request.headers.origin !== undefined || request.headers['sec-fetch-site'] !== undefined) return text(403, 'Not for pages.');
      if (request.method !== 'POST') return text(405, 'Links are asked for by POST.', { allow: 'POST' });
      if (!isOurs(request.headers['stafette-control'])) return text(403, 'This secret is not the one in the data folder.');
      return json(200, { url: newLink() });
    },
  };
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

/** A fresh link of the host that runs on this folder, or null when none answers within a second. */
export const askRunning = async (dir: string): Promise<string | null> => {
  const found = readNote(dir);
  if (found === null) return null;
  const origin = `http://127.0.0.1:${found.port}`;
  try {
    const response = await fetch(`${origin}/control/link`, {
      method: 'POST',
      headers: { 'stafette-control': found.secret },
      redirect: 'error',
      signal: AbortSignal.timeout(1000),
    });
    const answer = z.strictObject({ url: z.url() }).safeParse(await response.json());
    return response.ok && answer.success && answer.data.url.startsWith(`${origin}/`) ? answer.data.url : null;
  } catch {
    // A crash left the note behind, or another program has the port now.
    return null;
  }
};
