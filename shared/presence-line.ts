// Knows what a desk is told of people at other workstations, and what it tells of its own; nothing of it is kept.
import type { Ms } from './kernel/time.ts';
import type { ElsewhereKnown, PresenceState } from './views/presence-shapes.ts';

/** Somebody who is there, as workstations tell each other. */
export type Told = { readonly person: string; readonly since: Ms; readonly state: PresenceState };

/** Who is at other workstations, by the word of a hub. */
export interface PresenceLine {
  /** Begins to tell who is here and to hear who is elsewhere; `onChange`: somebody elsewhere came, went or does something else. */
  follow(desk: { readonly here: (lane: string) => readonly Told[]; readonly onChange: (lane: string) => void }): void;
  /** Somebody here came, went or does something else. */
  changed(lane: string): void;
  elsewhere(lane: string): { readonly known: ElsewhereKnown; readonly people: readonly Told[] };
}
