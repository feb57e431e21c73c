// Knows whether the other end of a loopback connection belongs to the same user of this machine, where the system tells.
import { readFileSync } from 'node:fs';

// 127.0.0.1 as /proc/net/tcp and tcp6 write it; the second is an IPv6 socket that speaks IPv4.
const loopbacks = ['0100007F', '0000000000000000FFFF00000100007F'];
const hexPort = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0');

/** The user id that owns the socket `127.0.0.1:from → 127.0.0.1:to`, read from the text of /proc/net/tcp(6); null = not listed. */
export const ownerIn = (table: string, from: number, to: number): number | null => {
  const [local, remote] = [hexPort(from), hexPort(to)];
  for (const line of table.split('\n')) {
    const cells = line.trim().split(/\s+/);
    const [near, far] = [cells[1]?.split(':') ?? [], cells[2]?.split(':') ?? []];
    if (near[1] === local && far[1] === remote && loopbacks.includes(near[0] ?? '') && loopbacks.includes(far[0] ?? ''))
      return Number(cells[7]);
  }
  return null;
};

/** `null` = the table does not even list our own end, so it says nothing about the other one. Root needs no link and passes. */
export const judgePeer = (table: string, remotePort: number, localPort: number, self: number): boolean | null => {
  if (ownerIn(table, localPort, remotePort) === null) return null;
  const owner = ownerIn(table, remotePort, localPort);
  return owner === self || owner === 0;
};

/**
 * Two things of ours can reach another user of a Linux machine: the link, which stands on the browser's command line for a
 * moment (`ps`), and the cookie, which browsers also send to every other port of 127.0.0.1, whoever listens there. Both are
 * worth nothing from a process of somebody else. `null` = this system does not tell (not Linux, or the table is hidden).
 */
export const isOwnUser = (remotePort: number, localPort: number): boolean | null => {
  const self = process.getuid?.();
  if (process.platform !== 'linux' || self === undefined) return null;
  try {
    const table = readFileSync('/proc/net/tcp', 'utf8') + readFileSync('/proc/net/tcp6', 'utf8');
    return judgePeer(table, remotePort, localPort, self);
  } catch {
    return null;
  }
};
