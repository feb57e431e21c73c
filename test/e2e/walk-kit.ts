// Walks a window by Tab, there and back, and tells what it stood on: its name, its part of the screen, where it is, whether one sees it.
import type { Page } from 'playwright-core';

export type Stop = {
  readonly name: string;
  /** The landmark or layer it stands in. */
  readonly part: string;
  readonly visible: boolean;
  /** Moves a pane; stands at the edge of what it moves, not in a line with the rest. */
  readonly separator: boolean;
  /** Of a row in a list: which. */
  readonly key: string;
  /** The one all others follow in the page. */
  readonly isFirst: boolean;
  /** What scrolls around it: places are told inside of that. */
  readonly pane: number;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
};

/** Notes every element that gets the focus from now on, as a person with a keyboard would meet it. */
const listen = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const met: { readonly here: Element; readonly name: string; readonly visible: boolean; readonly press: number }[] = [];
    let press = 0;
    const count = ({ key }: KeyboardEvent): void => void (press += key === 'Tab' ? 1 : 0);
    const outlined = (element: Element | null): boolean => {
      if (element === null) return false;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
    };
    const textOf = (ids: string | null): string =>
      (ids ?? '')
        .split(' ')
        .map((id) => document.getElementById(id)?.textContent ?? '')
        .join(' ');
    const nameOf = (here: Element): string => {
      const isEntry = here.matches('input, select, textarea');
      const own = here.getAttribute('aria-label') ?? textOf(here.getAttribute('aria-labelledby'));
      return (
        [own, here.closest('label')?.textContent, isEntry ? '' : here.textContent].map((name) => (name ?? '').trim()).find(Boolean) ?? ''
      );
    };
    const add = (here: Element): void =>
      void met.push({ here, name: nameOf(here), visible: outlined(here) || outlined(here.parentElement), press });
    const note = ({ target }: Event): void => (target instanceof Element ? add(target) : undefined);
    window.addEventListener('keydown', count, true);
    window.addEventListener('focusin', note, true);
    const unlisten = (): void => {
      window.removeEventListener('keydown', count, true);
      window.removeEventListener('focusin', note, true);
    };
    Object.assign(window, { met, unlisten });
    // A layer begins with what it gave the focus to, a window at its top.
    const layer = document.activeElement?.closest('[role="dialog"]') ?? null;
    if (layer !== null && document.activeElement !== null) return add(document.activeElement);
    document.body.tabIndex = -1;
    document.body.focus();
    document.body.removeAttribute('tabindex');
    met.length = 0;
  });

type One = { readonly here: Element; readonly name: string; readonly visible: boolean; readonly press: number };
type Met = { readonly met: readonly One[] };

/** What was met so far. What hands the focus on in the same press is no stop. */
const seen = (page: Page): Promise<readonly Stop[]> =>
  page.evaluate(() => {
    const { met } = window as unknown as Met;
    const stood = met.filter(({ press }, index) => met[index + 1]?.press !== press);
    const inOrder = stood
      .map(({ here }) => here)
      .filter((here) => here.isConnected)
      .toSorted((a, b) => ((a.compareDocumentPosition(b) & Node.DOCUMENT_POSITION_FOLLOWING) === 0 ? 1 : -1));
    const panes: Element[] = [];
    const paneOf = (here: Element | null): Element => {
      if (here === null || here === document.documentElement) return document.documentElement;
      return ['auto', 'scroll'].includes(getComputedStyle(here).overflowY) ? here : paneOf(here.parentElement);
    };
    return stood.map(({ here, name, visible }) => {
      const box = here.getBoundingClientRect();
      const pane = paneOf(here.parentElement);
      if (!panes.includes(pane)) panes.push(pane);
      return {
        name,
        visible,
        key: here.getAttribute('data-key') ?? '',
        part: (here.closest('header') ?? here.closest('[role="dialog"], nav, main, aside, footer'))?.tagName ?? '',
        isFirst: here === inOrder[0],
        separator: here.getAttribute('role') === 'separator',
        pane: panes.indexOf(pane),
        left: box.left,
        right: box.right,
        top: box.top + pane.scrollTop,
        bottom: box.bottom + pane.scrollTop,
      };
    });
  });

