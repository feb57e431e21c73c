// Gives tests the two starter packs, read and compiled, and a way to break one.
import { readPack } from '../../shared/policy/check.ts';
import { compilePack } from '../../shared/policy/compile.ts';
import type { PackFault } from '../../shared/policy/pack-fault.ts';
import type { Pack } from '../../shared/policy/pack-schema.ts';
import type { Policy } from '../../shared/policy/policy.ts';
import { ALL_STARTER_PACKS, STARTER_PACKS } from '../../shared/packs/starter.ts';

export const packOf = (id: string): Pack => {
  const read = readPack(Object.values(ALL_STARTER_PACKS).find(({ principal }) => principal.id === id));
  if (!read.ok) throw new Error(read.refusal.data.faults.map(({ message }) => message.en).join('\n'));
  return read.value;
};

export const telecom: Policy = compilePack(packOf('nordlicht'));
export const hotel: Policy = compilePack(packOf('seeblick'));

/** The telecom pack with one place changed; `undefined` takes the place away. */
export const withPlace = (path: readonly (string | number)[], value: unknown): unknown => {
  const document = structuredClone(STARTER_PACKS.find(({ principal }) => principal.id === 'nordlicht')) as unknown;
  const [last, ...before] = path.toReversed();
  const parent = before.reduceRight<unknown>((place, step) => (place as Record<string | number, unknown>)[step], document) as Record<
    string | number,
    unknown
  >;
  if (value === undefined) delete parent[last!];
  else parent[last!] = value;
  return document;
};

export const faultsOf = (document: unknown): readonly PackFault[] => {
  const read = readPack(document);
  return read.ok ? [] : read.refusal.data.faults;
};
