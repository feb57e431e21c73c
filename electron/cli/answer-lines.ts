// Answers requests from the standard input line by line and in order; a wrong one is answered in its place and turns the exit code to 2.
import { once } from 'node:events';
import { fstatSync } from 'node:fs';
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import { EXIT, type CliCommand, type Io } from './command.ts';
import { keepMemoryLean } from './lean-memory.ts';
import { nearest } from './options.ts';
import { createRequestReader, type RequestRead, type RequestReader } from './request-lines.ts';

export type LineFault = { readonly error: { readonly path: string; readonly message: string } };

/** `answerTo` gets each request as it was parsed; an answer with `error` counts as wrong. Refusal: `no-input` {why}. */
export const answerLines = async (
  io: Io,
  answerTo: (request: unknown) => object,
  reader: RequestReader = createRequestReader(),
): Promise<Result<number>> => {
  if (io.input === undefined && process.stdin.isTTY)
    io.err(io.language === 'de' ? 'Anfragen eingeben, Ende mit Strg+D.' : 'Type requests, end with Ctrl+D.');
  // Node reads a folder as if it were empty; then nobody would learn that nothing was judged.
  if (io.input === undefined && fstatSync(process.stdin.fd).isDirectory()) return refuse('no-input', { why: 'EISDIR' });
  keepMemoryLean();
  let wrong = 0;
  const answer = (reads: readonly RequestRead[]): void => {
    const lines = reads.map((read) => {
      const said = read.ok ? answerTo(read.value) : ({ error: { path: 'request', message: read.message } } satisfies LineFault);
      if ('error' in said) wrong += 1;
      return JSON.stringify(said);
    });
    if (lines.length > 0) io.out(lines.join('\n'));
  };
  try {
    for await (const bytes of io.input ?? process.stdin) {
      answer(reader.push(bytes));
      // Whoever reads the answers slowly is waited for; else they would pile up here.
      if (process.stdout.writableNeedDrain) await once(process.stdout, 'drain');
    }
  } catch (error) {
    const fault = error as NodeJS.ErrnoException;
    if (fault.syscall === undefined) throw error;
    return refuse('no-input', { why: fault.message });
  }
  answer(reader.end());
  return ok(wrong === 0 ? EXIT.done : EXIT.refused);
};

/** A command whose only word is `explain`. Refusals: `unknown-command` {command, near?}, and those of `answerLines`. */
export const explainLines =
  (name: string, answerer: () => (request: unknown) => object): CliCommand['run'] =>
  async ({ args: [what = ''] }, io) => {
    if (what === 'explain') return answerLines(io, answerer());
    const near = nearest(what, ['explain']);
    return refuse('unknown-command', { command: `${name} ${what}`, ...(near === null ? {} : { near: `${name} ${near}` }) });
  };
