// Serves the desk's page and its calls to this machine's own browser, on loopback only.
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RandomBytes } from '../../shared/kernel/ids.ts';
import type { Clock } from '../../shared/kernel/time.ts';
import type { DeskPort } from '../desk-port.ts';
import { readPageFiles } from '../page-files.ts';
import { fault, write } from './answer.ts';
import { createControl, type Announce } from './control.ts';
import { createEntrance } from './entrance.ts';
import { createEventSockets } from './events.ts';
import { addressOf, cookieOf, turnSocketAway } from './guard.ts';
import { protectiveHeaders } from './headers.ts';
import { standardLimits, type Limits } from './limits.ts';
import { systemPeerJudge } from './peer.ts';
import { createRate } from './rate.ts';
import { respond, type House } from './requests.ts';

export type BrowserHostOptions = {
  readonly port: DeskPort;
  /** The folder of the built page. */
  readonly page: string;
  /** 0 = any free port. */
  readonly tcpPort: number;
  readonly now: Clock;
  readonly random: RandomBytes;
  readonly language?: 'de' | 'en' | undefined;
  readonly limits?: Partial<Limits>;
  /** Takes a call the telephone system announces through the control door; left out, there is no such door. */
  readonly announce?: Announce | undefined;
  /** Where a bug is told; a page only hears that something broke. */
  readonly report: (error: unknown) => void;
};

export interface BrowserHost {
  readonly tcpPort: number;
  readonly origin: string;
  /** Opens the control door to a second start; see control.ts. */
  readonly secret: string;
  /** A new address that lets one browser in, once. */
  newLink(): string;
  /** Windows with an open event socket. */
  windows(): number;
  /** Lets running calls end, then ends everything. */
  close(): Promise<void>;
}

const listen = (server: ReturnType<typeof createServer>, tcpPort: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ host: '127.0.0.1', port: tcpPort, exclusive: true }, () => {
      server.off('error', reject);
      resolve((server.address() as AddressInfo).port);
    });
  });

/** Rejects with the system's error when the port is taken (`EADDRINUSE`). */
export const startBrowserHost = async (options: BrowserHostOptions): Promise<BrowserHost> => {
  const { now, random, report } = options;
  const limits = { ...standardLimits, ...options.limits };
  const files = readPageFiles(options.page);
  const server = createServer({ keepAliveTimeout: 65_000, headersTimeout: 10_000, requestTimeout: 30_000, maxHeaderSize: 16_384 });
  server.maxConnections = limits.connections;
  const tcpPort = await listen(server, options.tcpPort);

  const address = addressOf(tcpPort);
  const entrance = createEntrance(now, random, limits);
  const newLink = (): string => `${address.origin}/open?key=${entrance.newKey()}`;
  const [visitors, guests] = [createRate(now, limits.visitor), createRate(now, limits.anonymous)];
  const sockets = createEventSockets(limits);
  const isOwnUser = systemPeerJudge();
  const strangers = new WeakMap<object, boolean>();
  const house: House = {
    address,
    cookieName: `stafette_${tcpPort}`,
    files,
    port: options.port,
    entrance,
    control: createControl({ newLink, announce: options.announce ?? null, windows: sockets.count }),
    limits,
    mayAsk: (name) => (name === 'anonymous' ? guests(name) : visitors(name)),
    isStranger: ({ socket }: IncomingMessage) => {
      // Once per connection: its owner cannot change, and a window keeps its connections.
      const known = strangers.get(socket) ?? isOwnUser(socket.remotePort ?? 0, tcpPort) === false;
      strangers.set(socket, known);
      return known;
    },
    firstPage: options.language === undefined ? '/' : `/?language=${options.language}`,
  };
  const protective = protectiveHeaders(`'self' ws://${address.host}`);

  server.on('request', (request, response) => {
    respond(house, request)
      .catch((error: unknown) => {
        report(error);
        return fault(500, 'broken', request.url ?? '', 'The host failed here; the terminal says more.');
      })
      .then((answer) => write(response, protective, answer))
      .catch(report);
  });
  server.on('upgrade', (request, socket, head) => {
    const refuse = (line: string): void => {
      socket.end(`HTTP/1.1 ${line}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
    };
    // A caller that hangs up in the middle is no fault of ours.
    socket.on('error', () => socket.destroy());
    const turned = turnSocketAway(address, request.headers);
    if (turned) return refuse(turned.status === 421 ? '421 Misdirected Request' : '403 Forbidden');
    if (house.isStranger(request)) return refuse('403 Forbidden');
    const visit = entrance.admit(cookieOf(request.headers, house.cookieName));
    if (!house.mayAsk(visit ?? 'anonymous')) return refuse('429 Too Many Requests');
    if (visit === null) return refuse('401 Unauthorized');
    if (request.url !== '/events') return refuse('404 Not Found');
    sockets.take(request, socket, head, visit);
  });

  const unsubscribe = options.port.subscribe(sockets.send);
  const sweeper = setInterval(() => sockets.sweep(entrance.lives), limits.sweepEvery);
  sweeper.unref();

  return {
    tcpPort,
    origin: address.origin,
    secret: house.control.secret,
    newLink,
    windows: sockets.count,
    close: async () => {
      clearInterval(sweeper);
      unsubscribe();
      sockets.close();
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const impatience = setTimeout(() => server.closeAllConnections(), limits.closeWithin);
      await closed;
      clearTimeout(impatience);
    },
  };
};
