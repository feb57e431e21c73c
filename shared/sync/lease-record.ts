// Keeps beside the database how far this desk's journal ever spoke of leases, so that a database put back from a backup spends nothing twice.
import { z } from 'zod';
import type { Inside } from './inside.ts';
import type { LeaseParts, LeaseRecord, OutsideRecord } from './lease-parts.ts';
import { isBehindItself } from './owed-journal.ts';
import { renewNumbers, SKIPPED_NUMBERS } from './tell-again.ts';

const placeSchema = z.object({
  gen: z.number(),
  dseq: z.number(),
  hash: z.string(),
  /** Of an incarnation that ended: the last number under which it spoke of leases. Absent where nobody can say. */
  ended: z.record(z.string(), z.number()),
});
const recordSchema = z.object({ device: z.string(), lanes: z.record(z.string(), placeSchema) });
type Place = z.infer<typeof placeSchema>;

type Parts = Inside & { readonly leases: LeaseParts };

export const createLeaseRecord = (inside: Parts): LeaseRecord => {
  const { store, device, leases } = inside;
  const compared = new Set<string>();
  const unkept = new Set<string>();
  const places = readPlaces(leases.record, device);

  const save = (lane: string, place: Place): void => {
    places.set(lane, place);
    try {
      leases.record.write(JSON.stringify({ device, lanes: Object.fromEntries(places) }));
      unkept.clear();
    } catch {
      // Said by `isKept`: nothing is spent from a lease until it could be written, and every later step tries again.
      unkept.add(lane);
    }
  };
  const endedOf = (lane: string): Place['ended'] => places.get(lane)?.ended ?? {};
  const here = (lane: string): Place => {
    const { gen, dseq, hash } = store.journalHead(lane);
    return { gen, dseq, hash, ended: endedOf(lane) };
  };
  const stands = (lane: string, { gen, dseq, hash }: Place): boolean =>
    dseq === 0 || (store.journal(lane, gen, dseq - 1, 1)[0]?.hash ?? '') === hash;

  /** The old incarnation ended where the record says; what it said up to there the hub may have, and then its leases are whole. */
  const putBack = (lane: string, kept: Place): void => {
    renewNumbers(inside, lane, { newestGen: kept.gen, journal: { dseq: kept.dseq } }, SKIPPED_NUMBERS);
    save(lane, { ...here(lane), ended: { ...kept.ended, [kept.gen]: kept.dseq } });
  };

  return {
    ready: (lane) => {
      if (compared.has(lane)) {
        if (unkept.has(lane)) save(lane, here(lane));
        return false;
      }
      compared.add(lane);
      const [kept, head] = [places.get(lane), store.journalHead(lane)];
      if (kept === undefined) {
        if (!hasAsked(inside, lane, head)) return false;
        // Leases without a record: the folder came from another machine, or the record is lost. What was spent elsewhere nobody knows, also
        // of a lease that this copy has only asked for.
        renewNumbers(inside, lane, { newestGen: head.gen, journal: null }, SKIPPED_NUMBERS);
        save(lane, here(lane));
        return true;
      }
      if (kept.gen <= head.gen && stands(lane, kept)) {
        // A new incarnation that was begun and not recorded: how far the old one went says nothing then.
        if (kept.gen < head.gen) save(lane, here(lane));
        return false;
      }
      putBack(lane, kept);
      return true;
    },
    note: (lane) => save(lane, here(lane)),
    raised: (lane) => {
      if (places.has(lane)) save(lane, here(lane));
    },
    doubted: (lane) => {
      const kept = places.get(lane);
      if (kept !== undefined) save(lane, { ...kept, ended: {} });
    },
    endOf: (lane, gen) => endedOf(lane)[gen] ?? null,
    isKept: (lane) => !unkept.has(lane) && !isBehindItself(inside, lane),
  };
};

const PAGE = 500;

/** Whether this incarnation has ever asked for a lease. */
const hasAsked = ({ store }: Inside, lane: string, { gen }: Pick<Place, 'gen'>): boolean => {
  for (let from = 0, page; (page = store.journal(lane, gen, from, PAGE)).length > 0; from = page.at(-1)!.dseq)
    if (page.some(({ command }) => command.type === 'ask-lease')) return true;
  return false;
};

/** A record that cannot be read, or of another workstation, is none. */
const readPlaces = (record: OutsideRecord, device: string): Map<string, Place> => {
  try {
    const read = recordSchema.safeParse(JSON.parse(record.read() ?? 'null'));
    return new Map(read.success && read.data.device === device ? Object.entries(read.data.lanes) : []);
  } catch {
    return new Map();
  }
};
