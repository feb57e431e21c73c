// Knows whether the other end of a loopback connection belongs to the same user of this machine, where the system tells.
import { readFileSync } from 'node:fs';

// 127.0.0.1 as /proc/net/tcp and tcp6 write it; the second is an IPv6 socket that speaks IPv4.
const loopbacks = ['0100007F', '0000000000000000FFFF00000100007F'];
const hexPort = (port: number): string => port.toString(16).toUpperCase().padStart(4, '0');

/**
 * The user id that owns the socket `127.0.0.1:from → 127.0.0.1:to`, read from the text of /proc/net/tcp(6); null = not listed.
 * A socket its process has closed already (inode 0) stands there as root's; it counts as not listed.
 */
export const ownerIn = (table: string, from: number, to: number): number | null => {
  for (const loopback of loopbacks) {
    // Searched for as text: a busy machine lists thousands of finished connections, and splitting them all would take milliseconds.
    const pair = ` ${loopback}:${hexPort(from)} ${loopback}:${hexPort(to)} `;
    for (let at = table.indexOf(pair); at !== -1; at = table.indexOf(pair, at + 1)) {
      const end = table.indexOf('\n', at);
      const cells = table
        .slice(at, end === -1 ? undefined : end)
        .trim()
        .split(/\s+/);
      // local, remote, state, queues, timer, retransmits, uid, timeout, inode
      if (cells[8] !== '0') return Number(cells[6]);
    }
  }
  return null;
};

const attempts = 4;

/**
 * Judges peers by a table that is read anew each time. The system does not freeze it while it is read, so an entry may be
 * missed: what is not there is looked for again. Once our own ends were seen in it, it is known to tell, and a peer that
 * stays unlisted is refused; `null` = it never told anything.
 */
export const createPeerJudge = (
  readTables: readonly (() => string)[],
  self: number,
): ((remotePort: number, localPort: number) => boolean | null) => {
  let tells = false;
  return (remotePort, localPort) => {
    for (let attempt = 0; attempt < attempts; attempt += 1) {
      for (const readTable of readTables) {
        const table = readTable();
        tells ||= ownerIn(table, localPort, remotePort) !== null;
        const owner = ownerIn(table, remotePort, localPort);
        // Root needs no link to get at us.
        if (owner !== null) return owner === self || owner === 0;
      }
    }
    return tells ? false : null;
  };
};

/**
 * Two things of ours can reach another user of a Linux machine: the link, which stands on the browser's command line for a
 * moment (`ps`), and the cookie, which browsers also send to every other port of 127.0.0.1, whoever listens there. Both are
 * worth nothing from a process of somebody else. `null` = this system does not tell (not Linux, or the table is hidden).
 */
export const systemPeerJudge = (): ((remotePort: number, localPort: number) => boolean | null) => {
  const self = process.getuid?.();
  if (process.platform !== 'linux' || self === undefined) return () => null;
  // Nearly every peer stands in the first; each reading costs milliseconds, once per connection.
  return createPeerJudge([tableOf('/proc/net/tcp'), tableOf('/proc/net/tcp6')], self);
};

const tableOf = (file: string) => (): string => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    // Hidden by a hardened system, or a machine without IPv6: then this table lists nobody.
    return '';
  }
};
