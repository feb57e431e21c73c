// Puts store, engine and clock behind the DeskApi contract; every answer is seen from the seat of the session that asked.
import { calls, type CallInput, type CallName, type CallOutput, type DeskApi, type DeskEvent } from './api.ts';
import { createSessions, type Seat, type Sessions } from './desk-session.ts';
import type { DeskInside, DeskParts, Handlers } from './desk-parts.ts';
import { peopleCalls } from './desk-people.ts';
import { presenceCalls } from './desk-presence.ts';
import { listCalls } from './desk-lists.ts';
import { leadCalls } from './desk-lead.ts';
import { caseCalls } from './desk-case.ts';
import { authorityCalls } from './desk-authority.ts';
import { absenceCalls } from './desk-absence.ts';
import { commandCalls } from './desk-command.ts';
import { handoverCalls } from './desk-handover.ts';
import { customerCalls } from './desk-customers.ts';
import { createBadges, createPops, popCalls, type Badges, type PopBoard } from './desk-pop.ts';
import { draftCalls } from './desk-drafts.ts';
import { guideCalls } from './desk-guide.ts';
import { refusedCalls } from './desk-refused.ts';
import { budgetCalls } from './desk-budget.ts';
import { hubCalls } from './desk-hub.ts';
import { boardCalls } from './desk-board.ts';
import { healthCalls } from './desk-health.ts';
import { qualityCalls } from './desk-quality.ts';
import { createRecent } from './desk-recent.ts';
import { troubleCalls } from './desk-trouble.ts';
import { syncCalls } from './desk-sync.ts';
import { createAlarm, type Alarm } from './desk-alarm.ts';
import { alertCalls } from './desk-alerts.ts';
import { cardCalls } from './desk-card.ts';
import { closedCalls } from './desk-closed.ts';
import { moveCalls } from './desk-moves.ts';
import { relationCalls } from './desk-relations.ts';
import { shiftCalls } from './desk-shift.ts';
import { besideCalls } from './desk-beside.ts';
import { telephoneCalls } from './desk-telephone.ts';
import { createWatchdog, type Watchdog } from './desk-watchdog.ts';
import { faultError } from './dispatch.ts';
import type { Schedule } from './sync/inside.ts';

/** The desk as a host holds it: the contract, and the sessions whose idle time the host watches. */
export type Desk = DeskApi & {
  readonly sessions: Sessions;
  /** Where the host puts the calls a telephone system announces. */
  readonly pops: PopBoard;
  readonly badges: Badges;
  /** Lets what nobody answers move on by itself from now on and wakes windows for alerts, and answers how to end that; only where people work at the desk. */
  readonly watch: (schedule: Schedule) => () => void;
};

/**
 * Calls that only a hand can cause; the others also follow from wake-ups and must not keep a session alive for ever.
 */
const BY_HAND: ReadonlySet<CallName> = new Set<CallName>([
  'command.send',
  'draft.save',
  'search',
  'customers.find',
  'authority.ask',
  'authority.standing',
  'budget.act',
  'refused.dismiss',
  'absence.set',
  'absence.end',
  'cases.relate',
  'cases.merge',
  'parts.tell',
  'parts.close',
  'shift.send',
  'shift.accept',
  'people.move',
  'telephone.challenge',
  'telephone.approve',
  'telephone.redeem',
  'beside.act',
]);

/** What a wall may ask: nothing of a customer, nothing that changes anything but itself. */
const ON_THE_WALL: ReadonlySet<CallName> = new Set<CallName>(['board.view', 'host.info', 'pack.view', 'session.me', 'session.sign-out']);

/**
 * The one implementation behind every wire. Input is trusted to be of the contract's shape: wires go through `dispatch`.
 * Throws the fault `not-signed-in` for an unknown session; anything else thrown is a bug.
 */
export const createDesk = (parts: DeskParts): Desk => {
  const listeners = new Set<(event: DeskEvent) => void>();
  const tell = (event: DeskEvent): void => listeners.forEach((listener) => listener(event));
  const sessions = createSessions({
    clock: parts.clock,
    newId: parts.newId,
    policyOf: parts.engine.policy,
    onSignedOut: (session) => tell({ type: 'signed-out', session }),
    onPresence: (lane) => {
      parts.presence?.changed(lane);
      stirred(lane);
    },
    elsewhere: (lane) => parts.presence?.elsewhere(lane).people ?? [],
  });
  /** Somebody came, went or does something else, here or elsewhere. */
  const stirred = (lane: string): void => {
    tell({ type: 'changed', lane, cases: [], topics: ['presence'] });
    alarm?.touch(lane);
  };
  parts.presence?.follow({ here: sessions.here, onChange: stirred });
  let alarm: Alarm | null = null;
  let watchdog: Watchdog | null = null;
  const inside: DeskInside = { ...parts, sessions, tell, watchTrouble: (lane) => watchdog?.trouble(lane) ?? null };
  const recent = createRecent(inside);
  const pops = createPops(inside);
  const badges = createBadges();
  const handlers: Handlers = {
    ...peopleCalls(inside),
    ...presenceCalls(inside),
    ...listCalls(inside),
    ...leadCalls(inside),
    ...healthCalls(inside),
    ...troubleCalls(inside),
    ...qualityCalls(inside, recent),
    ...boardCalls(inside, recent),
    ...caseCalls(inside),
    ...authorityCalls(inside),
    ...absenceCalls(inside),
    ...commandCalls(inside),
    ...handoverCalls(inside),
    ...customerCalls(inside),
    ...popCalls(inside, pops, badges),
    ...draftCalls(inside),
    ...guideCalls(),
    ...refusedCalls(inside),
    ...syncCalls(inside),
    ...hubCalls(inside),
    ...budgetCalls(inside),
    ...alertCalls(inside),
    ...relationCalls(inside),
    ...shiftCalls(inside),
    ...moveCalls(inside),
    ...cardCalls(inside),
    ...telephoneCalls(inside),
    ...besideCalls(inside),
    ...(parts.readOnly === true ? closedCalls : {}),
  };
  parts.engine.subscribe(tell);

  return {
    sessions,
    pops,
    badges,
    watch: (schedule) => {
      watchdog?.stop();
      alarm?.stop();
      const present = (lane: string): readonly string[] => sessions.present(lane).map(({ person }) => person.id);
      const started = createWatchdog({ ...parts, schedule, present });
      watchdog = started;
      const ringing = createAlarm(inside, schedule);
      alarm = ringing;
      return () => {
        started.stop();
        ringing.stop();
        if (watchdog === started) watchdog = null;
        if (alarm === ringing) alarm = null;
      };
    },
    call: async (name, session, input) => {
      if (!calls[name].session) return await handle(handlers, name, null, input);
      const seat = sessions.seat(session);
      if (seat.wall === true && !ON_THE_WALL.has(name))
        throw faultError({ fault: 'not-signed-in', where: name, message: 'a wall may only look' });
      if (BY_HAND.has(name)) sessions.touch(seat.session);
      return await handle(handlers, name, seat, input);
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

// The table pairs each name with its own types; only their connection is lost when the name is a variable.
const handle = <Name extends CallName>(
  handlers: Handlers,
  name: Name,
  seat: Seat | null,
  input: CallInput<Name>,
): CallOutput<Name> | Promise<CallOutput<Name>> => {
  const handler = handlers[name] as unknown as (seat: Seat | null, input: CallInput<Name>) => CallOutput<Name> | Promise<CallOutput<Name>>;
  return handler(seat, input);
};
