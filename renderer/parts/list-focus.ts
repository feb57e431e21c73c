// Puts the focus on the list of the screen, and only because somebody asked for it: on who waits live, else on the open row, else on the first.
import { leaveAlone } from './focus-home.ts';

const rowOf = (live: boolean): HTMLElement | null => {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-list="rows"] [data-key]')];
  const waiting = live ? document.querySelector<HTMLElement>('[data-list="live"] [data-key]') : null;
  return waiting ?? rows.find((row) => row.getAttribute('aria-current') === 'true') ?? rows[0] ?? null;
};

const isNowhere = (element: Element | null): boolean => element === null || element === document.body || !element.isConnected;

/** The row in hand, where something above the list has taken room from it. */
export const keepRowInSight = (): void => {
  // Newer browsers answer with a promise; handed on to an effect it would stand in the place of what ends it.
  document.querySelector('[data-list="rows"] [data-key][aria-current="true"]')?.scrollIntoView({ block: 'nearest' });
};

/**
 * A list that was just opened may still wait for its rows: looked for at every frame, given up after ten seconds. Whoever has gone
 * somewhere else by then stays there: a focus that moved under his hand would turn his next key into another act.
 */
export const focusList = (live: boolean): void => {
  leaveAlone();
  lookFor(live, document.activeElement, 600);
};

const lookFor = (live: boolean, from: Element | null, tries: number): void => {
  window.requestAnimationFrame(() => {
    const now = document.activeElement;
    if (now !== from && !isNowhere(now)) return;
    const row = rowOf(live);
    if (row !== null) row.focus();
    else if (tries > 0) lookFor(live, from, tries - 1);
  });
};
