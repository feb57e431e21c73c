// Starts a hub process: compares the database with its record, opens the doors, and ends without dropping anything.
import { randomBytes } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { createNewId } from '../../shared/kernel/ids.ts';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import type { Ms } from '../../shared/kernel/time.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import type { Ledger } from '../../shared/sync/ledger.ts';
import type { HubFault } from '../../shared/sync/wire.ts';
import type { Device, Register } from '../register/register.ts';
import { ownUrl, readAddress, readTls, type Address } from './address.ts';
import { statusOf } from './faults.ts';
import { furnish, type House } from './furnish.ts';
import type { HubOptions } from './hub-options.ts';
import { standardLimits, type Limits } from './limits.ts';
import { compareWithRecord, readRecord, writeRecord } from './record.ts';
import { createLockingOut } from './locked-out.ts';
import { keepRevocations, lastSeenAt } from './revocations.ts';

export interface RunningHub {
  readonly hub: string;
  readonly port: number;
  /** Where workstations reach it. */
  readonly url: string;
  readonly ledger: Ledger;
  /** Principals with a pack. */
  readonly lanes: () => readonly string[];
  readonly store: LedgerStore;
  readonly register: Register;
  /** The database is an older copy: of when, as far as that is known, and who had to be locked out again. Null where it is none. */
  readonly restored: Restored | null;
  /** Looks at once for packs that were published beside it, and reads the certificate anew. */
  reload(): Promise<void>;
  /** Answers running requests, gives its lanes back, closes every socket and the store. */
  close(): Promise<void>;
}

export type Restored = { readonly since: Ms | null; readonly revokedAgain: readonly Device[] };

/**
 * Refusals: those of `readAddress`, `record-broken` {file}, `lanes-missing` {lanes}, `other-hub` {dir}, `directory-broken` {file, path, cure},
 * `address-taken` {host, port}, `address-refused` {host, port, why}. The store is closed with every refusal.
 */
export const startHub = async (options: HubOptions): Promise<Result<RunningHub>> => {
  try {
    const opened = await openHub(options);
    if (!opened.ok) await options.store.close();
    return opened;
  } catch (error) {
    await options.store.close();
    throw error;
  }
};

const openHub = async (options: HubOptions): Promise<Result<RunningHub>> => {
  const { dir, clock = Date.now, random = (count) => new Uint8Array(randomBytes(count)) } = options;
  const { store, register } = options.store;
  const address: Address = {
    host: options.host ?? '127.0.0.1',
    port: options.port ?? 7420,
    tls: options.tls ?? null,
    behindProxy: options.behindProxy ?? false,
    url: options.url ?? null,
    plainForward: options.plainForward ?? false,
  };
  const limits = { ...standardLimits, ...options.limits };
  const newId = createNewId(clock, random);
  const tls = readAddress(address);
  if (!tls.ok) return tls;

  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const read = readRecord(dir);
  if (!read.ok) return read;
  const hub = await register.hub(read.value?.hub ?? newId());
  if (read.value !== null && read.value.hub !== hub) return refuse('other-hub', { dir });
  const record = read.value ?? { hub, lanes: {} };
  const compared = await compareWithRecord(store, record, newId);
  if (!compared.ok) return compared;
  if (read.value === null) await writeRecord(dir, record);

  const furnished = await furnish({ options, address, tls: tls.value, hub, record, clock, random, newId, limits });
  if (!furnished.ok) return furnished;
  const house = furnished.value;
  for (const { lane, had, has } of compared.value)
    house
      .log()
      .error({ lane, had, has }, 'THE DATABASE WAS SET BACK to an older copy: a new epoch begins, workstations tell again what they have');
  const isCopy = compared.value.length > 0;
  const restored = await lockOutAgain(house, dir, register, isCopy, isCopy ? await lastSeenAt(store) : null);
  // Also where nobody writes anything for weeks.
  for (const lane of house.packs.lanes()) house.recorder.note(lane);
  await house.space.look();
  const lockOut = createLockingOut({ register, ledger: house.ledger, lanes: house.lanes, known: house.packs.lanes });
  const listened = await listen(house, address, limits, async () => {
    await lockOutAgain(house, dir, register, false, null);
    await lockOut();
  });
  if (!listened.ok) {
    await end(house, options, limits);
    return listened;
  }
  const port = listened.value;
  house.log().info({ port, tls: tls.value !== null, lanes: house.packs.lanes().length }, 'the hub is open');
  let ending: Promise<void> | null = null;
  return ok({
    hub,
    port,
    store,
    register,
    restored: isCopy || restored.revokedAgain.length > 0 ? restored : null,
    ledger: house.ledger,
    url: ownUrl(address, port),
    lanes: house.packs.lanes,
    reload: async () => {
      await lookForPapers(house);
      const fresh = address.tls === null ? null : readTls(address.tls);
      if (fresh?.ok === true && 'setSecureContext' in house.app.server.server)
        (house.app.server.server as unknown as { setSecureContext: (files: object) => void }).setSecureContext(fresh.value);
    },
    close: () => (ending ??= end(house, options, limits)),
  });
};

