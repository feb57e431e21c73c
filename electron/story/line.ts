// The line between one office and the hub, on real sockets: carried byte by byte, and cut as when a digger meets a cable.
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type Line = {
  readonly url: string;
  readonly cut: () => void;
  readonly mend: () => void;
  readonly close: () => Promise<void>;
};

/** `port`: of the hub on this machine. */
export const openLine = async (port: number): Promise<Line> => {
  const sockets = new Set<Socket>();
  let isCut = false;
  const keep = (socket: Socket, other: () => void): void => {
    sockets.add(socket);
    // Who hung up first is of no interest: both ends go.
    socket.on('error', () => undefined);
    socket.on('close', () => {
      sockets.delete(socket);
      other();
    });
  };
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    keep(near, () => far.destroy());
    keep(far, () => near.destroy());
    near.pipe(far).pipe(near);
  });
  const end = (): void => sockets.forEach((socket) => socket.destroy());
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    cut: () => {
      isCut = true;
      end();
    },
    mend: () => {
      isCut = false;
    },
    close: () =>
      new Promise((resolve) => {
        end();
        server.close(() => resolve());
      }),
  };
};
