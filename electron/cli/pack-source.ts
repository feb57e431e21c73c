// Finds the pack a request names: a starter pack by its trade or a file; each is read and compiled once in a run.
import { readFileSync } from 'node:fs';
import { ok } from '../../shared/kernel/result.ts';
import { ALL_STARTER_PACKS, starterPack } from '../../shared/packs/starter.ts';
import { readPack } from '../../shared/policy/check.ts';
import { compilePack } from '../../shared/policy/compile.ts';
import type { PackSource } from '../../shared/policy/explain.ts';
import { badRequest, shortly } from '../../shared/policy/request-words.ts';
import { readableFile } from './folder.ts';
import { sentence } from './words.ts';

/** So many compiled packs stay at hand; requests that name more than that make them anew. */
const MOST_PACKS = 32;

/** Starter packs by trade, others by their file; each is read once in a run. */
export const packSource = (): PackSource => {
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
