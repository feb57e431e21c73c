// Knows the command `authority explain`: judges requests from the standard input, one answer line each, for integrators and tests.
import { once } from 'node:events';
import { fstatSync, readFileSync } from 'node:fs';
import { compilePack } from '../../shared/policy/compile.ts';
import { readPack } from '../../shared/policy/check.ts';
import { explain, type ExplainAnswer, type PackSource } from '../../shared/policy/explain.ts';
import { badRequest, shortly } from '../../shared/policy/explain-request.ts';
import { ok, refuse } from '../../shared/kernel/result.ts';
import { ALL_STARTER_PACKS, starterPack } from '../../shared/packs/starter.ts';
import { EXIT, type CliCommand } from './command.ts';
import { readableFile } from './folder.ts';
import { keepMemoryLean } from './lean-memory.ts';
import { nearest } from './options.ts';
import { createRequestReader, type RequestRead } from './request-lines.ts';
import { sentence } from './words.ts';

export const authorityCommand: CliCommand = {
  name: 'authority',
  about: {
    de: 'beantwortet Anfragen an die Entscheidungsbefugnis (JSON von der Standardeingabe)',
    en: 'answers requests about decision authority (JSON from standard input)',
  },
  usage: 'explain < request.json',
  more: {
    de: [
      'Liest ein JSON-Objekt oder eines je Zeile und schreibt je Anfrage eine Zeile: Urteil, bindende Grenze, alle Grenzen, wer freigeben',
      'könnte, und den Satz dazu. Eine falsche Anfrage bekommt {"error":{"path","message"}}, die übrigen gehen weiter; Ende dann mit 2.',
      'README.md beschreibt jedes Feld.',
    ].join('\n'),
    en: [
      'Reads one JSON object, or one per line, and writes one line per request: the verdict, the cap that binds, every cap, who could',
      'approve, and its sentence. A wrong request gets {"error":{"path","message"}}, the others go on; the exit code is then 2.',
      'README.md describes every field.',
    ].join('\n'),
  },
  args: ['explain'],
  options: {},
  run: async (given, io) => {
    const what = given.args[0]!;
    if (what !== 'explain') {
      const near = nearest(what, ['explain']);
      return refuse('unknown-command', { command: `authority ${what}`, ...(near === null ? {} : { near: `authority ${near}` }) });
    }
    if (io.input === undefined && process.stdin.isTTY)
      io.err(io.language === 'de' ? 'Anfragen eingeben, Ende mit Strg+D.' : 'Type requests, end with Ctrl+D.');
    // Node reads a folder as if it were empty; then nobody would learn that nothing was judged.
    if (io.input === undefined && fstatSync(process.stdin.fd).isDirectory()) return refuse('no-input', { why: 'EISDIR' });
    keepMemoryLean();
    const packs = packSource();
    const reader = createRequestReader();
    let wrong = 0;
    const answer = (reads: readonly RequestRead[]): void => {
      const lines = reads.map((read) => {
        const said: ExplainAnswer = read.ok ? explain(read.value, packs) : { error: { path: 'request', message: read.message } };
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
  },
};

/** So many compiled packs stay at hand; requests that name more than that make them anew. */
const MOST_PACKS = 32;

/** Starter packs by trade, others by their file; each is read once in a run. */
const packSource = (): PackSource => {
  const kept = new Map<string, ReturnType<PackSource>>();
  return (name) => {
    const known = kept.get(name);
    if (known !== undefined) return known;
    const found = loadPack(name);
    const oldest = kept.keys().next().value;
    if (kept.size >= MOST_PACKS && oldest !== undefined) kept.delete(oldest);
    kept.set(name, found);
    return found;
  };
};

const loadPack: PackSource = (name) => {
  const starter = starterPack(name);
  const document = starter === null ? readDocument(name) : ok<unknown>(starter);
  if (!document.ok) return document;
  const read = readPack(document.value);
  if (read.ok) return ok(compilePack(read.value));
  const [first, ...others] = read.refusal.data.faults;
  const more = others.length === 0 ? '' : ` (and ${others.length} more: npx stafette pack check ${name})`;
  return badRequest('pack', `pack ${shortly(name)} is broken: ${first!.message.en} ${first!.cure.en}${more}`);
};

const readDocument = (name: string): ReturnType<typeof badRequest> | { readonly ok: true; readonly value: unknown } => {
  const file = readableFile(name);
  if (!file.ok && file.refusal.code === 'no-file') {
    const known = Object.keys(ALL_STARTER_PACKS).join(', ');
    return badRequest('pack', `pack is ${shortly(name)}, neither a starter pack nor a file. Write one of ${known}, or the path of a pack.`);
  }
  if (!file.ok) return badRequest('pack', sentence(file.refusal, 'en'));
  try {
    return ok<unknown>(JSON.parse(readFileSync(file.value, 'utf8').replace(/^\uFEFF/, '')));
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return badRequest('pack', `pack ${shortly(name)} is no JSON: ${why}. Write the path of a policy pack.`);
  }
};
