// Puts the hub's routes on a server: who asks, how often, how much and in which protocol is settled before anything is read.
import { timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import Fastify, { LogController, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import compress from '@fastify/compress';
import rateLimit from '@fastify/rate-limit';
import type { Clock } from '../../shared/kernel/time.ts';
import { OLDEST_PROTOCOL, PROTOCOL } from '../../shared/sync/protocol.ts';
import { routes, type HubFault, type RouteName } from '../../shared/sync/wire.ts';
import type { Handlers } from './handlers.ts';
import { createBuckets } from './buckets.ts';
import { limitConnections } from './connections.ts';
import { isDatabaseAway } from './database-faults.ts';
import { faultOfServer, isTurned, statusOf, turnAway } from './faults.ts';
import type { Limits } from './limits.ts';
import { loggerOf, whereItBroke, type LogLevel, type LogTarget } from './log.ts';
import type { Metrics } from './metrics.ts';
import { digest } from './secrets.ts';
import { keyOf, type Visitor } from './visitor.ts';

export type AppParts = {
  readonly handlers: Handlers;
  readonly limits: Limits;
  readonly clock: Clock;
  readonly metrics: Metrics;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  readonly behindProxy: boolean;
  readonly log: { readonly level: LogLevel; readonly target: LogTarget | null };
  readonly visit: (key: string) => Promise<Visitor | null>;
  /** Of the whole hub: null, or why it takes no requests now. */
  readonly away: () => HubFault | null;
  /** Of whatever makes the store grow: null, or why nothing more is taken in now. */
  readonly full: () => HubFault | null;
  readonly ready: () => Promise<string | null>;
  /** What a caller who is not on this machine, or came through a proxy, must show for the figures; null: nobody else gets them. */
  readonly metricsToken: () => string | null;
  /** Answers are held against their schema too: for tests, where a wrong one must not go unseen. */
  readonly checkAnswers: boolean;
};

export type App = {
  readonly server: FastifyInstance;
  /** Who is behind an upgrade request, by the same checks as any other; a fault where he is turned away. */
  readonly admit: (request: IncomingMessage) => Promise<Visitor | HubFault>;
  readonly underway: () => number;
};

/** What stays readable and what is small goes on where the disk is nearly full. */
const GROWING: ReadonlySet<RouteName> = new Set<RouteName>(['push', 'part', 'enrol', 'put-absences']);

const names = Object.keys(routes) as RouteName[];
const bodyOf = (name: RouteName, limits: Limits): number => {
  if (name === 'push') return limits.pushBody;
  if (name === 'enrol' || name === 'sign-in') return limits.smallBody;
  return name === 'presence' ? 4 * limits.smallBody : limits.body;
};

export const createApp = async (parts: AppParts): Promise<App> => {
  const { handlers, limits, clock, metrics, tls } = parts;
  const server: FastifyInstance = Fastify({
    logger: loggerOf(parts.log.level, parts.log.target),
    logController: new LogController({ disableRequestLogging: true }),
    ...(tls === null ? {} : { https: { cert: tls.cert, key: tls.key, minVersion: 'TLSv1.2' } }),
    // One proxy stands before us: what it says of the address counts, what came to it does not.
    trustProxy: parts.behindProxy ? (_address: string, hop: number) => hop === 0 : false,
    bodyLimit: limits.body,
    connectionTimeout: 0,
    requestTimeout: 60_000,
    keepAliveTimeout: 72_000,
    forceCloseConnections: 'idle',
    return503OnClosing: false,
    onProtoPoisoning: 'error',
    onConstructorPoisoning: 'error',
    routerOptions: { caseSensitive: true, ignoreTrailingSlash: false },
    frameworkErrors: (_error, _request, reply) => void answer(reply, { code: 'bad-request', data: { path: '' } }),
  });
  server.server.maxConnections = limits.connections;
  if (!parts.behindProxy) limitConnections(server.server, limits.connectionsOfAddress, () => metrics.failure('connection'));
  const visitors = new WeakMap<FastifyRequest, Visitor>();
  const devices = createBuckets(clock, limits.device);
  const strangers = createBuckets(clock, limits.stranger);
  const atOnce = new Map<string, number>();
  let [requests, bytes] = [0, 0];

  /** The same for requests and sockets: the protocol, then the key, then how often. */
  const identify = async (headers: IncomingMessage['headers'], address: string): Promise<Visitor> => {
    const away = parts.away();
    if (away !== null) throw turnAway('not-ready', away.data);
    checkProtocol(headers['stafette-protocol']);
    const key = keyOf(headers.authorization);
    const visitor = key === null ? null : await parts.visit(key);
    if (visitor === null) {
      metrics.failure('auth');
      const after = strangers.take(address);
      throw after > 0 ? turnAway('too-many', { after }) : turnAway('not-enrolled');
    }
    const after = devices.take(visitor.device.id);
    if (after > 0) throw turnAway('too-many', { after });
    return visitor;
  };
  /** Counted until the answer is out or the caller has hung up: each of them may hold a whole body, however it was packed. */
  const takePlace = (device: string, reply: FastifyReply): void => {
    const open = atOnce.get(device) ?? 0;
    if (open >= limits.atOnceOfDevice) throw turnAway('too-many', { after: 500 });
    // He hung up while it was looked up who he is: nobody would ever give his place back.
    if (reply.raw.destroyed) return;
    atOnce.set(device, open + 1);
    reply.raw.once('close', () => {
      const left = atOnce.get(device)! - 1;
      if (left > 0) atOnce.set(device, left);
      else atOnce.delete(device);
    });
  };
  const identifyStranger = (request: FastifyRequest): void => {
    const away = parts.away();
    if (away !== null) throw turnAway('not-ready', away.data);
    checkProtocol(request.headers['stafette-protocol']);
  };

  await server.register(compress, {
    // What goes in three packets goes as it is: packing a note costs its hub and its reader more than the line saves.
    threshold: 4096,
    encodings: ['gzip', 'identity'],
    requestEncodings: ['gzip', 'identity'],
    zlibOptions: { level: 1 },
    onUnsupportedRequestEncoding: () => turnAway('bad-request', { path: 'content-encoding' }),
    onInvalidRequestPayload: () => turnAway('bad-request', { path: 'content-encoding' }),
  });
  await server.register(rateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) => turnAway('too-many', { after: ttl }),
  });

  server.addHook('onRequest', async (request, reply) => {
    requests += 1;
    reply.headers({ 'cache-control': 'no-store', 'x-content-type-options': 'nosniff' });
    if (tls !== null || parts.behindProxy) reply.header('strict-transport-security', 'max-age=31536000');
    const size = Number(request.headers['content-length'] ?? 65_536);
    bytes += size;
    // Also where the caller hangs up before he is answered.
    reply.raw.once('close', () => {
      requests -= 1;
      bytes -= size;
    });
    if (bytes > limits.underway) throw turnAway('not-ready', { after: 500 });
  });
  server.addHook('onSend', async (_request, reply, payload) => {
    // Whoever is answered last would keep his connection, and with it the hub, open.
    if (parts.away() !== null) reply.header('connection', 'close');
    return payload;
  });
  server.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown';
    metrics.request(route, reply.statusCode, reply.elapsedTime / 1000);
    if (reply.statusCode === 429) metrics.failure('rate');
    const line = { route, status: reply.statusCode, ms: Math.round(reply.elapsedTime), device: visitors.get(request)?.device.id };
    if (reply.statusCode >= 500 && reply.statusCode !== 503 && reply.statusCode !== 507) request.log.error(line, 'broken');
    else request.log.debug(line, 'answered');
  });
  server.setErrorHandler((error: Error & { code?: string; statusCode?: number }, request, reply) => {
    const fault = isTurned(error) ? error.fault : faultOfServer(error);
    if (fault !== null) return answer(reply, fault);
    if (isDatabaseAway(error)) {
      metrics.failure('database');
      request.log.error({ ...whereItBroke(error), route: request.routeOptions.url }, 'the database takes nothing now');
      return answer(reply, { code: 'not-ready', data: { after: 2_000 } });
    }
    metrics.failure('request');
    request.log.error({ ...whereItBroke(error), route: request.routeOptions.url }, 'a request broke');
    return answer(reply, { code: 'broken', data: {} });
  });
  server.setNotFoundHandler((_request, reply) => answer(reply, { code: 'unknown-route', data: {} }));
  server.removeContentTypeParser('text/plain');

  for (const name of names) {
    const perMinute = name === 'enrol' ? limits.enrolments : name === 'sign-in' ? limits.signIns : null;
    server.post(`/v1/${name}`, {
      bodyLimit: bodyOf(name, limits),
      ...(perMinute === null ? {} : { config: { rateLimit: { max: perMinute, timeWindow: 60_000 } } }),
      onRequest: async (request, reply) => {
        const full = GROWING.has(name) ? parts.full() : null;
        if (full !== null) throw turnAway('hub-full', full.data);
        if (routes[name].auth === 'none') return identifyStranger(request);
        const visitor = await identify(request.headers, request.ip);
        visitors.set(request, visitor);
        takePlace(visitor.device.id, reply);
      },
      handler: async (request, reply) => {
        const visitor = visitors.get(request) ?? null;
        if (visitor !== null && visitor.device.revokedAt !== null && name !== 'push') throw turnAway('device-revoked');
        const read = routes[name].input.safeParse(request.body);
        if (!read.success) throw turnAway('bad-request', { path: read.error.issues[0]?.path.join('.') ?? '' });
        const output = await handlers.answer(name, read.data, { visitor, headers: request.headers, log: request.log });
        if (parts.checkAnswers) routes[name].output.parse(typeof output === 'string' ? JSON.parse(output) : output);
        return reply.type('application/json; charset=utf-8').send(typeof output === 'string' ? output : JSON.stringify(output));
      },
    });
  }
  server.get('/healthz', async () => ({ ok: true }));
  server.get('/readyz', async (_request, reply) => {
    const why = await parts.ready();
    return reply.status(why === null ? 200 : 503).send({ ready: why === null, ...(why === null ? {} : { why }) });
  });
  server.get('/metrics', async (request, reply) => {
    // What comes through a proxy comes from this machine, or says so.
    const isOwn = !parts.behindProxy && isOwnMachine(request.ip);
    if (!isOwn && !showsToken(request.headers.authorization, parts.metricsToken())) throw turnAway('unknown-route');
    return reply.type(metrics.contentType).send(await metrics.text());
  });

  return {
    server,
    underway: () => requests,
    admit: async (request) => {
      try {
        const visitor = await identify(request.headers, request.socket.remoteAddress ?? '');
        return visitor.device.revokedAt === null ? visitor : { code: 'device-revoked', data: {} };
      } catch (error) {
        if (isTurned(error)) return error.fault;
        throw error;
      }
    },
  };
};

