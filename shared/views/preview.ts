// Tells before anything is sent where an escalation would go, by when it must be accepted, what is filled in and what is missing.
import type { Form } from '../handover/form.ts';
import type { About } from '../handover/conditions.ts';
import { completenessOf, fieldsThatApply } from '../handover/completeness.ts';
import { prefillForm, withFittingOwn, withWish, type Wish } from '../handover/prefill.ts';
import { ok, refuse, type Json, type Result } from '../kernel/result.ts';
import type { Ms } from '../kernel/time.ts';
import type { MatrixRow, Person, Reason } from '../policy/pack-schema.ts';
import type { Policy } from '../policy/policy.ts';
import { formAbout } from '../policy/form-about.ts';
import { acceptTargetOf, type Arrival } from '../policy/accept-by.ts';
import { amountAsked, route, teamsThere, type Route } from '../policy/routing.ts';
import { dueAt, type Where } from '../policy/targets.ts';
import { acceptBy } from '../case/decide-offer.ts';
import { refuseCase } from '../case/refusals.ts';
import type { CaseState } from '../case/state.ts';
import { guidanceOf, identityNow, moodOf, triedRows, usedSentences, type RunningCall } from './guide.ts';
import { callerOf, eventsOfType, notesOf, type History } from './history.ts';
import { returnedOf, type Returned } from './returned.ts';
import { asJson } from './timeline.ts';
import type { Customer, EscalationPreview } from './shapes.ts';

export type PreviewParts = {
  readonly state: CaseState;
  readonly history: History;
  readonly policy: Policy;
  readonly person: Person;
  readonly customer: Customer | null;
  /** Contacts and goodwill (minor units, 12 months) of this customer over all cases, this one included. */
  readonly past: { readonly contacts: number; readonly goodwill: number };
  /** Null asks for the pack's best default. */
  readonly reason: string | null;
  readonly form: Form;
  readonly customerWaiting: boolean;
  readonly now: Ms;
  /** Set for a handover sideways: the team its sender names, instead of the matrix. */
  readonly to: { readonly team: string; readonly person: string | null } | null;
  /** Ids of people who are there, as the desk sees it; null = not looked. */
  readonly present?: readonly string[] | null;
  /** What the person is weighing in this case just now, not sent yet; null = nothing. */
  readonly weighing?: { readonly type: string; readonly amount: number } | null;
  /** The call that runs on this case at the desk of whoever asks; null = nobody is on the line. */
  readonly running?: RunningCall | null;
  /** In which what was tried is put into words; German where nobody says. */
  readonly language?: 'de' | 'en';
};

/**
 * The preview of an escalation; asking writes nothing. The draft keeps what its author typed, the rest is filled in.
 * Refusals: those of `route`, and `no-reason` where the pack has no way up for this case at all.
 */
export const previewOf = (asked: PreviewParts): Result<EscalationPreview> => {
  const returned = returnedOf(asked.history, asked.policy);
  const reason = reasonFor(asked, returned);
  if (reason === null) return refuse('no-reason', { reason: asked.reason });
  const weighed = withWish(asked.form, wishOf(asked, reason));
  // The way may hang on an amount that was typed for the handover before.
  const decision = weighed.decision ?? returned?.form.decision;
  const parts = { ...asked, form: decision === undefined ? weighed : { ...weighed, decision } };
  const routed = wayOf(parts, reason.id);
  if (!routed.ok) return routed;
  const { policy, state } = parts;
  const { kind, tier, team, person, row, why, skipped } = routed.value;
  const where: Arrival = { tier, team, priority: priorityOf(parts), row };
  const accept = acceptTime(parts, where);
  const about = formAbout(policy, state);
  const filled = prefillForm({
    ...prefillInput(parts, reason, routed.value, proposedDeadline(parts, where, kind, accept.at)),
    returned: returned?.form ?? null,
  });
  const form = withFittingOwn(filled, policy.fields, about);
  const { columns, fields, missing, later, done, required } = completenessOf(form, policy.fields, 'send', about);
  return ok({
    reason: reason.id,
    kind,
    row,
    why,
    to: { tier, team, person, lead: policy.teams.get(team)?.lead ?? '' },
    contact: rowOf(policy, row)?.to.contact ?? null,
    skipped: skipped.map((passed) => ({ ...passed, label: rowOf(policy, passed.row)?.why ?? { de: passed.row, en: passed.row } })),
    former: team !== state.holder.team && state.teams.includes(team),
    sections: sectionsOf(policy, form, about),
    acceptBy: accept.at,
    acceptTarget: accept.target,
    deadline: form.deadline ?? accept.at,
    form,
    columns: [...columns],
    fields: fields.map(({ id, requirement, filled: isFilled }) => ({ id, requirement, filled: isFilled })),
    missing: [...missing],
    later: [...later],
    done,
    required,
    ...(returned === null ? {} : { returned: { handover: returned.handover, deficiency: returned.deficiency, field: returned.field } }),
  });
};

