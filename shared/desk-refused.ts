// Answers the calls about refused commands: what the author must follow up, and letting it go once seen.
import { ok, refuse, type Json } from './kernel/result.ts';
import type { DeskStore, Refused } from './store/desk-store.ts';
import { asJson } from './views/timeline.ts';
import type { RefusedRow } from './views/shapes.ts';
import { readBody, type DeskInside, type Handlers } from './desk-parts.ts';

export const refusedCalls = ({ store, clock, tell }: DeskInside): Pick<Handlers, 'refused.list' | 'refused.dismiss'> => {
  return {
    'refused.list': (seat) => store.refused(seat.lane, seat.person.id).map((refused) => refusedRowOf(store, refused)),
    'refused.dismiss': (seat, { command, reason }) => {
      const own = store.refused(seat.lane, seat.person.id).find(({ outgoing }) => outgoing.command.id === command);
      if (own === undefined) return refuse('not-found', { command });
      store.transact(() => store.dismiss(command, clock(), reason));
      tell({ type: 'changed', lane: seat.lane, cases: [own.outgoing.command.caseId], topics: ['refused', 'case'] });
      return ok({});
    },
  };
};

/** A refused command as whoever follows it up reads it. */
export const refusedRowOf = (store: DeskStore, { outgoing: { command }, at, refusal }: Refused): RefusedRow => {
  const row = store.row(command.caseId);
  const body = readBody(store, command.body);
  return {
    command: command.id,
    caseId: command.caseId,
    // A refused opening left no case behind: its own words are all there is.
    number: row?.number ?? (command.type === 'open-case' ? command.data.number : ''),
    title: row?.title ?? titleIn(body),
    type: command.type,
    at,
    refusal,
    data: asJson(command.data),
    body,
  };
};

const titleIn = (body: Json): string => {
  if (body === null || typeof body !== 'object' || !('title' in body)) return '';
  return typeof body.title === 'string' ? body.title : '';
};
