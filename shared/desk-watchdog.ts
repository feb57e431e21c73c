// Watches open requests: what nobody answers in time moves on by itself, and what nobody answers at all ends, with the asker told.
import type { Clock, Ms } from './kernel/time.ts';
import type { ApprovalState } from './case/state.ts';
import type { DeskStore } from './store/desk-store.ts';
import type { Schedule } from './sync/inside.ts';
import { listKey } from './views/lists.ts';
import type { DeskEngine, Order } from './desk-parts.ts';

export type WatchdogParts = {
  readonly engine: Pick<DeskEngine, 'lanes' | 'policy' | 'submit' | 'kick'>;
  readonly store: Pick<DeskStore, 'places' | 'currentState' | 'confirmedState' | 'outcome' | 'refused' | 'dismiss' | 'transact'>;
  readonly clock: Clock;
  readonly schedule: Schedule;
  /** Ids of who is there. */
  readonly present: (lane: string) => readonly string[];
};

export interface Watchdog {
  /** What keeps requests of this principal from moving, null when nothing does. */
  trouble(lane: string): string | null;
  stop(): void;
}

/** Between two looks, where nothing falls due before. */
const EVERY: Ms = 5_000;
/** Requests moved in one look; more of them wait for the next. */
const AT_ONCE = 100;

/** Begins the trouble of a lane whose requests cannot be moved on; the refusal's code follows. */
export const WATCHDOG_STUCK = 'watchdog-stuck';
/** The pack's roster has nobody with the role `watchdog`. */
export const NO_WATCHDOG = 'no-watchdog';

/** Somebody answered, moved or corrected the request in the same moment: nothing is wrong, the next look sees what holds now. */
const QUICKER: ReadonlySet<string> = new Set(['approval-over', 'step-over', 'not-due', 'not-expired']);

/**
 * Looks at once, then every few seconds and exactly when the next request falls due. Ids of its commands follow from request and step, so
 * nothing is done twice: not after a restart, and not by a second desk of the same principal.
 */
export const createWatchdog = (parts: WatchdogParts): Watchdog => {
  const { engine, clock, schedule } = parts;
  const troubles = new Map<string, string>();
  let cancel = (): void => undefined;
  let stopped = false;

  const look = (): void => {
    if (stopped) return;
    const dues = engine.lanes().map((lane) => {
      const { next, trouble } = tried(() => watch(parts, lane));
      if (trouble === null) troubles.delete(lane);
      else troubles.set(lane, trouble);
      return next;
    });
    const wait = Math.min(EVERY, ...dues.map((due) => due - clock()));
    cancel = schedule(Math.max(1, wait), look);
  };
  look();

  return {
    trouble: (lane) => troubles.get(lane) ?? null,
    stop: () => {
      stopped = true;
      cancel();
    },
  };
};

/** `next`: when the next request falls due, far away where none does. */
type Looked = { readonly next: Ms; readonly trouble: string | null };

/** A store that cannot be read must not end the watch: it is said, and tried again. */
const tried = (work: () => Looked): Looked => {
  try {
    return work();
  } catch (error) {
    return { next: Infinity, trouble: `${WATCHDOG_STUCK}: ${error instanceof Error ? error.message : String(error)}` };
  }
};

const watch = (parts: WatchdogParts, lane: string): Looked => {
  const { engine, store, clock, present } = parts;
  const places = store.places(lane, listKey.watched, AT_ONCE);
  const now = clock();
  const next = places.find(({ due }) => due > now)?.due ?? Infinity;
  const overdue = places.filter(({ due }) => due <= now);
  const person = engine.policy(lane)?.pack.roster.find(({ role }) => role === 'watchdog');
  if (person !== undefined) letGo(parts, lane, person.id);
  if (overdue.length === 0) return { next, trouble: null };
  if (person === undefined) return { next, trouble: NO_WATCHDOG };
  const orders = overdue.flatMap(({ caseId }) => {
    const state = store.currentState(caseId) ?? store.confirmedState(caseId);
    return (state?.approvals ?? []).flatMap((approval) => {
      const act = actOn(approval, now, () => present(lane));
      return act === null ? [] : [{ ...act, lane, caseId, actor: person.id, body: null }];
    });
  });
  const refused = orders.flatMap((order) => refusalOf(parts, order) ?? []).filter((code) => !QUICKER.has(code));
  if (orders.length > 0) engine.kick(lane);
  return { next, trouble: refused[0] === undefined ? null : `${WATCHDOG_STUCK}: ${refused[0]}` };
};

/** What the ledger refused because somebody at another desk was quicker: nobody signs in as the watchdog to let go of it. */
const letGo = ({ store, clock }: WatchdogParts, lane: string, person: string): void => {
  const late = store.refused(lane, person).filter(({ refusal }) => QUICKER.has(refusal.code));
  if (late.length === 0) return;
  store.transact(() => late.forEach(({ outgoing, refusal }) => store.dismiss(outgoing.command.id, clock(), refusal.code)));
};

type Act = Pick<Order, 'type' | 'data'> & { readonly command: string; readonly dueAt: Ms };

/** What is due with one request now; null where it is answered, or there is time left. */
const actOn = ({ approval, outcome, decideBy, expiresAt, steps }: ApprovalState, now: Ms, present: () => readonly string[]): Act | null => {
  if (outcome !== 'open') return null;
  if (now >= expiresAt) return { type: 'expire-approval', data: { approval }, command: `expire:${approval}`, dueAt: expiresAt };
  if (now < decideBy) return null;
  const step = steps + 1;
  return { type: 'pass-approval', data: { approval, step, present: present() }, command: `pass:${approval}:${step}`, dueAt: decideBy };
};

/**
 * Sends one act; the code of its refusal, or null. Where the ledger has refused this very command before, because a correction had just
 * moved the time, the time that holds now makes it another one.
 */
const refusalOf = ({ engine, store }: WatchdogParts, { dueAt, command, ...order }: Act & Omit<Order, 'command'>): string | null => {
  const before = store.outcome(command);
  if (before?.verdict !== 'refused') return codeOf(engine.submit({ ...order, command }));
  const again = `${command}:${dueAt}`;
  const twice = store.outcome(again);
  return twice?.verdict === 'refused' ? (twice.refusal?.code ?? 'refused') : codeOf(engine.submit({ ...order, command: again }));
};

const codeOf = (answer: ReturnType<DeskEngine['submit']>): string | null => (answer.ok ? null : answer.refusal.code);
