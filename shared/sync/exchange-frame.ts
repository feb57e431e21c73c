// Makes the frame of a push from entries of the journal, with the words they refer to.
import type { Outgoing } from '../store/desk-store.ts';
import type { Inside } from './inside.ts';
import type { Push } from './protocol.ts';

/** Entries of one lane and incarnation, in order of number; at least one. */
export const frameOf = ({ store, device }: Pick<Inside, 'store' | 'device'>, lane: string, entries: readonly Outgoing[]): Push => {
  const first = entries[0]!;
  return {
    lane,
    device,
    gen: first.gen,
    prev: first.prev,
    entries: entries.map(({ dseq, hash, text }) => ({ dseq, hash, text })),
    bodies: entries.flatMap(({ command }) => {
      const body = command.body === null ? null : store.body(command.body);
      return body === null ? [] : [{ caseId: command.caseId, ...body }];
    }),
  };
};
