// Knows faults of the database that pass by themselves or by its keeper's hand: nothing of what was asked is known to stand, ask again.
import { isDiskFault, isDiskFull } from '../../shared/store/faults.ts';

/** PostgreSQL's classes: no connection, no entry, no such database, shutting down. */
const AWAY = /^(?:E[A-Z]+|08\w{3}|28\w{3}|3D\w{3}|57P\w{2}|53\w{3})$/;

/** The server was not reached or does not let us in, in its own words; null for anything else. */
export const whyUnreachable = (error: unknown): string | null => {
  const causes: readonly unknown[] = error instanceof AggregateError ? error.errors : [error];
  for (const cause of causes) {
    if (!(cause instanceof Error)) continue;
    const code = 'code' in cause ? String(cause.code) : '';
    if (AWAY.test(code) || /timeout|terminated/i.test(cause.message)) return cause.message || code;
  }
  return null;
};

export const isDatabaseAway = (error: unknown): boolean => isDiskFull(error) || isDiskFault(error) || whyUnreachable(error) !== null;
