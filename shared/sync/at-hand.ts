// Keeps the cases a lane worked on last at hand, for as long as nobody else has written into the lane.
import type { CaseState } from '../case/state.ts';
import type { LedgerStore } from '../store/ledger-store.ts';

/**
 * Where a lane ends, and with which event: states read or written there are those of now as long as it ends there. A number alone says too
 * little: a database that was set back under this process may have come to the same place by other ways.
 */
type End = { readonly epoch: string; readonly position: number; readonly anchor?: string | null };

export interface AtHand {
  /** Of whichever lane, as the store's own `states`. */
  states(lane: string, end: End, caseIds: readonly string[]): Promise<ReadonlyMap<string, CaseState>>;
  /** The lane was written up to here, from the end its states were read at. */
  moved(lane: string, end: End, states: readonly CaseState[]): void;
  /** It is not known what stands there: everything is read again. */
  drop(lane: string): void;
}

const isSameEnd = (a: End, b: End): boolean => a.epoch === b.epoch && a.position === b.position && a.anchor === b.anchor;

/** Of one lane; a call centre works on these for days. */
const KEPT = 4_096;

/**
 * An append names the end it was decided at, and writes nothing where the lane ends elsewhere: states that are too old are never written.
 * `onSetBack`: the lane ends before, or in another way, than it was seen to, within its epoch.
 */
export const createAtHand = (store: Pick<LedgerStore, 'states'>, onSetBack: (lane: string) => void = () => undefined): AtHand => {
  const lanes = new Map<string, { end: End; readonly states: Map<string, CaseState> }>();

  const statesAt = (lane: string, end: End): Map<string, CaseState> => {
    const known = lanes.get(lane);
    if (known !== undefined && isSameEnd(known.end, end)) return known.states;
    if (known !== undefined && known.end.epoch === end.epoch && end.position <= known.end.position) onSetBack(lane);
    const states = new Map<string, CaseState>();
    lanes.set(lane, { end, states });
    return states;
  };

  /** Those used last stand last, and those not used for longest go. */
  const keep = (states: Map<string, CaseState>, fresh: Iterable<CaseState>): void => {
    for (const state of fresh) {
      states.delete(state.id);
      states.set(state.id, state);
    }
    for (const caseId of states.keys()) {
      if (states.size <= KEPT) return;
      states.delete(caseId);
    }
  };

  return {
    states: async (lane, end, caseIds) => {
      const kept = statesAt(lane, end);
      const found = new Map<string, CaseState>();
      const missing: string[] = [];
      for (const caseId of caseIds) {
        const state = kept.get(caseId);
        if (state === undefined) missing.push(caseId);
        else found.set(caseId, state);
      }
      if (missing.length === 0) return found;
      const read = await store.states(missing);
      // Cases of other lanes move without this one moving.
      const own = [...read.values()].filter((state) => state.lane === lane);
      // Whoever dropped the lane meanwhile meant these, too.
      if (lanes.get(lane)?.states === kept) keep(kept, own);
      return new Map([...found, ...read]);
    },
    moved: (lane, end, states) => {
      const known = lanes.get(lane);
      if (known === undefined) return;
      known.end = end;
      keep(known.states, states);
    },
    drop: (lane) => void lanes.delete(lane),
  };
};
