// Reads what happened lately out of the end of a lane's log: what came back, how handovers were rated; goes on from there afterwards.
import { DAY, type Ms } from './kernel/time.ts';
import type { CaseEvent, Confirmed, EventOf } from './case/events.ts';
import type { DeskStore } from './store/desk-store.ts';
import { ratedOf, type Rated } from './views/quality.ts';
import type { DeskInside } from './desk-parts.ts';

export type Recent = {
  /** From when on nothing is left out. */
  readonly since: Ms;
  /** Handovers that came back: when, and to which team. */
  readonly returned: readonly { readonly at: Ms; readonly team: string }[];
  readonly rated: readonly Rated[];
};

/** How far back somebody is told of ratings. */
export const LATELY: Ms = 28 * DAY;
/** A log is not read further back than this many events, whatever their age; what they tell says from when on. */
const MOST = 20_000;
const PAGE = 500;

type Known = { readonly epoch: string | null; position: number; since: Ms; returned: Recent['returned'][number][]; rated: Rated[] };

/** One reader for all who ask: the first question reads the end of the log in pieces, each later one what has come since. */
export const createRecent = ({ store, engine, clock }: Pick<DeskInside, 'store' | 'engine' | 'clock'>) => {
  const lanes = new Map<string, Known>();
  const turns = new Map<string, Promise<Known>>();

  const take = (known: Known, page: readonly Confirmed[]): void => {
    for (const { event, position } of page) {
      known.position = Math.max(known.position, position);
      if (event.type === 'handover-returned') known.returned.push({ at: event.at, team: event.data.holder.team });
      else if (event.type === 'handover-rated') known.rated.push(...ratingIn(store, event));
    }
  };

  const begin = async (lane: string): Promise<Known> => {
    const { epoch, position } = store.head(lane);
    const known: Known = { epoch, position: 0, since: 0, returned: [], rated: [] };
    const until = clock() - LATELY;
    const first = await firstOf(lane, position, until);
    known.position = first.position;
    known.since = first.isAll ? until : Math.max(until, first.at);
    return known;
  };

  /** The place in the log from which on it is read. */
  const firstOf = async (lane: string, head: number, until: Ms): Promise<{ position: number; at: Ms; isAll: boolean }> => {
    for (let from = head - PAGE; ; from -= PAGE) {
      const [oldest] = store.eventsAfter(lane, Math.max(0, from), 1);
      if (from <= 0 || oldest === undefined) return { position: 0, at: 0, isAll: true };
      if (oldest.recordedAt < until || head - from >= MOST)
        return { position: from, at: oldest.recordedAt, isAll: oldest.recordedAt < until };
      if ((head - from) % (PAGE * 8) === 0) await engine.breathe();
    }
  };

  const goOn = async (lane: string): Promise<Known> => {
    const { epoch, position } = store.head(lane);
    const before = lanes.get(lane);
    // Set back, or another ledger: what was read says nothing any more.
    const known = before === undefined || before.epoch !== epoch || before.position > position ? await begin(lane) : before;
    lanes.set(lane, known);
    for (let page; (page = store.eventsAfter(lane, known.position, PAGE)).length > 0;) {
      take(known, page);
      if (page.length === PAGE) await engine.breathe();
    }
    return known;
  };

  return async (lane: string): Promise<Recent> => {
    const before = turns.get(lane) ?? Promise.resolve(null);
    // One after the other; whoever came before may have failed, and was told so.
    const turn = before.catch(() => null).then(() => goOn(lane));
    turns.set(lane, turn);
    const { since, returned, rated } = await turn;
    const after = Math.max(since, clock() - LATELY);
    return { since: after, returned: returned.filter(({ at }) => at >= after), rated: rated.filter(({ rating }) => rating.at >= after) };
  };
};

/** Together with the handover it is about, which may be older than what is read here. */
const ratingIn = (store: Pick<DeskStore, 'eventsOf'>, rating: EventOf<'handover-rated'> & CaseEvent): readonly Rated[] => {
  const events = store.eventsOf(rating.caseId).map(({ event }) => event);
  const rated = ratedOf(rating, events);
  return rated === null ? [] : [rated];
};
