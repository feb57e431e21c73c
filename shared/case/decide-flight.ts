// Decides what happens to a handover nobody accepts, and how the principal that has no desk is given its card.
import { deputyOf } from '../policy/absence.ts';
import { acceptTargetOf } from '../policy/accept-by.ts';
import { calendarOf } from '../policy/targets.ts';
import type { Ms } from '../kernel/time.ts';
import type { Context } from './context.ts';
import { backTo, drafts, mustKnow, type Decider } from './decider.ts';
import { inFlight } from './decide-handover.ts';
import type { Addressed } from './events.ts';
import type { CaseState, Flight } from './state.ts';
import { refuseCase } from './refusals.ts';

type Next = { readonly to: Addressed; readonly contact: string | null; readonly why: 'deputy' | 'lead' | 'contact-deputy' };

/** Any type of decision: who stands in for somebody's work as such. */
const standIn = ({ absences, policy, now }: Context, person: string): string | null =>
  deputyOf(absences, person, policy.pack.decisions[0]?.id ?? '', now)?.person ?? null;

/** Who is asked next: the deputy of whoever was asked, then the lead of that team (or who stands in for him); nobody twice, never the sender. */
export const nextAsked = (flight: Flight, context: Context): Next | null => {
  const { to, from } = flight;
  if (to.tier === 'A') {
    const contact = context.policy.pack.contacts.find(({ id }) => id === flight.contact)?.deputy ?? null;
    return contact === null || flight.meant !== undefined ? null : { to, contact, why: 'contact-deputy' };
  }
  const asked = flight.meant === undefined ? [to.person] : [flight.meant.person, to.person];
  const fresh = (person: string | null): person is string => person !== null && person !== from.person && !asked.includes(person);
  const lead = context.policy.teams.get(to.team)?.lead ?? null;
  const absent = to.person ?? lead;
  const deputy = absent === null || flight.meant !== undefined ? null : standIn(context, absent);
  if (fresh(deputy)) return { to: { ...to, person: deputy, for: absent }, contact: null, why: 'deputy' };
  const leading = lead === null ? null : (standIn(context, lead) ?? lead);
  return fresh(leading) ? { to: { ...to, person: leading, for: leading === lead ? null : lead }, contact: null, why: 'lead' } : null;
};

/**
 * Nobody accepted in time: the next one is asked and has the same time, at the end it is back with its sender. Refusals: `handover-over`,
 * `handover-step-over`, `handover-not-due`. Source: domain.md §2, pains.md 11.
 */
export const passHandover: Decider<'pass-handover'> = (command, state, context) => {
  const { handover, step } = command.data;
  const late = inFlight(state, handover);
  if (late !== null || state.flight === null) return late ?? refuseCase('handover-over', { handover });
  const { flight } = state;
  const { policy, now } = context;
  if (step !== (flight.step ?? 0) + 1) return refuseCase('handover-step-over', { handover, step });
  if (now < flight.acceptBy) return refuseCase('handover-not-due', { handover, acceptBy: flight.acceptBy });
  const next = nextAsked(flight, context);
  if (next === null) return drafts({ type: 'handover-fell-back', data: { handover, step, holder: backTo(policy, flight.from) } });
  return drafts({
    type: 'handover-passed',
    data: { handover, step, from: flight.to, ...next, acceptBy: acceptAgain(state, flight, context) },
  });
};

const acceptAgain = ({ priority }: CaseState, { to, row }: Flight, { policy, now }: Context): Ms => {
  const found = acceptTargetOf(policy, { tier: to.tier, team: to.team, row, priority }, false);
  return found === null ? now : calendarOf(policy, found.calendar).due(now, found.target);
};

/** That the principal was given the card, how and to whom. Refusals: `handover-over`, `no-principal-handover`, `unknown-code`. */
export const giveCard: Decider<'give-card'> = (command, state, { policy }) => {
  const { handover, way, contact } = command.data;
  const late = inFlight(state, handover);
  if (late !== null) return late;
  if (state.flight?.to.tier !== 'A') return refuseCase('no-principal-handover', { handover });
  return mustKnow('contacts', policy.pack.contacts, contact) ?? drafts({ type: 'card-given', data: { handover, way, contact } });
};
