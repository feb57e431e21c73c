// A CSV file is read as a stream; a broken line costs only itself.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { csvValue, readCsv, splitRecord, type CsvRecord } from '../../electron/import/csv.ts';

const dir = mkdtempSync(join(tmpdir(), 'stafette-csv-'));
afterAll(() => rmSync(dir, { recursive: true }));

const read = async (content: string | Buffer, delimiter = ',', encoding: 'utf8' | 'latin1' = 'utf8'): Promise<CsvRecord[]> => {
  const file = join(dir, 'f.csv');
  writeFileSync(file, content);
  const records: CsvRecord[] = [];
  for await (const record of readCsv(file, { delimiter, encoding })) records.push(record);
  return records;
};
const short = (records: readonly CsvRecord[]): unknown[] => records.map(({ line, fields }) => [line, fields?.join('|') ?? null]);

describe('[I1] a file of records', () => {
  it('reads LF and CRLF, with and without a last line break, and drops a byte order mark', async () => {
    const expected = [
      [1, 'a|b'],
      [2, '1|2'],
    ];
    expect(short(await read('a,b\n1,2\n'))).toEqual(expected);
    expect(short(await read('\uFEFFa,b\r\n1,2'))).toEqual(expected);
  });

  it('reads quotes, doubled quotes, delimiters and line breaks inside a value, and goes on counting lines', async () => {
    expect(short(await read('a,b\r\n"x, ""y""","1\r\n2"\r\n3,4\r\n'))).toEqual([
      [1, 'a|b'],
      [2, 'x, "y"|1\n2'],
      [4, '3|4'],
    ]);
  });

  it.each([
    ['text after a closing quote', 'a,b\n2,"q"r\n3,4\n5,6\n', 2],
    ['a quote that never closes', 'a,b\n2,"q\n3,4\n5,6\n', 2],
    ['a quote that closes in a later line by accident', 'a,b\n2,"q\n3,4\n5,6\n7,"x"\n', 2],
  ])('[I2] %s costs one line only', async (_, content, broken) => {
    const records = short(await read(content));
    expect(records.filter((record) => (record as unknown[])[1] === null)).toEqual([[broken, null]]);
    expect(records).toContainEqual([3, '3|4']);
    expect(records).toContainEqual([4, '5|6']);
  });

  it('skips empty lines but counts them', async () =>
    expect(short(await read('a,b\n\n1,2\n'))).toEqual([
      [1, 'a|b'],
      [3, '1|2'],
    ]));
  it('reads another delimiter and encoding', async () =>
    expect(short(await read(Buffer.from('a;b\nü;ß\n', 'latin1'), ';', 'latin1'))).toEqual([
      [1, 'a|b'],
      [2, 'ü|ß'],
    ]));
  it('does not keep a line without end in memory', async () => {
    const [first] = await read('x'.repeat(3_000_000));
    expect(first!.text.length).toBeLessThanOrEqual(1_000_000);
  });
});

it.each(['plain', 'a,b', 'say "x"', 'two\nlines', ''])('writes %j so that it is read back', (value) =>
  expect(splitRecord(`${csvValue(value)},end`, ',')).toEqual([value, 'end']),
);
