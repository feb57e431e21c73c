// Knows what a hub remembers of workstations: enrolment codes, devices and their keys, who has proved himself where, and failed tries.
import type { Ms } from '../../shared/kernel/time.ts';

/** A code enrols one workstation once; only its hash is kept. `lanes` null = every principal of this hub. */
export type EnrolmentCode = {
  readonly hash: string;
  readonly lanes: readonly string[] | null;
  readonly note: string;
  readonly madeAt: Ms;
  readonly expiresAt: Ms;
  readonly usedBy: string | null;
};

/** `key` is the hash of the secret that the workstation shows with every request. */
export type Device = {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly lanes: readonly string[] | null;
  /** Its part of the case numbers it gives: counted up from 1 by the register, never given twice, and kept when it enrols anew. */
  readonly slot: number;
  readonly enrolledAt: Ms;
  readonly seenAt: Ms;
  readonly revokedAt: Ms | null;
};

/** One person has proved himself at one workstation; his rights are the workstation's while this stands. */
export type Binding = { readonly device: string; readonly lane: string; readonly person: string; readonly at: Ms };

/** Asynchronous, shared by all hub processes over one database. What a method wrote is durable when it resolves. */
export interface Register {
  /** The name all processes of this hub go by, kept with the data: the first that was proposed stands for ever, whoever proposes another. */
  hub(proposed: string): Promise<string>;
  addCode(code: EnrolmentCode): Promise<void>;
  /**
   * One winner: enrols the device and marks the code in one transaction. A code enrols the device that used it once more as long as it is
   * valid and nobody has proved himself there (the first answer was lost): the key is replaced. `device-taken`: an enrolled device of that id came by another code; once it is
   * revoked it may come anew, and nobody has proved himself there then.
   */
  enrol(hash: string, device: Omit<Device, 'lanes' | 'slot'>): Promise<'ok' | 'wrong-code' | 'code-used' | 'code-expired' | 'device-taken'>;
  codes(): Promise<readonly EnrolmentCode[]>;
  device(id: string): Promise<Device | null>;
  deviceByKey(key: string): Promise<Device | null>;
  devices(): Promise<readonly Device[]>;
  /** Written at most once a minute per device. */
  seen(id: string, at: Ms): Promise<void>;
  revoke(id: string, at: Ms): Promise<boolean>;
  bind(binding: Binding): Promise<void>;
  unbind(device: string, lane: string, person: string): Promise<void>;
  bindings(device: string): Promise<readonly Binding[]>;
  /** Whoever has proved himself here and, since then, at another workstation: that one's binding, the newest of each. */
  movedOn(device: string): Promise<readonly Binding[]>;
  /** Who has proved himself where in a lane, the newest first; of one person alone where one is named. */
  bindingsIn(lane: string, person?: string): Promise<readonly Binding[]>;
  /** Failed tries of a person since a time, at whatever workstation; a success clears them. */
  failures(lane: string, person: string, since: Ms): Promise<number>;
  recordTry(lane: string, person: string, at: Ms, succeeded: boolean): Promise<void>;
}

const byText = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);

/** No store has an index for it, and there are never more of them than workstations times people. */
export const newestFirst = (bindings: readonly Binding[]): readonly Binding[] =>
  bindings.toSorted((a, b) => b.at - a.at || byText(a.device, b.device) || byText(a.person, b.person));
