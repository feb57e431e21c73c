// Decides what one HTTP request gets: turned away, a link exchanged, a page file, or an answer of the desk.
import type { IncomingMessage } from 'node:http';
import type { DeskPort } from '../desk-port.ts';
import { pageFile, type PageFile } from '../page-files.ts';
import { fault, file, help, json, seeOther, text, type Answer } from './answer.ts';
import { readBody } from './body.ts';
import type { Control } from './control.ts';
import type { Entrance } from './entrance.ts';
import { cookieOf, isJson, turnAway, type Address } from './guard.ts';
import { languageOf } from './help-pages.ts';
import type { Limits } from './limits.ts';

export type House = {
  readonly address: Address;
  readonly cookieName: string;
  readonly files: ReadonlyMap<string, PageFile>;
  readonly port: DeskPort;
  readonly entrance: Entrance;
  readonly control: Control;
  readonly limits: Limits;
  /** True = may go on; `anonymous` or the name of a visit. */
  readonly mayAsk: (name: string) => boolean;
  /** True = another user of this machine holds the other end. */
  readonly isStranger: (request: IncomingMessage) => boolean;
  /** What the first page's address carries, e.g. `?language=de`. */
  readonly firstPage: string;
};

const later = { 'retry-after': '1' };
const isPage = (request: IncomingMessage): boolean => (request.headers.accept ?? '').includes('text/html');

/** For this user's other programs. */
const CONTROL = new Set(['/control/hello', '/control/link', '/control/open']);

/** The order is part of the defence: who asks (Host, Origin, user) before how often, how often before what. */
export const respond = async (house: House, request: IncomingMessage): Promise<Answer> => {
  const language = languageOf(request.headers['accept-language']);
  const turned = turnAway(house.address, request.headers);
  if (turned?.status === 421) return text(421, `This is ${house.address.host}, and it answers to no other name.`);
  if (turned) return isPage(request) ? help(403, 'foreign', language) : text(403, 'Only its own page may ask this.');
  if (house.isStranger(request)) return isPage(request) ? help(403, 'stranger', language) : text(403, 'Only for the user who started it.');

  const [path = '/', query = ''] = (request.url ?? '/').split('?', 2);
  const visit = house.entrance.admit(cookieOf(request.headers, house.cookieName));
  if (!house.mayAsk(visit ?? 'anonymous')) return fault(429, 'too-many', path, 'Too many requests; ask again in a second.', later);

  if (path === '/open') return exchange(house, request, query, language);
  if (CONTROL.has(path)) return house.control.answer(request, path);
  if (visit === null)
    return isPage(request) ? help(401, 'no-cookie', language) : fault(401, 'link-needed', path, 'Come in by a new link from the terminal.');
  if (path.startsWith('/rpc/')) return call(house, request, path.slice('/rpc/'.length));
  if (request.method !== 'GET' && request.method !== 'HEAD') return text(405, 'Files are only read.', { allow: 'GET, HEAD' });
  const found = pageFile(house.files, path);
  return found === undefined ? text(404, 'There is nothing here.') : file(found.type, found.body, found.lasting);
};

const exchange = (house: House, request: IncomingMessage, query: string, language: 'de' | 'en'): Answer => {
  if (request.method !== 'GET') return text(405, 'A link is opened, nothing else.', { allow: 'GET' });
  const exchanged = house.entrance.exchange(new URLSearchParams(query).get('key') ?? '');
  if (!exchanged.ok) return help(401, exchanged.why, language);
  // No Max-Age: the browser forgets it when it closes; no Secure: loopback has no TLS; no Domain: this host only.
  return seeOther(house.firstPage, `${house.cookieName}=${exchanged.cookie}; Path=/; HttpOnly; SameSite=Strict`);
};

const call = async (house: House, request: IncomingMessage, name: string): Promise<Answer> => {
  if (request.method !== 'POST') return fault(405, 'broken', name, 'Calls are posted.', { allow: 'POST' });
  // A header of our own cannot be sent by another page without a preflight, which nobody here answers.
  if (request.headers['stafette'] !== '1') return fault(403, 'broken', name, 'The header "stafette: 1" is missing.');
  if (!isJson(request.headers)) return fault(415, 'bad-input', name, 'Calls are JSON: content-type application/json.');
  const body = await readBody(request, house.limits.body);
  if (body === 'too-large') return fault(413, 'too-large', name, `A call has at most ${house.limits.body} bytes.`, { connection: 'close' });
  if (body === 'gone') return fault(400, 'broken', name, 'The call ended before it was complete.');
  let parsed: unknown;
  try {
    parsed = JSON.parse(body.text);
  } catch {
    return fault(400, 'bad-input', name, 'The call is no JSON.');
  }
  return json(200, await house.port.answer(name, parsed));
};
