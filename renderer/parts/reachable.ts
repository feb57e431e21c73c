// What scrolls and holds nothing to press is still read with the keys: it takes the focus where it is longer than its place, and only there.

const PRESSED = 'button, a[href], input, select, textarea';

/** A `ref` for the element that scrolls; what changes inside or around it is looked at again. */
export const reachable = (box: HTMLElement | null): (() => void) | undefined => {
  // Without a window that lays things out nothing scrolls.
  if (box === null || typeof ResizeObserver === 'undefined') return undefined;
  const look = (): void => {
    if (box.scrollHeight > box.clientHeight + 1 && box.querySelector(PRESSED) === null) box.tabIndex = 0;
    // Whoever stands on it is not pushed off.
    else if (document.activeElement !== box) box.removeAttribute('tabindex');
  };
  const sizes = new ResizeObserver(look);
  sizes.observe(box);
  const parts = new MutationObserver(look);
  parts.observe(box, { childList: true, subtree: true, characterData: true });
  look();
  return () => {
    sizes.disconnect();
    parts.disconnect();
  };
};
