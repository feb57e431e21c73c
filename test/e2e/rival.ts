// A second desk on the same ledger that is quicker by a breath, so that the first one really has something refused.
import { createMemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import type { Workplace } from '../../electron/workplace.ts';
import { ledgerOver, workbench } from '../contracts/api-desk.ts';

const LANE = 'nordlicht';

/** Both take the case that waits in the queue; the rival's word reaches the ledger first. */
export const loseACaseTo = async (
  rival: string,
  loser: string,
  queue: string,
  workplace: Workplace,
  clock: () => number,
): Promise<void> => {
  await workplace.engine.sync(LANE);
  const kept = workplace.ledger;
  if (kept === null) throw new Error('a rival needs a ledger in the same folder');
  const ledger = ledgerOver(kept, clock);
  const other = await workbench({ desk: createMemoryDeskStore(), ledger: kept }, { clock, ledger, byHand: true });
  await other.engine.sync(LANE);
  const waiting = workplace.store.list(LANE, `team:${queue}`, 1)[0];
  if (waiting === undefined) throw new Error(`nothing waits in ${queue}`);
  const take = (actor: string) => ({ lane: LANE, caseId: waiting.caseId, actor, type: 'take-case', data: {}, body: null }) as const;
  for (const taken of [other.engine.submit(take(rival)), workplace.engine.submit(take(loser))])
    if (!taken.ok) throw new Error(taken.refusal.code);
  await other.engine.sync(LANE);
  await workplace.engine.sync(LANE);
  await other.engine.stop();
  if (workplace.store.refused(LANE, loser).length !== 1) throw new Error('both have the case');
};
