// Runs the measurements and prints each with its target; the raw limit of the machine is measured in the same run.
import { parseArgs } from 'node:util';
import { benchActions } from './actions.ts';
import { benchAuthority } from './authority.ts';
import { benchClocks } from './clocks.ts';
import { benchCalendar, type CalendarReport } from './calendar.ts';
import { benchImports } from './imports.ts';
import { benchLists } from './lists.ts';
import { benchHub, describeHub, hubTargets, type HubReport } from './hub.ts';
import { benchMeter, FRAME_MS } from './meter.ts';
import { benchKeys } from './klm.ts';
import { benchPage } from './page.ts';
import { describeKeys, describePage, keysTargets, pageTargets } from './page-words.ts';
import { target, type Target } from './target.ts';

const PARTS = ['actions', 'lists', 'imports', 'authority', 'meter', 'clocks', 'calendar', 'keys', 'page', 'hub'] as const;

export const runBench = async (argv: readonly string[]): Promise<number> => {
  const { values } = parseArgs({
    args: [...argv],
    options: { json: { type: 'boolean' }, quick: { type: 'boolean' }, only: { type: 'string' } },
  });
  const quick = values.quick === true;
  const say = (line: string): void => void process.stderr.write(`${line}\n`);
  const wants = (part: (typeof PARTS)[number]): boolean => values.only === undefined || values.only === part;
  if (values.only !== undefined && !PARTS.some((part) => part === values.only)) {
    say(`--only knows ${PARTS.join(', ')}`);
    return 2;
  }

  if (wants('actions')) say('actions of a desk, in turns with raw transactions of the same row bytes');
  const actions = wants('actions') ? await benchActions(quick ? 11 : 41, 100) : null;
  const lists = wants('lists') ? await benchLists(1_000, quick ? 10_000 : 100_000, say) : null;
  const imports = wants('imports') ? await benchImports(6_000, quick ? 60_000 : 600_000, say) : null;
  const authority = wants('authority') ? await benchAuthority(100, quick ? 10_000 : 100_000, quick ? 11 : 41, say) : null;
  const calendar = wants('calendar') ? benchCalendar(quick ? 20_000 : 100_000, say) : null;
  const meter = wants('meter') ? await benchMeter(quick ? 2 : 6, say) : null;
  const clocks = wants('clocks') ? await benchClocks(quick ? 2_000 : 10_000, say) : null;
  const keys = wants('keys') ? await benchKeys(say) : null;
  const page = wants('page') ? await benchPage(quick ? 10_000 : 100_000, quick ? 4 : 20, say) : null;
  const hub = wants('hub') ? await benchHub(quick, say) : null;
  const targets: readonly Target[] = [
    ...(actions === null ? [] : [target('actions as a share of raw transactions', actions.share, '≥ 0.4', actions.share >= 0.4)]),
    ...(lists === null
      ? []
      : [
          target(`queue at ${lists.cases[1]} / ${lists.cases[0]} cases`, lists.queueRatio, '≤ 2', lists.queueRatio <= 2),
          target('search as you type, p95 in ms', lists.searchP95Ms, '< 50', lists.searchP95Ms < 50),
          target('search over articles, p95 in ms', lists.articlesP95Ms, '< 50', lists.articlesP95Ms < 50),
        ]),
    ...(imports === null
      ? []
      : [
          target(`import memory at ${imports.rows[1]} / ${imports.rows[0]} rows`, imports.memoryRatio, '≤ 1.3', imports.memoryRatio <= 1.3),
        ]),
    ...(authority === null
      ? []
      : [
          target(
            `authority at ${authority.earlier[1]} / ${authority.earlier[0]} earlier decisions`,
            authority.judgeRatio,
            '≤ 1.5',
            authority.judgeRatio <= 1.5,
          ),
        ]),
    ...(calendar === null
      ? []
      : [
          target('calendar, lines a second, repeated', calendar.repeatedPerSecond, '≥ 10000', calendar.repeatedPerSecond >= 10_000),
          target('calendar, lines a second, mixed', calendar.mixedPerSecond, '≥ 10000', calendar.mixedPerSecond >= 10_000),
        ]),
    ...(meter === null
      ? []
      : [
          target('meter, work for the picture with the key, p95 in ms', meter.keyMs.p95, `≤ ${FRAME_MS}`, meter.keyMs.p95 <= FRAME_MS),
          target(
            'meter, work for the picture with the answer, p95 in ms',
            meter.answerMs.p95,
            `≤ ${FRAME_MS}`,
            meter.answerMs.p95 <= FRAME_MS,
          ),
        ]),
    ...(clocks === null
      ? []
      : [
          target('clocks of 40 rows in ms', clocks.visibleMs, '≤ 4', clocks.visibleMs <= 4),
          target(
            `longest block in ms while ${clocks.open} open cases follow a new pack`,
            clocks.longestBlockMs,
            '≤ 50',
            clocks.longestBlockMs <= 50,
          ),
        ]),
    ...(keys === null ? [] : keysTargets(keys)),
    ...(page === null ? [] : pageTargets(page)),
    ...(hub === null ? [] : hubTargets(hub)),
  ];
  const report = { node: process.version, quick, actions, lists, imports, authority, meter, clocks, calendar, keys, page, hub, targets };
  if (values.json === true) process.stdout.write(`${JSON.stringify(report)}\n`);
  else
    process.stdout.write(
      `${[...describe(report), ...targets.map(({ name, value, limit, ok }) => `${ok ? 'ok    ' : 'MISSED'} ${name}: ${value} (${limit})`)].join('\n')}\n`,
    );
  return 0;
};

