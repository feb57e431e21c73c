// Reaches a hub that runs in a process of its own, and opens real workstations of it in folders here.
import { fork } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../build/paths.ts';
import { enrolAt } from '../../electron/hub/enrol.ts';
import { settingsOfMember, writeHubFile } from '../../electron/hub/hub-file.ts';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';

/** `work`: cases are opened or not, and each gets so many notes; answers the position of the lane. */
export type Ask =
  | { readonly ask: 'url' }
  | { readonly ask: 'code' }
  | { readonly ask: 'folder' }
  | { readonly ask: 'work'; readonly device: string; readonly cases: number; readonly open: boolean; readonly each: number }
  | { readonly ask: 'crowd'; readonly count: number }
  | { readonly ask: 'usage' };

export type Answers = {
  readonly url: string;
  readonly code: string;
  readonly folder: string;
  readonly work: number;
  readonly crowd: readonly { readonly device: string; readonly key: string }[];
  readonly usage: { readonly cpuMs: number; readonly rssMb: number };
};

export type HubAway = {
  readonly url: string;
  readonly ask: <Name extends Ask['ask']>(ask: Extract<Ask, { readonly ask: Name }>) => Promise<Answers[Name]>;
  /** A workstation enrolled with a code, at this address or behind something that stands before it. */
  readonly desk: (dir: string, url?: string) => Promise<Workplace>;
  readonly end: () => Promise<void>;
};

type Said = { readonly id: number; readonly value?: unknown; readonly error?: string };

/** A process that answers questions one by one. */
const startChild = (file: string, args: readonly string[] = []) => {
  const child = fork(join(projectRoot, 'test/bench', file), args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  const waiting = new Map<number, { readonly resolve: (value: never) => void; readonly reject: (error: Error) => void }>();
  let asked = 0;
  child.on('message', ({ id, value, error }: Said) => {
    if (error === undefined) waiting.get(id)?.resolve(value as never);
    else waiting.get(id)?.reject(new Error(error));
    waiting.delete(id);
  });
  child.once('exit', (code) => waiting.forEach(({ reject }) => reject(new Error(`${file} ended with ${code}`))));
  return {
    ask: <Answer>(what: Ask): Promise<Answer> =>
      new Promise((resolve, reject) => {
        asked += 1;
        waiting.set(asked, { resolve, reject });
        child.send({ id: asked, ask: what });
      }),
    end: (): Promise<void> =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.disconnect();
      }),
  };
};

export const startHubAway = async (): Promise<HubAway> => {
  const hub = startChild('hub-process.ts');
  let seeder: ReturnType<typeof startChild> | null = null;
  const ask: HubAway['ask'] = async (what) => {
    if (what.ask !== 'work') return hub.ask(what);
    seeder ??= startChild('hub-seeder.ts', [join(await hub.ask<string>({ ask: 'folder' }), 'ledger.sqlite')]);
    return seeder.ask(what);
  };
  const hubUrl = await ask({ ask: 'url' });
  return {
    url: hubUrl,
    ask,
    desk: async (dir, url = hubUrl) => {
      const device = randomUUID();
      const joined = await enrolAt({ url, code: await ask({ ask: 'code' }), name: 'Platz' }, device);
      if (!joined.ok) throw new Error(JSON.stringify(joined.refusal));
      mkdirSync(dir, { recursive: true });
      writeHubFile(dir, { url });
      const opened = await openWorkplace({ dir, settings: [['device', device], ...settingsOfMember(joined.value)] });
      if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
      return opened.value;
    },
    end: async () => {
      await seeder?.end();
      await hub.end();
    },
  };
};

/** Until something is so; throws when it takes far too long. */
export const until = async (what: string, isSo: () => boolean, within = 300_000): Promise<void> => {
  const end = performance.now() + within;
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`waited too long until ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 1));
  }
};
