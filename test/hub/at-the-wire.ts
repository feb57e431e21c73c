// Speaks to a real hub by bare requests, as a workstation or as somebody who wants to be taken for one.
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import hotel from '../../shared/packs/hotel.json' with { type: 'json' };
import type { PackInput } from '../../shared/policy/pack-schema.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import type { Push } from '../../shared/sync/protocol.ts';
import { createMemoryRegister } from '../../hub/register/memory.ts';
import type { Register } from '../../hub/register/register.ts';
import type { HubOptions } from '../../hub/server/hub-options.ts';
import { codeHash, hashSecret, newCode } from '../../hub/server/secrets.ts';
import { startHub, type RunningHub } from '../../hub/server/start-hub.ts';
import { NOON } from '../sync/desks.ts';
import { createJournal, NOWHERE, TEAMS } from '../sync/writers.ts';

export const LANE = 'nordlicht';
export const HOTEL = hotel.principal.id;
export const SECRET = 'kein Geheimnis';

const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));
/** Hashing is slow on purpose: once for all hubs of a file. */
let hashed: Promise<string> | null = null;

export type Answer = { readonly status: number; readonly body: Readonly<Record<string, unknown>>; readonly headers: Headers };
export type Extra = { readonly headers?: Readonly<Record<string, string>>; readonly raw?: BodyInit };

export type Seat = {
  readonly device: string;
  readonly key: string;
  /** As this workstation. */
  readonly ask: (route: string, input: unknown, extra?: Extra) => Promise<Answer>;
  readonly signIn: (person: string, lane?: string) => Promise<Answer>;
  readonly journal: (...said: readonly { readonly text: string; readonly bodies: Push['bodies'] }[]) => Push;
};

export type WireHub = {
  readonly dir: string;
  readonly hub: RunningHub;
  readonly store: LedgerStore;
  readonly register: Register;
  readonly clock: { now: number };
  readonly log: string[];
  readonly ask: (route: string, input: unknown, extra?: Extra) => Promise<Answer>;
  readonly code: (lanes?: readonly string[] | null) => Promise<string>;
  /** A fresh workstation at which these people have proved themselves. */
  readonly seat: (device: string, people?: readonly string[], lane?: string) => Promise<Seat>;
  readonly list: (people: readonly { readonly lane: string; readonly person: string; readonly disabled?: boolean }[]) => Promise<void>;
  readonly end: () => Promise<void>;
};

export type WireSetup = Partial<HubOptions> & { readonly keep?: { readonly store: LedgerStore; readonly register: Register } };

/** The people of the telecom pack (each team sees its own) and of the hotel, all with one secret. */
const everybody = [
  ...TEAMS.pack.roster.map(({ id }) => ({ lane: LANE, person: id })),
  ...hotel.roster.map(({ id }) => ({ lane: HOTEL, person: id })),
];

export const openWire = async (setup: WireSetup = {}): Promise<WireHub> => {
  const { keep, ...options } = setup;
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'stafette-wire-'));
  const clock = { now: NOON };
  const { store, register } = keep ?? { store: createMemoryLedgerStore(), register: createMemoryRegister() };
  const log: string[] = [];
  mkdirSync(join(dir, 'directory'), { recursive: true });
  let saved = 0;
  const list: WireHub['list'] = async (people) => {
    const secret = await (hashed ??= hashSecret(SECRET, random));
    saved += 1;
    const document = { people: people.map((entry) => ({ ...entry, secret })) };
    // Another length each time: two savings within one tick of the file's clock must not look like one.
    writeFileSync(join(dir, 'directory', 'people.json'), JSON.stringify(document) + ' '.repeat(saved));
    clock.now += 600;
  };
  await list(everybody);
  const started = await startHub({
    port: 0,
    clock: () => clock.now,
    checkAnswers: true,
    log: { level: 'debug', target: { write: (line) => void log.push(line) } },
    ...options,
    dir,
    store: options.store ?? { store, register, shared: false, close: () => Promise.resolve() },
  });
  if (!started.ok) throw new Error(JSON.stringify(started.refusal));
  const hub = started.value;
  for (const pack of [TEAMS.pack, hotel as unknown as PackInput]) {
    const published = await hub.ledger.publishPack(pack);
    if (!published.ok) throw new Error(JSON.stringify(published.refusal));
  }
  await hub.reload();

  const ask: WireHub['ask'] = (route, input, extra) => askAt(hub.url, route, input, extra);
  const code: WireHub['code'] = async (lanes = null) => {
    const words = newCode(random);
    await register.addCode({ hash: codeHash(words), lanes, note: '', madeAt: clock.now, expiresAt: clock.now + 60_000, usedBy: null });
    return words;
  };
  return {
    dir,
    hub,
    store,
    register,
    clock,
    log,
    ask,
    code,
    list,
    seat: async (device, people = [], lane = LANE) => {
      const enrolled = await ask('enrol', { code: await code(), device, name: `Platz ${device}` });
      const { key } = (enrolled.body as { value: { key: string } }).value;
      const seat = seatOf(hub.url, device, key);
      for (const person of people) {
        const done = await seat.signIn(person, lane);
        if (done.body['ok'] !== true) throw new Error(`${person}: ${JSON.stringify(done.body)}`);
      }
      return seat;
    },
    end: async () => {
      await hub.close();
      if (options.dir === undefined) rmSync(dir, { recursive: true, force: true });
    },
  };
};

