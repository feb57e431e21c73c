// Knows who plays in each principal's first day, and which of its pack's codes the stories use.

export type Cast = {
  readonly agent: string;
  readonly colleague: string;
  readonly specialist: string;
  readonly lead: string;
  readonly identity: string;
};

export type Trade = Cast & {
  readonly queues: readonly [string, string];
  readonly money: string;
  readonly fault: string;
  readonly other: string;
  readonly up: string;
  readonly aside: string;
  readonly remedy: string;
  readonly repair: string;
  /** Goodwill in minor units: within the agent's own authority, and above it. */
  readonly goodwill: readonly [number, number];
  /** Granted above one's authority because nobody could be reached. */
  readonly emergency: number;
  /** Somebody of the top who is away for some days, and who decides for him. */
  readonly away: readonly [person: string, deputy: string];
  readonly own?: Record<string, string>;
};

export const TRADES: Readonly<Record<string, Trade>> = {
  nordlicht: {
    agent: 'lena',
    colleague: 'tim',
    specialist: 'ayse',
    lead: 'murat',
    identity: 'password',
    queues: ['abrechnung', 'stoerung'],
    money: 'billing',
    fault: 'fault',
    other: 'contract',
    up: 'authority-exceeded',
    aside: 'technical-depth',
    remedy: 'credit',
    repair: 'fix',
    goodwill: [1_000, 4_500],
    emergency: 4_000,
    away: ['ruediger', 'helga'],
  },
  seeblick: {
    agent: 'sofia',
    colleague: 'levin',
    specialist: 'ivana',
    lead: 'beatrix',
    identity: 'booking-code',
    queues: ['reservierung', 'gaestebetreuung'],
    money: 'bill',
    fault: 'stay',
    other: 'cancellation',
    up: 'authority-exceeded',
    aside: 'room-defect',
    remedy: 'voucher',
    repair: 'other-room',
    goodwill: [2_000, 5_000],
    emergency: 9_000,
    away: ['clara', 'maximilian'],
    own: { house: 'Seeblick Bregenz, 214' },
  },
};
