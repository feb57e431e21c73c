// Knows the panes one may make wider: how wide each is by itself, within what it moves, and what this machine remembers of it.
import { create } from 'zustand';

export type PaneId = keyof typeof PANES;
type Pane = {
  /** The edge of the window it lies at: a pane at the right grows when its separator moves left. */
  readonly at: 'left' | 'right';
  /** In CSS pixels; `share` of the window's width lies between `least` and `most` as long as nobody has moved it. */
  readonly share: number;
  readonly least: number;
  readonly most: number;
  /** How far a hand may pull it. */
  readonly min: number;
  readonly max: number;
};

export const PANES = {
  'desk.list': { at: 'left', share: 0.21, least: 272, most: 480, min: 208, max: 640 },
  'desk.side': { at: 'right', share: 0.23, least: 280, most: 544, min: 240, max: 720 },
  'lead.detail': { at: 'right', share: 0.28, least: 320, most: 720, min: 280, max: 960 },
} as const satisfies Record<string, Pane>;

/** The middle must stay readable: no pane takes more of the window than this. */
const MOST_SHARE = 0.45;
/** One press of an arrow. */
export const STEP = 16;

const between = (low: number, value: number, high: number): number => Math.round(Math.max(low, Math.min(high, value)));

/** The widest a pane may be in a window of this width. */
export const mostOf = (id: PaneId, window: number): number => Math.max(PANES[id].min, Math.min(PANES[id].max, window * MOST_SHARE));

/** How wide a pane is: as somebody pulled it, else by itself; never wider than the window has room for. */
export const widthOf = (id: PaneId, pulled: number | undefined, window: number): number => {
  const { share, least, most, min } = PANES[id];
  return between(min, pulled ?? between(least, window * share, most), mostOf(id, window));
};

/** Where a key on its separator puts a pane; undefined = the key means nothing there, null = as wide as by itself. */
export const widthByKey = (id: PaneId, key: string, width: number, window: number): number | null | undefined => {
  const { at, min } = PANES[id];
  const outward = at === 'left' ? 'ArrowRight' : 'ArrowLeft';
  const inward = at === 'left' ? 'ArrowLeft' : 'ArrowRight';
  if (key === outward) return widthOf(id, width + STEP, window);
  if (key === inward) return widthOf(id, width - STEP, window);
  if (key === 'Home') return min;
  if (key === 'End') return widthOf(id, Number.MAX_SAFE_INTEGER, window);
  return key === 'Enter' ? null : undefined;
};

const KEY = 'stafette.panes';
type Pulled = Readonly<Partial<Record<PaneId, number>>>;

const stored = (): Pulled => {
  try {
    const read = JSON.parse(window.localStorage.getItem(KEY) ?? '{}') as Record<string, unknown>;
    const known = (Object.keys(PANES) as PaneId[]).filter((id) => typeof read[id] === 'number' && Number.isFinite(read[id]));
    return Object.fromEntries(known.map((id) => [id, read[id]]));
  } catch {
    return {};
  }
};

export const usePanes = create<{ readonly pulled: Pulled }>(() => ({ pulled: stored() }));

/** Null gives the pane back to itself. */
export const setPane = (id: PaneId, width: number | null): void => {
  const { [id]: _, ...rest } = usePanes.getState().pulled;
  const pulled: Pulled = width === null ? rest : { ...rest, [id]: width };
  usePanes.setState({ pulled });
  window.localStorage.setItem(KEY, JSON.stringify(pulled));
};

/** Every window as it was at the beginning. */
export const forgetPanes = (): void => {
  usePanes.setState({ pulled: {} });
  window.localStorage.removeItem(KEY);
};
