// Ticks for the whole window: one timer, the desk's own time, and re-renders only as fine as somebody shows.
import { useSyncExternalStore } from 'react';

let offset = 0;
const watchers = new Set<() => void>();
let timer: number | undefined;

/** The desk's clock counts, not the window's: they differ when a host runs on a shifted time. */
export const setDeskTime = (deskNow: number): void => {
  offset = deskNow - Date.now();
};

export const deskNow = (): number => Date.now() + offset;

const subscribe = (watcher: () => void): (() => void) => {
  watchers.add(watcher);
  timer ??= window.setInterval(() => {
    for (const each of watchers) each();
  }, 1000);
  return () => {
    watchers.delete(watcher);
    if (watchers.size > 0) return;
    window.clearInterval(timer);
    timer = undefined;
  };
};

/** Now, rounded down to `step`: a row that shows minutes renders once a minute. */
export const useNow = (step: 1000 | 10_000 | 60_000): number => useSyncExternalStore(subscribe, () => Math.floor(deskNow() / step) * step);
