// Knows what the desk is built from: the engine that settles commands, the store it reads, and what its host hands in.
import type { CallInput, CallName, CallOutput, calls, DeskEvent } from './api.ts';
import type { Json, Result } from './kernel/result.ts';
import type { Digest, NewId } from './kernel/ids.ts';
import type { Clock, Ms } from './kernel/time.ts';
import type { CommandType } from './case/commands.ts';
import type { Context } from './case/context.ts';
import type { CaseState } from './case/state.ts';
import type { PhoneCall } from './case/telephone-code.ts';
import type { Absence } from './policy/absence.ts';
import type { Person } from './policy/pack-schema.ts';
import type { Policy } from './policy/policy.ts';
import type { DeskStore } from './store/desk-store.ts';
import { readBody as wordsBehind } from './sync/inside.ts';
import type { Workstation } from './sync/wire-parts.ts';
import type { Surroundings } from './views/pop-shapes.ts';
import type { HubView, SignInChoice, SyncStatus } from './views/shapes.ts';
import type { Seat, Sessions } from './desk-session.ts';
import type { PresenceLine } from './presence-line.ts';

/** A command as the desk hands it to the engine, which adds id, time, pack version and the hash of the body. */
export type Order = {
  readonly lane: string;
  readonly caseId: string;
  readonly actor: string;
  readonly type: CommandType;
  readonly data: Json;
  /** Null where nothing personal was said. */
  readonly body: Json | null;
  /** An id derived from its source makes a repeated order harmless. */
  readonly command?: string;
  /** Who sat at the workstation where somebody else acted with his own secret. */
  readonly beside?: string;
};

/** What the desk asks of the engine of shared/sync. */
export interface DeskEngine {
  lanes(): readonly string[];
  /** The newest pack in force, compiled; null for a lane that is not kept here. */
  policy(lane: string): Policy | null;
  /** An older pack of the lane, for judging old decisions in their own words. */
  policyOf(lane: string, version: string): Policy | null;
  /** What `decide` would be told now if this person acted on this case, and for this contract; for probing without sending. */
  context(lane: string, state: CaseState | null, actor: Person, contract?: string | null): Context;
  nextCaseNumber(lane: string): string;
  /** Decides, stores and queues in one transaction; the refusal is the forecast's. */
  submit(order: Order): Result<{ readonly command: string }>;
  /** All accepted orders in one transaction; each has its own answer. For one action over several cases, a piece at a time. */
  submitMany(orders: readonly Order[]): readonly Result<{ readonly command: string }>[];
  /** A spend and the decision it pays: all of them or none. */
  submitAll(orders: readonly Order[]): Result<readonly { readonly command: string }[]>;
  /** Null in touch with the hub (or with a ledger of one's own); else when it was heard of last, null = nobody knows. */
  away(lane: string): { readonly lastSync: Ms | null } | null;
  /** Whose leases this desk may spend: the workstation and the incarnation of its journal; null where it may spend none now. */
  holder(lane: string): { readonly device: string; readonly gen: number } | null;
  /** Lets everybody else have his turn between two pieces. */
  breathe(): Promise<void>;
  /** Pushes and pulls now, for somebody who waits: false where the ledger was not reached in this time. */
  reach(lane: string, within: Ms): Promise<boolean>;
  /** Pushes and pulls as soon as the caller has returned. */
  kick(lane: string): void;
  /** Somebody looks at a case whose earlier events have not come yet: they come next. */
  wantHistory?(lane: string, caseId: string): void;
  /** Of `status` what never changes: asked for every row of a list, where the rest would be counted for each. */
  readonly mode: SyncStatus['mode'];
  status(lane: string): SyncStatus;
  /** After two copies of this desk were seen: this one goes on. Rejects where the ledger is not reached. */
  renewJournal?(lane: string): Promise<void>;
  /** Writes one entry of the absence book, at the ledger first; windows are told. */
  putAbsence(lane: string, absence: Absence): Promise<void>;
  subscribe(listener: (event: Extract<DeskEvent, { type: 'changed' }>) => void): () => void;
}

