// Knows the command `export`: the confirmed history of a store as JSON lines, beside a running console as well.
import { createWriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ok, refuse } from '../../shared/kernel/result.ts';
import { isUnreadable } from '../../shared/store/faults.ts';
import { EXIT, type CliCommand } from './command.ts';
import { DATA_OPTION, dataFolder, existingStore } from './folder.ts';

export const exportCommand: CliCommand = {
  name: 'export',
  about: { de: 'schreibt die bestätigte Geschichte eines Bestands heraus', en: 'writes out the confirmed history of a store' },
  usage: '[--data DIR] [--principal ID] [--format jsonl] [--customers] [--out FILE] [--json]',
  more: {
    de: 'Eine Zeile je Ereignis: Auftraggeber (lane), position, version im Vorgang, id, caseId, type, at, by, data, body (die Worte dazu);\nbei Übergaben auch own: die eigenen Felder des Auftraggebers mit id, label, value und text.\nMit --customers auch das Kundenverzeichnis ("kind": "customer"). Liest nur; die Konsole darf dabei laufen.',
    en: 'One line per event: principal (lane), position, version within the case, id, caseId, type, at, by, data, body (its words);\nof handovers also own: the principal’s own fields with id, label, value and text.\nWith --customers the customer directory as well ("kind": "customer"). Only reads; the console may run meanwhile.',
  },
  args: [],
  options: {
    data: DATA_OPTION,
    principal: { kind: 'text', value: 'ID', about: { de: 'nur dieser Auftraggeber', en: 'only this principal' } },
    format: {
      kind: 'choice',
      value: 'jsonl',
      choices: ['jsonl'],
      about: { de: 'Form der Ausgabe (jsonl ist die einzige)', en: 'form of the output (jsonl is the only one)' },
    },
    customers: { kind: 'flag', about: { de: 'auch das Kundenverzeichnis', en: 'the customer directory as well' } },
    out: {
      kind: 'text',
      value: 'FILE',
      about: { de: 'in diese Datei statt auf die Standardausgabe', en: 'into this file instead of standard output' },
    },
    json: { kind: 'flag', about: { de: 'mit --out: Bericht als eine Zeile JSON', en: 'with --out: the report as one line of JSON' } },
  },
  run: async (given, io) => {
    const out = given.text('out');
    if (given.flag('json') && out === null) return refuse('needs-value', { option: '--json', value: '--out FILE' });
    const dir = existingStore(dataFolder(given, io));
    if (!dir.ok) return dir;
    const [{ openReadOnly }, { exportLines }] = await Promise.all([import('../read-only.ts'), import('../export.ts')]);
    const store = openReadOnly(dir.value);
    if (!store.ok) return store;
    try {
      const known = [...new Set(store.value.packs().map(({ lane }) => lane))];
      const principal = given.text('principal');
      if (principal !== null && !known.includes(principal)) return refuse('unknown-principal', { principal, known: known.join(', ') });
      let lines = 0;
      const counted = function* (): Generator<string> {
        const lanes = principal === null ? known : [principal];
        for (const line of exportLines(store.value, { lanes, customers: given.flag('customers') })) {
          lines += 1;
          yield `${line}\n`;
        }
      };
      const began = performance.now();
      const target = out === null ? process.stdout : createWriteStream(resolve(out), { mode: 0o600 });
      try {
        await pipeline(Readable.from(counted()), target, { end: out !== null });
      } catch (error) {
        const fault = error as NodeJS.ErrnoException;
        if (out === null && fault.code === 'EPIPE') return ok(EXIT.done);
        if (out !== null && fault.syscall !== undefined) return refuse('no-write', { file: out, why: fault.message });
        if (isUnreadable(error)) return refuse('store-damaged', { dir: dir.value, file: 'desk.sqlite', why: fault.message });
        throw error;
      }
      const ms = Math.round(performance.now() - began);
      if (given.flag('json')) io.out(JSON.stringify({ file: resolve(out!), lines, ms }));
      else io.err(io.language === 'de' ? `${lines} Zeilen in ${ms} ms.` : `${lines} lines in ${ms} ms.`);
      return ok(EXIT.done);
    } finally {
      store.value.close();
    }
  },
};
