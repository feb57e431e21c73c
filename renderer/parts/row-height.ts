// Knows how high a row of a long list is in the density of this window; lists that draw only what one sees must know it before they draw.
import { useEffect, useEffectEvent } from 'react';
import { useLooks, type Density } from '../state/looks.ts';

type Heights = {
  /** Of a row of two lines, with the line below it. */
  readonly row: number;
  /** Of a heading between rows, and of what asks for more of them. */
  readonly group: number;
};

const HEIGHTS: Readonly<Record<Density, Heights>> = {
  comfortable: { row: 53, group: 34 },
  compact: { row: 41, group: 28 },
};

/** Both in CSS pixels. */
export const useRowHeight = (): Heights => HEIGHTS[useLooks((looks) => looks.density)];

/** Calls the list's own `measure` when the density changes: else every row would keep its old place. */
export const useMeasuredAnew = (measure: () => void): void => {
  const density = useLooks((looks) => looks.density);
  const again = useEffectEvent(measure);
  useEffect(() => {
    if (density !== undefined) again();
  }, [density]);
};
