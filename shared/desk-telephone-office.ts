// Answers the office's side of an approval by telephone: the challenge it reads out, and the code it enters.
import type { Result } from './kernel/result.ts';
import { ok, refuse } from './kernel/result.ts';
import { accountId, budgetKeyOf, leftOf } from './case/budget-account.ts';
import { openApproval } from './case/approval-answer.ts';
import { decide } from './case/decide.ts';
import type { CaseEvent, EventOf } from './case/events.ts';
import { refuseCase } from './case/refusals.ts';
import type { CaseState } from './case/state.ts';
import { phoneFileId, PHONE_LIFE, PHONE_TRIES, readCode } from './case/telephone-code.ts';
import type { Person } from './policy/pack-schema.ts';
import { isBoundByBudget } from './policy/budgets.ts';
import { probeCommand } from './views/can.ts';
import { asJson } from './views/timeline.ts';
import type { CallInput, CallOutput } from './api.ts';
import type { DeskInside, Order, TelephoneLine } from './desk-parts.ts';
import { drawnBudgets, leaseAt } from './desk-pay.ts';
import { customerOf, notFound, stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';
import { askOf, figuresOf, personOf, type Asked } from './desk-telephone-asked.ts';
import { createChallenges, triesLeft } from './desk-telephone-kept.ts';
import { keepCall } from './desk-telephone-list.ts';

/** The reader's own open request, in a case he may read. */
const askedIn = (
  { store, clock }: DeskInside,
  seat: Seat,
  { caseId, approval: id }: { readonly caseId: string; readonly approval: string },
): Result<Asked> => {
  const state = stateFor(store, seat, caseId);
  if (state === null) return notFound({ case: caseId });
  const found = openApproval(state, id, clock());
  if ('refusal' in found) return found;
  const { approval } = found;
  return approval.askedBy === seat.person.id ? ok({ state, approval }) : refuseCase('not-asker', { askedBy: approval.askedBy });
};

/** The account is the place of the spend. */
const pick = (data: Order['data']): { readonly lease: string | null; readonly amount: number } => {
  const { lease, amount } = data as { readonly lease: string | null; readonly amount: number };
  return { lease, amount };
};

type Made = EventOf<'decision-made'>;
const isMade = (event: CaseEvent): event is Made => event.type === 'decision-made';

/** What would be decided if this lead had agreed; null where the core would not take his yes. */
const probed = ({ engine }: DeskInside, seat: Seat, { state, approval }: Asked, challenge: string, lead: Person): Made | null => {
  const context = { ...engine.context(seat.lane, state, lead, approval.contract), actor: seat.person };
  const data = { approval: approval.approval, challenge, lead: lead.id, corrected: approval.corrected };
  const decided = decide(probeCommand('redeem-approval', state, context, data), state, context);
  return decided.ok ? (decided.value.find(isMade) ?? null) : null;
};

/** Everybody whose yes this desk would take: the team's lead first, then in the order of the roster. */
const leadsFor = (inside: DeskInside, seat: Seat, asked: Asked, challenge: string): readonly Person[] => {
  const { teams, pack } = seat.policy;
  const first = teams.get(asked.approval.to.team)?.lead;
  const leads = pack.roster.filter((person) => person.signIn && probed(inside, seat, asked, challenge, person) !== null);
  return [...leads.filter(({ id }) => id === first), ...leads.filter(({ id }) => id !== first)];
};

export const challengeFor = (
  inside: DeskInside,
  line: TelephoneLine,
  seat: Seat,
  input: CallInput<'telephone.challenge'>,
): CallOutput<'telephone.challenge'> => {
  const asked = askedIn(inside, seat, input);
  if (!asked.ok) return asked;
  const kept = createChallenges(inside, line).make(seat.lane, asked.value.approval, askOf(asked.value));
  if (triesLeft(kept) === 0) return refuse('phone-locked', { tries: PHONE_TRIES });
  const { state } = asked.value;
  return ok({
    challenge: kept.challenge,
    askedAt: kept.askedAt,
    until: kept.askedAt + PHONE_LIFE,
    ...figuresOf(seat, askOf(asked.value)),
    asker: personOf(seat, asked.value.approval.askedBy),
    customer: customerOf(inside.store, seat.lane, state.customer)?.name ?? state.customer,
    left: triesLeft(kept),
    leads: leadsFor(inside, seat, asked.value, kept.challenge).map(({ id, name, role, tier }) => ({ person: id, name, role, tier })),
  });
};

/**
 * What pays it, by the lead's team and tier; the workstation that enters it writes the spends. Tiers above a budget pay from what is free at
 * the hub, and so do those it binds where this workstation holds too little.
 */
const spendsFor = (inside: DeskInside, seat: Seat, state: CaseState, made: Made, lead: Person, decision: string): readonly Order[] => {
  const { lane, person, policy } = seat;
  if (made.data.unit !== 'money' || made.data.amount === 0) return [];
  return drawnBudgets(policy, made.data.decisionType, made.by.team, made.at).map((key): Order => {
    const account = accountId(lane, key);
    const held = isBoundByBudget(lead.tier) ? leaseAt(inside, lane, account) : null;
    const lease = held !== null && leftOf(held) >= made.data.amount ? held.lease : null;
    const data = { ...budgetKeyOf(key), lease, decision, case: state.id, amount: made.data.amount, lead: lead.id };
    return { lane, caseId: account, actor: person.id, type: 'spend-budget', data, body: null };
  });
};

/** A slip is told before it counts; a try is counted before it is compared. Both commands stand or fall together. */
export const redeemCode = (
  inside: DeskInside,
  line: TelephoneLine,
  seat: Seat,
  input: CallInput<'telephone.redeem'>,
): CallOutput<'telephone.redeem'> => {
  const { engine, clock } = inside;
  const found = askedIn(inside, seat, input);
  if (!found.ok) return found;
  const { state, approval } = found.value;
  const challenges = createChallenges(inside, line);
  const kept = challenges.find(approval.approval);
  if (kept === null) return refuse('phone-over', { askedAt: clock() });
  if (triesLeft(kept) === 0) return refuse('phone-locked', { tries: PHONE_TRIES });
  if (kept.corrected !== approval.corrected)
    return refuseCase('corrected-meanwhile', { approval: approval.approval, amount: approval.amount });
  if (!challenges.isFresh(kept)) return refuse('phone-over', { askedAt: kept.askedAt });
  const code = readCode(input.code);
  if (!code.ok) return code;
  const tried = challenges.count(approval.approval, kept);
  const call = { ...askOf(found.value), challenge: kept.challenge, askedAt: kept.askedAt, device: line.device() };
  const leads = leadsFor(inside, seat, found.value, kept.challenge);
  const lead = leads.find(({ id }) => line.code(seat.lane, { ...call, lead: id }) === code.value);
  if (lead === undefined)
    return triesLeft(tried) === 0 ? refuse('phone-locked', { tries: PHONE_TRIES }) : refuse('code-wrong', { left: triesLeft(tried) });
  const made = probed(inside, seat, found.value, kept.challenge, lead);
  const command = inside.newId();
  const spends = made === null ? [] : spendsFor(inside, seat, state, made, lead, command);
  const draws = spends.map(({ caseId, data }) => ({ account: caseId, ...pick(data) }));
  const frame = { lane: seat.lane, actor: seat.person.id, body: null };
  const used = asJson({ ...call, lead: lead.id, approval: approval.approval, case: state.id });
  const data = { approval: approval.approval, challenge: kept.challenge, lead: lead.id, corrected: approval.corrected };
  const answer = engine.submitAll([
    { ...frame, type: 'use-phone-approval', caseId: phoneFileId(seat.lane, kept.challenge), data: used },
    ...spends,
    { ...frame, type: 'redeem-approval', caseId: state.id, command, data: spends.length === 0 ? data : { ...data, draws } },
  ]);
  if (!answer.ok) return answer;
  keepCall(inside, seat.lane, kept.challenge);
  engine.kick(seat.lane);
  return ok({ command, caseId: state.id, lead: personOf(seat, lead.id) });
};
