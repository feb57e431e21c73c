// Puts the parts of a hub process together: who is asked what, and who hears of what.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { NewId, RandomBytes } from '../../shared/kernel/ids.ts';
import { ok, type Result } from '../../shared/kernel/result.ts';
import { DAY, MINUTE, type Clock } from '../../shared/kernel/time.ts';
import { createLedger, type Ledger } from '../../shared/sync/ledger.ts';
import { mayForwardTo, ownUrl, type Address, type TlsFiles } from './address.ts';
import { createApp, type App } from './app.ts';
import { createAtHolder } from './at-holder.ts';
import { openDirectory, type DirectoryFault } from './directory.ts';
import { createContacts } from './contacts.ts';
import { createDoor } from './enrolment.ts';
import { isOpenAt } from './forward.ts';
import { createHandlers } from './handlers.ts';
import type { HubOptions } from './hub-options.ts';
import { createLanes, undivided, type Lanes } from './lanes.ts';
import type { Limits } from './limits.ts';
import { whereItBroke, type Log } from './log.ts';
import { createMetrics, type Failure } from './metrics.ts';
import { noNotices, type Notices } from './notices.ts';
import { createPacks, type Packs } from './packs.ts';
import { createPresence } from './presence.ts';
import { createPushing } from './pushing.ts';
import { createQuotas } from './quotas.ts';
import { createRecorder, type IncarnationRecord, type Recorder } from './record.ts';
import { digest } from './secrets.ts';
import { createSpace, FULL_AGAIN, type Space } from './space.ts';
import { createTelephone } from './telephone.ts';
import { createWorkstations } from './workstations.ts';
import { createTimers, type Timers } from './timers.ts';
import { visitOf, visitorOf, type Visitor } from './visitor.ts';
import { createWakeSockets, type WakeSockets } from './wake.ts';
import { createWordsAlong } from './words-along.ts';

export type Furnishing = {
  readonly options: HubOptions;
  readonly address: Address;
  readonly tls: TlsFiles | null;
  readonly hub: string;
  readonly record: IncarnationRecord;
  readonly clock: Clock;
  readonly random: RandomBytes;
  readonly newId: NewId;
  readonly limits: Limits;
};

/** `listening` and `closing` are set by whoever opens and closes the doors. */
export type House = {
  readonly app: App;
  readonly ledger: Ledger;
  readonly packs: Packs;
  readonly lanes: Lanes;
  readonly timers: Timers;
  readonly sockets: WakeSockets;
  readonly recorder: Recorder;
  readonly notices: Notices;
  readonly space: Space;
  readonly state: { port: number | null; closing: boolean };
  readonly log: () => Log;
  readonly failed: (what: Failure) => (error: unknown) => void;
  /** Wakes everybody who reads the lane, here and at the other processes. */
  readonly tell: (lane: string) => Promise<void>;
  /** What a workstation may read now; null for one that may not come at all. */
  readonly lanesOf: (device: string) => Promise<readonly string[] | null>;
  /** A sign of life through the store, in every lane that this process sequences. */
  readonly beat: () => Promise<void>;
  /** Lanes whose customer directory has changed since it was asked last. */
  readonly otherCustomers: () => Promise<readonly string[]>;
};

