// Knows which waiting commands are a workstation's own questions about leases, and takes those of an incarnation that ended off the outbox.
import type { Command } from '../case/commands.ts';
import { refreshCase } from './derive.ts';
import type { Inside } from './inside.ts';

const QUESTIONS = ['ask-lease', 'return-lease', 'thaw-lease'] as const;
export type LeaseQuestion = Extract<Command, { readonly type: (typeof QUESTIONS)[number] }>;

/** Asked by the workstation itself, in the name of its incarnation: nobody's work is in it. */
export const isLeaseQuestion = (command: Command): command is LeaseQuestion => QUESTIONS.some((type) => type === command.type);

/** Why a question stands on nobody's list. */
export const RENEWED = 'journal-renewed';

/** Inside a transaction. Nobody misses them: whoever keeps the leases asks again in the name of the new incarnation. */
export const dropQuestions = (inside: Inside, lane: string): void => {
  const { store, beliefs, clock } = inside;
  const waiting = store.outbox(lane, Number.MAX_SAFE_INTEGER).filter(({ command }) => isLeaseQuestion(command));
  for (const { command, dseq } of waiting)
    store.settle({ command: command.id, lane, dseq, verdict: 'refused', refusal: { code: RENEWED, data: {} }, at: clock() });
  for (const caseId of new Set(waiting.map(({ command }) => command.caseId)))
    beliefs.keep(caseId, refreshCase(inside, caseId, beliefs.of(caseId), []));
};
