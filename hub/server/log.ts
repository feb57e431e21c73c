// Knows what the hub says of itself: one JSON line per event, with places and codes, and never with names, words or addresses of people.
import type { FastifyBaseLogger } from 'fastify';

export type Log = Pick<FastifyBaseLogger, 'debug' | 'info' | 'warn' | 'error'>;

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';

/** Where lines go: the process's standard error, or a test's list. */
export type LogTarget = { readonly write: (line: string) => void };

/** Where it broke, not what it was about: the message of an error may quote what somebody wrote. */
export const whereItBroke = (error: unknown): Readonly<Record<string, string>> => {
  if (!(error instanceof Error)) return { name: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return {
    name: error.name,
    code,
    at: frames
      .slice(0, 6)
      .map((line) => line.trim())
      .join(' < '),
  };
};

const errorLine = (error: Error): { readonly type: string; readonly message: string; readonly stack: string } => {
  const { name = '', at = '' } = whereItBroke(error);
  return { type: name, message: '', stack: at };
};

export const loggerOf = (level: LogLevel, target: LogTarget | null) => ({
  level,
  base: { name: 'stafette-hub' },
  timestamp: () => `,"time":"${new Date().toISOString()}"`,
  // Nothing of a request or an answer is ever written as it is.
  serializers: { req: () => ({}), res: () => ({ statusCode: '' }), err: errorLine },
  ...(target === null ? {} : { stream: target }),
});
