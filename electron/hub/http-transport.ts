// Carries a desk's words to a hub over HTTP: the frames of the loopback, packed, checked, and in smaller pieces where the hub asks for less.
import type { Body } from '../../shared/case/commands.ts';
import {
  CASES,
  type Declined,
  type Histories,
  type InventoryPage,
  type Page,
  type Push,
  type PushAnswer,
  type Snapshot,
  type Transport,
} from '../../shared/sync/protocol.ts';
import { isTransportTrouble, transportTrouble } from '../../shared/sync/trouble.ts';
import type { StoredPack } from '../../shared/store/ledger-store.ts';
import type { HubClient } from './hub-client.ts';
import type { WakeSocket } from './wake-socket.ts';

/** Most words asked for at once, as the wire allows. */
const HASHES = 1_000;

/** What a hub publishes comes from its keepers: packs and customers are refused here. */
export const createHttpTransport = ({ ask }: HubClient, wake: Pick<WakeSocket, 'listen'>): Transport => {
  const snapshots = async (lane: string, cases: readonly string[]): Promise<readonly Snapshot[]> => {
    const answer = await inPieces(cases, CASES, async (piece) => [(await ask('snapshots', { lane, cases: [...piece] })).snapshots]);
    // The wire checks what carries a state; what is in it is the ledger's own, of whatever version.
    return answer.flat() as unknown as readonly Snapshot[];
  };
  const histories: Transport['histories'] = async (lane, cases) => {
    const answers = await inPieces(cases, CASES, async (piece) => [await ask('histories', { lane, cases: [...piece] })]);
    return {
      events: answers.flatMap(({ events }) => events) as unknown as Histories['events'],
      bodies: answers.flatMap(({ bodies }) => bodies),
      more: answers.flatMap(({ more }) => more),
    };
  };
  const push = async (frame: Push): Promise<PushAnswer> => {
    try {
      return (await ask('push', { ...frame, entries: [...frame.entries], bodies: [...frame.bodies] })) as PushAnswer;
    } catch (error) {
      if (!isTooLarge(error) || frame.entries.length < 2) throw error;
      // The first half alone: a chain may end anywhere, and the rest is sent by the next push.
      return push(firstHalf(frame));
    }
  };

  return {
    mode: 'hub',
    lanes: async () => (await ask('lanes', {})).lanes,
    hello: async ({ lane, device, gen }, cursor) => (await ask('hello', { lane, device, gen, cursor })).greeting,
    part: async (lane, cursor, common) => void (await ask('part', { lane, cursor, common })),
    push,
    pull: async (lane, cursor) => (await ask('pull', { lane, cursor })) as unknown as Page,
    inventory: async (lane, after) => (await ask('inventory', { lane, after })) as unknown as InventoryPage,
    snapshots,
    histories,
    bodies: (lane, hashes): Promise<readonly Body[]> =>
      inPieces(hashes, HASHES, async (piece) => (await ask('bodies', { lane, hashes: [...piece] })).bodies),
    packs: async (lane) => (await ask('packs', { lane })).packs as unknown as readonly StoredPack[],
    customers: (lane, after) => ask('customers', { lane, after }),
    absences: (lane) => ask('absences', { lane }),
    putAbsences: async (lane, absences) => {
      const declined: Declined[] = [];
      for (let from = 0; from < absences.length; from += ABSENCES)
        declined.push(...((await ask('put-absences', { lane, absences: absences.slice(from, from + ABSENCES) as never })).declined ?? []));
      return declined;
    },
    publishPack: () => Promise.reject(transportTrouble('not-possible', 'packs come from the hub')),
    putCustomers: () => Promise.reject(transportTrouble('not-possible', 'customers come from the hub')),
    onWake: wake.listen,
  };
};

const ABSENCES = 100;

const isTooLarge = (error: unknown): boolean => isTransportTrouble(error) && error.trouble === 'too-large';

/** Asks for `most` at a time, and for half as many wherever that is too much; one alone that is too much is the caller's trouble. */
const inPieces = async <Item, Answer>(
  items: readonly Item[],
  most: number,
  ask: (piece: readonly Item[]) => Promise<readonly Answer[]>,
): Promise<readonly Answer[]> => {
  if (items.length === 0) return [];
  try {
    if (items.length <= most) return await ask(items);
  } catch (error) {
    if (!isTooLarge(error) || items.length === 1) throw error;
  }
  const half = items.length > most ? most : Math.ceil(items.length / 2);
  return [...(await inPieces(items.slice(0, half), most, ask)), ...(await inPieces(items.slice(half), most, ask))];
};

const firstHalf = (frame: Push): Push => {
  const entries = frame.entries.slice(0, Math.ceil(frame.entries.length / 2));
  return { ...frame, entries, bodies: frame.bodies.filter(({ hash }) => entries.some(({ text }) => text.includes(hash))) };
};
