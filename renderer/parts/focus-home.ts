// Gives the focus a place again where somebody's own act took away what had it; by itself it never moves.

const WAIT_MS = 50;
/** Ten seconds: a desk that is busy answers late, and whoever has done nothing since is left nowhere by it. */
const TRIES = 200;

/** Nothing on the screen has it. */
export const isFocusLost = (): boolean => document.activeElement === null || document.activeElement === document.body;
/** Menus and dialogs lead the focus themselves as long as they stand. */
const isLed = (): boolean => document.querySelector('[role="dialog"], [role="menu"]') !== null;

/** A case that is still being fetched has its note in a moment; the row beside it would keep the focus then. */
const isComing = (): boolean => document.querySelector('main[aria-busy="true"]') !== null;

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

/** Whoever leads the focus himself has nothing to fear for it. */
export const leaveAlone = (): void => {
  window.clearTimeout(going);
  window.removeEventListener('keydown', walksOn, true);
};

/**
 * Over the end of the window Tab leads past nothing at all for a moment: somebody walks there, nothing is lost. Nor is it for whoever walks
 * along a list by its letters: what he does not find there he looks for there.
 */
const walksOn = ({ key, target }: KeyboardEvent): void => {
  if (key === 'Tab' || (target instanceof Element && target.closest('[data-list] [data-key]') !== null)) leaveAlone();
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
    if (lost && wasLost && (tries === 0 || !isComing())) home()?.focus();
    // What stands there now may go as well, until the screen has come to rest.
    if (tries > 0) focusHome(tries - 1, lost);
    else leaveAlone();
  }, WAIT_MS);
};

/** What an act begins with, by hand or by Enter. */
const PRESSABLE = 'button, a[href], summary, input, select, [role="option"], [role^="menuitem"], [data-key]';
const isPressable = (target: EventTarget | null): boolean => target instanceof Element && target.closest(PRESSABLE) !== null;

/** What was pressed may take itself away, soon or when it has been answered: no act needs to remember that. */
const onPress = ({ target }: MouseEvent): void => {
  if (isPressable(target)) focusHome();
};
/** Whoever points at what cannot be pressed has let go of the rest himself. */
const onPoint = ({ target }: PointerEvent): void => {
  if (!isPressable(target)) leaveAlone();
};

/** As long as somebody is signed in. */
export const watchFocus = (): (() => void) => {
  window.addEventListener('click', onPress, true);
  window.addEventListener('pointerdown', onPoint, true);
  return () => {
    leaveAlone();
    window.removeEventListener('click', onPress, true);
    window.removeEventListener('pointerdown', onPoint, true);
  };
};
