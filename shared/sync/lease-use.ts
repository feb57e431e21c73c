// Measures what a workstation spends of a budget in a day, from its own spends in the account, so that it asks for what it needs.
import { DAY } from '../kernel/time.ts';
import type { Confirmed } from '../case/events.ts';
import type { Inside } from './inside.ts';

/** The newest day counts so much, all days before it the rest. */
const NEWEST = 0.3;

type Book = { readonly version: number; readonly own: ReadonlySet<string>; readonly days: ReadonlyMap<number, number> };
const EMPTY: Book = { version: 0, own: new Set(), days: new Map() };

export interface LeaseUse {
  /** Minor units a day; 0 where nothing was spent here yet. */
  perDay(accounts: readonly string[]): number;
}

const dayOf = (at: number): number => Math.floor(at / DAY);

const read = (book: Book, events: readonly Confirmed[], device: string): Book => {
  const own = new Set(book.own);
  const days = new Map(book.days);
  for (const { event } of events) {
    if (event.type === 'lease-granted' && event.data.device === device) own.add(event.data.lease);
    if (event.type !== 'budget-spent' || event.data.lease === null || !own.has(event.data.lease)) continue;
    days.set(dayOf(event.at), (days.get(dayOf(event.at)) ?? 0) + event.data.amount);
  }
  return { version: events.at(-1)?.version ?? book.version, own, days };
};

/** Reads each event of an account once; what was spent under older incarnations of this workstation counts, too. */
export const createLeaseUse = ({ store, device, clock }: Pick<Inside, 'store' | 'device' | 'clock'>): LeaseUse => {
  const books = new Map<string, Book>();
  const bookOf = (account: string): Book => {
    const known = books.get(account) ?? EMPTY;
    const version = store.confirmedState(account)?.version ?? 0;
    if (version === known.version) return known;
    // A log that was cut back is read anew.
    const from = version < known.version ? EMPTY : known;
    const book = read(from, store.eventsOf(account, from.version), device);
    books.set(account, book);
    return book;
  };
  return {
    perDay: (accounts) => {
      const sums = new Map<number, number>();
      for (const account of accounts) for (const [day, sum] of bookOf(account).days) sums.set(day, (sums.get(day) ?? 0) + sum);
      const today = dayOf(clock());
      const first = Math.min(...sums.keys());
      if (!Number.isFinite(first)) return 0;
      let mean = sums.get(first) ?? 0;
      for (let day = Math.max(first + 1, today - 60); day < today; day += 1) mean = NEWEST * (sums.get(day) ?? 0) + (1 - NEWEST) * mean;
      // A day that runs says only that it is at least so much.
      return Math.ceil(Math.max(mean, sums.get(today) ?? 0));
    },
  };
};
