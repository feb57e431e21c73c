// Holds one small world against what must hold of money: nobody told more than there was, each decision counted once, every account adding up.
import { MOST_LEASED } from './papers.ts';
import type { Broken } from './till.ts';
import { VARIANTS, type Rules, type Variant } from './variants.ts';
import { runWorld, type Ended } from './world.ts';

export type EscrowTrial = {
  readonly seed: number;
  readonly broken: readonly Broken[];
  /** Told beyond the limit at worst, minor units; and beyond what managers gave up. */
  readonly over: number;
  readonly beyond: number;
  readonly told: number;
  /** Of the month at the end: what the hub's account says was spent within the limit. */
  readonly spent: number;
  readonly writtenOff: number;
};

/** A world that falls over has broken a rule of its own. */
export const tryEscrow = (seed: number, variant: Variant): EscrowTrial => {
  try {
    return tried(seed, variant);
  } catch (error) {
    const what = error instanceof Error ? (error.stack ?? error.message) : String(error);
    return { seed, broken: [{ rule: 'I0', what }], over: 0, beyond: 0, told: 0, spent: 0, writtenOff: 0 };
  }
};

const tried = (seed: number, variant: Variant): EscrowTrial => {
  const ended = runWorld(seed, VARIANTS[variant]);
  const { till, bank, month, clones } = ended;
  const allowed = MOST_LEASED * clones;
  const excess: readonly Broken[] =
    till.beyond() > allowed ? [{ rule: 'I6', what: `${till.beyond()} more than the limit and what was given up` }] : [];
  return {
    seed,
    broken: [...till.broken(), ...excess, ...uncovered(ended, VARIANTS[variant]), ...counted(ended)],
    over: till.over(),
    beyond: till.beyond(),
    told: till.toldOf(month),
    spent: bank.account(month)?.spent ?? 0,
    writtenOff: till.writtenOff(),
  };
};

/** Where nobody gives anything up and neither hub nor disks are copied, no desk ever tells what its lease does not cover. */
const uncovered = ({ bank }: Ended, { writeOffs, hubRestores, clones }: Rules): readonly Broken[] =>
  writeOffs || hubRestores || clones || bank.flagged() === 0 ? [] : [{ rule: 'I15', what: `${bank.flagged()} spends no lease covered` }];

/** Each decision that was told is counted once, if not lost with a disk; and the account says so much was spent. */
const counted = ({ till, bank }: Ended): readonly Broken[] => {
  const times = new Map<string, number>();
  for (const { type, data } of bank.branch().events)
    if (type === 'budget-spent') times.set(data.decision, (times.get(data.decision) ?? 0) + 1);
  return till.all().flatMap(({ decision }) => {
    const count = times.get(decision) ?? 0;
    if (count === 1 || (count === 0 && till.isForgotten(decision))) return [];
    return [{ rule: count === 0 ? 'I1' : 'I2', what: `decision ${decision} is counted ${count} times` }];
  });
};
