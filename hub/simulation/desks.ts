// Runs simulated desks: each a process over a disk that outlives it, with its people, its clock and its line to the hub.
import { createNewId, type Digest } from '../../shared/kernel/ids.ts';
import type { Seeded } from '../../shared/kernel/seeded.ts';
import type { Ms } from '../../shared/kernel/time.ts';
import type { DeskStore } from '../../shared/store/desk-store.ts';
import { createMemoryDeskStore, type MemoryDeskStore } from '../../shared/store/memory-desk-store.ts';
import type { UndoImage } from '../../shared/store/undo.ts';
import type { OutsideRecord } from '../../shared/sync/lease-parts.ts';
import { createEngine, type Engine } from '../../shared/sync/engine.ts';
import type { Page, Transport } from '../../shared/sync/protocol.ts';
import type { Agenda } from './agenda.ts';
import { weakRecord } from './safeguards-money.ts';
import { weakDeskStore, weakWire, type Safeguard } from './safeguards.ts';
import type { End } from './wire.ts';

/** A command a desk has answered for: durable here, and owed a verdict. */
export type Tracked = { readonly command: string; readonly actor: string; readonly at: Ms };

export type Desk = {
  readonly name: string;
  /** Who works here. */
  people: readonly string[];
  /** The disk; another one after a restore. */
  store: MemoryDeskStore;
  engine: Engine;
  /** Raised with every start, so that words to an older process reach nobody. */
  run: number;
  isUp: boolean;
  isCut: boolean;
  /** Never seen again. */
  isLost: boolean;
  /** How wrong its clock is. */
  skew: Ms;
  readonly tracked: Tracked[];
  readonly ears: Set<(lane: string) => void>;
  /** The newest sign of life that has come to this process. */
  canary: Ms | null;
  /** When signs of life came, by this desk's own clock of then; its disk remembers the last. */
  readonly heardAt: Ms[];
  /** What the machine keeps outside the database: no copy of the database brings it along. */
  readonly outside: Outside;
};

export type Outside = { text: string | null };

/** By which the hub knows it; a copy of a disk has it too. */
export const deviceOf = ({ store }: Pick<Desk, 'store'>): string => store.setting('device') ?? '';

export type DeskParts = {
  readonly agenda: Agenda;
  readonly seeded: Seeded;
  readonly digest: Digest;
  readonly off: Safeguard;
  readonly lane: string;
  /** Workstations hold leases of shared budgets. */
  readonly holdsLeases: boolean;
  /** A process has died by itself. */
  readonly onDeath: (desk: Desk) => void;
  readonly wireOf: (end: End) => Transport;
};

/** `outside`: what stands beside the disk on the machine that begins with it. */
type Copied = { readonly image: UndoImage; readonly desk: Desk; readonly outside: Outside };

export interface Desks {
  all(): readonly Desk[];
  /** `from`: the desk whose disk this one begins with, as it stands or stood. */
  add(name: string, people: readonly string[], from?: Copied): Desk;
  /** Takes a desk out of the world; another one stands in its place. */
  remove(desk: Desk): void;
  /** The process ends as if somebody had pulled the plug. */
  stop(desk: Desk): void;
  start(desk: Desk): void;
  /** The process dies at its next write, in the middle of a transaction. */
  dieInWriting(desk: Desk, writes: number): void;
  /** Nobody dies in writing any more. */
  spareAll(): void;
}

/** What whoever dies in the middle throws. */
export const CRASH = 'the process died';