const answer = (reply: FastifyReply, fault: HubFault): FastifyReply => {
  const after = fault.data['after'];
  if (typeof after === 'number') reply.header('retry-after', String(Math.max(1, Math.ceil(after / 1000))));
  return reply.status(statusOf(fault.code)).type('application/json; charset=utf-8').send(JSON.stringify({ fault }));
};

const checkProtocol = (header: string | readonly string[] | undefined): void => {
  const spoken = typeof header === 'string' && /^\d{1,6}$/.test(header) ? Number(header) : null;
  if (spoken === null) throw turnAway('bad-request', { path: 'stafette-protocol' });
  const data = { spoken, oldest: OLDEST_PROTOCOL, newest: PROTOCOL };
  if (spoken < OLDEST_PROTOCOL) throw turnAway('protocol-too-old', data);
  if (spoken > PROTOCOL) throw turnAway('protocol-too-new', data);
};

const isOwnMachine = (address: string): boolean => /^(?:127\.|::1$|::ffff:127\.)/.test(address);

const showsToken = (authorization: string | undefined, token: string | null): boolean => {
  if (token === null) return false;
  const [given, wanted] = [Buffer.from(digest(authorization ?? '')), Buffer.from(digest(`Bearer ${token}`))];
  return timingSafeEqual(given, wanted);
};
