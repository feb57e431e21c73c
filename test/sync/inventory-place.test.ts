// Where an inventory goes on is told to whoever takes it: it must not name a case he may not see.
import { describe, expect, it } from 'vitest';
import { inventoryOf, type Shelf } from '../../shared/sync/inventory.ts';
import { LISTED } from '../../shared/sync/protocol.ts';
import { digest, LANE } from './desks.ts';
import { createSeeded } from '../../shared/kernel/seeded.ts';

const RIGHTS = { scope: 's', tags: ['team:a'], closedSince: null };

/** A shelf of cases in all of which something was granted, and none of which may be seen. */
const shelfOf = (cases: readonly string[]): Shelf =>
  ({
    digest,
    sight: { visible: async () => new Set() },
    store: {
      head: async () => ({ epoch: 'e', position: 7 }),
      eventAt: async () => 'anchor',
      inventory: async () => ({ cases: [], next: null }),
      grantedCases: async (_lane: string, after: string | null, limit: number) =>
        cases.filter((caseId) => after === null || caseId > after).slice(0, limit),
      grantsOfCases: async (_lane: string, ids: readonly string[]) =>
        ids.map((caseId) => ({ caseId, decision: `d-${caseId}`, customer: 'c', amount: 1, at: 1 })),
    },
  }) as unknown as Shelf;

const walk = async (cases: readonly string[]) => {
  const [shelf, places, told] = [shelfOf(cases), [] as string[], new Set<string>()];
  for (let after: string | null = null, page = 0; page < 20; page += 1) {
    const answer = await inventoryOf(shelf, LANE, RIGHTS, after);
    for (const each of answer.digests) told.add(each.digest);
    if (answer.next === null) return { places, told };
    places.push((after = answer.next));
  }
  throw new Error('an inventory without an end');
};

describe('[Y89] the place at which an inventory goes on', () => {
  it('names no case, and none is passed over', async () => {
    const { whole } = createSeeded(11);
    const hex = (length: number): string => Array.from({ length }, () => whole(0, 15).toString(16)).join('');
    const cases = [...new Set(Array.from({ length: 2 * LISTED + 40 }, () => `019e8c48-2980-7fdd-8290-${hex(12)}`))].toSorted();
    const { places, told } = await walk(cases);
    expect(places.length).toBe(3);
    const known = new Set(cases);
    for (const place of places) expect(place.split(' ').some((word) => known.has(word))).toBe(false);
    expect(told.size).toBe(cases.length);
  });
  it('also where one name begins with another', async () => {
    const cases = Array.from({ length: LISTED + 5 }, (_, n) => 'a'.repeat(1 + (n % 60)) + String(n).padStart(6, '0')).toSorted();
    expect((await walk(cases)).told.size).toBe(cases.length);
  });
});
