// Puts a line between a workstation and its hub that a test can cut and join.
import { createServer, connect, type Socket } from 'node:net';

export type Line = { readonly url: string; readonly cut: () => void; readonly join: () => void; readonly end: () => Promise<void> };

/** Carries bytes to the hub at this port; while it is cut, whatever comes is turned away at once. */
export const cuttableLine = async (hubUrl: string): Promise<Line> => {
  const port = Number(new URL(hubUrl).port);
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    for (const socket of [near, far]) {
      open.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => {
        open.delete(socket);
        (socket === near ? far : near).destroy();
      });
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  const cut = (): void => {
    isCut = true;
    open.forEach((socket) => socket.destroy());
  };
  return {
    url: `http://127.0.0.1:${address.port}`,
    cut,
    join: () => void (isCut = false),
    end: () => {
      cut();
      return new Promise((resolve) => void server.close(() => resolve()));
    },
  };
};
