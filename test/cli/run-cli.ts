// Runs the command line inside the test and keeps what it said; the process tests prove the rest.
import { runCli } from '../../electron/cli/run.ts';

export type Said = {
  readonly code: number;
  readonly out: readonly string[];
  readonly err: readonly string[];
  readonly json: Readonly<Record<string, unknown>>;
};

export const cli = async (
  args: readonly string[],
  { language = 'en', now = Date.now(), input }: { language?: 'de' | 'en'; now?: number; input?: AsyncIterable<Uint8Array> } = {},
): Promise<Said> => {
  const out: string[] = [];
  const err: string[] = [];
  const code = await runCli(args, {
    out: (line) => void out.push(line),
    err: (line) => void err.push(line),
    language,
    env: {},
    now: () => now,
    ...(input === undefined ? {} : { input }),
  });
  const last = out.at(-1)?.split('\n').at(-1) ?? '';
  return { code, out, err, json: last.startsWith('{') ? (JSON.parse(last) as Record<string, unknown>) : {} };
};
