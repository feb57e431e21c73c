// Puts the focus on the list of the screen, and only because somebody asked for it: on who waits live, else on the open row, else on the first.

const rowOf = (live: boolean): HTMLElement | null => {
  const rows = [...document.querySelectorAll<HTMLElement>('[data-list="rows"] [data-key]')];
  const waiting = live ? document.querySelector<HTMLElement>('[data-list="live"] [data-key]') : null;
  return waiting ?? rows.find((row) => row.getAttribute('aria-current') === 'true') ?? rows[0] ?? null;
};

/** A list that was just opened may still wait for its rows: looked for at every frame, given up after a second. */
export const focusList = (live: boolean, tries = 60): void => {
  window.requestAnimationFrame(() => {
    const row = rowOf(live);
    if (row !== null) row.focus();
    else if (tries > 0) focusList(live, tries - 1);
  });
};
