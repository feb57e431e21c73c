// Keeps the calls a telephone system announces until somebody of the right principal takes one; tells windows, opens nothing itself.
import { readCaseNumber } from './kernel/case-number.ts';
import { ok, refuse, type Refusal, type Result } from './kernel/result.ts';
import { MINUTE, type Clock, type Ms } from './kernel/time.ts';
import { customerKeys } from './store/customer-keys.ts';
import { isSameCall, principalOf, type Principal } from './views/pop.ts';
import type { Pop, PopRow } from './views/pop-shapes.ts';
import type { Customer } from './views/shapes.ts';
import { marked } from './desk-exact.ts';
import type { DeskInside, Handlers } from './desk-parts.ts';
import { stateFor } from './desk-reading.ts';
import type { Seat } from './desk-session.ts';

/** A call nobody took by then has been answered elsewhere. */
const WAITS: Ms = 5 * MINUTE;
/** More than these nobody reads; the oldest gives way. */
const KEPT = 5;
/** Ten at once, then one every three seconds: more no telephone rings, whatever a web page sends. */
const BURST = 10;
const REFILL: Ms = 3_000;
const CUSTOMERS_SHOWN = 5;
const OPEN_SHOWN = 20;

type Held = {
  readonly id: string;
  readonly at: Ms;
  readonly principal: Principal | null;
  readonly pop: Pop;
  readonly fault: Refusal | null;
};

/** The calls that wait at this desk; in memory alone, for a call is over long before a start. */
export type PopBoard = {
  /** Refusals: `pop-too-many` (asked again in a moment), `pop-principal` {principal, known} (not kept at this desk). */
  readonly announce: (pop: Pop) => Result<{ readonly id: string }, Refusal<'pop-too-many' | 'pop-principal'>>;
  /** A link that could not be read: somebody set a telephone system up wrongly, and has to hear of it. */
  readonly announceFault: (fault: Refusal) => void;
  readonly waiting: () => readonly Held[];
  readonly take: (id: string) => void;
};

/** How many pressing alerts somebody has, by the window that says so; the host adds them up, and the desk keeps none of it. */
export type Badges = {
  readonly say: (session: string, person: string, count: number) => void;
  readonly follow: (listener: (session: string, person: string, count: number) => void) => void;
};

export const createBadges = (): Badges => {
  const listeners = new Set<Parameters<Badges['follow']>[0]>();
  return {
    say: (session, person, count) => listeners.forEach((listener) => listener(session, person, count)),
    follow: (listener) => void listeners.add(listener),
  };
};

const NOTHING: Pop = { caller: null, customer: null, principal: null, case: null, call: null };

type Parts = Pick<DeskInside, 'clock' | 'newId' | 'engine' | 'tell'>;

const bucket = (clock: Clock): (() => boolean) => {
  let [left, at] = [BURST, clock()];
  return () => {
    const now = clock();
    left = Math.min(BURST, left + Math.max(0, now - at) / REFILL);
    at = now;
    if (left < 1) return false;
    left -= 1;
    return true;
  };
};

export const createPops = ({ clock, newId, engine, tell }: Parts): PopBoard => {
  let held: readonly Held[] = [];
  const mayCome = bucket(clock);
  const waiting = (): readonly Held[] => (held = held.filter(({ at }) => clock() - at < WAITS));
  const put = (next: Omit<Held, 'id' | 'at'>): Held => {
    const same = waiting().find(({ pop, fault }) => fault === null && next.fault === null && isSameCall(pop, next.pop));
    const row = { ...next, id: same?.id ?? newId(), at: same?.at ?? clock() };
    // Of links nobody can read one is enough.
    const others = held.filter(({ id, fault }) => id !== row.id && (fault === null || next.fault === null));
    held = [row, ...others].slice(0, KEPT);
    tell({ type: 'pop' });
    return row;
  };
  return {
    announce: (pop) => {
      if (!mayCome()) return refuse('pop-too-many', {});
      const principals = engine.lanes().flatMap((lane) => {
        const pack = engine.policy(lane)?.pack;
        return pack === undefined ? [] : [{ id: lane, name: pack.principal.name, prefix: pack.principal.prefix }];
      });
      const principal = principalOf(pop, principals);
      if (principal === 'unknown')
        return refuse('pop-principal', { principal: pop.principal ?? '', known: principals.map(({ id }) => id).join(', ') });
      return ok({ id: put({ principal, pop, fault: null }).id });
    },
    announceFault: (fault) => {
      if (mayCome()) put({ principal: null, pop: NOTHING, fault });
    },
    waiting,
    take: (id) => {
      held = held.filter((row) => row.id !== id);
      tell({ type: 'pop' });
    },
  };
};

