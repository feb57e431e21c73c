// Knows what a hub process is started with, and what it keeps its ledger and its register in.
import type { RandomBytes } from '../../shared/kernel/ids.ts';
import type { Clock } from '../../shared/kernel/time.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import type { LedgerParts } from '../../shared/sync/ledger.ts';
import type { Register } from '../register/register.ts';
import type { Address } from './address.ts';
import type { Limits } from './limits.ts';
import type { LogLevel, LogTarget } from './log.ts';
import type { Notices, NoticesParts } from './notices.ts';
import type { Peers, PeersParts } from './peers.ts';

export type StoreFile = {
  readonly path: string;
  /** What SQLite itself finds damaged, one line each. */
  readonly integrity: () => readonly string[];
  /** Makes every index anew from its table. */
  readonly reindex: () => void;
};

/** Where the hub keeps everything; closing it closes whatever it was opened from. */
export type HubStore = {
  readonly store: LedgerStore;
  readonly register: Register;
  /** Other processes may work on it: lanes are divided, and news travels through `notices`. */
  readonly shared: boolean;
  readonly notices?: (parts: Pick<NoticesParts, 'owner' | 'hear' | 'onReturn' | 'onLost'>) => Promise<Notices>;
  /** Who else works on it; left out: nobody can say. */
  readonly peers?: (parts: PeersParts) => Peers;
  /** The file it is kept in, for whoever examines it; left out: a server keeps it. */
  readonly file?: StoreFile;
  /** Bytes free on the disk it writes to, where that is this machine's. */
  readonly room?: () => Promise<number>;
  readonly close: () => Promise<void>;
};

export type HubOptions = Partial<Address> & {
  /** Holds `hub.json`, `metrics.token` where somebody else may read the figures, and `directory/` unless that is elsewhere. */
  readonly dir: string;
  readonly directory?: string;
  /** Opened by the caller, closed by the hub. */
  readonly store: HubStore;
  readonly limits?: Partial<Limits>;
  readonly clock?: Clock;
  readonly random?: RandomBytes;
  readonly log?: { readonly level: LogLevel; readonly target: LogTarget | null };
  /** Figures of this process too: memory, processor, event loop. */
  readonly processMetrics?: boolean;
  readonly checkAnswers?: boolean;
  /** For measuring without ruling. */
  readonly judge?: LedgerParts['judge'];
};
