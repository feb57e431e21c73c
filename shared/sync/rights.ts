// Knows who may see which cases of a lane, and what a hub's session says of the workstation that asks.
import type { Digest } from '../kernel/ids.ts';
import { DAY, type Ms } from '../kernel/time.ts';
import { SEES_ALL, tagsOfPerson } from '../case/audience.ts';
import type { Policy } from '../policy/policy.ts';
import { dayStart } from '../policy/windows.ts';
import { EVERYTHING } from './protocol.ts';

export { tagsOf } from '../case/audience.ts';

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
  /** Whether somebody who is admitted no more had proved himself here when he said this: what he told a customer then is a fact. */
  readonly believes?: (lane: string, actor: string, at: Ms) => boolean;
  /** Whether the hub itself had no word from this workstation at that time, and the workstation had none from the hub. */
  readonly wasCut?: (at: Ms) => boolean;
};

export const TRUSTED: Caller = { device: null, rights: () => ALL_RIGHTS, admits: () => null };

const NAME_LENGTH = 32;

/**
 * The rights of these people together. Everything of the lane for managers, auditors and importers, and for everybody where the pack's
 * `visibility.cases` is "principal"; else what their teams (for a lead also the teams below) or they themselves had to do with.
 * People who left the roster, or may not sign in any more, count for nothing; null where nobody is left.
 */
export const rightsOf = (people: readonly string[], policy: Policy, now: Ms, digest: Digest): Rights | null => {
  const { principal, visibility } = policy.pack;
  const here = [...new Set(people)].flatMap((id) => {
    const person = policy.people.get(id);
    return person?.signIn === true ? [person] : [];
  });
  if (here.length === 0) return null;
  const all = visibility.cases === 'principal' || here.some(({ role }) => SEES_ALL.has(role));
  const tags = all ? null : [...new Set(here.flatMap((person) => tagsOfPerson(person, policy)))].toSorted();
  const closedSince = dayStart(now, principal.zone) - visibility.closedDays * DAY;
  return { scope: digest(JSON.stringify([tags, closedSince])).slice(0, NAME_LENGTH), tags, closedSince };
};
