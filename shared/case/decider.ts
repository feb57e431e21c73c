// Knows the shape of a decision about one verb, and the small questions several verbs ask of a case and its pack.
import { ok, type Result } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import type { Person, Tier } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import type { CommandOf, CommandType } from './commands.ts';
import type { Context } from './context.ts';
import type { By, EventData, EventType, Holder } from './events.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState } from './state.ts';

export type DraftOf<T extends EventType> = {
  readonly type: T;
  readonly data: EventData[T];
  /** The words of the command belong to this event, too. */
  readonly body?: string | null;
  /** Set only by an import: the time the other system names. */
  readonly at?: Ms;
  /** Set only where somebody enters what another person decided on the telephone: the event is that person's. */
  readonly by?: By;
};

/** An event before it has an id, a time and an author. */
export type Draft = { [T in EventType]: DraftOf<T> }[EventType];

export type Drafts = Result<readonly Draft[]>;

/** Decides one verb over an existing case; who may has been asked already. */
export type Decider<T extends CommandType> = (command: CommandOf<T>, state: CaseState, context: Context) => Drafts;

/** Decides a verb that may begin a case. */
export type Opener<T extends CommandType> = (command: CommandOf<T>, state: CaseState | null, context: Context) => Drafts;

export type Refused = Extract<Drafts, { readonly ok: false }>;

export const drafts = (...list: readonly Draft[]): Drafts => ok(list);

/** The first refusal among several checks; checks are written in the order in which a person would ask. */
export const firstRefusal = (...checks: readonly (Refused | null)[]): Refused | null => checks.find((check) => check !== null) ?? null;

export const mustBeOpen = (state: CaseState): Refused | null =>
  state.phase === 'open' ? null : refuseCase('not-open', { phase: state.phase });

export const mustNotBeClosed = (state: CaseState): Refused | null =>
  state.phase === 'closed' ? refuseCase('not-open', { phase: state.phase }) : null;

/** While a handover is in flight the case neither moves another way nor ends. Source: domain.md §3, rule (b). */
export const mustNotFly = ({ flight }: CaseState): Refused | null =>
  flight === null ? null : refuseCase('in-flight', { handover: flight.handover, team: flight.to.team, acceptBy: flight.acceptBy });

/** A code that the pack must know: a wrong one is a bug of the desk or a pack that changed meanwhile, never a guess. */
export const mustKnow = (
  list: string,
  codes: readonly { readonly id: string }[] | ReadonlyMap<string, unknown>,
  code: string | null | undefined,
): Refused | null => {
  if (code === null || code === undefined) return null;
  const known = 'has' in codes ? codes.has(code) : codes.some((row) => row.id === code);
  return known ? null : refuseCase('unknown-code', { list, code });
};

/** The case in which this one goes on; null for one that was never merged, or that another system opened again. */
export const mergedInto = ({ phase, links = [] }: CaseState): string | null =>
  phase === 'closed' ? (links.find(({ relation }) => relation === 'merged-into')?.other ?? null) : null;

/** What went on in another case is not brought back here: whoever has something to add does it there. */
export const mustNotBeMerged = (state: CaseState): Refused | null => {
  const into = mergedInto(state);
  return into === null ? null : refuseCase('merged-already', { into });
};

export const openPromises = (state: CaseState): readonly string[] =>
  state.promises.filter(({ outcome }) => outcome === 'open').map(({ promise }) => promise);

export const openApprovals = (state: CaseState): readonly string[] =>
  state.approvals.filter(({ outcome }) => outcome === 'open').map(({ approval }) => approval);

export const openConsults = ({ consults = [] }: CaseState): readonly string[] =>
  consults.filter(({ outcome }) => outcome === 'open').map(({ consult }) => consult);

const tierOfTeam = (policy: Policy, team: string, otherwise: Tier): Tier => policy.teams.get(team)?.tier ?? otherwise;

/** A person holding a case for a team; the tier is the team's, whatever the person's own. */
export const heldBy = (policy: Policy, person: Person, team: string): Holder => ({
  person: person.id,
  team,
  tier: tierOfTeam(policy, team, person.tier),
  waiting: false,
});

/** A case in a team's queue is held by the team's lead until somebody takes it. Source: domain.md §2. */
export const heldByLead = (policy: Policy, team: string, otherwise: Holder): Holder => {
  const found = policy.teams.get(team);
  return found === undefined ? otherwise : { person: found.lead, team, tier: found.tier, waiting: true };
};

/** To whom a case goes back: the former holder, or the lead of that team when the person has left the roster. */
export const backTo = (policy: Policy, holder: Holder): Holder =>
  policy.people.has(holder.person) ? holder : heldByLead(policy, holder.team, holder);
