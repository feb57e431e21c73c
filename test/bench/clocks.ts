// Measures what clocks cost: those of the rows on the screen, and all rows after a new pack, with the longest time nobody else had a turn.
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { openWorkplace, type Workplace } from '../../electron/workplace.ts';
import { clocksOf } from '../../shared/case/clocks.ts';
import type { CommandType } from '../../shared/case/commands.ts';
import type { CaseState } from '../../shared/case/state.ts';
import type { Json } from '../../shared/kernel/result.ts';
import { median, percentile, round, timed, withFolder } from './measure.ts';

const LANE = 'nordlicht';
const AGENT = 'lena';
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

const HOUR = 3_600_000;

/** `cases` stand open, begun over the last four days, with promises and waits; `say` is told what takes long. */
export const benchClocks = (cases: number, say: (what: string) => void): Promise<ClocksReport> =>
  withFolder(async (dir) => {
    const world = { now: Date.now() - 96 * HOUR };
    const opened = await openWorkplace({ dir: join(dir, 'store'), clock: () => world.now });
    if (!opened.ok) throw new Error(JSON.stringify(opened.refusal));
    const place = opened.value;
    try {
      say(`opening ${cases} cases`);
      const step = Math.floor((96 * HOUR) / cases);
      for (let made = 0; made < cases; made += 1) {
        world.now += step;
        begin(place, made, world.now);
        if (made % 1_000 === 999) await place.engine.sync(LANE);
      }
      await place.engine.sync(LANE);
      const states = openStates(place);
      const visible = await clocksOfVisible(place, states.slice(0, VISIBLE), world.now);
      say(`publishing a pack over ${states.length} open cases`);
      // The pieces measure themselves by this clock, so it has to go on from here.
      const ahead = world.now - performance.now();
      Object.defineProperty(world, 'now', { get: () => Math.round(ahead + performance.now()) });
      return { cases, open: states.length, ...visible, ...(await publish(place)) };
    } finally {
      await place.close();
    }
  });

const begin = ({ engine }: Workplace, index: number, now: number): void => {
  const say = (caseId: string | null, type: CommandType, data: Json, body: Json = {}): string => {
    const done = engine.submit({ lane: LANE, caseId, actor: AGENT, type, data, body });
    if (!done.ok) throw new Error(`${type}: ${JSON.stringify(done.refusal)}`);
    return done.value.caseId;
  };
  const level = (['high', 'medium', 'low'] as const)[index % 3]!;
  const opening = { customer: null, category: 'billing', channel: 'phone', urgency: level, impact: level, reason: null, call: null };
  const caseId = say(null, 'open-case', { ...opening, number: engine.nextCaseNumber(LANE) }, { title: 'Rechnung doppelt abgebucht' });
  if (index % 2 === 0)
    say(caseId, 'make-promise', { due: now + 30 * HOUR, by: AGENT, callback: index % 4 === 0 }, { text: 'Wir rufen an' });
  if (index % 3 === 0) say(caseId, 'start-wait', { reason: 'evidence', until: null });
};

const openStates = ({ store }: Workplace): readonly CaseState[] => {
  const states: CaseState[] = [];
  for (let after: string | null = null, ids; (ids = store.caseIds(LANE, after, 1_000)).length > 0; after = ids.at(-1)!)
    for (const id of ids) {
      const state = store.currentState(id);
      if (state !== null && state.phase !== 'closed') states.push(state);
    }
  return states;
};

const clocksOfVisible = async ({ engine }: Workplace, states: readonly CaseState[], now: number) => {
  const policy = engine.policy(LANE)!;
  const times: number[] = [];
  let clocks = 0;
  for (let n = 0; n < 120; n += 1) {
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
  // A fresh turn of the loop, or the measurement would begin with the publishing.
  await new Promise((resolve) => setTimeout(resolve, 0));
  const delay = monitorEventLoopDelay({ resolution: 1 });
  delay.enable();
  const rewriteMs = await timed(async () => {
    // Whoever asked again and again would be measured along; the last word names the cases as well.
    if (engine.status(LANE).rewriting !== undefined)
      await new Promise<void>((resolve) => {
        const leave = engine.subscribe(({ topics }) => {
          if (!topics.includes('case')) return;
          leave();
          resolve();
        });
      });
  });
  delay.disable();
  return { publishMs: round(publishMs, 1), rewriteMs: round(rewriteMs, 0), longestBlockMs: round(delay.max / 1e6, 1) };
};
