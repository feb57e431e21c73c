// Tells a reader of screens which line of a list is chosen while the cursor stays in the field above it.
import { useEffect, type RefObject } from 'react';

const NAMED = ['aria-selected', 'aria-activedescendant', 'id'];

/**
 * Keeps `aria-activedescendant` of field and list on the line that is chosen now, inside of `root`. The list of commands we build on writes it
 * only where a key moved the choice: not when it opens, and not when its lines are exchanged, so that it named nothing, or a line long gone.
 */
export const useNamedChoice = (root: RefObject<HTMLElement | null>): void => {
  useEffect(() => {
    const box = root.current;
    if (box === null) return undefined;
    const name = (): void => {
      const id = box.querySelector('[role="option"][aria-selected="true"]')?.id ?? null;
      for (const part of box.querySelectorAll('[role="combobox"], [role="listbox"]')) {
        if (part.getAttribute('aria-activedescendant') === id) continue;
        if (id === null) part.removeAttribute('aria-activedescendant');
        else part.setAttribute('aria-activedescendant', id);
      }
    };
    const changes = new MutationObserver(name);
    changes.observe(box, { subtree: true, childList: true, attributes: true, attributeFilter: NAMED });
    name();
    return () => changes.disconnect();
  }, [root]);
};
