// Runs simulated hub processes over one store: each step of a hub's work is an appointment of its own, so that hubs interleave, stop and die in between.
import type { Digest } from '../../shared/kernel/ids.ts';
import type { Seeded } from '../../shared/kernel/seeded.ts';
import type { Ms } from '../../shared/kernel/time.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { createLedger, type LedgerSession } from '../../shared/sync/ledger.ts';
import type { Cursor, PushAnswer } from '../../shared/sync/protocol.ts';
import type { Caller } from '../../shared/sync/rights.ts';
import { transportTrouble } from '../../shared/sync/trouble.ts';
import { createLanes, undivided, type Lanes } from '../server/lanes.ts';
import { standardLimits } from '../server/limits.ts';
import type { Agenda } from './agenda.ts';
import { weakJudge } from './safeguards-money.ts';
import { weakLedger, weakLedgerStore, type Safeguard } from './safeguards.ts';

export type Hub = {
  readonly name: string;
  readonly isAlive: () => boolean;
  readonly kill: () => void;
  /** Does nothing for so long, and then goes on as if no time had passed. */
  readonly freeze: (span: Ms) => void;
  readonly session: (caller: Caller) => LedgerSession;
};

export type HubParts = {
  readonly name: string;
  readonly lane: string;
  readonly agenda: Agenda;
  readonly seeded: Seeded;
  readonly digest: Digest;
  readonly newEpoch: () => string;
  readonly store: LedgerStore;
  /** Steps apart in time; without it one follows the other at once. */
  readonly inSteps: boolean;
  /** Several processes share the lanes. */
  readonly divided: boolean;
  /** Those that run now, this one included. */
  readonly fellows: () => readonly Hub[];
  readonly onAppend: (position: number) => void;
  readonly note: (what: string) => void;
  readonly off: Safeguard;
};

/** Between two tries while the lane changes hands. */
const PAUSE = 150;

export const startHub = (parts: HubParts): Inner => {
  const { name, lane, agenda, seeded, digest, newEpoch, inSteps, divided, fellows, onAppend, note, off } = parts;
  // Without the safeguard each believes that every lane is his.
  const isDivided = divided && off !== 'fencing';
  let alive = true;
  let frozenUntil = 0;
  const isAlive = (): boolean => alive;
  const pause = (): Ms => (inSteps ? seeded.whole(0, 20) : 0);
  const frozen = (): Ms => Math.max(frozenUntil - agenda.now(), 0);
  const store = inAppointments(weakLedgerStore(parts.store, off), { agenda, pause, frozen, isAlive });

  // A frozen process does not see the time pass either: it asks its clock when it goes on.
  const lanes: Lanes = isDivided
    ? createLanes({
        store,
        clock: agenda.now,
        owner: name,
        url: () => name,
        limits: standardLimits,
        onChange: (_lane, held) => note(`${name} ${held ? 'holds' : 'lost'} the lane`),
      })
    : undivided;
  const ledger = weakLedger(
    createLedger({
      store,
      clock: agenda.now,
      digest,
      newEpoch,
      hub: 'hub',
      onAppend: (_lane, position) => onAppend(position),
      onPart: (_lane, epoch) => note(`${name} parts after ${epoch.from}`),
      ...(isDivided ? { fence: lanes.fence } : {}),
      judge: weakJudge(off),
    }),
    off,
    parts,
  );

  /** As the server does: whoever does not hold the lane hands on what changes it, once, and tries again while it changes hands. */
  const atHolder = async <Answer>(
    own: () => Promise<Answer | undefined>,
    there: ((other: Inner) => Promise<Answer>) | null,
  ): Promise<Answer> => {
    const until = agenda.now() + standardLimits.hold + 2 * standardLimits.renewEvery;
    while (agenda.now() < until) {
      const holder = await lanes.ensure(lane);
      const done = holder === 'ours' ? await own() : undefined;
      if (done !== undefined) return done;
      if (there === null) break;
      const other = holder === null || holder === 'ours' ? undefined : fellows().find((fellow) => fellow.name === holder.url);
      const answer = other?.isAlive() === true ? await there(other as Inner).catch(() => undefined) : undefined;
      if (answer !== undefined) return answer;
      lanes.doubt(lane);
      await new Promise<void>((resolve) => void agenda.after(PAUSE, resolve));
    }
    throw transportTrouble('not-ready', name);
  };
  const push = (caller: Caller, frame: unknown, isForwarded: boolean): Promise<PushAnswer> =>
    atHolder(
      async () => {
        const answer = await ledger.as(caller).push(frame);
        return !answer.ok && answer.refusal.code === 'lane-moved' ? undefined : answer;
      },
      isForwarded ? null : (other) => other.push(caller, frame, true),
    );
  const part = (caller: Caller, cursor: Cursor, common: number, isForwarded: boolean): Promise<true> =>
    atHolder(
      async () => {
        await ledger.as(caller).part(lane, cursor, common);
        return true as const;
      },
      isForwarded ? null : (other) => other.part(caller, cursor, common, true),
    );

  const regularly = (every: Ms, work: () => Promise<void>): void => {
    agenda.after(every, async () => {
      if (!alive) return;
      if (frozen() === 0) void work();
      regularly(every, work);
    });
  };
  if (isDivided) regularly(standardLimits.renewEvery, () => lanes.renew([lane]));
  regularly(standardLimits.beatEvery, async () => {
    if (lanes.holds(lane)) await store.beat(lane, agenda.now());
  });

  return {
    name,
    isAlive,
    push,
    part,
    kill: () => {
      alive = false;
    },
    freeze: (span) => {
      frozenUntil = agenda.now() + span;
    },
    session: (caller) => ({
      ...ledger.as(caller),
      push: (frame) => push(caller, frame, false),
      part: async (_lane, cursor, common) => void (await part(caller, cursor, common, false)),
    }),
  };
};

/** What other hub processes ask of one. */
type Inner = Hub & {
  readonly push: (caller: Caller, frame: unknown, isForwarded: boolean) => Promise<PushAnswer>;
  readonly part: (caller: Caller, cursor: Cursor, common: number, isForwarded: boolean) => Promise<true>;
};

type Stepping = { readonly agenda: Agenda; readonly pause: () => Ms; readonly frozen: () => Ms; readonly isAlive: () => boolean };

/** What a dead process asked for may have been done or not; nobody is left to hear of it. What a frozen one asks for comes late. */
const inAppointments = (store: LedgerStore, { agenda, pause, frozen, isAlive }: Stepping): LedgerStore => {
  const stepped = (name: string, method: (...args: unknown[]) => Promise<unknown>) =>
    [
      name,
      (...args: unknown[]): Promise<unknown> =>
        new Promise((resolve, reject) => {
          const step = async (): Promise<void> => {
            if (!isAlive()) return;
            if (frozen() > 0) return void agenda.after(frozen(), step);
            try {
              const answer = await method(...args);
              if (isAlive()) resolve(answer);
            } catch (error) {
              if (isAlive()) reject(error);
            }
          };
          agenda.after(pause(), step);
        }),
    ] as const;
  const methods = Object.entries(store) as [string, (...args: unknown[]) => Promise<unknown>][];
  return Object.fromEntries(methods.map(([name, method]) => stepped(name, method))) as unknown as LedgerStore;
};
