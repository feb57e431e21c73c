// Takes in the verdicts on commands that a hub which was set back is told again: only what came out otherwise, or came back, is news.
import type { Outcome, Outgoing } from '../store/desk-store.ts';
import { isLost } from './apply.ts';
import type { Inside } from './inside.ts';

/** What waits gets its verdict with the conversation that follows; what was settled before is looked at only where it came out otherwise. */
export const takeVerdicts = (
  { store, clock, tell }: Inside,
  lane: string,
  entries: readonly Outgoing[],
  verdicts: readonly Outcome[],
): void => {
  // Nearly every push is of what waits; then nothing need be looked for.
  if (entries.every(({ command }) => store.waiting(command.id) !== null)) return;
  const byNumber = new Map(verdicts.map((verdict) => [verdict.dseq, verdict]));
  const listed = new Set(store.refused(lane, null).map(({ outgoing }) => outgoing.command.id));
  const changed = entries.flatMap((outgoing) => {
    const { id } = outgoing.command;
    const [before, now] = [store.outcome(id), byNumber.get(outgoing.dseq)];
    if (now === undefined || before === null || store.waiting(id) !== null) return [];
    // What was lost with the hub has been accepted all the same.
    return before.verdict === now.verdict && (isLost(now) || !listed.has(id)) ? [] : [{ outgoing, now }];
  });
  if (changed.length === 0) return;
  store.transact(() => {
    for (const { outgoing, now } of changed) {
      const { id } = outgoing.command;
      store.revise({ ...now, command: id });
      if (isLost(now)) store.refuse(outgoing, now.refusal ?? { code: now.verdict, data: {} }, now.at);
      else store.dismiss(id, clock(), 'accepted');
    }
  });
  const cases = [...new Set(changed.map(({ outgoing }) => outgoing.command.caseId))];
  tell({ type: 'changed', lane, cases, topics: ['queue', 'case', 'refused', 'sync'] });
};
