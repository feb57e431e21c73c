// Knows who plays in each principal's first day, and which of its pack's codes the stories use.
import type { Form } from '../shared/handover/form.ts';

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
  /** Away since a quarter of an hour: what was sent to this person moves on to the deputy. */
  readonly awayToo: readonly [person: string, deputy: string, by: string] | null;
  /** The team that is asked, and the one in which agent and colleague both work. */
  readonly experts: string;
  readonly shared: string;
  /** Who sends a case that nobody takes, and to whom by name; null: the matrix leads. */
  readonly unanswered: { readonly by: string; readonly to: { readonly team: string; readonly person: string } | null };
  /** Who speaks for an outage, and who holds the cases of two customers it affects. */
  readonly head: string;
  readonly affected: string;
  /** The reason that leads to the principal, and who answers there. */
  readonly beyond: string;
  readonly contact: string;
  /** Fields of the pack's own: in every form, and in those about a fault. */
  readonly own?: NonNullable<Form['own']>;
  readonly ownOfFault?: NonNullable<Form['own']>;
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
    awayToo: ['piotr', 'ayse', 'carla'],
    experts: 'technik',
    shared: 'abrechnung',
    unanswered: { by: 'carla', to: { team: 'technik', person: 'piotr' } },
    head: 'carla',
    affected: 'jonas',
    beyond: 'principal-decision',
    contact: 'nt-betrieb',
    ownOfFault: { faultTicket: 'S-204711' },
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
    awayToo: null,
    experts: 'haus',
    shared: 'gaestebetreuung',
    unanswered: { by: 'levin', to: null },
    head: 'beatrix',
    affected: 'levin',
    beyond: 'owner-decision',
    contact: 'sh-zentrale',
    own: { house: 'Seeblick Bregenz, 214' },
  },
};
