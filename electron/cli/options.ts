// Reads the words after a command's name into checked options; whatever does not fit is a refusal that names it.
import { parseArgs } from 'node:util';
import { ok, refuse, type Refusal, type Result } from '../../shared/kernel/result.ts';
import type { CliCommand, Given, OptionSpec } from './command.ts';

type Values = Readonly<Record<string, string | boolean | undefined>>;

const COMMON: Readonly<Record<string, OptionSpec>> = {
  help: { kind: 'flag', about: { de: 'diese Hilfe', en: 'this help' } },
  language: { kind: 'choice', value: 'de|en', choices: ['de', 'en'], about: { de: 'Sprache der Ausgabe', en: 'language of the output' } },
};

/** The options every command has, after its own. */
export const allOptions = (command: CliCommand): Readonly<Record<string, OptionSpec>> => ({ ...command.options, ...COMMON });

/** Refusals: unknown-option, needs-value, takes-no-value, twice, bad-count, bad-number, bad-choice, missing-argument, extra-argument. */
export const readGiven = (command: CliCommand, argv: readonly string[]): Result<Given> => {
  const specs = allOptions(command);
  const config = Object.fromEntries(
    Object.entries(specs).map(([name, spec]) => [name, { type: spec.kind === 'flag' ? ('boolean' as const) : ('string' as const) }]),
  );
  // Not strict: every complaint is ours, in the user's language and with the nearest name.
  const { tokens } = parseArgs({
    args: [...argv],
    options: { ...config, help: { type: 'boolean', short: 'h' } },
    strict: false,
    tokens: true,
    allowPositionals: true,
  });
  const values: Record<string, string | boolean> = {};
  const args: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') args.push(token.value);
    if (token.kind !== 'option') continue;
    const spec = specs[token.name];
    if (spec === undefined)
      return refuse('unknown-option', { option: token.rawName, command: command.name, ...near(token.rawName, specs) });
    const fault = faultOf(token.name, spec, token.value, values);
    if (fault !== null) return { ok: false, refusal: fault };
    values[token.name] = token.value ?? true;
  }
  if (values['help'] === true) return ok(given(values, args));
  const required = command.args.length - (command.optionalArgs ?? 0);
  if (args.length < required) return refuse('missing-argument', { argument: command.args[args.length]!, command: command.name });
  if (args.length > command.args.length) return refuse('extra-argument', { argument: args[command.args.length]!, command: command.name });
  return ok(given(values, args));
};

const given = (values: Values, args: readonly string[]): Given => {
  const text = (name: string): string | null => {
    const value = values[name];
    return typeof value === 'string' ? value : null;
  };
  const count = (name: string): number | null => {
    const value = text(name);
    return value === null ? null : Number(value);
  };
  return { args, text, count, flag: (name) => values[name] === true };
};

const faultOf = (name: string, spec: OptionSpec, value: string | undefined, before: Values): Refusal | null => {
  const option = `--${name}`;
  if (before[name] !== undefined) return { code: 'twice', data: { option } };
  if (spec.kind === 'flag') return value === undefined ? null : { code: 'takes-no-value', data: { option, value } };
  // "--data --json" is a forgotten value, not a folder called "--json".
  if (value === undefined || value === '' || value.startsWith('--'))
    return { code: 'needs-value', data: { option, value: spec.value ?? '…' } };
  if (spec.kind === 'count' && !/^[1-9]\d{0,9}$/.test(value)) return { code: 'bad-count', data: { option, value } };
  if (spec.kind === 'number' && !/^\d{1,10}$/.test(value)) return { code: 'bad-number', data: { option, value } };
  if (spec.kind === 'choice' && !spec.choices!.includes(value))
    return { code: 'bad-choice', data: { option, value, choices: spec.choices!.join(', ') } };
  return null;
};

const near = (rawName: string, specs: Readonly<Record<string, OptionSpec>>): { readonly near?: string } => {
  const found = nearest(rawName.replace(/^-+/, ''), Object.keys(specs));
  return found === null ? {} : { near: `--${found}` };
};

/** The known word at most two typing slips away, or null. */
export const nearest = (word: string, known: readonly string[]): string | null => {
  const ranked = known.map((name) => ({ name, slips: slipsBetween(word, name) })).toSorted((a, b) => a.slips - b.slips);
  const best = ranked[0];
  return best !== undefined && best.slips <= Math.min(2, word.length - 1) ? best.name : null;
};

const slipsBetween = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      next.push(Math.min(row[j]! + 1, next[j - 1]! + 1, row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)));
    }
    row = next;
  }
  return row[b.length]!;
};
