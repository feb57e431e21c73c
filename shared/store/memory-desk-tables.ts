// Names what a desk in memory is made of, and makes its tables in one order, so that a backup fits a later store.
import type { Body } from '../case/commands.ts';
import type { Confirmed } from '../case/events.ts';
import type { CaseState } from '../case/state.ts';
import type { CaseTables } from '../views/tables.ts';
import type { CaseDigest, Outgoing, SearchDoc, SetAside } from './desk-store.ts';
import type { createUndo, Table } from './undo.ts';

export type Entry = Outgoing & { readonly seq: number; readonly settled: boolean };
/** `pinned`: where the head was set to; null as long as it is the last event. */
export type Lane = {
  readonly epoch: string | null;
  readonly gen: number;
  readonly scope: string | null;
  readonly pinned: { readonly position: number; readonly anchor: string } | null;
};
export type Doc = SearchDoc & { readonly lane: string; readonly words: readonly string[] };
export type Kept = { readonly caseId: string; readonly body: Body; readonly own: boolean };
export type Taken = { readonly lane: string; readonly state: CaseState; readonly position: number };

export type MemoryTables = ReturnType<typeof memoryTables>;

export const memoryTables = (undo: ReturnType<typeof createUndo>) => ({
  lanes: undo.table<Lane>() as Table<Lane>,
  counters: undo.table<number>(),
  journal: undo.table<Entry>(),
  confirmed: undo.table<CaseState>(),
  events: undo.table<readonly Confirmed[]>(),
  versions: undo.table<readonly Confirmed[]>(),
  bodies: undo.table<Kept>(),
  cases: undo.table<CaseTables>(),
  docs: undo.table<Doc>(),
  snapshots: undo.table<Taken>(),
  aside: undo.table<SetAside>(),
  digests: undo.table<{ readonly lane: string; readonly digest: CaseDigest }>(),
});

/** Nobody changes the store by changing what he was given or has handed in: whoever tries is stopped, which costs less than copies. */
export const copy = <Value>(value: Value): Value => {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) copy(member);
  return Object.freeze(value);
};

export const byText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
export const place = (...parts: readonly (string | number)[]): string => parts.join('\u0000');
