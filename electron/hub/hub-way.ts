// Puts a workstation's way to its hub together: the address, the key, HTTP, the wake-ups, the gate; and how it opens and ends without waiting.
import { randomBytes } from 'node:crypto';
import type { Clock, Ms } from '../../shared/kernel/time.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { boundHere, createGate } from './gate.ts';
import { createHttpTransport } from './http-transport.ts';
import { createHubClient } from './hub-client.ts';
import { readMembership, writeHubFile, type HubFile } from './hub-file.ts';
import { createAdoption } from './adoption.ts';
import { createPresenceLine } from './presence-line.ts';
import { createTelephoneLine } from './telephone-line.ts';
import { authorityOf, trust } from './trust.ts';
import { createLeaseFile, stateDir } from './lease-file.ts';
import { createVerifiers } from './verifiers.ts';
import { createWakeSocket } from './wake-socket.ts';
import { createWorkstations } from './workstations.ts';
import { replant } from '../rescue.ts';
import type { Way } from '../way.ts';

export type HubWayParts = {
  readonly dir: string;
  readonly file: HubFile;
  readonly store: DeskStore;
  readonly clock: Clock;
  readonly stopwatch?: Clock;
};

const OPENING: Ms = 1_500;
/** A conversation under way may finish, but no longer than somebody waits for a window to close. */
const ENDING: Ms = 2_000;

export const createHubWay = ({ dir, file, store, clock, stopwatch = () => performance.now() }: HubWayParts): Way => {
  let [url, membership] = [file.url, readMembership(store)];
  const key = (): string | null => membership?.key ?? null;
  trust(url, authorityOf(dir));
  const client = createHubClient({ url: () => url, key });
  let look = (): void => undefined;
  const jitter = (): number => randomBytes(1)[0]! / 255;
  const wake = createWakeSocket({ url: () => url, key, lanes: store.lanes, jitter, onLost: () => look() });
  const presence = createPresenceLine({ client, wake, lanes: store.lanes, stopwatch });
  const adoption = createAdoption(store);
  const verifiers = createVerifiers(store, clock, stopwatch);
  return {
    transport: createHttpTransport(client, wake),
    leases: {
      record: createLeaseFile(stateDir, () => store.setting('device') ?? ''),
      people: (lane) => boundHere(store, verifiers, lane),
    },
    rooms: (engine) => ({
      presence,
      telephone: createTelephoneLine({ store, client, key }),
      workstations: createWorkstations({ store, client, clock }),
      onLine: (isThere) => {
        if (isThere) wake.again();
        look();
      },
      gate: createGate({
        store,
        engine,
        client,
        clock,
        stopwatch,
        url: () => url,
        membership: () => membership,
        join: (joined) => {
          writeHubFile(dir, joined);
          [url, membership] = [joined.url, joined];
          trust(url, authorityOf(dir));
          wake.again();
        },
      }),
    }),
    settle: async (engine) => {
      // A hint that the line is gone: the hub is asked at once and briefly, and its answer is what counts.
      look = () => {
        client.doubt();
        for (const lane of engine.lanes()) engine.kick(lane);
      };
      // What is here is shown at once; a hub that answers soon is waited for, so that the first screen is a fresh one.
      if (membership !== null) await atMost(OPENING, engine.sync());
      adoption.watch(engine);
    },
    adopt: (engine, rescued) => {
      replant(store, rescued);
      adoption.keep(rescued.saved);
      adoption.watch(engine);
      return Promise.resolve();
    },
    close: async (engine) => {
      adoption.stop();
      await presence.close();
      wake.close();
      const ended = engine.stop();
      await atMost(ENDING, ended);
      client.close();
      await ended;
    },
  };
};

const atMost = async (limit: Ms, work: Promise<unknown>): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const end = new Promise<void>((resolve) => (timer = setTimeout(resolve, limit)));
  await Promise.race([work, end]);
  clearTimeout(timer);
};
