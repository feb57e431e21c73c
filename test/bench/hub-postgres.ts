// Measures how many commands a hub over PostgreSQL rules on beside single inserts into the same server: what group commit is worth there.
import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { openPostgresLedger } from '../../hub/postgres.ts';
import { startPostgres } from '../../hub/simulation/own-postgres.ts';
import { createLedger } from '../../shared/sync/ledger.ts';
import { createDevice, digest, notesOn, openings, PACK } from './hub-work.ts';
import { median, round, timed } from './measure.ts';

export type HubPostgresReport = {
  readonly devices: number;
  readonly rounds: number;
  readonly insertsPerSecond: number;
  readonly rulingsPerSecond: number;
  readonly share: number;
  /** One device alone, one command after the other: nobody to share a transaction with. */
  readonly alonePerSecond: number;
};

const BYTES = 375;

/** Each device sends one note, waits for its verdict and sends the next; in turns with inserts of one row and one transaction each. */
export const benchHubPostgres = async (
  devices: number,
  rounds: number,
  each: number,
  say: (what: string) => void,
): Promise<HubPostgresReport> => {
  say(`${devices} workstations at a hub over PostgreSQL, ${rounds} rounds of ${each} notes each`);
  const server = await startPostgres();
  try {
    const opened = await openPostgresLedger({ url: server.url, schema: `b_${randomUUID().replaceAll('-', '')}` }, () => undefined);
    if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
    const store = opened.value;
    const client = new pg.Client({ connectionString: server.url });
    await client.connect();
    try {
      await client.query('CREATE TABLE raw (id bigserial PRIMARY KEY, data text)');
      const data = 'x'.repeat(BYTES);
      const insert = async (count: number): Promise<void> => {
        for (let n = 0; n < count; n += 1) await client.query('INSERT INTO raw (data) VALUES ($1)', [data]);
      };
      const ledger = createLedger({ store, clock: Date.now, digest, newEpoch: () => 'e' });
      const published = await ledger.publishPack(PACK);
      if (!published.ok) throw new Error(JSON.stringify(published.refusal));
      const push = async (frame: unknown): Promise<void> => {
        const answer = await ledger.push(frame);
        if (!answer.ok || answer.value.verdicts.some(({ verdict }) => verdict !== 'accepted')) throw new Error(JSON.stringify(answer));
      };
      const writers = Array.from({ length: devices }, (_, n) => ({ name: `d${n}`, writer: createDevice(`d${n}`, Date.now()) }));
      for (const { name, writer } of writers) for (const frame of writer.inFrames(openings(name, 5))) await push(frame);
      const says = async ({ name, writer }: (typeof writers)[number], count: number): Promise<void> => {
        for (const frame of writer.inFrames(notesOn(name, 1, count), 1)) await push(frame);
      };
      const [inserts, rulings, alone]: [number[], number[], number[]] = [[], [], []];
      for (let round = 0; round <= rounds; round += 1) {
        const raw = await timed(() => insert(each * 5));
        const together = await timed(() => Promise.all(writers.map((one) => says(one, each))));
        const single = await timed(() => says(writers[0]!, each));
        // The first round only warms up.
        if (round === 0) continue;
        inserts.push((each * 5_000) / raw);
        rulings.push((devices * each * 1_000) / together);
        alone.push((each * 1_000) / single);
      }
      return {
        devices,
        rounds,
        insertsPerSecond: round(median(inserts), 0),
        rulingsPerSecond: round(median(rulings), 0),
        share: round(median(rulings.map((rate, n) => rate / inserts[n]!))),
        alonePerSecond: round(median(alone), 0),
      };
    } finally {
      await client.end();
      await store.close();
    }
  } finally {
    await server.stop();
  }
};
