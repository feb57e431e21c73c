// Tells authors what of theirs a hub that was set back has lost for good: under the same numbers it knows another history of this journal by now.
import { refuse } from '../kernel/result.ts';
import type { Outgoing } from '../store/desk-store.ts';
import type { Inside } from './inside.ts';

type Keeping = Pick<Inside, 'store'>;

const KEY = 'untold:';

/** Incarnations that the hub takes no further, while something of them may be lost. */
const untoldOf = ({ store }: Keeping, lane: string): ReadonlySet<number> =>
  new Set(JSON.parse(store.setting(KEY + lane) ?? '[]') as number[]);

const saveUntold = ({ store }: Keeping, lane: string, gens: Iterable<number>): void =>
  store.saveSetting(KEY + lane, JSON.stringify([...gens]));

/** A copy of this disk told the hub its own history under these numbers, after the hub had forgotten this one. */
export const noteUntold = (parts: Keeping, lane: string, gen: number): void => {
  const known = untoldOf(parts, lane);
  if (!known.has(gen)) parts.store.transact(() => saveUntold(parts, lane, [...known, gen]));
};

/** Commands of this desk that were accepted and whose events lie aside. */
export const ownAside = ({ store }: Keeping, lane: string): readonly Outgoing[] => {
  const commands = new Set(store.aside(lane).map(({ entry }) => entry.event.command));
  const newest = store.journalHead(lane).gen;
  return [...commands].flatMap((command) => {
    const outcome = store.outcome(command);
    if (outcome === null || outcome.verdict === 'refused' || outcome.verdict === 'quarantined') return [];
    for (let gen = newest; gen >= 0; gen -= 1) {
      const [entry] = store.journal(lane, gen, outcome.dseq - 1, 1);
      if (entry?.command.id === command) return [entry];
    }
    return [];
  });
};

const LOST = refuse('lost-with-hub').refusal;

/**
 * Once this desk has heard all there is: what still lies aside of such an incarnation stands on its author's list, as if it had been refused,
 * until somebody else who had it tells it again. Cases whose history is on its way wait for it.
 */
export const tellAuthors = (inside: Inside, lane: string): void => {
  const { store, clock, tell } = inside;
  const gens = untoldOf(inside, lane);
  if (gens.size === 0) return;
  const untold = ownAside(inside, lane).filter(({ gen }) => gens.has(gen));
  const lost = untold.filter(({ command }) => store.missing(command.caseId) === 0);
  store.transact(() => {
    for (const outgoing of lost) store.refuse(outgoing, LOST, clock());
    saveUntold(inside, lane, new Set(untold.flatMap(({ gen, command }) => (store.missing(command.caseId) > 0 ? [gen] : []))));
  });
  const cases = [...new Set(lost.map(({ command }) => command.caseId))];
  if (lost.length > 0) tell({ type: 'changed', lane, cases, topics: ['queue', 'case', 'refused', 'sync'] });
};
