// Opens what a hub keeps for one command, beside the running hub too, and closes it whatever comes of it.
import { resolve } from 'node:path';
import { refuse, type Result } from '../../shared/kernel/result.ts';
import { createLedger, type Ledger } from '../../shared/sync/ledger.ts';
import { createNewId } from '../../shared/kernel/ids.ts';
import { openStore, holdsLedger } from '../../hub/server/open-store.ts';
import type { HubStore } from '../../hub/server/hub-options.ts';
import { createPacks, type Packs } from '../../hub/server/packs.ts';
import { digest } from '../../hub/server/secrets.ts';
import { randomBytes } from 'node:crypto';
import type { Given, Io } from './command.ts';
import { anyFolder } from './folder.ts';

export type HubPlace = HubStore & { readonly dir: string; readonly packs: Packs; readonly ledger: Ledger };

export const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));

export const hubFolder = (given: Given): string => resolve(given.text('data') ?? '');

/** A password does not belong on a command line, where every user of the machine reads it. */
export const databaseOf = (given: Given, io: Io): string | null => given.text('database') ?? io.env['STAFETTE_DATABASE'] ?? null;

/** Refusals: `no-ledger` {dir} unless `begins`, `not-a-folder`, and those of `openStore`. */
export const atHub = async (
  given: Given,
  io: Io,
  begins: boolean,
  work: (place: HubPlace) => Promise<Result<number>>,
): Promise<Result<number>> => {
  const dir = anyFolder(hubFolder(given));
  if (!dir.ok) return dir;
  const database = databaseOf(given, io);
  if (!begins && database === null && !holdsLedger(dir.value)) return refuse('no-ledger', { dir: dir.value });
  const opened = await openStore({ dir: dir.value, database, now: io.now });
  if (!opened.ok) return opened;
  const { store } = opened.value;
  try {
    const packs = await createPacks(store, io.now);
    const ledger = createLedger({ store, clock: io.now, digest, newEpoch: createNewId(io.now, random) });
    return await work({ ...opened.value, dir: dir.value, packs, ledger });
  } finally {
    await opened.value.close();
  }
};

/** Refusal: `unknown-lane` {lane, known}. */
export const knownLane = (packs: Packs, lane: string): Result<string> =>
  packs.policy(lane) === null ? refuse('unknown-lane', { lane, known: packs.lanes().join(', ') }) : { ok: true, value: lane };
