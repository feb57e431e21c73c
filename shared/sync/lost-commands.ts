// Finds out which accepted commands a hub that was set back has lost for good, because a copy of this disk told it another history under their numbers.
import { z } from 'zod';
import { refuse } from '../kernel/result.ts';
import type { Outgoing } from '../store/desk-store.ts';
import type { Inside } from './inside.ts';
import { BATCH, type PushAnswer } from './protocol.ts';
import { chainFrom, sendBatch } from './push.ts';
import { takeVerdicts } from './retold.ts';
import { outcomeSchema } from './wire-parts.ts';

/** No further with an incarnation that shows two histories; the others are told all the same. */
export const STUCK: ReadonlySet<string> = new Set(['journal-forked', 'journal-frozen']);

const isAccepted = ({ store }: Pick<Inside, 'store'>, command: string): boolean => {
  const outcome = store.outcome(command);
  return outcome !== null && outcome.verdict !== 'refused' && outcome.verdict !== 'quarantined';
};

/** Commands of this desk that were accepted and whose events lie aside. */
export const ownAside = ({ store }: Pick<Inside, 'store'>, lane: string): readonly Outgoing[] => {
  const commands = new Set(store.aside(lane).map(({ entry }) => entry.event.command));
  const newest = store.journalHead(lane).gen;
  return [...commands].flatMap((command) => {
    if (!isAccepted({ store }, command)) return [];
    const { dseq } = store.outcome(command)!;
    for (let gen = newest; gen >= 0; gen -= 1) {
      const [entry] = store.journal(lane, gen, dseq - 1, 1);
      if (entry?.command.id === command) return [entry];
    }
    return [];
  });
};

const isTold = ({ store }: Inside, { command }: Outgoing): boolean =>
  store.refusedOf(command.caseId).some(({ outgoing, dismissed }) => outgoing.command.id === command.id && dismissed?.reason !== 'accepted');

/** The last command of an incarnation that is held to be accepted: whoever knows it under its number knows all before it. */
const lastAccepted = (inside: Inside, lane: string, gen: number): Outgoing | null => {
  const isHeld = (entry: Outgoing): boolean => isAccepted(inside, entry.command.id) && !isTold(inside, entry);
  let found: Outgoing | null = null;
  for (let from = 0, page; (page = inside.store.journal(lane, gen, from, BATCH)).length > 0; from = page.at(-1)!.dseq)
    found = page.findLast(isHeld) ?? found;
  return found;
};

const LOST = refuse('lost-with-hub').refusal;

/**
 * Asks the hub what it has settled of an incarnation, wherever it may hold another history of it. What was accepted here and is unknown
 * there stands on its author's list, as if it had been refused, until somebody who had it tells it again. Whether its events ever came here
 * makes no difference: who may see nothing of a case has verdicts only. `isOwed`: the hub is known to have been set back, so another copy
 * may have told it what this disk has said, and verdicts of which this disk never heard may have come out otherwise. Answers the code of what keeps the hub from saying; null when
 * nothing is left to ask.
 */
export const tellLost = async (inside: Inside, lane: string, gen: number, isOwed = false): Promise<string | null> => {
  const last = lastAccepted(inside, lane, gen);
  if (last === null) return null;
  const first = await ask(inside, lane, [last]);
  if ('code' in first) return first.code;
  if (first.lost.length === 0 && !isOwed) return null;
  // The last one goes on the list last, so that whoever is killed in between asks once more.
  for (let from = 0; ;) {
    const entries = chainFrom(inside, lane, { gen, dseq: from + 1 });
    if (entries.length === 0) return null;
    const said = await ask(inside, lane, entries);
    if ('code' in said) return said.code;
    list(inside, lane, said.lost);
    from = said.upTo;
  }
};

const list = ({ store, clock, tell }: Inside, lane: string, lost: readonly Outgoing[]): void => {
  if (lost.length === 0) return;
  store.transact(() => {
    for (const outgoing of lost) store.refuse(outgoing, LOST, clock());
  });
  const cases = [...new Set(lost.map(({ command }) => command.caseId))];
  tell({ type: 'changed', lane, cases, topics: ['queue', 'case', 'refused', 'sync'] });
};

type Said = { readonly lost: readonly Outgoing[]; readonly upTo: number } | { readonly code: string };

/** Sending again is safe; a hub that takes the entries knows them by now, one that sees two histories says which of them it knows. */
const ask = async (inside: Inside, lane: string, entries: readonly Outgoing[]): Promise<Said> => {
  const answer = await sendBatch(inside, lane, entries);
  if (answer.ok) {
    takeVerdicts(inside, lane, entries, answer.value.verdicts);
    const upTo = answer.value.verdicts.at(-1)?.dseq ?? 0;
    return upTo < entries[0]!.dseq ? { code: 'no-verdict' } : { lost: [], upTo };
  }
  if (!STUCK.has(answer.refusal.code)) return { code: answer.refusal.code };
  const told = readTold(answer);
  // An older hub does not say; then nobody is told what may be wrong.
  if (told === null) return { lost: [], upTo: entries.at(-1)!.dseq };
  const settled = new Map(told.settled.map((outcome) => [outcome.command, outcome]));
  const asked = entries.filter(({ dseq }) => dseq <= told.upTo);
  const known = asked.flatMap(({ command, dseq }) => (settled.has(command.id) ? [{ ...settled.get(command.id)!, dseq }] : []));
  takeVerdicts(inside, lane, asked, known);
  const lost = asked.filter(({ command }) => !settled.has(command.id) && isAccepted(inside, command.id));
  return { lost, upTo: told.upTo };
};

const toldSchema = z.object({ settled: z.array(outcomeSchema), upTo: z.number().int() });

const readTold = (answer: PushAnswer & { readonly ok: false }): z.output<typeof toldSchema> | null => {
  const read = toldSchema.safeParse(answer.refusal.data);
  return read.success ? read.data : null;
};
