// Knows the command `generate`: stores with plausible cases and export files of any length, for trials and measurements.
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import { EXIT, type CliCommand, type Given, type Io } from './command.ts';
import { dataFolder, JSON_OPTION, newFolder } from './folder.ts';
import { createProgress } from './progress.ts';

export const generateCommand: CliCommand = {
  name: 'generate',
  about: {
    de: 'erzeugt Bestände und Exportdateien zum Ausprobieren und Messen',
    en: 'makes stores and export files for trials and measurements',
  },
  usage:
    '--cases N --data DIR [--seed S] [--principal ID] [--json]\n       npx stafette generate --csv servicenow --rows N [--seed S] [--out FILE]',
  more: {
    de: 'Gleicher Startwert, gleiche Vorgänge und Zeilen. Ein Bestand entsteht nur in einem neuen oder leeren Ordner.',
    en: 'The same seed gives the same cases and rows. A store is made only in a new or empty folder.',
  },
  args: [],
  options: {
    cases: {
      kind: 'count',
      value: 'N',
      about: { de: 'so viele Vorgänge, verteilt auf die Auftraggeber', en: 'so many cases, shared among the principals' },
    },
    data: { kind: 'text', value: 'DIR', about: { de: 'neuer Datenordner', en: 'new data folder' } },
    principal: { kind: 'text', value: 'ID', about: { de: 'alle Vorgänge für diesen Auftraggeber', en: 'all cases for this principal' } },
    csv: {
      kind: 'choice',
      value: 'servicenow',
      choices: ['servicenow'],
      about: { de: 'statt eines Bestands eine Exportdatei dieser Art', en: 'instead of a store an export file of this kind' },
    },
    rows: { kind: 'count', value: 'N', about: { de: 'so viele Zeilen', en: 'so many rows' } },
    seed: { kind: 'number', value: 'S', about: { de: 'Startwert (sonst 1)', en: 'seed (else 1)' } },
    out: { kind: 'text', value: 'FILE', about: { de: 'Exportdatei (sonst Standardausgabe)', en: 'export file (else standard output)' } },
    json: JSON_OPTION,
  },
  run: (given, io) => (given.text('csv') === null ? makeStore(given, io) : makeCsv(given, io)),
};

const wrongOption = (given: Given, mode: string, others: readonly string[]): Result<null> => {
  const other = others.find((name) => given.text(name) !== null);
  return other === undefined ? ok(null) : refuse('only-one', { first: `--${other}`, second: mode });
};

const makeCsv = async (given: Given, io: Io): Promise<Result<number>> => {
  const fits = wrongOption(given, '--csv', ['cases', 'data', 'principal']);
  if (!fits.ok) return fits;
  const rows = given.count('rows');
  if (rows === null) return refuse('missing-option', { command: 'generate --csv', option: '--rows', value: 'N' });
  const out = given.text('out');
  if (out === null && given.flag('json')) return refuse('needs-value', { option: '--json', value: '--out FILE' });
  const { generateCsv } = await import('../import/generate-csv.ts');
  const pieces = function* (): Generator<string> {
    let piece = '';
    for (const line of generateCsv(rows, given.count('seed') ?? 1)) {
      piece += `${line}\r\n`;
      if (piece.length < 65_536) continue;
      yield piece;
      piece = '';
    }
    if (piece !== '') yield piece;
  };
  const began = performance.now();
  try {
    await pipeline(Readable.from(pieces()), out === null ? process.stdout : createWriteStream(resolve(out)), { end: out !== null });
  } catch (error) {
    const fault = error as NodeJS.ErrnoException;
    if (out !== null && fault.syscall !== undefined) return refuse('no-write', { file: out, why: fault.message });
    if (out === null && fault.code === 'EPIPE') return ok(EXIT.done);
    throw error;
  }
  const ms = Math.round(performance.now() - began);
  if (given.flag('json')) io.out(JSON.stringify({ file: resolve(out!), rows, ms }));
  else if (out !== null) io.err(io.language === 'de' ? `${rows} Zeilen in ${out}.` : `${rows} rows in ${out}.`);
  return ok(EXIT.done);
};

const makeStore = async (given: Given, io: Io): Promise<Result<number>> => {
  const cases = given.count('cases');
  const fits = wrongOption(given, '--cases', ['rows', 'out']);
  if (!fits.ok) return fits;
  if (cases === null) return refuse('missing-option', { command: 'generate', option: '--cases', value: 'N' });
  if (given.text('data') === null) return refuse('missing-option', { command: 'generate', option: '--data', value: 'DIR' });
  const dir = newFolder(dataFolder(given, io));
  if (!dir.ok) return dir;
  const { generateStore } = await import('../generate-store.ts');
  const progress = createProgress((done, pace) => (io.language === 'de' ? `${done} Vorgänge, ${pace}/s` : `${done} cases, ${pace}/s`));
  const began = performance.now();
  const made = await generateStore({
    dir: dir.value,
    cases,
    seed: given.count('seed') ?? 1,
    principal: given.text('principal'),
    language: io.language,
    clock: io.now,
    progress: progress.at,
  });
  progress.done();
  if (!made.ok) return made;
  const ms = Math.round(performance.now() - began);
  const report = { ...made.value, ms };
  const said =
    io.language === 'de'
      ? `${report.cases} Vorgänge, ${report.commands} Befehle in ${ms} ms: ${dir.value}`
      : `${report.cases} cases, ${report.commands} commands in ${ms} ms: ${dir.value}`;
  io.out(given.flag('json') ? JSON.stringify(report) : said);
  return ok(EXIT.done);
};
