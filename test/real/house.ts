// A house of real processes: a hub's folder with a pack and people, hubs over it, workstations that were enrolled there, and the proxy between.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readMembership } from '../../electron/hub/hub-file.ts';
import { joinFolder } from '../../electron/hub/join-folder.ts';
import { openReadOnly } from '../../electron/read-only.ts';
import type { HubStore } from '../../hub/server/hub-options.ts';
import { openStore } from '../../hub/server/open-store.ts';
import { hashSecret } from '../../hub/server/secrets.ts';
import { cli } from '../cli/run-cli.ts';
import { LANE } from '../crash/actions.ts';
import { seatOf, SECRET } from '../hub/at-the-wire.ts';
import { startFaultyProxy, type FaultyProxy } from './faulty-proxy.ts';
import { deskProcess, freePort, runHub, type DeskProcess, type HubProcess } from './processes.ts';

export { LANE };

/** Who works at every desk of the house: all agents of the pack. */
const AGENTS = ['lena', 'tim', 'jonas'];

export type House = {
  readonly root: string;
  /** The folder of the first hub. */
  readonly dir: string;
  readonly hubs: readonly HubProcess[];
  readonly proxy: FaultyProxy;
  readonly desks: readonly DeskProcess[];
  /** Starts this hub again, on its port and data. */
  readonly restartHub: (which: number) => Promise<void>;
  /** The hub's own book, opened beside the running hub. */
  readonly kept: () => Promise<HubStore>;
  readonly end: () => Promise<void>;
};

export type HouseOptions = { readonly desks: number; readonly hubs?: number; readonly database?: string | null };

export const openHouse = async ({ desks, hubs = 1, database = null }: HouseOptions): Promise<House> => {
  const root = mkdtempSync(join(tmpdir(), 'stafette-real-'));
  const folder = (which: number): string => join(root, `hub-${which}`);
  const directory = join(root, 'directory');
  mkdirSync(directory);
  const secret = await hashSecret(SECRET, (count) => new Uint8Array(randomBytes(count)));
  const people = AGENTS.map((person) => ({ lane: LANE, person, secret }));
  writeFileSync(join(directory, 'people.json'), JSON.stringify({ people }));
  const at = ['--data', folder(0), ...(database === null ? [] : ['--database', database])];
  const tell = async (...words: readonly string[]): Promise<Readonly<Record<string, unknown>>> => {
    const said = await cli(['hub', ...words, ...at, '--json']);
    if (said.code !== 0) throw new Error(said.err.join('\n'));
    return said.json;
  };
  await tell('pack', 'telecom');

  const ports = await Promise.all(Array.from({ length: hubs }, freePort));
  const start = (which: number): Promise<HubProcess> => runHub(folder(which), ports[which]!, database, directory);
  const running: HubProcess[] = [];
  for (let which = 0; which < hubs; which += 1) running.push(await start(which));
  const proxy = await startFaultyProxy(running[0]!.url, 300);

  const enrolled = async (which: number): Promise<DeskProcess> => {
    const dir = join(root, `desk-${which}`);
    const { code } = await tell('code');
    const joined = await joinFolder({ dir, url: proxy.url, code: String(code), name: `Platz ${which}`, clock: Date.now });
    if (!joined.ok) throw new Error(JSON.stringify(joined.refusal));
    const desk = openReadOnly(dir);
    if (!desk.ok) throw new Error(JSON.stringify(desk.refusal));
    const seat = seatOf(running[0]!.url, desk.value.setting('device')!, readMembership(desk.value)!.key);
    desk.value.close();
    for (const person of AGENTS) {
      const done = await seat.signIn(person);
      if (done.body['ok'] !== true) throw new Error(`${person}: ${JSON.stringify(done.body)}`);
    }
    return deskProcess(dir);
  };
  const places: DeskProcess[] = [];
  const end = async (): Promise<void> => {
    for (const desk of places) await desk.kill();
    for (const hub of running) await hub.kill();
    await proxy.close();
    rmSync(root, { recursive: true, force: true });
  };
  try {
    for (let which = 0; which < desks; which += 1) places.push(await enrolled(which));
  } catch (error) {
    await end();
    throw error;
  }

  return {
    root,
    dir: folder(0),
    hubs: running,
    proxy,
    desks: places,
    restartHub: async (which) => void (running[which] = await start(which)),
    kept: async () => {
      const opened = await openStore({ dir: folder(0), database, now: Date.now });
      if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
      return opened.value;
    },
    end,
  };
};
