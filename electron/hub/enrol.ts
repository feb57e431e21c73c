// Enrols a workstation at a hub with a code, and names in the contract's words why it could not.
import { ok, refuse, type Result } from '../../shared/kernel/result.ts';
import { isTransportTrouble, troubleLine } from '../../shared/sync/trouble.ts';
import { readAddress } from './address.ts';
import { createHubClient } from './hub-client.ts';
import type { Joined } from './hub-file.ts';

export type EnrolWish = { readonly url: string; readonly code: string; readonly name: string };

/** Something else answers at this address, or what is there is no hub of ours. */
const FOREIGN: ReadonlySet<string> = new Set(['not-a-hub', 'bad-answer', 'unknown-route']);

/**
 * Refusals: `bad-url`, `hub-insecure`, `hub-unreachable` {why}, `not-a-hub`, `protocol-too-old`, `protocol-too-new`, and the hub's own:
 * `hub-untrusted` {url, why} (its certificate), `wrong-code`, `code-used`, `code-expired`, `device-taken`. Nothing is written here.
 */
export const enrolAt = async ({ url, code, name }: EnrolWish, device: string): Promise<Result<Joined>> => {
  const address = readAddress(url);
  if (!address.ok) return address;
  const client = createHubClient({ url: () => address.value, key: () => null });
  try {
    const answer = await client.ask('enrol', { code: code.trim(), device, name: name.trim() });
    if (!answer.ok) return refuse(answer.refusal.code, answer.refusal.data);
    const { key, hub, slot = null } = answer.value;
    return ok({ membership: { key, hub, name: name.trim(), url: address.value }, slot });
  } catch (error) {
    if (!isTransportTrouble(error)) throw error;
    if (error.trouble === 'hub-untrusted') return refuse('hub-untrusted', { url: address.value, why: error.message });
    if (FOREIGN.has(error.trouble)) return refuse('not-a-hub', { url: address.value, why: troubleLine(error) });
    if (error.trouble === 'protocol-too-old' || error.trouble === 'protocol-too-new') return refuse(error.trouble, { why: error.message });
    return refuse('hub-unreachable', { why: troubleLine(error) });
  }
};
