// Carries calls over HTTP and wake-ups over one WebSocket to the browser host that served this page.
import type { DeskEvent, WireAnswer, WireRequest } from '../../shared/api.ts';
import type { Wire } from './wire.ts';

const FIRST_PAUSE = 250;
const LONGEST_PAUSE = 8000;

/** The pause before the next attempt doubles up to eight seconds; a third of it is chance, so that windows do not knock together. */
export const pauseBefore = (attempt: number, chance: number): number => {
  const full = Math.min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** attempt);
  return Math.round(full * (2 / 3) + (full / 3) * chance);
};

export const createHttpWire = (): Wire => ({ call: post, listen });

const post = async (name: string, request: WireRequest): Promise<WireAnswer> => {
  const response = await fetch(`/rpc/${name}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', stafette: '1' },
    body: JSON.stringify(request),
    // A draft on its way must survive the window that closes; browsers allow that up to 64 kB.
    keepalive: name === 'draft.save',
  });
  return (await response.json()) as WireAnswer;
};

const listen: Wire['listen'] = (onEvent, onState) => {
  let socket: WebSocket | null = null;
  let timer: number | undefined;
  let attempt = 0;
  let ended = false;

  const connect = (): void => {
    const { protocol, host } = window.location;
    socket = new WebSocket(`${protocol === 'https:' ? 'wss' : 'ws'}://${host}/events`);
    socket.addEventListener('open', () => {
      attempt = 0;
      onState(true);
    });
    socket.addEventListener('message', ({ data }) => onEvent(JSON.parse(String(data)) as DeskEvent));
    socket.addEventListener('close', () => {
      if (ended) return;
      onState(false);
      timer = window.setTimeout(connect, pauseBefore(attempt, Math.random()));
      attempt += 1;
    });
  };

  connect();
  return () => {
    ended = true;
    window.clearTimeout(timer);
    socket?.close();
  };
};
