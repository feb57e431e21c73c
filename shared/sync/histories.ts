// Brings the earlier events of cases that came as snapshots, a few at a time beside the day's work; what is open on a screen comes first.
import type { CaseEvent, Confirmed } from '../case/events.ts';
import { isDamaged, isDiskFault, isDiskFull } from '../store/faults.ts';
import { comeAgain, groupBy, indexAnew } from './apply.ts';
import { rederiveCase } from './derive.ts';
import { isSame } from './same.ts';
import { fold } from './forecast.ts';
import type { Inside } from './inside.ts';
import { fetchHistories } from './missing-cases.ts';
import type { Histories as Told } from './protocol.ts';

/** So many cases are asked for at once. */
const PIECE = 25;
/** So many events are written in one transaction; a longer case still comes whole. */
const MOST = 80;
/** Between two pieces others have their turn. */
const PAUSE = 10;
/** So often (ms) windows are told how far it is. */
const TOLD = 1_000;

export interface Histories {
  /** Begins, or goes on after a failure, where histories are missing. Costs one look where none are. */
  look(lane: string): void;
  /** Somebody looks at this case: its history comes next. */
  want(lane: string, caseId: string): void;
  /** Cases that have their history, of those of this run; null where none is missing. */
  progress(lane: string): { readonly done: number; readonly total: number } | null;
  /** Fetches at once what is left: for whoever is about to compare or to leave. Rejects where the hub is not reached. */
  fill(lane: string): Promise<void>;
  stop(): void;
}

type Run = {
  total: number;
  left: number;
  toldAt: number;
  cancel: () => void;
  readonly wanted: Set<string>;
  /** The hub tells nothing of them any more; the next inventory says why. */
  readonly untold: Set<string>;
  /** Whether a way may fail now, or only the disk. */
  isAsking: boolean;
};

export const createHistories = (inside: Inside): Histories => {
  const { store, transport, clock, schedule, tell } = inside;
  const runs = new Map<string, Run>();
  const doubted = new Set<string>();
  /** By lane what the hub told nothing of when it was asked last. It is asked again, and until then nothing of it is on its way. */
  const withheld = new Map<string, ReadonlySet<string>>();
  let stopped = false;

  const onTheirWay = (lane: string): number => {
    const still = [...(withheld.get(lane) ?? [])].filter((caseId) => store.missing(caseId) > 0);
    return store.unfilledCount(lane) - still.length;
  };

  const begin = (lane: string): Run | null => {
    const known = runs.get(lane);
    if (known !== undefined) return known;
    if (stopped || transport.mode === 'loopback' || store.unfilledCount(lane) === 0) return null;
    const total = onTheirWay(lane);
    const run: Run = {
      total,
      left: total,
      toldAt: clock(),
      cancel: () => undefined,
      wanted: new Set(),
      untold: new Set(),
      isAsking: false,
    };
    runs.set(lane, run);
    return run;
  };

  const next = (lane: string, { wanted, untold }: Run): readonly string[] => {
    const first = [...wanted].filter((caseId) => store.missing(caseId) > 0 && !untold.has(caseId));
    const others = store.unfilled(lane, PIECE + untold.size).map(({ caseId }) => caseId);
    return [...new Set([...first, ...others.filter((caseId) => !untold.has(caseId))])].slice(0, PIECE);
  };

  /** One piece; false when there is none any more. */
  const piece = async (lane: string, run: Run): Promise<boolean> => {
    const cases = next(lane, run);
    if (cases.length === 0) return false;
    run.isAsking = true;
    const told = await fetchHistories(
      inside,
      lane,
      cases.map((caseId) => ({ caseId, after: 0 })),
    );
    run.isAsking = false;
    // The store may be closed by now: what comes of a question that was under way is asked for again at the next start.
    if (stopped) return false;
    const byCase = groupBy(told.events, ({ event }) => event.caseId);
    for (const batch of batchesOf(cases, byCase)) {
      const filled = fillIn(inside, lane, batch, byCase, told);
      for (const caseId of batch) if (store.missing(caseId) > 0) run.untold.add(caseId);
      if (filled.length > 0) tell({ type: 'changed', lane, cases: [...filled], topics: ['case'] });
      await inside.breathe?.();
      if (stopped) return false;
    }
    for (const caseId of cases) run.wanted.delete(caseId);
    doubted.delete(lane);
    run.left = onTheirWay(lane);
    run.total = Math.max(run.total, run.left);
    return true;
  };

  const end = (lane: string, { untold }: Run): void => {
    if (stopped) return;
    withheld.set(lane, untold);
    runs.delete(lane);
    tell({ type: 'changed', lane, cases: [], topics: ['sync'] });
  };

  const step = async (lane: string, run: Run): Promise<void> => {
    if (stopped || runs.get(lane) !== run) return;
    if (!(await piece(lane, run))) return end(lane, run);
    const now = clock();
    if (now - run.toldAt >= TOLD) {
      run.toldAt = now;
      tell({ type: 'changed', lane, cases: [], topics: ['sync'] });
    }
    appoint(lane, run, PAUSE);
  };

  const appoint = (lane: string, run: Run, delay: number): void => {
    run.cancel();
    run.cancel = schedule(delay, () => {
      run.cancel = () => undefined;
      step(lane, run).catch((error: unknown) => {
        if (stopped) return;
        if (runs.get(lane) === run) runs.delete(lane);
        // Nothing of the piece was kept. The lane's next conversation meets the same wall, names its trouble, and looks again.
        if (run.isAsking || isDiskFull(error) || isDiskFault(error) || isDamaged(error)) return;
        // What does not fit this log may come from a hub that was set back: stock is taken anew, and once is enough.
        if (doubted.has(lane)) throw error;
        doubted.add(lane);
        store.transact(() => store.setHead(lane, { ...store.head(lane), scope: null }));
      });
    });
  };

  return {
    look: (lane) => {
      if (runs.has(lane)) return;
      const run = begin(lane);
      if (run !== null) appoint(lane, run, PAUSE);
    },
    want: (lane, caseId) => {
      if (store.missing(caseId) === 0) return;
      const isNew = !runs.has(lane);
      const run = begin(lane);
      if (run === null) return;
      run.wanted.add(caseId);
      if (isNew) appoint(lane, run, 0);
    },
    progress: (lane) => {
      const run = runs.get(lane);
      return run === undefined || run.total === 0 ? null : { done: run.total - run.left, total: run.total };
    },
    fill: async (lane) => {
      const run = begin(lane);
      if (run === null) return;
      run.cancel();
      try {
        while (await piece(lane, run));
      } finally {
        end(lane, run);
      }
    },
    stop: () => {
      stopped = true;
      for (const { cancel } of runs.values()) cancel();
    },
  };
};

