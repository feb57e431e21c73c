// Keeps the packs of every principal compiled, and says which version is in force.
import { ok, type Result } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import { readPack } from '../policy/check.ts';
import type { PackFaults } from '../policy/pack-fault.ts';
import { compilePack } from '../policy/compile.ts';
import type { Pack } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import type { StoredPack } from '../store/ledger-store.ts';

export interface Policies {
  /** Packs must come in the order of their publication; one already known is left as it is. */
  add(stored: readonly StoredPack[]): void;
  lanes(): readonly string[];
  /** The pack in force: the last published whose first day has come; before that day the first one there is. Null for an unknown lane. */
  current(lane: string, now: Ms): Policy | null;
  version(lane: string, version: string): Policy | null;
  /** When a newer pack than this version was published, null while it is the newest. */
  replacedAt(lane: string, version: string): Ms | null;
}

type Entry = { readonly stored: StoredPack; readonly policy: Policy; readonly validFrom: Ms };

export const createPolicies = (): Policies => {
  const byLane = new Map<string, Entry[]>();
  const find = (lane: string, version: string): Entry | undefined => byLane.get(lane)?.find(({ stored }) => stored.version === version);
  return {
    add: (packs) => {
      for (const stored of packs) {
        if (find(stored.lane, stored.version) !== undefined) continue;
        const read = readOnce(stored.document);
        // Only checked packs are ever stored; one that fails now was damaged or needs a newer version.
        if (!read.ok) throw new Error(`stored pack ${stored.version} of ${stored.lane} cannot be read: ${JSON.stringify(read.refusal)}`);
        const entries = byLane.get(stored.lane) ?? [];
        entries.push({ stored, policy: read.value.policy, validFrom: Date.parse(`${read.value.policy.pack.validFrom}T00:00:00Z`) });
        byLane.set(stored.lane, entries);
      }
    },
    lanes: () => [...byLane.keys()].toSorted(),
    current: (lane, now) => {
      const entries = byLane.get(lane);
      if (entries === undefined) return null;
      return (entries.findLast(({ validFrom }) => validFrom <= now) ?? entries[0]!).policy;
    },
    version: (lane, version) => find(lane, version)?.policy ?? null,
    replacedAt: (lane, version) => {
      const entries = byLane.get(lane) ?? [];
      const index = entries.findIndex(({ stored }) => stored.version === version);
      return index === -1 ? null : (entries[index + 1]?.stored.at ?? null);
    },
  };
};

/** Checks a pack somebody wants to publish. Refusal: every fault with path, value and cure. */
export const checkPack = (document: unknown): Result<Pack, PackFaults> => {
  const read = readOnce(document);
  return read.ok ? ok(read.value.policy.pack) : read;
};

type Read = Result<{ readonly policy: Policy }, PackFaults>;

// Checking a pack costs tens of milliseconds, and desk and ledger of one process read the same ones: what a text means never changes.
const readings = new Map<string, Read>();
const AT_HAND = 16;

const readOnce = (document: unknown): Read => {
  const text = JSON.stringify(document) ?? '';
  const known = readings.get(text);
  if (known !== undefined) return known;
  const read = readPack(document);
  const reading: Read = read.ok ? ok({ policy: compilePack(read.value) }) : read;
  readings.set(text, reading);
  if (readings.size > AT_HAND) readings.delete(readings.keys().next().value!);
  return reading;
};
