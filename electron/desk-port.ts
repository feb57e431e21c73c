// Knows the two things every host carries to the desk and back: one answer per call, and the desk's wake-ups.
import type { DeskEvent, WireAnswer } from '../shared/api.ts';

export interface DeskPort {
  /** `request` is whatever came over the wire; it is checked behind this seam and answered in any case. */
  answer(name: string, request: unknown): Promise<WireAnswer>;
  /** Returns the function that ends the subscription. */
  subscribe(listener: (event: DeskEvent) => void): () => void;
}