/** Refusal: `directory-broken` {file, path, cure}. */
export const furnish = async (furnishing: Furnishing): Promise<Result<House, DirectoryFault>> => {
  const { options, address, hub, record, clock, random, newId, limits } = furnishing;
  const { dir } = options;
  const { store, register, shared } = options.store;
  const state: House['state'] = { port: null, closing: false };
  const owner = newId();
  const directory = openDirectory(options.directory ?? join(dir, 'directory'), clock, (fault) => {
    failed('directory')(new Error('a directory file is broken'));
    log().error({ file: fault.data['file'], path: fault.data['path'] }, 'a directory file is broken, its last sound state stays in force');
  });
  if (!directory.ok) return directory;
  const packs = await createPacks(store, clock);

  const timers = createTimers(() => random(1)[0]! / 255);
  const lanes = shared
    ? createLanes({
        store,
        clock,
        owner,
        limits,
        url: () => ownUrl(address, state.port ?? address.port),
        onChange: (lane, held) => {
          presence.moved(lane);
          log().info({ lane }, held ? 'this process now sequences a lane' : 'a lane went to another process');
        },
        ...(options.store.peers === undefined ? {} : { peers: options.store.peers({ owner, hold: limits.hold }) }),
        reaches: async (url) => mayForwardTo(url, address) && isOpenAt(url, limits.hold),
        onUnreached: (url) => log().warn({ url }, 'another hub process lives and is not reached from here: it is handed no lanes (--url)'),
        onFault: (error) => failed('hold')(error),
      })
    : undivided;
  const metrics = createMetrics(
    {
      sockets: () => sockets.count(),
      free: () => space.free(),
      queue: () => ({ requests: app.underway(), pushes: pushing.waiting() }),
      lanes: async () =>
        Promise.all(
          (await store.lanes()).map(async (lane) => {
            const [head, beat] = await Promise.all([store.head(lane), store.canary(lane)]);
            const canary = beat === null ? null : Math.max(0, (clock() - beat) / 1000);
            return { lane, position: head?.position ?? 0, canary, held: lanes.holds(lane) };
          }),
        ),
    },
    options.processMetrics ?? false,
  );
  const sockets = createWakeSockets(limits, metrics.wake);
  const recorder = createRecorder({ dir, record, store, every: limits.recordEvery, onFault: (error) => failed('record')(error) });
  const news = (lane: string, position: number): void => {
    recorder.note(lane);
    sockets.wake(lane, position);
  };
  const tell = (lane: string, position: number): void => {
    news(lane, position);
    notices.tell({ lane, position });
  };
  const tellPapers = async (lane: string): Promise<void> => tell(lane, (await store.head(lane))?.position ?? 0);
  const notices: Notices =
    (await options.store.notices?.({
      owner,
      hear: ({ lane, position, presence: cameOrWent }) => (cameOrWent === true ? presence.stir(lane, null) : news(lane, position)),
      // Whatever was said while nobody could listen is made up for by one wake-up each.
      onReturn: () =>
        void Promise.all(packs.lanes().map(async (lane) => news(lane, (await store.head(lane))?.position ?? 0))).catch(failed('wake')),
      onLost: (error) => failed('wake')(error),
    })) ?? noNotices;

  const ledger = createLedger({
    store,
    clock,
    digest,
    newEpoch: newId,
    hub,
    ...(shared ? { fence: lanes.fence } : {}),
    ...(options.judge === undefined ? {} : { judge: options.judge }),
    onAppend: tell,
    onSetBack: (lane) =>
      log().error({ lane }, 'THE DATABASE WAS SET BACK UNDER THE RUNNING HUB: end every hub process before that is done'),
    onPart: (lane, { from }, device) =>
      log().error({ lane, from, device }, 'THE DATABASE WAS SET BACK: a workstation knows more than this hub; a new epoch begins'),
  });
  const contacts = createContacts();
  const { wasCut, wasThere } = contacts;
  const visiting = { register, directory: directory.value, packs, limits, clock, digest, wasCut, wasThere };
  const seen = new Map<string, number>();
  const visit = async (key: string): Promise<Visitor | null> => {
    const found = await visitorOf(visiting, key);
    if (found === null || found.device.revokedAt !== null) return found;
    const now = clock();
    const before = Math.max(seen.get(found.device.id) ?? 0, found.device.seenAt);
    if (Math.abs(now - before) < MINUTE) return found;
    contacts.heard(found.device.id, before, now);
    seen.set(found.device.id, now);
    await register.seen(found.device.id, now);
    return found;
  };
  /** What a workstation may read now; null for one that may not come at all. */
  const lanesOf = async (id: string): Promise<readonly string[] | null> => {
    const device = await register.device(id);
    if (device === null || device.revokedAt !== null) {
      presence.forget(id);
      return null;
    }
    const { caller } = visitOf(visiting, device, await register.bindings(id));
    return packs.lanes().filter((lane) => caller.rights(lane) !== null);
  };
  const quotas = createQuotas(clock, limits.daily);
  const space = createSpace({
    room: options.store.room ?? null,
    least: limits.freeDisk,
    onChange: (full, free) => {
      if (full) failed('space')(new Error('the disk is nearly full'));
      log().error({ free }, full ? 'THE DISK IS NEARLY FULL: nothing more is taken in until there is room' : 'there is room again');
    },
  });
  const words = createWordsAlong();
  const atHolder = createAtHolder({ lanes, limits, metrics, clock, mayForwardTo: (url) => mayForwardTo(url, address) });
  const presence = createPresence({
    clock,
    atHolder,
    wake: sockets.stir,
    tellOn: (lane) => notices.tell({ lane, position: 0, presence: true }),
  });
  const pushing = createPushing({
    ledger,
    quotas,
    words,
    atHolder,
    limits,
    metrics,
    clock,
    onWork: ({ bindings, isHere }, lane, person) => {
      const found = bindings.find((binding) => binding.lane === lane && binding.person === person);
      if (found === undefined || clock() - found.at < DAY || !isHere(lane, person)) return;
      register.bind({ ...found, at: clock() }).catch(failed('sign-in'));
    },
  });
  const handlers = createHandlers({
    ledger,
    packs,
    directory: directory.value,
    pushing,
    quotas,
    words,
    limits,
    metrics,
    telephone: createTelephone({
      ledger,
      register,
      clock,
      digest,
      visit: async (device) => visitOf(visiting, device, await register.bindings(device.id)),
    }),
    workstations: createWorkstations({ register, packs }),
    presence,
    door: createDoor({ register, directory: directory.value, packs, limits, clock, random, hub }),
    onBound: async (device) => sockets.regard(device, await lanesOf(device)),
    onPapers: tellPapers,
  });
  const tokenFile = join(dir, 'metrics.token');
  const app = await createApp({
    handlers,
    limits,
    clock,
    metrics,
    visit,
    tls: furnishing.tls,
    behindProxy: address.behindProxy,
    log: options.log ?? { level: 'silent', target: null },
    away: () => (state.closing ? { code: 'not-ready', data: { after: 2_000 } } : null),
    full: () => (space.full() ? { code: 'hub-full', data: { after: FULL_AGAIN } } : null),
    ready: async () => {
      if (state.closing) return 'closing';
      if (space.full()) return 'disk';
      const asked = store.lanes().then(
        () => null,
        () => 'database',
      );
      return Promise.race([asked, new Promise<string>((resolve) => void setTimeout(() => resolve('database'), 2_000).unref())]);
    },
    metricsToken: () => (existsSync(tokenFile) ? readFileSync(tokenFile, 'utf8').trim() || null : null),
    checkAnswers: options.checkAnswers ?? false,
  });
  const beat = async (): Promise<void> => {
    for (const lane of packs.lanes()) if ((await lanes.ensure(lane)) === 'ours') await store.beat(lane, clock());
  };
  const customerMarks = new Map<string, number>();
  const otherCustomers = async (): Promise<readonly string[]> => {
    const changed: string[] = [];
    for (const lane of packs.lanes()) {
      const mark = await store.customerMark(lane);
      if ((customerMarks.get(lane) ?? mark) !== mark) changed.push(lane);
      customerMarks.set(lane, mark);
    }
    return changed;
  };
  const log = (): Log => app.server.log;
  const failed =
    (what: Failure) =>
    (error: unknown): void => {
      metrics.failure(what);
      log().error({ what, ...whereItBroke(error) }, 'something failed beside the requests');
    };
  return ok({
    app,
    ledger,
    packs,
    lanes,
    timers,
    sockets,
    recorder,
    notices,
    space,
    state,
    log,
    failed,
    tell: tellPapers,
    lanesOf,
    beat,
    otherCustomers,
  });
};
