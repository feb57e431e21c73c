// The starter pack "telecom", checked and compiled: what the core's tests are judged by.
import telecom from '../shared/packs/telecom.json' with { type: 'json' };
import { readPack } from '../shared/policy/check.ts';
import { compilePack } from '../shared/policy/compile.ts';
import type { Policy } from '../shared/policy/policy.ts';

const read = (document: unknown): Policy => {
  const result = readPack(document);
  if (!result.ok) throw new Error(`the starter pack does not load: ${JSON.stringify(result.refusal)}`);
  return compilePack(result.value);
};

export const TELECOM: Policy = read(telecom);

/** The same principal with something changed, through the same check as every pack. */
export const telecomWith = (changes: Readonly<Record<string, unknown>>): Policy => read({ ...telecom, ...changes });
