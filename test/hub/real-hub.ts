// Runs a real hub on this machine for tests: its folder, its packs, people with secrets, codes for workstations, and desks in folders of their own.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes, randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DeskApi } from '../../shared/api.ts';
import type { PackInput } from '../../shared/policy/pack-schema.ts';
import { STARTER_PACKS } from '../../shared/packs/starter.ts';
import { createMemoryLedgerStore } from '../../shared/store/memory-ledger-store.ts';
import { settingsOfMember, writeHubFile } from '../../electron/hub/hub-file.ts';
import { enrolAt } from '../../electron/hub/enrol.ts';
import { openWorkplace, type Workplace, type WorkplaceOptions } from '../../electron/workplace.ts';
import { createMemoryRegister } from '../../hub/register/memory.ts';
import type { HubOptions, HubStore } from '../../hub/server/hub-options.ts';
import { openStore } from '../../hub/server/open-store.ts';
import { codeHash, hashSecret, newCode } from '../../hub/server/secrets.ts';
import { startHub, type RunningHub } from '../../hub/server/start-hub.ts';

export const LANE = 'nordlicht';
const random = (count: number): Uint8Array => new Uint8Array(randomBytes(count));

/** Everybody has the same word here: hashing is slow on purpose. */
export const SECRET = 'Sommer-1742-Regen';

let hashed: string | null = null;

export type HubKit = {
  readonly dir: string;
  readonly hub: () => RunningHub;
  readonly url: () => string;
  /** A code for one workstation. */
  readonly code: (lanes?: readonly string[] | null) => Promise<string>;
  /** Enrols and opens a workstation in a folder of its own, signed in by nobody. */
  readonly desk: (options?: DeskOptions) => Promise<Workplace>;
  /** Another folder to begin a desk in. */
  readonly folder: () => string;
  readonly stop: () => Promise<void>;
  /** On the same port and the same data. */
  readonly start: (more?: Partial<HubOptions>) => Promise<void>;
  readonly end: () => Promise<void>;
};

export type DeskOptions = Partial<WorkplaceOptions> & {
  readonly name?: string;
  readonly url?: string;
  readonly lanes?: readonly string[] | null;
};

export type HubKitOptions = Partial<HubOptions> & {
  readonly kind?: 'memory' | 'sqlite';
  /** A database of PostgreSQL, in which the hub gets a schema of its own. */
  readonly database?: string;
  readonly packs?: readonly PackInput[];
  readonly people?: readonly { readonly lane: string; readonly person: string }[];
};

export const startHubKit = async ({
  kind = 'sqlite',
  database,
  packs = STARTER_PACKS,
  people,
  ...options
}: HubKitOptions = {}): Promise<HubKit> => {
  const root = mkdtempSync(join(tmpdir(), 'stafette-hub-'));
  const dir = join(root, 'hub');
  const schema = `t_${randomUUID().replaceAll('-', '')}`;
  const clock = options.clock ?? Date.now;
  mkdirSync(join(dir, 'directory'), { recursive: true });
  const listed = people ?? packs.flatMap((pack) => pack.roster.map(({ id }) => ({ lane: pack.principal.id, person: id })));
  const secret = (hashed ??= await hashSecret(SECRET, random));
  writeFileSync(
    join(dir, 'directory', 'people.json'),
    JSON.stringify({ people: listed.map(({ lane, person }) => ({ lane, person, secret })) }),
  );

  const memory = { store: createMemoryLedgerStore(), register: createMemoryRegister() };
  const open = async (): Promise<HubStore> => {
    if (kind === 'memory') return { ...memory, shared: false, close: () => Promise.resolve() };
    const opened = await openStore({ dir, database: database ?? null, schema, now: clock });
    if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
    return opened.value;
  };
  let running: RunningHub | null = null;
  let port = 0;
  const hub = (): RunningHub => {
    if (running === null) throw new Error('the hub does not run');
    return running;
  };
  const start = async (more: Partial<HubOptions> = {}): Promise<void> => {
    const started = await startHub({ dir, port, ...options, ...more, store: await open() });
    if (!started.ok) throw new Error(JSON.stringify(started.refusal));
    running = started.value;
    ({ port } = running);
  };
  await start();
  for (const pack of packs) await hub().ledger.publishPack(pack);
  await hub().reload();

  const places = new Set<Workplace>();
  const folder = (): string => join(root, `desk-${randomUUID()}`);
  const code = async (lanes: readonly string[] | null = null): Promise<string> => {
    const words = newCode(random);
    await hub().register.addCode({ hash: codeHash(words), lanes, note: '', madeAt: clock(), expiresAt: clock() + 3_600_000, usedBy: null });
    return words;
  };
  const stop = async (): Promise<void> => {
    await running?.close();
    running = null;
  };
  return {
    dir,
    hub,
    url: () => hub().url,
    code,
    folder,
    desk: async ({ name = 'Platz 1', url = hub().url, lanes = null, ...rest } = {}) => {
      const device = randomUUID();
      const joined = await enrolAt({ url, code: await code(lanes), name }, device);
      if (!joined.ok) throw new Error(JSON.stringify(joined.refusal));
      const place = rest.dir ?? folder();
      mkdirSync(place, { recursive: true });
      writeHubFile(place, { url });
      const opened = await openWorkplace({ clock, ...rest, dir: place, settings: [['device', device], ...settingsOfMember(joined.value)] });
      if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
      const { value } = opened;
      places.add(value);
      return { ...value, close: async () => (places.delete(value) ? value.close() : undefined) };
    },
    stop,
    start,
    end: async () => {
      for (const place of places) await place.close();
      await stop();
      rmSync(root, { recursive: true, force: true });
    },
  };
};

/** Signs somebody in at a desk with his word; throws when he is not let in. */
export const comesIn = async (desk: DeskApi, person: string, lane = LANE): Promise<string> => {
  const answer = await desk.call('session.sign-in', null, { lane, person, secret: SECRET });
  if (!answer.ok) throw new Error(`${person}: ${JSON.stringify(answer.refusal)}`);
  return answer.value.session;
};
