// The command `hub` as a process of its own, on a clock that stands at the hour it was started for.
import { runCli } from '../cli/run.ts';
import { createStoryClock } from './story-clock.ts';

const [at = '0', ...words] = process.argv.slice(2);
const clock = createStoryClock(Number(at));

// Whoever started it is gone: it ends as with Ctrl+C.
const orphaned = (): void => void process.kill(process.pid, 'SIGINT');
process.on('disconnect', orphaned);

process.exitCode = await runCli(['hub', ...words], {
  out: (line) => void process.stdout.write(`${line}\n`),
  err: (line) => void process.stderr.write(`${line}\n`),
  language: 'en',
  env: process.env,
  now: clock.now,
});
process.off('disconnect', orphaned);
if (process.connected) process.disconnect();
