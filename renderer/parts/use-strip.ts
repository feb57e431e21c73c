// Keeps the strip under the hand: which request stands where, which one the keys mean, and whether an answer was meant for what stands there now.
import { useEffect, useEffectEvent, useRef, useState, type FocusEvent, type PointerEvent, type RefObject } from 'react';
import type { ApprovalRow } from '../../shared/views/shapes.ts';
import { announce } from './announce.tsx';
import { requestWords } from './approval-words.ts';
import { ARRIVING, RESTING, UNREAD, nextPlaces, samePlaces, seeAll, type Hold, type Place, type Seen } from './strip-order.ts';
import { useDesk } from './use-pack.ts';

export type Strip = {
  readonly places: readonly Place[];
  /** The request the keys answer while the focus is in a list; null when none is open. */
  readonly current: ApprovalRow | null;
  readonly seenOf: (approval: string) => Seen | undefined;
  /** Why an answer given now may not be meant for this row; null when it is. */
  readonly doubt: (row: ApprovalRow) => 'moved' | 'corrected' | null;
  /** The focus was led to a row by the program, not by a hand. */
  readonly lead: (row: HTMLElement, approval: string) => void;
  readonly hands: {
    readonly onFocusCapture: (event: FocusEvent) => void;
    readonly onBlurCapture: (event: FocusEvent) => void;
    readonly onPointerMove: (event: PointerEvent) => void;
    readonly onPointerLeave: () => void;
    readonly onKeyDownCapture: () => void;
  };
};

const approvalAt = (target: EventTarget | null): string | null =>
  target instanceof Element ? (target.closest('[data-approval]')?.getAttribute('data-approval') ?? null) : null;

export const useStrip = (approvals: readonly ApprovalRow[], box: RefObject<HTMLElement | null>): Strip => {
  const desk = useDesk();
  const [hold, setHold] = useState<Hold>('none');
  const [places, setPlaces] = useState<readonly Place[]>([]);
  const [marked, setMarked] = useState<string | null>(null);
  const [seen, setSeen] = useState<ReadonlyMap<string, Seen>>(new Map());
  const arrived = useRef(Number.NEGATIVE_INFINITY);
  const touched = useRef(0);
  const byHand = useRef<string | null>(null);
  const known = useRef<ReadonlySet<string> | null>(null);
  const changed = useRef(new Map<string, { readonly changes: number; readonly at: number }>());

  const next = nextPlaces(places, approvals, hold);
  if (!samePlaces(places, next)) setPlaces(next);
  const open = next.filter(({ gone }) => !gone).map(({ row }) => row);
  const current = open.find(({ approval }) => approval === marked) ?? open[0] ?? null;
  const currentId = current?.approval ?? null;
  if (currentId !== marked) setMarked(currentId);
  const nextSeen = seeAll(seen, open);
  if (nextSeen !== seen) setSeen(nextSeen);

  // A row that came to its place by itself is guarded for a moment; one that a hand chose is not.
  useEffect(() => {
    if (currentId !== null && currentId !== byHand.current) arrived.current = performance.now();
  }, [currentId]);

  const look = useEffectEvent((): void => {
    for (const row of open) {
      const { changes = 0 } = nextSeen.get(row.approval) ?? {};
      if (changes !== (changed.current.get(row.approval)?.changes ?? 0))
        changed.current.set(row.approval, { changes, at: performance.now() });
      if (row.customerWaiting && known.current?.has(row.approval) === false)
        announce(desk.t('strip.arrived', { what: requestWords(row, desk), name: desk.person(row.askedBy) }));
    }
    known.current = new Set(open.map(({ approval }) => approval));
  });
  const figures = open.map(({ approval, corrected, amount }) => `${approval} ${corrected} ${amount}`).join('|');
  useEffect(() => {
    look();
    // The row that had the focus may be gone without a word from the browser.
    const frame = window.requestAnimationFrame(() => {
      if (box.current?.contains(document.activeElement) !== true) setHold((before) => (before === 'focus' ? 'none' : before));
    });
    return () => window.cancelAnimationFrame(frame);
  }, [figures, box]);

  // A hand that rests for some seconds is not about to answer: whoever waits on the line comes up again. The marked row keeps its mark.
  const isHeld = hold === 'focus';
  useEffect(() => {
    if (!isHeld) return undefined;
    const timer = window.setInterval(() => {
      if (performance.now() - touched.current > RESTING && !(document.activeElement instanceof HTMLInputElement)) setHold('none');
    }, 500);
    return () => window.clearInterval(timer);
  }, [isHeld]);

  return {
    places: next,
    current,
    seenOf: (approval) => nextSeen.get(approval),
    doubt: (row) => {
      const now = performance.now();
      const since = changed.current.get(row.approval)?.at;
      if (since !== undefined && now - since < UNREAD) return 'corrected';
      return row.approval === currentId && now - arrived.current < ARRIVING ? 'moved' : null;
    },
    lead: (row, approval) => {
      row.focus();
      setMarked(approval);
      byHand.current = null;
      arrived.current = performance.now();
    },
    hands: {
      onFocusCapture: ({ target }) => {
        const approval = approvalAt(target);
        if (approval === null) return;
        touched.current = performance.now();
        byHand.current = approval;
        arrived.current = Number.NEGATIVE_INFINITY;
        setMarked(approval);
        setHold((before) => (before === 'pointer' ? before : 'focus'));
      },
      onBlurCapture: ({ relatedTarget }) => {
        const stays = relatedTarget instanceof Node && box.current?.contains(relatedTarget) === true;
        if (!stays) setHold((before) => (before === 'pointer' ? before : 'none'));
      },
      onPointerMove: ({ pointerType }) => (pointerType === 'mouse' ? setHold('pointer') : undefined),
      onPointerLeave: () => setHold(box.current?.contains(document.activeElement) === true ? 'focus' : 'none'),
      onKeyDownCapture: () => {
        touched.current = performance.now();
        setHold('focus');
      },
    },
  };
};
