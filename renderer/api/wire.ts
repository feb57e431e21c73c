// Knows what carries a call from this page to its desk, whatever the host: one question, one subscription.
import type { DeskEvent, WireAnswer, WireRequest } from '../../shared/api.ts';

export interface Wire {
  /** Rejects only when nobody answered at all. */
  call(name: string, request: WireRequest): Promise<WireAnswer>;
  /** `onState(true)` after every (re)connection: what was missed in between must be fetched again. Returns the end of it. */
  listen(onEvent: (event: DeskEvent) => void, onState: (connected: boolean) => void): () => void;
}
