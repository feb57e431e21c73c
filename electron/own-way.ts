// Puts the desk of a single seat to its own ledger in the same process; a new folder gets its packs.
import type { NewId } from '../shared/kernel/ids.ts';
import type { Clock } from '../shared/kernel/time.ts';
import type { PackInput } from '../shared/policy/pack-schema.ts';
import type { DeskStore } from '../shared/store/desk-store.ts';
import type { LedgerStore } from '../shared/store/ledger-store.ts';
import type { Digest } from '../shared/kernel/ids.ts';
import { createLedger } from '../shared/sync/ledger.ts';
import { createLoopback } from '../shared/sync/loopback.ts';
import { createDoor } from './hub/door.ts';
import { replant } from './rescue.ts';
import type { Way } from './way.ts';

export type OwnWayParts = {
  readonly dir: string;
  readonly store: DeskStore;
  readonly ledger: LedgerStore;
  readonly clock: Clock;
  readonly digest: Digest;
  readonly newEpoch: NewId;
  readonly packs: readonly PackInput[];
};

export const createOwnWay = ({ dir, store, ledger, clock, digest, newEpoch, packs }: OwnWayParts): Way => ({
  transport: createLoopback(createLedger({ store: ledger, clock, digest, newEpoch })),
  settle: async (engine) => {
    if (engine.lanes().length === 0 && (await ledger.packs()).length === 0)
      for (const document of packs) {
        const published = await engine.publishPack(document);
        if (!published.ok) throw new Error(`a starter pack is broken: ${JSON.stringify(published.refusal)}`);
      }
    await engine.sync();
  },
  adopt: async (engine, rescued) => {
    replant(store, rescued);
    engine.adopt(rescued.saved);
    await engine.sync();
  },
  rooms: () => ({ door: createDoor({ dir, store }) }),
  close: (engine) => engine.stop(),
});
