// Gives the tests of the import a folder of their own, exports to write by hand, and a look into what came of them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { exportLines } from '../../electron/export.ts';
import { generateCsv } from '../../electron/import/generate-csv.ts';
import { openReadOnly } from '../../electron/read-only.ts';
import type { CaseState } from '../../shared/case/state.ts';
import { cli, type Said } from '../cli/run-cli.ts';

let dir: string | null = null;

/** Everything the tests of a file wrote; the next file of the same worker gets a folder of its own. */
export const removeAll = (): void => {
  if (dir !== null) rmSync(dir, { recursive: true });
  dir = null;
};
export const path = (name: string): string => join((dir ??= mkdtempSync(join(tmpdir(), 'stafette-import-'))), name);
export const counted = ({ json }: Said): unknown => {
  const { cases, open, closed, handovers, reopened, rows } = json;
  return { cases, open, closed, handovers, reopened, rows };
};
export const importFile = (file: string, data: string, ...more: readonly string[]): Promise<Said> =>
  cli(['import', file, '--from', 'servicenow', '--principal', 'nordlicht', '--data', path(data), '--json', ...more]);

type Line = {
  readonly type: string;
  readonly id: string;
  readonly at: number;
  readonly caseId: string;
  readonly data: Record<string, unknown> & { source?: { ref: string } };
};
export const exported = (data: string): readonly Line[] => {
  const store = openReadOnly(path(data));
  if (!store.ok) throw new Error(JSON.stringify(store.refusal));
  const lines = [...exportLines(store.value, { lanes: ['nordlicht'], customers: false })].map((line) => JSON.parse(line) as Line);
  store.value.close();
  return lines;
};
export const statesOf = (data: string): ReadonlyMap<string, CaseState> => {
  const store = openReadOnly(path(data));
  if (!store.ok) throw new Error(JSON.stringify(store.refusal));
  const states = store.value.caseIds('nordlicht', null, 10_000).map((id) => store.value.currentState(id)!);
  store.value.close();
  return new Map(states.map((state) => [state.source!.ref, state]));
};

const HEAD = [...generateCsv(1, 1)][0]!;
/** A row with the given columns, the rest as a real export fills them. */
const row = (values: Readonly<Record<string, string>>): string => {
  const defaults: Record<string, string> = {
    number: 'INC1',
    incident_state: 'New',
    reopen_count: '0',
    caller_id: 'Caller 1',
    opened_at: '01-03-2016 08:00',
    sys_updated_by: 'Updated by 1',
    sys_updated_at: '01-03-2016 08:00',
    contact_type: 'Phone',
    category: 'Category 1',
    subcategory: 'Subcategory 2',
    u_symptom: '?',
    impact: '2 - Medium',
    urgency: '2 - Medium',
    priority: '3 - Moderate',
    assignment_group: 'Group 1',
    assigned_to: '?',
    closed_code: '?',
  };
  return HEAD.split(',')
    .map((name) => values[name] ?? defaults[name] ?? '?')
    .join(',');
};
export const write = (name: string, rows: readonly (Readonly<Record<string, string>> | string)[]): string => {
  writeFileSync(path(name), [HEAD, ...rows.map((entry) => (typeof entry === 'string' ? entry : row(entry)))].join('\r\n'));
  return path(name);
};