/** Clocks and counts go on meanwhile; the beginning of a name says which it is. */
export const spot = ({ part, name, key }: Stop): string => `${part} ${name.slice(0, 24).replaceAll(/\d+/g, '#')} ${key}`;

const MOST = 250;
const BURST = 8;

/** From one stop until the same comes again. */
const around = async (page: Page, key: 'Tab' | 'Shift+Tab', anchor: string | null): Promise<readonly Stop[]> => {
  await listen(page);
  const find = async (pressed: number): Promise<readonly Stop[] | null> => {
    const stops = await seen(page);
    const spots = stops.map(spot);
    // Where one began may be gone (a message that fades, a clock in words): the next one that comes again is as good.
    const lasting = pressed > MOST ? spots.find((each, index) => spots.includes(each, index + 1)) : spots[0];
    const from = spots.indexOf(anchor ?? lasting ?? '');
    const again = spots.indexOf(spots[from] ?? '', from + 1);
    if (from !== -1 && again !== -1) return stops.slice(from, again);
    // The only stop of its layer gets no focus it has already.
    return stops.length === 1 ? stops : null;
  };
  let stops: readonly Stop[] | null = null;
  for (let pressed = 0; stops === null; pressed += BURST) {
    if (pressed > 2 * MOST) throw new Error(`${key} does not come around`);
    for (let press = 0; press < BURST; press += 1) await page.keyboard.press(key);
    stops = await find(pressed);
  }
  await page.evaluate(() => (window as unknown as { unlisten: () => void }).unlisten());
  return stops;
};

/** Once around by Tab, told from the top. */
export const walk = async (page: Page): Promise<readonly Stop[]> => {
  const stops = await around(page, 'Tab', null);
  const top = Math.max(
    0,
    stops.findIndex(({ isFirst }) => isFirst),
  );
  return [...stops.slice(top), ...stops.slice(0, top)];
};

/** The same way back, told as it was read. */
export const walkBack = async (page: Page, there: readonly Stop[]): Promise<readonly Stop[]> => {
  const [first, ...rest] = await around(page, 'Shift+Tab', there.map(spot)[0] ?? null);
  return [...(first === undefined ? [] : [first]), ...rest.toReversed()];
};

const PARTS = ['HEADER', 'NAV', 'MAIN', 'ASIDE', 'FOOTER'];

/** Before the other on a page read from the top left: above it, or left of it in the same line. */
const isBefore = (one: Stop, other: Stop): boolean =>
  one.bottom <= other.top + 1 ? one.left <= other.left : one.top < other.bottom - 1 && one.right <= other.left + 1;

/** What is wrong with a walk: stops nobody sees or hears, parts out of their order, and inside a part what leads back to what one has read. */
export const faultsOf = (stops: readonly Stop[]): readonly string[] => {
  const lines = stops.filter(({ separator, part }) => !separator && part !== '');
  const leaps = lines.flatMap((stop, index) => {
    const next = lines[index + 1];
    if (next === undefined) return [];
    const isLeap =
      next.part === stop.part
        ? next.pane === stop.pane && isBefore(next, stop)
        : PARTS.indexOf(next.part) < PARTS.indexOf(stop.part) && stop.part !== 'DIV';
    return isLeap ? [`back: ${spot(stop)} → ${spot(next)}`] : [];
  });
  return [
    ...stops.filter(({ visible }) => !visible).map((stop) => `unseen: ${spot(stop)}`),
    ...stops.filter(({ name }) => name === '').map((stop) => `nameless: ${spot(stop)}`),
    ...leaps,
  ];
};
