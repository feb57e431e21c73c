// Watches what waits for somebody: requests nobody answers, handovers nobody accepts and cases nobody solves move on by themselves.
import type { Clock, Ms } from './kernel/time.ts';
import { nextFlag } from './case/moves-on.ts';
import type { ApprovalState, CaseState, Flight } from './case/state.ts';
import type { Policy } from './policy/policy.ts';
import type { DeskStore, Outcome } from './store/desk-store.ts';
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
  /** What keeps requests, handovers and cases of this principal from moving on, null when nothing does. */
  trouble(lane: string): string | null;
  stop(): void;
}

/** Between two looks, where nothing falls due before. */
const EVERY: Ms = 5_000;
/** Cases looked at in one look; more of them wait for the next. */
const AT_ONCE = 100;

/** Between two tries of an act whose names are used up; each further one waits twice as long. */
const [FIRST_WAIT, LONGEST_WAIT]: readonly [Ms, Ms] = [60_000, 15 * 60_000];
/** Tries remembered; one forgotten is tried a little sooner. */
const REMEMBERED = 1_000;

type Tried = { readonly at: Ms; readonly wait: Ms };
type Watching = WatchdogParts & { readonly tries: Map<string, Tried> };

/** Begins the trouble of a lane where something cannot be moved on; the refusal's code follows. */
export const WATCHDOG_STUCK = 'watchdog-stuck';
/** The pack's roster has nobody with the role `watchdog`. */
export const NO_WATCHDOG = 'no-watchdog';

/** Somebody answered, accepted, moved or solved it in the same moment: nothing is wrong, the next look sees what holds now. */
const QUICKER: ReadonlySet<string> = new Set([
  'approval-over',
  'step-over',
  'not-due',
  'not-expired',
  'handover-over',
  'handover-step-over',
  'handover-not-due',
  'already-flagged',
  'not-overdue',
  'not-open',
  'in-flight',
]);

/**
 * Looks at once, then every few seconds and exactly when the next request falls due. Ids of its commands follow from request (or handover, or
 * case) and step, so nothing is done twice: not after a restart, and not by a second desk of the same principal.
 */
