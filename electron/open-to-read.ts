// Opens a folder that a newer version wrote for looking only: cases and lists as they stand, nothing is written and nothing is sent.
import { randomBytes } from 'node:crypto';
import { createNewId } from '../shared/kernel/ids.ts';
import { ok, refuse, type Result } from '../shared/kernel/result.ts';
import { createDesk, type Desk } from '../shared/desk.ts';
import type { DeskHost } from '../shared/desk-parts.ts';
import type { DeskStore, Draft } from '../shared/store/desk-store.ts';
import { createEngine, type Engine } from '../shared/sync/engine.ts';
import type { Transport } from '../shared/sync/protocol.ts';
import { transportTrouble } from '../shared/sync/trouble.ts';
import { readHubFile } from './hub/hub-file.ts';
import { createHubWay } from './hub/hub-way.ts';
import { openReadOnly } from './read-only.ts';
import { digest, schedule } from './workplace.ts';

/** Stands in the status of every principal, so that whoever looks knows why nothing moves. */
const TROUBLE = 'store-newer';

/** Refusals: those of `openReadOnly`; `store-newer` where this version cannot even read it. Source: sync.md §2.9 "downgrade". */
export const openToRead = (dir: string, host: DeskHost): Result<{ readonly desk: Desk; readonly close: () => Promise<void> }> => {
  const opened = openReadOnly(dir, true);
  if (!opened.ok) return opened;
  const hub = readHubFile(dir);
  if (!hub.ok) {
    opened.value.close();
    return hub;
  }
  const store = remembering(opened.value);
  const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));
  const newId = createNewId(Date.now, random);
  const transport = noWay(hub.value === null ? 'loopback' : 'hub');
  const engine = resting(createEngine({ store, transport, clock: Date.now, newId, digest, random, schedule }));
  // Who comes in is asked of the hub, or compared with what this desk kept, as ever.
  const way = hub.value === null ? null : createHubWay({ dir, file: hub.value, store, clock: Date.now });
  return ok({
    desk: createDesk({ ...way?.rooms(engine), engine, store, clock: Date.now, newId, host, demo: hub.value === null, readOnly: true }),
    close: async () => {
      await (way?.close(engine) ?? engine.stop());
      store.close();
    },
  });
};

/** Settings and drafts live as long as the window; the file knows nothing of them. */
const remembering = (store: DeskStore): DeskStore => {
  const settings = new Map<string, string>();
  const drafts = new Map<string, Draft | null>();
  const keyOf = (author: string, key: string): string => JSON.stringify([author, key]);
  return {
    ...store,
    transact: (work) => work(),
    setting: (key) => settings.get(key) ?? store.setting(key),
    saveSetting: (key, value) => void settings.set(key, value),
    draft: (author, key) => drafts.get(keyOf(author, key)) ?? (drafts.has(keyOf(author, key)) ? null : store.draft(author, key)),
    saveDraft: (draft) => void drafts.set(keyOf(draft.author, draft.key), draft),
    deleteDraft: (author, key) => void drafts.set(keyOf(author, key), null),
  };
};

/** Takes no order and begins no conversation; everything that only asks is answered. */
const resting = (engine: Engine): Engine => {
  const no = refuse('read-only', {});
  return {
    ...engine,
    submit: () => no,
    submitMany: (orders) => orders.map(() => no),
    sync: () => Promise.resolve(),
    reach: () => Promise.resolve(false),
    kick: () => undefined,
    status: (lane) => ({ ...engine.status(lane), trouble: TROUBLE }),
  };
};

const noWay = (mode: Transport['mode']): Transport => {
  const never = (): Promise<never> => Promise.reject(transportTrouble(TROUBLE, ''));
  return {
    mode,
    lanes: never,
    hello: never,
    part: never,
    push: never,
    pull: never,
    inventory: never,
    snapshots: never,
    histories: never,
    bodies: never,
    publishPack: never,
    packs: never,
    customers: never,
    putCustomers: never,
    putAbsences: never,
    absences: never,
  };
};
