// Writes answers: every one carries the protective headers, and nothing of it may be kept by a cache unless it says so.
import type { ServerResponse } from 'node:http';
import type { ApiFault } from '../../shared/api.ts';
import { helpPage, type HelpPage } from './help-pages.ts';

export type Answer = { readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string | Buffer };

const answer = (status: number, type: string, body: string | Buffer, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers: { 'content-type': type, 'cache-control': 'no-store', ...headers },
  body,
});

export const text = (status: number, words: string, headers?: Readonly<Record<string, string>>): Answer =>
  answer(status, 'text/plain; charset=utf-8', `${words}\n`, headers);

export const json = (status: number, value: unknown, headers?: Readonly<Record<string, string>>): Answer =>
  answer(status, 'application/json; charset=utf-8', JSON.stringify(value), headers);

export const help = (status: number, page: HelpPage, language: 'de' | 'en'): Answer =>
  answer(status, 'text/html; charset=utf-8', helpPage(page, language), { vary: 'accept-language' });

export const file = (type: string, body: Buffer, lasting: boolean): Answer =>
  answer(200, type, body, lasting ? { 'cache-control': 'private, max-age=31536000, immutable' } : {});

export const seeOther = (to: string, cookie: string): Answer =>
  answer(303, 'text/plain; charset=utf-8', '', { location: to, 'set-cookie': cookie });

/** A call that never reached the desk, in the shape the page reads everything in. */
export const fault = (
  status: number,
  kind: ApiFault['fault'],
  where: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): Answer => json(status, { ok: false, fault: { fault: kind, where, message } }, headers);

export const write = (response: ServerResponse, protective: Readonly<Record<string, string>>, { status, headers, body }: Answer): void => {
  const bytes = typeof body === 'string' ? Buffer.from(body) : body;
  response.writeHead(status, { ...protective, ...headers, 'content-length': String(bytes.length) });
  response.end(response.req.method === 'HEAD' ? undefined : bytes);
};
