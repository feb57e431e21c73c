// Listens for a hub's wake-ups on one WebSocket, notices when it is dead, and connects again, later each time it fails.
import { WebSocket } from 'ws';
import type { z } from 'zod';
import { PROTOCOL } from '../../shared/sync/protocol.ts';
import { wakeSchema } from '../../shared/sync/wire.ts';
import { createPace, NEWS } from './pace.ts';

export interface WakeSocket {
  /** Answers how to stop listening. The socket stands while somebody listens. */
  listen(listener: (lane: string) => void): () => void;
  /** Told of each lane in which somebody came or went at another workstation; also when the socket stands again. */
  onPresence(listener: (lane: string) => void): () => void;
  /** Connects anew at once: the key has come, or the machine has woken up. */
  again(): void;
  close(): void;
}

export type WakeParts = {
  readonly url: () => string;
  readonly key: () => string | null;
  /** Whose wake-ups may have been lost while nothing was connected. */
  readonly lanes: () => readonly string[];
  /** Between 0 and 1, so that many desks do not knock together after a hub's restart. */
  readonly jitter: () => number;
  /** A socket that stood was closed, or gives no sign any more. */
  readonly onLost?: () => void;
  readonly pace?: { readonly first: number; readonly longest: number; readonly beat: number; readonly news: typeof NEWS };
};

/** `news`: wake-ups of one lane; what comes oftener is told as one, as soon as it is due. */
const PACE = { first: 1_000, longest: 60_000, beat: 5_000, news: NEWS } as const;

export const createWakeSocket = ({ url, key, lanes, jitter, onLost = () => undefined, pace = PACE }: WakeParts): WakeSocket => {
  const listeners = new Set<(lane: string) => void>();
  const watchers = new Set<(lane: string) => void>();
  let socket: WebSocket | null = null;
  let timer: NodeJS.Timeout | null = null;
  let failures = 0;
  let closed = false;

  const due = new Map<string, NodeJS.Timeout>();
  const turns = new Map<string, () => number>();
  /** Each wake-up is a question to the hub: a lane in which something happens all the time is asked for at an even pace. */
  const tell = (lane: string): void => {
    if (due.has(lane)) return;
    const turn = turns.get(lane) ?? createPace(() => performance.now(), pace.news);
    turns.set(lane, turn);
    const hear = (): void => {
      due.delete(lane);
      listeners.forEach((listener) => listener(lane));
    };
    const wait = turn();
    if (wait === 0) hear();
    else due.set(lane, setTimeout(hear, wait).unref());
  };

  const drop = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const old = socket;
    socket = null;
    old?.terminate();
  };

  const connect = (): void => {
    drop();
    const shown = key();
    if (closed || listeners.size === 0 || shown === null) return;
    const mine = new WebSocket(`${url().replace(/^http/, 'ws')}/v1/wake`, {
      headers: { authorization: `Bearer ${shown}`, 'stafette-protocol': String(PROTOCOL) },
      handshakeTimeout: pace.beat * 4,
      // A wake-up is a lane's name and a number.
      maxPayload: 4096,
      perMessageDeflate: false,
    });
    socket = mine;
    let heard = true;
    let stood = false;
    const beat = setInterval(() => {
      if (heard && mine.readyState === WebSocket.OPEN) {
        heard = false;
        mine.ping();
      } else if (mine.readyState === WebSocket.OPEN) mine.terminate();
    }, pace.beat);
    mine.on('open', () => {
      failures = 0;
      heard = true;
      stood = true;
      for (const lane of lanes()) {
        tell(lane);
        watchers.forEach((watcher) => watcher(lane));
      }
    });
    mine.on('pong', () => (heard = true));
    mine.on('message', (data) => {
      heard = true;
      const frame = frameOf(data);
      if (frame?.presence === true) watchers.forEach((watcher) => watcher(frame.lane));
      else if (frame !== null) tell(frame.lane);
    });
    // Named by the conversations, which meet the same wall; without a listener an error would end the process.
    mine.on('error', () => mine.terminate());
    mine.on('close', () => {
      clearInterval(beat);
      if (socket !== mine) return;
      socket = null;
      // A line that stood is gone, perhaps to the hub, perhaps only this socket's: whoever promises something must know which.
      if (stood && !closed) onLost();
      const delay = Math.min(pace.longest, pace.first * 2 ** failures) * (0.75 + jitter() / 2);
      failures += 1;
      timer = setTimeout(connect, delay);
      timer.unref();
    });
  };

  return {
    listen: (listener) => {
      listeners.add(listener);
      if (socket === null && timer === null) connect();
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) drop();
      };
    },
    onPresence: (listener) => {
      watchers.add(listener);
      return () => watchers.delete(listener);
    },
    again: () => {
      failures = 0;
      connect();
    },
    close: () => {
      closed = true;
      due.forEach((timer) => clearTimeout(timer));
      drop();
    },
  };
};

/** What is no wake-up wakes nobody: it carries no data that could be lost. */
const frameOf = (data: WebSocket.RawData): z.output<typeof wakeSchema> | null => {
  try {
    // `ws` hands texts over as one buffer.
    const read = wakeSchema.safeParse(JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : ''));
    return read.success ? read.data : null;
  } catch {
    return null;
  }
};
