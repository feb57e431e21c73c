// Picks who sends a random command: mostly somebody the case concerns, sometimes a stranger to it.
import type { CommandType } from '../../shared/case/commands.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { TELECOM } from '../pack.ts';
import { anyConsult, anyPromise, of, offeredPromise, PEOPLE, type Step } from './random-picks.ts';

const OF_LEADS: readonly CommandType[] = ['approve', 'decline', 'review-decision'];

/** Who alone can do this, where somebody alone can. */
const wantedFor = (state: CaseState, verb: CommandType, n: number): string | undefined => {
  const promise = (id: string) => state.promises.find((row) => row.promise === id);
  if (verb === 'offer-promise') return promise(anyPromise(state, n))?.by;
  if (verb === 'take-promise' || verb === 'leave-promise') return promise(offeredPromise(state, n))?.offered?.to;
  if (verb === 'check-in') return state.checkedOut?.person;
  if (verb === 'override-check-out') return TELECOM.teams.get(state.holder.team)?.lead;
  if (verb === 'acknowledge-news') return state.news?.at(n % 3)?.to;
  if (verb === 'give-card' || verb === 'answer-escalation') return state.holder.person;
  if (verb !== 'answer-consult' && verb !== 'withdraw-consult') return undefined;
  const asked = state.consults?.find(({ consult }) => consult === anyConsult(state, n));
  if (verb === 'withdraw-consult') return asked?.askedBy;
  return asked?.to.person ?? PEOPLE.find(({ teams: mine }) => asked !== undefined && mine.includes(asked.to.team))?.id;
};

/** Mostly somebody the case concerns: its holder, the one addressed, one of their teams; the importer for rows of another system. */
export const actorOf = (state: CaseState | null, { verb, who, n }: Step): string => {
  if (verb === 'import-row') return 'import';
  if (
    verb === 'expire-approval' ||
    verb === 'flag-unresolved' ||
    (verb === 'pass-handover' && who % 3 !== 0) ||
    (verb === 'pass-approval' && who % 2 === 0)
  )
    return 'watchdog';
  const asked = state?.approvals.find(({ outcome }) => outcome === 'open');
  if (OF_LEADS.includes(verb) && who % 3 !== 0) return of(['murat', 'carla', 'helga', 'ruediger'], who);
  if (verb === 'correct-approval' && asked !== undefined && who % 5 !== 0) return asked.askedBy;
  if (state === null || who % 5 === 0) return of(PEOPLE, who).id;
  const wanted = wantedFor(state, verb, n);
  if (wanted !== undefined && who % 5 !== 1) return wanted;
  const concerned = [state.holder.team, state.flight?.to.team, asked?.to.team, 'leitung'].flatMap((team) =>
    PEOPLE.filter(({ teams: mine }) => team !== undefined && mine.includes(team)).map(({ id }) => id),
  );
  return who % 2 === 0 ? state.holder.person : of([...concerned, state.holder.person], who);
};
