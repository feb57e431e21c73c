// Reads the page's own main thread out of a trace: its longest task by the clock and by its processor time.
import type { CDPSession } from 'playwright-core';
import { round } from './measure.ts';

/** Times in microseconds; `tdur` is the thread's own, in which another program that is busy does not count. */
export type TraceEvent = {
  readonly name: string;
  readonly pid: number;
  readonly tid: number;
  readonly ts: number;
  readonly dur?: number;
  readonly tdur?: number;
};

/** What all threads of a browser did meanwhile. */
export const traced = async (session: CDPSession, work: () => Promise<void>): Promise<readonly TraceEvent[]> => {
  const events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => events.push(...(value as unknown as TraceEvent[])));
  await session.send('Tracing.start', {
    transferMode: 'ReportEvents',
    traceConfig: { recordMode: 'recordUntilFull', includedCategories: ['toplevel', 'blink.user_timing'] },
  });
  await work();
  const complete = new Promise((resolve) => session.once('Tracing.tracingComplete', resolve));
  await session.send('Tracing.end');
  await complete;
  return events;
};

const LONG_MS = 50;
const MARK = 'bench:page';

export type LongTasks = { readonly longestTaskMs: number; readonly longestTaskCpuMs: number; readonly tasksOver50: number };

/** The page must be the one of the session; what other tabs do does not count. */
export const longestTask = async (session: CDPSession, work: () => Promise<void>): Promise<LongTasks> => {
  const events = await traced(session, async () => {
    await session.send('Runtime.evaluate', { expression: `performance.mark('${MARK}')` });
    await work();
  });
  const page = events.find(({ name }) => name === MARK);
  if (page === undefined) throw new Error('the page left no mark in the trace');
  const tasks = events.filter(({ name, pid, tid }) => name.endsWith('::RunTask') && pid === page.pid && tid === page.tid);
  if (tasks.length === 0) throw new Error('the trace knows no tasks of the page');
  const longest = (of: (event: TraceEvent) => number | undefined): number => Math.max(...tasks.map((task) => of(task) ?? 0)) / 1_000;
  return {
    longestTaskMs: round(
      longest(({ dur }) => dur),
      1,
    ),
    longestTaskCpuMs: round(
      longest(({ tdur }) => tdur),
      1,
    ),
    tasksOver50: tasks.filter(({ dur }) => (dur ?? 0) > LONG_MS * 1_000).length,
  };
};
