// Stands between a desk and its hub as a plain line: counts the bytes of both directions, and lets each way take its time.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Line = {
  readonly url: string;
  readonly bytes: () => { readonly up: number; readonly down: number };
  readonly close: () => Promise<void>;
};

/** `delay` in milliseconds for each direction: half of what a question and its answer take. */
export const startLine = async (target: string, delay: number): Promise<Line> => {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  let [up, down] = [0, 0];
  const carry = (from: Socket, to: Socket, count: (bytes: number) => void): void => {
    from.on('data', (part) => {
      count(part.length);
      if (delay === 0) return void to.write(part);
      setTimeout(() => to.writable && to.write(part), delay);
    });
    from.on('close', () => setTimeout(() => to.destroy(), delay));
    from.on('error', () => to.destroy());
  };
  const server = createServer((near) => {
    const far = connect(Number(port), hostname);
    for (const socket of [near, far]) {
      socket.setNoDelay(true);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
    }
    carry(near, far, (bytes) => (up += bytes));
    carry(far, near, (bytes) => (down += bytes));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    bytes: () => ({ up, down }),
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
};
