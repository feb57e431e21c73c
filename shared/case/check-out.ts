// Knows what it means that somebody works on a case away from the hub: until when, who may still do what, and how it ends.
import { HOUR, type Ms } from '../kernel/time.ts';
import type { Command, CommandType } from './commands.ts';
import type { Context } from './context.ts';
import type { Refused } from './decider.ts';
import { refuseCase } from './refusals.ts';
import type { CaseState, CheckOut } from './state.ts';

/** As long as a desk may stay away from its hub (domain.md §5). */
export const LONGEST_CHECK_OUT: Ms = 30 * 24 * HOUR;

/** Who has the case away from the hub at this moment, null where nobody has: it runs out by itself. */
export const checkedOutNow = ({ checkedOut }: Pick<CaseState, 'checkedOut'>, now: Ms): CheckOut | null =>
  checkedOut !== undefined && now < checkedOut.until ? checkedOut : null;

/**
 * What everybody may go on doing: what a customer was told is a fact, an answer is what the absent one waits for, and what is one's own
 * (alerts, news, promises, what one still owes) is no change of the case.
 */
const OPEN_TO_ALL: ReadonlySet<CommandType> = new Set<CommandType>([
  'open-case',
  'add-note',
  'log-contact',
  'make-promise',
  'settle-promise',
  'offer-promise',
  'take-promise',
  'leave-promise',
  'amend-handover',
  'approve',
  'decline',
  'pass-approval',
  'withdraw-approval',
  'review-decision',
  'answer-consult',
  'withdraw-consult',
  'tell-part',
  'acknowledge-alert',
  'snooze-alert',
  'acknowledge-news',
  'override-check-out',
]);

/** What moves on by itself and what another system tells is not somebody's act: neither waits. */
const NOBODY: ReadonlySet<string> = new Set(['watchdog', 'importer']);

/** Refusal `checked-out` for whoever would change a case somebody else works on away from the hub. Source: sync.md §2.12. */
export const mustNotBeOut = ({ type }: Command, state: CaseState, { actor, now }: Context): Refused | null => {
  const out = checkedOutNow(state, now);
  if (out === null || out.person === actor.id || OPEN_TO_ALL.has(type) || NOBODY.has(actor.role)) return null;
  return refuseCase('checked-out', { by: out.person, until: out.until });
};

/** Whoever lost his check-out and could not know it is told by whom, whatever else stands against him now. */
export const orOverridden = (refused: Refused, { overridden }: CaseState, { actor, now }: Context): Refused =>
  overridden?.person === actor.id && now < overridden.until
    ? refuseCase('overridden-check-out', { by: overridden.by, since: overridden.at })
    : refused;

/** A check-out lasts as long as the case stays with whoever has it: handing on, closing or moving it ends it. */
export const outWhileHeld = (state: CaseState): CaseState => {
  const { checkedOut, ...rest } = state;
  const stays = checkedOut !== undefined && state.holder.person === checkedOut.person && !state.holder.waiting;
  return checkedOut === undefined || (stays && state.flight === null && state.phase !== 'closed') ? state : rest;
};