const batchesOf = (cases: readonly string[], byCase: ReadonlyMap<string, readonly Confirmed[]>): readonly (readonly string[])[] => {
  const batches: string[][] = [];
  let size = 0;
  for (const caseId of cases) {
    const events = byCase.get(caseId)?.length ?? 0;
    if (batches.length === 0 || size + events > MOST) {
      batches.push([]);
      size = 0;
    }
    batches.at(-1)!.push(caseId);
    size += events;
  }
  return batches;
};

/** Cases may have moved on, or gone, while their histories were on the way. Answers those that are whole now. */
const fillIn = (
  inside: Inside,
  lane: string,
  cases: readonly string[],
  byCase: ReadonlyMap<string, readonly Confirmed[]>,
  { bodies }: Pick<Told, 'bodies'>,
): readonly string[] => {
  const { store } = inside;
  const words = new Map(bodies.map((body) => [body.hash, body]));
  const fillOne = (caseId: string): readonly string[] => {
    const missing = store.missing(caseId);
    const events = (byCase.get(caseId) ?? []).filter(({ version }) => version <= missing);
    if (missing === 0 || events.length !== missing) return [];
    const said = events.flatMap(({ event }) => (event.body === null ? [] : (words.get(event.body) ?? [])));
    putHistory(inside, lane, caseId, events, () => store.saveBodies(lane, caseId, said));
    return [caseId];
  };
  try {
    return store.transact(() => cases.flatMap(fillOne));
  } catch (error) {
    inside.beliefs.clear();
    inside.aside.delete(lane);
    throw error;
  }
};

/** The events are the truth: where they do not say what the snapshot said, the case is forgotten and derived anew from them. */
const putHistory = (inside: Inside, lane: string, caseId: string, events: readonly Confirmed[], saveWords: () => void): void => {
  const { store, beliefs } = inside;
  const later = store.eventsOf(caseId, events.length);
  const isTrue = isSame(fold(null, plain(events)), store.snapshotOf(caseId)?.state);
  if (isTrue) {
    saveWords();
    store.backfill(lane, caseId, events);
  } else {
    const head = store.head(lane);
    // Words of what came after the snapshot go with the case, and nobody would ask for them again.
    const words = later.flatMap(({ event }) => (event.body === null ? [] : (store.body(event.body) ?? [])));
    store.forgetCase(caseId);
    saveWords();
    store.saveBodies(lane, caseId, words);
    store.appendConfirmed(lane, [...events, ...later]);
    store.setHead(lane, head);
    beliefs.keep(caseId, rederiveCase(inside, caseId));
  }
  comeAgain(inside, lane, events);
  for (const parts of groupBy(isTrue ? events : [...events, ...later], ({ event }) => event.command).values())
    indexAnew(inside, lane, plain(parts));
};

const plain = (entries: readonly Confirmed[]): readonly CaseEvent[] => entries.map(({ event }) => event);
