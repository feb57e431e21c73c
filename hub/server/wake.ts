// Wakes workstations by WebSocket when a lane has news: only that there is some, and only lanes they may read.
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Limits } from './limits.ts';

export interface WakeSockets {
  readonly count: () => number;
  take(request: IncomingMessage, socket: Duplex, head: Buffer, device: string, lanes: readonly string[]): void;
  /** There is news up to this position. */
  wake(lane: string, position: number): void;
  /** Somebody came or went: told to these workstations, but for one that knows. */
  stir(lane: string, devices: ReadonlySet<string>, but: string | null): void;
  /** Rights may have changed: null ends the sockets of a workstation. */
  regard(device: string, lanes: readonly string[] | null): void;
  /** Drops sockets that no longer answer, and asks of each workstation what it may read now. */
  sweep(lanesOf: (device: string) => Promise<readonly string[] | null>): Promise<void>;
  close(): void;
}

/** `told`: by kind and lane the number of the news it was woken for last. */
type Listener = { readonly device: string; lanes: ReadonlySet<string>; answered: boolean; readonly told: Map<string, number> };

/** News of a lane are counted: not all of them move its position. `devices`: who is told that somebody came or went; null = real news, for all. */
type News = { readonly lane: string; count: number; position: number; timer: NodeJS.Timeout | null; devices: ReadonlySet<string> | null };

const comings = (lane: string): string => `${lane}\npresence`;

/** Wake-ups are small and carry nothing: who leaves so many unread is gone. */
const UNREAD = 64 << 10;
const [GOING_AWAY, NOT_TAKEN, NO_RIGHTS, TOO_MANY] = [1001, 1003, 4403, 4429];

export const createWakeSockets = (limits: Limits, sent: (sockets: number) => void): WakeSockets => {
  // A workstation says nothing here; compression would cost more than it saves.
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false, clientTracking: false });
  const listeners = new Map<WebSocket, Listener>();
  /** Whoever was woken last stands last. */
  const turns = new Set<WebSocket>();
  const lanesWithNews = new Map<string, News>();

  const countOf = (kind: string): number => lanesWithNews.get(kind)?.count ?? 0;

  /**
   * A few at a time, and whoever was woken last comes last: two hundred workstations that ask in the same moment would keep each other, and
   * whoever has something to say, waiting. What comes meanwhile is told along with it.
   */
  const ripple = (kind: string, news: News): void => {
    news.timer = null;
    const { lane, position, devices } = news;
    const text = JSON.stringify({ lane, position, ...(devices === null ? {} : { presence: true }) });
    const due: WebSocket[] = [];
    for (const socket of turns) {
      if (due.length === limits.wakeAtOnce) break;
      const { device, lanes, told } = listeners.get(socket)!;
      if (lanes.has(lane) && (devices?.has(device) ?? true) && (told.get(kind) ?? 0) < news.count) due.push(socket);
    }
    for (const socket of due) {
      listeners.get(socket)!.told.set(kind, news.count);
      turns.delete(socket);
      turns.add(socket);
      if (socket.bufferedAmount > UNREAD) socket.terminate();
      else socket.send(text);
    }
    if (due.length === 0) return;
    sent(due.length);
    news.timer = setTimeout(() => ripple(kind, news), limits.wakeEvery);
  };
  /** What a workstation says of itself it need not be told; whatever else is new it is. */
  const knows = (device: string, kind: string, count: number): void => {
    for (const { device: whose, told } of listeners.values())
      if (whose === device && (told.get(kind) ?? 0) === count - 1) told.set(kind, count);
  };
  const ofDevice = (device: string): readonly WebSocket[] =>
    [...listeners].flatMap(([socket, listener]) => (listener.device === device ? [socket] : []));
  const regard = (device: string, lanes: readonly string[] | null): void => {
    for (const socket of ofDevice(device))
      if (lanes === null) socket.close(NO_RIGHTS);
      else listeners.get(socket)!.lanes = new Set(lanes);
  };

  return {
    count: () => listeners.size,
    take: (request, socket, head, device, lanes) => {
      server.handleUpgrade(request, socket, head, (window) => {
        // It asks for itself as soon as it stands.
        const told = new Map(lanes.flatMap((lane) => [lane, comings(lane)]).map((kind) => [kind, countOf(kind)] as const));
        const entry: Listener = { device, lanes: new Set(lanes), answered: true, told };
        // A workstation that lost its line comes again before the old socket is known to be dead.
        for (const old of ofDevice(device).slice(0, -(limits.socketsOfDevice - 1))) old.close(TOO_MANY);
        listeners.set(window, entry);
        turns.add(window);
        window.on('pong', () => (entry.answered = true));
        window.on('message', () => window.close(NOT_TAKEN));
        window.on('close', () => {
          listeners.delete(window);
          turns.delete(window);
        });
        // Broken frames end the connection by themselves; without a listener they would end the process.
        window.on('error', () => window.terminate());
      });
    },
    wake: (lane, position) => {
      const news = lanesWithNews.get(lane) ?? { lane, count: 0, position: 0, timer: null, devices: null };
      lanesWithNews.set(lane, news);
      news.count += 1;
      news.position = Math.max(news.position, position);
      if (news.timer === null) ripple(lane, news);
    },
    stir: (lane, devices, but) => {
      const kind = comings(lane);
      const news = lanesWithNews.get(kind) ?? { lane, count: 0, position: 0, timer: null, devices };
      lanesWithNews.set(kind, news);
      news.count += 1;
      news.devices = devices;
      if (but !== null) knows(but, kind, news.count);
      if (news.timer === null) ripple(kind, news);
    },
    regard,
    sweep: async (lanesOf) => {
      for (const [socket, entry] of listeners) {
        if (entry.answered) {
          entry.answered = false;
          socket.ping();
        } else socket.terminate();
      }
      for (const device of new Set([...listeners.values()].map((entry) => entry.device))) regard(device, await lanesOf(device));
    },
    close: () => {
      for (const { timer } of lanesWithNews.values()) if (timer !== null) clearTimeout(timer);
      lanesWithNews.clear();
      for (const socket of listeners.keys()) socket.close(GOING_AWAY);
      server.close();
    },
  };
};
