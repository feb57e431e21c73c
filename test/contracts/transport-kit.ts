// Makes the ways to a ledger that the contract of a transport is run on: in the same process, and over HTTP to a real hub.
import { randomBytes, randomUUID } from 'node:crypto';
import { createHttpTransport } from '../../electron/hub/http-transport.ts';
import { createHubClient } from '../../electron/hub/hub-client.ts';
import { createWakeSocket } from '../../electron/hub/wake-socket.ts';
import { enrolAt } from '../../electron/hub/enrol.ts';
import { createNewId } from '../../shared/kernel/ids.ts';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { createLedger } from '../../shared/sync/ledger.ts';
import { createLoopback } from '../../shared/sync/loopback.ts';
import { SECRET, startHubKit, type HubKitOptions } from '../hub/real-hub.ts';
import { digest } from '../sync/desks.ts';
import { LANE, type TransportUnderTest } from './transport-contract.ts';

export const overLoopback = async (): Promise<TransportUnderTest> => {
  const store = createMemoryLedgerStore();
  const newEpoch = createNewId(Date.now, (count) => new Uint8Array(randomBytes(count)));
  const ledger = createLedger({ store, clock: Date.now, digest, newEpoch });
  for (const pack of STARTER_PACKS) await ledger.publishPack(pack);
  const transport = createLoopback(ledger);
  let slot = 0;
  return { store, device: async () => ({ id: randomUUID(), slot: (slot += 1), transport }), end: () => Promise.resolve() };
};

export const overHttp = async (options: HubKitOptions): Promise<TransportUnderTest> => {
  const kit = await startHubKit(options);
  const ends: (() => void)[] = [];
  return {
    store: kit.hub().store,
    device: async () => {
      const id = randomUUID();
      const joined = await enrolAt({ url: kit.url(), code: await kit.code(), name: 'Platz' }, id);
      if (!joined.ok) throw new Error(JSON.stringify(joined.refusal));
      const { membership, slot } = joined.value;
      const [url, key] = [() => membership.url, () => membership.key];
      const client = createHubClient({ url, key });
      const wake = createWakeSocket({ url, key, lanes: () => [], jitter: () => 0.5 });
      ends.push(client.close, wake.close);
      const signed = await client.ask('sign-in', { lane: LANE, person: 'lena', secret: SECRET });
      if (!signed.ok) throw new Error(JSON.stringify(signed.refusal));
      return { id, slot: slot ?? 0, transport: createHttpTransport(client, wake) };
    },
    end: async () => {
      for (const end of ends) end();
      await kit.end();
    },
  };
};
