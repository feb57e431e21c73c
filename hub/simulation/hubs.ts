// Runs simulated hub processes over one store: each step of a hub's work is an appointment of its own, so that hubs interleave and die in between.
import type { Digest } from '../../shared/kernel/ids.ts';
import type { Seeded } from '../../shared/kernel/seeded.ts';
import type { LedgerStore } from '../../shared/store/ledger-store.ts';
import { NOTHING_KNOWN } from '../../shared/sync/forecast.ts';
import { judge } from '../../shared/sync/judge.ts';
import { createLedger, type Ledger } from '../../shared/sync/ledger.ts';
import type { Agenda } from './agenda.ts';
import { weakLedger, weakLedgerStore, type Safeguard } from './safeguards.ts';

export type Hub = { readonly ledger: Ledger; readonly isAlive: () => boolean; readonly kill: () => void };

export type HubParts = {
  readonly agenda: Agenda;
  readonly seeded: Seeded;
  readonly digest: Digest;
  readonly newEpoch: () => string;
  readonly store: LedgerStore;
  /** Steps apart in time; without it one follows the other at once. */
  readonly inSteps: boolean;
  readonly off: Safeguard;
};

/** The ruling that trusts what the desk counted. */
const trusting: typeof judge = (command, state, body, bench) => judge(command, state, body, { ...bench, known: async () => NOTHING_KNOWN });

export const startHub = ({ agenda, seeded, digest, newEpoch, store, inSteps, off }: HubParts): Hub => {
  let alive = true;
  const stepped = inAppointments(
    weakLedgerStore(store, off),
    agenda,
    () => (inSteps ? seeded.whole(0, 20) : 0),
    () => alive,
  );
  const parts = { store: stepped, clock: agenda.now, digest, newEpoch };
  return {
    ledger: weakLedger(createLedger(off === 're-deciding' ? { ...parts, judge: trusting } : parts), off, digest),
    isAlive: () => alive,
    kill: () => {
      alive = false;
    },
  };
};

/** What a dead process asked for may have been done or not; nobody is left to hear of it. */
const inAppointments = (store: LedgerStore, agenda: Agenda, pause: () => number, isAlive: () => boolean): LedgerStore => {
  const stepped = (name: string, method: (...args: unknown[]) => Promise<unknown>) =>
    [
      name,
      (...args: unknown[]): Promise<unknown> =>
        new Promise((resolve, reject) => {
          agenda.after(pause(), async () => {
            if (!isAlive()) return;
            try {
              const answer = await method(...args);
              if (isAlive()) resolve(answer);
            } catch (error) {
              if (isAlive()) reject(error);
            }
          });
        }),
    ] as const;
  const methods = Object.entries(store) as [string, (...args: unknown[]) => Promise<unknown>][];
  return Object.fromEntries(methods.map(([name, method]) => stepped(name, method))) as unknown as LedgerStore;
};