export const createWatchdog = (parts: WatchdogParts): Watchdog => {
  const { engine, clock, schedule } = parts;
  const watching: Watching = { ...parts, tries: new Map() };
  const troubles = new Map<string, string>();
  const stuck = new Map<string, Set<string>>();
  let cancel = (): void => undefined;
  let stopped = false;

  const look = (): void => {
    if (stopped) return;
    const dues = engine.lanes().map((lane) => {
      const held = stuck.get(lane) ?? new Set<string>();
      stuck.set(lane, held);
      const { next, trouble } = tried(() => watch(watching, lane, held));
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

/** `next`: when something falls due next, far away where nothing does. */
type Looked = { readonly next: Ms; readonly trouble: string | null };

/** A store that cannot be read must not end the watch: it is said, and tried again. */
const tried = (work: () => Looked): Looked => {
  try {
    return work();
  } catch (error) {
    return { next: Infinity, trouble: `${WATCHDOG_STUCK}: ${error instanceof Error ? error.message : String(error)}` };
  }
};

/** `held`: cases that are due and did not move when they were looked at; they stand behind all others, so that nobody waits for them. */
const watch = (parts: Watching, lane: string, held: Set<string>): Looked => {
  const { engine, store, clock } = parts;
  const places = store.places(lane, listKey.watched, AT_ONCE + held.size);
  const now = clock();
  const next = places.find(({ due }) => due > now)?.due ?? Infinity;
  const overdue = places.filter(({ due }) => due <= now).map(({ caseId }) => caseId);
  for (const caseId of held) if (!overdue.includes(caseId)) held.delete(caseId);
  const policy = engine.policy(lane);
  const person = policy?.pack.roster.find(({ role }) => role === 'watchdog');
  if (person !== undefined) letGo(parts, lane, person.id);
  if (overdue.length === 0) return { next, trouble: null };
  if (policy === null || person === undefined) return { next, trouble: NO_WATCHDOG };
  const turns = [...overdue.filter((caseId) => !held.has(caseId)), ...held].slice(0, AT_ONCE);
  const troubles = turns.flatMap((caseId) => {
    const { refused, acted } = moveOn(parts, { policy, lane, actor: person.id, caseId });
    held.delete(caseId);
    if (!acted || refused.length > 0) held.add(caseId);
    return refused.filter((code) => !QUICKER.has(code));
  });
  engine.kick(lane);
  return { next, trouble: troubles[0] === undefined ? null : `${WATCHDOG_STUCK}: ${troubles[0]}` };
};

type Turn = { readonly policy: Policy; readonly lane: string; readonly actor: string; readonly caseId: string };

/** Does everything that is due with one case. What is broken about it keeps no other case waiting: it is said, and tried again. */
const moveOn = (parts: Watching, { policy, caseId, ...order }: Turn): { readonly refused: readonly string[]; readonly acted: boolean } => {
  const { store, clock, present } = parts;
  try {
    const state = store.currentState(caseId) ?? store.confirmedState(caseId);
    const acts = state === null ? [] : actsOn(state, policy, clock(), () => present(order.lane));
    return { refused: acts.flatMap((act) => refusalOf(parts, { ...act, ...order, caseId, body: null }) ?? []), acted: acts.length > 0 };
  } catch (error) {
    return { refused: [error instanceof Error ? error.message : String(error)], acted: false };
  }
};

/** What the ledger refused because somebody at another desk was quicker: nobody signs in as the watchdog to let go of it. */
const letGo = ({ store, clock }: WatchdogParts, lane: string, person: string): void => {
  const late = store.refused(lane, person).filter(({ refusal }) => QUICKER.has(refusal.code));
  if (late.length === 0) return;
  store.transact(() => late.forEach(({ outgoing, refusal }) => store.dismiss(outgoing.command.id, clock(), refusal.code)));
};

type Act = Pick<Order, 'type' | 'data'> & { readonly command: string; readonly dueAt: Ms };

/** Everything that is due with one case now. */
const actsOn = (state: CaseState, policy: Policy, now: Ms, present: () => readonly string[]): readonly Act[] => [
  ...state.approvals.flatMap((approval) => onRequest(approval, now, present)),
  ...(state.flight === null ? [] : onFlight(state.flight, now)),
  ...onUnsolved(state, policy, now),
];

/** Of one request; none where it is answered, or there is time left. */
const onRequest = (
  { approval, outcome, decideBy, expiresAt, steps }: ApprovalState,
  now: Ms,
  present: () => readonly string[],
): readonly Act[] => {
  if (outcome !== 'open') return [];
  if (now >= expiresAt) return [{ type: 'expire-approval', data: { approval }, command: `expire:${approval}`, dueAt: expiresAt }];
  if (now < decideBy) return [];
  const step = steps + 1;
  return [{ type: 'pass-approval', data: { approval, step, present: present() }, command: `pass:${approval}:${step}`, dueAt: decideBy }];
};

/** Of a handover nobody has accepted: the next one is asked, or it comes back. */
const onFlight = ({ handover, acceptBy, step: done = 0 }: Flight, now: Ms): readonly Act[] => {
  const step = done + 1;
  if (now < acceptBy) return [];
  return [{ type: 'pass-handover', data: { handover, step }, command: `pass:${handover}:${step}`, dueAt: acceptBy }];
};

/** Of a case nobody has solved; a reopened one is counted anew. */
const onUnsolved = (state: CaseState, policy: Policy, now: Ms): readonly Act[] => {
  const flag = nextFlag(state, policy);
  if (flag === null || now < flag.due) return [];
  const command = `flag:${state.id}:${state.reopened}:${flag.step}`;
  return [{ type: 'flag-unresolved', data: { step: flag.step }, command, dueAt: flag.due }];
};

/**
 * Sends one act; the code of its refusal, or null. Where the ledger has not accepted this very command before, because a correction had just
 * moved the time, the time that holds now makes it another one. Where that one is used up as well, a desk whose clock is ahead came too
 * early under both names: then it goes under one that nobody can have used, and the step in it keeps it from being done twice.
 */
const refusalOf = (
  { engine, store, clock, tries }: Watching,
  { dueAt, command, ...order }: Act & Omit<Order, 'command'>,
): string | null => {
  const again = `${command}:${dueAt}`;
  for (const name of [command, again]) if (!isLost(store.outcome(name))) return codeOf(engine.submit({ ...order, command: name }));
  const now = clock();
  const last = tries.get(again);
  if (last !== undefined && Math.abs(now - last.at) < last.wait) return store.outcome(again)?.refusal?.code ?? null;
  if (tries.size >= REMEMBERED) tries.clear();
  tries.set(again, { at: now, wait: last === undefined ? FIRST_WAIT : Math.min(LONGEST_WAIT, 2 * last.wait) });
  return codeOf(engine.submit(order));
};

const isLost = (outcome: Outcome | null): boolean => outcome?.verdict === 'refused' || outcome?.verdict === 'quarantined';

const codeOf = (answer: ReturnType<DeskEngine['submit']>): string | null => (answer.ok ? null : answer.refusal.code);
