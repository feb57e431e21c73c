// Carries the desk's wake-ups to every open window by WebSocket (not SSE: a sixth tab would exhaust the browser's connections).
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { DeskEvent } from '../../shared/api.ts';
import type { Limits } from './limits.ts';

export interface EventSockets {
  readonly count: () => number;
  take(request: IncomingMessage, socket: Duplex, head: Buffer, visit: string): void;
  send(event: DeskEvent): void;
  /** Drops windows that no longer answer and those whose visit is over. */
  sweep(lives: (visit: string) => boolean): void;
  close(): void;
}

/** A window that reads nothing must not fill our memory; it fetches everything anew when it connects again. */
const unreadLimit = 1 << 20;
const goingAway = 1001;
/** Private code: this visit is over, only a new link helps. */
const visitOver = 4401;

export const createEventSockets = (limits: Limits): EventSockets => {
  // A page has nothing to say here: calls go by POST, so one kilobyte is generous.
  const server = new WebSocketServer({ noServer: true, maxPayload: 1024, perMessageDeflate: false, clientTracking: false });
  const windows = new Map<WebSocket, { readonly visit: string; answered: boolean }>();

  return {
    count: () => windows.size,
    take: (request, socket, head, visit) => {
      if (windows.size >= limits.sockets) {
        socket.end('HTTP/1.1 503 Service Unavailable\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
        return;
      }
      server.handleUpgrade(request, socket, head, (window) => {
        const entry = { visit, answered: true };
        windows.set(window, entry);
        window.on('pong', () => (entry.answered = true));
        window.on('message', () => window.close(1003));
        window.on('close', () => windows.delete(window));
        // Broken frames end the connection by themselves; without a listener they would end the process.
        window.on('error', () => window.terminate());
      });
    },
    send: (event) => {
      const text = JSON.stringify(event);
      for (const window of windows.keys()) {
        if (window.bufferedAmount > unreadLimit) window.terminate();
        else window.send(text);
      }
    },
    sweep: (lives) => {
      for (const [window, entry] of windows) {
        if (!lives(entry.visit)) window.close(visitOver);
        else if (entry.answered) {
          entry.answered = false;
          window.ping();
        } else window.terminate();
      }
    },
    close: () => {
      for (const window of windows.keys()) window.close(goingAway);
      server.close();
    },
  };
};
