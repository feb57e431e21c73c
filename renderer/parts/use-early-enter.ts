// Keeps an Enter that was quicker than the list it is meant for: it takes no older line, and is not lost either.
import { useEffect, useEffectEvent, useRef, type KeyboardEvent } from 'react';

const STEERS = new Set(['ArrowDown', 'ArrowUp', 'Home', 'End']);

export type Listed = {
  /** The list has answered for the words as they are typed, or will not answer any more. */
  readonly settled: boolean;
  /** The chosen line stands for the words as they are typed, though other lines may still come. */
  readonly stands: boolean;
  /** Takes what stands first, if anything does. */
  readonly takeFirst: () => void;
};

/** `press` is for the keys of the whole list, `typed` for every change of the words. */
export const useEarlyEnter = ({
  settled,
  stands,
  takeFirst,
}: Listed): { readonly press: (event: KeyboardEvent) => void; readonly typed: () => void } => {
  const isMeant = useRef(false);
  const steered = useRef(false);
  const enter = useEffectEvent((): void => {
    if (!isMeant.current) return;
    isMeant.current = false;
    takeFirst();
  });
  useEffect(() => (settled ? enter() : undefined), [settled]);
  return {
    press: (event) => {
      if (STEERS.has(event.key)) steered.current = true;
      if (event.key !== 'Enter' || event.nativeEvent.isComposing || settled || stands || steered.current) return;
      event.preventDefault();
      isMeant.current = true;
    },
    typed: () => {
      isMeant.current = false;
      steered.current = false;
    },
  };
};
