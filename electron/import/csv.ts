// Reads a CSV file as a stream of records with their line numbers; a broken line costs only itself, never the lines after it.
import { createReadStream } from 'node:fs';

/** `fields` is null where the line is no record: a quote that never closes, or text after a closing one. */
export type CsvRecord = { readonly line: number; readonly text: string; readonly fields: readonly string[] | null };

export type CsvForm = { readonly delimiter: string; readonly encoding: 'utf8' | 'latin1' | 'utf16le' };

/** A quoted value may run over several lines, but not over the rest of the file. */
const MAX_LINES = 200;
/** A "line" longer than this is not a line of a table; only its beginning is kept. */
const MAX_LINE = 1_000_000;

/**
 * Every record of the file in order. RFC 4180: values in double quotes may hold the delimiter, line breaks and doubled
 * quotes. Where the quotes of a line make no record with the header's number of columns, that one line is broken and
 * reading goes on with the next line.
 */
export async function* readCsv(file: string, form: CsvForm): AsyncGenerator<CsvRecord> {
  let open: { line: number; parts: string[] } | null = null;
  let columns: number | null = null;
  const again: { line: number; text: string }[] = [];

  for await (const batch of linesOf(file, form.encoding)) {
    // Lines taken back from a record that never closed are read again before the next ones.
    const queue: { line: number; text: string }[] = batch;
    for (let i = 0; i < queue.length; i += 1) {
      const next = queue[i]!;
      again.push(next);
      while (again.length > 0) {
        const { line, text } = again.shift()!;
        if (open === null && text === '') continue;
        if (open === null && !text.includes('"')) {
          const fields: readonly string[] = text.split(form.delimiter);
          columns ??= fields.length;
          yield { line, text, fields };
          continue;
        }
        const record: { line: number; parts: string[] } = open ?? { line, parts: [] };
        record.parts.push(text);
        const whole: string = record.parts.join('\n');
        const split = splitRecord(whole, form.delimiter);
        open = null;
        if (split === 'open' && record.parts.length < MAX_LINES && whole.length < MAX_LINE) open = record;
        else if (typeof split !== 'string' && (record.parts.length === 1 || columns === null || split.length === columns)) {
          columns ??= split.length;
          yield { line: record.line, text: whole, fields: split };
        } else {
          yield { line: record.line, text: record.parts[0]!, fields: null };
          again.unshift(...record.parts.slice(1).map((part, n) => ({ line: record.line + n + 1, text: part })));
        }
      }
    }
  }
  // The file ended inside a quote: its first line is broken, the rest are records of their own.
  while (open !== null) {
    const { line, parts }: { line: number; parts: string[] } = open;
    open = null;
    yield { line, text: parts[0]!, fields: null };
    const rest = parts.slice(1);
    for (const [n, text] of rest.entries()) {
      if (text === '') continue;
      const split = splitRecord(text, form.delimiter);
      if (split === 'open') {
        open = { line: line + n + 1, parts: rest.slice(n) };
        break;
      }
      yield { line: line + n + 1, text, fields: typeof split === 'string' ? null : split };
    }
  }
}

/** The values of one record; `open` while a quote is not closed, `broken` where text follows a closing quote. */
export const splitRecord = (text: string, delimiter: string): readonly string[] | 'open' | 'broken' => {
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (text[at] !== '"') {
      const end = text.indexOf(delimiter, at);
      fields.push(end === -1 ? text.slice(at) : text.slice(at, end));
      if (end === -1) return fields;
      at = end + delimiter.length;
      continue;
    }
    let value = '';
    at += 1;
    for (;;) {
      const quote = text.indexOf('"', at);
      if (quote === -1) return 'open';
      value += text.slice(at, quote);
      at = quote + 1;
      if (text[at] !== '"') break;
      value += '"';
      at += 1;
    }
    fields.push(value);
    if (at === text.length) return fields;
    if (!text.startsWith(delimiter, at)) return 'broken';
    at += delimiter.length;
  }
};

/** Writes one value so that `splitRecord` reads it back. */
export const csvValue = (value: string, delimiter = ','): string =>
  /["\r\n]/.test(value) || value.includes(delimiter) ? `"${value.replaceAll('"', '""')}"` : value;

/** Lines of a text file, many at a time; line breaks are LF or CRLF, a byte order mark is dropped. */
async function* linesOf(file: string, encoding: CsvForm['encoding']): AsyncGenerator<{ line: number; text: string }[]> {
  const stream = createReadStream(file, { encoding, highWaterMark: 256 * 1024 });
  let rest = '';
  let line = 0;
  let first = true;
  for await (const chunk of stream as AsyncIterable<string>) {
    const text: string = first && chunk.startsWith('\uFEFF') ? chunk.slice(1) : chunk;
    first = false;
    const lines = (rest + text).split('\n');
    rest = lines.pop()!.slice(0, MAX_LINE);
    yield lines.map((written) => ({ line: (line += 1), text: written.endsWith('\r') ? written.slice(0, -1) : written }));
  }
  if (rest !== '') yield [{ line: line + 1, text: rest.endsWith('\r') ? rest.slice(0, -1) : rest }];
}