export const createDesks = (parts: DeskParts): Desks => {
  const desks: Desk[] = [];
  const doomed = new Map<Desk, number>();
  let slots = 0;

  const start = (desk: Desk): void => {
    desk.run += 1;
    desk.isUp = true;
    desk.ears.clear();
    desk.canary = null;
    const { run } = desk;
    const isHere = (): boolean => desk.isUp && desk.run === run;
    try {
      const live = mortal(desk, isHere);
      desk.engine = engineOf(parts, desk, guarded(desk, live), isHere, outsideOf(desk, live));
      desk.engine.kick(parts.lane);
    } catch (error) {
      // It may die while it starts, too; anything else is a bug.
      if (isHere()) throw error;
    }
  };
  const stop = (desk: Desk): void => {
    desk.isUp = false;
    doomed.delete(desk);
  };

  /** A disk whose process dies after so many more writes: what was begun is taken back, and nothing is written after it. */
  const mortal = (desk: Desk, isHere: () => boolean) => (): void => {
    if (!isHere()) throw new Error(CRASH);
    const left = doomed.get(desk);
    if (left === undefined) return;
    doomed.set(desk, left - 1);
    if (left > 0) return;
    stop(desk);
    parts.onDeath(desk);
    throw new Error(CRASH);
  };
  const guarded = (desk: Desk, live: () => void): DeskStore => {
    const methods = Object.entries(weakDeskStore(desk.store, parts.off)) as [string, (...args: unknown[]) => unknown][];
    return Object.fromEntries(
      methods.map(([name, method]) => [
        name,
        (...args: unknown[]): unknown => {
          live();
          return method(...args);
        },
      ]),
    ) as unknown as DeskStore;
  };
  /** A process may also die between its transaction and what it writes beside the database. */
  const outsideOf = (desk: Desk, live: () => void): OutsideRecord =>
    weakRecord(
      {
        read: () => desk.outside.text,
        write: (text) => {
          live();
          desk.outside.text = text;
        },
      },
      desk.store,
      parts.off,
    );

  return {
    all: () => desks,
    add: (name, people, from) => {
      const store = createMemoryDeskStore(from?.image);
      slots += 1;
      // Each workstation of a hub gives numbers of its own, and a copied disk gives the same ones.
      if (from === undefined) store.transact(() => store.saveSetting('desk-slot', String(slots)));
      const still = { run: 0, isUp: false, isCut: false, isLost: false, skew: 0, canary: null, heardAt: [...(from?.desk.heardAt ?? [])] };
      const outside: Outside = from?.outside ?? { text: null };
      // The engine is made by the start that follows at once.
      const desk = { ...still, name, people, store, outside, tracked: [], ears: new Set() } as unknown as Desk;
      desks.push(desk);
      start(desk);
      return desk;
    },
    remove: (desk) => void desks.splice(desks.indexOf(desk), 1),
    stop,
    start,
    dieInWriting: (desk, writes) => void doomed.set(desk, writes),
    spareAll: () => doomed.clear(),
  };
};

export const clockOf =
  ({ agenda }: Pick<DeskParts, 'agenda'>, desk: Desk) =>
  (): Ms =>
    Math.max(0, agenda.now() + desk.skew);

const engineOf = (parts: DeskParts, desk: Desk, store: DeskStore, isHere: () => boolean, record: OutsideRecord): Engine => {
  const { agenda, seeded, digest, off, wireOf, holdsLeases } = parts;
  const clock = clockOf(parts, desk);
  const random = (count: number): Uint8Array => Uint8Array.from({ length: count }, () => seeded.whole(0, 255));
  return createEngine({
    store,
    transport: weakWire(
      wireOf({
        name: desk.name,
        device: () => deviceOf(desk),
        isHere,
        isCut: () => desk.isCut,
        listen: (listener) => {
          desk.ears.add(listener);
          return () => void desk.ears.delete(listener);
        },
        onPage: (page) => hear(desk, page, clock()),
      }),
      off,
    ),
    clock,
    digest,
    random,
    newId: createNewId(clock, random),
    ...(holdsLeases ? { leases: { record, people: () => desk.people } } : {}),
    schedule: (delay, work) =>
      agenda.after(delay, () => {
        if (!isHere()) return;
        try {
          work();
        } catch (error) {
          // It may die in this, too.
          if (isHere()) throw error;
        }
      }),
  });
};

const hear = (desk: Desk, { canary }: Page, now: Ms): void => {
  if (canary === null || canary <= (desk.canary ?? -1)) return;
  desk.canary = canary;
  desk.heardAt.push(now);
};
