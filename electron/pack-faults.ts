// Words what is wrong with a policy pack for the command line: each fault with its place, what stands there and the cure.
import type { Json } from '../shared/kernel/result.ts';
import type { PackFault, PackFaults } from '../shared/policy/pack-fault.ts';
import type { Label } from '../shared/policy/pack-schema.ts';

const LONGEST = 200;

/** A value as it stands in the document, cut where it would fill the screen. */
const shown = (value: Json): string => {
  const text = JSON.stringify(value);
  return text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
};

/** `cure` in both languages: the command line tells it in its own. */
export const faultLine = ({
  path,
  value,
  cure,
}: PackFault): {
  readonly path: string;
  readonly value: string;
  readonly cure: Label;
} => ({
  path,
  value: shown(value),
  cure,
});

/** For a single sentence: the first fault, which the others follow from or resemble, and how many there are besides. */
export const firstFault = ({ data: { faults } }: PackFaults): Readonly<Record<string, Json>> => ({
  ...(faults[0] === undefined ? { path: 'pack', value: '', cure: '' } : faultLine(faults[0])),
  more: Math.max(0, faults.length - 1),
});
