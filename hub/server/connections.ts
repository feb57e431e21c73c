// Decides how many connections one address may hold open, so that one machine does not keep everybody else from the hub.
import type { Server } from 'node:net';

/** Whoever has too many is hung up on before anything is read; those he has stay. */
export const limitConnections = (server: Server, most: number, onTooMany: () => void): void => {
  const open = new Map<string, number>();
  server.on('connection', (socket) => {
    const address = placeOf(socket.remoteAddress ?? '');
    const count = (open.get(address) ?? 0) + 1;
    if (count > most) {
      onTooMany();
      socket.destroy();
      return;
    }
    open.set(address, count);
    socket.once('close', () => {
      const left = open.get(address)! - 1;
      if (left > 0) open.set(address, left);
      else open.delete(address);
    });
  });
};

/** One machine has a whole network of version 6 to itself, and may be written in both versions. */
const placeOf = (address: string): string => {
  const four = /^::ffff:([\d.]+)$/i.exec(address)?.[1];
  if (four !== undefined || !address.includes(':')) return four ?? address;
  const [front = '', back] = address.replace(/%.*$/, '').split('::');
  const [left, right] = [front.split(':').filter(Boolean), (back ?? '').split(':').filter(Boolean)];
  const whole = back === undefined ? left : [...left, ...Array<string>(8 - left.length - right.length).fill('0'), ...right];
  return whole.slice(0, 4).join(':');
};
