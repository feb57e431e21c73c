// Sends what waits at a desk: in chains without a gap, in pieces small enough for the way, with the verdicts named by number.
import type { Outcome, Outgoing } from '../store/desk-store.ts';
import { frameOf } from './exchange-frame.ts';
import type { Inside } from './inside.ts';
import { BATCH, type PushAnswer } from './protocol.ts';
import { isTransportTrouble } from './trouble.ts';

/** So much text (characters) goes in one frame; a single larger command still goes alone. */
const FRAME = 1_000_000;

/**
 * From the first command that waits on, without a gap: one in between may be settled already, because its events came while the answer
 * to the push got lost, and a chain with a hole is no chain. Sending it again is safe. Of an incarnation that was left it ends where
 * numbers went on to the next one: what stands behind them are questions about leases that nobody asks any more.
 */
export const chainFrom = ({ store }: Pick<Inside, 'store'>, lane: string, first: Pick<Outgoing, 'gen' | 'dseq'>): readonly Outgoing[] => {
  const chain = store.journal(lane, first.gen, first.dseq - 1, BATCH);
  let size = 0;
  const end = chain.findIndex(({ text, command, dseq }, index) => {
    if (dseq !== first.dseq + index) return true;
    size += text.length + (command.body === null ? 0 : (store.body(command.body)?.text.length ?? 0));
    return index > 0 && size > FRAME;
  });
  return end === -1 ? chain : chain.slice(0, end);
};

/** A way that takes no such frame is given half of it, and the rest with the next one. */
export const sendBatch = async (inside: Inside, lane: string, batch: readonly Outgoing[]): Promise<PushAnswer> => {
  for (let piece = batch; ; piece = piece.slice(0, Math.ceil(piece.length / 2)))
    try {
      return await inside.transport.push(frameOf(inside, lane, piece));
    } catch (error) {
      if (piece.length === 1 || !isTransportTrouble(error) || error.trouble !== 'too-large') throw error;
    }
};

/** A ledger that could not read a command names it by its hash; the number says which one was meant. */
export const namedByNumber = (verdicts: readonly Outcome[], batch: readonly Outgoing[]): readonly Outcome[] => {
  const commands = new Map(batch.map(({ dseq, command }) => [dseq, command.id]));
  return verdicts.map((verdict) => ({ ...verdict, command: commands.get(verdict.dseq) ?? verdict.command }));
};
