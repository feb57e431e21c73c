// Opens the data folder for a host and gives it what hosts need: the contract, the idle watch, the end.
import { HOUR } from '../shared/kernel/time.ts';
import type { DeskApi } from '../shared/api.ts';
import type { Badges, PopBoard } from '../shared/desk-pop.ts';
import type { DeskHost } from '../shared/desk-parts.ts';
import type { Result } from '../shared/kernel/result.ts';
import type { Surroundings } from '../shared/views/pop-shapes.ts';
import { fillDemo } from './demo.ts';
import { openToRead } from './open-to-read.ts';
import { openWorkplace, schedule } from './workplace.ts';

/** A person without a sign of a hand is signed out; the drafts stay. */
export const idleLimit = HOUR;

export type OpenDesk = {
  readonly api: DeskApi;
  /** Where calls of a telephone system are announced, and who hears how many alerts press. */
  readonly pops: PopBoard;
  readonly badges: Badges;
  readonly expireIdle: (limit: number) => void;
  readonly close: () => Promise<void>;
};
export type OpenDeskOptions = {
  readonly dir: string;
  readonly host: DeskHost['host'];
  readonly version: string;
  readonly surroundings?: Surroundings;
  /** The language of a new folder's example cases; null = it stays empty. */
  readonly examples: 'de' | 'en' | null;
};

/** After a step back to an older version the folder is there to look at: nobody is locked out of his cases, and nothing is spoilt. */
const toRead = (dir: string, host: DeskHost): Result<OpenDesk> => {
  const opened = openToRead(dir, host);
  if (!opened.ok) return opened;
  const { desk, close } = opened.value;
  return {
    ok: true,
    value: { api: desk, pops: desk.pops, badges: desk.badges, expireIdle: (limit) => void desk.sessions.expireIdle(limit), close },
  };
};

/** Refusals are the workplace's; `folder-held` when another process works there. A folder of a newer version is opened to be read. */
export const openDesk = async ({ dir, host: kind, version, surroundings, examples }: OpenDeskOptions): Promise<Result<OpenDesk>> => {
  const host: DeskHost = { host: kind, version, ...(surroundings === undefined ? {} : { surroundings }) };
  const filled = examples === null ? null : await fillDemo({ dir, language: examples, clock: Date.now });
  if (filled?.ok === false) return filled;
  const opened = await openWorkplace({ dir, host });
  if (!opened.ok) return opened.refusal.code === 'store-newer' ? toRead(dir, host) : opened;
  const { desk, close } = opened.value;
  // Here and nowhere else: an import or a doctor must not move anybody's request.
  const endWatch = desk.watch(schedule);
  return {
    ok: true,
    value: {
      api: desk,
      pops: desk.pops,
      badges: desk.badges,
      expireIdle: (limit) => void desk.sessions.expireIdle(limit),
      close: async () => {
        endWatch();
        await close();
      },
    },
  };
};
