// Answers how far this desk and its ledger are apart, and what keeps requests from moving on by themselves.
import type { DeskInside, Handlers } from './desk-parts.ts';

export const syncCalls = ({ engine, watchTrouble }: DeskInside): Pick<Handlers, 'sync.status'> => ({
  'sync.status': ({ lane }) => {
    const status = engine.status(lane);
    return { ...status, trouble: status.trouble ?? watchTrouble(lane) };
  },
});
