// Knows by the address whether this window is to be a wall: it stays one when it is loaded again.
import { useSyncExternalStore } from 'react';

const WALL = '#board';

const follow = (changed: () => void): (() => void) => {
  window.addEventListener('hashchange', changed);
  return () => window.removeEventListener('hashchange', changed);
};

export const useWallAsked = (): boolean => useSyncExternalStore(follow, () => window.location.hash === WALL);

export const askWall = (asked: boolean): void => {
  window.location.hash = asked ? WALL : '';
};
