// Gives a panel that has just opened the focus, unless the window opened it by itself and somebody is elsewhere already.
import { useView } from '../state/view.ts';
import { isFocusLost } from './focus-home.ts';

/**
 * What opens by a press has the focus at once. A window that opens where it was comes to its panel a moment after its header and its lists:
 * whoever is in a menu or a field of these by then stays there.
 */
export const focusFirst = (goal: HTMLElement | null | undefined): void => {
  if (useView.getState().byItself && !isFocusLost()) return;
  goal?.focus();
};
