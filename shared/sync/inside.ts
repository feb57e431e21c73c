// Knows what the parts of a desk's engine share: what the host handed in, the packs, the states at hand, and who is told.
import type { Digest, NewId, RandomBytes } from '../kernel/ids.ts';
import type { Json } from '../kernel/result.ts';
import type { Clock, Ms } from '../kernel/time.ts';
import type { Command } from '../case/commands.ts';
import type { Context } from '../case/context.ts';
import type { CaseState } from '../case/state.ts';
import type { DeskStore } from '../store/desk-store.ts';
import type { AbsenceBook } from './absence-book.ts';
import { awayOf, contextOf, customerIdOf } from './forecast.ts';
import { askedBy, factsForWaiting } from './known.ts';
import type { LeaseParts, LeaseRecord } from './lease-parts.ts';
import type { Place } from './places.ts';
import type { Policies } from './policies.ts';
import type { Transport } from './protocol.ts';

/** Calls back after so many milliseconds; the answer cancels. Handed in, because the core owns no timers. */
export type Schedule = (delay: number, work: () => void) => () => void;

export type EngineParts = {
  readonly store: DeskStore;
  readonly transport: Transport;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly digest: Digest;
  readonly random: RandomBytes;
  readonly schedule: Schedule;
  /** Lets everybody else have his turn between two pieces of what arrives; left out where nobody waits. */
  readonly breathe?: () => Promise<void>;
  /** Of a workstation of a hub that may hold leases of shared budgets; left out, it holds none. */
  readonly leases?: LeaseParts;
};

/** What windows are told: which cases and kinds of lists may look different now. */
export type Change = {
  readonly type: 'changed';
  readonly lane: string;
  readonly cases: string[];
  readonly topics: ('queue' | 'lead' | 'case' | 'refused' | 'sync' | 'pack' | 'draft' | 'presence' | 'absence' | 'alerts')[];
};

/** What is believed of a case; `current` = confirmed + outbox. */
export type Belief = { readonly confirmed: CaseState | null; readonly current: CaseState | null };

/** How far a first sync or an inventory is, in cases. */
export type Arriving = { readonly done: number; readonly total: number };

/** The newest sign of life that came through the hub’s store, and when it came by this desk’s clock; null where that is not known. */
export type Heard = { readonly canary: Ms; readonly at: Ms | null };

export type Inside = EngineParts & {
  readonly leaseRecord: LeaseRecord;
  readonly absences: AbsenceBook;
  /** By lane: the mark of the ledger's absence book this desk has taken in. */
  readonly marks: Map<string, number>;
  /** By lane: how many of the hub's packs this desk has taken in. */
  readonly packMarks: Map<string, number>;
  readonly arriving: Map<string, Arriving>;
  readonly heard: Map<string, Heard>;
  /** By lane: the events the hub lost that have not come again; read from the store when first asked. */
  readonly aside: Map<string, Set<string>>;
  /** By lane: the places kept, see places.ts; read from the store when first asked. */
  readonly placed: Map<string, readonly Place[]>;
  readonly policies: Policies;
  /** By lane: the version of the pack by which its rows are written, see rewrite.ts. */
  readonly rowsBy: Map<string, string>;
  readonly device: string;
  readonly beliefs: Beliefs;
  /** Per lane the position this desk has applied, as commands name it. */
  readonly seen: Map<string, number>;
  readonly tell: (change: Change) => void;
};

/** States at hand, so that an action need not read and parse what the action before it wrote. */
export interface Beliefs {
  of(caseId: string): Belief;
  keep(caseId: string, belief: Belief): void;
  /** After a transaction that failed nothing at hand can be trusted. */
  clear(): void;
}

const AT_HAND = 1024;

export const createBeliefs = (store: DeskStore): Beliefs => {
  const held = new Map<string, Belief>();
  const keep = (caseId: string, belief: Belief): void => {
    held.delete(caseId);
    held.set(caseId, belief);
    if (held.size > AT_HAND) held.delete(held.keys().next().value!);
  };
  return {
    of: (caseId) => {
      const known = held.get(caseId);
      if (known !== undefined) return known;
      const belief = { confirmed: store.confirmedState(caseId), current: store.currentState(caseId) };
      keep(caseId, belief);
      return belief;
    },
    keep,
    clear: () => held.clear(),
  };
};

/** The events of a lane that the hub lost and that have not come again, by id. */
export const asideOf = ({ store, aside }: Pick<Inside, 'store' | 'aside'>, lane: string): Set<string> => {
  const known = aside.get(lane) ?? new Set(store.aside(lane).map(({ entry }) => entry.event.id));
  aside.set(lane, known);
  return known;
};

/** The context of a waiting command by the pack it names; null when that pack or person is not known here. */
export const contextFor = (
  { policies, store, absences }: Pick<Inside, 'policies' | 'store' | 'absences'>,
  command: Command,
  state: CaseState | null,
): Context | null => {
  const policy = policies.version(command.lane, command.pack);
  const actor = policy?.people.get(command.actor);
  if (!policy || actor === undefined) return null;
  const customer = customerIdOf(command, state);
  const facts = factsForWaiting(store, command, askedBy(command, state, actor, command.at, policy));
  const known = { facts, absences: absences.of(command.lane) };
  return contextOf(actor, command.at, policy, customer === null ? null : store.customer(command.lane, customer), known, awayOf(command));
};

/** The words behind a hash; null where they were withheld, have not come yet, or are damaged (which the doctor names). */
export const readBody = (store: DeskStore, hash: string): Json => {
  const body = store.body(hash);
  if (body === null) return null;
  try {
    return JSON.parse(body.text) as Json;
  } catch {
    // One case without its words must not keep all others from being read.
    return null;
  }
};
