// Remembers where the window stood, and forgets it when that place is no longer on any screen.
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const rectangle = z.object({
  x: z.number().int(),
  y: z.number().int(),
  width: z.number().int().min(400),
  height: z.number().int().min(300),
});
const state = z.strictObject({ bounds: rectangle, maximized: z.boolean() });
export type WindowState = z.infer<typeof state>;
type Area = z.infer<typeof rectangle>;

/** Enough of the title bar to take hold of. */
const grip = 100;

const isReachable = (bounds: Area, screens: readonly Area[]): boolean =>
  screens.some(
    (screen) =>
      bounds.y >= screen.y &&
      bounds.y < screen.y + screen.height - grip / 2 &&
      bounds.x + bounds.width >= screen.x + grip &&
      bounds.x <= screen.x + screen.width - grip,
  );

/** Null = open where the system likes it. */
export const readWindowState = (file: string, screens: readonly Area[]): WindowState | null => {
  try {
    const read = state.parse(JSON.parse(readFileSync(file, 'utf8')));
    return isReachable(read.bounds, screens) ? read : null;
  } catch {
    // No file yet, or one that is damaged: a window's place is not worth a word.
    return null;
  }
};

export const writeWindowState = (file: string, { bounds, maximized }: WindowState): void => {
  const { x, y, width, height } = bounds;
  writeFileSync(file, JSON.stringify({ bounds: { x, y, width, height }, maximized }), { mode: 0o600 });
};