const rowOf = ({ pack }: Policy, row: string | null): MatrixRow | undefined => pack.matrix.find(({ id }) => id === row);

/** The parts of the sheet in the pack's order, each with the fields that exist for this form; one without any is left out. */
const sectionsOf = ({ pack, fields }: Policy, form: Form, about: About): EscalationPreview['sections'] => {
  const shown = fieldsThatApply(form, fields, about).filter(({ stage }) => stage === 'send');
  return pack.handover.sections
    .map(({ id, label }) => ({ id, label, fields: shown.filter(({ section }) => section === id).map((field) => field.id) }))
    .filter((section) => section.fields.length > 0);
};

/**
 * What stands to be decided in this case: the newest request that waits; where the reason asks for authority before it what the
 * person is weighing, and after it the newest that was not granted, or a decision that waits to be confirmed. What was granted
 * is history.
 */
const wishOf = ({ state, history, policy, weighing = null }: PreviewParts, { kind }: Reason): Wish | null => {
  const isAuthority = kind === 'hierarchical';
  if (isAuthority && weighing !== null && policy.decisions.has(weighing.type)) return { ...weighing, recommendation: null };
  const open = state.approvals.findLast(({ outcome }) => outcome === 'open');
  const refused = state.approvals.findLast(({ outcome }) => outcome === 'declined' || outcome === 'expired');
  const request = open ?? (isAuthority ? refused : undefined);
  if (request !== undefined) {
    const asked = eventsOfType(history, 'approval-asked').find(({ data }) => data.approval === request.approval);
    return { type: request.decisionType, amount: request.amount, recommendation: asked?.data.recommendation ?? null };
  }
  const proposed = state.decisions.findLast(({ standing }) => standing === 'proposed');
  if (proposed === undefined || !isAuthority) return null;
  return { type: proposed.decisionType, amount: proposed.amount, recommendation: 'grant' };
};

type Way = Pick<Route, 'kind' | 'tier' | 'team' | 'person' | 'why' | 'skipped'> & { readonly row: string | null };

const wayOf = ({ state, policy, form, to, now, present }: PreviewParts, reason: string): Result<Way> => {
  const { holder, category, channel } = state;
  const team = to === null ? undefined : policy.teams.get(to.team);
  if (to !== null && team !== undefined)
    return ok({
      row: null,
      kind: 'functional',
      tier: team.tier,
      team: team.id,
      person: to.person,
      why: team.name,
      skipped: [],
    });
  const from = { tier: holder.tier, team: holder.team };
  const priority = priorityOf({ state, policy, form });
  const markers = form.markers ?? state.markers;
  const amount = amountAsked(policy, form.decision);
  const routed = route(policy, {
    reason,
    category,
    channel,
    priority,
    markers,
    from,
    amount,
    now,
    present: teamsThere(policy, present ?? null),
  });
  return routed.ok && routed.value.team === holder.team ? refuseCase('already-there', { team: holder.team }) : routed;
};

