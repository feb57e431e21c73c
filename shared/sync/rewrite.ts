// Brings the rows of a lane under the pack in force, in small pieces beside the day's work; a kill costs the piece it cut.
import type { CaseState } from '../case/state.ts';
import type { Ms } from '../kernel/time.ts';
import { isDamaged, isDiskFault, isDiskFull } from '../store/faults.ts';
import { rederiveCase, writeTables } from './derive.ts';
import type { Inside } from './inside.ts';

/** Raised with every change of what states and rows say, so that those of an older Stafette are made anew from the log. */
const FORMULA = '5';

/** No piece holds up a key or a call: it ends after so long (ms), or so many cases where the clock stands still. */
const PIECE = 4;
const MOST = 200;
/** Between two pieces others have their turn. */
const PAUSE = 4;
/** So often (ms) windows are told how far it is. */
const TOLD = 1_000;
const PAGE = 2_000;

type Rewriting = { readonly done: number; readonly total: number };

export interface Rewrite {
  /** Begins, or goes on after a kill, where rows were derived with another pack than the one in force. Costs nothing where not. */
  look(lane: string): void;
  /** How far it is, as the status says it; empty where every row is as the pack in force says. */
  progress(lane: string): { readonly rewriting?: Rewriting };
  /** Does at once what is left, for whoever is about to examine the rows. */
  finish(): void;
  stop(): void;
}

/** What the rows of a lane were derived with; while others are being written, with what and up to which case. */
type Kept = { readonly rows: string | null; readonly next: { readonly with: string; readonly after: string } | null };

type Run = {
  readonly with: string;
  /** Rows of another formula need their state from the log, not only the pack. */
  readonly deep: boolean;
  after: string | null;
  done: number;
  total: number;
  /** Up to where cases were counted; null when all are. */
  counted: string | null;
  toldAt: Ms;
  cancel: () => void;
};

export const createRewrite = (inside: Inside): Rewrite => {
  const { store, policies, rowsBy, clock, schedule, tell } = inside;
  const runs = new Map<string, Run>();
  const settled = new Map<string, string>();
  // A lane this desk meets for the first time has no row of another time.
  const old = new Set(policies.lanes());
  let stopped = false;

  // "5 v2": the formula and the pack.
  const writeBy = (lane: string, rows: string): void => void rowsBy.set(lane, rows.slice(rows.indexOf(' ') + 1));
  const keep = (lane: string, kept: Kept): void => store.saveSetting(KEY + lane, JSON.stringify(kept));
  const keptOf = (lane: string): Kept => JSON.parse(store.setting(KEY + lane) ?? NOTHING) as Kept;
  const settle = (lane: string, rows: string): void => {
    keep(lane, { rows, next: null });
    settled.set(lane, rows);
    writeBy(lane, rows);
  };
  for (const lane of old) {
    const { rows, next } = keptOf(lane);
    const by = next?.with ?? rows;
    if (by !== null) writeBy(lane, by);
  }

  const write = (caseId: string, deep: boolean): void => {
    if (!deep) {
      const state: CaseState | null = store.currentState(caseId);
      if (state !== null) writeTables(inside, state);
      return;
    }
    inside.beliefs.keep(caseId, rederiveCase(inside, caseId));
  };

  /** Some ids are looked through before any row is written, so that whoever waits sees how much there is. */
  const count = (lane: string, run: Run): void => {
    const ids = store.caseIds(lane, run.counted, PAGE);
    run.total += ids.length;
    run.counted = ids.length < PAGE ? null : ids.at(-1)!;
    if (run.after !== null) run.done += ids.filter((id) => id <= run.after!).length;
  };

  /** One piece in one transaction: its rows and how far it came stand together or not at all. */
  const piece = (lane: string, run: Run): void => {
    const began = clock();
    store.transact(() => {
      const ids = store.caseIds(lane, run.after, MOST);
      for (const id of ids) {
        write(id, run.deep);
        run.after = id;
        run.done += 1;
        if (clock() - began >= PIECE) break;
      }
      if (run.after === ids.at(-1) && ids.length < MOST) {
        settle(lane, run.with);
        runs.delete(lane);
      } else keep(lane, { ...keptOf(lane), next: { with: run.with, after: run.after! } });
    });
  };

  const step = (lane: string, run: Run): void => {
    try {
      if (run.counted !== null) count(lane, run);
      else piece(lane, run);
    } catch (error) {
      // Nothing of the piece was kept. The lane's next conversation meets the same disk, names its trouble, and looks again.
      inside.beliefs.clear();
      runs.delete(lane);
      settled.delete(lane);
      throw error;
    }
  };

  const appoint = (lane: string, run: Run): void => {
    run.cancel = schedule(PAUSE, () => {
      if (stopped || runs.get(lane) !== run) return;
      try {
        step(lane, run);
      } catch (error) {
        if (isDiskFull(error) || isDiskFault(error) || isDamaged(error)) return;
        throw error;
      }
      const over = runs.get(lane) !== run;
      const now = clock();
      if (over || now - run.toldAt >= TOLD) {
        run.toldAt = now;
        tell({ type: 'changed', lane, cases: [], topics: over ? ['queue', 'lead', 'case', 'alerts', 'sync'] : ['queue', 'lead', 'sync'] });
      }
      if (!over) appoint(lane, run);
    });
  };

  return {
    look: (lane) => {
      const policy = policies.current(lane, clock());
      if (policy === null || stopped) return;
      const wanted = `${FORMULA} ${policy.version}`;
      if (settled.get(lane) === wanted || runs.get(lane)?.with === wanted) return;
      const { rows, next } = keptOf(lane);
      runs.get(lane)?.cancel();
      runs.delete(lane);
      if (rows === wanted) {
        writeBy(lane, wanted);
        return void settled.set(lane, wanted);
      }
      const isNew = rows === null && next === null && !old.has(lane);
      if (isNew || store.caseIds(lane, null, 1).length === 0) return store.transact(() => settle(lane, wanted));
      settled.delete(lane);
      const run: Run = {
        with: wanted,
        deep: rows?.startsWith(`${FORMULA} `) !== true,
        after: next?.with === wanted ? next.after : null,
        done: 0,
        total: 0,
        counted: '',
        toldAt: clock(),
        cancel: () => undefined,
      };
      runs.set(lane, run);
      writeBy(lane, wanted);
      appoint(lane, run);
    },
    progress: (lane) => {
      const run = runs.get(lane);
      return run === undefined ? {} : { rewriting: { done: run.done, total: run.total } };
    },
    finish: () => {
      for (const [lane, run] of runs) {
        run.cancel();
        while (runs.get(lane) === run) step(lane, run);
        tell({ type: 'changed', lane, cases: [], topics: ['queue', 'lead', 'case', 'alerts', 'sync'] });
      }
    },
    stop: () => {
      stopped = true;
      for (const { cancel } of runs.values()) cancel();
    },
  };
};

const KEY = 'rows:';
const NOTHING = JSON.stringify({ rows: null, next: null } satisfies Kept);