/** Revocations lie in the database; beside it stands who they were. */
const lockOutAgain = async (house: House, dir: string, register: Register, isCopy: boolean, since: Ms | null): Promise<Restored> => {
  const revokedAgain = await keepRevocations(dir, register);
  for (const { id } of revokedAgain)
    house.log().error({ device: id }, 'A REVOCATION WAS LOST WITH THE DATABASE: the workstation is revoked again');
  if (isCopy)
    house
      .log()
      .error(
        { since: since === null ? null : new Date(since).toISOString(), revokedAgain: revokedAgain.length },
        'THE DATABASE IS AN OLDER COPY: whoever else was revoked since then must be revoked again',
      );
  return { since, revokedAgain };
};

const listen = async (house: House, { host, port }: Address, limits: Limits, revocations: () => Promise<void>): Promise<Result<number>> => {
  const { server, admit } = house.app;
  server.server.on('upgrade', (request, socket: Duplex, head) => {
    // A caller that hangs up in the middle is no fault of ours.
    socket.on('error', () => socket.destroy());
    const letIn = async (): Promise<void> => {
      if (request.url !== '/v1/wake') return turnSocketAway(socket, { code: 'unknown-route', data: {} });
      if (house.sockets.count() >= limits.sockets) return turnSocketAway(socket, { code: 'not-ready', data: { after: 5_000 } });
      const visitor = await admit(request);
      if ('code' in visitor) return turnSocketAway(socket, visitor);
      const lanes = house.packs.lanes().filter((lane) => visitor.caller.rights(lane) !== null);
      house.sockets.take(request, socket, head, visitor.device.id, lanes);
    };
    letIn().catch((error: unknown) => {
      house.failed('wake')(error);
      turnSocketAway(socket, { code: 'broken', data: {} });
    });
  });
  try {
    await server.listen({ host, port });
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EADDRINUSE') return refuse('address-taken', { host, port });
    if (code === 'EADDRNOTAVAIL' || code === 'EACCES' || code === 'ENOTFOUND')
      return refuse('address-refused', { host, port, why: message });
    throw error;
  }
  const bound = (server.server.address() as AddressInfo).port;
  house.state.port = bound;
  keepTime(house, limits, revocations);
  // "All is told" may be shown on a sign of life only: the first desks shall not wait a minute for it.
  house.beat().catch(house.failed('canary'));
  return ok(bound);
};

const turnSocketAway = (socket: Duplex, fault: HubFault): void => {
  const body = JSON.stringify({ fault });
  const head = [`HTTP/1.1 ${statusOf(fault.code)} Turned away`, 'content-type: application/json', 'connection: close'];
  socket.end(`${head.join('\r\n')}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`);
};

/** Packs and customers are brought in beside the running hub; whoever reads the lane is woken for them. */
const lookForPapers = async (house: House): Promise<void> => {
  const lanes = new Set(await house.packs.look());
  for (const lane of lanes) house.log().info({ lane }, 'a pack was published');
  // Whoever is woken asks at once, and must not be told from what was read before.
  if (lanes.size > 0) await house.ledger.learnPacks();
  for (const lane of [...lanes, ...(await house.otherCustomers())]) await house.tell(lane);
};

const keepTime = (house: House, limits: Limits, revocations: () => Promise<void>): void => {
  const { timers, lanes, packs, sockets, space, failed } = house;
  timers.every(limits.renewEvery, () => lanes.renew(packs.lanes()), failed('hold'));
  timers.every(limits.packsEvery, () => lookForPapers(house), failed('packs'));
  timers.every(limits.sweepEvery, () => sockets.sweep(house.lanesOf), failed('wake'));
  timers.every(limits.spaceEvery, space.look, failed('space'));
  timers.every(limits.revokedEvery, revocations, failed('record'));
  timers.every(limits.beatEvery, house.beat, failed('canary'));
};

/** In this order: nobody new, running requests answered, the lanes free for others, the record of where we were. */
const end = async (
  { app, timers, sockets, lanes, recorder, notices, state, log }: House,
  options: HubOptions,
  limits: Limits,
): Promise<void> => {
  state.closing = true;
  if (state.port !== null) log().info({ underway: app.underway() }, 'the hub closes');
  sockets.close();
  const impatience = setTimeout(
    () => 'closeAllConnections' in app.server.server && app.server.server.closeAllConnections(),
    limits.closeWithin,
  );
  await app.server.close();
  clearTimeout(impatience);
  await timers.stop();
  await lanes.release();
  await recorder.close();
  await notices.close();
  await options.store.close();
};