const priorityOf = ({ state, policy, form }: Pick<PreviewParts, 'state' | 'policy' | 'form'>): CaseState['priority'] =>
  (form.priority === undefined ? undefined : policy.pack.priorities[form.priority.urgency]?.[form.priority.impact]) ?? state.priority;

/**
 * The reason asked for, else the draft's, else that of the handover that came back, else the best default: the reason the case was opened with, then the one the pack
 * calls usual for the category, then the first of the pack; each only if it has a way up from here.
 */
const reasonFor = (parts: PreviewParts, returned: Returned | null): Reason | null => {
  const { policy, reason, form, history, state } = parts;
  const asked = reason ?? form.reason?.code ?? returned?.form.reason?.code ?? null;
  if (asked !== null) return policy.reasons.get(asked) ?? null;
  const opened = eventsOfType(history, 'case-opened')[0]?.data.reason;
  const usual = policy.pack.categories.find(({ id }) => id === state.category)?.usualReason;
  const candidates = [opened, usual, ...policy.pack.reasons.map(({ id }) => id)];
  const first = candidates.find((id) => typeof id === 'string' && policy.reasons.has(id) && wayOf(parts, id).ok);
  return first === undefined || first === null ? null : (policy.reasons.get(first) ?? null);
};

/** The time to accept as the core itself will set it, and the target of the pack behind it, for the words on the button. */
const acceptTime = ({ policy, customerWaiting, now, form }: PreviewParts, where: Arrival): { readonly at: Ms; readonly target: Json } => {
  const found = acceptTargetOf(policy, where, customerWaiting);
  return {
    at: acceptBy(policy, where, customerWaiting, now, form.deadline ?? null),
    target: found === null ? null : asJson(found.target),
  };
};

/** What one can promise the customer: accepted and answered in time, but not after the case should be solved. */
const proposedDeadline = ({ policy, state, now }: PreviewParts, where: Where, kind: 'functional' | 'hierarchical', accepted: Ms): Ms => {
  const answered = dueAt(policy, kind === 'hierarchical' ? 'decision' : 'answer', where, accepted) ?? accepted;
  const solved = dueAt(policy, 'resolution', where, state.openedAt);
  return solved !== null && solved > now ? Math.min(answered, solved) : answered;
};

const prefillInput = (parts: PreviewParts, reason: Reason, routed: Way, deadline: Ms): Parameters<typeof prefillForm>[0] => {
  const { state, history, policy, person, customer, past, form, now, running = null, language = 'de' } = parts;
  const guided = guidanceOf(history);
  const type = form.decision === undefined ? undefined : policy.decisions.get(form.decision.type);
  return {
    form,
    now,
    actor: person.id,
    case: {
      urgency: state.urgency,
      impact: state.impact,
      markers: [...state.markers],
      channel: state.channel,
      call: running?.call ?? callOf(history),
      contacts: past.contacts,
    },
    customer,
    caller: callerOf(history),
    steps: triedRows(policy.pack, guided, language),
    notes: notesOf(history),
    deescalation: usedSentences(policy.pack, guided),
    mood: moodOf(history)?.level ?? null,
    goodwill: past.goodwill,
    identity: identityNow(history, running),
    reason: { code: reason.id, demanded: form.reason?.demanded ?? false, notSolvable: reason.notSolvable },
    route: { kind: routed.kind, tier: routed.tier, team: routed.team, person: routed.person },
    ownLimit: type === undefined || person.tier === 'A' ? undefined : type.limits[`${person.tier}`]?.amount,
    deadline,
  };
};

/** The reference of the newest call of the case. */
const callOf = ({ events }: History): string | null => {
  for (const event of [...events].reverse()) {
    if ((event.type === 'contact-logged' || event.type === 'case-opened') && event.data.call !== null) return event.data.call;
  }
  return null;
};
