// Answers what an escalation would be before it is sent, and fills its form the same way when it is.
import { z } from 'zod';
import type { Form } from './handover/form.ts';
import type { Json } from './kernel/result.ts';
import type { CaseState } from './case/state.ts';
import { previewOf, type PreviewParts } from './views/preview.ts';
import { draftOf } from './desk-drafts.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { customerOf, logOf, notFound, pastOf, stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

export type EscalationDraft = {
  readonly reason: string | null;
  readonly form: Form;
  readonly customerWaiting: boolean;
  readonly to: PreviewParts['to'];
  readonly language?: 'de' | 'en';
};

const YEAR = 365 * 24 * 3_600_000;

/** Everything a preview needs to know of a case that this seat may read. */
export const previewParts = (inside: DeskInside, seat: Seat, state: CaseState, draft: EscalationDraft): PreviewParts => {
  const { store, clock, sessions } = inside;
  return {
    state,
    history: logOf(store, state.id).history,
    policy: seat.policy,
    person: seat.person,
    customer: customerOf(store, seat.lane, state.customer),
    past: pastOf(store, seat, state, seat.policy.pack.principal.currency, clock() - YEAR),
    reason: draft.reason,
    form: draft.form,
    customerWaiting: draft.customerWaiting,
    now: clock(),
    to: draft.to,
    present: sessions.present(seat.lane).map(({ person }) => person.id),
    weighing: weighingOf(draftOf(inside, seat, `decision:${state.id}`)),
    running: runningOf(draftOf(inside, seat, 'call:now'), state.id),
    language: draft.language ?? 'de',
  };
};

/** A decision that its author has begun to weigh and not sent, as the screen keeps it; anything else is none. */
const weighingOf = (draft: Json): NonNullable<PreviewParts['weighing']> | null => {
  const read = weighed.safeParse(draft);
  return read.success ? read.data : null;
};

/** The call its author has on the line, as the screen keeps it; one about another case is none here. */
const runningOf = (draft: Json, caseId: string): NonNullable<PreviewParts['running']> | null => {
  const read = running.safeParse(draft);
  return read.success && read.data.caseId === caseId ? read.data : null;
};

const running = z.object({ call: z.string().min(1).max(80), startedAt: z.number(), caseId: z.string() });
const weighed = z.object({ type: z.string(), amount: z.number().int().positive().max(Number.MAX_SAFE_INTEGER) });

export const handoverCalls = (inside: DeskInside): Pick<Handlers, 'escalation.preview'> => ({
  'escalation.preview': (seat, { caseId, reason, form, customerWaiting, to = null, language = 'de' }) => {
    const state = stateFor(inside.store, seat, caseId);
    if (state === null) return notFound({ case: caseId });
    return previewOf(previewParts(inside, seat, state, { reason, form, customerWaiting, to, language }));
  },
});
