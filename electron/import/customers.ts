// Takes a customer directory from a CSV file into a principal's lane, a piece at a time.
import { refuse, ok, type Result } from '../../shared/kernel/result.ts';
import type { Customer } from '../../shared/views/shapes.ts';
import { checkCustomerColumns, CUSTOMER_COLUMNS, parseCustomerRows, type DirectoryRow } from '../../shared/views/customer-rows.ts';
import { readCsv } from './csv.ts';
import type { BrokenRow } from './rows.ts';

export type CustomerJob = {
  readonly file: string;
  readonly currency: string;
  /** Called when the file has proved readable; before it nothing is written. */
  readonly begin: () => Promise<Result<unknown>>;
  readonly put: (customers: readonly Customer[]) => Promise<void>;
  readonly broken: (row: BrokenRow) => void;
  readonly progress: (rows: number) => void;
};

export type ImportedCustomers = { readonly rows: number; readonly customers: number; readonly rejected: number };

const PIECE = 500;

/** Refusals: `empty-file`, `customers-columns`. A broken row is told with its line and left out. */
export const importCustomers = async ({
  file,
  currency,
  begin,
  put,
  broken,
  progress,
}: CustomerJob): Promise<Result<ImportedCustomers>> => {
  const records = readCsv(file, { delimiter: await delimiterOf(file), encoding: 'utf8' });
  const header = await records.next();
  if (header.done === true || header.value.fields === null) return refuse('empty-file', { file });
  const names = header.value.fields.map((name) => name.trim().toLowerCase());
  const fault = checkCustomerColumns(names)[0];
  if (fault !== undefined) return refuse('customers-columns', { file, column: fault.column, known: CUSTOMER_COLUMNS.join(', ') });
  const begun = await begin();
  if (!begun.ok) return begun;

  let [rows, customers, rejected] = [0, 0, 0];
  let piece: DirectoryRow[] = [];
  const blame = (row: BrokenRow): void => {
    rejected += 1;
    broken(row);
  };
  const flush = async (): Promise<void> => {
    const read = parseCustomerRows(piece, currency);
    // One line may have several faults; it is still one rejected row.
    const lines = new Map(read.faults.map((found) => [found.line, found] as const));
    for (const { line, column, value, code } of lines.values()) blame({ line, code: `customer-${code}`, column, value });
    if (read.customers.length > 0) await put(read.customers);
    customers += read.customers.length;
    piece = [];
    progress(rows);
  };
  for await (const { line, text, fields } of records) {
    rows += 1;
    if (fields === null) blame({ line, code: 'row-syntax', column: '', value: text.slice(0, 60) });
    else if (fields.length !== names.length) blame({ line, code: 'row-columns', column: '', value: `${fields.length}/${names.length}` });
    // Replaced on reading because it was no UTF-8; kept, it would stand as somebody's mangled name.
    else if (text.includes('\uFFFD')) blame({ line, code: 'customer-encoding', column: '', value: text.slice(0, 60) });
    else piece.push({ line, values: Object.fromEntries(names.map((name, n) => [name, fields[n]!])) });
    if (piece.length >= PIECE) await flush();
  }
  if (piece.length > 0) await flush();
  return ok({ rows, customers, rejected });
};

/** German spreadsheets write semicolons; the header tells which of the two it is. */
const delimiterOf = async (file: string): Promise<string> => {
  for await (const { text } of readCsv(file, { delimiter: ',', encoding: 'utf8' })) {
    return text.split(';').length > text.split(',').length ? ';' : ',';
  }
  return ',';
};
