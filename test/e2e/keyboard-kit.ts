// Drives a window by keyboard alone: what has the focus, whether one can see it, how to get somewhere, and that no pointer was used.
import type { Page } from 'playwright-core';

export type Focused = { readonly name: string; readonly tag: string; readonly field: string; readonly visible: boolean };

/** What has the focus, by the name it is heard under; `visible` = it, or the frame around it, is outlined. */
export const focused = (page: Page): Promise<Focused> =>
  page.evaluate(() => {
    const here = document.activeElement as HTMLInputElement | null;
    const name = here?.getAttribute('aria-label') ?? here?.closest('label')?.textContent ?? here?.textContent ?? '';
    const outlined = (element: Element | null | undefined): boolean => {
      if (element === null || element === undefined) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
    };
    const field = here?.closest('[data-field]')?.getAttribute('data-field') ?? '';
    return { name: name.trim(), tag: here?.tagName ?? '', field, visible: outlined(here) || outlined(here?.parentElement) };
  });

/** Walks on with Tab until something with this name has the focus; on the way everything that gets it must be seen. */
export const tabTo = async (page: Page, name: RegExp, key: 'Tab' | 'Shift+Tab' = 'Tab'): Promise<void> => {
  const unseen: string[] = [];
  const way: string[] = [];
  for (let step = 0; step < 80; step += 1) {
    const now = await focused(page);
    if (now.tag !== 'BODY' && !now.visible) unseen.push(`${now.tag} ${now.name}`);
    if (now.tag !== 'BODY' && name.test(now.name)) {
      if (unseen.length > 0) throw new Error(`the focus could not be seen on: ${unseen.join(', ')}`);
      return;
    }
    way.push(`${now.tag} ${now.name.slice(0, 40)}`);
    await page.keyboard.press(key);
  }
  throw new Error(`no way by ${key} to ${String(name)}; it led over ${way.join(', ')}`);
};

/** Waits until the focus has come where a key led it. */
export const focusComes = async (page: Page, name: RegExp): Promise<void> => {
  await page.waitForFunction(
    ([source, flags]) => {
      const here = document.activeElement;
      if (here === null || here === document.body) return false;
      return new RegExp(source, flags).test(
        here.getAttribute('aria-label') ?? here.closest('label')?.textContent ?? here.textContent ?? '',
      );
    },
    [name.source, name.flags] as const,
  );
};

/** Counts what a mouse or a finger would do; the journeys must end with none. */
export const countPointers = async (page: Page): Promise<void> => {
  await page.addInitScript(() => {
    Object.assign(window, { pointers: 0 });
    window.addEventListener(
      'pointerdown',
      () => Object.assign(window, { pointers: Number((window as unknown as { pointers: number }).pointers) + 1 }),
      true,
    );
  });
};

export const pointers = (page: Page): Promise<number> => page.evaluate(() => (window as unknown as { pointers: number }).pointers);

/**
 * Counts inputs as the budgets do: one field filled is one, one button or key pressed is one. Typing on in the same field is no new
 * input; a letter or digit that lands in a field belongs to that field. `Tab` and the keys that only write are not counted.
 */
export const countInputs = async (page: Page): Promise<void> => {
  await page.evaluate(() => {
    const count = { inputs: 0, log: [] as string[] };
    let field: EventTarget | null = null;
    let letter: { readonly key: string; readonly on: EventTarget | null } | null = null;
    const add = (what: string): void => {
      count.inputs += 1;
      count.log.push(what);
    };
    const isField = (target: EventTarget | null): boolean => target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement;
    Object.assign(window, { counted: count });
    window.addEventListener(
      'pointerdown',
      () => {
        field = null;
        add('press');
      },
      true,
    );
    window.addEventListener(
      'keydown',
      ({ key, target, ctrlKey }) => {
        if (['Tab', 'Shift', 'Control', 'Backspace'].includes(key) || (ctrlKey && key === 'a')) return;
        if (key.length > 1 || ctrlKey) {
          field = null;
          add(key);
        } else if (!isField(target)) letter = { key, on: target };
      },
      true,
    );
    window.addEventListener(
      'input',
      ({ target }) => {
        letter = null;
        if (target !== field) add('field');
        field = target;
      },
      true,
    );
    window.addEventListener(
      'keyup',
      () => {
        if (letter !== null) add(letter.key);
        letter = null;
      },
      true,
    );
  });
};

export const inputs = (page: Page): Promise<{ readonly inputs: number; readonly log: readonly string[] }> =>
  page.evaluate(() => (window as unknown as { counted: { inputs: number; log: string[] } }).counted);

/** Another tab of the same browser, signed in without a mouse. */
export const enter = async (page: Page, person: RegExp): Promise<void> => {
  page.setDefaultTimeout(20_000);
  await page.locator('main h2').first().waitFor();
  await tabTo(page, person);
  await page.keyboard.press('Enter');
  await page.getByRole('navigation').first().waitFor();
};

export const said = (page: Page, words: RegExp): Promise<void> => page.getByText(words).first().waitFor();
export const inHistory = (page: Page, words: RegExp): Promise<void> =>
  page.getByRole('listitem').filter({ hasText: words }).first().waitFor();
