// Remembers which refused step is being done again, so that it leaves the list by itself once the new one is accepted.
import type { CommandType } from '../../shared/case/commands.ts';
import { call } from '../api/api.ts';

const tried = new Map<string, string>();

/** A case that is opened has no id yet: there is one new case at a time. */
const keyOf = (type: string, caseId: string | null): string => (type === 'open-case' ? type : `${type} ${caseId ?? ''}`);

export const beginRetry = (type: string, caseId: string, command: string): void => void tried.set(keyOf(type, caseId), command);

/** True when a refused step was put away, because this one took its place. */
export const endRetry = async (type: CommandType, caseId: string | null, reason: string): Promise<boolean> => {
  const key = keyOf(type, caseId);
  const command = tried.get(key);
  if (command === undefined) return false;
  tried.delete(key);
  const answer = await call('refused.dismiss', { command, reason });
  return answer.ok && answer.value.ok;
};
