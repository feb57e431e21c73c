// Remembers when workstations were silent, by the hub's own clock: what somebody decided then he decided without a line, whatever he says.
import { MINUTE, type Ms } from '../../shared/kernel/time.ts';

export interface Contacts {
  /** A workstation asks something now; `before`: when it was last heard of. */
  heard(device: string, before: Ms, now: Ms): void;
  wasCut(device: string, at: Ms): boolean;
  /** Whether it has been heard of again and again since some time before that: whatever was said there then was told at once. */
  wasThere(device: string, at: Ms): boolean;
}

/** A workstation in touch is heard of each minute; as long as this it takes itself to be in touch, and so much its clock may be wrong. */
const SLACK: Ms = 10 * MINUTE;
/** Of one workstation, the newest; what it decided in older ones came long ago. */
const MOST = 50;

type Silence = { readonly from: Ms; readonly until: Ms };

/** Held by this process alone: what was before it began it takes from when the workstation was last written down as seen. */
export const createContacts = (): Contacts => {
  const silences = new Map<string, readonly Silence[]>();
  const since = new Map<string, Ms>();
  return {
    heard: (device, before, now) => {
      if (now - before <= 3 * SLACK) {
        if (!since.has(device)) since.set(device, before);
        return;
      }
      since.set(device, now);
      silences.set(device, [...(silences.get(device) ?? []), { from: before, until: now }].slice(-MOST));
    },
    wasCut: (device, at) => (silences.get(device) ?? []).some(({ from, until }) => at > from + SLACK && at < until - SLACK),
    wasThere: (device, at) => at >= (since.get(device) ?? Infinity) + SLACK,
  };
};
