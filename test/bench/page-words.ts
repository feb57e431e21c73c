// Says what was measured of the console in a browser, and holds it against the budgets.
import type { KeysReport } from './klm.ts';
import type { PageReport } from './page.ts';
import { target, type Target } from './target.ts';

const SCRIPT_LIMIT = 1_750_000;
const kilo = (bytes: number): string => `${(bytes / 1_000).toFixed(0)} kB`;

export const describePage = (page: PageReport): readonly string[] => [
  `page at ${page.cases} cases, ${page.events} events: longest task while typing ${page.longestTaskMs} ms by the clock, ${page.longestTaskCpuMs} ms of the processor, ${page.tasksOver50} over 50 ms`,
  `key to painted result, median and p95 in ms: ${Object.entries(page.actions)
    .map(([name, { medianMs, p95Ms }]) => `${name} ${medianMs}/${p95Ms}`)
    .join(', ')}`,
  `start: program ${page.startMs.program} ms, window ${page.startMs.window} ms, desk ${page.startMs.desk} ms`,
  `page: script ${kilo(page.bytes.script)} (gzip ${kilo(page.bytes.scriptGzip)}), of that first ${kilo(page.bytes.first)} (gzip ${kilo(page.bytes.firstGzip)}), style ${kilo(page.bytes.style)}`,
];

export const pageTargets = (page: PageReport): readonly Target[] => [
  target('longest task in ms while typing a note', page.longestTaskMs, '≤ 50', page.longestTaskMs <= 50),
  target('key to painted result, p95 in ms', page.actionP95Ms, '≤ 100', page.actionP95Ms <= 100),
  target(
    'window and desk until usable in ms',
    page.startMs.window + page.startMs.desk,
    '< 2000',
    page.startMs.window + page.startMs.desk < 2_000,
  ),
  target('script of the page in bytes', page.bytes.script, `< ${SCRIPT_LIMIT}`, page.bytes.script < SCRIPT_LIMIT),
];

export const describeKeys = (keys: KeysReport): readonly string[] =>
  Object.entries(keys).map(
    ([name, { inputs, seconds, log }]) => `${name}: ${inputs} inputs, ${seconds} s by the keystroke-level model (${log})`,
  );

export const keysTargets = ({ functional, hierarchical, approval }: KeysReport): readonly Target[] => [
  target('inputs of a functional handover', functional.inputs, '≤ 9', functional.inputs <= 9),
  target('functional handover in s', functional.seconds, '≤ 45', functional.seconds <= 45),
  target('hierarchical handover in s', hierarchical.seconds, '≤ 60', hierarchical.seconds <= 60),
  target('keys to answer an approval', approval.inputs, '1', approval.inputs === 1),
];