type Report = {
  readonly actions: Awaited<ReturnType<typeof benchActions>> | null;
  readonly lists: Awaited<ReturnType<typeof benchLists>> | null;
  readonly imports: Awaited<ReturnType<typeof benchImports>> | null;
  readonly authority: Awaited<ReturnType<typeof benchAuthority>> | null;
  readonly calendar: CalendarReport | null;
  readonly keys: Awaited<ReturnType<typeof benchKeys>> | null;
  readonly page: Awaited<ReturnType<typeof benchPage>> | null;
  readonly hub: HubReport | null;
  readonly meter: Awaited<ReturnType<typeof benchMeter>> | null;
  readonly clocks: Awaited<ReturnType<typeof benchClocks>> | null;
};

const describe = ({ actions, lists, imports, authority, meter, clocks, calendar, keys, page, hub }: Report): readonly string[] => [
  ...(actions === null
    ? []
    : [
        `actions: ${actions.actionsPerSecond}/s of ${actions.rawPerSecond}/s raw inserts of the same ${actions.rowBytes} row bytes; medians of ${actions.rounds} rounds`,
        `write-ahead log: ${actions.logBytes} bytes per action, ${actions.rawLogBytes} per raw insert; raw inserts of as many log bytes reach ${actions.sameLogPerSecond}/s, share ${actions.sameLogShare}`,
        `loopback ruling: ${actions.rulingMs} ms more per action, after the desk has answered (in ${actions.actionMs} ms)`,
      ]),
  ...(lists === null
    ? []
    : [
        `queue: ${lists.queueMs[0]} ms at ${lists.cases[0]} cases, ${lists.queueMs[1]} ms at ${lists.cases[1]}`,
        `search: median ${lists.searchMedianMs} ms, p95 ${lists.searchP95Ms} ms over ${lists.searches} keystrokes at ${lists.cases[1]} cases`,
        `articles: p95 ${lists.articlesP95Ms} ms over ${lists.articles} articles, the first search ${lists.articlesFirstMs} ms`,
        `generate: ${lists.generateCasesPerSecond} cases/s`,
      ]),
  ...(imports === null
    ? []
    : [
        `import: ${imports.rowsPerSecond[0]} rows/s at ${imports.rows[0]}, ${imports.rowsPerSecond[1]} rows/s at ${imports.rows[1]} rows; a second run ${imports.secondRunRowsPerSecond} rows/s`,
        `import memory: ${imports.peakMb[0]} MB at ${imports.rows[0]}, ${imports.peakMb[1]} MB at ${imports.rows[1]} rows`,
      ]),
  ...(authority === null
    ? []
    : [
        `authority: facts and judgement ${authority.judgeUs[0]} µs at ${authority.earlier[0]} earlier decisions, ${authority.judgeUs[1]} µs at ${authority.earlier[1]}; medians of ${authority.rounds} rounds`,
        `the desk's whole answer: ${authority.askUs[0]} and ${authority.askUs[1]} µs, ratio ${authority.askRatio}`,
        `authority explain: ${authority.explainPerSecond} requests/s`,
      ]),
  ...(calendar === null
    ? []
    : [
        `calendar: ${calendar.repeatedPerSecond} lines/s of one kind, ${calendar.mixedPerSecond} lines/s of eighty calendars within ten years (${calendar.lines} lines)`,
      ]),
  ...(meter === null
    ? []
    : [
        `meter: the page works ${meter.keyMs.median} ms for a key, p95 ${meter.keyMs.p95}, and ${meter.answerMs.median} ms for its answer, p95 ${meter.answerMs.p95}; together ${meter.workMs.median}, p95 ${meter.workMs.p95} (${meter.keys} keys)`,
        `by the clock ${meter.paintedMs.median} ms, p95 ${meter.paintedMs.p95}, with the pause for the next key; the call ${meter.callMs.median}, p95 ${meter.callMs.p95}`,
      ]),
  ...(clocks === null
    ? []
    : [
        `clocks: ${clocks.clocks} clocks of 40 rows in ${clocks.visibleMs} ms, p95 ${clocks.visibleP95Ms}`,
        `new pack: ${clocks.rewriteMs} ms until the rows of ${clocks.cases} cases, ${clocks.open} of them open, follow it; longest block ${clocks.longestBlockMs} ms (publishing itself ${clocks.publishMs} ms)`,
      ]),
  ...(keys === null ? [] : describeKeys(keys)),
  ...(page === null ? [] : describePage(page)),
  ...(hub === null ? [] : describeHub(hub)),
];
