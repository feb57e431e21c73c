// Knows what a command of the CLI is: its words, its options, and the run that answers with an exit code or a refusal.
import type { Result } from '../../shared/kernel/result.ts';

export type Language = 'de' | 'en';
export type Words = Readonly<Record<Language, string>>;

/** `flag` takes no value; `count` a positive whole number; `number` a whole number; `choice` one of `choices`. */
export type OptionSpec = {
  readonly kind: 'flag' | 'text' | 'count' | 'number' | 'choice';
  readonly value?: string;
  readonly choices?: readonly string[];
  readonly about: Words;
};

/** What the command was given, already checked against its options. */
export type Given = {
  readonly args: readonly string[];
  readonly flag: (name: string) => boolean;
  readonly text: (name: string) => string | null;
  readonly count: (name: string) => number | null;
};

/** Where a command speaks: `out` is for what was asked (one line each), `err` for everything said meanwhile. */
export type Io = {
  readonly out: (line: string) => void;
  readonly err: (line: string) => void;
  readonly language: Language;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly now: () => number;
  /** What is read where a command asks for it; the process's standard input without it. */
  readonly input?: AsyncIterable<Uint8Array>;
};

export type CliCommand = {
  readonly name: string;
  readonly about: Words;
  /** The line after the name, such as "FILE --from NAME …". */
  readonly usage: string;
  readonly more?: Words;
  /** How many arguments without dashes it takes. */
  readonly args: readonly string[];
  readonly optionalArgs?: number;
  readonly options: Readonly<Record<string, OptionSpec>>;
  readonly run: (given: Given, io: Io) => Promise<Result<number>>;
};

/** 0 done · 1 a bug · 2 asked wrongly or not possible · 3 examined, and something is wrong. */
export const EXIT = { done: 0, bug: 1, refused: 2, faulty: 3 } as const;
