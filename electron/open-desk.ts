// Opens the data folder for a host and gives it what hosts need: the contract, the idle watch, the end.
import { HOUR } from '../shared/kernel/time.ts';
import type { DeskApi } from '../shared/api.ts';
import type { Result } from '../shared/kernel/result.ts';
import { openWorkplace } from './workplace.ts';

/** A person without a sign of a hand is signed out; the drafts stay. */
export const idleLimit = HOUR;

export type OpenDesk = { readonly api: DeskApi; readonly expireIdle: (limit: number) => void; readonly close: () => Promise<void> };
export type OpenDeskOptions = { readonly dir: string; readonly host: 'browser' | 'desktop'; readonly version: string };

/** Refusals are the workplace's; `folder-held` when another process works there. */
export const openDesk = async ({ dir, host, version }: OpenDeskOptions): Promise<Result<OpenDesk>> => {
  const opened = await openWorkplace({ dir, host: { host, version } });
  if (!opened.ok) return opened;
  const { desk, close } = opened.value;
  return { ok: true, value: { api: desk, expireIdle: (limit) => void desk.sessions.expireIdle(limit), close } };
};
