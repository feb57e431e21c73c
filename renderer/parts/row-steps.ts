// Lets J and K walk the rows of one short list while the focus is inside it.
import type { RefObject } from 'react';
import { useKey } from './keys.ts';

export const useRowSteps = (box: RefObject<HTMLElement | null>): void => {
  const step = (direction: 1 | -1) => (): void => {
    const rows = [...(box.current?.querySelectorAll<HTMLElement>('[data-key]') ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement);
    rows[Math.min(rows.length - 1, Math.max(0, at + direction))]?.focus();
  };
  useKey('next', step(1), true, 2, box);
  useKey('previous', step(-1), true, 2, box);
};