export type DeskHost = { readonly host: 'browser' | 'desktop'; readonly version: string; readonly surroundings?: Surroundings };

/** How a desk stands to a hub, and how it comes to one. */
export interface HubDoor {
  view(): HubView;
  enrol(wish: { readonly url: string; readonly code: string; readonly name: string }): Promise<Result<HubView>>;
}

/** Another workstation where the same person decides too, and which may not have heard yet that he is here now. */
export type Elsewhere = { readonly name: string; readonly at: Ms; readonly seenAt: Ms };

/**
 * Who may come in, where a hub keeps people and secrets; left out = everybody on the roster by one click. `admit` asks the hub, and where
 * it is not reached compares with what this desk kept of the last sign-in.
 */
export interface Gate extends HubDoor {
  choices(): Promise<readonly SignInChoice[]>;
  admit(
    lane: string,
    person: string,
    secret: string | null,
  ): Promise<Result<{ readonly offline: boolean; readonly elsewhere?: Elsewhere }>>;
}

/**
 * What an approval by telephone needs of a workstation's membership in a hub. `code`: the answer this workstation expects, null before it is
 * enrolled. `desk` and `ask` ask the hub: which workstation has this slot, and the code for a call that this lead has agreed to.
 */
export interface TelephoneLine {
  readonly digest: Digest;
  slot(): number;
  device(): string;
  code(lane: string, call: PhoneCall & { readonly lead: string }): string | null;
  desk(lane: string, slot: number): Promise<Result<{ readonly device: string; readonly name: string; readonly people: readonly string[] }>>;
  ask(lane: string, challenge: string, lead: string): Promise<Result<{ readonly code: string }>>;
}

export type DeskParts = {
  /** Left out: there are no other workstations. */
  readonly presence?: PresenceLine;
  readonly telephone?: TelephoneLine;
  /** The workstations of a principal, for whoever answers for others; what was last told of them where the hub is away. */
  readonly workstations?: (lane: string) => Promise<readonly Workstation[]>;
  /** A window, or the machine, noticed that the line went or came: the way to the hub is looked at now. A hint, never a fact. */
  readonly onLine?: (isThere: boolean) => void;
  readonly gate?: Gate;
  /** Of a desk that keeps its own ledger and may come to a hub; `gate` stands for it otherwise. */
  readonly door?: HubDoor;
  /** Nothing is to be changed here: a newer version wrote the folder. */
  readonly readOnly?: boolean;
  /** How many pressing alerts somebody has, by his window; for the badge of the program. */
  readonly onBadge?: (session: string, person: string, count: number) => void;
  readonly engine: DeskEngine;
  readonly store: DeskStore;
  readonly clock: Clock;
  readonly newId: NewId;
  readonly host: DeskHost;
  /** Sign-in offers the demo people with one click. */
  readonly demo: boolean;
};

/** What every family of calls works with. */
export type DeskInside = DeskParts & {
  readonly sessions: Sessions;
  readonly tell: (event: DeskEvent) => void;
  /** What keeps open requests of a principal from moving on by themselves; null also where nobody watches them here. */
  readonly watchTrouble: (lane: string) => string | null;
};

type Answer<Name extends CallName> = CallOutput<Name> | Promise<CallOutput<Name>>;

/** One function per call: those that need a session are given the seat of the caller. */
export type Handlers = {
  readonly [Name in CallName]: (typeof calls)[Name]['session'] extends true
    ? (seat: Seat, input: CallInput<Name>) => Answer<Name>
    : (seat: null, input: CallInput<Name>) => Answer<Name>;
};

/** The words behind a hash as JSON; null where nothing was said or the words were withheld. */
export const readBody = (store: DeskStore, hash: string | null): Json => (hash === null ? null : wordsBehind(store, hash));
