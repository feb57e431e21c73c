// Answers how far this desk and its ledger are apart.
import type { DeskInside, Handlers } from './desk-parts.ts';

export const syncCalls = ({ engine }: DeskInside): Pick<Handlers, 'sync.status'> => ({
  'sync.status': (seat) => engine.status(seat.lane),
});
