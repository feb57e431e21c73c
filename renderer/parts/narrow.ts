// Knows whether the window is so narrow (or so much enlarged) that lists lie over the case instead of beside it, and whether one lies there now.
import { useSyncExternalStore } from 'react';
import { create } from 'zustand';

/** The same edge as `max-[60rem]` in the looks of the parts. */
const EDGE = '(max-width: 59.99rem)';
const query = (): MediaQueryList => window.matchMedia(EDGE);

const watch = (tell: () => void): (() => void) => {
  const asked = query();
  asked.addEventListener('change', tell);
  return () => asked.removeEventListener('change', tell);
};

export const isNarrow = (): boolean => query().matches;
export const useNarrow = (): boolean => useSyncExternalStore(watch, isNarrow);

const widthWatch = (tell: () => void): (() => void) => {
  window.addEventListener('resize', tell);
  return () => window.removeEventListener('resize', tell);
};

/** Of the window, in CSS pixels. */
export const useWindowWidth = (): number => useSyncExternalStore(widthWatch, () => window.innerWidth);

export const useListDrawer = create<{ readonly open: boolean }>(() => ({ open: false }));
/** Where there is room the list stands beside the case anyway. */
export const openList = (): void => useListDrawer.setState({ open: isNarrow() });
export const closeList = (): void => useListDrawer.setState({ open: false });
