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
  /** Rights may have changed: null ends the sockets of a workstation. */
  regard(device: string, lanes: readonly string[] | null): void;
  /** Drops sockets that no longer answer, and asks of each workstation what it may read now. */
  sweep(lanesOf: (device: string) => Promise<readonly string[] | null>): Promise<void>;
  close(): void;
}

type Listener = { readonly device: string; lanes: ReadonlySet<string>; answered: boolean };

/** Wake-ups are small and carry nothing: who leaves so many unread is gone. */
const UNREAD = 64 << 10;
const [GOING_AWAY, NOT_TAKEN, NO_RIGHTS, TOO_MANY] = [1001, 1003, 4403, 4429];

export const createWakeSockets = (limits: Limits, sent: (sockets: number) => void): WakeSockets => {
  // A workstation says nothing here; compression would cost more than it saves.
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false, clientTracking: false });
  const listeners = new Map<WebSocket, Listener>();
  const waiting = new Map<string, { position: number; told: number; timer: NodeJS.Timeout }>();

  const send = (lane: string, position: number): void => {
    const text = JSON.stringify({ lane, position });
    let told = 0;
    for (const [socket, { lanes }] of listeners) {
      if (!lanes.has(lane)) continue;
      told += 1;
      if (socket.bufferedAmount > UNREAD) socket.terminate();
      else socket.send(text);
    }
    sent(told);
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
        const entry: Listener = { device, lanes: new Set(lanes), answered: true };
        // A workstation that lost its line comes again before the old socket is known to be dead.
        for (const old of ofDevice(device).slice(0, -(limits.socketsOfDevice - 1))) old.close(TOO_MANY);
        listeners.set(window, entry);
        window.on('pong', () => (entry.answered = true));
        window.on('message', () => window.close(NOT_TAKEN));
        window.on('close', () => listeners.delete(window));
        // Broken frames end the connection by themselves; without a listener they would end the process.
        window.on('error', () => window.terminate());
      });
    },
    wake: (lane, position) => {
      const found = waiting.get(lane);
      if (found !== undefined) {
        found.position = Math.max(found.position, position);
        return;
      }
      send(lane, position);
      // What comes close behind is told once at the end: a busy lane would else wake two hundred desks for every click.
      const timer = setTimeout(() => {
        const { position: newest, told } = waiting.get(lane)!;
        waiting.delete(lane);
        if (newest > told) send(lane, newest);
      }, limits.wakeEvery);
      waiting.set(lane, { position, told: position, timer });
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
      for (const { timer } of waiting.values()) clearTimeout(timer);
      waiting.clear();
      for (const socket of listeners.keys()) socket.close(GOING_AWAY);
      server.close();
    },
  };
};
