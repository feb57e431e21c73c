// Knows the command `import`: audit rows of another system into cases, or a customer directory.
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import { EXIT, type CliCommand, type Given, type Io } from './command.ts';
import { DATA_OPTION, dataFolder, JSON_OPTION, readableFile, ownFolder } from './folder.ts';
import { keepMemoryLean } from './lean-memory.ts';
import { createProgress } from './progress.ts';
import { sentence } from './words.ts';
import type { BrokenRow } from '../import/rows.ts';

export const importCommand: CliCommand = {
  name: 'import',
  about: {
    de: 'übernimmt Vorgänge eines anderen Systems oder ein Kundenverzeichnis',
    en: 'takes over cases of another system, or a customer directory',
  },
  usage:
    'FILE --from servicenow --principal ID [--data DIR] [--as-of 2016-03-02T12:00] [--shift-to-now] [--dry-run] [--json]\n       npx stafette import FILE --from customers --principal ID [--data DIR] [--json]\n       npx stafette import FILE --from pack [--data DIR] [--dry-run] [--json]',
  more: {
    de: [
      'Jede Zeile der Datei ist ein Stand eines Vorgangs nach einer Änderung. Ein zweiter Lauf ändert nichts; ein abgebrochener wird durch',
      'einen neuen Lauf vollständig; ein späteres --as-of auf demselben Ordner setzt fort. Fehlerhafte Zeilen werden mit Zeilennummer genannt',
      'und übergangen. Kundenverzeichnis: erste Zeile id,name,numbers,contracts,last_bill,currency,staff,relatives,since,segment (id und',
      'name genügen; mehrere Nummern, Verträge oder Angehörige durch „|“ getrennt; since als 2021-05-31; Komma oder Semikolon zwischen den Spalten). Regelwerk (pack): eine JSON-Datei; ein fehlerhaftes',
      'wird ganz abgelehnt, jeder Fehler mit Stelle, Wert und Abhilfe.',
    ].join('\n'),
    en: [
      'Each row of the file is the state of a case after one update. A second run adds nothing; an interrupted one is completed by running',
      'again; a later --as-of on the same folder continues. Broken rows are named by line and passed over. Customer directory: first line',
      'id,name,numbers,contracts,last_bill,currency,staff,relatives,since,segment (id and name suffice; several numbers, contracts or relatives',
      'split by "|"; since as 2021-05-31; comma or semicolon between the columns). Policy pack: a JSON file; a broken one is refused as a whole, each fault with its place, value and cure.',
    ].join('\n'),
  },
  args: ['FILE'],
  optionalArgs: 1,
  options: {
    from: {
      kind: 'text',
      value: 'NAME|PATH',
      about: {
        de: 'servicenow, customers, pack, oder der Pfad einer eigenen Zuordnung (JSON)',
        en: 'servicenow, customers, pack, or the path of a mapping of your own (JSON)',
      },
    },
    principal: { kind: 'text', value: 'ID', about: { de: 'Auftraggeber, zum Beispiel nordlicht', en: 'principal, for example nordlicht' } },
    data: DATA_OPTION,
    'as-of': {
      kind: 'text',
      value: 'TIME',
      about: {
        de: 'nur Zeilen bis zu dieser Ortszeit des Auftraggebers, etwa 2016-03-02T12:00',
        en: 'only rows up to this local time of the principal, such as 2016-03-02T12:00',
      },
    },
    'shift-to-now': {
      kind: 'flag',
      about: {
        de: 'alle Zeiten so verschieben, dass dieser Zeitpunkt (sonst: die letzte Zeile) jetzt ist',
        en: 'move all times so that this moment (else the last row) is now',
      },
    },
    'dry-run': { kind: 'flag', about: { de: 'nur zählen und prüfen, nichts schreiben', en: 'only count and check, write nothing' } },
    customers: {
      kind: 'text',
      value: 'FILE',
      about: { de: 'kurz für: import FILE --from customers', en: 'short for: import FILE --from customers' },
    },
    json: JSON_OPTION,
  },
  run: async (given, io) => {
    keepMemoryLean();
    const asked = whatAsked(given);
    if (!asked.ok) return asked;
    const file = readableFile(asked.value.file);
    if (!file.ok) return file;
    const dir = ownFolder(dataFolder(given, io));
    if (!dir.ok) return dir;
    const lane = given.text('principal');
    if (asked.value.from === 'pack') return runPack({ file: file.value, dir: dir.value, lane }, given, io);
    if (lane === null) return refuse('missing-option', { command: 'import', option: '--principal', value: 'ID' });
    const job = { file: file.value, dir: dir.value, lane };
    return asked.value.from === 'customers' ? runCustomers(job, given, io) : runRows({ ...job, from: asked.value.from }, given, io);
  },
};

