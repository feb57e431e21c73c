// Writes the confirmed history of a store as JSON lines: the absence book, and every event with its words and positions, a page at a time.
import type { DeskStore } from '../shared/store/desk-store.ts';
import type { Confirmed } from '../shared/case/events.ts';
import type { Json } from '../shared/kernel/result.ts';
import { readBody } from '../shared/sync/inside.ts';
import { ownOf, packsOf, type PackOf } from './export-own.ts';

export type ExportWish = { readonly lanes: readonly string[]; readonly customers: boolean };

const PAGE = 500;

/** Lines without line breaks. Only what stood confirmed at the beginning is told, so that a busy console brings no end further away. */
export function* exportLines(store: DeskStore, { lanes, customers }: ExportWish): Generator<string> {
  const packOf = packsOf(store);
  for (const lane of lanes) {
    if (customers) yield* customerLines(store, lane);
    // Who decided for whom is in the events; why he could is in the book.
    for (const absence of store.absences(lane)) yield JSON.stringify({ kind: 'absence', ...absence });
    // At a workstation of a hub: what is told below of these cases begins later than they do.
    for (const { caseId, version } of store.unfilled(lane, Number.MAX_SAFE_INTEGER))
      yield JSON.stringify({ kind: 'history-missing', lane, caseId, until: version });
    const { position: end } = store.head(lane);
    for (let at = 0; at < end;) {
      const page = store.eventsAfter(lane, at, PAGE).filter(({ position }) => position <= end);
      for (const entry of page) yield JSON.stringify(eventLine(store, lane, entry, packOf));
      // An empty page before the head means a hole: doctor explains it, an endless loop would not.
      at = page.at(-1)?.position ?? end;
    }
  }
}

/**
 * `body` is null where nothing was said, and where the words were withheld or are damaged: then `bodyHash` still stands. `own`:
 * the fields a principal added, with their labels; only on lines of a handover that has some.
 */
const eventLine = (
  store: DeskStore,
  lane: string,
  { event, position, version, recordedAt, flag }: Confirmed,
  packOf: PackOf,
): Readonly<Record<string, Json>> => {
  const body = event.body === null ? null : readBody(store, event.body);
  const own = ownOf(event, body, packOf);
  return {
    kind: 'event',
    lane,
    position,
    version,
    recordedAt,
    flag,
    id: event.id,
    command: event.command,
    caseId: event.caseId,
    type: event.type,
    at: event.at,
    by: event.by,
    pack: event.pack,
    // Event data is JSON by its schema; the types only lack the index signature that says so.
    data: event.data as unknown as Json,
    ...(own === null ? {} : { own }),
    bodyHash: event.body,
    body,
  };
};

function* customerLines(store: DeskStore, lane: string): Generator<string> {
  for (let after = ''; ;) {
    const page = store.customers(lane, after, PAGE);
    for (const customer of page) yield JSON.stringify({ kind: 'customer', lane, ...customer });
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.id;
  }
}
