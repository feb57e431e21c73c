// Writes audit rows as a ServiceNow export holds them, any number of them, the same for the same seed.
import { createSeeded, type Seeded } from '../../shared/kernel/seeded.ts';

const HEADER = [
  ['number', 'incident_state', 'active', 'reassignment_count', 'reopen_count', 'sys_mod_count', 'made_sla', 'caller_id', 'opened_by'],
  ['opened_at', 'sys_created_by', 'sys_created_at', 'sys_updated_by', 'sys_updated_at', 'contact_type', 'location', 'category'],
  ['subcategory', 'u_symptom', 'cmdb_ci', 'impact', 'urgency', 'priority', 'assignment_group', 'assigned_to', 'knowledge'],
  [
    'u_priority_confirmation',
    'notify',
    'problem_id',
    'rfc',
    'vendor',
    'caused_by',
    'closed_code',
    'resolved_by',
    'resolved_at',
    'closed_at',
  ],
].flat();

const MINUTE = 60_000;
const DAY = 1_440 * MINUTE;
const START = Date.UTC(2016, 1, 29, 0, 0);
/** In the real export 890 cases were opened within four days; beyond a year the calls only come closer together. */
const CASES_PER_DAY = 220;

/** How a case goes on from a state, as counted in a real export. */
const NEXT: Readonly<Record<string, readonly (readonly [string, number])[]>> = {
  New: [
    ['New', 62],
    ['Active', 20],
    ['Resolved', 13],
    ['Awaiting User Info', 5],
  ],
  Active: [
    ['Active', 59],
    ['Resolved', 25],
    ['Awaiting User Info', 15],
    ['Awaiting Problem', 1],
  ],
  'Awaiting User Info': [
    ['Awaiting User Info', 64],
    ['Resolved', 27],
    ['Active', 9],
  ],
  'Awaiting Problem': [
    ['Awaiting Problem', 44],
    ['Resolved', 30],
    ['Active', 26],
  ],
  Resolved: [
    ['Closed', 96],
    ['Resolved', 3],
    ['Active', 1],
  ],
};

const PRIORITIES = [
  ['2 - Medium', '2 - Medium', '3 - Moderate', 84],
  ['3 - Low', '3 - Low', '4 - Low', 8],
  ['1 - High', '2 - Medium', '2 - High', 5],
  ['1 - High', '1 - High', '1 - Critical', 3],
] as const;

/** Lines without line breaks: the header, then exactly `rows` rows; the rows of a number stand together, its last case may be cut. */
export function* generateCsv(rows: number, seed: number): Generator<string> {
  yield HEADER.join(',');
  const chance = createSeeded(seed);
  const cases = Math.ceil(rows / 6);
  const span = Math.min(365, Math.max(1, cases / CASES_PER_DAY)) * DAY;
  const callers = Math.min(20_000, Math.max(20, Math.round(cases * 0.7)));
  let left = rows;
  for (let index = 0; left > 0; index += 1) {
    const openedAt = START + Math.floor(((index % cases) * span) / cases / MINUTE) * MINUTE + chance.whole(0, 30) * MINUTE;
    for (const line of caseRows(index, openedAt, callers, chance)) {
      if (left === 0) return;
      left -= 1;
      yield line;
    }
  }
}

function* caseRows(index: number, openedAt: number, callers: number, chance: Seeded): Generator<string> {
  const [impact, urgency, priority] = chance.weighted(PRIORITIES.map((row) => [row, row[3]] as const));
  const category = chance.whole(1, 30);
  const fixed = {
    number: `INC${String(index + 1).padStart(7, '0')}`,
    caller: `Caller ${chance.whole(1, callers)}`,
    opener: `Opened by  ${chance.whole(1, 60)}`,
    location: `Location ${chance.whole(1, 150)}`,
    subcategory: `Subcategory ${category * 5 + chance.whole(0, 4)}`,
    symptom: chance.unit() < 0.7 ? `Symptom ${chance.whole(1, 300)}` : '?',
    code: `code ${chance.weighted([
      [6, 60],
      [7, 12],
      [9, 7],
      [8, 6],
      [5, 5],
      [1, 4],
    ])}`,
  };
  let [at, state, group, moves, reopens] = [openedAt, 'New', groupOf(chance), 0, 0];
  let assignee = '?';
  for (let update = 0; ; update += 1) {
    const shown = chance.unit() < 0.02 ? '?' : group;
    yield [
      fixed.number,
      state,
      state === 'Closed' ? 'FALSE' : 'TRUE',
      moves,
      reopens,
      update,
      at - openedAt > 5 * DAY ? 'FALSE' : 'TRUE',
      fixed.caller,
      fixed.opener,
      written(openedAt),
      '?',
      '?',
      `Updated by ${chance.whole(1, 170)}`,
      written(at),
      'Phone',
      fixed.location,
      `Category ${category}`,
      fixed.subcategory,
      fixed.symptom,
      '?',
      impact,
      urgency,
      priority,
      shown,
      assignee,
      'FALSE',
      'FALSE',
      'Do Not Notify',
      '?',
      '?',
      '?',
      '?',
      fixed.code,
      `Resolved by ${chance.whole(1, 120)}`,
      written(at),
      written(at),
    ].join(',');
    if (state === 'Closed') return;
    // No case lives for ever, however chance falls.
    const next = update >= 40 ? (state === 'Resolved' ? 'Closed' : 'Resolved') : chance.weighted(NEXT[state]!);
    if (state === 'Resolved' && next === 'Active') reopens += 1;
    if (next !== 'Closed' && chance.unit() < 0.17) {
      group = groupOf(chance);
      moves += 1;
      assignee = '?';
    } else if (next !== 'New' && chance.unit() < 0.6) assignee = `Resolver ${chance.whole(1, 120)}`;
    // About one row in a thousand of a real export is dated before its predecessor.
    at = chance.unit() < 0.001 ? at - chance.whole(1, 60) * MINUTE : at + (next === 'Closed' ? 5 * DAY : chance.whole(1, 600) * MINUTE);
    state = next;
  }
}

const groupOf = (chance: Seeded): string => `Group ${chance.whole(1, 60)}`;

const two = (value: number): string => String(value).padStart(2, '0');

const written = (at: number): string => {
  const date = new Date(at);
  return `${two(date.getUTCDate())}-${two(date.getUTCMonth() + 1)}-${date.getUTCFullYear()} ${two(date.getUTCHours())}:${two(date.getUTCMinutes())}`;
};