type Job = { readonly file: string; readonly dir: string; readonly lane: string };

const whatAsked = (given: Given): Result<{ readonly file: string; readonly from: string }> => {
  const [file] = given.args;
  const directory = given.text('customers');
  if (directory !== null) {
    if (file !== undefined) return refuse('extra-argument', { argument: file, command: 'import' });
    if (given.text('from') !== null) return refuse('only-one', { first: '--customers', second: '--from' });
    return ok({ file: directory, from: 'customers' });
  }
  if (file === undefined) return refuse('missing-argument', { argument: 'FILE', command: 'import' });
  const from = given.text('from');
  return from === null ? refuse('missing-option', { command: 'import', option: '--from', value: 'servicenow' }) : ok({ file, from });
};

const runRows = async (job: Job & { readonly from: string }, given: Given, io: Io): Promise<Result<number>> => {
  const [{ loadMapping }, { runImport }, { openTarget }] = await Promise.all([
    import('../import/mapping.ts'),
    import('../import/run-import.ts'),
    import('../import/target.ts'),
  ]);
  const mapping = loadMapping(job.from);
  if (!mapping.ok) return mapping;
  const dry = given.flag('dry-run');
  const target = await openTarget(job.dir, job.lane, dry);
  if (!target.ok) return target;
  const began = performance.now();
  const blame = createBlame(io);
  const words = io.language === 'de' ? { names: 'Namen', rows: 'Zeilen' } : { names: 'names', rows: 'rows' };
  let phase: 'names' | 'rows' = 'names';
  const progress = createProgress((rows, pace) =>
    io.language === 'de' ? `${words[phase]}: ${rows} Zeilen, ${pace}/s` : `${words[phase]}: ${rows} rows, ${pace}/s`,
  );
  try {
    const done = await runImport(
      {
        file: job.file,
        lane: job.lane,
        mapping: mapping.value,
        asOf: given.text('as-of'),
        shiftToNow: given.flag('shift-to-now'),
        clock: io.now,
        broken: blame.row,
        progress: (now, rows) => {
          phase = now;
          progress.at(rows);
        },
      },
      target.value,
    );
    progress.done();
    blame.done();
    if (!done.ok) return done;
    const ms = Math.round(performance.now() - began);
    const { cases, open, closed, handovers, reopened, rejected, rows, added, teams, people, pack } = done.value;
    const report = {
      cases,
      open,
      closed,
      handovers,
      reopened,
      rejected,
      rows,
      added,
      teams,
      people,
      principal: job.lane,
      pack,
      dryRun: dry,
      ms,
      rowsPerSecond: Math.round((rows * 1_000) / Math.max(ms, 1)),
      peakMemoryMb: Math.round(process.resourceUsage().maxRSS / 1_024),
    };
    io.out(given.flag('json') ? JSON.stringify(report) : rowsSaid(report, io.language));
    return ok(EXIT.done);
  } finally {
    await target.value.close();
  }
};

