// Decides an approval by telephone: the lead's yes to what he was told, what the office enters of it, and what stands because it was told.
import { judge } from '../policy/authority.ts';
import { type AuthorityReason, customerKey, type CapState } from '../policy/authority-types.ts';
import type { Person } from '../policy/pack-schema.ts';
import { decidesAtAll, openApproval, refusedAnswer, standsInFor } from './approval-answer.ts';
import { questionOf } from './authority-question.ts';
import type { CommandOf } from './commands.ts';
import type { Context } from './context.ts';
import { approve } from './decide-answers.ts';
import { granted, refusedBy } from './decide-decisions.ts';
import { drafts, firstRefusal, mustKnow, type Decider, type Draft, type Drafts, type Opener, type Refused } from './decider.ts';
import type { By, EventData } from './events.ts';
import { refuseCase } from './refusals.ts';
import type { ApprovalState, CaseState } from './state.ts';
import { inPhoneTime, phoneFileId } from './telephone-code.ts';
import { isConfirmed, type PhoneFile } from './telephone-file.ts';

type Call = Pick<CommandOf<'approve-by-phone' | 'use-phone-approval'>, 'lane' | 'caseId'> & {
  readonly data: { readonly challenge: string; readonly decisionType: string };
};

const isItsFile = ({ lane, caseId, data }: Call): Refused | null =>
  caseId === phoneFileId(lane, data.challenge) ? null : refuseCase('case-unknown', { case: caseId });

const fileOf = (state: CaseState | null): PhoneFile | null => state?.phone ?? null;

/** What an amount and a day bind; papers, reasons and the customer's past are judged where the case is known. */
const BINDS_ALONE: ReadonlySet<CapState['rule']> = new Set(['per-decision', 'agent-day', 'agent-count', 'four-eyes']);

/** The lead's own limits for what he was told, as if it were for a customer nobody knows. Source: domain.md §4. */
export const phoneAuthority = (
  { decisionType, amount }: { readonly decisionType: string; readonly amount: number },
  caseId: string,
  { actor, policy, facts, now, connection }: Context,
): Refused | null => {
  const wish = { decisionType, amount, reason: null, evidence: [], terms: null, otherAccount: false, toldAt: null };
  const why = judge(policy, {
    wish,
    actor: { id: actor.id, tier: actor.tier, team: actor.teams[0] ?? null },
    about: { customer: customerKey(null, caseId), contract: null, caseId },
    bill: null,
    relation: 'none',
    tenureDays: null,
    segment: null,
    facts,
    now,
    connection,
    present: null,
    askedBy: null,
    budget: null,
  });
  const binding = why.caps.find(({ rule, ok }) => !ok && BINDS_ALONE.has(rule));
  if (binding === undefined) return null;
  const verdict = why.verdict === 'within' ? 'needs-approval' : why.verdict;
  return refusedBy(wish, policy, { ...why, verdict, binding });
};

/**
 * The lead agrees to exactly what he was told, whether or not the request is known here. Refusals: `case-unknown` (not this call's record),
 * `not-approver` (decides nothing), `own-request`, `asker-stand-in`, `unknown-code`, `phone-over`, `above-authority`, `never-allowed`,
 * `phone-given` {lead} (agreed to already).
 */
export const approveByPhone: Opener<'approve-by-phone'> = (command, state, context) => {
  const { data, caseId } = command;
  const { actor, policy, now } = context;
  const given = fileOf(state)?.given ?? null;
  const time = inPhoneTime(data.askedAt, now);
  const refusal = firstRefusal(
    isItsFile(command),
    decidesAtAll(actor) ? null : refuseCase('not-approver', { tier: actor.tier, team: actor.teams[0] ?? '' }),
    data.asker === actor.id ? refuseCase('own-request', { approval: data.challenge }) : null,
    standsInFor(actor.id, data.asker, data.decisionType, context)
      ? refuseCase('asker-stand-in', { approval: data.challenge, askedBy: data.asker })
      : null,
    mustKnow('decisions', policy.decisions, data.decisionType),
    time.ok ? null : refuseCase('phone-over', { askedAt: data.askedAt }),
    given === null ? null : refuseCase('phone-given', { lead: given.lead }),
  );
  return refusal ?? phoneAuthority(data, caseId, context) ?? drafts({ type: 'phone-approved', data });
};

/**
 * One call grants once, whatever a workstation says. At the hub only the workstation that asked may say so. Refusals: `case-unknown`,
 * `not-this-device`, `phone-used` {approval}, `phone-over`.
 */
export const usePhoneApproval: Opener<'use-phone-approval'> = (command, state, { hub, now }) => {
  const { data } = command;
  const used = fileOf(state)?.used ?? null;
  const isSender = hub === undefined || hub.device === null || hub.device === data.device;
  return (
    firstRefusal(
      isItsFile(command),
      isSender ? null : refuseCase('not-this-device', { device: data.device }),
      used === null ? null : refuseCase('phone-used', { approval: used.approval }),
      inPhoneTime(data.askedAt, now).ok ? null : refuseCase('phone-over', { askedAt: data.askedAt }),
    ) ?? drafts({ type: 'phone-approval-used', data })
  );
};

type Redeem = CommandOf<'redeem-approval'>;

/** The answer is judged as the lead's own, who sits at a connected desk. */
const asLead = (lead: Person, context: Context): Context => ({ ...context, actor: lead, connection: { online: true, lastSync: null } });

const byLead = ({ id, role, tier, teams }: Person, { holder }: CaseState): By => ({
  person: id,
  role,
  tier,
  team: teams.includes(holder.team) ? holder.team : (teams[0] ?? null),
});

type Mark = NonNullable<EventData['decision-made']['phone']>;