/** Exactly this number, not one that only begins like it; "4940…" without a plus is what many telephone systems write. */
const callerIs = (customer: Customer, caller: string): boolean => {
  const keys = new Set(customerKeys({ ...customer, id: '', name: '', contracts: [] }));
  return spellings(caller).some((number) =>
    customerKeys({ ...customer, id: '', name: '', contracts: [], numbers: [number] }).some((key) => key.length > 5 && keys.has(key)),
  );
};
const spellings = (caller: string): readonly string[] => (/^[1-9]\d{9,}$/.test(caller) ? [caller, `+${caller}`] : [caller]);

const customersOf = ({ store }: DeskInside, lane: string, { customer, caller }: Pop): readonly Customer[] => {
  const named = customer === null ? null : store.customer(lane, customer);
  if (named !== null) return [named];
  if (caller === null) return [];
  const found = spellings(caller).flatMap((number) => store.findCustomers(lane, number, 50));
  const byId = new Map(found.map((row) => [row.id, row]));
  return [...byId.values()].filter((row) => callerIs(row, caller)).slice(0, CUSTOMERS_SHOWN);
};

const caseOf = ({ store }: DeskInside, seat: Seat, pop: Pop): PopRow['case'] => {
  if (pop.case === null) return null;
  const number = readCaseNumber(seat.policy.pack.principal.prefix, pop.case);
  const caseId = store.caseByNumber(seat.lane, number.ok ? number.value : pop.case);
  const state = caseId === null ? null : stateFor(store, seat, caseId);
  return state === null || caseId === null ? null : { caseId, number: state.number, title: store.row(caseId)?.title ?? '' };
};

export const popCalls = (
  inside: DeskInside,
  pops: PopBoard,
  badges: Badges,
): Pick<Handlers, 'pops.waiting' | 'pops.outside' | 'pops.take' | 'pops.drop' | 'host.badge'> => {
  const { store, sessions } = inside;
  const shownTo = (seat: Seat, { id, at, principal, pop, fault }: Held): PopRow => {
    const mine = principal === null || principal.id === seat.lane;
    const whose = principal === null ? null : { id: principal.id, name: principal.name };
    const takers = principal === null ? 0 : sessions.signedIn(principal.id).length;
    const frame = { id, at, until: at + WAITS, principal: whose, mine, takers, fault };
    // Of another principal's call nothing crosses over but whose it is.
    if (!mine || fault !== null)
      return { ...frame, caller: null, call: null, case: null, customers: [], missing: { case: null, customer: null } };
    const found = caseOf(inside, seat, pop);
    const customers = customersOf(inside, seat.lane, pop);
    const missing = {
      case: found === null ? pop.case : null,
      customer: pop.customer !== null && customers.every((row) => row.id !== pop.customer) ? pop.customer : null,
    };
    const hits = customers.map((customer) => ({ customer, open: openOf(seat, customer.id) }));
    return { ...frame, caller: pop.caller, call: pop.call, case: found, customers: hits, missing };
  };
  const openOf = (seat: Seat, customer: string) =>
    marked(
      inside,
      seat.lane,
      store
        .casesOfCustomer(seat.lane, customer, OPEN_SHOWN)
        .filter(({ caseId, phase }) => phase !== 'closed' && stateFor(store, seat, caseId) !== null),
    );
  const takeable = (seat: Seat, id: string): Result<Held> => {
    const found = pops.waiting().find((row) => row.id === id);
    if (found === undefined) return refuse('pop-gone', {});
    const { principal } = found;
    if (principal !== null && principal.id !== seat.lane) return refuse('pop-not-yours', { name: principal.name });
    return ok(found);
  };
  return {
    'pops.waiting': (seat) => pops.waiting().map((row) => shownTo(seat, row)),
    'pops.outside': () =>
      pops
        .waiting()
        .filter(({ fault }) => fault === null)
        .map(({ id, principal }) => ({ id, principal: principal === null ? null : { id: principal.id, name: principal.name } })),
    'pops.take': (seat, { id }) => {
      const found = takeable(seat, id);
      if (!found.ok) return found;
      const row = shownTo(seat, found.value);
      pops.take(id);
      sessions.touch(seat.session);
      return ok(row);
    },
    'pops.drop': (seat, { id }) => {
      const found = takeable(seat, id);
      if (!found.ok) return found;
      pops.take(id);
      return ok({});
    },
    'host.badge': (seat, { count }) => {
      badges.say(seat.session, `${seat.lane}/${seat.person.id}`, count);
      return {};
    },
  };
};
