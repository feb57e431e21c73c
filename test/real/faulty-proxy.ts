// Stands between a desk and its hub on real sockets and does to them what networks do: cuts, waits, truncates, repeats, answers for somebody else.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { request } from 'node:http';

/**
 * `pass` · `refuse` (connection closed at once) · `lose-request` (never reaches the hub, never answered) · `lose-answer` (the hub did
 * it, nobody hears) · `cut-answer` (half of the answer, then the line is gone) · `twice` (the hub gets the request two times) ·
 * `late` (answered after `delay`) · `unavailable` (503 of some middle box) · `portal` (200 with the page of a captive portal) ·
 * `half-open` (the socket stays, nothing moves any more).
 */
export const TROUBLES = [
  'pass',
  'refuse',
  'lose-request',
  'lose-answer',
  'cut-answer',
  'twice',
  'late',
  'unavailable',
  'portal',
  'half-open',
] as const;
export type Trouble = (typeof TROUBLES)[number];

export type FaultyProxy = {
  readonly url: string;
  /** What happens to the next requests; asked for each one anew, with its path. */
  weather: (path: string) => Trouble;
  /** How often each trouble was met. */
  readonly met: Map<Trouble, number>;
  /** The hub moved to another port. */
  target: string;
  /** Ends every open line, as when a cable is pulled. */
  readonly pull: () => void;
  readonly close: () => Promise<void>;
};

export const startFaultyProxy = async (target: string, delay = 1_500): Promise<FaultyProxy> => {
  const lines = new Set<Socket>();
  const met = new Map<Trouble, number>();
  const server = createServer((from, to) => {
    const trouble = proxy.weather(from.url ?? '/');
    met.set(trouble, (met.get(trouble) ?? 0) + 1);
    void readAll(from).then((body) => answer(trouble, from, to, body), nothing);
  });

  const answer = async (trouble: Trouble, from: IncomingMessage, to: ServerResponse, body: Buffer): Promise<void> => {
    if (trouble === 'refuse') return void from.socket.destroy();
    if (trouble === 'lose-request' || trouble === 'half-open') return;
    if (trouble === 'unavailable') return void to.writeHead(503, { 'content-type': 'text/plain' }).end('upstream connect error');
    if (trouble === 'portal')
      return void to.writeHead(200, { 'content-type': 'text/html' }).end('<html><body>Bitte anmelden</body></html>');
    if (trouble === 'twice') await ask(from, body).catch(nothing);
    const heard = await ask(from, body).catch(nothing);
    if (heard === undefined) return void from.socket.destroy();
    if (trouble === 'lose-answer') return void from.socket.destroy();
    if (trouble === 'late') await new Promise((resolve) => setTimeout(resolve, delay));
    to.writeHead(heard.status, heard.headers);
    if (trouble !== 'cut-answer') return void to.end(heard.body);
    to.write(heard.body.subarray(0, Math.floor(heard.body.length / 2)));
    setTimeout(() => from.socket.destroy(), 20);
  };

  type Heard = { readonly status: number; readonly headers: Record<string, string | string[]>; readonly body: Buffer };
  const ask = (from: IncomingMessage, body: Buffer): Promise<Heard> =>
    new Promise((resolve, reject) => {
      const { host: _host, connection: _connection, ...headers } = from.headers;
      const asked = request(
        new URL(from.url ?? '/', proxy.target),
        { method: from.method ?? 'GET', headers: { ...headers, 'content-length': String(body.length) } },
        (heard) => {
          readAll(heard).then(
            (content) =>
              resolve({
                status: heard.statusCode ?? 502,
                headers: { ...defined(heard.headers), 'content-length': String(content.length) },
                body: content,
              }),
            reject,
          );
        },
      );
      asked.on('error', reject);
      asked.end(body);
    });

  server.on('connection', (line) => {
    lines.add(line);
    line.on('close', () => lines.delete(line));
    line.on('error', nothing);
  });
  // A WebSocket is carried byte by byte; it can only be cut.
  server.on('upgrade', (from, line, head) => {
    const trouble = proxy.weather(from.url ?? '/');
    if (trouble !== 'pass' && trouble !== 'late' && trouble !== 'twice') return void line.destroy();
    const { port, hostname } = new URL(proxy.target);
    const there = connect(Number(port), hostname, () => {
      there.write(`${from.method} ${from.url} HTTP/1.1\r\n${rawHeaders(from)}\r\n`);
      there.write(head);
      line.pipe(there).pipe(line);
    });
    for (const [one, other] of [[line, there] as const, [there, line] as const]) {
      one.on('error', nothing);
      one.on('close', () => other.destroy());
    }
    lines.add(there);
    there.on('close', () => lines.delete(there));
  });

  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const pull = (): void => lines.forEach((line) => line.destroy());
  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    weather: () => 'pass',
    met,
    target,
    pull,
    close: () =>
      new Promise((resolve) => {
        pull();
        server.close(() => resolve());
      }),
  };
  return proxy;
};

const nothing = (): undefined => undefined;

const readAll = async (from: AsyncIterable<Buffer>): Promise<Buffer> => {
  const parts: Buffer[] = [];
  for await (const part of from) parts.push(part);
  return Buffer.concat(parts);
};

const defined = (headers: IncomingMessage['headers']): Record<string, string | string[]> =>
  Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      value === undefined || name === 'transfer-encoding' || name === 'connection' ? [] : [[name, value]],
    ),
  );

const rawHeaders = (from: IncomingMessage): string => {
  const lines: string[] = [];
  for (let index = 0; index < from.rawHeaders.length; index += 2)
    lines.push(`${from.rawHeaders[index]}: ${from.rawHeaders[index + 1]}\r\n`);
  return lines.join('');
};
