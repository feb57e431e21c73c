// Decides what becomes of a handover on its way: added to, withdrawn, accepted by read-back, returned, answered.
import { FACT_IDS } from '../handover/card.ts';
import type { Form } from '../handover/form.ts';
import type { Context } from './context.ts';
import { backTo, drafts, firstRefusal, heldBy, mustBeOpen, mustNotFly, type Decider, type Draft, type Refused } from './decider.ts';
import type { Holder } from './events.ts';
import { formOf, knownCodes, stillOwed } from './handover-form.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState, Flight } from './state.ts';

/** The handover a command speaks of is the one in flight, or the command came too late. */
export const inFlight = (state: CaseState, handover: string): Refused | null =>
  state.flight?.handover === handover ? null : refuseCase('handover-over', { handover });

/**
 * The sender adds after the call what the form still owes (fields marked r), also when the case was accepted or passed on meanwhile;
 * nothing moves by it. Refusals: `handover-over`, `not-sender`, `form-broken`, `nothing-changed`, `unknown-code`. Source: domain.md §3 "Nacharbeit".
 */
export const amendHandover: Decider<'amend-handover'> = (command, state, { actor, policy }) => {
  const { handover, form: sealed } = command.data;
  const owed = state.owed?.find((row) => row.handover === handover);
  const sender = owed?.by ?? [state.flight, ...state.errands].find((row) => row?.handover === handover)?.from.person;
  if (sender === undefined) return refuseCase('handover-over', { handover });
  if (sender !== actor.id) return refuseCase('not-sender', { sender, team: policy.people.get(sender)?.teams[0] ?? null });
  const form = formOf(sealed, policy);
  if (form === null) return refuseCase('form-broken');
  if (Object.keys(form).length === 0) return refuseCase('nothing-changed');
  const unknown = knownCodes(form, policy);
  if (unknown !== null) return unknown;
  const later = owed === undefined ? {} : { later: stillOwed(owed, form, policy) };
  return drafts({
    type: 'handover-amended',
    data: { handover, form: { open: sealed.open as Form, sealed: sealed.sealed }, ...later },
    body: command.body,
  });
};

/** Refusal: `handover-over` (accepted or returned meanwhile). */
export const withdrawHandover: Decider<'withdraw-handover'> = (command, state) =>
  inFlight(state, command.data.handover) ?? drafts({ type: 'handover-withdrawn', data: command.data, body: command.body });

/** The principal never holds: its acceptance leaves the case with its keeper. Source: domain.md §2. */
const holderAfter = (state: CaseState, { to }: Flight, { actor, policy }: Context): Holder =>
  to.tier === 'A' ? { ...state.holder, waiting: false } : heldBy(policy, actor, to.team);

/**
 * The receiver proves that he understood: three facts ticked, or one line of his own. Then, and only then, the case is his.
 * Refusals: `already-taken` (somebody else accepted first), `handover-over`, `read-back-missing`. Source: domain.md §3, fields 24 and 25.
 */
export const acceptHandover: Decider<'accept-handover'> = (command, state, context) => {
  const late = inFlight(state, command.data.handover);
  const { flight, holder, arrived, heldSince } = state;
  if (flight === null && arrived === 'handed-over' && holder.person !== context.actor.id)
    return refuseCase('already-taken', { holder: holder.person, since: heldSince });
  if (late !== null || state.flight === null) return late ?? refuseCase('handover-over', { handover: command.data.handover });
  const unread = FACT_IDS.filter((fact) => !command.data.facts.includes(fact));
  if (unread.length > 0 && command.body === null) return refuseCase('read-back-missing', { facts: unread });
  return drafts(
    { type: 'handover-accepted', data: { ...command.data, holder: holderAfter(state, state.flight, context) }, body: command.body },
    ...shiftedPromises(state, state.flight, context.actor.id),
  );
};

/** With a case of a shift handover go the promises its sender still had to keep on it; with any other they stay his. */
const shiftedPromises = ({ promises }: CaseState, { shift, from }: Flight, to: string): readonly Draft[] =>
  (shift ?? null) === null
    ? []
    : promises
        .filter(({ outcome, by }) => outcome === 'open' && by === from.person)
        .map(({ promise }): Draft => ({ type: 'promise-moved', data: { promise, from: from.person, to, cause: 'shift' } }));

/**
 * Back to the sender with a coded deficiency; the customer's clock runs on. Refusals: `handover-over`, `unknown-code`,
 * `deficiency-needs-field`, `field-unknown`. Source: domain.md §3, field 25 and rule (c).
 */
export const returnHandover: Decider<'return-handover'> = (command, state, { policy }) => {
  const { handover, deficiency, field } = command.data;
  const late = inFlight(state, handover);
  if (late !== null || state.flight === null) return late ?? refuseCase('handover-over', { handover });
  const coded = policy.pack.deficiencies.find(({ id }) => id === deficiency);
  if (coded === undefined) return refuseCase('unknown-code', { list: 'deficiencies', code: deficiency });
  if (coded.field && field === null) return refuseCase('deficiency-needs-field', { deficiency });
  if (field !== null && !policy.fields.some(({ number, stage }) => number === field && stage === 'send'))
    return refuseCase('field-unknown', { field });
  return drafts({
    type: 'handover-returned',
    data: { handover, holder: backTo(policy, state.flight.from), deficiency, field },
    body: command.body,
  });
};

/**
 * The answer gives the case back to whoever asked, with the outcome. Only the newest open errand can be answered, by whoever
 * holds the case. What is on its way to the principal is answered by its keeper, whether anybody there accepted it or not; the words
 * name who said so. Refusals: `not-open`, `in-flight`, `not-your-errand`. Source: domain.md §2.
 */
export const answerEscalation: Decider<'answer-escalation'> = (command, state, { policy }) => {
  const { flight } = state;
  const there = flight?.to.tier === 'A' && flight.handover === command.data.handover ? flight : null;
  const refusal = firstRefusal(mustBeOpen(state), there === null ? mustNotFly(state) : null);
  if (refusal !== null) return refusal;
  const asked = there ?? state.errands.at(-1);
  if (asked?.handover !== command.data.handover) return refuseCase('not-your-errand', { handover: command.data.handover });
  return drafts({ type: 'escalation-answered', data: { ...command.data, holder: backTo(policy, asked.from) }, body: command.body });
};
