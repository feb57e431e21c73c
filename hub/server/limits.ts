// Knows how much, how often and how long: every number of the hub's server in one place, so that a test can turn one of them.
import { DAY, MINUTE, type Ms } from '../../shared/kernel/time.ts';
import type { Rate } from './buckets.ts';
import type { Daily } from './quotas.ts';

export type Limits = {
  /** Bytes of one push, unpacked: 500 commands of usual size are a tenth of it; who meets it sends fewer. */
  readonly pushBody: number;
  /** Bytes of any other request of a workstation, unpacked. */
  readonly body: number;
  /** Bytes of a request before anybody has proved himself. */
  readonly smallBody: number;
  /** Characters of a page of events, as long as it holds more than one: a desk reads four times as much. */
  readonly page: number;
  /** Bytes of all requests that are being read or answered at once; beyond it callers are asked to come back. */
  readonly underway: number;
  readonly connections: number;
  /** From one address; a whole office may stand behind it. Behind a proxy all come from there, and the proxy has to count. */
  readonly connectionsOfAddress: number;
  /** What one workstation may have kept within a day. */
  readonly daily: Daily;
  /** Bytes that stay free under an embedded ledger; 0 = nobody looks. */
  readonly freeDisk: number;
  readonly spaceEvery: Ms;
  /** One workstation, all its lanes together: five times the pace a desk keeps to by itself (electron/hub/pace.ts). */
  readonly device: Rate;
  /** Requests of one workstation that are being read or answered: each may hold as much as a body may have. */
  readonly atOnceOfDevice: number;
  /** Epochs one workstation may begin in one lane: every one of them costs every other workstation an inventory. */
  readonly partings: Rate;
  /** One address without a valid key: a whole office may stand behind it. */
  readonly stranger: Rate;
  /** Enrolments and sign-ins from one address within a minute. */
  readonly enrolments: number;
  readonly signIns: number;
  /** So many wrong secrets of one person within so long, at whatever workstation, lock his sign-in. */
  readonly tries: readonly { readonly most: number; readonly within: Ms }[];
  /** Wrong secrets at one workstation, whosever: a few may forget theirs, nobody locks a house out. */
  readonly wrong: Rate;
  /** So long after his last sign-in or command a person's rights stand at a workstation. */
  readonly bound: Ms;
  readonly sockets: number;
  readonly socketsOfDevice: number;
  readonly sweepEvery: Ms;
  /** Wake-ups of one lane are joined within this time, and so many workstations are woken in it. */
  readonly wakeEvery: Ms;
  readonly wakeAtOnce: number;
  readonly hold: Ms;
  readonly renewEvery: Ms;
  readonly beatEvery: Ms;
  readonly packsEvery: Ms;
  readonly recordEvery: Ms;
  readonly revokedEvery: Ms;
  readonly forwardWithin: Ms;
  readonly closeWithin: Ms;
};

export const standardLimits: Limits = {
  pushBody: 8 << 20,
  body: 512 << 10,
  smallBody: 4 << 10,
  page: 16 << 20,
  underway: 256 << 20,
  connections: 10_000,
  connectionsOfAddress: 2_000,
  daily: { commands: 50_000, bytes: 128 << 20, quarantined: 5_000, quarantinedBytes: 16 << 20, absences: 300 },
  freeDisk: 256 << 20,
  spaceEvery: 5_000,
  device: { burst: 2_000, perSecond: 150 },
  atOnceOfDevice: 16,
  partings: { burst: 3, perSecond: 1 / 3_600 },
  stranger: { burst: 120, perSecond: 2 },
  enrolments: 30,
  signIns: 120,
  tries: [
    { most: 5, within: 15 * MINUTE },
    { most: 50, within: DAY },
  ],
  wrong: { burst: 20, perSecond: 1 / 60 },
  bound: 30 * DAY,
  sockets: 5_000,
  socketsOfDevice: 3,
  sweepEvery: 10_000,
  wakeEvery: 20,
  wakeAtOnce: 25,
  hold: 3_000,
  renewEvery: 1_000,
  beatEvery: MINUTE,
  packsEvery: 10_000,
  recordEvery: 1_000,
  revokedEvery: MINUTE,
  forwardWithin: 10_000,
  closeWithin: 8_000,
};
