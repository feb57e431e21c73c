// Knows the command `pack`: examines a policy pack, shows the starter packs, and prints the JSON Schema of a pack.
import { fstatSync, readFileSync } from 'node:fs';
import { refuse, ok, type Result } from '../../shared/kernel/result.ts';
import { ALL_STARTER_PACKS, starterPack } from '../../shared/packs/starter.ts';
import { packJsonSchema } from '../../shared/policy/json-schema.ts';
import type { PackFault } from '../../shared/policy/pack-fault.ts';
import { checkPack, type PackReport } from '../../shared/policy/pack-lint.ts';
import { EXIT, type CliCommand, type Given, type Io, type Language } from './command.ts';
import { JSON_OPTION, readableFile } from './folder.ts';
import { nearest } from './options.ts';

const ACTIONS = ['check', 'list', 'show', 'schema'] as const;
const trades = (): string => Object.keys(ALL_STARTER_PACKS).join(', ');

export const packCommand: CliCommand = {
  name: 'pack',
  about: {
    de: 'prüft ein Regelwerk, zeigt die mitgelieferten und ihr JSON Schema',
    en: 'examines a policy pack, shows the ones delivered and their JSON Schema',
  },
  usage:
    'check FILE|NAME|- [--json]\n       npx stafette pack list [--json]\n       npx stafette pack show NAME > my-pack.json\n       npx stafette pack schema > pack.schema.json',
  more: {
    de: [
      'check nennt alles auf einmal: Fehler der Form und der Verweise, Gründe ohne Weg, Entscheidungen ohne Ebene, Zeilen der Matrix, die nie',
      'greifen oder sich überschneiden, Grenzen, die mit steigender Ebene fallen; jeder Befund mit Stelle, Wert und Abhilfe. Ende mit 2, wenn',
      'ein Fehler dabei ist; Hinweise allein enden mit 0. „-“ liest von der Standardeingabe. show gibt ein mitgeliefertes Regelwerk aus, zum',
      'Ändern und Übernehmen: npx stafette import my-pack.json --from pack.',
    ].join('\n'),
    en: [
      'check tells everything at once: faults of shape and of references, reasons without a route, decisions without a tier, matrix rows that',
      'never apply or overlap, limits that fall with rising tier; each finding with its place, value and cure. Ends with 2 if there is an',
      'error; warnings alone end with 0. "-" reads standard input. show prints a starter pack, to be changed and taken over:',
      'npx stafette import my-pack.json --from pack.',
    ].join('\n'),
  },
  args: [ACTIONS.join('|'), 'FILE'],
  optionalArgs: 1,
  options: { json: JSON_OPTION },
  run: async (given, io) => {
    const [action, name] = given.args;
    const wanted = ACTIONS.find((word) => word === action);
    if (wanted === undefined) {
      const near = nearest(action!, ACTIONS);
      return refuse('unknown-command', { command: `pack ${action!}`, ...(near === null ? {} : { near: `pack ${near}` }) });
    }
    const takesName = wanted === 'check' || wanted === 'show';
    if (takesName && name === undefined)
      return refuse('missing-argument', { argument: wanted === 'check' ? 'FILE' : 'NAME', command: 'pack' });
    if (!takesName && name !== undefined) return refuse('extra-argument', { argument: name, command: 'pack' });
    if (wanted === 'check') return check(name!, given, io);
    if (wanted === 'show') return show(name!, io);
    if (wanted === 'list') return list(given, io);
    io.out(JSON.stringify(packJsonSchema(), null, 2));
    return ok(EXIT.done);
  },
};

const show = (name: string, io: Io): Result<number> => {
  const pack = starterPack(name);
  if (pack === null) return refuse('unknown-pack', { name, known: trades() });
  io.out(JSON.stringify(pack, null, 2));
  return ok(EXIT.done);
};

const list = (given: Given, io: Io): Result<number> => {
  const packs = Object.entries(ALL_STARTER_PACKS).map(([name, { version, principal }]) => ({
    name,
    version,
    principal: principal.id,
    of: principal.name,
  }));
  io.out(
    given.flag('json') ? JSON.stringify({ packs }) : packs.map((row) => `${row.name.padEnd(12)}${row.of} (${row.version})`).join('\n'),
  );
  return ok(EXIT.done);
};

/** Refusals: those of reading the file; a broken pack is an answer (2), not a refusal. */
const check = async (name: string, given: Given, io: Io): Promise<Result<number>> => {
  const starter = starterPack(name);
  const text = starter === null ? await textOf(name, io) : ok(JSON.stringify(starter));
  if (!text.ok) return text;
  const document = parsed(name, text.value);
  if (!document.ok) return document;
  const report = checkPack(document.value);
  io.out(
    given.flag('json') ? JSON.stringify({ pack: name, ...report, findings: report.findings.map(shown) }) : told(name, report, io.language),
  );
  return ok(report.sound ? EXIT.done : EXIT.refused);
};

/** What a machine reads of a finding: the words in both languages, never the data they were made of. */
const shown = ({ severity, code, path, value, message, cure }: PackFault): unknown => ({ severity, code, path, value, message, cure });

const KINDS = { error: { de: 'Fehler', en: 'error' }, warning: { de: 'Hinweis', en: 'warning' } } as const;

const told = (name: string, { errors, warnings, findings }: PackReport, language: Language): string => {
  const lines = findings.map(({ severity, message, cure }) => `${KINDS[severity][language]}: ${message[language]} ${cure[language]}`);
  const end =
    language === 'de'
      ? `${name}: ${errors === 0 ? 'fehlerfrei' : `${errors} Fehler`}${warnings === 0 ? '' : `, ${warnings} Hinweise`}.`
      : `${name}: ${errors === 0 ? 'sound' : `${errors} ${errors === 1 ? 'error' : 'errors'}`}${warnings === 0 ? '' : `, ${warnings} ${warnings === 1 ? 'warning' : 'warnings'}`}.`;
  return [...lines, end].join('\n');
};

const parsed = (name: string, text: string): Result<unknown> => {
  try {
    return ok<unknown>(JSON.parse(text.replace(/^\uFEFF/, '')));
  } catch (error) {
    return refuse('not-json', { file: name, why: error instanceof Error ? error.message : String(error) });
  }
};

const textOf = async (name: string, io: Io): Promise<Result<string>> => {
  if (name !== '-') {
    const file = readableFile(name);
    // A name without a dot or slash was rather meant as that of a starter pack.
    if (!file.ok && file.refusal.code === 'no-file' && /^[\w-]+$/.test(name)) return refuse('unknown-pack', { name, known: trades() });
    return file.ok ? ok(readFileSync(file.value, 'utf8')) : file;
  }
  // Node reads a folder as if it were empty; then nobody would learn that nothing was examined.
  if (io.input === undefined && fstatSync(process.stdin.fd).isDirectory()) return refuse('no-input', { why: 'EISDIR' });
  const parts: Uint8Array[] = [];
  for await (const part of io.input ?? process.stdin) parts.push(part);
  return ok(Buffer.concat(parts).toString('utf8'));
};
