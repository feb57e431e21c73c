// Measures what clocks cost: those of the rows on the screen, and all rows after a new pack, with the longest time nobody else had a turn.
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { generateStore } from '../../electron/generate-store.ts';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { clocksOf } from '../../shared/case/clocks.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { median, percentile, round, timed, withFolder } from './measure.ts';

const LANE = 'nordlicht';
const VISIBLE = 40;

export type ClocksReport = {
  readonly cases: number;
  readonly open: number;
  readonly visibleMs: number;
  readonly visibleP95Ms: number;
  readonly clocks: number;
  readonly publishMs: number;
  readonly rewriteMs: number;
  readonly longestBlockMs: number;
};

/** `cases` are made so that about so many stand open; `say` is told what takes long. */
export const benchClocks = (cases: number, say: (what: string) => void): Promise<ClocksReport> =>
  withFolder(async (dir) => {
    const folder = join(dir, 'store');
    say(`making a store of ${cases} cases`);
    const made = await generateStore({
      dir: folder,
      cases,
      seed: 2,
      principal: LANE,
      language: 'de',
      clock: Date.now,
      progress: () => undefined,
    });
    if (!made.ok) throw new Error(JSON.stringify(made.refusal));
    const opened = await openWorkplace({ dir: folder });
    if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
    const place = opened.value;
    try {
      const states = openStates(place);
      const visible = await clocksOfVisible(place, states.slice(0, VISIBLE));
      say(`publishing a pack over ${states.length} open cases`);
      return { cases, open: states.length, ...visible, ...(await publish(place)) };
    } finally {
      await place.close();
    }
  });

const openStates = ({ store }: Workplace): readonly CaseState[] => {
  const states: CaseState[] = [];
  for (let after: string | null = null, ids; (ids = store.caseIds(LANE, after, 1_000)).length > 0; after = ids.at(-1)!)
    for (const id of ids) {
      const state = store.currentState(id);
      if (state !== null && state.phase !== 'closed') states.push(state);
    }
  return states;
};

const clocksOfVisible = async ({ engine }: Workplace, states: readonly CaseState[]) => {
  const policy = engine.policy(LANE)!;
  const times: number[] = [];
  let clocks = 0;
  for (let n = 0; n < 120; n += 1) {
    const now = Date.now();
    const ms = await timed(() => {
      clocks = states.reduce((sum, state) => sum + clocksOf(state, policy, now).length, 0);
    });
    // The first ones only warm up.
    if (n >= 20) times.push(ms);
  }
  return { clocks, visibleMs: round(median(times), 3), visibleP95Ms: round(percentile(times, 0.95), 3) };
};

/** The longest block is what the loop of events saw, whoever caused it: pieces, collections of memory, writing to the disk. */
const publish = async ({ engine, store }: Workplace) => {
  const { document } = store.packs().findLast(({ lane }) => lane === LANE)!;
  const clocks = document.clocks.map((row) =>
    row.id === 'resolution' ? { ...row, targets: { ...row.targets, P3: { days: 2 }, P4: { days: 4 } } } : row,
  );
  const publishMs = await timed(async () => {
    const published = await engine.publishPack({ ...document, version: `${document.version}-bench`, clocks });
    if (!published.ok) throw new Error(JSON.stringify(published.refusal));
  });
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const rewriteMs = await timed(async () => {
    while (engine.status(LANE).rewriting !== undefined) await new Promise((resolve) => setTimeout(resolve, 5));
  });
  delay.disable();
  return { publishMs: round(publishMs, 1), rewriteMs: round(rewriteMs, 0), longestBlockMs: round(delay.max / 1e6, 1) };
};
