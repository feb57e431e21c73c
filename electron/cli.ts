// The command line's entry: finds the command, reads its options and turns every outcome into words and an exit code.
import { EXIT, type Io, type Language } from './cli/command.ts';
import { runCli } from './cli/run.ts';
import { sentence } from './cli/words.ts';

const argv = process.argv.slice(2);

const languageOf = (): Language => {
  const asked = argv[argv.indexOf('--language') + 1];
  if (argv.includes('--language') && (asked === 'de' || asked === 'en')) return asked;
  if (argv.includes('--language=de')) return 'de';
  if (argv.includes('--language=en')) return 'en';
  const { LC_ALL, LC_MESSAGES, LANG } = process.env;
  return (LC_ALL || LC_MESSAGES || LANG || '').toLowerCase().startsWith('de') ? 'de' : 'en';
};

// Whoever reads our output may stop early ("| head"); that is not a fault of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(EXIT.done);
  process.stderr.write(`${sentence({ code: 'no-write', data: { file: 'stdout', why: error.message } }, languageOf())}\n`);
  process.exit(EXIT.refused);
});
// Nor must work end because nobody listens to its progress any more.
process.stderr.on('error', () => undefined);

const io: Io = {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  language: languageOf(),
  env: process.env,
  now: () => Date.now(),
};

try {
  process.exitCode = await runCli(argv, io);
} catch (error) {
  io.err(error instanceof Error ? (error.stack ?? error.message) : String(error));
  process.exitCode = EXIT.bug;
}
