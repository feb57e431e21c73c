// However a log is read, what is kept at hand of it never changes what is told.
import { expect, it } from 'vitest';
import type { Confirmed } from '../../shared/case/events.ts';
import { createRecent } from '../../shared/sync/recent.ts';
import { fc } from '../seeded.ts';

const entry = (position: number) => ({ position }) as Confirmed;

type Step = { readonly grow: number; readonly back: number; readonly limit: number; readonly stale: number };

const step = fc.record({
  grow: fc.integer({ min: 0, max: 700 }),
  back: fc.integer({ min: 0, max: 2_500 }),
  limit: fc.integer({ min: 1, max: 500 }),
  stale: fc.integer({ min: 0, max: 3 }),
});

it('[Y40] events at hand are those of the log: none twice, none left out, none behind the end its reader knows', async () => {
  let spared = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 30 }), async (steps: readonly Step[]) => {
      const log: Confirmed[] = [];
      let reads = 0;
      const recent = createRecent({
        events: async (_lane, after, limit) => {
          reads += 1;
          return log.slice(after, after + limit);
        },
      });
      for (const { grow, back, limit, stale } of steps) {
        for (let added = 0; added < grow; added += 1) log.push(entry(log.length + 1));
        const head = Math.max(0, log.length - stale);
        const after = Math.max(0, head - back);
        const end = { epoch: 'e', position: head };
        const told = await Promise.all([recent.events('l', after, limit, end), recent.events('l', after, limit, end)]);
        for (const events of told) expect(events).toEqual(log.slice(after, Math.min(after + limit, head)));
      }
      spared += steps.length * 2 - reads;
    }),
    { numRuns: 60 },
  );
  expect(spared).toBeGreaterThan(200);
});
