// Names the rules by which money was ever lent to workstations, those that lose it and those that ship, as switches of one small world.

/** Leases live so many ticks where a variant ends them by time. */
export const TTL = 60;

export type Rules = {
  /** The hub takes a lease back so many ticks after it ran out; null = never. */
  readonly reclaimAfter: number | null;
  /** So many ticks before its end a desk stops spending from it. */
  readonly stopEarly: number;
  readonly clocksJump: boolean;
  /** The decision is stored before the spending that pays it, and the desk may die in between. */
  readonly tornPairs: boolean;
  /** A return comes beside the journal, and the hub believes it. */
  readonly earlyReturns: boolean;
  readonly writeOffs: boolean;
  /** Databases of desks are put back from backups. */
  readonly restores: boolean;
  /** What a desk keeps outside its database: nothing, how many decisions it ever paid, or where its journal last spoke of leases. */
  readonly record: 'none' | 'spends' | 'steps';
  /** What is returned or proved counts for the incarnation that held the lease, and for no other. */
  readonly bound: boolean;
  readonly clones: boolean;
  /** The hub compares the chains of journals. */
  readonly forks: boolean;
  /** The hub's database is put back from a backup. */
  readonly hubRestores: boolean;
  /** A month ends on the way. */
  readonly months: boolean;
  /** A desk that has still to tell a hub set back what it forgot spends from no lease meanwhile. */
  readonly tellsFirst: boolean;
};

/** The core of sync.md §2.14, with lost workstations, bad lines and wrong clocks, and nothing put back or copied. */
const CORE: Rules = {
  reclaimAfter: null,
  stopEarly: 0,
  clocksJump: true,
  tornPairs: false,
  earlyReturns: false,
  writeOffs: false,
  restores: false,
  record: 'steps',
  bound: true,
  clones: false,
  forks: true,
  hubRestores: false,
  months: false,
  tellsFirst: true,
};

/** As sync.md §2.14 names them; `shipped` is F, G and I3 together with a hub that is set back and months that end. */
export const VARIANTS = {
  shipped: { ...CORE, writeOffs: true, restores: true, hubRestores: true, months: true },
  A: { ...CORE, reclaimAfter: 0 },
  B: { ...CORE, reclaimAfter: 0, stopEarly: 25 },
  B2: { ...CORE, reclaimAfter: 0, stopEarly: 25, clocksJump: false },
  C: { ...CORE, reclaimAfter: 40 },
  D: { ...CORE, tornPairs: true },
  E: { ...CORE, earlyReturns: true },
  F: CORE,
  G: { ...CORE, writeOffs: true },
  H: { ...CORE, restores: true, record: 'none' },
  I: { ...CORE, restores: true, record: 'spends' },
  I2: { ...CORE, restores: true, bound: false },
  I3: { ...CORE, restores: true },
  J: { ...CORE, clones: true, forks: false },
  K: { ...CORE, clones: true },
  /** A desk that spends from what it has while it still owes a hub that was set back what that forgot. */
  L: { ...CORE, hubRestores: true, tellsFirst: false },
} as const satisfies Readonly<Record<string, Rules>>;

export type Variant = keyof typeof VARIANTS;