const marked = (draft: Draft, phone: Mark, by: By | null): Draft =>
  draft.type === 'decision-made' || draft.type === 'approval-given'
    ? ({ ...draft, data: { ...draft.data, phone }, ...(by === null ? {} : { by }) } as Draft)
    : draft;

const leadOf = ({ data }: Redeem, { policy }: Context): Person | Refused =>
  policy.people.get(data.lead) ?? refuseCase('not-approver', { tier: 4, team: '' });

/** The hub's own record says the same as the workstation: this lead, this request, this case, this amount. */
const isKnownAtHub = (
  { data, caseId }: Redeem,
  { amount, decisionType, askedBy }: ApprovalState,
  { number }: CaseState,
  file: PhoneFile | null,
): boolean => {
  if (file === null || file.used === null || !isConfirmed(file)) return false;
  const { used } = file;
  return (
    used.approval === data.approval &&
    used.case === caseId &&
    used.lead === data.lead &&
    used.number === number &&
    used.amount === amount &&
    used.decisionType === decisionType &&
    used.asker === askedBy
  );
};

/** As `approve` would decide if the lead sat here: granted whole, by nobody's half. */
const answeredAsLead = (command: Redeem, lead: Person, state: CaseState, context: Context): Drafts => {
  const { approval, corrected, draws } = command.data;
  const found = openApproval(state, approval, context.now);
  if ('refusal' in found) return found;
  const refusal = refusedAnswer(found.approval, asLead(lead, context));
  if (refusal !== null) return refusal;
  const { amount } = found.approval;
  const data = { approval, amount, corrected, ...(draws === undefined ? {} : { draws }) };
  const answer = approve({ ...command, type: 'approve', data }, state, asLead(lead, context));
  // Two people of tier 4 must agree, and one of them is on the telephone: the other one's desk is asked as always.
  return answer.ok && answer.value.some(({ type }) => type === 'approval-seconded') ? refuseCase('phone-needs-two', { approval }) : answer;
};

/**
 * What the lead granted on the telephone, entered by whoever asked: the decision is the lead's, with his authority, and both names stand in
 * it. The workstation has checked the code before it sends this; the hub looks into its own record. Refusals: `approval-unknown`,
 * `approval-over`, those of an answer by the lead (`not-approver`, `own-request`, `above-authority` …), `corrected-meanwhile`,
 * `phone-needs-two`; at the hub `phone-unconfirmed` (it knows nothing of the lead's call, or something else), see `redeemAsTold`.
 */
export const redeemApproval: Decider<'redeem-approval'> = (command, state, context) => {
  const lead = leadOf(command, context);
  if ('refusal' in lead) return lead;
  const answer = answeredAsLead(command, lead, state, context);
  if (!answer.ok) return answer;
  const { hub } = context;
  const approval = state.approvals.find((row) => row.approval === command.data.approval)!;
  if (hub !== undefined && !isKnownAtHub(command, approval, state, hub.phone ?? null))
    return refuseCase('phone-unconfirmed', { lead: lead.id, challenge: command.data.challenge });
  const phone = {
    challenge: command.data.challenge,
    lead: lead.id,
    enteredBy: context.actor.id,
    confirmed: hub === undefined ? null : true,
  };
  return drafts(...answer.value.map((draft) => marked(draft, phone, byLead(lead, state))));
};

/** As if nothing had been granted before, whatever the customer's bill. */
const coveredAlone = (wish: ApprovalState, state: CaseState, context: Context): AuthorityReason => {
  const { actor, policy } = context;
  const asker = { id: wish.askedBy, tier: policy.people.get(wish.askedBy)?.tier ?? (1 as const) };
  const question = questionOf(wish, state, context, actor.tier, asker);
  const bare = judge(policy, { ...question, bill: null, facts: { grants: [], budgets: [] } });
  return bare.verdict === 'within' ? bare : judge(policy, { ...question, facts: { grants: [], budgets: [] } });
};

/**
 * The customer was told. Where the hub's record bears the call out, it stands as the lead's decision although the request ran out, was
 * taken back or declined meanwhile, or caps were used elsewhere. Where it does not, it stands as what whoever entered it has told, under
 * his own name. Refused stays what was granted already, and what no call could have granted: nobody's request, the lead's own account
 * or request, more than his tier may. Source: architecture.md §1.8.
 */
export const redeemAsTold: Decider<'redeem-approval'> = (command, state, context) => {
  const { data } = command;
  const lead = leadOf(command, context);
  const approval = state.approvals.find((row) => row.approval === data.approval);
  if ('refusal' in lead) return lead;
  if (approval === undefined) return refuseCase('approval-unknown', { approval: data.approval });
  if (approval.outcome === 'given') return refuseCase('approval-over', { approval: data.approval, outcome: approval.outcome });
  const spoken = asLead(lead, context);
  const refusal = refusedAnswer(approval, spoken);
  if (refusal !== null) return refusal;
  const why = coveredAlone(approval, state, spoken);
  if (why.verdict !== 'within') return refusedBy(approval, context.policy, why)!;
  const confirmed = isKnownAtHub(command, approval, state, context.hub?.phone ?? null);
  const phone = { challenge: data.challenge, lead: lead.id, enteredBy: context.actor.id, confirmed };
  const by = confirmed ? byLead(lead, state) : null;
  const { amount } = approval;
  const drawn = data.draws === undefined ? {} : { draws: data.draws };
  const made = granted(command.id, { ...approval, ...drawn }, state, context.policy, { approval: data.approval, why });
  return drafts(
    marked({ type: 'approval-given', data: { approval: data.approval, amount, decision: command.id } }, phone, by),
    marked(made, phone, by),
  );
};