export const seatOf = (url: string, device: string, key: string): Seat => {
  const ask: Seat['ask'] = (route, input, extra = {}) =>
    askAt(url, route, input, { ...extra, headers: { authorization: `Bearer ${key}`, ...extra.headers } });
  return {
    device,
    key,
    ask,
    signIn: (person, lane = LANE) => ask('sign-in', { lane, person, secret: SECRET }),
    journal: createJournal(device),
  };
};

export const askAt = async (url: string, route: string, input: unknown, { headers = {}, raw }: Extra = {}): Promise<Answer> => {
  const response = await fetch(`${url}/v1/${route}`, {
    method: 'POST',
    body: raw ?? JSON.stringify(input),
    headers: { 'content-type': 'application/json', 'stafette-protocol': '1', ...headers },
  });
  return { status: response.status, headers: response.headers, body: (await response.json()) as Answer['body'] };
};

/** The code of a fault; undefined where there was none. */
export const faultOf = ({ body }: Answer): string | undefined => (body['fault'] as { code: string } | undefined)?.code;

export type Ear = { readonly socket: WebSocket; readonly heard: { lane: string; position: number }[]; readonly closed: Promise<number> };

/** Rejects with the status where the hub turns the socket away. */
export const listenAt = (url: string, key: string | null, path = '/v1/wake'): Promise<Ear> => {
  const headers = { 'stafette-protocol': '1', ...(key === null ? {} : { authorization: `Bearer ${key}` }) };
  const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, { headers, rejectUnauthorized: false });
  const heard: Ear['heard'] = [];
  socket.on('message', (data: Buffer) => heard.push(JSON.parse(data.toString('utf8')) as Ear['heard'][number]));
  const closed = new Promise<number>((resolve) => socket.on('close', resolve));
  return new Promise((resolve, reject) => {
    socket.on('open', () => resolve({ socket, heard, closed }));
    socket.on('unexpected-response', (_request, response) => {
      reject(new Error(String(response.statusCode)));
      socket.terminate();
    });
    socket.on('error', reject);
  });
};

/** Waits until it holds, for a moment. */
export const until = async (holds: () => boolean | Promise<boolean>, within = 12_000): Promise<void> => {
  const end = Date.now() + within;
  while (!(await holds())) {
    if (Date.now() > end) throw new Error('it never held');
    await new Promise((resolve) => void setTimeout(resolve, 10));
  }
};

/** An input of the right shape for every route, about this lane. */
export const inputsFor = (lane: string, device: string, caseId: string): Readonly<Record<string, object>> => ({
  'sign-in': { lane, person: 'lena', secret: SECRET },
  'phone-desk': { lane, slot: 1 },
  workstations: { lane },
  presence: { lane, here: [] },
  'approve-by-phone': { lane, challenge: 'AAAA-AAAA', lead: 'murat' },
  hello: { lane, device, gen: 0, cursor: NOWHERE },
  part: { lane, cursor: { epoch: 'e', position: 9, anchor: 'a', scope: 'all' }, common: 0 },
  pull: { lane, cursor: NOWHERE },
  inventory: { lane, after: null },
  snapshots: { lane, cases: [caseId] },
  histories: { lane, cases: [{ caseId, after: 0 }] },
  bodies: { lane, hashes: [] },
  packs: { lane },
  customers: { lane, after: 0 },
  absences: { lane },
  'put-absences': { lane, absences: [] },
});
