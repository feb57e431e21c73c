// Knows what opening a data folder needs of the way to its ledger, whether that is in the same process or a hub elsewhere.
import type { DeskParts } from '../shared/desk-parts.ts';
import type { Engine } from '../shared/sync/engine.ts';
import type { LeaseParts } from '../shared/sync/lease-parts.ts';
import type { Transport } from '../shared/sync/protocol.ts';
import type { Rescued } from './rescue.ts';

export interface Way {
  readonly transport: Transport;
  /** What the leases of this workstation need; left out where the ledger is its own. */
  readonly leases?: LeaseParts;
  /** Desk and ledger come to agree, as far as opening waits for that. */
  settle(engine: Engine): Promise<void>;
  /** Takes in what was saved from a damaged store. */
  adopt(engine: Engine, rescued: Rescued): Promise<void>;
  /** Who comes in, and how the desk stands to a hub. */
  rooms(engine: Engine): Pick<DeskParts, 'gate' | 'door' | 'presence' | 'telephone' | 'workstations' | 'onLine'>;
  /** Ends timers and conversations; the store stays open. */
  close(engine: Engine): Promise<void>;
}
