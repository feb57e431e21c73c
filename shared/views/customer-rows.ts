// Reads the rows of a customer directory (already split into columns) and says of every broken one what is wrong and how to mend it.
import { minorDigits, money, type Money } from '../kernel/money.ts';
import { isoDate } from '../policy/pack-words.ts';
import type { Customer } from './shapes.ts';

/** Columns of the directory file; `numbers`, `contracts` and `relatives` hold several values split by ";" or "|". */
export const CUSTOMER_COLUMNS = [
  'id',
  'name',
  'numbers',
  'contracts',
  'last_bill',
  'currency',
  'staff',
  'relatives',
  'since',
  'segment',
] as const;
const REQUIRED = ['id', 'name'] as const;

/** One row that could not be read; `code` has a sentence in the translations, `cure` is the plain English one for reports. */
export type RowFault = {
  readonly line: number;
  readonly column: string;
  readonly value: string;
  readonly code: 'column-missing' | 'empty' | 'too-long' | 'duplicate' | 'not-money' | 'not-currency' | 'not-date';
  readonly cure: string;
};

export type CustomerRows = { readonly customers: readonly Customer[]; readonly faults: readonly RowFault[] };

/** A row of the file: its line number there, and its values by column name. */
export type DirectoryRow = { readonly line: number; readonly values: Readonly<Record<string, string>> };

/**
 * Customers of one principal from the rows of a file; a broken row is reported and left out, the others count.
 * `last_bill` is an amount of the row's `currency` (else `currency` of the pack), written "39,99", "39.99" or "1.234,56".
 */
export const parseCustomerRows = (rows: readonly DirectoryRow[], currency: string): CustomerRows => {
  const customers: Customer[] = [];
  const faults: RowFault[] = [];
  const seen = new Map<string, number>();
  for (const row of rows) {
    const read = readRow(row, currency);
    const before = seen.get(read.customer.id);
    const found = before === undefined ? read.faults : [...read.faults, duplicate(row, before)];
    if (found.length === 0) {
      seen.set(read.customer.id, row.line);
      customers.push(read.customer);
    }
    faults.push(...found);
  }
  return { customers, faults };
};

/** Header faults: a directory without `id` or `name` cannot be read at all. */
export const checkCustomerColumns = (columns: readonly string[]): readonly RowFault[] =>
  REQUIRED.filter((column) => !columns.includes(column)).map((column) => ({
    line: 1,
    column,
    value: columns.join(','),
    code: 'column-missing',
    cure: `the first line must name the column "${column}"; known columns are ${CUSTOMER_COLUMNS.join(', ')}`,
  }));

/** Minor units of an amount as people write it, in German or English: null where it is no amount. */
export const readAmount = (text: string, currency: string): Money | null => {
  const digits = minorDigits(currency);
  const written = /^(-?)(\d+|\d{1,3}(?:[.,' ]\d{3})+)(?:([.,])(\d+))?$/.exec(text.trim());
  if (written === null) return null;
  const [, sign, whole = '', mark, fraction = ''] = written;
  // "1.234" alone has too many decimals for euros and falls out below: a thousand in German, one and a bit in English.
  if (/[.,]/.test(whole) && mark !== undefined && whole.includes(mark)) return null;
  if (fraction.length > digits) return null;
  const minor = Number(whole.replace(/\D/g, '') + fraction.padEnd(digits, '0'));
  return Number.isSafeInteger(minor) ? money(sign === '-' ? -minor : minor, currency) : null;
};

const readRow = (
  { line, values }: DirectoryRow,
  packCurrency: string,
): { readonly customer: Customer; readonly faults: readonly RowFault[] } => {
  const value = (column: (typeof CUSTOMER_COLUMNS)[number]): string => (values[column] ?? '').trim();
  const faults: RowFault[] = [];
  const blame = (column: string, code: RowFault['code'], cure: string): void => {
    faults.push({ line, column, value: (values[column] ?? '').slice(0, 60), code, cure });
  };
  for (const column of REQUIRED)
    if (value(column) === '') blame(column, 'empty', `give every customer ${column === 'id' ? 'an id' : 'a name'}`);
  for (const column of CUSTOMER_COLUMNS) if (value(column).length > 500) blame(column, 'too-long', 'at most 500 characters');
  const currency = value('currency').toUpperCase() || packCurrency;
  const knownCurrency = /^[A-Z]{3}$/.test(currency);
  if (!knownCurrency) blame('currency', 'not-currency', 'an ISO 4217 code of three letters, such as EUR');
  const bill = value('last_bill') === '' || !knownCurrency ? null : readAmount(value('last_bill'), currency);
  if (value('last_bill') !== '' && knownCurrency && bill === null)
    blame('last_bill', 'not-money', 'an amount such as 39,99 or 39.99, without a currency sign');
  if (value('since') !== '' && !isDate(value('since')))
    blame('since', 'not-date', 'the first day as a customer as year-month-day, such as 2021-05-31');
  const customer = {
    id: value('id'),
    name: value('name'),
    numbers: several(value('numbers')),
    contracts: several(value('contracts')),
    lastBill: bill,
    staff: value('staff') || null,
    relatives: several(value('relatives')),
    since: value('since') || null,
    segment: value('segment') || null,
  };
  return { customer, faults };
};

/** A day that exists, written as in ISO 8601. */
const isDate = (text: string): boolean => isoDate.safeParse(text).success;

const several = (text: string): string[] =>
  text
    .split(/[;|]/)
    .map((part) => part.trim())
    .filter((part) => part !== '');

const duplicate = ({ line, values }: DirectoryRow, before: number): RowFault => ({
  line,
  column: 'id',
  value: (values['id'] ?? '').slice(0, 60),
  code: 'duplicate',
  cure: `line ${before} already names this customer; keep one of the two`,
});
