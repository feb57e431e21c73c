// Knows by what a data folder belongs to a hub: a small file that names the hub's address, and what the desk keeps of its membership.
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { HUB_ID } from '../../shared/sync/greet-hub.ts';
import { readAddress } from './address.ts';
import { HUB_FILE } from './belongs.ts';

const fileSchema = z.looseObject({ url: z.string() });
/** A hub keeps its own record under the same name. */
const recordSchema = z.looseObject({ hub: z.string(), lanes: z.looseObject({}) });

export type HubFile = { readonly url: string };

/** Null for a folder that keeps its own ledger. Refusals: `hub-file-broken` {file, why}, `hub-data` {dir} (a hub's own folder). */
export const readHubFile = (dir: string): Result<HubFile | null, Refusal<'hub-file-broken' | 'hub-data'>> => {
  const file = join(dir, HUB_FILE);
  if (!existsSync(file)) return ok(null);
  try {
    const document: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (recordSchema.safeParse(document).success) return refuse('hub-data', { dir });
    const { url } = fileSchema.parse(document);
    const address = readAddress(url);
    return address.ok ? ok({ url: address.value }) : refuse('hub-file-broken', { file, why: address.refusal.code });
  } catch (error) {
    return refuse('hub-file-broken', { file, why: error instanceof Error ? error.message.split('\n')[0]! : String(error) });
  }
};

/** Whole or not at all: a start after a power cut finds the old address or the new one. */
export const writeHubFile = (dir: string, { url }: HubFile): void => {
  const file = join(dir, HUB_FILE);
  writeFileSync(`${file}.new`, `${JSON.stringify({ url })}\n`, { mode: 0o600 });
  renameSync(`${file}.new`, file);
};

export const removeHubFile = (dir: string): void => rmSync(join(dir, HUB_FILE), { force: true });

/** What the hub gave this workstation when it was enrolled; `key` proves it with every request. */
export type Membership = { readonly key: string; readonly hub: string; readonly name: string; readonly url: string };

const membershipSchema = z.object({ key: z.string(), hub: z.string(), name: z.string(), url: z.string() });

/** Every setting of the desk that belongs to its hub begins so. */
export const HUB_SETTINGS = 'hub:';
const MEMBERSHIP = `${HUB_SETTINGS}membership`;

export const readMembership = (store: Pick<DeskStore, 'setting'>): Membership | null => {
  const kept = store.setting(MEMBERSHIP);
  return kept === null || kept === '' ? null : membershipSchema.parse(JSON.parse(kept));
};

/** What stands in every case number of this desk; of another desk's numbers none is the same. */
export const SLOT = 'desk-slot';

export type Joined = { readonly membership: Membership; readonly slot: number | null };

export const settingsOfMember = ({ membership, slot }: Joined): readonly (readonly [string, string])[] => [
  [MEMBERSHIP, JSON.stringify(membership)],
  [HUB_ID, membership.hub],
  ...(slot === null ? [] : [[SLOT, String(slot)] as const]),
];

export const saveMembership = (store: Pick<DeskStore, 'transact' | 'saveSetting'>, joined: Joined): void =>
  store.transact(() => settingsOfMember(joined).forEach(([key, value]) => store.saveSetting(key, value)));
