// Gives the focus a place again where somebody's own act took away what had it; by itself it never moves.

const WAIT_MS = 50;
const TRIES = 40;

/** Nothing on the screen has it. */
export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body;
/** Menus and dialogs lead the focus themselves as long as they stand. */
const isLed = (): boolean => document.querySelector('[role="dialog"], [role="menu"]') !== null;

/** The note of the case, or what stands in its place, else the row in hand, else the screen's heading, so that Tab goes on from there and not from the top of the window. */
const home = (): HTMLElement | null => {
  const place =
    document.querySelector<HTMLElement>('main [data-home]') ??
    document.querySelector<HTMLElement>('[data-list="rows"] [data-key][aria-current="true"]') ??
    document.querySelector<HTMLElement>('main h1');
  if (place?.tagName === 'H1') place.tabIndex = -1;
  return place;
};

let going: number | undefined;

/** Over the end of the window Tab leads past nothing at all for a moment: somebody walks there, nothing is lost. */
const walksOn = ({ key }: KeyboardEvent): void => {
  if (key !== 'Tab') return;
  window.clearTimeout(going);
  window.removeEventListener('keydown', walksOn, true);
};

/** Called after an act: what it changes on the screen comes a little later. Whoever has moved on meanwhile is left alone. */
export const focusHome = (tries = TRIES, wasLost = false): void => {
  window.clearTimeout(going);
  window.addEventListener('keydown', walksOn, true);
  going = window.setTimeout(() => {
    // A window that is gone meanwhile has nowhere to lead to.
    if (typeof document === 'undefined') return;
    // A dialog that has just closed gives the focus back itself, a moment after it is gone.
    const lost = isFocusLost() && !isLed();
    if (lost && wasLost) home()?.focus();
    // What stands there now may go as well, until the screen has come to rest.
    if (tries > 0) focusHome(tries - 1, lost);
    else window.removeEventListener('keydown', walksOn, true);
  }, WAIT_MS);
};
