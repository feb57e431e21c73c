// Keeps the packs of every principal compiled, and says which version is in force.
import { ok, type Result } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import { readPack, readShape } from '../policy/check.ts';
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
  /** Of all packs ever published for a lane, in that order. */
  versions(lane: string): readonly string[];
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
        // Only checked packs are ever stored. A check that has grown stricter since keeps nobody from the cases decided by an older one;
        // a pack that has lost its shape was damaged, or needs a newer version.
        const read = readOnce(stored.document, readShape);
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
    versions: (lane) => (byLane.get(lane) ?? []).map(({ stored }) => stored.version),
    replacedAt: (lane, version) => {
      const entries = byLane.get(lane) ?? [];
      const index = entries.findIndex(({ stored }) => stored.version === version);
      return index === -1 ? null : (entries[index + 1]?.stored.at ?? null);
    },
  };
};

/** Checks a pack somebody wants to publish. Refusal: every fault with path, value and cure. */
export const checkPack = (document: unknown): Result<Pack, PackFaults> => {
  const read = readOnce(document, readPack);
  return read.ok ? ok(read.value.policy.pack) : read;
};

type Reader = (document: unknown) => Result<Pack, PackFaults>;
type Read = Result<{ readonly policy: Policy }, PackFaults>;

// Reading a pack costs tens of milliseconds, and desk and ledger of one process read the same ones: what a text means never changes.
const readings = new Map<Reader, Map<string, Read>>();
const AT_HAND = 128;

// Writing a pack down costs more than all else of a greeting; one that cannot change is written once.
const texts = new WeakMap<object, string>();

const textOf = (document: unknown): string => {
  if (typeof document !== 'object' || document === null || !Object.isFrozen(document)) return JSON.stringify(document) ?? '';
  const text = texts.get(document) ?? JSON.stringify(document);
  texts.set(document, text);
  return text;
};

const readAnew = (document: unknown, reader: Reader): Read => {
  const read = reader(document);
  return read.ok ? ok({ policy: compilePack(read.value) }) : read;
};

const readOnce = (document: unknown, reader: Reader): Read => {
  const known = readings.get(reader) ?? new Map<string, Read>();
  readings.set(reader, known);
  const text = textOf(document);
  const reading = known.get(text) ?? readAnew(document, reader);
  // Those asked for last stand last, and those nobody asks for go.
  known.delete(text);
  known.set(text, reading);
  if (known.size > AT_HAND) known.delete(known.keys().next().value!);
  return reading;
};
