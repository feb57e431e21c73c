// Turns the rows of an export into commands, batch by batch, each with an id of its own derived from what it says.
import { derivedId, type Digest } from '../../shared/kernel/ids.ts';
import type { Ms } from '../../shared/kernel/time.ts';
import type { CommandBody, CommandData } from '../../shared/case/commands.ts';
import { ok, type Refusal, type Result } from '../../shared/kernel/result.ts';
import type { Customer } from '../../shared/views/shapes.ts';
import type { Mapping } from './mapping.ts';
import type { Lookup } from './newcomers.ts';
import { createIdOf } from './newcomers.ts';
import type { BrokenRow, Read, SourceRow } from './rows.ts';
import { createRowMemory, type Counts, type Seen } from './row-memory.ts';

/** One row on its way to the store. */
export type RowOrder = {
  readonly id: string;
  readonly caseId: string;
  readonly line: number;
  readonly actor: string;
  readonly data: Omit<CommandData<'import-row'>, 'number'>;
  readonly body: CommandBody<'import-row'>;
};

export type Taken = { readonly added: number; readonly refused: readonly { readonly line: number; readonly refusal: Refusal }[] };

/** Where the rows go: the desk's store, or nowhere in a dry run. */
export interface RowSink {
  /** Takes a batch in order, durable when it returns; rows taken before are left out and not counted. A refusal (`disk-full`) ends the import. */
  take(orders: readonly RowOrder[], customers: readonly Customer[]): Promise<Result<Taken>>;
}

export type ImportJob = {
  readonly lane: string;
  readonly mapping: Mapping;
  readonly lookup: Lookup;
  readonly digest: Digest;
  /** Added to every time of the export. */
  readonly shift: Ms;
  /** Added to every line: row numbers grow from file to file. */
  readonly base: number;
  readonly batch: number;
  readonly broken: (row: BrokenRow) => void;
  readonly progress: (rows: number) => void;
};

export type Imported = Counts & { readonly rejected: number; readonly rows: number; readonly added: number };

/** Reads to the end. `rejected` counts broken rows and those the core refused; the run goes on after both. */
export const importRows = async (reads: AsyncIterable<Read>, sink: RowSink, job: ImportJob): Promise<Result<Imported>> => {
  const memory = createRowMemory();
  const toOrder = createToOrder(job);
  let [rows, added, rejected] = [0, 0, 0];
  let orders: RowOrder[] = [];
  let customers = new Map<string, Customer>();

  const flush = async (): Promise<Result<null>> => {
    const taken = await sink.take(orders, [...customers.values()]);
    if (!taken.ok) return taken;
    added += taken.value.added;
    for (const { line, refusal } of taken.value.refused) {
      rejected += 1;
      job.broken({ line, code: 'row-refused', column: '', value: `${refusal.code} ${JSON.stringify(refusal.data)}` });
    }
    orders = [];
    customers = new Map();
    job.progress(rows);
    return ok(null);
  };

  try {
    for await (const read of reads) {
      if (read.kind === 'broken') {
        rejected += 1;
        job.broken(read.broken);
      }
      if (read.kind !== 'row') continue;
      rows += 1;
      const order = toOrder(read.row, memory.see(read.row));
      orders.push(order.order);
      if (order.customer !== null) customers.set(order.customer.id, order.customer);
      const flushed = orders.length >= job.batch ? await flush() : null;
      if (flushed?.ok === false) return flushed;
    }
    const flushed = orders.length > 0 ? await flush() : null;
    return flushed?.ok === false ? flushed : ok({ ...memory.counts(), rejected, rows, added });
  } finally {
    memory.close();
  }
};

const createToOrder = ({ lane, mapping: { system }, lookup, digest, shift, base }: ImportJob) => {
  const idOf = createIdOf(digest);
  return (row: SourceRow, seen: Seen): { readonly order: RowOrder; readonly customer: Customer | null } => {
    const customer = row.customer === null ? null : idOf(row.customer);
    const order: RowOrder = {
      id: derivedId(digest, 'import-row', lane, system, row.number, row.digest, String(seen.occurrence)),
      caseId: derivedId(digest, 'import-case', lane, system, row.number),
      line: row.line,
      actor: lookup.importer,
      data: {
        source: { system, ref: row.number, row: base + row.line },
        occurredAt: row.at + shift,
        // A row older than the record's own opening is normal; an opening after the row is not told twice.
        openedAt: Math.min(row.openedAt ?? row.at, row.at) + shift,
        customer,
        category: lookup.category(row.category),
        channel: row.channel,
        urgency: row.urgency,
        impact: row.impact,
        priority: row.priority,
        state: row.state,
        wait: row.wait.length === 0 ? null : lookup.wait(row.wait),
        waitUntil: null,
        team: row.group === null ? null : lookup.team(row.group),
        assignee: row.assignee === null ? null : lookup.person(row.assignee),
        recordedBy: row.recordedBy === null ? lookup.importer : lookup.person(row.recordedBy),
        reopened: seen.reopenedNow,
        result: null,
      },
      body: { title: row.title === '' ? row.number : row.title },
    };
    const directory =
      row.customer === null
        ? null
        : {
            id: customer!,
            name: row.customer,
            numbers: [],
            contracts: [],
            lastBill: null,
            staff: null,
            relatives: [],
            since: null,
            segment: null,
          };
    return { order, customer: directory };
  };
};
