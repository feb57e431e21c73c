// Turns the records of an export into import rows by a mapping, or says of a broken one what is wrong with it.
import { createHash } from 'node:crypto';
import type { Ms } from '../../shared/kernel/time.ts';
import type { Channel, Level, Priority } from '../../shared/policy/pack-schema.ts';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import { readCsv, type CsvRecord } from './csv.ts';
import type { Mapping } from './mapping.ts';
import type { ReadTime } from './local-time.ts';

/** One row as the export told it; names are still the other system's, null where it named none. */
export type SourceRow = {
  readonly line: number;
  /** Digest of every mapped value: with its number and occurrence it is the row's identity, in whatever file it stands. */
  readonly digest: string;
  readonly number: string;
  readonly at: Ms;
  readonly openedAt: Ms | null;
  readonly state: 'open' | 'waiting' | 'resolved' | 'closed';
  readonly wait: readonly string[];
  readonly group: string | null;
  readonly assignee: string | null;
  readonly recordedBy: string | null;
  readonly customer: string | null;
  readonly category: string | null;
  readonly channel: Channel;
  readonly urgency: Level;
  readonly impact: Level;
  readonly priority: Priority;
  readonly reopenCount: number;
  readonly result: string | null;
  readonly title: string;
};

export type BrokenRow = { readonly line: number; readonly code: string; readonly column: string; readonly value: string };
/** `later`: the row is dated after the as-of moment and does not count. */
export type Read =
  | { readonly kind: 'row'; readonly row: SourceRow }
  | { readonly kind: 'broken'; readonly broken: BrokenRow }
  | { readonly kind: 'later'; readonly line: number };

const MAX_NAME = 120;
const REPLACED = '\uFFFD';

/**
 * Reads an export by a mapping. Rows dated after `asOf` come as `later`; a broken row comes with its line and column.
 * Refusals: `empty-file`, `columns-missing`, `columns-twice`, all before the first row.
 */
export const openExport = async (
  file: string,
  mapping: Mapping,
  readTime: ReadTime,
  asOf: Ms | null,
): Promise<Result<AsyncGenerator<Read>>> => {
  const records = readCsv(file, mapping.file);
  const header = await records.next();
  if (header.done === true || header.value.fields === null) return refuse('empty-file', { file });
  const names = header.value.fields.map((name) => name.trim());
  const wanted = [...new Set(Object.values(mapping.columns).flatMap((name) => name ?? []))];
  const missing = wanted.filter((name) => !names.includes(name));
  if (missing.length > 0) return refuse('columns-missing', { file, columns: missing.join(', '), system: mapping.system });
  const twice = wanted.filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  if (twice.length > 0) return refuse('columns-twice', { file, columns: twice.join(', ') });
  const read = createReadRow(mapping, names, readTime, asOf);
  return ok(rowsOf(records, read));
};

async function* rowsOf(records: AsyncGenerator<CsvRecord>, read: (record: CsvRecord) => Read): AsyncGenerator<Read> {
  for await (const record of records) yield read(record);
}

const createReadRow = (mapping: Mapping, names: readonly string[], readTime: ReadTime, asOf: Ms | null): ((record: CsvRecord) => Read) => {
  const { columns, defaults, states, levels, priorities, channels } = mapping;
  const empty = new Set(mapping.file.empty);
  const place = (name: string | undefined): number => (name === undefined ? -1 : names.indexOf(name));
  const at = {
    number: place(columns.number),
    updatedAt: place(columns.updatedAt),
    openedAt: place(columns.openedAt),
    state: place(columns.state),
    group: place(columns.group),
    assignee: place(columns.assignee),
    recordedBy: place(columns.recordedBy),
    customer: place(columns.customer),
    category: place(columns.category),
    channel: place(columns.channel),
    urgency: place(columns.urgency),
    impact: place(columns.impact),
    priority: place(columns.priority),
    reopenCount: place(columns.reopenCount),
    result: place(columns.result),
  };
  const title = columns.title.map(place);
  const identity = [...new Set([...Object.values(at), ...title])]
    .filter((index) => index !== -1)
    .toSorted((a, b) => (names[a]! < names[b]! ? -1 : 1));

  return ({ line, text, fields }) => {
    const broken = (code: string, index: number, value: string): Read => ({
      kind: 'broken',
      broken: { line, code, column: names[index] ?? '', value: value.slice(0, 60) },
    });
    if (fields === null) return broken('row-syntax', -1, text);
    if (fields.length !== names.length) return broken('row-columns', -1, `${fields.length}/${names.length}`);
    // What is no text in the file's encoding was replaced on reading; kept, it would stand for ever as somebody's mangled name.
    const mangled = text.includes(REPLACED) ? identity.find((index) => fields[index]!.includes(REPLACED)) : undefined;
    if (mangled !== undefined) return broken('row-encoding', mangled, fields[mangled]!);
    const value = (index: number): string | null => {
      const found = index === -1 ? '' : fields[index]!.trim();
      return found === '' || empty.has(found) ? null : found;
    };
    const time = readTime(value(at.updatedAt) ?? '');
    if (time === null) return broken('row-time', at.updatedAt, fields[at.updatedAt]!);
    if (asOf !== null && time > asOf) return { kind: 'later', line };
    const number = value(at.number);
    if (number === null) return broken('row-empty', at.number, '');
    for (const index of [at.number, at.group, at.assignee, at.recordedBy, at.customer, at.category, at.result]) {
      if ((value(index) ?? '').length > MAX_NAME) return broken('row-long', index, value(index)!);
    }
    const opened = value(at.openedAt);
    const openedAt = opened === null ? null : readTime(opened);
    if (opened !== null && openedAt === null) return broken('row-time', at.openedAt, opened);
    const state = own(states, value(at.state) ?? '');
    if (state === undefined) return broken('row-code', at.state, fields[at.state]!);
    const coded = <Code>(index: number, codes: Readonly<Record<string, Code>>, otherwise: Code): Code | undefined => {
      const written = value(index);
      return written === null ? otherwise : own(codes, written);
    };
    const channel = coded(at.channel, channels, defaults.channel);
    if (channel === undefined) return broken('row-code', at.channel, fields[at.channel]!);
    const urgency = coded(at.urgency, levels, defaults.urgency);
    if (urgency === undefined) return broken('row-code', at.urgency, fields[at.urgency]!);
    const impact = coded(at.impact, levels, defaults.impact);
    if (impact === undefined) return broken('row-code', at.impact, fields[at.impact]!);
    const priority = coded(at.priority, priorities, defaults.priority);
    if (priority === undefined) return broken('row-code', at.priority, fields[at.priority]!);
    const reopened = value(at.reopenCount) ?? '0';
    if (!/^\d{1,6}$/.test(reopened)) return broken('row-count', at.reopenCount, reopened);
    return {
      kind: 'row',
      row: {
        line,
        digest: createHash('sha256')
          .update(identity.map((index) => fields[index]!).join('\n'))
          .digest('hex'),
        number,
        at: time,
        openedAt,
        state: state.state,
        wait: state.state === 'waiting' ? [state.wait].flat() : [],
        group: value(at.group),
        assignee: value(at.assignee),
        recordedBy: value(at.recordedBy),
        customer: value(at.customer),
        category: value(at.category),
        channel,
        urgency,
        impact,
        priority,
        reopenCount: Number(reopened),
        result: value(at.result),
        title: title
          .flatMap((index) => value(index) ?? [])
          .join(' · ')
          .slice(0, 500),
      },
    };
  };
};

/** A value of the file must not find what every object inherits ("constructor"). */
const own = <Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined;
