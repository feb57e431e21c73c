// Hears once more what became of a command that its events settled, where it is sent again between two that wait: the hub may have been set back.
import type { Outcome, Outgoing } from '../store/desk-store.ts';
import type { Inside } from './inside.ts';
import { owesJournal, owesNothing, tellFrom } from './owed-journal.ts';
import { takeVerdicts } from './retold.ts';

/** By numbers alone, as it is asked before every push: whether something behind the first that waits may be settled. */
const mayBeSettled = ({ store }: Inside, lane: string, { gen, dseq }: Outgoing): boolean => {
  const head = store.journalHead(lane);
  return gen !== head.gen || store.outboxCount(lane) !== head.dseq - dseq + 1;
};

/**
 * Asked before a push, answers what hears its verdicts once they are taken in. An answer that is lost, or dropped because the hub goes on
 * another log, is owed until the next greeting: of a case that went out of sight nothing lies aside that would ask for it.
 */
export const askBetween = (inside: Inside, lane: string, batch: readonly Outgoing[]): ((verdicts: readonly Outcome[]) => void) => {
  const first = batch[0]!;
  if (inside.transport.mode === 'loopback' || !mayBeSettled(inside, lane, first)) return () => undefined;
  const wasOwed = owesJournal(inside, lane);
  tellFrom(inside, lane, first.gen, first.dseq - 1);
  return (verdicts) => {
    takeVerdicts(inside, lane, batch, verdicts);
    if (!wasOwed) owesNothing(inside, lane);
  };
};
