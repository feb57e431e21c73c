// Answers how far this desk and its ledger are apart, what waits here for it, and lets a desk go on of which two copies were seen.
import { ok, refuse } from './kernel/result.ts';
import { holdingAt } from './policy/staleness-steps.ts';
import { isTransportTrouble, troubleLine } from './sync/trouble.ts';
import { STUCK } from './sync/lost-commands.ts';
import { asJson } from './views/timeline.ts';
import type { SyncStatus, UnsentRow } from './views/shapes.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { readBody } from './desk-parts.ts';
import { stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

/** Whoever answers for others sees what they have not been able to send, and decides which of two copies goes on. */
const answersForOthers = ({ person }: Seat): boolean => person.role === 'lead' || person.role === 'manager';

/** Nobody keeps more than this by hand. */
const MOST = 2_000;

export const syncCalls = (inside: DeskInside): Pick<Handlers, 'sync.status' | 'sync.unsent' | 'sync.go-on'> => {
  const { engine, store, clock, watchTrouble } = inside;
  const statusOf = (lane: string): SyncStatus => {
    const status = engine.status(lane);
    const [policy, away] = [engine.policy(lane), engine.away(lane)];
    const holds = policy === null || away === null ? {} : { holds: holdingAt(policy, away, clock()) };
    return { ...status, ...holds, trouble: status.trouble ?? watchTrouble(lane) };
  };
  return {
    'sync.status': ({ lane }) => statusOf(lane),
    'sync.unsent': (seat) =>
      store
        .outbox(seat.lane, MOST)
        .filter(
          ({ command }) => command.actor === seat.person.id || (answersForOthers(seat) && stateFor(store, seat, command.caseId) !== null),
        )
        .map(({ command }): UnsentRow => {
          const row = store.row(command.caseId);
          const body = readBody(store, command.body);
          const { id, type, at, actor, caseId, data } = command;
          const number = row?.number ?? (command.type === 'open-case' ? command.data.number : '');
          return { command: id, type, at, by: actor, caseId, number, title: row?.title ?? '', data: asJson(data), body };
        }),
    'sync.go-on': async (seat) => {
      const { lane } = seat;
      if (!STUCK.has(engine.status(lane).trouble ?? '') || engine.renewJournal === undefined) return refuse('not-needed', {});
      if (!answersForOthers(seat)) return refuse('role-forbids-going-on', {});
      try {
        await engine.renewJournal(lane);
        return ok(statusOf(lane));
      } catch (error) {
        if (!isTransportTrouble(error)) throw error;
        return refuse('hub-unreachable', { why: troubleLine(error) });
      }
    },
  };
};
