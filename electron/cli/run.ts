// Decides which command runs; a command's file is read only when it is asked for, so that help is quick.
import { readFileSync } from 'node:fs';
import { refuse, type Result } from '../../shared/kernel/result.ts';
import { isDiskFault, isDiskFull } from '../../shared/store/faults.ts';
import { EXIT, type CliCommand, type Given, type Io } from './command.ts';
import { commandHelp, overview } from './help.ts';
import { nearest, readGiven } from './options.ts';
import { sentence } from './words.ts';

const COMMANDS: Readonly<Record<string, () => Promise<CliCommand>>> = {
  start: async () => (await import('./start.ts')).startCommand,
  open: async () => (await import('./open.ts')).openCommand,
  hub: async () => (await import('./hub.ts')).hubCommand,
  import: async () => (await import('./import.ts')).importCommand,
  export: async () => (await import('./export.ts')).exportCommand,
  doctor: async () => (await import('./doctor.ts')).doctorCommand,
  generate: async () => (await import('./generate.ts')).generateCommand,
  authority: async () => (await import('./authority.ts')).authorityCommand,
  calendar: async () => (await import('./calendar.ts')).calendarCommand,
  route: async () => (await import('./route.ts')).routeCommand,
  pack: async () => (await import('./pack.ts')).packCommand,
  clocks: async () => (await import('./clocks.ts')).clocksCommand,
  simulate: async () => (await import('./simulate.ts')).simulateCommand,
};

/** Runs one command line to its end and answers its exit code. Only bugs throw. */
export const runCli = async (argv: readonly string[], io: Io): Promise<number> => {
  const words = withoutLanguage(argv);
  const name = words[0];
  if (name === undefined || name === '--help' || name === '-h' || (name === 'help' && words.length === 1)) {
    io.out(overview(await Promise.all(Object.values(COMMANDS).map((load) => load())), io.language));
    return EXIT.done;
  }
  if (name === '--version') {
    io.out(versionOf());
    return EXIT.done;
  }
  const asked = name === 'help' ? words[1]! : name;
  const load = Object.hasOwn(COMMANDS, asked) ? COMMANDS[asked] : undefined;
  if (load === undefined) {
    const close = nearest(asked, [...Object.keys(COMMANDS), 'help']);
    const code = asked.startsWith('-') ? 'no-command' : 'unknown-command';
    io.err(sentence({ code, data: { command: asked, ...(close === null ? {} : { near: close }) } }, io.language));
    return EXIT.refused;
  }
  const command = await load();
  const given = readGiven(command, name === 'help' ? ['--help'] : argv.slice(argv.indexOf(name) + 1));
  if (given.ok && given.value.flag('help')) {
    io.out(commandHelp(command, io.language));
    return EXIT.done;
  }
  const result = given.ok ? await runOn(command, given.value, io) : given;
  if (result.ok) return result.value;
  io.err(sentence(result.refusal, io.language));
  return EXIT.refused;
};

/** A disk that is full or fails, or a place we may not touch, is nobody's bug, wherever in the work it shows. */
const runOn = async (command: CliCommand, given: Given, io: Io): Promise<Result<number>> => {
  try {
    return await command.run(given, io);
  } catch (error) {
    if (isDiskFull(error)) return refuse('disk-full');
    if (isDiskFault(error)) return refuse('disk-fault', { why: error instanceof Error ? error.message : String(error) });
    const { code, path, message } = error as NodeJS.ErrnoException;
    if (path !== undefined && /^E(?:ACCES|PERM|ROFS)$/.test(code ?? '')) return refuse('no-access', { file: path, why: message });
    throw error;
  }
};

/** `--language` may stand before the command, and with `help`, which has no options of its own. */
const withoutLanguage = (argv: readonly string[]): readonly string[] =>
  argv.filter((word, n) => !word.startsWith('--language=') && word !== '--language' && argv[n - 1] !== '--language');

const versionOf = (): string => {
  const manifest: unknown = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  return typeof manifest === 'object' && manifest !== null && 'version' in manifest ? String(manifest.version) : '?';
};
