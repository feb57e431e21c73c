// Knows the shared budgets the tour shows: shares in use, asked back, stopped and given up, here and at other workstations.
import type { BudgetRowView, LeaseRow, Stopped } from '../../shared/views/budget-shapes.ts';
import type { HubSetting } from './hub-setting.ts';
import { MOMENT } from './tour-hub.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
export const HOLDS = { share: 50, until: MOMENT + 18 * HOUR, next: null };
export const BILLING = { de: 'Abrechnung', en: 'Billing' };

const lease = (number: number, part: Partial<LeaseRow>): LeaseRow => ({
  lease: `lease-${number}`,
  device: `device-${number}c4f2a`,
  mine: false,
  people: [],
  granted: 20_000,
  used: 12_500,
  left: 7_500,
  since: MOMENT - 3 * DAY,
  standing: 'open',
  recalled: false,
  lastAt: MOMENT - HOUR,
  name: null,
  seenAt: null,
  revoked: false,
  signedIn: [],
  can: { recall: null, freeze: null, writeOff: null },
  ...part,
});

const REVOKED: Stopped = { cause: 'revoked', by: null, at: MOMENT - 2 * DAY, words: null };
const BY_HAND: Stopped = { ...REVOKED, cause: 'by-hand', by: 'helga', words: 'Notebook wird gesucht' };

const silent = (name: string, person: string, days: number): Pick<LeaseRow, 'name' | 'seenAt' | 'signedIn'> => ({
  name,
  seenAt: MOMENT - days * DAY,
  signedIn: [{ person, at: MOMENT - days * DAY - 6 * HOUR }],
});

const budget = (part: Partial<BudgetRowView>): BudgetRowView => ({
  account: 'budget-team',
  scope: 'team',
  owner: 'abrechnung',
  name: BILLING,
  ledgers: ['goodwill'],
  month: '2026-11',
  limit: 200_000,
  spent: 98_500,
  leased: 41_000,
  free: 60_500,
  exceeded: 0,
  writtenOff: 0,
  burnt: 49.3,
  warnAt: [80],
  doubted: false,
  here: {
    meaning: 'low',
    lease: 'lease-1',
    granted: 20_000,
    used: 16_250,
    left: 3_750,
    since: MOMENT - 3 * DAY,
    standing: 'open',
    recalled: true,
  },
  leases: [
    lease(1, { mine: true, people: ['murat'], name: 'Büro Lübeck, Platz 3', seenAt: MOMENT - 20_000 }),
    lease(2, { people: ['lena', 'tim'], recalled: true, ...silent('Außenstelle Husum, Platz 1 (Fenster)', 'lena', 4) }),
    lease(3, {
      people: ['jonas'],
      standing: 'frozen',
      stopped: REVOKED,
      revoked: true,
      ...silent('Notebook Technik 4', 'jonas', 5),
    }),
    lease(4, { standing: 'written-off', left: 0, lastAt: MOMENT - 12 * DAY }),
  ],
  canRelease: null,
  ...part,
});

export const BUDGETS: NonNullable<HubSetting['budgets']> = {
  currency: 'EUR',
  leases: true,
  lastHeard: MOMENT - 6 * HOUR,
  away: true,
  holds: HOLDS,
  unrecorded: false,
  budgets: [
    budget({}),
    budget({
      account: 'budget-principal',
      scope: 'principal',
      name: { de: 'Nordlicht Telekom', en: 'Nordlicht Telekom' },
      exceeded: 4_000,
      writtenOff: 7_500,
      burnt: 92,
      doubted: true,
      leases: [lease(1, { mine: true, people: ['murat'], standing: 'frozen', stopped: BY_HAND })],
      here: { ...budget({}).here, meaning: 'stopped', standing: 'frozen', stopped: BY_HAND, left: 0 },
    }),
  ],
};
