// Watches how much room the disk under an embedded ledger has left: what would fill it up is turned away while there is still room to end in order.
import type { Ms } from '../../shared/kernel/time.ts';

export type SpaceParts = {
  /** Bytes that are free where the store writes; null where the store is elsewhere. */
  readonly room: (() => Promise<number>) | null;
  /** Below so many bytes nothing more is written; 0 = it is not looked at. */
  readonly least: number;
  readonly onChange: (full: boolean, free: number) => void;
};

export interface Space {
  look(): Promise<void>;
  full(): boolean;
  /** As of the last look; null where nobody looks. */
  free(): number | null;
}

/** Whoever is asked to wait comes back so soon (ms). */
export const FULL_AGAIN: Ms = 30_000;
/** There must be so much more than the least before it is taken for good: a disk on the brink would open and close with every command. */
const SURELY = 1.1;

export const createSpace = ({ room, least, onChange }: SpaceParts): Space => {
  let free: number | null = null;
  let full = false;
  return {
    look: async () => {
      if (room === null || least === 0) return;
      free = await room();
      const now = free < (full ? least * SURELY : least);
      if (now === full) return;
      full = now;
      onChange(full, free);
    },
    full: () => full,
    free: () => free,
  };
};
