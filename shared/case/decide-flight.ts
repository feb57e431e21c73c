// Decides what happens to a handover nobody accepts, and how the principal that has no desk is given its card.
import { acceptTargetOf } from '../policy/accept-by.ts';
import { calendarOf } from '../policy/targets.ts';
import { MINUTE, type Ms } from '../kernel/time.ts';
import { canWork, leadNow, workerFor } from './asked-people.ts';
import type { Context } from './context.ts';
import { backTo, drafts, mustKnow, type Decider } from './decider.ts';
import { inFlight } from './decide-handover.ts';
import type { Addressed, EventData } from './events.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState, Flight } from './state.ts';

type Next = Pick<EventData['handover-passed'], 'to' | 'contact' | 'why'>;

/**
 * Who is asked next. Inside the house first the deputy of whoever was asked, or of the lead where a team was, then the lead or whoever
 * stands in for him. At the principal the deputy of the contact. Nobody twice, and never the sender; null where nobody is left.
 * Source: domain.md §2, pains.md 11.
 */
export const nextAsked = (flight: Flight, context: Context): Next | null => {
  const { to, from, asked = [], why } = flight;
  if (why === 'lead' || why === 'contact-deputy') return null;
  if (to.tier === 'A') return nextContact(flight, context);
  const fresh = (person: string | null): person is string =>
    person !== null && person !== from.person && person !== to.person && !asked.includes(person) && canWork(context.policy, person);
  const { team, tier } = to;
  const lead = context.policy.teams.get(team)?.lead ?? null;
  const first = why === undefined ? (to.person ?? lead) : null;
  const deputy = first === null ? null : workerFor(context, first);
  if (fresh(deputy)) return { to: { tier, team, person: deputy, for: first }, contact: null, why: 'deputy' };
  const leading = leadNow(context, team);
  if (!fresh(leading)) return null;
  const whole: Addressed = { tier, team, person: leading };
  return { to: leading === lead ? whole : { ...whole, for: lead }, contact: null, why: 'lead' };
};

const nextContact = ({ to, contact }: Flight, { policy }: Context): Next | null => {
  const deputy = policy.pack.contacts.find(({ id }) => id === contact)?.deputy;
  return deputy === undefined ? null : { to, contact: deputy, why: 'contact-deputy' };
};

/**
 * Nobody accepted in time: the next one is asked and has the same time, at the end it is back with its sender, or with the lead of his
 * team where he has left. `step` makes a second run harmless. Refusals: `handover-over`, `handover-step-over` (somebody was quicker),
 * `handover-not-due`. Source: domain.md §2, pains.md 11.
 */
export const passHandover: Decider<'pass-handover'> = (command, state, context) => {
  const { handover, step } = command.data;
  const { flight } = state;
  const late = inFlight(state, handover);
  if (late !== null || flight === null) return late ?? refuseCase('handover-over', { handover });
  const { policy, now } = context;
  if (step !== (flight.step ?? 0) + 1) return refuseCase('handover-step-over', { handover, step });
  if (now < flight.acceptBy) return refuseCase('handover-not-due', { handover, acceptBy: flight.acceptBy });
  const next = nextAsked(flight, context);
  if (next === null) return drafts({ type: 'handover-fell-back', data: { handover, step, holder: backTo(policy, flight.from) } });
  const acceptBy = acceptAgain(state, flight, next.contact, context);
  return drafts({ type: 'handover-passed', data: { handover, step, from: flight.to, ...next, acceptBy } });
};

/** Nobody stays on the line that long: the time to accept without a caller. A pack without one gives as long as it was given before. */
const acceptAgain = ({ priority }: CaseState, flight: Flight, contact: string | null, { policy, now }: Context): Ms => {
  const { to, row, acceptBy, since, sentAt } = flight;
  const found = acceptTargetOf(policy, { tier: to.tier, team: to.team, row, priority, contact }, false);
  return found === null ? now + Math.max(acceptBy - (since ?? sentAt), MINUTE) : calendarOf(policy, found.calendar).due(now, found.target);
};

/**
 * That the principal was given the card, how and to whom; before anybody there has accepted, and as long as its answer is open.
 * Refusals: `handover-over`, `no-principal-handover`, `unknown-code`. Source: issue "a principal without a desk gets a card".
 */
export const giveCard: Decider<'give-card'> = (command, state, { policy }) => {
  const { handover, way, contact } = command.data;
  const { flight } = state;
  const errand = state.errands.find((row) => row.handover === handover);
  const tier = flight?.handover === handover ? flight.to.tier : errand?.tier;
  if (tier === undefined) return refuseCase('handover-over', { handover });
  if (tier !== 'A') return refuseCase('no-principal-handover', { handover });
  const unknown = mustKnow('contacts', policy.pack.contacts, contact);
  return unknown ?? drafts({ type: 'card-given', data: { handover, way, contact: contact ?? flight?.contact ?? null } });
};