const rowsSaid = (
  r: Readonly<Record<'cases' | 'open' | 'closed' | 'handovers' | 'reopened' | 'rejected' | 'rows' | 'added' | 'ms', number>> & {
    readonly dryRun: boolean;
  },
  language: 'de' | 'en',
): string => {
  const seconds = (r.ms / 1_000).toFixed(1);
  return language === 'de'
    ? `${r.rows} Zeilen gelesen, ${r.added} ${r.dryRun ? 'wären neu (nichts geschrieben)' : 'neu'}, ${r.rejected} abgelehnt, in ${seconds.replace('.', ',')} s.\n${r.cases} Vorgänge: ${r.open} offen, ${r.closed} abgeschlossen, ${r.reopened} wiedereröffnet; ${r.handovers} Übergaben.`
    : `${r.rows} rows read, ${r.added} ${r.dryRun ? 'would be new (nothing written)' : 'new'}, ${r.rejected} refused, in ${seconds} s.\n${r.cases} cases: ${r.open} open, ${r.closed} closed, ${r.reopened} reopened; ${r.handovers} handovers.`;
};

const runCustomers = async (job: Job, given: Given, io: Io): Promise<Result<number>> => {
  for (const option of ['as-of', 'shift-to-now'] as const) {
    if (given.text(option) !== null || given.flag(option)) return refuse('only-one', { first: `--${option}`, second: '--from customers' });
  }
  const [{ importCustomers }, { openTarget }] = await Promise.all([import('../import/customers.ts'), import('../import/target.ts')]);
  const target = await openTarget(job.dir, job.lane, given.flag('dry-run'));
  if (!target.ok) return target;
  const blame = createBlame(io);
  const progress = createProgress((rows, pace) => (io.language === 'de' ? `${rows} Zeilen, ${pace}/s` : `${rows} rows, ${pace}/s`));
  const began = performance.now();
  try {
    const { currency } = target.value.pack.principal;
    const done = await importCustomers({
      file: job.file,
      currency,
      begin: target.value.begin,
      put: target.value.putCustomers,
      broken: blame.row,
      progress: progress.at,
    });
    progress.done();
    blame.done();
    if (!done.ok) return done;
    const report = { ...done.value, principal: job.lane, dryRun: given.flag('dry-run'), ms: Math.round(performance.now() - began) };
    const { rows, customers, rejected } = report;
    const said =
      io.language === 'de'
        ? `${rows} Zeilen gelesen, ${customers} Kunden, ${rejected} abgelehnt.`
        : `${rows} rows read, ${customers} customers, ${rejected} refused.`;
    io.out(given.flag('json') ? JSON.stringify(report) : said);
    return ok(EXIT.done);
  } finally {
    await target.value.close();
  }
};

const runPack = async (job: Omit<Job, 'lane'> & { readonly lane: string | null }, given: Given, io: Io): Promise<Result<number>> => {
  for (const option of ['as-of', 'shift-to-now'] as const) {
    if (given.text(option) !== null || given.flag(option)) return refuse('only-one', { first: `--${option}`, second: '--from pack' });
  }
  const { importPack, packSentence } = await import('../import/pack.ts');
  const done = await importPack({
    file: job.file,
    dir: job.dir,
    principal: job.lane,
    dry: given.flag('dry-run'),
    fault: (fault) => io.err(sentence({ code: 'pack-fault', data: fault }, io.language)),
  });
  if (!done.ok) return done;
  const report = { ...done.value, dryRun: given.flag('dry-run') };
  io.out(given.flag('json') ? JSON.stringify(report) : sentence(packSentence(report), io.language));
  return ok(EXIT.done);
};

/** Names the first broken rows one by one; a file that is wrong throughout should not scroll everything away. */
export const createBlame = (io: Io): { readonly row: (row: BrokenRow) => void; readonly done: () => void } => {
  const shown = 50;
  let count = 0;
  return {
    row: ({ line, code, column, value }) => {
      count += 1;
      if (count > shown) return;
      const words = sentence({ code, data: { column, value } }, io.language);
      io.err(io.language === 'de' ? `Zeile ${line}: ${words}` : `line ${line}: ${words}`);
    },
    done: () => {
      if (count > shown) io.err(io.language === 'de' ? `… und ${count - shown} weitere Zeilen.` : `… and ${count - shown} more lines.`);
    },
  };
};
