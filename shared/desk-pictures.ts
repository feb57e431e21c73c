// Looks up what one customer was granted, and which customers were granted so often that a lead should see it in one picture.
import type { CaseState } from './case/state.ts';
import { customerKey } from './policy/authority-types.ts';
import { longestWindow, windowStart } from './policy/windows.ts';
import { pictureOf, repeatedCustomers } from './views/pictures.ts';
import type { Picture } from './views/shapes.ts';
import type { DeskInside } from './desk-parts.ts';
import { stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

/** Newest decisions looked at for the lead's pictures, and at most so many of one customer. */
const LOOKED_AT = 2_000;
const OF_ONE = 200;

/** What the customer of this case was granted before; null when nothing. */
export const pictureFor = (inside: DeskInside, seat: Seat, state: CaseState): Picture | null =>
  pictureOfCustomer(inside, seat, customerKey(state.customer, state.id));

const pictureOfCustomer = ({ store, clock }: DeskInside, seat: Seat, customer: string): Picture | null => {
  const { lane, policy } = seat;
  const now = clock();
  const since = windowStart(now, longestWindow(policy), policy.pack.principal.zone);
  const grants = store.grantsOfCustomer(lane, customer, since, OF_ONE);
  const numberOf = (caseId: string): string | null => stateFor(store, seat, caseId)?.number ?? null;
  const name = store.customer(lane, customer)?.name ?? (grants[0] === undefined ? null : numberOf(grants[0].caseId)) ?? customer;
  return pictureOf({ policy, customer, name, grants, now, numberOf });
};

/**
 * For whoever leads or manages: customers with many decisions of tiers 1 and 2, the closest to a cap first. A lead sees those in
 * which one of his teams decided, tier 4 all.
 */
export const picturesFor = (inside: DeskInside, seat: Seat, limit: number): readonly Picture[] => {
  const { person, policy, lane } = seat;
  if (person.tier !== 3 && person.tier !== 4) return [];
  const now = inside.clock();
  const since = windowStart(now, policy.pack.authority.splitting.window, policy.pack.principal.zone);
  const newest = inside.store.grantsSince(lane, since, LOOKED_AT).filter(({ at }) => at <= now);
  const concerns = ({ team }: { readonly team: string | null }): boolean =>
    person.tier === 4 || (team !== null && person.teams.includes(team));
  return repeatedCustomers(policy, newest, concerns)
    .flatMap((customer) => pictureOfCustomer(inside, seat, customer) ?? [])
    .toSorted((a, b) => (b.closest?.share ?? 0) - (a.closest?.share ?? 0) || b.count - a.count)
    .slice(0, limit);
};
