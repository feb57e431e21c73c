// A house for the story: a hub with the pack of field offices and its people, three offices and a head office, each a process behind a line of its own.
import { cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import type { Ms } from '../../shared/kernel/time.ts';
import type { Customer } from '../../shared/views/shapes.ts';
import { EXIT } from '../cli/command.ts';
import { hubCommand } from '../cli/hub.ts';
import { readGiven } from '../cli/options.ts';
import { openLine, type Line } from './line.ts';
import { freePort, startDeskProcess, startHubProcess, type DeskProcess, type HubProcess } from './processes.ts';

export const LANE = 'kornmark';
const PACK = 'branch';
/** Of everybody: the story is not about secrets. */
const SECRET = 'Deich-und-Wind-1825';

export type Office = {
  readonly dir: string;
  readonly line: Line;
  readonly desk: () => DeskProcess;
  /** Everybody who works here proves himself: the hub where it is reached, else what the desk remembers. */
  readonly signIn: (person: string) => Promise<string>;
  readonly setClock: (at: Ms) => Promise<void>;
  /** In order, and again on the same folder. */
  readonly close: () => Promise<void>;
  readonly start: (at: Ms) => Promise<{ readonly rescues: number }>;
  /** Copies the folder of a closed desk aside. */
  readonly backUp: () => void;
  /** The process dies with its disk; the folder of the backup takes its place. What the machine keeps elsewhere stays. */
  readonly putBack: () => Promise<void>;
  /** The machine is gone with everything on it. */
  readonly lose: () => Promise<void>;
};

export type House = {
  readonly offices: ReadonlyMap<string, Office>;
  /** The hub's clock stands at this hour from now on; it is started anew for it. */
  readonly moveHub: (at: Ms) => Promise<void>;
  /** Asks the hub's book beside the hub, as an operator does. */
  readonly check: (at: Ms) => Promise<boolean>;
  readonly end: () => Promise<void>;
};

export type HouseWish = {
  readonly root: string;
  readonly at: Ms;
  readonly people: readonly string[];
  readonly customers: readonly Customer[];
  /** Name of each workstation, and who is let in there while the line stands. */
  readonly offices: readonly { readonly id: string; readonly people: readonly string[] }[];
};

/** What somebody types at the hub; the last line it says. */
const atHub = async (words: readonly string[], at: Ms, input = ''): Promise<string> => {
  const [out, err]: [string[], string[]] = [[], []];
  const given = readGiven(hubCommand, words);
  if (!given.ok) throw new Error(`hub ${words.join(' ')}: ${JSON.stringify(given.refusal)}`);
  const done = await hubCommand.run(given.value, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    language: 'en',
    env: {},
    now: () => at,
    input: Readable.from([Buffer.from(`${input}\n`)]),
  });
  // What was examined and found faulty is an answer, too.
  if (!done.ok || (done.value !== EXIT.done && done.value !== EXIT.faulty))
    throw new Error(`hub ${words.join(' ')}: ${JSON.stringify(done)} ${[...out, ...err].join('\n')}`);
  return out.at(-1) ?? '';
};

const openOffice = async (root: string, id: string, hubPort: number, at: Ms): Promise<Office> => {
  const [dir, state, kept] = [join(root, id), join(root, `${id}-machine`), join(root, `${id}-backup`)];
  const line = await openLine(hubPort);
  let desk = startDeskProcess({ dir, state, at });
  return {
    dir,
    line,
    desk: () => desk,
    signIn: async (person) => {
      const signed = await desk.call('session.sign-in', null, { lane: LANE, person, secret: SECRET });
      if (!signed.ok) throw new Error(`${person} is not let in: ${JSON.stringify(signed.refusal)}`);
      return signed.value.session;
    },
    setClock: async (to) => {
      await desk.ask({ do: 'set-clock', at: to });
    },
    close: () => desk.close(),
    start: (to) => {
      desk = startDeskProcess({ dir, state, at: to });
      return desk.ask({ do: 'open' });
    },
    backUp: () => cpSync(dir, kept, { recursive: true }),
    putBack: async () => {
      await desk.kill();
      rmSync(dir, { recursive: true, force: true });
      cpSync(kept, dir, { recursive: true });
    },
    lose: async () => {
      await desk.kill();
      for (const folder of [dir, state, kept]) rmSync(folder, { recursive: true, force: true });
    },
  };
};

export const openHouse = async ({ root, at, people, customers, offices }: HouseWish): Promise<House> => {
  const hubDir = join(root, 'hub');
  mkdirSync(root, { recursive: true });
  await atHub(['pack', PACK, '--data', hubDir], at);
  for (const person of people) await atHub(['person', '--lane', LANE, '--person', person, '--data', hubDir], at, SECRET);
  const list = join(root, 'customers.json');
  writeFileSync(list, JSON.stringify(customers));
  await atHub(['customers', list, '--lane', LANE, '--data', hubDir], at);
  const port = await freePort();
  const begin = (to: Ms): Promise<HubProcess> => startHubProcess(['--data', hubDir, '--port', String(port)], to);
  let hub: HubProcess | null = await begin(at);
  const opened = new Map<string, Office>();
  const endHub = async (): Promise<void> => {
    await hub?.end();
    hub = null;
  };
  const end = async (): Promise<void> => {
    for (const { desk, line } of opened.values()) {
      await desk().kill();
      await line.close();
    }
    await endHub();
  };
  try {
    await Promise.all(
      offices.map(async ({ id, people: bound }) => {
        const office = await openOffice(root, id, port, at);
        opened.set(id, office);
        const said = await atHub(['code', '--data', hubDir, '--json'], at);
        const { code } = JSON.parse(said) as { readonly code: string };
        await office.desk().ask({ do: 'join', url: office.line.url, code, name: id });
        await office.desk().ask({ do: 'open' });
        for (const person of bound) await office.signIn(person);
      }),
    );
  } catch (error) {
    await end();
    throw error;
  }
  return {
    offices: opened,
    moveHub: async (to) => {
      await endHub();
      hub = await begin(to);
    },
    check: async (now) => {
      const said = await atHub(['check', '--data', hubDir, '--json'], now);
      return (JSON.parse(said) as { readonly ok: boolean }).ok;
    },
    end,
  };
};
