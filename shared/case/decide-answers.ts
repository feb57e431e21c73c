// Decides the answer to a request: yes with an amount, the first of two people's yes, or no; for oneself or for somebody absent.
import type { AuthorityReason } from '../policy/authority-types.ts';
import { blocked, openApproval, standingsOf, type Standing } from './approval-answer.ts';
import { routeRequest } from './approval-route.ts';
import type { WishData } from './authority-question.ts';
import type { Context } from './context.ts';
import { authorityOf, granted, refusedBy, wellFormed } from './decide-decisions.ts';
import { decideByOf } from './decide-approvals.ts';
import { drafts, firstRefusal, mustBeOpen, type Decider, type Draft, type Refused } from './decider.ts';
import type { ActingFor } from './events.ts';
import { refuseCase } from './refusals.ts';
import type { ApprovalState, CaseState } from './state.ts';

/** `gives`: it is granted · `seconds`: all that is missing is another person of tier 4 · `lacks`: his authority does not cover it. */
type Answer = { readonly kind: 'gives' | 'seconds' | 'lacks'; readonly standing: Standing; readonly why: AuthorityReason };

/** Stands for the second person nobody has named yet. */
const SOMEBODY_ELSE = { id: '', tier: 4 } as const;

const authorityUsed = ({ actingFor }: Standing, { actor }: Context): string => actingFor?.person ?? actor.id;

/** Whoever agreed first spoke for somebody whose deputy the actor had named. */
const isOwnChoice = (seconded: NonNullable<ApprovalState['seconded']>, parties: readonly string[], { absences }: Context): boolean =>
  seconded.person !== seconded.authority &&
  absences.some(({ person, setBy }) => person === seconded.authority && setBy !== person && parties.includes(setBy));

/** Whoever agreed first with exactly this amount, and is neither the actor nor the one he acts for, nor chosen by them. */
const partnerOf = ({ seconded }: ApprovalState, amount: number, standing: Standing, context: Context): ApprovalState['seconded'] => {
  const parties = [context.actor.id, authorityUsed(standing, context)];
  if (seconded === null || seconded.amount !== amount || isOwnChoice(seconded, parties, context)) return null;
  return parties.includes(seconded.person) || parties.includes(seconded.authority) ? null : seconded;
};

type Asked = ApprovalState & Pick<WishData, 'draws'>;

const answerWith = (standing: Standing, approval: Asked, amount: number, state: CaseState, context: Context): Answer => {
  const wish = { ...approval, amount };
  const { tier } = standing;
  const tierAsked = context.policy.people.get(approval.askedBy)?.tier ?? 1;
  // Whoever asked agreed to what he asked, not to more.
  const asker = amount > approval.amount ? null : { id: approval.askedBy, tier: tierAsked };
  const partner = partnerOf(approval, amount, standing, context);
  const pairs = [asker, ...(partner === null ? [] : [{ id: partner.authority, tier: 4 } as const])];
  const reasons = pairs.map((pair) => authorityOf(wish, state, tier, context, pair));
  const within = reasons.find(({ verdict }) => verdict === 'within');
  if (within !== undefined) return { kind: 'gives', standing, why: within };
  const half = authorityOf(wish, state, tier, context, SOMEBODY_ELSE).verdict === 'within';
  return { kind: half ? 'seconds' : 'lacks', standing, why: reasons[0]! };
};

const acting = ({ actingFor }: Standing): { readonly actingFor?: ActingFor } => (actingFor === null ? {} : { actingFor });

/** Half of four eyes: recorded, and put to the other people of the tier. */
const secondedBy = (approval: ApprovalState, amount: number, standing: Standing, state: CaseState, context: Context): Draft => {
  const { decisionType, askedBy, customerWaiting, expiresAt } = approval;
  const without = [context.actor.id, authorityUsed(standing, context)];
  const routed = routeRequest(state, { decisionType, askedBy, tiers: [4], present: null, without }, context);
  const to = routed?.to ?? approval.to;
  return {
    type: 'approval-seconded',
    data: {
      approval: approval.approval,
      amount,
      to,
      decideBy: decideByOf(state, to, customerWaiting, expiresAt, context),
      ...acting(standing),
    },
  };
};

/** A yes or no to words that were changed while it was given would answer something nobody read. */
const readAsItStands = ({ approval, amount, corrected }: ApprovalState, seen: number | undefined): Refused | null =>
  seen === undefined || seen === corrected ? null : refuseCase('corrected-meanwhile', { approval, amount });

/**
 * Yes, or yes with another amount: the decision is the answerer's, with the least authority that covers it – his own, or that of an
 * absent person he decides for. Above the four-eyes line the first person of tier 4 agrees and a second, with the same amount, grants;
 * another amount begins anew. Refusals: `approval-unknown`, `approval-over`, `not-open`, `corrected-meanwhile`, `unknown-code`, `amount-missing`, `own-account`,
 * `already-agreed`, `above-authority`, `never-allowed`. Source: domain.md §4.
 */
export const approve: Decider<'approve'> = (command, state, context) => {
  const { policy, now } = context;
  const found = openApproval(state, command.data.approval, now);
  if ('refusal' in found) return found;
  const { approval } = found;
  const { amount, draws } = command.data;
  const wish = { ...approval, amount, draws };
  // The account may have become the asker's own since he asked: another customer for the case, another fact about this one.
  const refusal = firstRefusal(
    // Another system may have closed it over an open request: as little is granted there as by whoever holds it.
    mustBeOpen(state),
    readAsItStands(approval, command.data.corrected),
    wellFormed(wish, context),
    blocked(approval.askedBy, context),
  );
  if (refusal !== null) return refusal;
  const answers = standingsOf(approval, context).map((standing) => answerWith(standing, { ...approval, draws }, amount, state, context));
  const given = answers.find(({ kind }) => kind === 'gives');
  if (given !== undefined) {
    const actingFor = acting(given.standing);
    return drafts(
      { type: 'approval-given', data: { approval: approval.approval, amount, decision: command.id, ...actingFor }, body: command.body },
      granted(command.id, wish, state, policy, { approval: approval.approval, why: given.why, ...actingFor }),
    );
  }
  const half = answers.find(({ kind }) => kind === 'seconds');
  if (half === undefined) return refusedBy(wish, policy, answers.at(-1)!.why)!;
  if (approval.seconded?.amount === amount) return refuseCase('already-agreed', { approval: approval.approval, amount });
  return drafts({ ...secondedBy(approval, amount, half.standing, state, context), body: command.body });
};

/** Refusals: `approval-unknown`, `approval-over`, `corrected-meanwhile`. */
export const decline: Decider<'decline'> = (command, state, context) => {
  const found = openApproval(state, command.data.approval, context.now);
  if ('refusal' in found) return found;
  const refusal = readAsItStands(found.approval, command.data.corrected);
  if (refusal !== null) return refusal;
  return drafts({
    type: 'approval-declined',
    data: { approval: found.approval.approval, ...acting(standingsOf(found.approval, context)[0]!) },
    body: command.body,
  });
};
